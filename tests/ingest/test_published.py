import pytest

from rasid.ingest.published import interval
from rasid.records import Interval


@pytest.mark.parametrize(
    ("stated", "start", "end", "precision"),
    [
        ("2021-03-05", "2021-03-05", "2021-03-05", "day"),
        ("20210305", "2021-03-05", "2021-03-05", "day"),
        ("2021-03-05T23:30:00+03:00", "2021-03-05", "2021-03-05", "day"),
        ("2021-03-05T23:30Z", "2021-03-05", "2021-03-05", "day"),
        (" 2021-03-05 10:00:00 ", "2021-03-05", "2021-03-05", "day"),
        ("Fri, 05 Mar 2021 10:00:00 GMT", "2021-03-05", "2021-03-05", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
    ],
)
def test_a_date_becomes_the_days_it_names(stated: str, start: str, end: str, precision: str) -> None:
    assert interval(stated) == Interval(start, end, precision, None, "metadata")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "stated", ["", "yesterday", "2021-13", "2021-02-30", "05/03/2021", "0000", "1614902400", "2021-3-5", "２０２１x"]
)
def test_what_is_no_clear_date_is_none(stated: str) -> None:
    assert interval(stated) is None
