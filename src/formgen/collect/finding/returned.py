"""A returned form's boxes → the same with what is compared of them, and who stands beside whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formgen.collect.content import Box
from formgen.collect.pattern.wording import label_of

_LONGEST_LABEL = 400
"""A box of more characters is no label and no note."""
_WIDEST = 64
"""Columns; Word has at most 63."""


Range = tuple[int, int]
"""First column, and number of columns."""


@dataclass(frozen=True, slots=True)
class ReturnedBoxes:
    """The boxes of a returned form."""

    boxes: tuple[Box, ...]
    labels: tuple[str, ...]
    """Of each box its text as a label is compared; empty for long texts."""
    starting: Mapping[tuple[int, int, int], int]
    """Boxes by table, each row they stand in, and the column they begin at."""
    ending: Mapping[tuple[int, int, int], int]
    """The same by the column behind them."""

    @classmethod
    def of(cls, boxes: tuple[Box, ...]) -> ReturnedBoxes:
        """A form's boxes."""
        starting, ending = {}, {}
        for number, box in enumerate(boxes):
            if box.table:
                for row in range(box.row, box.row + box.rows):
                    starting[box.table, row, box.column] = number
                    ending[box.table, row, box.column + box.columns] = number
        return cls(boxes, labels_of(boxes), starting, ending)

    def left_of(self, number: int) -> int | None:
        """The box that ends where a box of the same row begins."""
        box = self.boxes[number]
        return self.ending.get((box.table, box.row, box.column))

    def right_of(self, number: int) -> int | None:
        """The box that begins where a box ends, in its first row."""
        box = self.boxes[number]
        return self.starting.get((box.table, box.row, box.column + box.columns))

    def above(self, number: int) -> int | None:
        """The box over a box's first column."""
        box = self.boxes[number]
        for column in range(box.column, max(-1, box.column - _WIDEST), -1):
            over = self.starting.get((box.table, box.row - 1, column))
            if over is not None:
                return over if column + self.boxes[over].columns > box.column else None
        return None

    def rows(self, numbers: Sequence[int]) -> list[list[int]]:
        """Boxes by the row they begin in; free paragraphs each alone."""
        rows: list[list[int]] = []
        before: tuple[int, int] = (0, 0)
        for number in numbers:
            box = self.boxes[number]
            place = (box.table, box.row)
            if rows and box.table and place == before:
                rows[-1].append(number)
            else:
                rows.append([number])
            before = place
        return rows


def labels_of(boxes: Sequence[Box]) -> tuple[str, ...]:
    """The texts of boxes as labels are compared; empty for long texts."""
    return tuple(map(_label, boxes))


def _label(box: Box) -> str:
    if not box.lines or sum(map(len, box.lines)) > _LONGEST_LABEL:
        return ""
    return label_of(box.text)
