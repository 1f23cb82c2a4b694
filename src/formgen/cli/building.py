"""build: all papers of a campaign."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from formgen.cli.group import EXIT_PROBLEMS, cli
from formgen.cli.options import CAMPAIGN_FOLDER, ENGINE, FONTS, VARIANT

if TYPE_CHECKING:
    from formgen.layout.painting import Variant
    from formgen.run.engines import EngineName
    from formgen.run.modes import Mode


class _Processes(click.ParamType[int]):
    """A number of processes, refused in Chinese."""

    name = "N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number; it fails for anything that is none from 1 to 256."""
        text = str(value).strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= 256):
            self.fail(f"“{value}”不是 1 到 256 的整数", param, ctx)
        return int(text)


@cli.command("build")
@CAMPAIGN_FOLDER
@click.option(
    "-o",
    "--output",
    default="output",
    metavar="OUT",
    help="输出文件夹，默认 output；也可以是对象存储，如 s3://桶/文件夹",
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
@click.option(
    "--jobs",
    type=_Processes(),
    metavar="N",
    help="同时用几个进程，默认按电脑的核心数；1 表示只用一个",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDR",
    help="交给 Dask 集群生成，如 tcp://主机名:8786；活动文件夹和输出文件夹要每台机器都能用",
)
@click.option(
    "--prune", is_flag=True, help="删掉以前生成、现在不再需要的文件；后来改动过的不删，只列出"
)
@click.option(
    "--encrypt", is_flag=True, help="给打印册和用印清单加上打开密码（AES-256），运行时输入"
)
@click.option("--timings", is_flag=True, help="最后列出每个阶段用的时间")
@FONTS
@ENGINE
@VARIANT
def build_command(
    folder: Path,
    *,
    output: str,
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
    jobs: int | None,
    cluster: str,
    prune: bool,
    encrypt: bool,
    timings: bool,
) -> int:
    """生成一个活动的全部文书。已经生成、没有变化的不重做。

    例：formgen build data/anhui-2024
    """
    from formgen.run.unchanged import wishes_key

    if cluster and jobs is not None:
        raise click.UsageError("--jobs 和 --cluster 一次只能用一个")
    if prune and (documents or formats or units or chosen or blank or prefill or strict or force):
        raise click.UsageError("--prune 只在生成全部文书时用，请去掉别的选择再加 --prune")
    wanted_formats = frozenset(re.findall(r"\w+", formats.lower()))
    if not (blank or prefill or strict or force or prune or encrypt or timings):
        rest = ["SOUND", engine, variant or "", str(tracking)]
        key = wishes_key(documents, wanted_formats, units, rest)
        if _nothing_changed(folder, output, key, [*fonts, *filter(None, [chosen])]):
            return 0

    from rich.console import Console

    from formgen.cli.progress import build_progress
    from formgen.plan import Selection
    from formgen.problems import Severity
    from formgen.run.build import build
    from formgen.run.crews.crew import Workers
    from formgen.run.engines import PdfOptions
    from formgen.run.modes import Mode
    from formgen.run.preparing import Wishes
    from formgen.run.reports.report import report_build, report_timings

    flags = {
        Mode.BLANK: blank,
        Mode.PREFILLED: prefill,
        Mode.STRICT: strict,
        Mode.DRAFT: force,
    }
    mode = _only_one(flags)
    wanted = Selection(
        documents=frozenset(documents),
        formats=wanted_formats,
        units=frozenset(units),
    )
    wishes = Wishes(
        wanted,
        mode,
        PdfOptions(engine, fonts, variant or ""),
        chosen,
        tracking,
        Workers(jobs, cluster),
        prune,
        _password() if encrypt else "",
    )
    with build_progress(Console(stderr=True)) as progress:
        result = build(folder, output, wishes, progress)
    report_build(result, Console())
    if encrypt and result.sets:
        click.echo(
            "打印册和用印清单的 PDF 已加上密码，单份的表没有加。"
            "以后再生成请同样加上 --encrypt，否则会换成没有密码的。"
        )
    elif encrypt:
        click.echo("这次没有做打印册，所以没有文件加密码。")
    if timings:
        report_timings(result, Console())
    errors = any(problem.severity is Severity.ERROR for problem in result.problems)
    return EXIT_PROBLEMS if errors else 0


def _nothing_changed(folder: Path, output: str, wishes: str, extra: Sequence[Path]) -> bool:
    """Whether the last run would come out the same; it is said then, and nothing imported."""
    from formgen.run.summary import unchanged_lines
    from formgen.run.unchanged import unchanged

    last = unchanged(folder, output, wishes, extra)
    if last is None:
        return False
    for line in unchanged_lines(last.summary, last.place):
        click.echo(line)
    return True


def _password() -> str:
    """The password for the print sets: of the environment, or asked for twice.

    Raises:
        UsageError: it is of no use.
    """
    from formgen.press.sealing import prepared_password

    given = os.environ.get("FORMGEN_PASSWORD", "")
    if not given:
        if not sys.stdin.isatty():
            raise click.UsageError("这里不能输入密码，请先把它放进环境变量 FORMGEN_PASSWORD")
        given = click.prompt("打印册的打开密码", hide_input=True, prompt_suffix="：")
        again = click.prompt("再输入一次", hide_input=True, prompt_suffix="：")
        if given != again:
            raise click.UsageError("两次输入的密码不一样，请重新运行")
    return prepared_password(given)


def _only_one(flags: Mapping[Mode, bool]) -> Mode:
    """The mode asked for.

    Raises:
        UsageError: two are asked for.
    """
    from formgen.problems import UsageError
    from formgen.run.modes import Mode

    asked = [mode for mode, given in flags.items() if given]
    if len(asked) > 1:
        raise UsageError("--blank、--prefill、--strict、--force 一次只能用一个")
    return asked[0] if asked else Mode.SOUND
