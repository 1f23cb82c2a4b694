"""A w:tbl → its cells in reading order, each with its place in the grid and its paragraphs.

ECMA-376 part 1, 17.4; changes 17.13.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from formgen.collect.reading.names import (
    ALTERNATIVES,
    CONTROL,
    CONTROL_CONTENT,
    GONE,
    VALUE,
    WRAPPERS,
    chosen,
    number_of,
)
from formgen.word.names import CELL, PARAGRAPH, ROW, TABLE, W

MAX_SPAN = 1000
"""Columns; Word itself has at most 63."""


@dataclass(slots=True)
class GridCell:
    """A cell with all that was merged into it."""

    row: int
    column: int
    columns: int = 1
    rows: int = 1
    elements: list[etree._Element] = field(default_factory=list)
    """Its w:tc, then those of the merged rest."""


Open = dict[tuple[int, int], GridCell]
"""Cells that may go on below, by column and width: one of another width goes on with none."""


@dataclass(frozen=True, slots=True)
class _Properties:
    """What a w:tcPr says of the grid (17.4.17, 17.4.22, 17.4.84)."""

    columns: int = 1
    begins_merge: bool = False
    continues_above: bool = False
    continues_left: bool = False
    deleted: bool = False


_NO_PROPERTIES = _Properties()
_PLAIN: Mapping[object, etree._Element] = {}
Settings = Mapping[etree._Element, Mapping[object, etree._Element]]
"""What rows and cells that are not plain say of themselves, by the row or cell."""


def settings_of(root: etree._Element) -> Settings:
    """Collect what a document's rows and cells say, at lxml's speed; most cells are plain."""
    found: dict[etree._Element, dict[object, etree._Element]] = {}
    for setting in root.iter(*_SETTINGS):
        properties = setting.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is not None and owner is not None and properties.tag in _HOLDERS:
            found.setdefault(owner, {})[setting.tag] = setting
    return found


def grid_cells(table: etree._Element, settings: Settings) -> list[GridCell]:
    """The cells of a table, row by row; deleted rows and cells are left out.

    Args:
        table: a w:tbl.
        settings: of the document it stands in.
    """
    grid = _Grid(settings)
    above: Open = {}
    number = 0
    for row in flattened(table, ROW):
        if _ROW_DELETED not in settings.get(row, _PLAIN):
            above = grid.add(row, number, above)
            number += 1
    _drop_unused_columns(grid.cells)
    return grid.cells


@dataclass(slots=True)
class _Grid:
    """The cells of a table, as far as it is read."""

    settings: Settings
    cells: list[GridCell] = field(default_factory=list)

    def add(self, row: etree._Element, number: int, above: Open) -> Open:
        """Add a row's cells.

        Args:
            row: the w:tr.
            number: of the row.
            above: the merges that the row before leaves open.

        Returns:
            The merges that the next row may go on with.
        """
        still_open: Open = {}
        last: GridCell | None = None
        before = self.settings.get(row, _PLAIN).get(_BEFORE)
        column = min(MAX_SPAN, max(0, _number(before, 0)))
        for element in flattened(row, CELL):
            said = _properties(self.settings.get(element))
            if said.deleted:
                continue
            start = above.get((column, said.columns))
            if said.continues_left and last is not None:
                last.elements.append(element)
                last.columns += said.columns
            elif said.continues_above and start is not None:
                start.elements.append(element)
                start.rows = number - start.row + 1
                still_open[column, said.columns] = last = start
            else:
                last = GridCell(number, column, said.columns, elements=[element])
                self.cells.append(last)
                if said.begins_merge:
                    still_open[column, said.columns] = last
            column += said.columns
        return still_open


def _drop_unused_columns(cells: list[GridCell]) -> None:
    """Number only the columns between which some cell has a border.

    Word keeps grid lines that no cell needs any more, LibreOffice drops them.
    """
    borders = {cell.column for cell in cells} | {cell.column + cell.columns for cell in cells}
    if len(borders) == max(borders, default=-1) + 1:
        return
    numbers = {border: number for number, border in enumerate(sorted(borders))}
    for cell in cells:
        end = numbers[cell.column + cell.columns]
        cell.column = numbers[cell.column]
        cell.columns = end - cell.column


def _properties(said: Mapping[object, etree._Element] | None) -> _Properties:
    if said is None:
        return _NO_PROPERTIES
    return _Properties(
        min(MAX_SPAN, max(1, _number(said.get(_SPAN), 1))),
        _is(said.get(_ABOVE), "restart") or _is(said.get(_MERGED), "rest", f"{W}vMerge"),
        _is(said.get(_ABOVE), "continue") or _is(said.get(_MERGED), "cont", f"{W}vMerge"),
        _is(said.get(_LEFT), "continue"),
        _DELETED in said,
    )


def _number(setting: etree._Element | None, default: int) -> int:
    return number_of(setting.get(VALUE), default) if setting is not None else default


def _is(merge: etree._Element | None, state: str, name: str = VALUE) -> bool:
    """Whether a merge has a state; w:vMerge and w:hMerge continue where they say none."""
    return merge is not None and merge.get(name, "continue") == state


_SPAN, _ABOVE, _LEFT = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_DELETED, _MERGED = f"{W}cellDel", f"{W}cellMerge"
_BEFORE, _ROW_DELETED = f"{W}gridBefore", f"{W}del"
_SETTINGS = (_SPAN, _ABOVE, _LEFT, _DELETED, _MERGED, _BEFORE, _ROW_DELETED)
_HOLDERS = frozenset({f"{W}tcPr", f"{W}trPr"})


def flattened(parent: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """The blocks, rows or cells in a parent, out of whatever was put round them."""
    for element in parent:
        tag = element.tag
        if tag in wanted:
            yield element
        elif tag in GONE:
            continue
        elif tag in WRAPPERS:
            yield from flattened(element, *wanted)
        elif tag == CONTROL:
            content = element.find(CONTROL_CONTENT)
            if content is not None:
                yield from flattened(content, *wanted)
        elif tag == ALTERNATIVES:
            branch = chosen(element)
            if branch is not None:
                yield from flattened(branch, *wanted)
        elif isinstance(tag, str) and tag not in _BLOCKS:
            yield from flattened(element, *wanted)


_BLOCKS = frozenset({PARAGRAPH, TABLE, ROW, CELL})
