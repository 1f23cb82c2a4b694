"""A tag and the blank it replaces → the tag that leaves a blank of the same size.

An empty form made from the template is then the form it was made of, and a line to write
on keeps its length when there is something on it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from formgen.tags.filters import MAX_WIDTH, WIDE_SPACE

_BLANK = re.compile(r"[\s\u3000_\uff3f\u00a0]+")
_LINES = frozenset("_\uff3f")
_WIDE = frozenset("\u2003")
"""An em space is as wide as a Chinese character and stands before them in Unicode."""
_VALUE = re.compile(r"\{\{\s*(.+?)\s*\}\}")
_CHOICE = re.compile(r"\|\s*(打钩|填写)\(\s*(\"[^\"]*\"|'[^']*')\s*\)$")
_CHOICE_WITH_BLANK = re.compile(r"\|\s*(打钩|填写)\([^)]*,[^)]*\)$")
_DATE_PART = re.compile(r"\|\s*(年|月|日)$")
_PADDED = re.compile(r"\|垫宽\([^)]*\)$")
_OF_WIDE_SPACES = f', "{WIDE_SPACE}"'
_DEFAULT = "  "
"""What 打钩 and 填写 leave where nothing is chosen."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A tag as it is written into the form."""

    tag: str
    underlined: bool = False
    """Whether it replaces underscores, so that the line has to be drawn otherwise."""
    otherwise: str = ""
    """A second tag behind it, not underlined: the underscores, for as long as nothing is filled."""


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
    value = match[1]
    if "|垫宽" not in value:
        value = _wide(value, replaced, lined=lines or underlined, followed=followed)
    return _underscored(value, replaced) if lines else Fit(f"{{{{ {value} }}}}")


def _underscored(value: str, blank: str) -> Fit:
    """The tag that is underlined when it is filled, and the one of the underscores till then.

    They are printed as they were: how wide one is differs from typeface to typeface.
    """
    bare = _PADDED.sub("", value)
    filled = f'{{{{ {value} if {bare} else "" }}}}'
    return Fit(filled, underlined=True, otherwise=f'{{{{ "" if {bare} else "{blank}" }}}}')


def _wide(value: str, blank: str, *, lined: bool, followed: bool) -> str:
    width = f"{min(width_of(blank), MAX_WIDTH)}{_OF_WIDE_SPACES if _is_wide(blank) else ''}"
    if choice := _CHOICE.search(value):
        if lined:
            return f'{value[: choice.start()]}|{choice[1]}({choice[2]}, "")|垫宽({width})'
        if blank != _DEFAULT:
            return f'{value[: choice.start()]}|{choice[1]}({choice[2]}, "{blank}")'
        return value
    if part := _DATE_PART.search(value):
        start = f"{value[: part.start()]}|{part[1]}"
        return f'{start}("")|垫宽({width})' if lined else f'{start}("{blank}")'
    if not lined and _CHOICE_WITH_BLANK.search(value):
        return value  # says itself how wide it is
    if "|段落" in value or "|日期" in value or "|图片" in value:
        return value
    return f"{value}|垫宽({width})" if lined or followed else value


def _is_wide(blank: str) -> bool:
    """Whether a blank is drawn of what is as wide in every typeface, or is to be."""
    return WIDE_SPACE in blank or not _LINES.isdisjoint(blank)


def width_of(blank: str) -> int:
    """The width of a blank in Chinese characters, rounded up."""
    halves = sum(2 if one >= "\u2e80" or one in _WIDE else 1 for one in blank)
    return max(math.ceil(halves / 2), 1)
