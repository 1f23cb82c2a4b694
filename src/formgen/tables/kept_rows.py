"""Rows of a sheet as they are read → kept out of the memory until its merged ranges are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from formgen.campaign.kinds.base import Fault
from formgen.tables.grid import GridCell, GridRow
from formgen.tables.keeping import Kept, Lazy, Spool

_Cell: TypeAlias = "str | tuple[str, bool, str, dict[str, object]]"
"""A text; or a text, whether it is a plain number, and the code and details of its fault."""


class KeptRows(Lazy[GridRow]):
    """The rows of a sheet."""

    def __init__(self, spool: Spool) -> None:
        self._items: Kept[tuple[int, dict[int, _Cell]]] = Kept(spool)

    def add(self, row: GridRow) -> None:
        """Keep a row behind the others.

        Raises:
            OutputError: the temporary file cannot be written.
        """
        cells = {column: _packed(cell) for column, cell in row.cells.items()}
        self._items.append((row.number, cells))

    def item(self, index: int) -> GridRow:
        """A row."""
        number, cells = self._items.item(index)
        return GridRow(number, {column: _unpacked(cell) for column, cell in cells.items()})

    def __len__(self) -> int:
        return len(self._items)


def _packed(cell: GridCell) -> _Cell:
    if cell.fault is None:
        return (cell.text, True, "", {}) if cell.plain_number else cell.text
    details: Mapping[str, object] = cell.fault.details
    return cell.text, cell.plain_number, cell.fault.code, dict(details)


def _unpacked(cell: _Cell) -> GridCell:
    if isinstance(cell, str):
        return GridCell(cell)
    text, plain_number, code, details = cell
    return GridCell(text, Fault(code, **details) if code else None, plain_number)
