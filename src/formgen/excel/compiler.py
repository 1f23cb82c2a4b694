"""Template bytes → everything about a workbook that does not depend on the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jinja2 import Template

from formgen.excel.failure import Place, failure
from formgen.excel.furniture import tagged_furniture
from formgen.excel.heights import Box
from formgen.excel.layout import boxes
from formgen.excel.marks import printed
from formgen.excel.package import (
    CONTENT_TYPES,
    SAVE_AS_XLSX,
    read_workbook_package,
    serialize,
    without_part,
)
from formgen.excel.program import Program, ProgramWriter, SheetProgram
from formgen.excel.sheet import Sheet, SheetReader, TagCell, has_tags
from formgen.excel.strings import StringPool, plain, read_strings, with_strings
from formgen.excel.styles import StyleSheet, Variants
from formgen.excel.workbook import Book, read_book
from formgen.ooxml import Package, PackageError, Relationship, ZipPart, deflate
from formgen.ooxml.area import parse_area
from formgen.problems import TemplateError
from formgen.tags import TagEnvironment

ENVIRONMENT = TagEnvironment(printed, autoescape=False)
_MALFORMED = (ValueError, IndexError, KeyError)
"""What a part raises that is XML but says what no workbook may."""
_SMALL = 9
"""zlib level of the parts packed once."""


@dataclass(frozen=True, slots=True)
class CompiledSheet:
    """One worksheet, ready to be filled."""

    sheet: Sheet
    program: SheetProgram
    boxes: Mapping[tuple[int, int], Box]
    """Row and column of a cell with tags to the space its text has."""
    companions: tuple[Relationship, ...]
    """Parts that point into its rows."""
    is_plain: bool
    """Whether it has neither tags nor formulas, so that its part stays as it is."""


@dataclass(frozen=True, slots=True)
class CompiledWorkbook:
    """A whole template, ready to be filled."""

    shown: str
    parts: Mapping[str, bytes]
    packed: Mapping[str, ZipPart]
    """Every part as it is written where filling leaves it alone, content types first."""
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
    try:
        return _compiled(_prepared(content), shown)
    except PackageError as error:
        raise TemplateError(f"模板“{shown}”：{error}") from None
    except _MALFORMED as error:
        raise TemplateError(f"模板“{shown}”：文件已损坏", hint=SAVE_AS_XLSX) from error


def _prepared(content: bytes) -> Package:
    """The package, with shared strings and without the order of calculation.

    Excel makes that list of cells anew when there is none.
    """
    package = with_strings(read_workbook_package(content))
    order = package.related(package.main_part(), "calcChain")
    return package if order is None else without_part(package, order)


def _compiled(package: Package, shown: str) -> CompiledWorkbook:
    strings = read_strings(package)
    pool = strings.pool({i for i, text in enumerate(strings.texts) if has_tags(plain(text))})
    book = read_book(package, computes=_computes(package))
    reader = SheetReader(shown, strings.texts, pool)
    sheets = [
        reader.read(entry.title, entry.part, package.tree(entry.part)) for entry in book.sheets
    ]
    program = _program(sheets, shown)
    styles_part = package.related(book.part, "styles") or "xl/styles.xml"
    styles = StyleSheet(package.tree(styles_part))
    variants = {style: styles.variants(style) for style in sorted(_tagged_styles(sheets))}
    parts = {**package.parts, styles_part: serialize(styles.root)}
    return CompiledWorkbook(
        shown=shown,
        parts=parts,
        packed=_packed(parts),
        book=book,
        sheets=tuple(
            _sheet(sheet, one, styles, package, shown)
            for sheet, one in zip(sheets, program.sheets, strict=True)
        ),
        program=program,
        template=ENVIRONMENT.from_string(program.source),
        variants=variants,
        strings_part=strings.part,
        pool=pool,
    )


def _computes(package: Package) -> bool:
    sheets = (name for name in package.parts if name.startswith("xl/worksheets/"))
    return any(b"<f" in package.parts[name] for name in sheets)


def _program(sheets: Iterable[Sheet], shown: str) -> Program:
    writer = ProgramWriter(shown, ENVIRONMENT)
    for sheet in sheets:
        writer.add(sheet, tagged_furniture(sheet.skeleton))
    return writer.program()


def _tagged_styles(sheets: Iterable[Sheet]) -> set[int]:
    return {
        cell.style
        for sheet in sheets
        for row in sheet.rows.values()
        for cell in row.cells
        if isinstance(cell, TagCell)
    }


def _packed(parts: Mapping[str, bytes]) -> dict[str, ZipPart]:
    names = [CONTENT_TYPES, *(name for name in parts if name != CONTENT_TYPES)]
    return {name: deflate(name, parts[name], _SMALL) for name in names}


def _sheet(
    sheet: Sheet, program: SheetProgram, styles: StyleSheet, package: Package, shown: str
) -> CompiledSheet:
    content = package.parts[sheet.part]
    depends = b"<f" in content or b"ormula" in content
    links = [link for link in package.relationships(sheet.part) if link.target in package.parts]
    for link in links:
        if link.type == "table":
            _check_table(sheet, program, package, link.target, shown)
    return CompiledSheet(
        sheet=sheet,
        program=program,
        boxes=boxes(sheet, styles),
        companions=tuple(links),
        is_plain=not (program.region.chains or program.furniture or depends),
    )


def _check_table(
    sheet: Sheet, program: SheetProgram, package: Package, part: str, shown: str
) -> None:
    area = parse_area(package.tree(part).get("ref", "A1"))
    region = program.region
    if area.top <= region.last and region.first <= area.bottom:
        place = Place(sheet.title, str(area), "")
        reason = "带标记的行不能放在 Excel 的“表格”里"
        raise failure(shown, place, reason, "请选中它，用“表格设计”里的“转换为区域”")
