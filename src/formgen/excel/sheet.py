"""A worksheet's XML → rows of cells that are fixed, computed, or hold tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator

from formgen.excel.failure import TAG_HINT, Place, failure
from formgen.excel.package import MAIN
from formgen.excel.reference import Formula, read_formula
from formgen.excel.strings import Run, StringPool, Text, decoded, plain, read_item
from formgen.excel.styles import truth
from formgen.ooxml.area import Area, coordinate, parse_area
from formgen.tags import unclosed_tag

_TAG = re.compile(r"\{\{|\{%|\{#")
_DEFAULT_WIDTH = 9.0


@dataclass(frozen=True, slots=True)
class FixedCell:
    """A cell that is written as it was."""

    column: int
    xml: str
    """Everything after the reference: ' s="3" t="s"><v>0</v></c>'."""


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A cell with a formula of the template's own; its computed value is left out."""

    column: int
    attributes: str
    """As XML: style, and whether its result may spill."""
    formula: Formula
    array: Area | None
    """The cells an array formula fills; None for an ordinary one."""


@dataclass(frozen=True, slots=True)
class TagCell:
    """A cell with tags."""

    column: int
    style: int
    text: Text
    place: Place


Cell = FixedCell | FormulaCell | TagCell


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a template."""

    number: int
    attributes: Mapping[str, str]
    """As in the XML, without number and height."""
    height: float | None
    """Points, where the template fixes it; None where the program fits it."""
    measured: float | None
    """Points the program found to fit, which holds only while the text stays the same."""
    cells: tuple[Cell, ...]

    @property
    def hidden(self) -> bool:
        """Whether it is not shown at all."""
        return truth(self.attributes.get("hidden"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet of a template."""

    title: str
    part: str
    skeleton: etree._Element
    """The sheet without its rows: a comment stands where they go."""
    rows: Mapping[int, Row]
    merges: tuple[Area, ...]
    widths: Mapping[int, float]
    """Column to its width in digits; others have `default_width`."""
    default_width: float
    default_height: float

    def width(self, area: Area) -> float:
        """Width of an area in digits of the normal font."""
        return sum(self.widths.get(column, self.default_width) for column in area.columns)

    def merge_at(self, row: int, column: int) -> Area:
        """The merged area whose first cell this is, or the cell alone."""
        for area in self.merges:
            if (area.top, area.left) == (row, column):
                return area
        return Area(row, column, row, column)


def has_tags(text: str) -> bool:
    """Whether a text holds anything that Jinja would read."""
    return _TAG.search(text) is not None


