from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.problems import InputError
from formgen.tables import Table, read_table
from tests.tables.making import PERSON, codes, only_problem, text_field, texts


def read(folder: Path, content: str | bytes) -> Table:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "人员.csv").write_bytes(data)
    return read_table(folder, "人员.csv", PERSON)


def refused(folder: Path, content: str | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(folder, content)
    assert caught.value.exit_code == 5
    assert caught.value.message.startswith("人员.csv ")
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_gives_the_same_names(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, "姓名,单位\n䶮堃,喆·祎\n𠮷㛃,镕\n".encode(encoding))
    assert texts(table) == [{"姓名": "䶮堃", "单位": "喆·祎"}, {"姓名": "𠮷㛃", "单位": "镕"}]
    assert table.problems == ()


def test_utf16_text_of_excel_is_cut_at_tabs(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名\t单位\r\n张三\t一,二\r\n".encode("utf-16"))
    assert texts(table) == [{"姓名": "张三", "单位": "一,二"}]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiter_is_the_one_the_header_was_written_with(tmp_path: Path, delimiter: str) -> None:
    table = read(tmp_path, f"姓名{delimiter}单位\n张三{delimiter}局；科、室\n")
    assert texts(table) == [{"姓名": "张三", "单位": "局；科、室"}]


def test_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "姓名\n张三\n李四")) == [{"姓名": "张三"}, {"姓名": "李四"}]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("姓名，单位", "全角逗号"),
        ("姓名，单位,身份证号", "全角逗号"),
        ("姓名；单位", "全角分号"),
        ("姓名、单位", "顿号"),
    ],
)
def test_full_width_delimiter_in_the_header_is_named(
    tmp_path: Path, header: str, name: str
) -> None:
    assert name in refused(tmp_path, f"{header}\n张三，局\n").message


def test_full_width_comma_inside_cells_is_text(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,单位\n张三，李四,甲，乙\n")
    assert texts(table) == [{"姓名": "张三，李四", "单位": "甲，乙"}]


def test_rows_are_numbered_as_excel_shows_them(tmp_path: Path) -> None:
    content = '姓名,单位\n张三,"一\n二\r\n三"\n\n,\n李四,四\n'
    table = read(tmp_path, content)
    assert texts(table) == [{"姓名": "张三", "单位": "一\n二\n三"}, {"姓名": "李四", "单位": "四"}]
    places = [record.cells["单位"].place for record in table.records]
    assert [place.row for place in places] == [2, 5]
    assert str(places[1]) == "人员.csv 第5行 B列“单位”"
    assert [record.number for record in table.records] == [1, 2]


def test_values_stay_as_typed(tmp_path: Path) -> None:
    row = '"张""三""",011010519491231002,1990.10,"<a & b>, c" '
    table = read(tmp_path, f"姓名,身份证号,出生年月,单位\n{row.strip()}\n")
    assert texts(table) == [
        {
            "姓名": '张"三"',
            "身份证号": "011010519491231002",
            "出生年月": "1990.10",
            "单位": "<a & b>, c",
        }
    ]


def test_short_rows_have_empty_cells_at_their_end(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,身份证号,单位\n张三\n")
    assert texts(table) == [{"姓名": "张三", "身份证号": "", "单位": ""}]
    assert table.records[0].cells["单位"].place.column == 3
    assert table.problems == ()


def test_cell_longer_than_the_csv_module_takes_by_default(tmp_path: Path) -> None:
    long = "长" * 200_000
    assert texts(read(tmp_path, f"姓名,单位\n张三,{long}\n"))[0]["单位"] == long


def test_title_above_the_header_is_no_record(tmp_path: Path) -> None:
    table = read(tmp_path, "2023年汇总表,,\n,,\n序号,姓名,单位\n1,张三,局\n2,,\n")
    assert texts(table) == [{"姓名": "张三", "单位": "局"}]
    assert table.records[0].cells["姓名"].place.row == 4


def test_surplus_cells_are_reported_without_their_content(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,单位\n张三,某省,某市,某街\n")
    problem = only_problem(table)
    assert problem.code == "T06"
    assert (problem.place.row, problem.place.column) == (2, 3)
    assert "（B列）" in problem.message
    assert "2 格" in problem.message
    assert "某市" not in str(problem)


def test_blank_cells_beyond_the_header_are_no_surplus(tmp_path: Path) -> None:
    assert read(tmp_path, "姓名,单位,,\n张三,局,, \n").problems == ()


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ('姓名,单位\n张三,局\n李四,"局\n王五,科\n', 3),
        ('姓名,单位\n张三,"一\n二"\n"李四,局\n王五,"科"\n', 3),
    ],
)
def test_unpaired_quote_is_named_with_its_row(tmp_path: Path, content: str, row: int) -> None:
    message = refused(tmp_path, content).message
    assert f"第{row}行" in message
    assert "双引号" in message


def test_quotes_inside_an_unquoted_cell_are_text(tmp_path: Path) -> None:
    assert texts(read(tmp_path, '姓名\n张"三"\n')) == [{"姓名": '张"三"'}]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xef\xbb\xbf", b" \r\n\r\n"],
)
def test_empty_file(tmp_path: Path, content: bytes) -> None:
    assert "是空的" in refused(tmp_path, content).message


def test_binary_file(tmp_path: Path) -> None:
    assert "编码" in refused(tmp_path, b"\x89PNG\r\n\x1a\n\xff\xfe\x81").message


def test_damaged_file_that_says_it_is_utf8_is_not_taken_for_another(tmp_path: Path) -> None:
    cut = "姓名\n张三".encode("utf-8-sig")[:-1]
    assert "编码" in refused(tmp_path, cut).message


def test_nul_bytes(tmp_path: Path) -> None:
    assert "空字符" in refused(tmp_path, "姓名\n张\0三\n").message


def test_header_only_is_an_empty_table(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,单位\n")
    assert table.records == ()
    assert table.columns == {"姓名", "单位"}
    assert only_problem(table).code == "T07"
    assert only_problem(table).severity == "warning"


def test_no_header_names_the_columns_expected(tmp_path: Path) -> None:
    error = refused(tmp_path, "张三,局\n李四,科\n")
    assert "表头" in error.message
    assert "姓名、身份证号、出生年月、单位" in error.hint


def test_long_list_of_expected_columns_is_cut(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n", encoding="utf-8")
    fields = [text_field(f"字段{n}") for n in range(1, 31)]
    with pytest.raises(InputError) as caught:
        read_table(tmp_path, "a.csv", fields)
    assert caught.value.hint.endswith("字段12等 30 列")


def test_problems_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,手机,,单位\n张三,1,备注,局,多\n李四,1,备注,局,多\n")
    assert codes(table) == ["T01", "T06", "T05", "T06"]


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20).filter(
    lambda text: not text or text.strip()
)


@given(rows=st.lists(st.tuples(_CELL.filter(bool), _CELL), min_size=1, max_size=5))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    content = "姓名,单位\n" + "".join(",".join(row) + "\n" for row in quoted)
    table = read(tmp_path_factory.mktemp("csv"), content)
    lines = [
        {"姓名": a.replace("\r\n", "\n").replace("\r", "\n"),
         "单位": b.replace("\r\n", "\n").replace("\r", "\n")}
        for a, b in rows
    ]  # fmt: skip
    assert texts(table) == lines
