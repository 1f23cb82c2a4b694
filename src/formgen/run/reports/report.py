"""What a command has made → what the user reads on screen, in Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formgen.campaign import Scope
from formgen.plan.sets import PRESS_FOLDER
from formgen.problems import Problem, masked
from formgen.problems.counting import counted
from formgen.run.modes import Mode
from formgen.run.reports.check_report import report_groups
from formgen.run.reports.error_report import report_error, report_problems
from formgen.run.summary import stand_in_lines, suffix_of
from formgen.workbooks.by_unit import by_unit

if TYPE_CHECKING:  # each command reports its own result, and waits for no other's libraries
    from formgen.layout.printing import StandIn
    from formgen.run.build_result import BuildResult
    from formgen.run.checking import CheckResult, Lists
    from formgen.run.printing import FileResult
    from formgen.run.sheets import SheetResult

_MOST_NAMED, _LONGEST_NAME = 200, 100
"""How many entries left out are named, and how many characters of each name are shown."""
_MOST_SETS = 12
"""How many print sets are told one by one."""
_PRINTING = ("P", "N01", "N02", "N03", "N09", "N10", "N11")
"""How the codes begin that making a file gives, not the check of the data."""


def report_build(result: BuildResult, console: Console) -> None:
    """Print what was made, where, and what is wrong with the data."""
    console.print(result.campaign.name, markup=False, highlight=False)
    _report_made(result, console)
    report_stand_ins(result.stand_ins, console)
    _report_data(result, console)
    _report_left_out(result, console)
    report_notices(result.notices, console)
    _report_files(
        "[red]以下文件这次没有做成，文件夹里的是以前的内容，请勿使用：[/red]",
        result.outdated,
        console,
    )
    _report_files(
        "[yellow]以下文件是以前生成的，这次没有重新生成，请核对后自行处理"
        "（加上 --prune 就删掉其中没有改动过的）：[/yellow]",
        result.untouched,
        console,
    )
    _report_files("以下文件不再需要，已经删掉：", result.removed, console)


def _report_made(result: BuildResult, console: Console) -> None:
    """Print how many files of each document were made."""
    if result.mode is Mode.STRICT and not result.artifacts:
        return
    table = Table()
    table.add_column("文书")
    table.add_column("格式")
    table.add_column("份数", justify="right")
    counts = Counter((a.document, suffix_of(a.path.name)) for a in result.artifacts)
    for (document, suffix), count in counts.items():
        table.add_row(escape(document), suffix, str(count))
    if counts:
        console.print(table)
    same = f"，其中 {result.kept} 个没有变化，没有重做" if result.kept else ""
    total = f"共 {len(result.artifacts)} 个文件{same}，在 {escape(result.folder)}"
    console.print(total, soft_wrap=True)
    _report_sets(result, console)
    if result.mode is Mode.DRAFT:
        console.print("这些是草稿，每页印有“草稿”二字，只供核对，不能盖章上报。")
    if result.to_fill:
        console.print("数据里没有的内容，预填表里留了空，请在 Word 里补上，或打印后手写。")


_STAGES = {
    "check": "读取和检查数据",
    "render": "填写模板",
    "read": "读取填好的 Word",
    "set": "排版",
    "paint": "写成 PDF",
    "pack": "收存待装订的页面",
    "store": "写入文件",
    "publish": "公开文书和查漏",
    "bind": "装订打印册",
}
"""What a user calls the stages of a build, in their order."""


def report_timings(result: BuildResult, console: Console) -> None:
    """Print what each stage took, in all processes together, and for each entry."""
    table = Table("阶段")
    table.add_column("秒", justify="right")
    table.add_column("占比", justify="right")
    spent = sum(result.seconds.values()) or 1
    for stage, name in _STAGES.items():
        if seconds := result.seconds.get(stage, 0):
            table.add_row(name, f"{seconds:.2f}", f"{seconds / spent:.0%}")
    console.print(table)
    files = len(result.artifacts) - result.kept
    told = f"各进程合计 {spent:.2f} 秒，从开始到结束 {result.elapsed:.2f} 秒"
    each = f"，新做 {files} 个文件，每个 {1000 * spent / files:.1f} 毫秒" if files else ""
    console.print(f"{told}{each}", highlight=False)


def _report_sets(result: BuildResult, console: Console) -> None:
    """Print what is to be printed in one go: the sets of everything, and how many of units."""
    many = len(result.sets) > _MOST_SETS
    for made in result.sets[: _MOST_SETS - 1] if many else result.sets:
        sides = "双面" if made.duplex else "单面"
        size = f"{made.pages} 页，用纸 {made.sheets} 张，用印 {made.seals} 枚"
        told = f"打印册“{made.name}”：{sides}，{size}"
        console.print(told, markup=False, highlight=False, soft_wrap=True)
    if many:
        rest = len(result.sets) - _MOST_SETS + 1
        console.print(
            f"……另有 {rest} 册，都在 {escape(result.folder)}/{PRESS_FOLDER}", soft_wrap=True
        )


def _report_data(result: BuildResult, console: Console) -> None:
    """Print what is wrong with the data, then what came up in making the files."""
    checking = [p for p in result.problems if not _is_of_making(p, result)]
    printing = [p for p in result.problems if _is_of_making(p, result)]
    if checking:
        console.print(f"数据检查：{counted(checking)}")
        report_groups(by_unit(checking, result.campaign, result.units), {}, console)
    report_problems(printing, console, heading="请留意")
    if result.to_fill:
        console.print(f"每份表还要填什么，见 {escape(result.to_fill)}", soft_wrap=True)


def _is_of_making(problem: Problem, result: BuildResult) -> bool:
    """Whether a problem is of the files made or of the chosen list, not of the campaign's data."""
    return problem.code.startswith(_PRINTING) or problem in result.of_list


