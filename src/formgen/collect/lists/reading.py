"""The grids of a returned 汇总表 → its rows, by the headings of the campaign's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from formgen.campaign.kinds import FILE_KINDS
from formgen.collect.lists.grids import ListCell, ListGrid, ListLine
from formgen.collect.lists.heading import HeadedColumn, Header, first_header, header_of
from formgen.collect.lists.pattern import ListPattern, heading_key
from formgen.collect.lists.pieces import SERIAL
from formgen.collect.lists.said import is_note, total_said, unit_said
from formgen.collect.lists.troubles import Troubles
from formgen.collect.values.reader import ValueReader
from formgen.collect.values.taken import Reason, asking
from formgen.collect.values.texts import Lines, taken_text
from formgen.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a returned 汇总表."""

    number: int
    """Its place among the rows, from 1."""
    values: Mapping[str, str]
    """By field, in the table's writing; blank ones left out."""
    unit: str
    """The unit it stands under or says itself, else that of the list; empty where none."""
    place: Place
    doubts: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    """Why values are not certain, by field; nothing of those that are."""


@dataclass(frozen=True, slots=True)
class ReturnedList:
    """A returned 汇总表."""

    file: str
    document: str
    """The 文书 it is."""
    unit: str
    """The unit that sent it, as it says; empty where it does not."""
    rows: tuple[ListRow, ...]
    said_total: int | None
    """How many it says there are; None where it does not."""
    problems: tuple[Problem, ...] = ()
    """What of it could not be read, or was altered."""
    asked: tuple[str, ...] = ()
    """The fields its template asks for."""


def read_lists(
    grids: Iterable[ListGrid], patterns: Sequence[ListPattern], reader: ValueReader, file: str
) -> tuple[ReturnedList, ...]:
    """The lists in a returned file: one for each grid with a header that a template has.

    Args:
        grids: the file's.
        patterns: of the campaign's 汇总表.
        reader: of the campaign's values.
        file: its name for messages.
    """
    lists = []
    for grid in grids:
        found = first_header(grid, patterns)
        if found is not None:
            start, header, pattern = found
            lists.append(_ListReader(grid, pattern, reader, file).read(start, header))
    return tuple(lists)


@dataclass(frozen=True, slots=True)
class _Item:
    """A row as its lines are gathered."""

    line: ListLine
    unit: str
    """The unit it stands under."""
    texts: dict[HeadedColumn, list[str]]


