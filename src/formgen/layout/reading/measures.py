"""Attribute texts of WordprocessingML → points, shares and switches."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from lxml import etree

from formgen.layout.reading.names import VALUE, W

MAX_LENGTH = 1584.0
"""Points; 22 inches is the longest measure Word takes."""

_OFF = frozenset({"0", "false", "off", "none"})
_LENGTH = re.compile(r"([+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12}))(mm|cm|in|pt|pc|pi)?")
_UNITS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
"""Points in each unit of ST_UniversalMeasure (ECMA-376 part 1, 22.9.2.15)."""


def value_of(element: etree._Element, name: str = "val") -> str:
    """A w: attribute; empty where it is missing."""
    return element.get(W + name) or ""


def attribute(parent: etree._Element | None, child: str, name: str = "val") -> str | None:
    """A w: attribute of a w: child; None where either is missing."""
    found = parent.find(W + child) if parent is not None else None
    return found.get(W + name) if found is not None else None


def is_on(parent: etree._Element | None, child: str) -> bool:
    """Whether a w: child that is a switch stands and is not turned off."""
    found = parent.find(W + child) if parent is not None else None
    return found is not None and is_switched_on(found)


def is_switched_on(element: etree._Element) -> bool:
    """What a switch element says: on, unless its w:val turns it off (17.17.4 ST_OnOff)."""
    return element.get(VALUE) not in _OFF


def is_true(text: str | None) -> bool:
    """Whether an on-off attribute stands and is on."""
    return text is not None and text not in _OFF


@lru_cache(maxsize=4096)
def points(text: str | None, per_point: float = 20.0) -> float | None:
    """A measure in points; None for what is no number.

    Args:
        text: digits in parts of a point, or digits with a unit ("2cm").
        per_point: parts of a point a plain number counts: 20 for twips, 2 for half-points,
            8 for eighths.
    """
    match = _LENGTH.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    number, unit = match.groups()
    size = float(number) * _UNITS[unit] if unit else float(number) / per_point
    return max(-MAX_LENGTH, min(MAX_LENGTH, size))


def whole_number(text: str | None) -> int | None:
    """An integer attribute, within the bounds of ST_DecimalNumber; None for anything else."""
    amount = number_of(text)
    return None if amount is None else int(max(-(2**31), min(2**31 - 1, amount)))


def number_of(text: str | None) -> float | None:
    """The number a text is; None for anything else."""
    try:
        amount = float(text) if text else math.nan
    except ValueError:
        return None
    return amount if math.isfinite(amount) else None


def share(text: str | None) -> float | None:
    """ST_TextScale: 80 and "80%" are 0.8; None for what is no number."""
    amount = number_of((text or "").removesuffix("%"))
    return None if amount is None else amount / 100
