"""Two values that were merged into one cell and parted again → what is each one's.

A program that parts merged cells leaves all text in the upper one; the form then looks as it was
printed, with two lines in one cell and a blank one under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from formgen.collect.finding.kinds import fits, tells
from formgen.collect.finding.parts import BoxReading, Standing
from formgen.collect.pattern import FormPattern, PatternBox
from formgen.collect.pattern.marking import NO_FIELD
from formgen.collect.slots import Doubt, Slot

Pair: TypeAlias = tuple[PatternBox, Standing]
_LONG = frozenset({"长文本", "分部长文", "明细", "多选", "图片", "附件", "照片"})
"""Kinds whose values may stand on several lines."""


def settle_spilled(pattern: FormPattern, pairs: Sequence[Pair]) -> Iterator[Pair | BoxReading]:
    """The pairs, those with a doubtful text made doubtful.

    Args:
        pattern: the form's.
        pairs: boxes of the template, and what stands there.
    """
    changed: dict[int, Pair | BoxReading] = {}
    for number, (box, standing) in enumerate(pairs):
        if len(standing.lines) < 2 or _slot(pattern, box) is None:
            continue
        under = _blank_under(pattern, pairs, number)
        if under is not None:
            upper, lower = _parted(pattern, pairs[number], pairs[under])
            changed[number], changed[under] = upper, lower
    for number, pair in enumerate(pairs):
        yield changed.get(number, pair)


def _slot(pattern: FormPattern, box: PatternBox) -> Slot | None:
    """The slot of a box that holds one short value and nothing else."""
    between = box.between
    if between is None or between.head or between.tail or not box.box.table:
        return None
    slot = between.target.slot
    field = pattern.fields.get(slot.field)
    if slot.field == NO_FIELD or slot.part or field is None or field.kind in _LONG:
        return None
    return slot


def _blank_under(pattern: FormPattern, pairs: Sequence[Pair], number: int) -> int | None:
    """The number of the blank box that lies under a box and is as wide."""
    own = pairs[number][0].box
    for other in range(number + 1, len(pairs)):
        box, standing = pairs[other]
        place = (box.box.table, box.box.row, box.box.column, box.box.columns)
        if place == (own.table, own.row + own.rows, own.column, own.columns):
            blank = not standing.lines and not standing.pictures
            return other if blank and _slot(pattern, box) is not None else None
    return None


def _parted(
    pattern: FormPattern, upper: Pair, lower: Pair
) -> tuple[Pair | BoxReading, Pair | BoxReading]:
    """Both with doubts; parted where the upper cannot hold all, or the lower may not be blank."""
    doubts = (*upper[1].doubts, Doubt.SHARED)
    first, second = _slot(pattern, upper[0]), _slot(pattern, lower[0])
    if first is None or second is None:
        return upper, lower
    lines = upper[1].lines
    *head, last = lines
    too_much = tells(pattern, first) and not fits(pattern, first, " ".join(lines))
    wanted = pattern.fields[second.field].required and len(lines) == 2
    takes = fits(pattern, first, " ".join(head)) and fits(pattern, second, last)
    if takes and (too_much or wanted):
        above = replace(upper[1], lines=tuple(head), doubts=doubts)
        below = replace(lower[1], lines=(last,), doubts=doubts)
        return (upper[0], above), (lower[0], below)
    return (upper[0], replace(upper[1], doubts=doubts)), BoxReading(missing=(second,))
