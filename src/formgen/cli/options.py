"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

CAMPAIGN_FOLDER = click.argument(
    "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False)
)
FONTS = click.option(
    "--fonts",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="存放方正、GB2312 等字体的文件夹，PDF 优先用它们，可多次使用",
)
ENGINE = click.option(
    "--pdf-engine",
    "engine",
    type=click.Choice(["formgen", "libreoffice"]),
    default="formgen",
    help="用什么生成 PDF，默认 formgen",
)
VARIANT = click.option(
    "--pdf-variant",
    "variant",
    type=click.Choice(["pdf/a-2b", "pdf/a-3b", "pdf/ua-1"]),
    help="特殊的 PDF：pdf/a-2b、pdf/a-3b 供存档，pdf/ua-1 供读屏软件",
)
