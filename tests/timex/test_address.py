"""The day that a web address bears."""

from datetime import date

import pytest

from rasid.timex import address


@pytest.mark.parametrize(
    "uri",
    [
        "https://news.example/2023/6/25/market-hit",
        "https://news.example/world/2023-06-25/market-hit.html?utm=2019-01-01",
        "https://news.example/world/market-hit-2023-06-25/",
        "https://news.example/en/20230625-market-hit",
    ],
)
def test_an_address_bears_its_day_in_many_forms(uri: str) -> None:
    assert address.day(uri) == date(2023, 6, 25)


@pytest.mark.parametrize(
    "uri",
    [
        "https://news.example/en/262586/?p=20230625",  # a number of an article, and a query
        "https://news.example/2023/06/market-hit",  # a month only
        "https://news.example/2023/13/45/market-hit",
        "https://news.example/2023625-market-hit",
        "https://news.example/2023/06/25/two-years-after-2021-06-24",  # two days
        "/data/2023/06/25/page.html",  # where a file lies says nothing of when it was written
        "",
    ],
)
def test_what_is_not_one_day_of_a_web_address_dates_nothing(uri: str) -> None:
    assert address.day(uri) is None
