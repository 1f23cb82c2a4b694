"""build: all papers of a campaign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from formgen.cli.group import EXIT_PROBLEMS, cli
from formgen.cli.options import CAMPAIGN_FOLDER, ENGINE, FONTS, VARIANT
from formgen.layout.painting import Variant
from formgen.plan import Selection
from formgen.problems import Severity, UsageError
from formgen.run.build import build
from formgen.run.engines import EngineName, PdfOptions
from formgen.run.modes import Mode
from formgen.run.preparing import Wishes
from formgen.run.report import report_build


@cli.command("build")
@CAMPAIGN_FOLDER
@click.option(
    "-o",
    "--output",
    default="output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="输出文件夹，默认 output",
)
@click.option("--only", "documents", multiple=True, metavar="文书", help="只做这种文书，可多次使用")
@click.option("--format", "formats", default="", metavar="docx,pdf,xlsx", help="只做这些格式")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只做这个单位的，可多次使用")
@click.option("--blank", is_flag=True, help="做空白表，供手填")
@click.option("--prefill", is_flag=True, help="已有的内容先填上，没有的留空，并列出还要填什么")
@click.option("--strict", is_flag=True, help="数据里有错误就什么都不做")
@click.option("--force", is_flag=True, help="有错误也全部做出来，每页印上“草稿”")
@click.option(
    "--list",
    "chosen",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="名单",
    help="只做名单上的申报和它们的打印册：一行一个名称的 .txt，或 .csv、.xlsx",
)
@click.option("--tracking", is_flag=True, help="每份表的页脚印一个跟踪码，供盖章扫描后对照")
@FONTS
@ENGINE
@VARIANT
def build_command(
    folder: Path,
    *,
    output: Path,
    documents: tuple[str, ...],
    formats: str,
    units: tuple[str, ...],
    fonts: tuple[Path, ...],
    engine: EngineName,
    variant: Variant | None,
    blank: bool,
    prefill: bool,
    strict: bool,
    force: bool,
    chosen: Path | None,
    tracking: bool,
) -> int:
    """生成一个活动的全部文书。

    例：formgen build data/anhui-2024
    """
    flags = {
        Mode.BLANK: blank,
        Mode.PREFILLED: prefill,
        Mode.STRICT: strict,
        Mode.DRAFT: force,
    }
    mode = _only_one(flags)
    wanted = Selection(
        documents=frozenset(documents),
        formats=frozenset(re.findall(r"\w+", formats.lower())),
        units=frozenset(units),
    )
    screen = Console(stderr=True)
    with Progress(
        TextColumn("生成文书"),
        BarColumn(),
        MofNCompleteColumn(),
        console=screen,
        transient=True,
        disable=not screen.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None)
        wishes = Wishes(wanted, mode, PdfOptions(engine, fonts, variant or ""), chosen, tracking)
        result = build(
            folder,
            output,
            wishes,
            lambda done, planned: bar.update(task, completed=done, total=planned),
        )
    report_build(result, Console())
    errors = any(problem.severity is Severity.ERROR for problem in result.problems)
    return EXIT_PROBLEMS if errors else 0


def _only_one(flags: Mapping[Mode, bool]) -> Mode:
    """The mode asked for.

    Raises:
        UsageError: two are asked for.
    """
    asked = [mode for mode, given in flags.items() if given]
    if len(asked) > 1:
        raise UsageError("--blank、--prefill、--strict、--force 一次只能用一个")
    return asked[0] if asked else Mode.SOUND
