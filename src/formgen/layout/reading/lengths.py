"""Lengths of drawings, in EMU and CSS units → points, kept within what paper can hold."""

from __future__ import annotations

import math
import re

EMU_PER_POINT = 12700
_WHOLE = 100_000
"""Thousandths of a percent."""
FARTHEST = 20_000.0
"""Points; Word's largest paper measures 1,584."""
_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12.0, "pi": 12.0}
_PIXEL = 0.75


def real(text: str | None, default: float = 0.0) -> float:
    """A number as written; the default where it is none."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def percentage(text: str | None, default: float) -> float:
    """ST_Percentage (20.1.10.40) as a share: thousandths of a percent, or "70%" in strict files."""
    if text is not None and text.endswith("%"):
        return real(text[:-1], default * 100) / 100
    return real(text, default * _WHOLE) / _WHOLE


def bounded(value: float) -> float:
    """A length kept within ±20,000 points."""
    return max(-FARTHEST, min(FARTHEST, value))


def emu(text: str | None, default: float = 0.0) -> float:
    """English metric units (20.1.2.1) in points."""
    return bounded(real(text, default * EMU_PER_POINT) / EMU_PER_POINT)


def css(text: str | None, default: float = 0.0) -> float:
    """A length of VML in points; a bare number is pixels (VML 1.0, 5.1)."""
    found = _LENGTH.match(text or "")
    if found is None:
        return default
    unit = found[2].lower()
    factor = _POINTS.get(unit, 1 / EMU_PER_POINT if unit == "emu" else _PIXEL)
    return bounded(real(found[1]) * factor)
