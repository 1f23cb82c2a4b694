from __future__ import annotations

from pathlib import Path

import pytest

from formgen.campaign import FieldDefinition
from formgen.tables import Table, read_table
from formgen.tables.headers import Headings
from tests.tables.making import PERSON, codes, only_problem, text_field, texts


def read(folder: Path, content: str, fields: tuple[FieldDefinition, ...] = PERSON) -> Table:
    (folder / "a.csv").write_text(content, encoding="utf-8")
    return read_table(folder, "a.csv", fields)


@pytest.mark.parametrize(
    "heading",
    [
        "姓名",
        "姓　名",
        " 姓 名 ",
        '"姓\n名"',
        "姓名*",
        "＊姓名",
        "姓名（必填）",
        "姓名(必填)",
        "姓\u200b名",
        "姓名(必填项)",
        "*姓名",
        "\u200b\u2060姓名",
        "\u200b" * 9 + "姓名",
        "＊ ＊ ＊ ＊ ＊姓　名",
    ],
)
def test_heading_is_found_whatever_its_spacing_and_marks(tmp_path: Path, heading: str) -> None:
    table = read(tmp_path, f"{heading},单位\n张三,局\n")
    assert texts(table) == [{"姓名": "张三", "单位": "局"}]
    assert table.problems == ()
    assert table.records[0].cells["姓名"].place.field == "姓名"


@pytest.mark.parametrize("heading", ["e\u0301tat", "ETAT", "Ａ组"])
def test_a_heading_that_begins_otherwise_than_its_field_is_written(
    tmp_path: Path, heading: str
) -> None:
    """An accent apart, capitals and wide letters: the first character is not that of the field."""
    fields = (text_field("姓名"), text_field({"E": "ETAT", "e": "état"}.get(heading[0], "A组")))
    table = read(tmp_path, f"姓名,{heading}\n张三,1\n", fields)
    assert texts(table) == [{"姓名": "张三", fields[1].name: "1"}]


@pytest.mark.parametrize("heading", ["工作单位（公章）", "工作单位(公章)", "单位"])
def test_label_names_the_field_as_well(tmp_path: Path, heading: str) -> None:
    assert texts(read(tmp_path, f"姓名,{heading}\n张三,局\n"))[0]["单位"] == "局"


def test_name_wins_over_another_fields_label(tmp_path: Path) -> None:
    fields = (text_field("姓名"), text_field("负责人", label="姓名"))
    assert texts(read(tmp_path, "姓名\n张三\n", fields)) == [{"姓名": "张三"}]


def test_label_of_two_fields_is_reported_as_ambiguous(tmp_path: Path) -> None:
    fields = (text_field("甲", label="电话"), text_field("乙", label="电话"), text_field("姓名"))
    table = read(tmp_path, "姓名,电话\n张三,1\n", fields)
    assert only_problem(table).code == "T04"
    assert "“甲”“乙”" in only_problem(table).message
    assert texts(table) == [{"姓名": "张三"}]


def test_unknown_column_is_a_warning_that_names_the_nearest(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,身份证\n张三,1\n")
    problem = only_problem(table)
    assert problem.code == "T01"
    assert problem.severity == "warning"
    assert problem.entry == ""
    assert (problem.place.row, problem.place.column) == (1, 2)
    assert "是否想写“身份证号”" in problem.hint


def test_unknown_column_without_anything_near(tmp_path: Path) -> None:
    assert "是否" not in only_problem(read(tmp_path, "姓名,ABC\n张三,1\n")).hint


def test_long_heading_is_cut_in_the_message(tmp_path: Path) -> None:
    message = only_problem(read(tmp_path, f"姓名,{'某' * 50}\n张三,1\n")).message
    assert f"“{'某' * 20}…”" in message


@pytest.mark.parametrize("heading", ["序号", "序 号", "序　号*"])
def test_serial_numbers_are_ignored_silently(tmp_path: Path, heading: str) -> None:
    table = read(tmp_path, f"{heading},姓名\n1,张三\n2,\n")
    assert texts(table) == [{"姓名": "张三"}]
    assert table.problems == ()
    assert table.columns == {"姓名"}


def test_missing_required_column_is_reported_once(tmp_path: Path) -> None:
    table = read(tmp_path, "单位\n局\n科\n")
    problem = only_problem(table)
    assert problem.code == "T02"
    assert "“姓名”" in problem.message
    assert problem.place.row == 1
    assert table.columns == {"单位"}


def test_missing_column_of_a_field_that_applies_to_some_is_no_problem(tmp_path: Path) -> None:
    fields = (
        FieldDefinition(name="类别", kind="文本"),
        FieldDefinition(name="事迹", kind="文本", required=True, applies_to={"类别": ["甲"]}),
    )
    assert read(tmp_path, "类别\n乙\n", fields).problems == ()


def test_column_that_comes_twice_is_unusable(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,单位,工作单位（公章）\n张三,局,科\n")
    problem = only_problem(table)
    assert problem.code == "T03"
    assert (problem.place.row, problem.place.column) == (1, 3)
    assert "B列" in problem.message
    assert table.unusable == {"单位"}
    assert table.columns == {"姓名", "单位"}
    assert texts(table) == [{"姓名": "张三"}]


def test_required_column_that_comes_twice_is_not_missing(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "姓名,姓名,单位\n张三,李四,局\n")) == ["T03"]


def test_empty_heading_above_data_is_reported_once_at_the_first_cell(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,,单位\n张三,,局\n李四,备注,局\n王五,备注,局\n")
    problem = only_problem(table)
    assert problem.code == "T05"
    assert (problem.place.row, problem.place.column) == (3, 2)
    assert "第1行" in problem.hint
    assert "备注" not in problem.message


def test_header_below_row_twenty_is_not_looked_for(tmp_path: Path) -> None:
    above = "说明\n" * 19
    assert texts(read(tmp_path, above + "姓名\n张三\n")) == [{"姓名": "张三"}]
    with pytest.raises(Exception, match="前 20 行"):
        read(tmp_path, above + "说明\n姓名\n张三\n")


def test_row_that_names_most_fields_is_the_header(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,表\n姓名,单位\n张三,局\n")
    assert texts(table) == [{"姓名": "张三", "单位": "局"}]


def test_the_header_may_begin_with_columns_of_no_field(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,表,表,表\n备注,说明,姓名,单位\n,,张三,局\n")
    assert texts(table) == [{"姓名": "张三", "单位": "局"}]


def test_of_rows_that_name_as_many_fields_the_first_is_the_header(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,表\n单位,张三\n", (*PERSON, text_field("电话")))
    assert texts(table) == [{"姓名": "单位"}]


def test_below_the_header_rows_are_soon_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    found = Headings.find

    def find(self: Headings, heading: str) -> tuple[str, ...]:
        asked.append(heading)
        return found(self, heading)

    monkeypatch.setattr(Headings, "find", find)
    headings = Headings(PERSON)
    assert headings.count(["姓名", "单位", "备注"]) == 2
    assert asked == ["姓名", "单位", "备注"]
    asked.clear()
    assert headings.count(["张三", "局", "无"], beyond=2) == 0
    assert asked == ["张三"]
