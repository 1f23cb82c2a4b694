"""A date in any writing people use → the table's writing."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from formgen.campaign.kinds.base import fold, visible
from formgen.campaign.kinds.dates import FIRST_YEAR, LAST_YEAR
from formgen.campaign.values import YearMonth

_DIGITS = {character: str(digit) for digit, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": "0", "○": "0", "◯": "0"} | {str(digit): str(digit) for digit in range(10)}
_NUMBER = "[0-9〇零○◯一二三四五六七八九]"
_COUNT = "[0-9〇零○◯一二三四五六七八九十廿卅元]"
_BETWEEN = r"[.\-/\\,、·。．—–―~_]"
_DATE = re.compile(
    rf"(?P<year>['‘’]?{_NUMBER}{{4}}|['‘’]?{_NUMBER}{{2}})(?:年|{_BETWEEN})"
    rf"(?P<month>{_COUNT}{{1,3}})"
    rf"(?:(?:月份?|{_BETWEEN})(?P<day>{_COUNT}{{1,3}})?)?(?:日|号|{_BETWEEN})?"
)
_COMPACT = re.compile(rf"(?P<year>{_NUMBER}{{4}})(?P<month>{_NUMBER}{{2}})(?P<day>{_NUMBER}{{2}})?")
_BEFORE = re.compile(r"^(?:公元|出生于|生于)")
_BORN = re.compile(r"(?:出生|生)$")
_AGE = re.compile(r"[,，]?(?:[(（]\d{1,3}(?:周?岁)?[)）]|\d{1,3}周?岁)$")
_MIDNIGHT = re.compile(r"0?0:00(?::00)?$")
_LONGEST = 40
"""More characters than any way to write a date has."""
_LAST_OF_CENTURY = 30
"""Two digits up to this are read as a year of this century."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as somebody wrote it."""

    year: int
    month: int
    day: int | None = None
    """None where only the month is written."""
    guessed: bool = False
    """Whether the century was left out."""
    dropped: str = ""
    """What else was written, such as an age."""

    @property
    def text(self) -> str:
        """In the table's writing: 1990.05, or 2024-01-14 where a day is written."""
        if self.day is None:
            return str(YearMonth(self.year, self.month))
        return f"{self.year}-{self.month:02}-{self.day:02}"


def read_date(text: str) -> WrittenDate | None:
    """The date of a text: 1990年5月, 90.05, 一九九〇年五月, 199005, 1990.5.14（33岁）.

    Returns:
        None for what is no date of the calendar from 1900 to 2100.
    """
    if len(text) > _LONGEST:
        return None
    plain = _MIDNIGHT.sub("", _BEFORE.sub("", fold(visible(text))))
    age = _AGE.search(plain)
    plain = _BORN.sub("", plain[: age.start()] if age else plain)
    match = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is None:
        return None
    return _dated(match["year"], match["month"], match["day"], age[0] if age else "")


def composed_date(year: str, month: str, day: str) -> WrittenDate | None:
    """The date of numbers written into the blanks of “　年　月　日”; the day may be blank."""
    parts = [fold(visible(part)).rstrip("年月日号.") for part in (year, month, day)]
    allowed = all(re.fullmatch(f"{_COUNT}*", part) for part in parts)
    if not allowed or not parts[0] or not parts[1]:
        return None
    if not re.fullmatch(f"{_NUMBER}{{2}}|{_NUMBER}{{4}}", parts[0]):
        return None
    return _dated(parts[0], parts[1], parts[2] or None, "")


def _dated(year: str, month: str, day: str | None, dropped: str) -> WrittenDate | None:
    """The date of three numbers, in digits or Chinese."""
    digits = "".join(_DIGITS[character] for character in year.lstrip("'‘’"))
    guessed = len(digits) == 2
    full = int(digits)
    if guessed:
        full += 2000 if full <= _LAST_OF_CENTURY else 1900
    months, days = _counted(month), _counted(day) if day else None
    if months is None or (day and days is None) or not FIRST_YEAR <= full <= LAST_YEAR:
        return None
    try:
        datetime.date(full, months, days or 1)
    except ValueError:
        return None
    return WrittenDate(full, months, days, guessed, dropped)


_TENS = {"十": 10, "廿": 20, "卅": 30}
_TEN = re.compile("([一二三])?([十廿卅])([一二三四五六七八九])?")


def _counted(number: str) -> int | None:
    """The number of a month or day: 5, 05, 五, 十二, 二十一, 廿一, 元; None for nothing such."""
    if number == "元":
        return 1
    if ten := _TEN.fullmatch(number):
        if ten[1] and ten[2] != "十":
            return None
        tens = _TENS[ten[2]] * (int(_DIGITS[ten[1]]) if ten[1] else 1)
        return tens + (int(_DIGITS[ten[3]]) if ten[3] else 0)
    if len(number) > 2 or not all(character in _DIGITS for character in number):
        return None
    return int("".join(_DIGITS[character] for character in number))
