"""A form that stands as the template prints it → box by box what it holds."""

from __future__ import annotations

from formgen.collect.content import Box
from formgen.collect.pattern import FormPattern, PatternBox
from formgen.collect.pattern.lists import Sequenced
from formgen.collect.pattern.wording import label_of, loose

_LONG_LABEL = 400


def known_shape(pattern: FormPattern, boxes: tuple[Box, ...]) -> Sequenced | None:
    """The sequence of the template's boxes that a form has; None if it was altered.

    Every label must stand at its very place, so that a value equal to a label does no harm.
    """
    for shape in pattern.shapes.get(len(boxes), ()):
        if all(map(_stands, shape, boxes)) and _same_rows(shape, boxes):
            return shape
    return None


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


def _same_rows(shape: Sequenced, boxes: tuple[Box, ...]) -> bool:
    """Whether new rows begin at the same boxes."""
    before = (0, 0)
    here = (0, 0)
    for expected, box in zip(shape, boxes, strict=True):
        if (expected.box.table, expected.box.row) != before:
            if (box.table, box.row) == here and box.table:
                return False
        elif (box.table, box.row) != here:
            return False
        before, here = (expected.box.table, expected.box.row), (box.table, box.row)
    return True
