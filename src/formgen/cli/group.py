"""The group that every command joins."""

from __future__ import annotations

import click

from formgen import __version__
from formgen.language import speak_chinese

EXIT_PROBLEMS = 1

speak_chinese()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="formgen")
def cli() -> None:
    """从活动数据生成申报表、汇总表、公示等文书，把交回来的表读成数据。"""
