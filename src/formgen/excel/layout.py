"""Filled rows → the merges of the filled sheet and the heights its texts need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formgen.excel.fill import FilledRow
from formgen.excel.heights import Box, Need, box_width, grown, text_height
from formgen.excel.program import SheetProgram, Slot
from formgen.excel.rowmap import RowMap
from formgen.excel.sheet import Sheet, TagCell
from formgen.excel.strings import plain
from formgen.excel.styles import StyleSheet
from formgen.ooxml.area import Area


@dataclass(frozen=True, slots=True)
class Merges:
    """The merged cells of a filled sheet."""

    areas: list[Area]
    covered: frozenset[tuple[int, int]]
    """Row and column of cells with tags that a merge over a loop hides."""

    @property
    def by_corner(self) -> dict[tuple[int, int], Area]:
        """The areas by row and column of their first cell."""
        return {(area.top, area.left): area for area in self.areas}


def merged(sheet: Sheet, program: SheetProgram, slots: Sequence[Slot], rows: RowMap) -> Merges:
    """The template's merges for every copy of their rows, and those of {% vm %}."""
    corners = {corner for corner, slot in program.cells.items() if slots[slot].merged}
    areas = [
        area.at(*span)
        for area in sheet.merges
        if (area.top, area.left) not in corners
        for span in rows.groups(area.top, area.bottom)
    ]
    grouped = [
        area
        for row, column in sorted(corners)
        for area in _over_loop(sheet.merge_at(row, column), rows)
    ]
    covered = frozenset(
        (row, area.left) for area in grouped for row in range(area.top + 1, area.bottom + 1)
    )
    kept = [area for area in (*areas, *grouped) if area[:2] != area[2:]]
    return Merges(sorted(kept), covered)


def _over_loop(area: Area, rows: RowMap) -> Iterator[Area]:
    for numbers in rows.executions(area.top):
        starts = [n for n in numbers if rows.origins[n - rows.region.first].row == area.top]
        if starts:
            yield area.at(starts[0], numbers[-1])


def boxes(sheet: Sheet, styles: StyleSheet) -> dict[tuple[int, int], Box]:
    """The space of every cell with tags, by row and column; turned text is left out."""
    found = {}
    for row in sheet.rows.values():
        for cell in row.cells:
            if isinstance(cell, TagCell) and not styles.look(cell.style).turned and not row.hidden:
                found[row.number, cell.column] = _box(cell, row.number, sheet, styles)
    return found


def _box(cell: TagCell, row: int, sheet: Sheet, styles: StyleSheet) -> Box:
    look = styles.look(cell.style)
    characters = sheet.width(sheet.merge_at(row, cell.column))
    return Box(box_width(characters, styles.normal_size), look.size, look.wraps)


@dataclass(frozen=True, slots=True)
class Heights:
    """Finds the rows of one sheet that must grow for their text."""

    sheet: Sheet
    program: SheetProgram
    boxes: Mapping[tuple[int, int], Box]

    def of(self, rows: Sequence[FilledRow], merges: Merges) -> dict[int, float]:
        """Row of the filled sheet to its new height in points.

        Raises:
            TooHighError: a text does not fit the highest row there is.
        """
        first = self.program.region.first
        fixed = {
            number: row.height
            for number, filled in enumerate(rows, first)
            if (row := self.sheet.rows.get(filled.origin.row)) is not None
            and row.height is not None
        }
        return grown(fixed, self.sheet.default_height, self._needs(rows, merges))

    def _needs(self, rows: Sequence[FilledRow], merges: Merges) -> Iterator[Need]:
        corners = merges.by_corner
        places = self._places()
        for number, filled in enumerate(rows, self.program.region.first):
            for slot, column, box in places.get(filled.origin.row, ()):
                value = filled.values[slot]
                if isinstance(value, int) or (number, column) in merges.covered:
                    continue
                height = text_height(plain(value), box)
                area = corners.get((number, column))
                bottom = number if area is None else area.bottom
                if height:
                    yield Need(number, bottom, height, area is not None, slot)

    def _places(self) -> dict[int, list[tuple[int, int, Box]]]:
        """Template row to its cells with tags: slot, column, space."""
        places: dict[int, list[tuple[int, int, Box]]] = {}
        for (row, column), box in self.boxes.items():
            slot = self.program.cells.get((row, column))
            if slot is not None:
                places.setdefault(row, []).append((slot, column, box))
        return places
