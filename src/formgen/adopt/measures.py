"""Numbers in a form's XML, as strangers wrote them → numbers within bounds."""

from __future__ import annotations

import math

LARGEST = 100_000.0
"""Word's longest measure is 31,680 twips, its widest table 63 columns."""
MOST_COLUMNS = 63
"""Of a table in Word."""


def number_in(text: str | None, default: float = 0.0) -> float:
    """A number from 0 to 100,000; the default where there is none."""
    try:
        number = float(text) if text else default
    except ValueError:
        return default
    return min(max(number, 0.0), LARGEST) if math.isfinite(number) else default


def columns_in(text: str | None, default: int) -> int:
    """How many columns of a table an attribute counts: 63 at most."""
    return min(int(number_in(text, default)), MOST_COLUMNS)
