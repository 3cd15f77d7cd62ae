"""The lunar days of the calendar, computed anew from the new moon at UTC+7.

New moons by Jean Meeus, Astronomical Formulae for Calculators (1979), chapter 32. A leap month
stood between the first and the third lunar month in 2023 only.
"""

import math
from datetime import date, timedelta

import pytest

from chiso.calendar import shipped

FIRST_OF_1970 = 2440587.5
"""Julian date of 1 January 1970, 00:00 UTC."""
LEAP_SECOND_MONTH = (2023,)
MEAN_MONTH = 29.53058868
SEVEN_HOURS = 7 / 24
CORRECTIONS = (
    # degrees of the sun's anomaly, the moon's anomaly, the moon's latitude; days
    *((1, 0, 0, 0.1734), (2, 0, 0, 0.0021), (0, 1, 0, -0.4068), (0, 2, 0, 0.0161)),
    *((0, 3, 0, -0.0004), (0, 0, 2, 0.0104), (1, 1, 0, -0.0051), (1, -1, 0, -0.0074)),
    *((1, 0, 2, 0.0004), (-1, 0, 2, -0.0004), (0, 1, 2, -0.0006), (0, -1, 2, 0.0010)),
    (1, 2, 0, 0.0005),
)


def new_moon(count: int) -> date:
    """The day at UTC+7 of a new moon, counted from that of January 1900."""
    century = count / 1236.85
    sun = math.radians(359.2242 + 29.10535608 * count)
    moon = math.radians(306.0253 + 385.81691806 * count + 0.0107306 * century**2)
    latitude = math.radians(21.2964 + 390.67050646 * count - 0.0016528 * century**2)
    day = 2415020.75933 + MEAN_MONTH * count + 0.0001178 * century**2
    day += sum(days * math.sin(a * sun + b * moon + c * latitude) for a, b, c, days in CORRECTIONS)
    day += 0.00033 * math.sin(math.radians(166.56 + 132.87 * century))
    terrestrial = 75 / 86400  # Meeus's hours are ahead of ours by so much in these years
    return date(1970, 1, 1) + timedelta(
        days=math.floor(day - terrestrial + SEVEN_HOURS - FIRST_OF_1970)
    )


def named(year: int, name: str) -> date:
    """The day of a year that has the name."""
    return next(
        day.date
        for day in shipped().days.values()
        if day.date.year == year and name in day.name.vi and day.kind == "holiday"
    )


@pytest.mark.parametrize("year", range(2010, 2031))
def test_tet_and_the_kings_day_follow_the_new_moon(year: int) -> None:
    tet = named(year, "(mùng 1)")
    count = round(((tet - date(1970, 1, 1)).days + FIRST_OF_1970 - 2415020.76) / MEAN_MONTH)
    assert new_moon(count) == tet
    third = count + 2 + (year in LEAP_SECOND_MONTH)
    assert new_moon(third) + timedelta(days=9) == named(year, "Giỗ Tổ")


def test_tet_2030_is_the_day_before_the_chinese_one() -> None:
    # The new moon is at 16:07 UTC on 2 February: still that day in Hà Nội, the next in Beijing.
    assert named(2030, "(mùng 1)") == date(2030, 2, 2)
