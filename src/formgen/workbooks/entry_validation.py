"""Fields of a campaign → what the columns of the 填报表 take, and the lists they choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import Campaign
from formgen.campaign.field import FieldDefinition
from formgen.tables.origin import OPTIONS_SHEET
from formgen.workbooks.entry_words import (
    ERROR_LIMIT,
    PROMPT_TITLE_LIMIT,
    cut,
    options_of,
    prompt,
)
from formgen.workbooks.style import set_widths, write_headings, write_text

FIRST_ROW = 2
LAST_ROW = 501
"""500 rows to fill in."""

_LISTED = frozenset({"单选", "单选可填", "推荐单位"})
"""Kinds of which a cell holds one of a list; of 多选 it holds several, which no list allows."""
_EXACT_LENGTHS = {"身份证号": 18, "统一社会信用代码": 18, "邮政编码": 6}
_TEXTS = frozenset({"文本", "长文本", "分部长文"})
_HEADING_CHARACTERS = 4
"""A section's heading has a number, 一、, a line end and maybe a blank line with it."""
_MOST = "999999999999999"
"""Excel keeps 15 digits of a number."""
_MOST_DECIMAL = "999999999.999999"


@dataclass(frozen=True, slots=True)
class _Check:
    """What a cell is held against, in Excel's words."""

    type: Literal["list", "whole", "decimal", "textLength"]
    formula1: str
    message: str
    operator: Literal["between", "equal", "lessThanOrEqual"] | None = None
    formula2: str | None = None
    refuses: bool = True
    """Whether another value is refused; else Excel asks whether to keep it."""


def write_options(
    sheet: Worksheet, campaign: Campaign, unit_names: Sequence[str]
) -> dict[str, str]:
    """Write the lists to choose from, one a column; field name to the range of its list."""
    ranges: dict[str, str] = {}
    headings: list[str] = []
    for field in campaign.asked_fields():
        if field.kind not in _LISTED:
            continue
        own = field.kind == "推荐单位"
        options = list(unit_names) if own else options_of(field, campaign)
        if not options:
            continue
        headings.append(field.name)
        column = len(headings)
        for row, option in enumerate(options, start=2):
            write_text(sheet, row, column, option)
        letters = get_column_letter(column)
        ranges[field.name] = f"'{OPTIONS_SHEET}'!${letters}$2:${letters}${len(options) + 1}"
    write_headings(sheet, 1, headings)
    set_widths(sheet, [30.0] * len(headings))
    return ranges


def validation(
    field: FieldDefinition, campaign: Campaign, ranges: Mapping[str, str]
) -> DataValidation:
    """The validation of a column, with the message shown while one of its cells is selected."""
    check = _check(field, ranges)
    return DataValidation(
        type=check.type if check else None,
        operator=check.operator if check else None,
        formula1=check.formula1 if check else None,
        formula2=check.formula2 if check else None,
        errorStyle="stop" if check and check.refuses else "warning",
        error=cut(check.message, ERROR_LIMIT) if check else None,
        errorTitle=cut(field.name, PROMPT_TITLE_LIMIT),
        promptTitle=cut(field.name, PROMPT_TITLE_LIMIT),
        prompt=prompt(field, campaign),
        allowBlank=True,
        showErrorMessage=check is not None,
        showInputMessage=True,
    )


def _check(field: FieldDefinition, ranges: Mapping[str, str]) -> _Check | None:
    if field.name in ranges:
        return _list_check(field, ranges[field.name])
    if field.kind == "整数":
        return _Check("whole", "0", "请只填整数，如 3", "between", _MOST)
    if field.kind == "小数":
        return _Check("decimal", "0", "请只填数，如 92.5", "between", _MOST_DECIMAL)
    length = _EXACT_LENGTHS.get(field.kind)
    if length is not None:
        words = f"{field.kind}应是 {length} 位，请核对；只是中间有空格的，可以照填。"
        return _Check("textLength", str(length), words, "equal", refuses=False)
    if field.kind in _TEXTS and field.max_chars:
        return _length_check(field, field.max_chars)
    return None


def _list_check(field: FieldDefinition, cells: str) -> _Check:
    if field.kind != "单选可填":
        return _Check("list", cells, "请从下拉单中选一个，不要填写别的内容")
    form = f"{field.open_options[0]}（具体内容）"
    words = f"请从下拉单中选一个；写成“{form}”的，可以照填。"
    return _Check("list", cells, words, refuses=False)


def _length_check(field: FieldDefinition, most: int) -> _Check:
    """A rough check: Excel counts spaces and headings, Word does not."""
    headings = sum(len(part) + _HEADING_CHARACTERS for part in field.parts)
    words = f"字数似乎超过了 {most} 字，请核对。以 Word 的字数统计为准，确实无误的，可以照填。"
    return _Check("textLength", str(most + headings), words, "lessThanOrEqual", refuses=False)
