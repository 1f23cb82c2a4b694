"""What of a returned 汇总表 could not be read → problems, few enough to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from formgen.collect.lists.grids import ListCell, ListLine
from formgen.collect.quoting import short
from formgen.collect.slots import Alteration
from formgen.problems import Place, Problem

_ENDING_ZERO = re.compile(r"\d{4}\.1")
_MOST_TOLD = 10
_LONGEST = 60
_MONTHS = ("年月",)


class Troubles:
    """Gathers what could not be read of one list."""

    def __init__(self, file: str, sheet: str) -> None:
        self.file = file
        self.sheet = sheet
        self._found: list[Problem] = []
        self._strange: list[tuple[Place, str]] = []
        self._columns: dict[str, tuple[Place, list[str]]] = {}

    def _place(self, line: ListLine, cell: ListCell, name: str = "") -> Place:
        column = cell.column + 1 if self.sheet else None  # of Word tables nobody counts columns
        return Place(self.file, self.sheet, line.number or None, column, name)

    def altered(self, alterations: Iterable[Alteration]) -> None:
        """C05 for headings that are spelt otherwise."""
        place = Place(self.file, self.sheet)
        for one in alterations:
            details = {"was": one.was, "now": one.now}
            self._found.append(Problem("C05", place, details=details))

    def strange(self, line: ListLine, cell: ListCell) -> None:
        """A text that is no row, no note and no wording of the template."""
        self._strange.append((self._place(line, cell), cell.text))

    def unread(self, line: ListLine, cell: ListCell, heading: str) -> None:
        """A text in a column that the template does not have."""
        if cell.lines and not cell.spanned:
            place = self._place(line, cell)
            self._columns.setdefault(heading, (place, []))[1].append(cell.text)

    def faulty(self, line: ListLine, cell: ListCell, field: str, kind: str) -> None:
        """A cell of a worksheet that shows nothing readable, or may have lost a zero."""
        place = self._place(line, cell, field)
        if cell.fault is not None:
            self._found.append(Problem(cell.fault.code, place, details=cell.fault.details))
        elif kind in _MONTHS and cell.plain_number and _ENDING_ZERO.fullmatch(cell.text):
            self._found.append(Problem("T14", place))

    def problems(self) -> Iterator[Problem]:
        """Everything that was gathered."""
        yield from self._found
        for heading, (place, texts) in self._columns.items():
            more = f"（共 {len(texts)} 处）" if len(texts) > 1 else ""
            said = f"{heading}：{texts[0]}" if heading else texts[0]
            yield Problem("C07", place, details={"text": short(said, _LONGEST) + more})
        for place, text in self._strange[:_MOST_TOLD]:
            yield Problem("C07", place, details={"text": short(text, _LONGEST)})
        if more_strange := self._strange[_MOST_TOLD:]:
            together = short("；".join(text for _, text in more_strange), _LONGEST)
            said = f"{together}（另有 {len(more_strange)} 处，不再一一列出）"
            yield Problem("C07", Place(self.file, self.sheet), details={"text": said})
