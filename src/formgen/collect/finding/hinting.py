"""What stands in a box → the same without the hints that were printed there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from formgen.collect.pattern.pieces import Literal
from formgen.collect.pattern.wording import Typed, plain, shown
from formgen.collect.slots import Alteration

_BEGINS = 3
"""Characters of a hint that must stand before what was typed into it."""
_SHORT = 4
"""A hint of fewer characters, unless in brackets, is one only where it is a line of its own."""
_NEAR = 80
"""How like (0 to 100) an altered hint is to what was printed."""
_LIMIT = re.compile(r"\d{1,4}")
"""What is typed into a hint to alter its limit, and is no value."""


@dataclass(frozen=True, slots=True)
class Unhinted:
    """A box's lines without hints."""

    lines: tuple[str, ...]
    cut: bool = False
    """Whether a hint stood in the middle of a line, or a value in the middle of a hint."""
    alterations: tuple[Alteration, ...] = ()


def without_hints(lines: tuple[str, ...], hints: Sequence[Literal]) -> Unhinted:
    """Take each hint out once, where it stands."""
    cut = False
    alterations: list[Alteration] = []
    for hint in hints:
        if not lines:
            break
        left = _exact(lines, hint) or _typed_into(lines, hint)
        if left is not None:
            lines, cut = left.lines, cut or left.cut
        altered = _altered(lines, hint)
        if altered is not None:
            lines = altered.lines
            alterations += altered.alterations
    return Unhinted(lines, cut, tuple(alterations))


def _exact(lines: tuple[str, ...], hint: Literal) -> Unhinted | None:
    """The hint as printed: a line of its own, else at the start or end of one, else inside."""
    compared = [plain(line) for line in lines]
    if hint.plain in compared:
        number = compared.index(hint.plain)
        return Unhinted((*lines[:number], *lines[number + 1 :]))
    if len(hint.plain) < _SHORT and not hint.plain.startswith("("):
        return None  # 无锡市 does not begin with the 无 of a blank
    holding = [number for number, line in enumerate(compared) if hint.plain in line]
    if not holding:
        return _over_lines(lines, hint)
    outside = [
        n for n in holding if compared[n].startswith(hint.plain) or compared[n].endswith(hint.plain)
    ]
    number = (outside or holding)[0]
    typed = Typed.of((lines[number],))
    start = 0 if typed.plain.startswith(hint.plain) else typed.plain.rfind(hint.plain)
    return _cut(lines, number, typed, (start, start + len(hint.plain)), middle=not outside)


def _over_lines(lines: tuple[str, ...], hint: Literal) -> Unhinted | None:
    """The hint broken over lines."""
    typed = Typed.of(lines)
    start = typed.plain.find(hint.plain)
    if start < 0:
        return None
    end = start + len(hint.plain)
    before, behind = typed.between(0, start), typed.between(end, len(typed.plain))
    outside = start in typed.line_starts or end in typed.line_ends
    kept = (line for text in (before, behind) for line in text.split("\n") if line.strip())
    return Unhinted(tuple(kept), cut=not outside)


def _cut(
    lines: tuple[str, ...], number: int, typed: Typed, stretch: tuple[int, int], *, middle: bool
) -> Unhinted:
    start, end = stretch
    kept = typed.between(0, start).rstrip() + typed.between(end, len(typed.plain)).lstrip()
    return Unhinted(
        (*lines[:number], *([kept] if kept.strip() else []), *lines[number + 1 :]), middle
    )


def _typed_into(lines: tuple[str, ...], hint: Literal) -> Unhinted | None:
    """A value typed into the hint: （不超过200字本案例…）."""
    typed = Typed.of(lines)
    text = typed.plain
    line_ends = sorted(typed.line_ends)
    known: dict[int, list[int]] = {}
    for start in sorted(typed.line_starts):
        same = _same_start(text[start : start + len(hint.plain)], hint.plain)
        if same < _BEGINS or same == len(hint.plain):
            continue
        rest = hint.plain[same:]
        begun = start + same
        if same not in known:  # or the lines would be gone through again for each of them
            known[same] = [end for end in line_ends if text.endswith(rest, 0, end)]
        ends = known[same][bisect_left(known[same], begun + len(rest)) :][:1]
        if not ends:
            continue
        end = ends[0] - len(rest)
        value = typed.between(begun, end)
        if end <= begun or _LIMIT.fullmatch(text[begun:end]):
            return None
        before, behind = typed.between(0, start), typed.between(ends[0], len(text))
        kept = "\n".join((before, value, behind)).split("\n")
        return Unhinted(tuple(line for line in kept if line.strip()), cut=True)
    return None


def _same_start(text: str, hint: str) -> int:
    pairs = enumerate(zip(text, hint, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(text), len(hint)))


def _altered(lines: tuple[str, ...], hint: Literal) -> Unhinted | None:
    """The hint with other words in it, on a line that begins with a bracket like it."""
    for number, line in enumerate(lines):
        typed = Typed.of((line,))
        if typed.plain[:1] != hint.plain[:1]:
            continue
        closing = typed.plain.find(hint.plain[-1]) + 1 if hint.plain[0] == "(" else len(typed.plain)
        if closing <= 0 or abs(closing - len(hint.plain)) > 0.5 * len(hint.plain):
            continue
        if fuzz.ratio(typed.plain[:closing], hint.plain) >= _NEAR:
            left = _cut(lines, number, typed, (0, closing), middle=False)
            now = shown(line[: typed.starts[closing - 1] + 1])
            return Unhinted(left.lines, False, (Alteration(hint.shown, now),))
    return None
