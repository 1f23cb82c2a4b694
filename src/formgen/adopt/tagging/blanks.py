"""A tag and the blank it replaces → the tag that leaves a blank of the same size.

An empty form made from the template is then the form it was made of, and a line to write
on keeps its length when there is something on it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from formgen.tags.filters import MAX_WIDTH

_BLANK = re.compile(r"[\s\u3000_\uff3f\u00a0]+")
_LINES = frozenset("_\uff3f")
_WIDE = frozenset("\u2003")
"""An em space is as wide as a Chinese character and stands before them in Unicode."""
_VALUE = re.compile(r"\{\{\s*(.+?)\s*\}\}")
_CHOICE = re.compile(r"\|\s*(打钩|填写)\(\s*(\"[^\"]*\"|'[^']*')\s*\)$")
_DATE_PART = re.compile(r"\|\s*(年|月|日)$")
_DEFAULT = "  "
"""What 打钩 and 填写 leave where nothing is chosen."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A tag as it is written into the form."""

    tag: str
    underlined: bool = False
    """Whether it replaces underscores, so that the line has to be drawn otherwise."""


def fitted(tag: str, replaced: str, *, followed: bool, underlined: bool) -> Fit:
    """The tag with the width of what it replaces, where that is a blank.

    Args:
        tag: as proposed.
        replaced: the text it replaces.
        followed: whether other text stands behind it in its paragraph, which must not move.
        underlined: whether the blank is.
    """
    lines = not _LINES.isdisjoint(replaced)
    match = _VALUE.fullmatch(tag)
    if match is None or not _BLANK.fullmatch(replaced) or "勾选(" in tag:
        return Fit(tag)
    if "|垫宽" in tag:
        return Fit(tag, underlined=lines)
    value = _wide(match[1], replaced, lined=lines or underlined, followed=followed)
    return Fit(f"{{{{ {value} }}}}", underlined=lines)


def _wide(value: str, blank: str, *, lined: bool, followed: bool) -> str:
    width = min(width_of(blank), MAX_WIDTH)
    if choice := _CHOICE.search(value):
        if lined:
            return f'{value[: choice.start()]}|{choice[1]}({choice[2]}, "")|垫宽({width})'
        if blank != _DEFAULT:
            return f'{value[: choice.start()]}|{choice[1]}({choice[2]}, "{blank}")'
        return value
    if part := _DATE_PART.search(value):
        start = f"{value[: part.start()]}|{part[1]}"
        return f'{start}("")|垫宽({width})' if lined else f'{start}("{blank}")'
    if "|段落" in value or "|日期" in value or "|图片" in value:
        return value
    return f"{value}|垫宽({width})" if lined or followed else value


def width_of(blank: str) -> int:
    """The width of a blank in Chinese characters, rounded up."""
    halves = sum(2 if one >= "\u2e80" or one in _WIDE else 1 for one in blank)
    return max(math.ceil(halves / 2), 1)
