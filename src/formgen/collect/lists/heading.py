"""A line of a returned list → whether it is the header, and which column is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from formgen.collect.lists.grids import ListCell, ListGrid, ListLine
from formgen.collect.lists.pattern import ListColumn, ListPattern, heading_key
from formgen.collect.slots import Alteration

_NEAR = 70
"""How like a heading (0 to 100) a misspelt one is."""
_LONGEST = 40
"""Characters of a heading; a longer text is none."""


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """A column of a returned list."""

    heading: str
    column: int
    columns: int
    meant: ListColumn | None
    """None for one that somebody added."""


@dataclass(frozen=True, slots=True)
class Header:
    """The line that says what the columns are."""

    columns: tuple[HeadedColumn, ...]
    alterations: tuple[Alteration, ...] = ()
    """Headings that are spelt otherwise."""

    @property
    def known(self) -> int:
        """How many of its columns the template has."""
        return sum(1 for one in self.columns if one.meant is not None)

    def over(self, cell: ListCell) -> HeadedColumn | None:
        """The column a cell stands in, or mostly in."""
        best = max(
            self.columns, key=lambda one: cell.overlap(one.column, one.columns), default=None
        )
        if best is None or cell.overlap(best.column, best.columns) <= 0:
            return None
        return best


def header_of(line: ListLine, pattern: ListPattern) -> Header | None:
    """The line as a header: half of the template's columns, that of the names among them."""
    meant: dict[int, ListColumn] = {}
    for number, cell in enumerate(line.cells):
        found = pattern.by_key.get(_key(cell))
        if found is not None and found not in meant.values():
            meant[number] = found
    if 2 * len(meant) < len(pattern.columns):  # a line of values, nearly always
        return None
    alterations = _misspelt(line, pattern, meant)
    named = any(pattern.name_field in column.cell.fields for column in meant.values())
    if not named or len(meant) < min(2, len(pattern.columns)):
        return None
    columns = tuple(
        HeadedColumn("".join(cell.text.split()), cell.column, cell.columns, meant.get(number))
        for number, cell in enumerate(line.cells)
        if cell.lines
    )
    return Header(columns, tuple(alterations))


def _key(cell: ListCell) -> str:
    return heading_key(cell.text) if len(cell.text) <= _LONGEST else ""


def _misspelt(
    line: ListLine, pattern: ListPattern, meant: dict[int, ListColumn]
) -> list[Alteration]:
    """Add the columns whose headings are misspelt, and say so."""
    left = {column.keys[0]: column for column in pattern.columns if column not in meant.values()}
    alterations = []
    for number, cell in enumerate(line.cells):
        if number in meant or not left or not (key := _key(cell)):
            continue
        near = process.extractOne(key, left.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near is not None:
            meant[number] = left.pop(near[0])
            alterations.append(Alteration(meant[number].heading, "".join(cell.text.split())))
    return alterations


def first_header(
    grid: ListGrid, patterns: Sequence[ListPattern]
) -> tuple[int, Header, ListPattern] | None:
    """The first line of a grid that is a header, and of the patterns the likest to it."""
    for number, line in enumerate(grid.lines):
        headers = [(found, one) for one in patterns if (found := header_of(line, one))]
        if headers:
            header, pattern = max(headers, key=lambda one: one[0].known / len(one[1].columns))
            return number, header, pattern
    return None
