"""Measures of WordprocessingML → millimetres, points and type sizes as printed text.

A value a file may hold but that is no number is printed as it stands.
"""

from __future__ import annotations

import math

_TYPE_SIZES = {
    42: "初号",
    36: "小初",
    26: "一号",
    24: "小一",
    22: "二号",
    18: "小二",
    16: "三号",
    15: "小三",
    14: "四号",
    12: "小四",
    10.5: "五号",
    9: "小五",
    7.5: "六号",
    6.5: "小六",
    5.5: "七号",
}
"""Points to the type sizes Chinese Word offers."""
_EMU_PER_MM = 36_000


def number(text: str) -> float | None:
    """The number a text is, None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def millimetres(twips: str) -> str:
    """Twentieths of a point as millimetres to one decimal, the unit left to the caller."""
    value = number(twips)
    return twips if value is None else plain(value / 1440 * 25.4)


def millimetres_of_emu(units: str) -> str:
    """English metric units, as drawings use, as millimetres to one decimal."""
    value = number(units)
    return units if value is None else plain(value / _EMU_PER_MM)


def points(text: str, unit: float) -> str:
    """So many parts of a point (20 twentieths, 8 eighths, 2 halves) as 12磅."""
    value = number(text)
    return text if value is None else f"{round(value / unit, 2):g}磅"


def lines_of_text(text: str) -> str:
    """A line pitch in 240ths of a line as 1.5倍."""
    value = number(text)
    return text if value is None else f"{round(value / 240, 2):g}倍"


def type_size(half_points: str) -> str:
    """小四 for 24 half-points; 11磅 where the size has no name."""
    value = number(half_points)
    if value is None:
        return half_points
    return _TYPE_SIZES.get(value / 2, f"{value / 2:g}磅")


def plain(value: float) -> str:
    """To one decimal, without a trailing zero."""
    return f"{round(value, 1):g}"
