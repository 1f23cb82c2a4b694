"""A build's result → what the user reads on screen, in Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formgen.layout.printing import StandIn
from formgen.problems import FormgenError, Problem, Severity
from formgen.run.build import BuildResult
from formgen.run.printing import FileResult

_PRINTING = "P"
"""First letter of the codes that making a file gives, not the check of the data."""
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def report_build(result: BuildResult, console: Console) -> None:
    """Print what was made, where, and what is wrong with the data."""
    console.print(result.campaign.name, markup=False, highlight=False)
    table = Table()
    table.add_column("文书")
    table.add_column("格式")
    table.add_column("份数", justify="right")
    counts = Counter((a.document, a.path.suffix.lstrip(".")) for a in result.artifacts)
    for (document, suffix), count in counts.items():
        table.add_row(escape(document), suffix, str(count))
    console.print(table)
    console.print(f"共 {len(result.artifacts)} 个文件，在 {escape(str(result.root))}")
    report_stand_ins(result.stand_ins, console)
    _report_by_source(result.problems, console)
    if result.left_out:
        console.print(
            f"[red]有 {len(result.left_out)} 份申报因数据有误没有生成：[/red]"
            + escape("、".join(result.left_out))
        )
    report_notices(result.notices, console)
    if result.outdated:
        console.print("[red]以下文件这次没有做成，文件夹里的是以前的内容，请勿使用：[/red]")
        for path in result.outdated:
            console.print(f"  {path}", markup=False, highlight=False)
    if result.untouched:
        console.print("[yellow]以下文件是以前生成的，这次没有重新生成，请核对后自行处理：[/yellow]")
        for path in result.untouched:
            console.print(f"  {path}", markup=False, highlight=False)


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
    if not stand_ins:
        return
    main: dict[str, list[str]] = {}
    for one in stand_ins:
        if not one.rare:
            main.setdefault(one.printed, []).append(one.asked)
    listed = [f"{'、'.join(names)} → {printed}" for printed, names in main.items()]
    if rare := sorted({one.printed for one in stand_ins if one.rare}):
        listed.append(f"个别字和符号 → {'、'.join(rare)}")
    console.print(f"PDF 里代用的字体：{escape('；'.join(listed))}", soft_wrap=True, highlight=False)
    console.print("有原字体时，请用 --fonts 指定它所在的文件夹；Word 文件里仍是原字体。")


def _report_by_source(problems: Sequence[Problem], console: Console) -> None:
    """Print the problems of the data, then those that came up in making the files."""
    checking = [problem for problem in problems if not problem.code.startswith(_PRINTING)]
    printing = [problem for problem in problems if problem.code.startswith(_PRINTING)]
    report_problems(checking, console)
    report_problems(printing, console, heading="请留意")


def report_problems(
    problems: Sequence[Problem], console: Console, *, heading: str = "数据检查"
) -> None:
    """Print the problems, one a line, with what to do.

    Args:
        problems: what is to be told.
        console: where to.
        heading: what they came of, in Chinese.
    """
    if not problems:
        return
    counts = Counter(problem.severity for problem in problems)
    summary = "，".join(f"{severity.chinese} {counts[severity]} 处" for severity in counts)
    console.print(f"{heading}：{summary}")
    for problem in problems:
        colour = _COLOURS[problem.severity]
        console.print(f"[{colour}]{problem.severity.chinese} {problem.code}[/{colour}] ", end="")
        console.print(str(problem), markup=False, highlight=False, soft_wrap=True)


def report_error(error: FormgenError, console: Console) -> None:
    """Print why a run stopped and what to do next."""
    console.print("[red]没有完成：[/red]", end="")
    console.print(error.message, markup=False, highlight=False, soft_wrap=True)
    report_problems(error.problems, console)
    if error.hint:
        console.print(error.hint, markup=False, highlight=False, soft_wrap=True)
