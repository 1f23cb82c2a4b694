"""A long text in named parts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from formgen.campaign.kinds.base import (
    Fault,
    FieldLike,
    Kind,
    Raw,
    Setting,
    fold,
    is_blank,
    shown,
    text_of,
)
from formgen.campaign.values import Sections, Value

_NUMBER = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?\s*[、.．]?\s*)")


class SectionedText(Kind):
    """一、背景意义 二、创新做法 …: one field, one text a part."""

    name = "分部长文"
    takes = frozenset({"分部", "最少字数", "最多字数", "约字数"})
    needs = (("分部",),)
    long = True

    def blank(self, field: FieldLike) -> Value:
        """Every part empty."""
        return Sections(dict.fromkeys(field.parts, ""))

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The parts, from a text with its headings on lines of their own, or a JSON object.

        Raises:
            Fault: V17 where a heading is misspelt, V08 where text stands before the first
                heading, V12 where a heading comes twice, V13 where an object names a part
                the form does not have.
        """
        parts = setting.field.parts
        if isinstance(raw, Mapping):
            if unknown := [name for name in raw if name not in parts]:
                raise Fault("V13", name=unknown[0], parts="、".join(parts))
            return Sections({part: _part_of(raw.get(part, "")) for part in parts})
        return Sections(_split_at_headings(text_of(raw), parts))


def _part_of(raw: Raw) -> str:
    return "" if is_blank(raw) else text_of(raw)


_NEAR = 0.5
"""How like a heading a line must be to be asked about, as difflib counts it."""
_AROUND = 14
"""More characters than stand around a heading: its number, closing marks, two slips."""
_SHOWN = 15
"""Characters of a paragraph that a message quotes."""
_SPACED_OUT = 2
"""How much longer spaces between the characters make a heading."""


def _split_at_headings(text: str, parts: Sequence[str]) -> dict[str, str]:
    headings = {fold(part): part for part in parts}
    longest = max(map(len, parts), default=0)
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.split("\n"):
        # Nearly all lines are paragraphs, too long to be looked at closely.
        short = len(line) <= _SPACED_OUT * (longest + _AROUND)
        bare = _bare(line) if short else ""
        left = [part for part in parts if part not in found] if short else []
        heading = headings.get(bare)
        if heading is not None:
            if heading in found:
                raise Fault("V12", name=heading)
            current = found.setdefault(heading, [])
        elif left and (near := _nearly_a_heading(line, bare, left)):
            raise Fault("V17", line=line.strip(), near=near)
        elif current is not None:
            current.append(line)
        elif line.strip():
            raise Fault("V08", start=shown(line)[:_SHOWN], parts="、".join(parts))
    return {part: "\n".join(found.get(part, [])).strip() for part in parts}


def _nearly_a_heading(line: str, bare: str, parts: list[str]) -> str:
    """The heading a short numbered line was probably meant to be; empty if it is text."""
    if bare == fold(line) or len(bare) > max(map(len, parts)) + 2:
        return ""
    # rapidfuzz's ratio is never below difflib's, so it may rule out, which it does faster.
    if not process.extractOne(bare, parts, scorer=fuzz.ratio, score_cutoff=100 * _NEAR):
        return ""
    near = difflib.get_close_matches(bare, parts, n=1, cutoff=_NEAR)
    return near[0] if near else ""


def _bare(line: str) -> str:
    """A heading line without its number, spaces and closing punctuation."""
    return _NUMBER.sub("", fold(line)).rstrip(":：。")
