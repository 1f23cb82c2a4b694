"""Months and days as people write them → 1990-05 or 1990-05-17, to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DATE = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(?:\s*[.\-/年]\s*(\d{1,2})(?:\s*[.\-/月]\s*(\d{1,2})(?!\d))?"
    r"|(\d\d)(\d\d)?)(?![\d])\s*[月日号]?"
)
"""Year, month and maybe day, with marks between them or without; other years are no dates of
people alive, but parts of numbers."""


def written_dates(text: str) -> Iterator[tuple[int, str]]:
    """Each month or day of a folded text, and the position it stands at."""
    for found in _DATE.finditer(text):
        if date := _meant(found):
            yield found.start(), date


def whole_date(text: str) -> str:
    """The month or day that a folded text is and nothing else; empty if it is none."""
    found = _DATE.match(text)
    if found is None or found.end() != len(text.removesuffix(" 00:00:00")):
        return ""
    return _meant(found)


def _meant(found: re.Match[str]) -> str:
    year, month, day, close_month, close_day = found.groups()
    month, day = month or close_month, day or close_day
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return ""
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
