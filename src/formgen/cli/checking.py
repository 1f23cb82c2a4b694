"""check and sheet: what is wrong with the data, and the workbooks units fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from formgen.cli.group import EXIT_PROBLEMS, cli
from formgen.cli.options import CAMPAIGN_FOLDER

if TYPE_CHECKING:
    from formgen.run.checking import CheckResult

_EVERY_UNIT = "*"
"""The room that makes the workbooks calls it EVERY_UNIT."""


@cli.command("check")
@CAMPAIGN_FOLDER
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
    from formgen.run.checking import check_campaign

    result = check_campaign(folder, frozenset(units))
    if form == "json":
        from formgen.run.reports.problem_objects import problems_json

        for piece in problems_json(result.problems):
            click.echo(piece, nl=False)
    else:
        _show_check(result, silent=not units)
    if form == "xlsx":
        _write_lists(result, output)
    return EXIT_PROBLEMS if result.errors else 0


def _show_check(result: CheckResult, *, silent: bool) -> None:
    """Print the problems, and where asked for the units that have sent nothing."""
    from rich.console import Console

    from formgen.run.reports.check_report import report_check
    from formgen.run.reports.report import report_silent_units

    report_check(result.campaign, result.units, result.problems, result.counts, Console())
    if silent:
        report_silent_units(result, Console())


def _write_lists(result: CheckResult, output: Path) -> None:
    from rich.console import Console

    from formgen.run.checking import write_lists
    from formgen.run.reports.report import report_lists

    report_lists(write_lists(result, output), Console())


@cli.command("sheet")
@CAMPAIGN_FOLDER
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
    flag_value=_EVERY_UNIT,
    metavar="[单位]",
    help="每个单位各做一份；写了单位名称就只做它的，可多次使用",
)
def sheet_command(folder: Path, *, output: Path, units: tuple[str, ...]) -> int:
    """做一份空白的填报表（Excel），发给单位填写。

    例：formgen sheet data/anhui-2024 -o 填报表.xlsx
    """
    from rich.console import Console

    from formgen.run.reports.report import report_sheets
    from formgen.run.sheets import make_sheets

    result = make_sheets(folder, output, units)
    report_sheets(result, Console())
    return EXIT_PROBLEMS if result.errors else 0
