"""Kinds that are points in time."""

from __future__ import annotations

import re
import unicodedata

from formgen.campaign.kinds.base import Fault, Kind, Raw, Setting, text_of
from formgen.campaign.values import Day, Value, YearMonth

_SEPARATED = re.compile(r"(\d{4})\s*[.\-/年]\s*(\d{1,2})(?:\s*[.\-/月]\s*(\d{1,2}))?\s*[日月]?")
_MIDNIGHT = re.compile(r"\s+0?0:00(?::00)?$")
"""What programs write behind a date that has no time of day."""
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")


def _numbers(text: str) -> tuple[int, int, int | None] | None:
    """Year, month and, where written, day of any common way to write a date."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").replace("—", "-").strip()
    plain = _MIDNIGHT.sub("", plain)
    match = _SEPARATED.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is None:
        return None
    year, month, day = match.groups()
    return int(year), int(month), int(day) if day else None


class Month(Kind):
    """A year and month, 1990.05; a day written with it is left out of the form."""

    name = "年月"

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The month, from 1990.05, 1990-05, 1990年5月, 199005 or a full date.

        Raises:
            Fault: V04 where it is none of these.
        """
        text = text_of(raw)
        numbers = _numbers(text)
        if numbers is None or not (1900 <= numbers[0] <= 2100 and 1 <= numbers[1] <= 12):
            raise Fault("V04", value=text)
        return YearMonth(numbers[0], numbers[1])


class Date(Kind):
    """A calendar day; prints as 2024年1月14日."""

    name = "日期"

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The day, from 2024-01-14, 2024.1.14, 2024年1月14日 or 20240114.

        Raises:
            Fault: V03 where it is none of these, or no day of the calendar.
        """
        text = text_of(raw)
        numbers = _numbers(text)
        if numbers is None or numbers[2] is None:
            raise Fault("V03", value=text)
        try:
            return Day(numbers[0], numbers[1], numbers[2])
        except ValueError:
            raise Fault("V03", value=text) from None
