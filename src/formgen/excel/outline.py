"""A workbook template → reviewable text: everything that shows or prints, line by line."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from formgen.excel.package import MAIN, SAVE_AS_XLSX, read_workbook_package
from formgen.excel.styles import truth
from formgen.excel.workbook import read_book
from formgen.ooxml import Package, PackageError
from formgen.problems import TemplateError, column_letters

_INDENT = "  "
_PAPER = {"8": "A3", "9": "A4", "11": "A5", "12": "B4", "13": "B5"}
"""Paper sizes of Chinese offices (ECMA-376 Part 1, 18.3.1.63)."""
_STATES = {"hidden": "（隐藏）", "veryHidden": "（深度隐藏）"}
_ALIGNMENTS = {
    **{"left": "左", "center": "居中", "right": "右", "justify": "两端", "distributed": "分散"},
    **{"fill": "填充", "centerContinuous": "跨列居中"},
}
_VERTICAL = {"top": "靠上", "center": "垂直居中", "justify": "垂直两端", "distributed": "垂直分散"}
_HEADERS = (
    *(("oddHeader", "页眉"), ("oddFooter", "页脚"), ("evenHeader", "偶数页页眉")),
    *(("evenFooter", "偶数页页脚"), ("firstHeader", "首页页眉"), ("firstFooter", "首页页脚")),
)
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What openpyxl raises on a workbook that says what it may not."""


def outline(content: bytes) -> str:
    """The outline of an .xlsx file, in Chinese.

    It holds no identities and no editing history: saving a template again without a
    change gives the same text.

    Raises:
        TemplateError: the bytes are no plain .xlsx file.
    """
    try:
        package = read_workbook_package(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content))
        return "\n".join((*_book(book, _fixed_rows(package)), *_pictures(package))) + "\n"
    except PackageError as error:
        raise TemplateError(f"模板无法读取：{error}") from None
    except _UNREADABLE as error:
        raise TemplateError("模板无法读取：文件已损坏", hint=SAVE_AS_XLSX) from error


def _fixed_rows(package: Package) -> dict[str, frozenset[int]]:
    """The rows of each sheet that have a height of their own.

    That of other rows is what the last program measured with its fonts; openpyxl does
    not tell them apart.
    """
    rows = f"{{{MAIN}}}sheetData/{{{MAIN}}}row"
    return {
        sheet.title: frozenset(
            int(row.get("r", "0"))
            for row in package.tree(sheet.part).iterfind(rows)
            if truth(row.get("customHeight")) or truth(row.get("hidden"))
        )
        for sheet in read_book(package, computes=False).sheets
    }


def _book(book: Workbook, fixed: Mapping[str, frozenset[int]]) -> Iterator[str]:
    for sheet in book.worksheets:
        yield f"工作表“{sheet.title}”{_STATES.get(sheet.sheet_state, '')}"
        for line in _sheet(sheet, fixed[sheet.title]):
            yield _INDENT + line
    for name, definition in sorted(book.defined_names.items()):
        yield f"名称 {name}：{definition.attr_text}"


def _pictures(package: Package) -> Iterator[str]:
    """The beginning of each picture's checksum: another picture is another outline."""
    for name, content in sorted(package.parts.items()):
        if name.startswith("xl/media/"):
            yield f"图 内容{hashlib.sha256(content).hexdigest()[:8]}"


def _sheet(sheet: Worksheet, fixed: frozenset[int]) -> Iterator[str]:
    yield from _labelled("列宽", _widths(sheet))
    yield from _labelled("行高", _heights(sheet, fixed))
    yield from _labelled("合并", sorted(map(str, sheet.merged_cells.ranges), key=_reading_order))
    yield from _labelled("冻结", [sheet.freeze_panes] if sheet.freeze_panes else [])
    yield from _print_setup(sheet)
    yield from _furniture(sheet)
    yield from _rules(sheet)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and not isinstance(cell, MergedCell):
                yield f"{cell.coordinate}：{_text(cell)}{_look(cell)}"