def _report_left_out(result: BuildResult, console: Console) -> None:
    """Say which entries no document was made for."""
    strict = result.mode is Mode.STRICT and not result.artifacts
    if strict:
        console.print("[red]数据有错误，按 --strict 的要求没有生成任何文件。[/red]")
    if not result.left_out:
        return
    named = [masked(name) for name in result.left_out[:_MOST_NAMED]]
    more = "等" if len(result.left_out) > _MOST_NAMED else ""
    names = escape("、".join(_short(name) for name in named)) + more
    what = "有错误" if strict else "因数据有误没有生成文书"
    told = f"[red]有 {len(result.left_out)} 份申报{what}：[/red]{names}"
    console.print(told, soft_wrap=True, highlight=False)
    if lists := _lists_without_them(result):
        without = f"[red]“{escape('”“'.join(lists))}”里也没有这 {len(result.left_out)} 份。[/red]"
        console.print(without, soft_wrap=True, highlight=False)


def _lists_without_them(result: BuildResult) -> list[str]:
    """The lists and notices made of the entries, from which some are absent."""
    made = {artifact.document for artifact in result.artifacts}
    return [
        document.name
        for document in result.campaign.documents
        if document.name in made and not document.table and set(document.scopes) != {Scope.ENTRY}
    ]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"


def _report_files(heading: str, paths: Sequence[str], console: Console) -> None:
    """Print a list of files under its heading; nothing where it is empty."""
    if not paths:
        return
    console.print(heading)
    for path in paths:
        console.print(f"  {path}", markup=False, highlight=False)


def report_silent_units(result: CheckResult, console: Console) -> None:
    """Say which units have sent nothing yet; nothing where none or all have sent something."""
    silent = [unit for unit in result.units if not result.counts.get(unit)]
    if silent and len(silent) < len(result.units):
        names = "、".join(silent[:_MOST_NAMED]) + ("等" if len(silent) > _MOST_NAMED else "")
        told = f"还没有报的单位（{len(silent)}）：{names}"
        console.print(told, markup=False, highlight=False, soft_wrap=True)


def report_lists(lists: Lists, console: Console) -> None:
    """Say which workbooks of problems were written, and what they are for."""
    if not lists.files:
        console.print("所以没有做问题清单。")
        return
    folder = escape(str(lists.folder))
    console.print(f"做成 {len(lists.files)} 个文件，在 {folder}", soft_wrap=True)
    console.print("“问题清单.xlsx”是全部问题；“按单位”里每个单位一个文件夹，可以直接发回去修改。")


def report_sheets(result: SheetResult, console: Console) -> None:
    """Say which workbooks were made for units to fill in."""
    report_problems(result.problems, console)
    for path in result.files:
        console.print(f"填报表 → {escape(str(path))}", soft_wrap=True, highlight=False)
    console.print("填好后放回活动文件夹（多份时放进“填报表”子文件夹），就可以检查和生成文书。")


def report_file(result: FileResult, console: Console) -> None:
    """Print what became of a Word file, and what its PDF shows otherwise than Word."""
    source = escape(str(result.source))
    if result.error is not None:
        report_error(result.error, console)
    elif result.made and result.printed is not None:
        pages = f"（{result.printed.page_count} 页）" if result.printed.page_count else ""
        console.print(f"{source} → {escape(str(result.target))}{pages}", soft_wrap=True)
    else:
        console.print(f"[red]没有生成 PDF：[/red]{source}", soft_wrap=True)
    report_problems(result.problems, console, heading="请留意")


def stand_ins_of(results: Sequence[FileResult]) -> list[StandIn]:
    """The typefaces that others stood in for in any of the PDFs."""
    found = {one for result in results if result.printed for one in result.printed.stand_ins}
    return sorted(found)


def report_notices(notices: Sequence[str], console: Console) -> None:
    """Print what an engine has to say."""
    for notice in notices:
        console.print(f"[yellow]{escape(notice)}[/yellow]", soft_wrap=True, highlight=False)


def report_stand_ins(stand_ins: Sequence[StandIn], console: Console) -> None:
    """Say which typeface the PDFs show in place of which."""
    for line in stand_in_lines(stand_ins):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
