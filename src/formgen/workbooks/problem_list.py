"""Problems → 问题清单.xlsx, for the office and to be mailed back to each unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import Campaign
from formgen.problems import Problem, Severity, masked
from formgen.problems.counting import counted
from formgen.workbooks.alike_cells import AlikeCells
from formgen.workbooks.by_unit import UnitProblems, by_unit, unsaid
from formgen.workbooks.listing import write_line, write_row
from formgen.workbooks.saving import workbook_bytes
from formgen.workbooks.sheet_names import sheet_names
from formgen.workbooks.style import (
    BODY,
    CENTRED,
    ERROR,
    HEADING,
    PLAIN,
    SUBTITLE,
    TITLE,
    WARNING,
    Look,
    new_sheet,
    new_workbook,
    print_on_a4,
    set_widths,
    write_headings,
)

SUMMARY = "汇总"
_LIST_COLUMNS = {
    "序号": 6.0,
    "位置": 18.0,
    "申报": 20.0,
    "级别": 7.0,
    "问题": 32.0,
    "怎么改": 34.0,
    "依据": 22.0,
}
_SUMMARY_COLUMNS = {"序号": 6.0, "推荐单位": 60.0, "申报数": 10.0, "错误": 10.0, "提醒": 10.0}
_LOOKS = {
    severity: (CENTRED, BODY, BODY, replace(CENTRED, fill=look.fill), BODY, BODY, BODY)
    for severity, look in {Severity.ERROR: ERROR, Severity.WARNING: WARNING}.items()
}
"""Looks of the columns of a problem's row."""
_MIDDLE_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_HEADER_ROW = 4
_MOST_LISTED = 5_000
"""Nobody works through more rows of a sheet."""
_MOST_IN_ALL = 30_000
"""openpyxl keeps a workbook in memory, 7 KB a problem."""
_MOST_SHEETS = 200
"""Units beyond these, which no units.csv has, share a sheet; programs choke on thousands."""
_REST = "其余单位"


@dataclass(frozen=True, slots=True)
class _Count:
    """A line of the summary."""

    heading: str
    records: int
    errors: int
    warnings: int


def problem_workbook(
    campaign: Campaign,
    units: Sequence[str],
    problems: Iterable[Problem],
    counts: Mapping[str, int],
) -> bytes:
    """The list of all problems: a summary, then a sheet for each unit that has some.

    Args:
        campaign: whose data was checked.
        units: names of the units, in the order of units.csv.
        problems: what was found, in reading order.
        counts: number of records checked by the unit they name, "" for those without.
    """
    groups = by_unit(problems, campaign, units)
    workbook = new_workbook()
    _write_summary(workbook, campaign, list(_counts(groups, campaign, units, counts)))
    own, rest = groups[:_MOST_SHEETS], groups[_MOST_SHEETS:]
    names = sheet_names((masked(group.heading) for group in own), taken=[SUMMARY, _REST])
    room = _MOST_IN_ALL
    for group, name in zip(own, names, strict=True):
        most = min(_MOST_LISTED, room)
        _write_list(new_sheet(workbook, name), campaign, group, most)
        room -= min(len(group.problems), most)
    if rest:
        others = tuple(problem for group in rest for problem in group.problems)
        shared = UnitProblems(f"{_REST}（{len(rest)} 个）", others)
        _write_list(new_sheet(workbook, _REST), campaign, shared, min(_MOST_LISTED, room))
    return workbook_bytes(workbook)


def unit_workbook(campaign: Campaign, unit: str, problems: Iterable[Problem]) -> bytes:
    """The list of one unit's problems alone, to be mailed to it.

    Only a sentence about an entry sent twice names what another unit sent.

    Args:
        campaign: whose data was checked.
        unit: the unit's name.
        problems: its own; those of others are left out.
    """
    own = tuple(problem for problem in problems if problem.unit == unit)
    workbook = new_workbook()
    sheet = new_sheet(workbook, sheet_names([unit])[0])
    _write_list(sheet, campaign, UnitProblems(unit, own, unit))
    return workbook_bytes(workbook)


