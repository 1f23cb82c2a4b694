"""Files that are not what their names say, cut off, huge, or noise: a sentence, no traceback."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formgen.problems import InputError
from formgen.tables import READERS, Table, read_table
from tests.tables.making import PERSON, codes, inline, new_sheet, raw_workbook, texts

CSV = '姓名,身份证号,出生年月,单位\n张三,990101,1990.10,"甲\n乙"\n李四,2,1991.01,丙\n'.encode()
JSON = json.dumps(
    [{"姓名": "张三", "出生年月": "1990.10"}, {"姓名": "李四", "单位": ["甲", {"乙": None}]}],
    ensure_ascii=False,
).encode()


def workbook() -> bytes:
    book, sheet = new_sheet(("姓名", "身份证号", "出生年月"), ("张三", "990101", 33000))
    sheet["C2"].number_format = "yyyy-mm"
    sheet.merge_cells("A3:B4")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


XLSX = workbook()
VALID = {".csv": CSV, ".json": JSON, ".jsonl": JSON[1:-1].replace(b"}, {", b"}\n{"), ".xlsx": XLSX}


def outcome(folder: Path, name: str, content: bytes) -> Table | InputError:
    """What reading gives; whatever is found can be said in Chinese."""
    (folder / name).write_bytes(content)
    try:
        table = read_table(folder, name, PERSON)
    except InputError as error:
        assert name in error.message
        assert error.hint
        return error
    for problem in table.problems:
        assert str(problem)
    return table


def refused(folder: Path, name: str, content: bytes) -> str:
    result = outcome(folder, name, content)
    assert isinstance(result, InputError), result
    return result.message


def read(folder: Path, name: str, content: bytes) -> Table:
    result = outcome(folder, name, content)
    assert isinstance(result, Table), result
    return result


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body><table><tr><td>x</td></tr></table></body></html>",
        b'\xef\xbb\xbf\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head></head>',
        "<table><tr><td>姓名</td></tr></table>".encode("gb18030"),
        "\ufeff<!DOCTYPE html><meta charset='utf-16'>".encode("utf-16-le"),
        b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html/>",
    ],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.json"])
def test_a_web_page_by_any_name(tmp_path: Path, content: bytes, name: str) -> None:
    assert "网页另存的假 Excel" in refused(tmp_path, name, content)


def test_an_xml_table_of_2003(tmp_path: Path) -> None:
    content = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>'
    assert "2003" in refused(tmp_path, "a.xlsx", content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (XLSX, "其实是 Excel 表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "其实是旧版"),
        (b"%PDF-1.7\n", "其实是 PDF"),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl"])
def test_other_files_called_text(tmp_path: Path, content: bytes, words: str, name: str) -> None:
    assert words in refused(tmp_path, name, content)


def test_a_person_whose_name_begins_like_a_zip_file_is_read(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "a.csv", "PK赛,姓名\n1,张三\n".encode())) == [{"姓名": "张三"}]


@pytest.mark.parametrize("suffix", list(READERS))
def test_every_cut_of_a_valid_file(tmp_path: Path, suffix: str) -> None:
    content = VALID[suffix]
    step = max(1, len(content) // 150)
    for length in range(0, len(content), step):
        outcome(tmp_path, f"a{suffix}", content[:length])
    assert texts(read(tmp_path, f"a{suffix}", content))[0]["姓名"] == "张三"


@pytest.mark.parametrize("cut", [10, 200, len(XLSX) // 2])
def test_a_workbook_cut_off_is_called_damaged(tmp_path: Path, cut: int) -> None:
    assert "损坏" in refused(tmp_path, "a.xlsx", XLSX[:-cut])


def test_a_csv_cut_off_inside_a_quoted_cell(tmp_path: Path) -> None:
    assert "双引号没有配对" in refused(tmp_path, "a.csv", '姓名,单位\n张三,"甲'.encode())


def test_a_json_cut_off(tmp_path: Path) -> None:
    assert "不合 JSON 格式" in refused(tmp_path, "a.json", '[{"姓名":"张三"}'.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl"])
def test_the_encodings_of_offices(tmp_path: Path, suffix: str, encoding: str) -> None:
    content = VALID[suffix].decode().encode(encoding)
    assert texts(read(tmp_path, f"a{suffix}", content))[0]["姓名"] == "张三"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32", "big5", "shift-jis", "utf-7"])
def test_other_encodings_give_a_sentence(tmp_path: Path, encoding: str) -> None:
    refused(tmp_path, "a.csv", "姓名,出生\n張三,一九九〇\n".encode(encoding, errors="replace"))


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl"])
def test_nul_characters(tmp_path: Path, suffix: str) -> None:
    content = VALID[suffix].replace("张三".encode(), b"\0")
    assert "空字符" in refused(tmp_path, f"a{suffix}", content)


@pytest.mark.parametrize("rows", [b",,,\n", b"\n", b" , ,\t,\r\n"])
def test_hundred_thousand_empty_rows_are_no_records(tmp_path: Path, rows: bytes) -> None:
    assert len(read(tmp_path, "a.csv", CSV + rows * 100_000).records) == 2


def test_a_million_empty_rows_of_a_worksheet(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_048_577))
    rows = f'<row r="1">{inline("A1", "姓名")}</row><row r="2">{inline("A2", "张三")}</row>{empty}'
    raw_workbook(tmp_path / "a.xlsx", rows)
    assert texts(read_table(tmp_path, "a.xlsx", PERSON)) == [{"姓名": "张三"}]


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_a_megabyte_in_one_cell_is_kept(tmp_path: Path, suffix: str) -> None:
    long = "字" * 350_000
    table = read(tmp_path, f"a{suffix}", VALID[suffix].replace("张三".encode(), long.encode()))
    assert texts(table)[0]["姓名"] == long


def test_a_megabyte_in_one_cell_of_a_worksheet_is_kept(tmp_path: Path) -> None:
    long = "字" * 350_000
    rows = f'<row r="1">{inline("A1", "姓名")}</row><row r="2">{inline("A2", long)}</row>'
    raw_workbook(tmp_path / "a.xlsx", rows)
    assert texts(read_table(tmp_path, "a.xlsx", PERSON)) == [{"姓名": long}]


@pytest.mark.parametrize(("unknown", "listed", "summed"), [(50, 50, 0), (51, 50, 1)])
def test_unknown_columns_are_listed_up_to_a_number(
    tmp_path: Path, unknown: int, listed: int, summed: int
) -> None:
    heads = ",".join(["姓名", *(f"列{n}" for n in range(unknown))])
    table = read(tmp_path, "a.csv", f"{heads}\n张三\n".encode())
    assert (codes(table).count("T01"), codes(table).count("T22")) == (listed, summed)
    fields = json.dumps([dict.fromkeys(heads.split(","), "x")], ensure_ascii=False)
    table = read(tmp_path, "a.json", fields.encode())
    assert (codes(table).count("T01"), codes(table).count("T22")) == (listed, summed)


def test_ten_thousand_columns(tmp_path: Path) -> None:
    heads = ",".join(["姓名", *(f"列{n}" for n in range(9_999))])
    table = read(tmp_path, "a.csv", f"{heads}\n{','.join(['x'] * 10_000)}\n".encode())
    assert texts(table) == [{"姓名": "x"}]
    (more,) = [problem for problem in table.problems if problem.code == "T22"]
    assert "共有 9999 列" in more.message


def test_ten_thousand_columns_of_one_name(tmp_path: Path) -> None:
    rows = [",".join(["姓名"] * 10_000), ",".join(["x"] * 10_000)]
    table = read(tmp_path, "a.csv", "\n".join(rows).encode())
    assert table.unusable == {"姓名"}
    assert "A列" in table.problems[-1].message


def test_every_column_of_a_worksheet(tmp_path: Path) -> None:
    book, _ = new_sheet(["姓名", *(f"列{n}" for n in range(16_383))], ["x"] * 16_384)
    book.save(tmp_path / "a.xlsx")
    assert texts(read_table(tmp_path, "a.xlsx", PERSON)) == [{"姓名": "x"}]


def test_columns_without_heading_between_two_with_one(tmp_path: Path) -> None:
    rows = ["姓名" + "," * 5_000 + "单位"] + [",".join(["x"] * 5_001)] * 20
    table = read(tmp_path, "a.csv", "\n".join(rows).encode())
    assert codes(table).count("T05") == 4_999
    assert len(table.records) == 20


def test_thousands_of_merged_ranges(tmp_path: Path) -> None:
    book, sheet = new_sheet(["姓名", "单位"], *([["张三", "甲"]] * 4_000))
    for row in range(2, 4_000, 2):
        sheet.merge_cells(f"A{row}:A{row + 1}")
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path, "a.xlsx", PERSON)
    assert codes(table) == ["T13"] * 3_998
    assert [p.place.row for p in table.problems] == list(range(2, 4_000))
    assert "姓名" in table.records[0].cells
    assert "姓名" not in table.records[1].cells
    assert "姓名" in table.records[2].cells


@pytest.mark.parametrize(
    "content",
    ["[" * 100_000, '[{"姓名":' + "[" * 900 + "]" * 900 + "}]", '[{"姓名":' + '{"a":' * 5_000],
)
def test_json_nested_too_deep(tmp_path: Path, content: str) -> None:
    assert "套得太深" in refused(tmp_path, "a.json", content.encode())
    assert "套得太深" in refused(tmp_path, "a.jsonl", content.encode())


def test_nulls_are_blank_and_no_records(tmp_path: Path) -> None:
    content = '[null, {"姓名": null, "单位": "甲"}, {"姓名": null}, {}]'
    table = read(tmp_path, "a.json", content.encode())
    assert texts(table) == [{"姓名": "", "单位": "甲"}]
    assert codes(table) == ["T17"]


@pytest.mark.parametrize("content", [b"null", b'"x"', b"1", b"true", b"{}", b'{"x": []}', b"[1]"])
def test_json_of_another_shape(tmp_path: Path, content: bytes) -> None:
    assert "不是一列申报" in refused(tmp_path, "a.json", content)


any_suffix = st.sampled_from(list(READERS))
bounded = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@bounded
@given(suffix=any_suffix, content=st.binary(max_size=400))
def test_random_bytes(tmp_path: Path, suffix: str, content: bytes) -> None:
    outcome(tmp_path, f"a{suffix}", content)


@bounded
@given(suffix=any_suffix, data=st.data())
def test_a_valid_file_with_some_bytes_changed(
    tmp_path: Path, suffix: str, data: st.DataObject
) -> None:
    content = bytearray(VALID[suffix])
    for _ in range(data.draw(st.integers(1, 6))):
        where = data.draw(st.integers(0, len(content) - 1))
        content[where] = data.draw(st.integers(0, 255))
    outcome(tmp_path, f"a{suffix}", bytes(content))


@bounded
@given(content=st.text(alphabet='姓名单位,"\n\r\t;，{}[]:\\ x1\u200b\ufeff', max_size=80))
def test_random_text_below_a_header(tmp_path: Path, content: str) -> None:
    outcome(tmp_path, "a.csv", f"姓名,单位\n{content}".encode())
    outcome(tmp_path, "a.jsonl", f'{{"姓名":"张三"}}\n{content}'.encode())


ROWS = f'<row r="1">{inline("A1", "姓名")}</row><row r="2"><c r="A2" s="0"><v>1</v></c></row>'
PIECES = ('r="A1"', 't="s"', "<v>", "</v>", '"99999999999"', "<f>", "-1", "1e400", "", "é", "&#x1;")


def mutated(data: st.DataObject, xml: str) -> str:
    """The XML with some pieces of it replaced by others."""
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(xml)))
        end = data.draw(st.integers(start, min(len(xml), start + 8)))
        xml = xml[:start] + data.draw(st.sampled_from(PIECES)) + xml[end:]
    return xml


@bounded
@given(data=st.data())
def test_a_worksheet_with_some_of_its_xml_changed(tmp_path: Path, data: st.DataObject) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", mutated(data, ROWS))
    outcome(tmp_path, "a.xlsx", path.read_bytes())


@bounded
@given(data=st.data())
def test_a_workbook_with_a_part_changed(tmp_path: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(XLSX)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    parts[name] = mutated(data, parts[name])
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    outcome(tmp_path, "a.xlsx", (tmp_path / "b.xlsx").read_bytes())
