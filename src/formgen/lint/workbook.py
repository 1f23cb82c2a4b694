"""An .xlsx file → its passages: cells with text, sheet names, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from formgen.excel.package import MAIN, read_workbook_package
from formgen.excel.strings import decoded, plain, read_item, read_strings, with_strings
from formgen.excel.workbook import read_book
from formgen.lint.passage import Passage, Spot
from formgen.ooxml import PackageError
from formgen.ooxml.area import coordinate, parse_area


def read_workbook(content: bytes) -> tuple[Passage, ...]:
    """The passages of every sheet, in reading order.

    Raises:
        PackageError: no .xlsx workbook.
    """
    package = with_strings(read_workbook_package(content))
    strings = [plain(text) for text in read_strings(package).texts]
    passages: list[Passage] = []
    for number, sheet in enumerate(read_book(package, computes=False).sheets):
        reader = _Sheet(number, sheet.title, package.tree(sheet.part), strings)
        passages.extend(reader.passages(len(passages)))
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class _Sheet:
    number: int
    title: str
    root: etree._Element
    strings: Sequence[str]

    def passages(self, first: int) -> Iterator[Passage]:
        found = [(self.title, "名", -1, -1), *self._furniture(), *self._cells()]
        for number, (text, where, row, column) in enumerate(found, start=first):
            cell = row * 100_000 + column if row > 0 else -number
            spot = Spot(self.number, cell, (self.number,), (row,), (cell,))
            yield Passage(number, text, f"工作表“{self.title}”{where}", spot)

    def _furniture(self) -> Iterator[tuple[str, str, int, int]]:
        for group in self.root.iterfind(f"{{{MAIN}}}headerFooter"):
            for element in group:
                name = etree.QName(element).localname
                word = "页眉" if name.endswith("Header") else "页脚"
                yield element.text or "", word, -1, -1

    def _cells(self) -> Iterator[tuple[str, str, int, int]]:
        rows = self.root.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row")
        for position, row in enumerate(rows, start=1):
            number = int(row.get("r", position))
            for place, cell in enumerate(row, start=1):
                text = self._text(cell)
                if text:
                    column = self._column(cell, number, place)
                    yield text, coordinate(number, column), number, column

    def _column(self, cell: etree._Element, row: int, place: int) -> int:
        try:
            return parse_area(cell.get("r", coordinate(row, place))).left
        except ValueError:
            raise PackageError("文件里有写错的单元格地址") from None

    def _text(self, cell: etree._Element) -> str:
        """What a cell shows as text; numbers too, as they would be lost in a control row."""
        kind, value = cell.get("t"), cell.findtext(f"{{{MAIN}}}v") or ""
        if kind == "s" and value.isdecimal() and int(value) < len(self.strings):
            return self.strings[int(value)]
        if kind == "inlineStr":
            item = cell.find(f"{{{MAIN}}}is")
            return "" if item is None else plain(read_item(item))
        return decoded(value)
