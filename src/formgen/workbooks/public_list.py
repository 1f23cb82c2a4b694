"""A public list → 名单.xlsx: the names by group, to be read, printed and copied from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign.values import chinese_numeral
from formgen.publish.list_files import NUMBER
from formgen.publish.listing import ListGroup, PublicList
from formgen.workbooks.alike_cells import AlikeCells
from formgen.workbooks.listing import write_line, write_row
from formgen.workbooks.saving import workbook_bytes
from formgen.workbooks.style import (
    BODY,
    CENTRED,
    LABEL,
    PLAIN,
    TITLE,
    Look,
    new_sheet,
    new_workbook,
    print_on_a4,
    set_widths,
    text_width,
    write_headings,
)

SHEET = "名单"
_UNNAMED = "其他"
"""Heads the names that belong to none of the groups."""
_NUMBER_WIDTH = 7.0
_NARROWEST, _WIDEST = 10.0, 60.0
_PADDING = 4.0
"""Half-width characters a column is wider than its longest text."""
_PORTRAIT, _LANDSCAPE = 96.0, 142.0
"""Half-width characters in 11 point across an A4 page, upright and lying."""
_SHORT = 16.0
"""Columns up to this width are centred: names, places, years."""
_MIDDLE_LEFT = replace(
    BODY, alignment=Alignment(horizontal="left", vertical="center", wrap_text=True)
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that are written."""

    indices: tuple[int, ...]
    """Where their texts stand in the list's rows."""
    headings: tuple[str, ...]
    """With 序号, as all below."""
    widths: tuple[float, ...]
    """Half-width characters."""
    looks: tuple[Look, ...]


def list_workbook(names: PublicList) -> bytes:
    """The list as a worksheet: title, what is said of it, then the names under each group.

    Numbers count within a group, as in the printed notice; a heading such as “一、公益类（3）”
    stands over each. All cells are text. A column without any text is left out, and all are
    as narrow as one page asks. The file's properties say the title and nothing else.
    """
    workbook = new_workbook()
    workbook.properties.creator = None
    workbook.properties.title = names.title
    sheet = new_sheet(workbook, SHEET)
    columns = _columns(names)
    set_widths(sheet, columns.widths)
    head = _write_head(sheet, names, columns.widths)
    write_headings(sheet, head, columns.headings)
    sheet.row_dimensions[head].height = 24
    row = head + 1
    for number, group in enumerate(names.groups, start=1):
        if names.group_label:
            count = f"（{len(group.rows)}{group.counter}）"
            heading = f"{chinese_numeral(number)}、{group.name or _UNNAMED}{count}"
            write_line(sheet, row, heading, columns.widths, LABEL)
            row += 1
        row = _write_group(sheet, row, group, columns)
    print_on_a4(sheet, landscape=sum(columns.widths) > _PORTRAIT)
    sheet.print_options.horizontalCentered = True
    return workbook_bytes(workbook)


def _columns(names: PublicList) -> _Columns:
    rows = [row for group in names.groups for row in group.rows]
    texts = list(zip(*rows, strict=True)) or [("",)] * len(names.columns)
    indices = tuple(n for n, column in enumerate(texts) if not rows or any(column))
    headings = [names.columns[index].label for index in indices]
    widths = _on_one_page([_width([headings[n], *texts[index]]) for n, index in enumerate(indices)])
    looks = [CENTRED if width <= _SHORT else _MIDDLE_LEFT for width in widths]
    return _Columns(indices, (NUMBER, *headings), (_NUMBER_WIDTH, *widths), (CENTRED, *looks))


def _width(texts: Sequence[str]) -> float:
    """The width that holds each text on one line, within limits."""
    longest = max(text_width(line) for text in texts for line in text.split("\n"))
    return min(max(longest + _PADDING, _NARROWEST), _WIDEST)


def _on_one_page(widths: Sequence[float]) -> list[float]:
    """The widths, the wider ones cut so far that all stand side by side on a lying page."""
    room = _LANDSCAPE - _NUMBER_WIDTH
    for rank, width in enumerate(sorted(widths)):
        share = room / (len(widths) - rank)
        if width > share:
            return [min(width, max(share, _NARROWEST)) for width in widths]
        room -= width
    return list(widths)


def _write_head(sheet: Worksheet, names: PublicList, widths: Sequence[float]) -> int:
    """Write what stands over the table; the row after it."""
    write_line(sheet, 1, names.title, widths, TITLE)
    row = 2
    for label, text in (*names.about, ("总数", str(names.total))):
        write_line(sheet, row, f"{label}：{text}", widths, PLAIN)
        row += 1
    return row


def _write_group(sheet: Worksheet, row: int, group: ListGroup, columns: _Columns) -> int:
    """Write the names of a group; the row after them."""
    cells = AlikeCells(sheet)
    for number, texts in enumerate(group.rows, start=1):
        own = [str(number), *(texts[index] for index in columns.indices)]
        row = write_row(cells, row, own, columns.widths, columns.looks)
    return row
