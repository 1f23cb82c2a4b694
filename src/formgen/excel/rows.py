"""Filled rows → the XML of a worksheet's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from formgen.excel.fill import FilledRow, Value
from formgen.excel.reference import Mover
from formgen.excel.rowmap import Origin
from formgen.excel.sheet import Cell, FixedCell, FormulaCell, Row, Sheet, style_xml
from formgen.excel.strings import StringPool, plain
from formgen.excel.styles import Variants
from formgen.ooxml.area import coordinate

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for a formula when it is typed again or exported as CSV."""


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Writes the rows of one sheet."""

    sheet: Sheet
    cells: Mapping[tuple[int, int], int]
    """Row and column of a cell with tags to its slot."""
    variants: Mapping[int, Variants]
    mover: Mover
    pool: StringPool
    heights: Mapping[int, float]
    """Rows of the filled sheet whose height differs from the template's."""
    covered: frozenset[tuple[int, int]]
    """Cells of the filled sheet under a merge that filling made: they show nothing."""

    def write(self, rows: list[FilledRow]) -> str:
        """All rows: those above the tags, the filled ones, those below."""
        return "".join(self._all(rows))

    def _all(self, rows: list[FilledRow]) -> Iterator[str]:
        rowmap = self.mover.maps[self.sheet.title]
        region = rowmap.region
        for row in self.sheet.rows.values():
            if row.number < region.first:
                yield self._row(row, row.number, Origin(row.number, ()), {})
        for number, filled in enumerate(rows, region.first):
            template = self.sheet.rows.get(filled.origin.row)
            if template is not None:
                yield self._row(template, number, filled.origin, filled.values)
        for row in self.sheet.rows.values():
            if row.number > region.last and row.number >= region.first:
                moved = rowmap.nearest(row.number)
                yield self._row(row, moved, Origin(row.number, ()), {})

    def _row(self, row: Row, number: int, origin: Origin, values: Mapping[int, Value]) -> str:
        attributes = "".join(f" {name}={quoteattr(text)}" for name, text in row.attributes.items())
        height = self._height(row, number, bool(values))
        cells = "".join(self._cell(cell, number, origin, values) for cell in row.cells)
        return f'<row r="{number}"{attributes}{height}>{cells}</row>'

    def _height(self, row: Row, number: int, is_filled: bool) -> str:
        fixed = self.heights.get(number, row.height)
        if fixed is not None:
            return f' ht="{fixed:g}" customHeight="1"'
        # A height fitted to the tags says nothing of the text that replaced them.
        return "" if is_filled or row.measured is None else f' ht="{row.measured:g}"'

    def _cell(self, cell: Cell, number: int, origin: Origin, values: Mapping[int, Value]) -> str:
        start = f'<c r="{coordinate(number, cell.column)}"'
        if isinstance(cell, FixedCell):
            return start + cell.xml
        if isinstance(cell, FormulaCell):
            return start + self._formula(cell, number, origin)
        if (number, cell.column) in self.covered:
            return f"{start}{style_xml(cell.style)}/>"
        value = values[self.cells[origin.row, cell.column]]
        return start + self._value(value, cell.style)

    def _value(self, value: Value, style: int) -> str:
        if isinstance(value, int):
            return f"{style_xml(style)}><v>{value}</v></c>"
        if not value:
            return f"{style_xml(style)}/>"
        text = plain(value)
        own = self.variants[style].of(
            style, quoted=text.startswith(_FORMULA_STARTS), wrapped="\n" in text
        )
        return f'{style_xml(own)} t="s"><v>{self.pool.index(value)}</v></c>'

    def _formula(self, cell: FormulaCell, number: int, origin: Origin) -> str:
        formula = self.mover.formula(cell.formula, self.sheet.title, origin)
        if cell.array is None:
            return f"{cell.attributes}><f>{escape(formula)}</f></c>"
        spans = self.mover.maps[self.sheet.title].runs(cell.array.top, cell.array.bottom, origin)
        area = cell.array.at(number, max(number, spans[-1].bottom))
        return f'{cell.attributes}><f t="array" ref="{area}">{escape(formula)}</f></c>'
