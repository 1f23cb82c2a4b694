"""collect and adopt: returned forms to data, and a blank form to a new campaign."""

from __future__ import annotations

from pathlib import Path

import click

from formgen.cli.group import EXIT_PROBLEMS, cli
from formgen.cli.options import CAMPAIGN_FOLDER


@cli.command("collect")
@CAMPAIGN_FOLDER
@click.argument(
    "returned", metavar="RETURNED...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="applicants.csv",
    help="读成的表格：.csv、.xlsx 或 .json；已经有的只补空格、加新行，不覆盖",
)
@click.option("--unit", default="", metavar="单位", help="没有写推荐单位的表都算这个单位的")
def collect_command(folder: Path, returned: tuple[Path, ...], output: Path, unit: str) -> int:
    """把交回来的 Word 表读成数据：文件、文件夹、压缩包都可以。

    例：formgen collect data/xuzhou-2023 回收 -o applicants.csv
    """
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    from formgen.run.collecting import CollectWishes, collect
    from formgen.run.reports.collect_report import report_collect

    screen = Console(stderr=True)
    with Progress(
        TextColumn("读表"),
        TextColumn("{task.completed:.0f} 个文件"),
        console=screen,
        transient=True,
        disable=not screen.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None)
        result = collect(
            folder,
            returned,
            output,
            CollectWishes(unit),
            lambda done: bar.update(task, completed=done),
        )
    report_collect(result, Console())
    return EXIT_PROBLEMS if result.errors else 0


@cli.command("adopt")
@click.argument("form", metavar="FORM.docx", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="放新活动的文件夹；再运行一次时，已经改过的都留着",
)
def adopt_command(form: Path, folder: Path) -> int:
    """用一张空白的官方表格建一个新活动：做出模板和 campaign.json。

    例：formgen adopt 申报表.docx -o data/我的活动
    """
    from rich.console import Console

    from formgen.run.adopting import adopt
    from formgen.run.reports.adopt_report import report_adopted

    report_adopted(adopt(form, folder), Console())
    return 0
