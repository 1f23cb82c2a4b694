"""Many cells of few looks → a worksheet; each look is made once, which takes most of the time."""

from __future__ import annotations

from copy import copy

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from formgen.workbooks.style import Look, cell_text, write_text


class AlikeCells:
    """Writes texts into a worksheet; cells of one look share it."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._first: dict[int, Cell] = {}
        """The first cell of each look, by the look's identity: to compare looks takes long."""

    def write(self, row: int, column: int, text: str, look: Look) -> Cell:
        """A text in a cell, as text.

        Args:
            row: row from 1.
            column: column from 1.
            text: as for `write_text`.
            look: how it looks; one that lives as long as this object.
        """
        first = self._first.get(id(look))
        if first is None:
            return self._first.setdefault(id(look), write_text(self.sheet, row, column, text, look))
        cell = Cell(self.sheet, row=row, column=column, value=cell_text(text))
        cell.data_type = "s"
        cell._style = copy(first._style)  # type: ignore[attr-defined] # no public way
        self.sheet._cells[row, column] = cell
        return cell
