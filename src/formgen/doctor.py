"""This machine → what it has for printing PDFs and what it lacks, as rows for the screen."""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import io
import platform
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formgen.fonts import FontBook
from formgen.layout.libreoffice import find_program, version
from formgen.problems import EnvironmentLackError

State = Literal["ok", "missing", "optional"]

_STATES: dict[State, tuple[str, str]] = {
    "ok": ("正常", "green"),
    "missing": ("缺少", "red"),
    "optional": ("提示", "yellow"),
}
_OLDEST_PYTHON = (3, 11)
_OLDEST_WEASYPRINT = 70
"""Older ones have known ways round a URL fetcher."""
_WEASYPRINT_HINT = "请执行 python -m pip install 'weasyprint>=70'"
_PANGO_HINT = (
    "请安装 Pango：Debian、Ubuntu 执行 apt-get install libpango-1.0-0 libpangoft2-1.0-0；"
    "macOS 执行 brew install pango；"
    "Windows 见 https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing a machine has or lacks."""

    name: str
    state: State
    """For "optional", PDFs can be printed as things are."""
    detail: str
    """What there is, in Chinese."""
    advice: str = ""
    """What to do, in Chinese; empty where nothing is to be done."""


def examine(font_folders: Sequence[Path] = ()) -> list[Row]:
    """Look at the machine.

    Args:
        font_folders: the user's own folders of fonts.
    """
    return [
        _python(),
        *_weasyprint(),
        *_fonts(font_folders),
        _libreoffice(),
    ]


def exit_code(rows: Sequence[Row]) -> int:
    """0, or that of a lacking library where a PDF cannot be printed."""
    lacking = any(row.state == "missing" for row in rows)
    return EnvironmentLackError.exit_code if lacking else 0


def report(rows: Sequence[Row], console: Console) -> None:
    """Print the rows, then what to do."""
    table = Table()
    for heading in ("项目", "状态", "说明"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        word, colour = _STATES[row.state]
        table.add_row(escape(row.name), f"[{colour}]{word}[/{colour}]", escape(row.detail))
    console.print(table)
    for row in rows:
        if row.advice:
            console.print(f"{row.name}：{row.advice}", markup=False, highlight=False)
    if exit_code(rows):
        console.print("[red]这台机器还不能做 PDF，请按上面的说明补齐。[/red]Word、Excel 不受影响。")
    else:
        console.print("这台机器可以做 PDF。")


def _python() -> Row:
    if sys.version_info >= _OLDEST_PYTHON:
        return Row("Python", "ok", platform.python_version())
    return Row(
        "Python", "missing", f"现有 {platform.python_version()}", "请安装 Python 3.11 或更新的版本"
    )


def _weasyprint() -> Iterator[Row]:
    """WeasyPrint and the libraries it loads."""
    try:
        installed = importlib.metadata.version("weasyprint")
    except importlib.metadata.PackageNotFoundError:
        yield Row("WeasyPrint", "missing", "没有安装", _WEASYPRINT_HINT)
        return
    if int(installed.partition(".")[0]) < _OLDEST_WEASYPRINT:
        yield Row("WeasyPrint", "missing", f"现有 {installed}，太旧", _WEASYPRINT_HINT)
        return
    yield Row("WeasyPrint", "ok", installed)
    # Where a library is missing, WeasyPrint prints a page of English before it raises.
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            libraries = importlib.import_module("weasyprint.text.ffi")
        except OSError:
            yield Row("Pango", "missing", "没有找到", _PANGO_HINT)
            return
    yield Row("Pango", "ok", _pango_version(libraries.pango.pango_version()))


def _pango_version(number: int) -> str:
    """1.50.12 for 15012."""
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _fonts(folders: Sequence[Path]) -> Iterator[Row]:
    """The faces at hand, and what of the user's folders is no use."""
    try:
        book = FontBook.open(folders)
    except EnvironmentLackError as error:
        yield Row("字体", "missing", error.message, error.hint)
        return
    for face in book.describe():
        yield Row(face.name, "ok", f"{face.characters} 字，{face.origin}")
    for file in book.unreadable:
        yield Row(str(file.path), "optional", f"没有使用：{file.reason}")


def _libreoffice() -> Row:
    """Only for comparing, and for who wants its pages."""
    program = find_program()
    if program is None:
        return Row("LibreOffice", "optional", "没有安装：只有用它核对版面时才需要")
    found = version(program)
    if not found:
        return Row(
            "LibreOffice", "optional", f"无法启动：{program}", "如需用它核对版面，请重新安装"
        )
    return Row("LibreOffice", "ok", f"{found}（{program}）")
