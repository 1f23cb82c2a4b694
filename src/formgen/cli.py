"""The command line: parse, call, print, exit code."""

from __future__ import annotations

import io
import json
import re
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from formgen import __version__
from formgen.check.rules.schema import campaign_schema
from formgen.doctor import examine, exit_code
from formgen.doctor import report as report_examination
from formgen.language import speak_chinese
from formgen.layout.painting import VARIANTS, Variant
from formgen.lint import lint_campaign, report_findings
from formgen.plan import Selection
from formgen.problems import (
    FormgenError,
    InputError,
    Severity,
    TemplateError,
    UsageError,
)
from formgen.run.build import build
from formgen.run.check_report import report_check
from formgen.run.checking import CheckResult, check_campaign, write_lists
from formgen.run.engines import EngineName, PdfOptions, open_engine
from formgen.run.modes import Mode
from formgen.run.preparing import Wishes
from formgen.run.printing import print_files
from formgen.run.problem_objects import problems_json
from formgen.run.report import (
    report_build,
    report_error,
    report_file,
    report_lists,
    report_notices,
    report_sheets,
    report_silent_units,
    report_stand_ins,
    stand_ins_of,
)
from formgen.run.sheets import EVERY_UNIT, make_sheets
from formgen.templating import outline_file

EXIT_PROBLEMS = 1
EXIT_BUG = 70
EXIT_INTERRUPTED = 130

_CAMPAIGN_FOLDER = click.argument(
    "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False)
)


_FONTS = click.option(
    "--fonts",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="存放方正、GB2312 等字体的文件夹，PDF 优先用它们，可多次使用",
)
_ENGINE = click.option(
    "--pdf-engine",
    "engine",
    type=click.Choice(["formgen", "libreoffice"]),
    default="formgen",
    help="用什么生成 PDF，默认 formgen",
)
_VARIANT = click.option(
    "--pdf-variant",
    "variant",
    type=click.Choice([name for name in VARIANTS if name]),
    help="特殊的 PDF：pdf/a-2b、pdf/a-3b 供存档，pdf/ua-1 供读屏软件",
)


speak_chinese()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="formgen")
def cli() -> None:
    """从活动数据生成申报表、汇总表、公示等文书。"""


@cli.command("build")
@_CAMPAIGN_FOLDER
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
@_FONTS
@_ENGINE
@_VARIANT
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


@cli.command("check")
@_CAMPAIGN_FOLDER
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "xlsx"]),
    default="table",
    help="table 显示在屏幕上（默认），json 供程序读取，xlsx 做成问题清单",
)
@click.option(
    "-o",
    "--output",
    default="output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="--format xlsx 的输出文件夹，默认 output",
)
@click.option("--unit", "units", multiple=True, metavar="单位", help="只看这个单位的，可多次使用")
def check_command(folder: Path, *, form: str, output: Path, units: tuple[str, ...]) -> int:
    """检查数据，列出全部问题，不生成文书。

    例：formgen check data/anhui-2024
    """
    result = check_campaign(folder, frozenset(units))
    if form == "json":
        for piece in problems_json(result.problems):
            click.echo(piece, nl=False)
    else:
        _show_check(result)
        if not units:
            report_silent_units(result, Console())
    if form == "xlsx":
        report_lists(write_lists(result, output), Console())
    return EXIT_PROBLEMS if result.errors else 0


def _show_check(result: CheckResult) -> None:
    report_check(result.campaign, result.units, result.problems, result.counts, Console())


@cli.command("sheet")
@_CAMPAIGN_FOLDER
@click.option(
    "-o",
    "--output",
    default="填报表.xlsx",
    type=click.Path(path_type=Path),
    metavar="填报表.xlsx",
    help="做成的文件，默认 填报表.xlsx；用 --unit 时是文件夹",
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    is_flag=False,
    flag_value=EVERY_UNIT,
    metavar="[单位]",
    help="每个单位各做一份；写了单位名称就只做它的，可多次使用",
)
def sheet_command(folder: Path, *, output: Path, units: tuple[str, ...]) -> int:
    """做一份空白的填报表（Excel），发给单位填写。

    例：formgen sheet data/anhui-2024 -o 填报表.xlsx
    """
    result = make_sheets(folder, output, units)
    report_sheets(result, Console())
    return EXIT_PROBLEMS if result.errors else 0


@cli.command("pdf")
@click.argument(
    "files", metavar="FILE.docx...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="放 PDF 的文件夹；只有一个文件时也可以写 PDF 的文件名。不写就放在原文件旁边",
)
@_FONTS
@_ENGINE
@_VARIANT
def pdf_command(
    files: tuple[Path, ...],
    output: Path | None,
    fonts: tuple[Path, ...],
    engine: EngineName,
    variant: Variant | None,
) -> int:
    """把 Word 文件打印成 PDF，不是 formgen 生成的也可以。

    例：formgen pdf 通知.docx 申报表.docx -o 打印
    """
    printer = open_engine(PdfOptions(engine, fonts, variant or ""))
    console = Console()
    results = []
    for result in print_files(files, output, printer):
        report_file(result, console)
        results.append(result)
    report_stand_ins(stand_ins_of(results), console)
    report_notices(printer.notices, console)
    if len(results) > 1:
        console.print(f"共 {len(results)} 个文件，做成 {sum(r.made for r in results)} 个 PDF。")
    unread = any(result.printed is None for result in results)
    return InputError.exit_code if unread else 0 if all(r.made for r in results) else EXIT_PROBLEMS


@cli.command("doctor")
@_FONTS
def doctor_command(fonts: tuple[Path, ...]) -> int:
    """查看这台机器缺什么：字体、软件库、生成 PDF 的程序。

    例：formgen doctor
    """
    rows = examine(fonts)
    report_examination(rows, Console())
    return exit_code(rows)


@cli.command("lint")
@_CAMPAIGN_FOLDER
def lint_command(folder: Path) -> int:
    """对照字段检查一个活动的全部模板。

    例：formgen lint data/anhui-2024
    """
    findings = lint_campaign(folder)
    report_findings(findings, Console())
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    return TemplateError.exit_code if errors else 0


@cli.command("outline")
@click.argument("template", metavar="TEMPLATE", type=click.Path(path_type=Path))
def outline_command(template: Path) -> int:
    """把一个模板打印成文字，便于查看和比较改动。

    例：formgen outline templates/anhui-2024/推荐汇总表.docx
    """
    click.echo(outline_file(template), nl=False)
    return 0


@cli.command("schema")
def schema_command() -> int:
    """打印 campaign.json 的 JSON Schema。

    例：formgen schema > campaign.schema.json
    """
    click.echo(json.dumps(campaign_schema(), ensure_ascii=False, indent=2))
    return 0


def main() -> None:
    """Run the command line; every expected failure becomes its message and exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console may lack a character of a name
            stream.reconfigure(errors="replace")
    screen = Console(stderr=True)
    try:
        code = cli.main(standalone_mode=False)
    except FormgenError as error:
        report_error(error, screen)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        screen.print("已中断。")
        code = EXIT_INTERRUPTED
    except Exception:  # noqa: BLE001 - the one handler at the edge: a bug, said as one
        traceback.print_exc()
        screen.print("[red]程序出错了，这不是您的数据的问题。[/red]请把以上内容发给维护人员。")
        code = EXIT_BUG
    sys.exit(code)
