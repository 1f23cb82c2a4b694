"""A campaign and its units → 填报表.xlsx, the workbook units fill in."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import Campaign
from formgen.campaign.field import FieldDefinition
from formgen.campaign.units import Unit
from formgen.tables import Origin
from formgen.tables.origin import (
    DATA_SHEET,
    GUIDE_SHEET,
    OPTIONS_SHEET,
    ORIGIN_SHEET,
    origin_rows,
)
from formgen.workbooks.entry_guide import write_guide
from formgen.workbooks.entry_validation import FIRST_ROW, LAST_ROW, validation, write_options
from formgen.workbooks.entry_words import comment, heading, options_of
from formgen.workbooks.saving import workbook_bytes
from formgen.workbooks.style import (
    BODY,
    CONDITIONAL_HEADING,
    HEADING,
    REQUIRED_HEADING,
    TEXT_FORMAT,
    Look,
    cell_text,
    keep_in_sight,
    new_sheet,
    new_workbook,
    print_on_a4,
    row_height,
    text_width,
    write_text,
)

_NUMBER_FORMATS = {"整数": "0", "小数": "General"}
"""Kind to the format of its column; all others are texts."""
_WIDTHS = {
    "姓名": 14,
    "年月": 12,
    "日期": 16,
    "整数": 10,
    "小数": 10,
    "身份证号": 22,
    "统一社会信用代码": 22,
    "电话": 18,
    "邮箱": 26,
    "邮政编码": 12,
    "网址": 30,
    "网址或账号": 30,
    "网站备案号": 24,
    "地址": 36,
    "长文本": 60,
    "分部长文": 60,
    "明细": 50,
    "照片": 22,
    "图片": 40,
    "附件": 40,
    "推荐单位": 30,
}
"""Kind to the width of its column in half-width characters."""
_TEXT_WIDTH = 24
_LEAST_CHOICE, _MOST_CHOICE = 12, 32
_MOST_HEADING_LINES = 2
_COMMENT_WIDTH, _COMMENT_LINE = 300, 18
"""Pixels."""
_COMMENT_CHARACTERS = 40
"""Half-width characters a line of a comment holds."""


def entry_workbook(campaign: Campaign, units: Sequence[Unit], unit: Unit | None = None) -> bytes:
    """The workbook to fill in: a guide, the sheet to fill in, and two hidden sheets.

    Args:
        campaign: says what is asked.
        units: the units of units.csv, for the table of quotas and the drop-down list.
        unit: the only unit the workbook is for; then it names no other.

    Returns:
        The bytes of an .xlsx file, the same for the same campaign and units.
    """
    workbook = new_workbook()
    guide = new_sheet(workbook, GUIDE_SHEET)
    data = new_sheet(workbook, DATA_SHEET)
    options = new_sheet(workbook, OPTIONS_SHEET)
    origin = new_sheet(workbook, ORIGIN_SHEET)
    named = [unit.name] if unit else [each.name for each in units]
    write_guide(guide, campaign, units, unit)
    ranges = write_options(options, campaign, named)
    _write_columns(data, campaign)
    for column, field in enumerate(campaign.asked_fields(), start=1):
        rule = validation(field, campaign, ranges)
        letters = get_column_letter(column)
        rule.add(f"{letters}{FIRST_ROW}:{letters}{LAST_ROW}")
        data.add_data_validation(rule)
    own = unit.name if unit else ""
    made_for = Origin(campaign.id, campaign.version, own, campaign.name)
    for row, (word, said) in enumerate(origin_rows(made_for), start=1):
        write_text(origin, row, 1, word)
        write_text(origin, row, 2, said)
    options.sheet_state = origin.sheet_state = "hidden"
    return workbook_bytes(workbook)


def _write_columns(sheet: Worksheet, campaign: Campaign) -> None:
    """The headings with their comments, and the format of the columns below."""
    headings: list[tuple[str, float]] = []
    for column, field in enumerate(campaign.asked_fields(), start=1):
        width = _width(field, campaign)
        words = heading(field)
        cell = write_text(sheet, 1, column, words, _heading_look(field))
        if note := comment(field, campaign):
            cell.comment = _comment(note)
        _format_column(sheet, column, field, width)
        headings.append((words, width))
    sheet.row_dimensions[1].height = row_height(headings)
    named_first = campaign.asked_fields()[0].name == campaign.name_field
    keep_in_sight(sheet, 1, 1 if named_first else 0)
    if named_first:
        sheet.print_title_cols = "A:A"
    sheet.print_options.gridLines = True
    total = sum(width for _, width in headings)
    print_on_a4(sheet, width=total)


def _heading_look(field: FieldDefinition) -> Look:
    if field.applies_to:
        return CONDITIONAL_HEADING
    return REQUIRED_HEADING if field.required else HEADING


def _format_column(sheet: Worksheet, column: int, field: FieldDefinition, width: float) -> None:
    """Format a whole column, so that rows beyond the first 500 are like them."""
    dimension = sheet.column_dimensions[get_column_letter(column)]
    dimension.width = width
    dimension.font = BODY.font
    dimension.alignment = BODY.alignment
    dimension.number_format = _NUMBER_FORMATS.get(field.kind, TEXT_FORMAT)


def _width(field: FieldDefinition, campaign: Campaign) -> float:
    """A column's width by its kind, wide enough for its heading in two lines."""
    if field.kind in ("单选", "多选", "单选可填"):
        longest = max(map(text_width, options_of(field, campaign)), default=0)
        width = min(_MOST_CHOICE, max(_LEAST_CHOICE, longest + 4))
    else:
        width = _WIDTHS.get(field.kind, _TEXT_WIDTH)
    return float(max(width, text_width(heading(field)) / _MOST_HEADING_LINES + 4))


def _comment(text: str) -> Comment:
    lines = sum(1 + text_width(line) // _COMMENT_CHARACTERS for line in text.split("\n"))
    size = (lines + 1) * _COMMENT_LINE
    return Comment(cell_text(text), "formgen", height=size, width=_COMMENT_WIDTH)
