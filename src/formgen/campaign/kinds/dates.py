"""Kinds that are points in time."""

from __future__ import annotations

import re
import unicodedata

from formgen.campaign.kinds.base import Fault, Kind, Raw, Setting, shown, text_of
from formgen.campaign.values import Day, Value, YearMonth

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside are slips of the keyboard; there is no clock here to know better."""

_SEPARATED = re.compile(
    r"(\d{4})\s*[.\-/年]\s*(\d{1,2})(?:\s*[.\-/月]\s*(\d{1,2}))?\s*[日号月]?", flags=re.ASCII
)
_MIDNIGHT = re.compile(r"(?:\s+|T)0?0:00(?::00)?$")
"""What programs write behind a date that has no time of day."""
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?", flags=re.ASCII)
_LONGEST = 40
"""More characters than any way to write a date has."""


def _day(text: str) -> tuple[Day, bool] | None:
    """The day of any common way to write a date, and whether the day itself is written.

    The first of the month stands for a day that is not. None for no day of the calendar.
    """
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").replace("—", "-").strip()
    plain = _MIDNIGHT.sub("", plain)
    match = _SEPARATED.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is None:
        return None
    year, month, day = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return Day(int(year), int(month), int(day or 1)), day is not None
    except ValueError:
        return None


class Month(Kind):
    """A year and month, 1990.05; a day written with it is left out of the form."""

    name = "年月"

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The month, from 1990.05, 1990-05, 1990年5月, 199005 or a full date.

        Raises:
            Fault: V04 where it is none of these, or not between 1900 and 2100.
        """
        text = text_of(raw)
        found = _day(text)
        if found is None:
            raise Fault("V04", value=shown(text))
        return YearMonth(found[0].year, found[0].month)


class Date(Kind):
    """A calendar day; prints as 2024年1月14日."""

    name = "日期"

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The day, from 2024-01-14, 2024.1.14, 2024年1月14日 or 20240114.

        Raises:
            Fault: V03 where it is none of these, no day of the calendar, or not between
                1900 and 2100.
        """
        text = text_of(raw)
        found = _day(text)
        if found is None or not found[1]:
            raise Fault("V03", value=shown(text))
        return found[0]