def _counts(
    groups: Sequence[UnitProblems],
    campaign: Campaign,
    units: Sequence[str],
    counts: Mapping[str, int],
) -> Iterator[_Count]:
    """A line for every unit, and for all else that has records or problems."""
    found = {group.heading: group for group in groups}
    records = {name or unsaid(campaign): count for name, count in counts.items()}
    for heading in dict.fromkeys([*units, *found, *records]):
        group = found.get(heading, UnitProblems(heading, ()))
        yield _Count(heading, records.get(heading, 0), group.errors, group.warnings)


def _write_summary(
    workbook: openpyxl.Workbook, campaign: Campaign, counts: Sequence[_Count]
) -> None:
    sheet = new_sheet(workbook, SUMMARY)
    widths = list(_SUMMARY_COLUMNS.values())
    set_widths(sheet, widths)
    write_line(sheet, 1, campaign.name, widths, TITLE)
    write_line(sheet, 2, "数据问题汇总", widths, replace(PLAIN, alignment=CENTRED.alignment))
    write_headings(sheet, 3, list(_SUMMARY_COLUMNS))
    for number, count in enumerate(counts, start=1):
        _write_count(sheet, 3 + number, str(number), count)
    total = _Count(
        "合计",
        sum(count.records for count in counts),
        sum(count.errors for count in counts),
        sum(count.warnings for count in counts),
    )
    _write_count(sheet, 4 + len(counts), "", total, HEADING)
    print_on_a4(sheet, landscape=False)


def _write_count(
    sheet: Worksheet, row: int, number: str, count: _Count, look: Look = CENTRED
) -> None:
    """Write a line of the summary; numbers stay numbers, to be reckoned with."""
    looks = (look, replace(look, alignment=_MIDDLE_LEFT), look, look, look)
    widths = list(_SUMMARY_COLUMNS.values())
    write_row(AlikeCells(sheet), row, [number, masked(count.heading), "", "", ""], widths, looks)
    figures = {3: (count.records, look), 4: (count.errors, ERROR), 5: (count.warnings, WARNING)}
    for column, (figure, coloured) in figures.items():
        cell = sheet.cell(row, column, figure)
        cell.number_format = "0"
        if figure and coloured.fill:
            cell.fill = coloured.fill


def _write_list(
    sheet: Worksheet, campaign: Campaign, group: UnitProblems, most: int = _MOST_LISTED
) -> None:
    """Write a unit's problems, or the first of them and how many there are beside."""
    widths = list(_LIST_COLUMNS.values())
    set_widths(sheet, widths)
    write_line(sheet, 1, f"{campaign.name}数据问题清单", widths, TITLE)
    write_line(sheet, 2, _about(group), widths, SUBTITLE)
    write_line(sheet, 3, _request(campaign, group), widths, PLAIN)
    write_headings(sheet, _HEADER_ROW, list(_LIST_COLUMNS))
    row, cells = _HEADER_ROW + 1, AlikeCells(sheet)
    listed = replace(group, problems=group.problems[:most])
    placed = zip(listed.problems, listed.places(), strict=True)
    for number, (problem, where) in enumerate(placed, start=1):
        texts = [
            str(number),
            where,
            masked(problem.entry),
            f"{problem.severity.chinese}\n{problem.code}",
            f"{problem.message}。",
            f"{problem.hint}。",
            problem.source,
        ]
        row = write_row(cells, row, texts, widths, _LOOKS[problem.severity])
    if len(group.problems) > most:
        more = len(group.problems) - most
        told = f"还有 {more} 处没有列出，请先改好以上各处，再检查一次。"
        write_line(sheet, row, told, widths, PLAIN)
    print_on_a4(sheet)


def _about(group: UnitProblems) -> str:
    said = counted(group.problems) or "没有发现问题"
    who = f"推荐单位：{masked(group.heading)}" if group.unit else group.heading
    return f"{who}（{said}）"


def _request(campaign: Campaign, group: UnitProblems) -> str:
    """What the reader is asked to do."""
    if not group.problems:
        return "数据没有发现问题，谢谢配合。"
    if not group.errors:
        return "以下都是提醒：请逐条核对，确实无误的不用改。"
    day = f"于{campaign.deadline}前" if campaign.deadline else ""
    kinds = "“错误”必须改正；“提醒”请核对，确实无误的不用改。" if group.warnings else ""
    return f"请按下表修改后{day}重新报送。{kinds}"
