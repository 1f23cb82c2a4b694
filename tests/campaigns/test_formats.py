from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from formgen.plan import Selection
from formgen.run.build import build
from formgen.run.preparing import Wishes
from tests.campaigns.conftest import Built


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "applicants.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_json(folder: Path) -> None:
    text = json.dumps(rows_of(folder), ensure_ascii=False)
    (folder / "applicants.json").write_text(text, encoding="utf-8")


def write_lines(folder: Path) -> None:
    lines = [json.dumps(row) for row in rows_of(folder)]
    (folder / "applicants.jsonl").write_text("\n".join(lines), encoding="utf-8")


def write_workbook(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = rows_of(folder)
    for row in [list(rows[0]), *(list(row.values()) for row in rows)]:
        sheet.append(row)
    book.save(folder / "applicants.xlsx")


@pytest.mark.parametrize("write", [write_json, write_lines, write_workbook])
def test_any_format_of_the_table_gives_the_same_files(
    built: Built, tmp_path: Path, write: object
) -> None:
    folder = Path(shutil.copytree(built.folder, tmp_path / "data" / built.folder.name))
    assert callable(write)
    write(folder)
    (folder / "applicants.csv").unlink()
    # A PDF is made of the Word file alone; tests/run builds with PDFs from any format.
    wanted = Selection(formats=frozenset({"docx", "xlsx"}))
    result = build(folder, tmp_path / "out", Wishes(wanted))
    assert result.problems == ()
    assert [(one.path, one.digest) for one in result.artifacts] == [
        (artifact.path, artifact.digest)
        for artifact in built.result.artifacts
        if artifact.path.suffix in (".docx", ".xlsx") and artifact.path.parts[0] != "打印"
    ]
    for artifact in result.artifacts:
        made = (result.root / artifact.path).read_bytes()
        assert made == (built.root / artifact.path).read_bytes()
