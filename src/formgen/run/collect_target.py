"""Where a collect writes → the table's path, refused where it could not be used from there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formgen.collect.saving import SUFFIXES
from formgen.problems import UsageError
from formgen.run.stores.store import is_folder
from formgen.tables.finding import APPLICANTS, COLLECT_REPORT, ENTRY_SHEET

_DEEPEST = 2
"""Names below the campaign folder: of tables deeper inside, files are not looked for in it."""


def table_path(output: Path) -> Path:
    """The table's file: of a folder the applicants' table in it, or applicants.csv.

    Raises:
        UsageError: its ending is none that a table is written in, or no file can be called so.
    """
    if is_folder(output):
        there = [output / f"{APPLICANTS}{suffix}" for suffix in SUFFIXES]
        own = [path for path in there if path.is_file()]
        return own[0] if own else there[0]
    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"“{output.name}”不是能写的表格", hint="请写成 -o applicants.csv、.json 或 .xlsx"
        )
    try:
        output.resolve().exists()
    except (OSError, RuntimeError):  # a name of more than 255 bytes, or a link to itself
        raise UsageError(
            f"“{output.name}”不能作为表格的名字", hint="请换一个短些的名字，如 applicants.csv"
        ) from None
    return output


def refuse_place(path: Path, folder: Path, own: Sequence[str]) -> None:
    """Refuse a table that the campaign could not be read with any more.

    Args:
        path: the table's file.
        folder: the campaign folder.
        own: the campaign's own tables, relative to it.

    Raises:
        UsageError: it would be a second one, or lie where its pictures are not found.
    """
    name = name_in(path, folder)
    if not name:
        return
    parts = name.split("/")
    if len(parts) > _DEEPEST:
        raise UsageError(
            f"“{path}”在活动文件夹里面太深，找不到照片",
            hint="请把表格写到活动文件夹里，或活动文件夹以外",
        )
    applicants = len(parts) == 1 and path.stem == APPLICANTS
    if own and name not in own and (applicants or name.startswith(ENTRY_SHEET)):
        raise UsageError(
            f"活动文件夹里已经有 {own[0]}，不能再有 {name}",
            hint=f"请用 -o 写进 {own[0]}，或写到活动文件夹以外",
        )


def name_in(path: Path, folder: Path) -> str:
    """A file's name relative to the campaign folder; empty where it is not in it."""
    whole, home = path.parent.resolve() / path.name, folder.resolve()
    return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else ""


def report_path(path: Path, folder: Path) -> Path:
    """The report's file: beside the table, but never where it would be read as one."""
    if name_in(path, folder).startswith(ENTRY_SHEET):
        return folder / f"收表_{path.stem}{COLLECT_REPORT}"
    return path.with_name(f"{path.stem}{COLLECT_REPORT}")
