"""Operators that draw → the ruled lines they paint (ISO 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formgen.collect.pdf_form.marks import PageMarks, Rule
from formgen.collect.pdf_form.matrices import Matrix, applied

MAX_RULES = 4_000
"""Of one page; a form has hundreds."""
_THIN = 2.5
"""Points up to which a filled box is a line: Word draws its lines so."""
_SHORT = 3.0
"""Points below which a line is a dot."""
_STRAIGHT = 0.5
"""Points by which a line may slant."""

_Ends = tuple[float, float, float, float]


class Paths:
    """Collects a path until it is painted."""

    def __init__(self, marks: PageMarks) -> None:
        self._marks = marks
        self._segments: list[_Ends] = []
        self._boxes: list[_Ends] = []
        self._point = self._begin = (0.0, 0.0)

    def do(self, operator: bytes, operands: Sequence[Any], matrix: Matrix) -> bool:
        """Follow an operator; whether it is one of paths."""
        match operator:
            case b"m" | b"l" | b"re" | b"h":
                self._add(operator, [float(one) for one in operands], matrix)
            case b"c" | b"v" | b"y":
                x, y = operands[-2:]
                self._point = applied(matrix, float(x), float(y))
            case b"S" | b"B" | b"B*" | b"s" | b"b" | b"b*":
                if operator in (b"s", b"b", b"b*"):
                    self._line_to(self._begin)
                self._stroke()
            case b"f" | b"F" | b"f*":
                self._fill()
            case b"n":
                self._forget()
            case _:
                return False
        return True

    def _add(self, operator: bytes, numbers: list[float], matrix: Matrix) -> None:
        if operator == b"h":
            self._line_to(self._begin)
        elif operator == b"re":
            x, y, width, height = numbers
            self._boxes.append((*applied(matrix, x, y), *applied(matrix, x + width, y + height)))
        elif operator == b"m":
            self._point = self._begin = applied(matrix, numbers[0], numbers[1])
        else:
            self._line_to(applied(matrix, numbers[0], numbers[1]))

    def _line_to(self, point: tuple[float, float]) -> None:
        if len(self._segments) < MAX_RULES:
            self._segments.append((*self._point, *point))
        self._point = point

    def _stroke(self) -> None:
        for left, top, right, bottom in self._boxes:
            self._rule(left, top, right, top)
            self._rule(left, bottom, right, bottom)
            self._rule(left, top, left, bottom)
            self._rule(right, top, right, bottom)
        for segment in self._segments:
            self._rule(*segment)
        self._forget()

    def _fill(self) -> None:
        for x0, y0, x1, y1 in self._boxes:
            middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
            if abs(y1 - y0) <= _THIN:
                self._rule(x0, middle_y, x1, middle_y)
            elif abs(x1 - x0) <= _THIN:
                self._rule(middle_x, y0, middle_x, y1)
        self._forget()

    def _forget(self) -> None:
        self._segments.clear()
        self._boxes.clear()

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if len(self._marks.across) + len(self._marks.down) >= MAX_RULES:
            return
        if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) >= _SHORT:
            self._marks.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORT:
            self._marks.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
