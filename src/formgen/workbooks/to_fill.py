"""What is still missing of each form → 待填清单.xlsx, a check list to be ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import Campaign
from formgen.problems import Problem, masked
from formgen.workbooks.alike_cells import AlikeCells
from formgen.workbooks.listing import write_line, write_row
from formgen.workbooks.saving import workbook_bytes
from formgen.workbooks.style import (
    BODY,
    CENTRED,
    LABEL,
    PLAIN,
    TITLE,
    new_sheet,
    new_workbook,
    print_on_a4,
    set_widths,
    write_headings,
)

TO_FILL = "待填清单"
_COLUMNS = {"序号": 6.0, "完成": 6.0, "还要填写、补交的": 40.0, "怎么填": 44.0, "依据": 32.0}
_WHOLE_TABLE = "整个数据表"
_LOOKS = (CENTRED, CENTRED, BODY, BODY, BODY)
_BOX = "□"
_ITEMS = {
    "V01": "填写“{field}”",
    "V32": "补写“{field}”里的“{part}”",
    "R18": "补交“{material}”",
}
"""What to do, by code; other codes say what is missing."""


@dataclass(frozen=True, slots=True)
class ToFillItem:
    """One thing still to be filled in or handed in."""

    what: str
    how: str
    source: str
    """The paragraph of the notice that asks for it; may be empty."""


@dataclass(frozen=True, slots=True)
class ToFillList:
    """What one form still lacks."""

    unit: str
    """Empty where the entry names none."""
    entry: str
    items: tuple[ToFillItem, ...]


def to_fill_lists(problems: Iterable[Problem], units: Sequence[str] = ()) -> tuple[ToFillList, ...]:
    """What each entry lacks, of the problems that only say that something is missing.

    Entries of one name are told apart by the row they stand in.

    Args:
        problems: of any kind, in reading order, which is kept within a unit.
        units: names of the units, in the order their entries are to be listed; those of
            other units and of none follow.
    """
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        if problem.missing:
            place = problem.place
            row = (place.file, place.sheet, place.row) if problem.entry else (place.file,)
            found.setdefault((problem.unit, problem.entry, *row), []).append(problem)
    order = {unit: number for number, unit in enumerate(units)}
    lists = (_list(own) for own in found.values())
    return tuple(sorted(lists, key=lambda one: order.get(one.unit, len(order))))


def _list(problems: Sequence[Problem]) -> ToFillList:
    first = problems[0]
    entry = masked(first.entry) if first.entry else f"{_WHOLE_TABLE} {first.place.file}".strip()
    items = (ToFillItem(_what(problem), problem.hint, problem.source) for problem in problems)
    return ToFillList(first.unit, entry, tuple(dict.fromkeys(items)))


def _what(problem: Problem) -> str:
    sentence = _ITEMS.get(problem.code)
    return masked(sentence.format_map(problem.details)) if sentence else problem.message


def to_fill_workbook(campaign: Campaign, lists: Sequence[ToFillList]) -> bytes:
    """The check list of all forms, each under a heading with its unit and name.

    Args:
        campaign: whose forms they are.
        lists: as `to_fill_lists` gives them; forms that lack nothing are left out.
    """
    workbook = new_workbook()
    sheet = new_sheet(workbook, TO_FILL)
    widths = list(_COLUMNS.values())
    set_widths(sheet, widths)
    title = f"{campaign.name}待填清单"
    write_line(sheet, 1, title, widths, TITLE)
    write_line(sheet, 2, _about(campaign, lists), widths, PLAIN)
    write_headings(sheet, 3, list(_COLUMNS))
    row = 4
    for number, one in enumerate(lists, start=1):
        row = _write_form(sheet, row, number, one, widths)
    print_on_a4(sheet)
    return workbook_bytes(workbook)


def _about(campaign: Campaign, lists: Sequence[ToFillList]) -> str:
    if not lists:
        return "各份表都已填齐，没有要补的内容。"
    day = f"请于{campaign.deadline}前补齐。" if campaign.deadline else "请补齐。"
    total = sum(len(one.items) for one in lists)
    return f"以下 {len(lists)} 份表共有 {total} 项没有填写或没有交。{day}填好一项，在“完成”里打钩。"


def _write_form(
    sheet: Worksheet, row: int, number: int, one: ToFillList, widths: Sequence[float]
) -> int:
    """Write one form's list; the row after it."""
    unit = f"　　推荐单位：{masked(one.unit)}" if one.unit else ""
    heading = f"{number}. {one.entry}{unit}　　（{len(one.items)} 项）"
    write_line(sheet, row, heading, widths, LABEL)
    row += 1
    cells = AlikeCells(sheet)
    for order, item in enumerate(one.items, start=1):
        texts = [f"{number}.{order}", _BOX, item.what, f"{item.how}。", item.source]
        row = write_row(cells, row, texts, widths, _LOOKS)
    return row
