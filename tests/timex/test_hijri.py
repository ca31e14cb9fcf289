"""The tabular Islamic calendar against published correspondences."""

from datetime import date

import pytest

from rasid.timex import hijri


@pytest.mark.parametrize(
    ("islamic", "gregorian"),
    [
        ((1, 1, 1), date(622, 7, 19)),
        ((1400, 1, 1), date(1979, 11, 21)),
        ((1445, 9, 1), date(2024, 3, 11)),
        ((1446, 1, 1), date(2024, 7, 8)),
    ],
)
def test_islamic_days_fall_on_the_published_gregorian_days(islamic: tuple[int, int, int], gregorian: date) -> None:
    assert hijri.to_date(*islamic) == gregorian


def test_the_islamic_year_of_a_day_is_the_one_it_was_made_from() -> None:
    for year in range(1380, 1460):
        first, last = hijri.to_date(year, 1, 1), date.fromordinal(hijri.to_date(year + 1, 1, 1).toordinal() - 1)
        assert (hijri.year_of(first), hijri.year_of(last)) == (year, year)
