"""pdf and doctor: any Word file printed, and what this machine lacks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from formgen.cli.group import EXIT_PROBLEMS, cli
from formgen.cli.options import ENGINE, FONTS, VARIANT

if TYPE_CHECKING:
    from formgen.layout.painting import Variant
    from formgen.run.engines import EngineName


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
@FONTS
@ENGINE
@VARIANT
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
    from rich.console import Console

    from formgen.problems import InputError
    from formgen.run.engines import PdfOptions, open_engine
    from formgen.run.printing import print_files
    from formgen.run.reports.report import (
        report_file,
        report_notices,
        report_stand_ins,
        stand_ins_of,
    )

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
@FONTS
def doctor_command(fonts: tuple[Path, ...]) -> int:
    """查看这台机器缺什么：字体、软件库、生成 PDF 的程序。

    例：formgen doctor
    """
    from rich.console import Console

    from formgen.doctor import examine, exit_code, report

    rows = examine(fonts)
    report(rows, Console())
    return exit_code(rows)