@dataclass
class SheetReader:
    """Reads the worksheets of one workbook."""

    shown: str
    strings: tuple[Text, ...]
    pool: StringPool
    """Takes the texts that stand in the sheet itself (inlineStr)."""
    _shared: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Shared formulas of the sheet being read: number to formula and its cell."""
    _title: str = ""

    def read(self, title: str, part: str, root: etree._Element) -> Sheet:
        """The sheet; `root` becomes its skeleton."""
        self._title, self._shared = title, {}
        data = root.find(f"{{{MAIN}}}sheetData")
        numbered = enumerate(data if data is not None else (), start=1)
        rows = (self._row(element, number) for number, element in numbered)
        form = root.find(f"{{{MAIN}}}sheetFormatPr")
        sheet = Sheet(
            title,
            part,
            root,
            {row.number: row for row in rows},
            tuple(_merges(root)),
            dict(_widths(root)),
            _number(form, "defaultColWidth", _DEFAULT_WIDTH),
            _number(form, "defaultRowHeight", 15.0),
        )
        if data is not None:
            root.replace(data, etree.Comment("rows"))
        return sheet

    def _row(self, element: etree._Element, position: int) -> Row:
        number = int(element.get("r", position))
        attributes = {
            _prefixed(str(name), element): str(value) for name, value in element.attrib.items()
        }
        height = float(attributes.pop("ht", "nan"))
        known = height == height  # noqa: PLR0124  (only a number equals itself)
        fixed = truth(attributes.pop("customHeight", None))
        attributes.pop("r", None)
        cells = tuple(self._cell(cell, number, at) for at, cell in enumerate(element, start=1))
        return Row(
            number,
            attributes,
            height if known and fixed else None,
            height if known and not fixed else None,
            cells,
        )

    def _cell(self, element: etree._Element, row: int, position: int) -> Cell:
        column = parse_area(element.get("r", coordinate(row, position))).left
        style = int(element.get("s", "0"))
        formula = element.find(f"{{{MAIN}}}f")
        if formula is not None:
            return self._formula(formula, row, column, style)
        text = self._text(element)
        if has_tags(plain(text)):
            place = self._place(row, column, plain(text))
            if unclosed_tag(plain(text)):
                raise failure(self.shown, place, "标记没有写完，或者太长", TAG_HINT)
            return TagCell(column, style, text, place)
        if element.get("t") == "inlineStr":
            index = self.pool.index(text)
            return FixedCell(column, f'{style_xml(style)} t="s"><v>{index}</v></c>')
        return FixedCell(column, style_xml(style) + _value_xml(element))

    def _text(self, element: etree._Element) -> Text:
        """The text of a cell that holds text; nothing for any other."""
        kind, value = element.get("t"), element.findtext(f"{{{MAIN}}}v") or ""
        if kind == "s" and value:
            return self.strings[int(value)]
        if kind == "inlineStr":
            item = element.find(f"{{{MAIN}}}is")
            return () if item is None else read_item(item)
        return (Run("", decoded(value)),) if kind == "str" else ()

    def _formula(self, element: etree._Element, row: int, column: int, style: int) -> FormulaCell:
        place = self._place(row, column, self._formula_text(element, row, column))
        if element.get("t") == "dataTable":
            raise failure(self.shown, place, "填写时不能带模拟运算表", "请改成普通公式")
        try:
            formula = read_formula(place.text)
        except (TokenizerError, IndexError) as error:
            raise failure(self.shown, place, "公式读不懂", "请检查这个公式") from error
        if any(isinstance(part, str) and has_tags(part) for part in formula):
            hint = "请把标记写在别的格里，公式引用那一格"
            raise failure(self.shown, place, "公式里不能写标记", hint)
        array = parse_area(element.get("ref", "")) if element.get("t") == "array" else None
        parent = element.getparent()
        dynamic = parent.get("cm") if parent is not None else None
        extra = f' cm="{dynamic}"' if dynamic else ""
        return FormulaCell(column, style_xml(style) + extra, formula, array)

    def _formula_text(self, element: etree._Element, row: int, column: int) -> str:
        """The formula; one that is shared with other cells as it reads in this cell."""
        text, number = element.text or "", element.get("si", "")
        if element.get("t") != "shared":
            return text
        here = coordinate(row, column)
        if text:
            self._shared[number] = (text, here)
            return text
        shared, origin = self._shared.get(number, ("", here))
        return str(Translator(f"={shared}", origin).translate_formula(here)).removeprefix("=")

    def _place(self, row: int, column: int, text: str) -> Place:
        return Place(self._title, coordinate(row, column), text)


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(cell, FixedCell) and cell.xml.endswith("/>")


def style_xml(style: int) -> str:
    """The attribute that gives a cell its style."""
    return f' s="{style}"' if style else ""


def _value_xml(element: etree._Element) -> str:
    names = ("t", "cm", "vm")
    kept = "".join(f' {name}="{element.get(name)}"' for name in names if element.get(name))
    value = element.findtext(f"{{{MAIN}}}v")
    return "/>" if value is None else f"{kept}><v>{escape(value)}</v></c>"


def _prefixed(name: str, element: etree._Element) -> str:
    """An attribute's name with the prefix that the document gives its namespace."""
    namespace, _, local = name.rpartition("}")
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
    return f"{prefixes[namespace[1:]]}:{local}" if namespace else local


def _merges(root: etree._Element) -> Iterator[Area]:
    for merge in root.iterfind(f"{{{MAIN}}}mergeCells/{{{MAIN}}}mergeCell"):
        yield parse_area(merge.get("ref", ""))


def _widths(root: etree._Element) -> Iterator[tuple[int, float]]:
    for element in root.iterfind(f"{{{MAIN}}}cols/{{{MAIN}}}col"):
        width = 0.0 if truth(element.get("hidden")) else _number(element, "width", _DEFAULT_WIDTH)
        for column in range(int(element.get("min", "1")), int(element.get("max", "1")) + 1):
            yield column, width


def _number(element: etree._Element | None, name: str, default: float) -> float:
    return default if element is None else float(element.get(name, default))
