"""The same content gives the same records, whichever format carries it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.problems import CATALOGUE
from formgen.tables import Table, read_table
from tests.tables.making import PERSON, new_sheet, texts

HEADER = ["姓名", "身份证号", "出生年月", "单位"]
CONTENT = [
    ["䶮𠮷", "011010519491231002", "1990.10", "<局> & \"科\" 'x'"],
    ["007", "110105194912310021", "1990.05", "一、背景\n二、做法，；\n\n完"],
    ["阿·买提", "11010519491231002X", "", "\t前有制表符"],
    ["张　三 ", "1E5", "1990年5月", "=不是公式\\n"],
]


def write_csv(folder: Path, rows: list[list[str]], encoding: str, delimiter: str) -> None:
    with (folder / "t.csv").open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([HEADER, *rows])


def write_json(folder: Path, rows: list[list[str]]) -> None:
    objects = [dict(zip(HEADER, row, strict=True)) for row in rows]
    text = json.dumps({"申报": objects}, ensure_ascii=False)
    (folder / "t.json").write_text(text, encoding="utf-8")
    lines = "\n".join(json.dumps(item) for item in objects)
    (folder / "t.jsonl").write_text(lines, encoding="utf-8")


def write_xlsx(folder: Path, rows: list[list[str]]) -> None:
    book, sheet = new_sheet(HEADER)
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = text or None
            if text:
                cell.data_type = "s"
    book.save(folder / "t.xlsx")


def read_all(folder: Path) -> dict[str, Table]:
    return {
        suffix: read_table(folder, f"t{suffix}", PERSON)
        for suffix in (".csv", ".json", ".jsonl", ".xlsx")
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_same_content_gives_the_same_text(tmp_path: Path, encoding: str, delimiter: str) -> None:
    write_csv(tmp_path, CONTENT, encoding, delimiter)
    write_json(tmp_path, CONTENT)
    write_xlsx(tmp_path, CONTENT)
    expected = [dict(zip(HEADER, row, strict=True)) for row in CONTENT]
    for suffix, table in read_all(tmp_path).items():
        assert texts(table) == expected, suffix
        assert table.problems == ()
        assert table.columns == set(HEADER)
        assert [record.number for record in table.records] == [1, 2, 3, 4]
        assert all(
            cell.place.field == name
            for record in table.records
            for name, cell in record.cells.items()
        )


_TEXT = st.text(
    st.characters(codec="gb18030", exclude_categories=["Cc", "Cs", "Co", "Cn"],
                  include_characters="\n\t,\"'<>&"),
    max_size=15,
).filter(lambda text: "_x" not in text and (not text or bool(text.strip())))  # fmt: skip


@given(rows=st.lists(st.lists(_TEXT, min_size=4, max_size=4), min_size=1, max_size=4))
def test_any_content_gives_the_same_text(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("same")
    write_csv(folder, rows, "gb18030", ",")
    write_json(folder, rows)
    write_xlsx(folder, rows)
    expected = [dict(zip(HEADER, row, strict=True)) for row in rows if any(row)]
    for suffix, table in read_all(folder).items():
        assert texts(table) == expected, suffix


def test_every_code_of_this_room_reads_well() -> None:
    codes = [code for code in CATALOGUE if code.startswith("T")]
    assert codes == [f"T{number:02}" for number in range(1, len(codes) + 1)]
    for code in codes:
        entry = CATALOGUE[code]
        assert all((entry.title, entry.message, entry.hint, entry.example))
        assert not entry.message.endswith("。")
