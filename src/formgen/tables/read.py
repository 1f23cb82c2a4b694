"""A table's file name → Table: finds the file and hands it to the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from formgen.campaign import FieldDefinition
from formgen.campaign.kinds import Fault
from formgen.campaign.kinds.files import inside
from formgen.problems import InputError, Problem, os_reason
from formgen.tables.csv_table import read_csv
from formgen.tables.json_table import read_json, read_json_lines
from formgen.tables.record import Table
from formgen.tables.xlsx_table import read_xlsx

Reader: TypeAlias = Callable[[Path, str, Sequence[FieldDefinition]], Table]

READERS: Mapping[str, Reader] = {
    ".csv": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".xlsx": read_xlsx,
}
"""File ending to reader; a new format is one function and one line here."""

MAX_FILE_BYTES = 512 * 2**20
"""A larger file is named, not read."""

_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx"
_OTHERS = {
    ".xls": ("旧版 Excel 表格", _SAVE_AS_XLSX),
    ".xlsm": ("带宏的 Excel 表格", _SAVE_AS_XLSX),
    ".xlsb": ("二进制 Excel 表格", _SAVE_AS_XLSX),
    ".et": ("WPS 表格", _SAVE_AS_XLSX),
    ".ods": ("OpenDocument 表格", _SAVE_AS_XLSX),
    ".numbers": ("Numbers 表格", "请在 Numbers 里导出为 .xlsx"),
    ".docx": ("Word 文档", "请把内容填进 .xlsx 或 .csv；交回的申报表请用 formgen collect 收"),
    ".doc": ("旧版 Word 文档", "请把内容填进 .xlsx 或 .csv"),
    ".wps": ("WPS 文档", "请把内容填进 .xlsx 或 .csv"),
    ".pdf": ("PDF", "请把内容填进 .xlsx 或 .csv"),
    ".txt": ("文本文件", "如果里面是逗号或制表符隔开的表格，请把文件名改成 .csv"),
}
"""What people hand in instead, and what they can do."""


def read_table(folder: Path, file: str, fields: Sequence[FieldDefinition]) -> Table:
    """The records of a table in the campaign folder.

    Args:
        folder: the campaign folder.
        file: file name relative to it; its ending says the format.
        fields: what the columns can be; a heading is a field's name or label.

    Raises:
        InputError: there is no such file in the folder, or it cannot be read at all.
            What is wrong with single cells, rows and columns is in `Table.problems`.
    """
    suffix = PurePosixPath(file).suffix.lower()
    if suffix not in READERS:
        what, hint = _OTHERS.get(suffix, ("不认识的格式", f"请用 {_endings()} 文件"))
        raise InputError(f"{file} 是{what}，不能作数据表", hint=hint)
    try:
        path = inside(folder, file)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(
                f"{file} 超过 {MAX_FILE_BYTES // 2**20} MB，没有读取", hint="请分成几个文件"
            )
        return READERS[suffix](path, file, fields)
    except Fault as fault:
        problem = Problem(fault.code, details=fault.details)
        raise InputError(problem.message, hint=problem.hint) from None
    except OSError as error:
        raise InputError(
            f"{file} 无法打开：{os_reason(error)}", hint="如果正在 Excel 里开着，请先关闭"
        ) from None


def find_tables(folder: Path) -> list[str]:
    """Names of the applicants' tables of a campaign folder, relative to it.

    Raises:
        InputError: there is none, or more than one that could be meant.
    """
    return [find_table(folder)]


def find_table(folder: Path, stem: str = "applicants") -> str:
    """Name of the one table of that name in the campaign folder, whatever its format.

    Raises:
        InputError: there is none, or more than one.
    """
    try:
        files = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise InputError(f"文件夹“{folder}”无法打开：{os_reason(error)}") from None
    named = [name for name in files if PurePosixPath(name).stem == stem]
    tables = [name for name in named if PurePosixPath(name).suffix.lower() in READERS]
    if len(tables) == 1:
        return tables[0]
    if tables:
        raise InputError(
            f"活动文件夹里有 {'、'.join(tables)}，不知道用哪个",
            hint="请只留一个，把其余的移出文件夹或改名",
        )
    for name in named:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in _OTHERS:
            what, hint = _OTHERS[suffix]
            raise InputError(f"{name} 是{what}，不能作数据表", hint=hint)
    raise InputError(f"活动文件夹里没有 {stem} 数据表", hint=f"请放入 {_endings(stem)} 中的一个")


def _endings(stem: str = "") -> str:
    return "、".join(stem + suffix for suffix in READERS)