class _ListReader:
    """Reads the rows of one grid; gathers rows and troubles on the way."""

    def __init__(
        self, grid: ListGrid, pattern: ListPattern, reader: ValueReader, file: str
    ) -> None:
        self.grid = grid
        self.pattern = pattern
        self.reader = reader
        self.file = file
        self.items: list[_Item] = []
        self.around: list[str] = []
        """Texts above, between and below the rows."""
        self.troubles = Troubles(file, grid.sheet)
        self.unit = ""
        """The unit whose rows are being read, where a line between them says it."""

    def read(self, start: int, header: Header) -> ReturnedList:
        """The list below a header line."""
        self.around = [cell.text for line in self.grid.lines[:start] for cell in line.cells]
        unit = unit_said(self.around)
        self.troubles.altered(header.alterations)
        for line in self.grid.lines[start + 1 :]:
            header = self._read_line(line, header)
        unit = unit or self._unit_below()
        rows = tuple(self._row(number, item, unit) for number, item in enumerate(self.items, 1))
        total, problems = total_said(self.around), tuple(self.troubles.problems())
        asked = tuple(self._asked())
        return ReturnedList(self.file, self.pattern.document, unit, rows, total, problems, asked)

    def _asked(self) -> Iterator[str]:
        for column in self.pattern.columns:
            yield from (name for name in column.cell.fields if name in self.reader.settings)

    def _unit_below(self) -> str:
        """The unit said below the rows, where none of them stands under one of its own."""
        return "" if any(item.unit for item in self.items) else unit_said(self.around)

    def _read_line(self, line: ListLine, header: Header) -> Header:
        """Read a line below the header; the header that holds from here on."""
        again = header_of(line, self.pattern)
        if again is not None:
            return again
        own = [cell for cell in line.cells if cell.lines and not cell.spanned]
        if line.number == 0 or self._is_aside(own, header):
            self._read_aside(line, own)
        else:
            self._read_row(line, header)
        return header

    def _is_aside(self, own: Sequence[ListCell], header: Header) -> bool:
        """Whether a line is a note, a total or the heading of a group, and no row."""
        if not own:
            return False
        if is_note(own[0].text):
            return True
        covered = [one for one in header.columns if own[0].overlap(one.column, one.columns) > 0]
        return len(covered) > 1

    def _read_aside(self, line: ListLine, own: Sequence[ListCell]) -> None:
        texts = [cell.text for cell in own]
        self.around += texts
        if line.number and self.pattern.unit_field:
            self.unit = unit_said(texts) or self.unit
        for cell in own:
            if not self._is_expected(cell.text):
                self.troubles.strange(line, cell)

    def _is_expected(self, text: str) -> bool:
        """Whether a text around the rows is the template's own or says what such texts say."""
        wording = heading_key(text)
        return (
            not wording
            or wording in self.pattern.wordings
            or all(heading_key(line) in self.pattern.wordings for line in text.split("\n"))
            or heading_key(re.split("[:：]", text, maxsplit=1)[0]) in self.pattern.wordings
            or is_note(text)
            or bool(unit_said([text]))
            or total_said([text]) is not None
        )

    def _read_row(self, line: ListLine, header: Header) -> None:
        """Add a line to the rows: as a new one, or to the last where its name goes on."""
        texts: dict[HeadedColumn, list[str]] = {}
        named = going_on = False
        for cell in line.cells:
            column = header.over(cell)
            if column is None or column.meant is None:
                self.troubles.unread(line, cell, column.heading if column else "")
                continue
            self._say_faults(line, cell, column)
            is_name = self.pattern.name_field in column.meant.cell.fields and bool(cell.lines)
            named |= is_name
            going_on |= is_name and cell.spanned
            texts.setdefault(column, []).extend(cell.lines)
        if going_on and self.items:
            self._extend(line, header)
        elif named:
            self.items.append(_Item(line, self.unit, texts))
        else:
            self._nameless(line, header)

    def _say_faults(self, line: ListLine, cell: ListCell, column: HeadedColumn) -> None:
        """Tell a cell that cannot be read by the field it is of."""
        fields = column.meant.cell.fields if column.meant else ()
        settings = (self.reader.settings.get(name) for name in fields)
        first = next((setting.field for setting in settings if setting), None)
        if first is not None:
            self.troubles.faulty(line, cell, first.name, first.kind)

    def _extend(self, line: ListLine, header: Header) -> None:
        """Add what further lines of the last row say."""
        texts = self.items[-1].texts
        for cell in line.cells:
            column = header.over(cell)
            if column is not None and column.meant is not None and not cell.spanned:
                texts.setdefault(column, []).extend(cell.lines)

    def _nameless(self, line: ListLine, header: Header) -> None:
        """Tell a line without a name that says something beside its number and group."""
        self.around += [cell.text for cell in line.cells if not cell.spanned]
        for cell in line.cells:
            column = header.over(cell)
            if cell.spanned or column is None or column.meant is None:
                continue
            fields = column.meant.cell.fields
            beside = SERIAL in fields or fields == (self.pattern.group_field,)
            if self._is_expected(cell.text) or (beside and not _is_sentence(cell.text)):
                continue
            self.troubles.strange(line, cell)

    def _row(self, number: int, item: _Item, unit: str) -> ListRow:
        """A row with its values in the table's writing."""
        values: dict[str, str] = {}
        doubts: dict[str, tuple[Reason, ...]] = {}
        for column, lines in item.texts.items():
            parts = column.meant.cell.values("\n".join(lines)) if column.meant else {}
            for name, text in parts.items():
                setting = self.reader.settings.get(name)
                if setting is None or setting.field.kind in FILE_KINDS:
                    continue
                # cells of a list are narrow: a line break there is made to fit
                taken = taken_text(text.split("\n"), setting, breaks=Lines.CELLS)
                if column.meant and column.meant.cell.is_whole(parts):
                    taken = taken.because(_NOT_PARTED)
                if taken.raw:
                    values[name] = str(taken.raw)
                if taken.reasons:
                    doubts[name] = taken.reasons
        own = values.get(self.pattern.unit_field, "") or item.unit or unit
        place = Place(self.file, self.grid.sheet, item.line.number)
        return ListRow(number, values, own, place, doubts)


_NOT_PARTED = asking("这一格里应有几项，没有分开")


def _is_sentence(text: str) -> bool:
    """Whether a text is more than the number or the group of a row."""
    return len(heading_key(text)) > _LONGEST_GROUP


_LONGEST_GROUP = 12
"""Characters of a number or a group's name."""
