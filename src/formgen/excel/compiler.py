"""Template bytes to everything about a workbook that does not depend on the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jinja2 import Template
from lxml import etree

from formgen.excel.area import parse_area
from formgen.excel.failure import Place, failure
from formgen.excel.furniture import tagged_furniture
from formgen.excel.heights import Box
from formgen.excel.layout import boxes
from formgen.excel.marks import printed
from formgen.excel.package import (
    Relation,
    parse,
    read_parts,
    relations,
    remove_part,
    serialize,
    workbook_name,
)
from formgen.excel.program import Program, ProgramWriter, SheetProgram
from formgen.excel.sheet import Sheet, SheetReader, TagCell, has_tags
from formgen.excel.strings import StringPool, plain, read_strings
from formgen.excel.styles import StyleSheet, Variants
from formgen.excel.workbook import Book, read_book
from formgen.tags.environment import TagEnvironment


@dataclass(frozen=True, slots=True)
class CompiledSheet:
    """One worksheet, ready to be filled."""

    sheet: Sheet
    program: SheetProgram
    boxes: Mapping[tuple[int, int], Box]
    """Row and column of a cell with tags to the space its text has."""
    companions: tuple[Relation, ...]
    """Parts that point into its rows."""
    is_plain: bool
    """Whether it has neither tags nor formulas, so that its part stays as it is."""


@dataclass(frozen=True, slots=True)
class CompiledWorkbook:
    """A whole template, ready to be filled."""

    shown: str
    parts: Mapping[str, bytes]
    book: Book
    sheets: tuple[CompiledSheet, ...]
    program: Program
    template: Template
    variants: Mapping[int, Variants]
    strings_part: str
    pool: StringPool


def compile_workbook(content: bytes, shown: str) -> CompiledWorkbook:
    """Read a template and compile its tags.

    Raises:
        TemplateError: the file or one of its tags is wrong.
    """
    parts = read_parts(content, shown)
    part = workbook_name(parts, shown)
    _drop_calculation_order(parts, part, shown)
    strings = read_strings(parts, shown)
    pool = strings.pool({i for i, text in enumerate(strings.texts) if has_tags(plain(text))})
    computes = any(b"<f" in parts[name] for name in parts if name.startswith("xl/worksheets/"))
    book = read_book(parts, part, computes, shown)
    reader = SheetReader(shown, strings.texts, pool)
    sheets = [
        reader.read(entry.title, entry.part, parse(parts, entry.part, shown))
        for entry in book.sheets
    ]
    environment = TagEnvironment(printed, autoescape=False)
    program = _program(sheets, environment, shown)
    styles, variants = _styles(sheets, parts, part, shown)
    compiled = tuple(
        _compiled(sheet, one, styles, parts, shown)
        for sheet, one in zip(sheets, program.sheets, strict=True)
    )
    template = environment.from_string(program.source)
    return CompiledWorkbook(
        shown, parts, book, compiled, program, template, variants, strings.part, pool
    )


def _program(sheets: Iterable[Sheet], environment: TagEnvironment, shown: str) -> Program:
    writer = ProgramWriter(shown, environment)
    for sheet in sheets:
        writer.add(sheet, tagged_furniture(sheet.skeleton))
    return writer.program()


def _styles(
    sheets: Iterable[Sheet], parts: dict[str, bytes], book: str, shown: str
) -> tuple[StyleSheet, dict[int, Variants]]:
    """The style sheet, with the styles added that cells with tags may need."""
    name = _related(parts, book, "styles", shown) or "xl/styles.xml"
    styles = StyleSheet(parse(parts, name, shown))
    used = {
        cell.style
        for sheet in sheets
        for row in sheet.rows.values()
        for cell in row.cells
        if isinstance(cell, TagCell)
    }
    variants = {style: styles.variants(style) for style in sorted(used)}
    parts[name] = serialize(styles.root)
    return styles, variants


def _compiled(
    sheet: Sheet,
    program: SheetProgram,
    styles: StyleSheet,
    parts: Mapping[str, bytes],
    shown: str,
) -> CompiledSheet:
    content = parts[sheet.part]
    is_plain = not (program.cells or program.furniture or b"<f" in content or b"ormula" in content)
    companions = tuple(link for link in relations(parts, sheet.part, shown) if link.target in parts)
    for link in companions:
        if link.kind == "table":
            _check_table(sheet, program, parse(parts, link.target, shown), shown)
    return CompiledSheet(sheet, program, boxes(sheet, styles), companions, is_plain)


def _check_table(sheet: Sheet, program: SheetProgram, table: etree._Element, shown: str) -> None:
    area = parse_area(table.get("ref", "A1"))
    region = program.region
    if area.top <= region.last and region.first <= area.bottom:
        place = Place(sheet.title, str(area), "")
        reason = "带标记的行不能放在 Excel 的“表格”里"
        raise failure(shown, place, reason, "请选中它，用“表格设计”里的“转换为区域”")


def _drop_calculation_order(parts: dict[str, bytes], book: str, shown: str) -> None:
    """Excel's list of cells to compute, which it makes anew when there is none."""
    name = _related(parts, book, "calcChain", shown)
    if name is not None and name in parts:
        remove_part(parts, name, shown)


def _related(parts: Mapping[str, bytes], part: str, kind: str, shown: str) -> str | None:
    links = relations(parts, part, shown)
    return next((link.target for link in links if link.kind == kind), None)
