"""What a collect gave → what the user reads on screen, in Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape

from formgen.problems import Problem
from formgen.problems.counting import counted
from formgen.run.checking import CheckResult
from formgen.run.collecting import CollectResult
from formgen.run.reports.check_report import report_check, report_groups
from formgen.workbooks.by_unit import UnitProblems

_MOST_SHOWN = 30
"""Of more problems of a sort, the rest is in the report only."""
_SORTS: Mapping[str, frozenset[str]] = {
    "没有读取的文件": frozenset({"C12", "C13", "C14"}),
    "不知道是谁的表": frozenset({"C10"}),
    "不一致的内容": frozenset({"C08", "C09", "C15", "C16", "C17", "C18", "C19"}),
    "读不准、要核对的内容": frozenset({"C01", "C02", "C03", "C04", "C20"}),
    "改动过的表": frozenset({"C05", "C06", "C07", "C11", "C21"}),
}
"""Headings and the codes below each, in the order in which they are printed."""


def report_collect(result: CollectResult, console: Console) -> None:
    """Print what came, what is to be looked at, what the check found, and what was written."""
    console.print(result.campaign.name, markup=False, highlight=False)
    _report_counts(result, console)
    for heading, problems in _sorted(result.problems):
        _report_sort(heading, problems, result, console)
    if result.check is not None:
        _report_check(result.check, result, console)
        _report_without_unit(result.check, console)
    _report_written(result, console)


def _report_counts(result: CollectResult, console: Console) -> None:
    read = sum(one.read is not None for one in result.received)
    told = f"收到 {len(result.received)} 个文件，读出 {read} 份"
    if lists := sum(one.read is None and bool(one.document) for one in result.received):
        told += f"，汇总表 {lists} 份"
    if result.pictures:
        told += f"，取出图片 {result.pictures} 张"
    if result.known_pictures:
        told += f"，图片 {result.known_pictures} 张与表格里已有的相同，没有另存"
    console.print(f"{told}。", highlight=False)


def _sorted(problems: Sequence[Problem]) -> list[tuple[str, list[Problem]]]:
    """The problems under their headings; none is left out."""
    sorts: dict[str, list[Problem]] = {heading: [] for heading in (*_SORTS, "其他")}
    headings = {code: heading for heading, codes in _SORTS.items() for code in codes}
    for problem in problems:
        sorts[headings.get(problem.code, "其他")].append(problem)
    return [(heading, own) for heading, own in sorts.items() if own]


def _report_sort(
    heading: str, problems: Sequence[Problem], result: CollectResult, console: Console
) -> None:
    if len(problems) > _MOST_SHOWN:
        rest = f"等 {len(problems)} 处，其余见 {result.report.name}"
        heading = f"{heading}，先列 {_MOST_SHOWN} 处，{rest}"
    report_groups([UnitProblems(heading, tuple(problems[:_MOST_SHOWN]))], {}, console)


def _report_check(check: CheckResult, result: CollectResult, console: Console) -> None:
    """Print the check of the table; of very many problems only how many there are of a kind."""
    console.print(f"检查 {escape(result.table.name)}：", highlight=False)
    if len(check.problems) <= _MOST_SHOWN:
        report_check(check.campaign, check.units, check.problems, check.counts, console)
        return
    console.print(
        f"检查了 {sum(check.counts.values())} 份申报，共有{counted(check.problems)}，"
        f"见 {escape(result.report.name)}",
        highlight=False,
    )
    kinds = Counter((problem.code, problem.title) for problem in check.problems)
    for (code, title), count in sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0])):
        console.print(f"  {code} {title} × {count}", markup=False, highlight=False)


def _report_without_unit(check: CheckResult, console: Console) -> None:
    """How forms that do not ask for the unit can be given one, where it is missing."""
    missing = sum(
        problem.missing and problem.place.field == check.campaign.unit_field
        for problem in check.problems
    )
    if missing:
        console.print(
            f"有 {missing} 份不知道是哪个单位推荐的。请把各单位的表放进用单位名称命名的文件夹，"
            "或加上 --unit 单位名称，再收一次。",
            highlight=False,
        )


def _report_written(result: CollectResult, console: Console) -> None:
    table = escape(str(result.table))
    if result.check is None:
        console.print("没有读到可以写进表格的内容，没有写表格。", highlight=False)
    elif result.changed:
        new = f"，新加 {result.added} 行" if result.added else ""
        console.print(f"已写入 {table}{new}", highlight=False, soft_wrap=True)
    else:
        console.print(f"{table} 没有变化", highlight=False, soft_wrap=True)
    console.print(f"收表情况见 {escape(str(result.report))}", highlight=False, soft_wrap=True)
