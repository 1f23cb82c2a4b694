"""A table's file name → Table: hands the file to the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from formgen.campaign import FieldDefinition
from formgen.campaign.kinds import Fault
from formgen.campaign.kinds.files import inside
from formgen.problems import InputError, Problem, os_reason
from formgen.tables.csv_table import read_csv
from formgen.tables.disguises import check_disguise
from formgen.tables.json_table import read_json, read_json_lines
from formgen.tables.keeping import Spool
from formgen.tables.other_kinds import OTHER_KINDS
from formgen.tables.record import Table
from formgen.tables.xlsx_table import read_xlsx

Reader: TypeAlias = Callable[[Path, str, Sequence[FieldDefinition], Spool], Table]

READERS: Mapping[str, Reader] = {
    ".csv": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".xlsx": read_xlsx,
}
"""File ending to reader; a new format is one function and one line here."""

MAX_FILE_BYTES = 256 * 2**20
"""A larger file is named, not read."""


def read_table(
    folder: Path, file: str, fields: Sequence[FieldDefinition], spool: Spool | None = None
) -> Table:
    """The records of a table in the campaign folder.

    Args:
        folder: the campaign folder.
        file: file name relative to it; its ending says the format.
        fields: what the columns can be; a heading is a field's name or label.
        spool: where the records are put away; one may serve many tables.

    Raises:
        InputError: there is no such file in the folder, or it cannot be read at all.
            What is wrong with single cells, rows and columns is in `Table.problems`.
        OutputError: the temporary file cannot be written.
    """
    suffix = PurePosixPath(file).suffix.lower()
    if suffix not in READERS:
        what, hint = OTHER_KINDS.get(suffix, ("不认识的格式", f"请用 {_endings()} 文件"))
        raise InputError(f"{file} 是{what}，不能作数据表", hint=hint)
    try:
        path = inside(folder, file)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(
                f"{file} 超过 {MAX_FILE_BYTES // 2**20} MB，没有读取", hint="请分成几个文件"
            )
        check_disguise(path, file)
        return READERS[suffix](path, file, fields, spool or Spool())
    except Fault as fault:
        problem = Problem(fault.code, details=fault.details)
        raise InputError(problem.message, hint=problem.hint) from None
    except OSError as error:
        raise InputError(
            f"{file} 无法打开：{os_reason(error)}", hint="如果正在 Excel 里开着，请先关闭"
        ) from None


def _endings() -> str:
    return "、".join(READERS)
