"""check and sheet: what is wrong with the data, and the workbooks units fill in."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from formgen.cli.group import EXIT_PROBLEMS, cli
from formgen.cli.options import CAMPAIGN_FOLDER
from formgen.run.check_report import report_check
from formgen.run.checking import CheckResult, check_campaign, write_lists
from formgen.run.problem_objects import problems_json
from formgen.run.report import report_lists, report_sheets, report_silent_units
from formgen.run.sheets import EVERY_UNIT, make_sheets


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
