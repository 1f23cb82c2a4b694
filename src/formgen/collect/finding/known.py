"""A form that stands as the template prints it → each box with the template's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from formgen.collect.content import Box
from formgen.collect.pattern import FormPattern, PatternBox
from formgen.collect.pattern.lists import Sequenced
from formgen.collect.pattern.wording import label_of, loose

_LONG_LABEL = 400


Known: TypeAlias = Sequence[tuple[PatternBox, Box]]
"""Each box of the template with the one that stands for it."""
_NOTHING = Box(())


def known_shape(pattern: FormPattern, boxes: tuple[Box, ...]) -> Known | None:
    """The boxes of a form that stands as the template prints it; None if it was altered.

    Every label must stand at its very place, so that a value equal to a label does no harm.
    """
    for shape in pattern.shapes.get(len(boxes), ()):
        if all(map(_stands, shape, boxes)) and _same_rows(shape, boxes):
            return list(zip(shape, boxes, strict=True))
    for fewer in range(1, pattern.least + 1):
        for shape in pattern.shapes.get(len(boxes) + fewer, ()):
            known = _without_blank(shape, boxes)
            if known is not None:
                return known
    return None


def _without_blank(shape: Sequenced, boxes: tuple[Box, ...]) -> Known | None:
    """A form in which free texts left blank are not there."""
    known: list[tuple[PatternBox, Box]] = []
    left = iter((*boxes, _NOTHING))
    box = next(left)
    for expected in shape:
        if expected.vanishes and (box.table or box.pictures or box is _NOTHING):
            known.append((expected, _NOTHING))
        elif box is not _NOTHING and _stands(expected, box):
            known.append((expected, box))
            box = next(left)
        else:
            return None
    there = [pair for pair in known if pair[1] is not _NOTHING]
    complete = box is _NOTHING and _same_rows([one for one, _ in there], boxes)
    return known if complete else None


def _stands(expected: PatternBox, box: Box) -> bool:
    if (expected.box.table > 0) != (box.table > 0):
        return False
    if expected.of_list:
        return not box.pictures and label_of(box.text) == expected.wording
    if expected.signed or not expected.fixed:
        # Of free paragraphs only those are there in which something stands.
        return bool(box.table) or bool(expected.pictures) == bool(box.pictures)
    if box.pictures:
        return False
    text = box.text
    return label_of(text) == expected.wording or (
        len(text) < _LONG_LABEL and loose(text) == loose(expected.wording)
    )


def _same_rows(shape: Sequence[PatternBox], boxes: tuple[Box, ...]) -> bool:
    """Whether new rows begin at the same boxes."""
    before = (0, 0)
    for expected, box in zip(shape, boxes, strict=True):
        here = (box.table, box.row)
        if expected.begins != (here != before or not box.table):
            return False
        before = here
    return True
