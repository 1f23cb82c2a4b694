"""The command line: parse, call, print, exit code."""

from __future__ import annotations

import io
import json
import re
import sys
import traceback
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from formgen import __version__
from formgen.campaign import Campaign
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
)
from formgen.run.build import build
from formgen.run.engines import EngineName, PdfOptions, open_engine
from formgen.run.printing import print_files
from formgen.run.report import (
    report_build,
    report_error,
    report_file,
    report_notices,
    report_stand_ins,
    stand_ins_of,
)
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
) -> int:
    """生成一个活动的全部文书。

    例：formgen build data/anhui-2024
    """
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
        result = build(
            folder,
            output,
            wanted,
            blank=blank,
            pdf=PdfOptions(engine, fonts, variant or ""),
            progress=lambda done, planned: bar.update(task, completed=done, total=planned),
        )
    report_build(result, Console())
    errors = any(problem.severity is Severity.ERROR for problem in result.problems)
    return EXIT_PROBLEMS if errors else 0


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
    schema = Campaign.model_json_schema(by_alias=True)
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
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
