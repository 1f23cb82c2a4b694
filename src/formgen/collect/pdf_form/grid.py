"""Ruled lines of a page → the tables they draw, and the cells of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from formgen.collect.pdf_form.marks import PageMarks, Rule

_TOUCH = 1.5
"""Points by which lines that meet may miss each other."""
_SAME_LINE = 2.5
"""Points between the two lines of a double border."""
_SLIVER = 4.0
"""Points below which a cell is the room between two borders."""
_MOST_FIELDS = 40_000
"""Of a table, rows times columns."""


@dataclass(frozen=True, slots=True)
class Area:
    """A cell; lengths in points from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float
    row: int
    column: int
    rows: int
    columns: int

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left - _TOUCH <= x < self.right and self.top <= y <= self.bottom + _TOUCH

    @property
    def size(self) -> float:
        """In square points."""
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of one page."""

    cells: tuple[Area, ...]
    """By row, then column."""

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(cell.bottom for cell in self.cells)

    @property
    def left(self) -> float:
        """Left edge."""
        return min(cell.left for cell in self.cells)

    @property
    def right(self) -> float:
        """Right edge."""
        return max(cell.right for cell in self.cells)


def grids_of(marks: PageMarks) -> tuple[list[Grid], list[Rule]]:
    """The tables from top to bottom, and the horizontal lines that are none of theirs."""
    across, down = _joined(marks.across), _joined(marks.down)
    grids: list[Grid] = []
    loose: list[Rule] = []
    for rows, columns in _connected(across, down):
        cells = _cells(rows, columns) if len(rows) > 1 and len(columns) > 1 else ()
        if cells:
            grids.append(Grid(tuple(cells)))
        else:
            loose += rows
    return sorted(grids, key=lambda grid: (grid.top, grid.left)), loose


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines with the pieces put together that programs draw cell by cell."""
    made: list[Rule] = []
    for group in _clustered(sorted(rules, key=lambda rule: rule.at), 1.0):
        at = group[0].at
        open_rule: Rule | None = None
        for rule in sorted(group, key=lambda one: one.start):
            if open_rule is not None and rule.start <= open_rule.end + _TOUCH:
                open_rule = replace(open_rule, end=max(open_rule.end, rule.end))
                continue
            if open_rule is not None:
                made.append(open_rule)
            open_rule = Rule(at, rule.start, rule.end)
        if open_rule is not None:
            made.append(open_rule)
    return made


def _clustered(rules: Sequence[Rule], reach: float) -> Iterator[list[Rule]]:
    """Sorted lines, those together that lie at nearly the same place."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > reach:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _connected(
    across: Sequence[Rule], down: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together, by groups of horizontal and vertical ones."""
    group = list(range(len(across) + len(down)))

    def root(place: int) -> int:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    heights = [rule.at for rule in across]  # sorted by _joined
    for number, rule in enumerate(down, start=len(across)):
        at = bisect_left(heights, rule.start - _TOUCH)
        while at < len(across) and heights[at] <= rule.end + _TOUCH:
            if across[at].start - _TOUCH <= rule.at <= across[at].end + _TOUCH:
                group[root(number)] = root(at)
            at += 1
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate((*across, *down)):
        found.setdefault(root(number), ([], []))[number >= len(across)].append(rule)
    yield from found.values()


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one direction, at the places where the grid has any."""

    places: list[float]
    rules: list[list[Rule]]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> _Lines:
        groups = list(_clustered(sorted(rules, key=lambda rule: rule.at), _SAME_LINE))
        return cls([sum(one.at for one in group) / len(group) for group in groups], groups)

    def drawn(self, number: int, middle: float) -> bool:
        """Whether a line is drawn at the middle of a field."""
        return any(one.start <= middle <= one.end for one in self.rules[number])


def _cells(across: Sequence[Rule], down: Sequence[Rule]) -> list[Area]:
    """The closed fields of the grid the lines draw, those together that no line parts."""
    rows, columns = _Lines.of(across), _Lines.of(down)
    height, width = len(rows.places) - 1, len(columns.places) - 1
    if height < 1 or width < 1 or height * width > _MOST_FIELDS:
        return []
    fields = _Fields(rows, columns)
    seen: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) not in seen:
                group = fields.group(row, column)
                seen |= group
                area = fields.area(group)
                if area is not None:
                    cells.append(area)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields between all places where a grid has lines."""

    rows: _Lines
    columns: _Lines

    def group(self, row: int, column: int) -> set[tuple[int, int]]:
        """The fields that no line parts from one; (-1, -1) with them where they are open."""
        found = {(row, column)}
        waiting = [(row, column)]
        while waiting:
            at = waiting.pop()
            for other in self._beside(*at):
                if other not in found:
                    found.add(other)
                    if other != (-1, -1):
                        waiting.append(other)
        return found

    def _beside(self, row: int, column: int) -> Iterator[tuple[int, int]]:
        height, width = len(self.rows.places) - 1, len(self.columns.places) - 1
        x = (self.columns.places[column] + self.columns.places[column + 1]) / 2
        y = (self.rows.places[row] + self.rows.places[row + 1]) / 2
        for line, other in ((row, (row - 1, column)), (row + 1, (row + 1, column))):
            if not self.rows.drawn(line, x):
                yield other if 0 <= other[0] < height else (-1, -1)
        for line, other in ((column, (row, column - 1)), (column + 1, (row, column + 1))):
            if not self.columns.drawn(line, y):
                yield other if 0 <= other[1] < width else (-1, -1)

    def area(self, group: set[tuple[int, int]]) -> Area | None:
        """The cell that fields make; None where they are open or too small for text."""
        if (-1, -1) in group:
            return None
        top, bottom = min(one[0] for one in group), max(one[0] for one in group) + 1
        first, last = min(one[1] for one in group), max(one[1] for one in group) + 1
        edges = self.columns.places[first], self.rows.places[top]
        ends = self.columns.places[last], self.rows.places[bottom]
        if ends[0] - edges[0] < _SLIVER or ends[1] - edges[1] < _SLIVER:
            return None
        return Area(*edges, *ends, top, first, bottom - top, last - first)
