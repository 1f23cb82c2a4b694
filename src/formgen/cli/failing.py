"""A failure → what is said of it, and the exit code."""

from __future__ import annotations

import errno
import os
import re
import sys
import traceback
from collections.abc import Iterator

from rich.console import Console

from formgen.problems import FormgenError, OutputError, os_reason

EXIT_BUG = 70
_PLAIN = (ArithmeticError, AttributeError, ImportError, IndexError, NameError, NotImplementedError)
"""Python forms their messages of the names in a program, never of the values it works on."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REMOTE_PLACE = re.compile(r'^  File "([^"\n]+)", line (\d+), in (\S+)$', re.MULTILINE)
"""A place in the traceback that a worker process sends as text."""


def told(error: Exception) -> int:
    """Say why a run stopped.

    A failure that was not foreseen is told by types and places alone: its message may hold a value
    of somebody's, and users send what they see here to others. With FORMGEN_DEBUG set, all is told.
    """
    screen = Console(stderr=True)
    if isinstance(error, OSError) and error.errno in _FULL:  # the screen's output may be a file too
        error = OutputError(f"写不进去：{os_reason(error)}", hint="请腾出磁盘空间，再运行一次")
    if isinstance(error, FormgenError):
        # Imported here: only an expected failure is reported in sentences.
        from formgen.run.reports.error_report import report_error

        report_error(error, screen)
        return error.exit_code
    if os.environ.get("FORMGEN_DEBUG"):
        traceback.print_exception(error)
    else:
        for line in described(error):
            screen.print(line, markup=False, highlight=False, soft_wrap=True)
    screen.print("[red]程序出错了，这不是您的数据的问题。[/red]请把以上内容发给维护人员。")
    return EXIT_BUG


def described(error: BaseException) -> Iterator[str]:
    """Types and places of an exception and of those that led to it, the first one first."""
    for one in _chain(error):
        yield from _places(one)
        message = f": {one}" if type(one) in _PLAIN else ""
        yield f"{type(one).__module__}.{type(one).__qualname__}{message}"


def _chain(error: BaseException) -> list[BaseException]:
    """An exception after its causes."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.insert(0, current)
        hidden = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or hidden
    return chain


def _places(error: BaseException) -> Iterator[str]:
    """Where an exception came through; of a worker process's only the text is left."""
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
    for file, line, name in _REMOTE_PLACE.findall(getattr(error, "tb", "")):
        yield f"  {_short(file)}:{line} {name}"


def _short(file: str) -> str:
    """A source file as its maintainers know it, without the folders of this machine."""
    for folder in sorted(filter(None, sys.path), key=len, reverse=True):
        if file.startswith(folder + os.sep):
            return file[len(folder) + 1 :]
    return file