def _labelled(label: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"{label} {' '.join(items)}"


def _reading_order(area: str) -> tuple[int, int, str]:
    start = area.partition(":")[0]
    letters = start.rstrip("0123456789")
    return int(start[len(letters) :]), len(letters), letters


def _widths(sheet: Worksheet) -> list[str]:
    sizes = []
    for key, column in sheet.column_dimensions.items():
        first = column.min or 0
        for number in range(first, (column.max or first) + 1):
            size = "隐藏" if column.hidden else _number(column.width)
            sizes.append((number, column_letters(number) if first else key, size))
    return _grouped(sorted(sizes))


def _heights(sheet: Worksheet, fixed: frozenset[int]) -> list[str]:
    sizes = [
        (number, str(number), "隐藏" if row.hidden else _number(row.height or 0))
        for number, row in sorted(sheet.row_dimensions.items())
        if number in fixed
    ]
    return _grouped(sizes)


def _grouped(sizes: Iterable[tuple[int, str, str]]) -> list[str]:
    """Neighbours of one size written once: A-C=12."""
    groups = []
    runs = groupby(enumerate(sizes), key=lambda item: (item[1][0] - item[0], item[1][2]))
    for (_, size), run in runs:
        names = [name for _, (_, name, _) in run]
        span = names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"
        groups.append(f"{span}={size}")
    return groups


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _print_setup(sheet: Worksheet) -> Iterator[str]:
    setup, margins = sheet.page_setup, sheet.page_margins
    paper = _PAPER.get(str(setup.paperSize), f"纸张{setup.paperSize}" if setup.paperSize else "")
    turned = {"landscape": "横向", "portrait": "纵向"}.get(setup.orientation or "", "")
    yield from _labelled("页面", [word for word in (paper, turned, *_scaling(sheet)) if word])
    sides = (
        *(("上", margins.top), ("下", margins.bottom), ("左", margins.left)),
        *(("右", margins.right), ("页眉", margins.header), ("页脚", margins.footer)),
    )
    yield from _labelled("页边距", [f"{side}{_number(25.4 * inches)}" for side, inches in sides])
    yield from _labelled("打印区域", [sheet.print_area] if sheet.print_area else [])
    titles = (sheet.print_title_rows, sheet.print_title_cols)
    yield from _labelled("打印标题", [title for title in titles if title])
    breaks = [str(item.id) for item in sheet.row_breaks.brk]
    yield from _labelled("分页 行", breaks)


def _scaling(sheet: Worksheet) -> Iterator[str]:
    setup, options = sheet.page_setup, sheet.print_options
    properties = sheet.sheet_properties.pageSetUpPr
    if properties is not None and properties.fitToPage:
        wide, high = (1 if n is None else n for n in (setup.fitToWidth, setup.fitToHeight))
        yield f"缩放为{wide or '不限'}页宽{high or '不限'}页高"
    elif setup.scale and setup.scale != 100:
        yield f"缩放{setup.scale}%"
    yield "水平居中" if options.horizontalCentered else ""
    yield "垂直居中" if options.verticalCentered else ""


def _furniture(sheet: Worksheet) -> Iterator[str]:
    for attribute, label in _HEADERS:
        item: HeaderFooterItem = getattr(sheet.HeaderFooter, attribute)
        places = (("左", item.left), ("中", item.center), ("右", item.right))
        for place, part in places:
            if part.text:
                yield f"{label}{place}：{_line(part.text)}"


def _rules(sheet: Worksheet) -> Iterator[str]:
    for rule in sheet.data_validations.dataValidation:
        limits = " ".join(item for item in (rule.formula1, rule.formula2) if item)
        yield f"有效性 {rule.sqref} {rule.type or '任意'} {limits}".rstrip()
    for formatting in sheet.conditional_formatting:
        for condition in formatting.rules:
            formulas = " ".join(condition.formula)
            yield f"条件格式 {formatting.sqref} {condition.type} {formulas}".rstrip()
    if sheet.auto_filter.ref:
        yield f"筛选 {sheet.auto_filter.ref}"


def _text(cell: Cell) -> str:
    value = cell.value
    return _line(str(value.text if isinstance(value, ArrayFormula) else value))


def _line(text: str) -> str:
    return text.replace("\r", "").replace("\n", "↵")


def _look(cell: Cell) -> str:
    """Font, alignment, lines and number format of a cell, in 〔 〕."""
    font, alignment = cell.font, cell.alignment
    words = [
        f"{font.name or ''}{_number(font.sz)}" if font.sz else font.name or "",
        "粗" if font.b else "",
        "斜" if font.i else "",
        "下划线" if font.u else "",
        _ALIGNMENTS.get(alignment.horizontal or "", ""),
        _VERTICAL.get(alignment.vertical or "", ""),
        "换行" if alignment.wrap_text else "",
        "缩小" if alignment.shrink_to_fit else "",
        _lines(cell),
        "底色" if cell.fill.fill_type else "",
        "" if cell.number_format == "General" else f"格式{cell.number_format}",
    ]
    return f" 〔{' '.join(word for word in words if word)}〕"


def _lines(cell: Cell) -> str:
    border = cell.border
    sides = (("上", border.top), ("下", border.bottom), ("左", border.left), ("右", border.right))
    drawn = "".join(name for name, side in sides if side is not None and side.style)
    return "框" if len(drawn) == len(sides) else f"线{drawn}" if drawn else ""
