"""Digits in cells of their own → the number they make: forms ask for numbers a digit a box."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from formgen.publish.leaks.model import Level, Passage

LEAST_BOXES = 11
"""Of a mobile telephone number; fewer digits in a row are figures of a table."""


def boxed_numbers(passages: Iterable[Passage]) -> Iterator[Passage]:
    """A passage each row of passages that hold one digit each, where the first of them stands.

    Cells of a table are passages one behind the other. Joining all cells of a table whatever
    they hold would make numbers of persons out of figures: 15 and 512345678.
    """
    for single, row in itertools.groupby(passages, _is_single):
        boxes = list(row) if single else []
        if len(boxes) >= LEAST_BOXES:
            text = "".join(box.text.strip() for box in boxes)
            yield Passage(boxes[0].where, text, Level.CODE)


def _is_single(passage: Passage) -> bool:
    text = passage.text.strip() if len(passage.text) < 4 and passage.level is Level.TEXT else ""
    return len(text) == 1 and (text.isdecimal() or text in "Xx")
