"""A day → whether offices work on it, with the holidays and 调休 the State Council announced."""

from __future__ import annotations

import datetime

import chinese_calendar

FIRST_YEAR = min(chinese_calendar.holidays).year
LAST_YEAR = max(chinese_calendar.holidays).year
"""The years the calendar covers; those to come are announced each November."""

_ONE_DAY = datetime.timedelta(days=1)


class UnknownYearError(Exception):
    """The holidays of a year are not in the calendar, because they are not announced yet."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no holidays known for {year}")
        self.year = year


def is_working_day(day: datetime.date) -> bool:
    """Whether offices work: Monday to Friday but for holidays, and weekends worked for them.

    Raises:
        UnknownYearError: the calendar does not cover the day's year.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnknownYearError(day.year)
    return bool(chinese_calendar.is_workday(day))


def last_working_day(start: datetime.date, count: int, *, start_counts: bool) -> datetime.date:
    """The day on which a number of working days is complete.

    Where the first day counts and is no working day, counting begins with the next one that is.

    Args:
        start: the first day.
        count: how many working days, from 1.
        start_counts: whether the first day is one of them.

    Raises:
        UnknownYearError: the calendar does not cover a year that is passed through.
    """
    day = start if start_counts else start + _ONE_DAY
    while True:
        count -= is_working_day(day)
        if count == 0:
            return day
        day += _ONE_DAY
