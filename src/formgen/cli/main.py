"""The one way in: every expected failure becomes its message and exit code."""

from __future__ import annotations

import io
import sys
import traceback

import click
from rich.console import Console

from formgen.cli.group import cli
from formgen.problems import FormgenError
from formgen.run.report import report_error

EXIT_BUG = 70
EXIT_INTERRUPTED = 130


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
