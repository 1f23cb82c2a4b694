from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from formgen.campaign.field import FieldDefinition
from formgen.campaign.values import Sections
from formgen.check import Checked
from formgen.check.judging import judge
from formgen.check.values import TableRules, parse_table
from formgen.tables import read_table

FIELDS: list[dict[str, Any]] = [
    {"名称": "姓名", "类型": "姓名", "必填": True},
    {"名称": "类别", "类型": "单选", "选项": ["网站", "账号"], "必填": True},
    {"名称": "备案号", "类型": "文本", "必填": True, "适用": {"类别": ["网站"]}},
    {"名称": "事迹", "类型": "长文本"},
    {"名称": "内容", "类型": "分部长文", "分部": ["背景", "做法"]},
    {"名称": "照片", "类型": "照片"},
    {"名称": "获奖", "类型": "明细", "列": [{"名称": "时间", "类型": "年月"}]},
]


def check(folder: Path, csv: str, fields: list[dict[str, Any]] = FIELDS) -> Checked:
    (folder / "a.csv").write_text(csv, encoding="utf-8")
    definitions = [FieldDefinition.model_validate(field) for field in fields]
    options: Mapping[str, Mapping[str, str]] = {
        field.name: {option: option for option in field.options} for field in definitions
    }
    rules = TableRules(definitions, options, folder, "姓名", "")
    return judge([parse_table(read_table(folder, "a.csv", definitions), rules)], ())


def found(checked: Checked) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in checked.problems]


def test_good_rows_become_entries(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名,类别,备案号\n张三,网站,皖ICP备99号\n李四,账号,\n")
    assert found(checked) == []
    assert [(e.number, e.name, e.values["类别"]) for e in checked.entries] == [
        (1, "张三", "网站"), (2, "李四", "账号"),
    ]  # fmt: skip
    assert checked.entries[0].values["内容"] == Sections({"背景": "", "做法": ""})


def test_a_wrong_row_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名,类别,备案号\n张三,网址,x\n李四,账号,\n,账号,\n")
    assert found(checked) == [
        ("V02", "a.csv 第2行 B列“类别”"),
        ("V01", "a.csv 第4行 A列“姓名”"),
    ]
    assert [entry.name for entry in checked.entries] == ["李四"]
    assert checked.left_out == ("张三", "未写姓名（第4行）")


def test_a_field_is_required_only_where_it_applies(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名,类别,备案号\n张三,网站,\n李四,账号,\n")
    assert found(checked) == [("V01", "a.csv 第2行 C列“备案号”")]
    assert [entry.name for entry in checked.entries] == ["李四"]


def test_every_fault_of_a_row_is_named_at_once(tmp_path: Path) -> None:
    csv = "姓名,类别,备案号,照片,获奖\n,网址,x,无.jpg,去年\n"
    checked = check(tmp_path, csv)
    assert [code for code, _ in found(checked)] == ["V01", "V02", "M01", "V15"]
    inner = next(problem for problem in checked.problems if problem.code == "V15")
    assert inner.message == "这一格第1行的“时间”：“去年”不是年月"
    assert inner.hint == "请写成 1990.05 这样的四位年、两位月"


def test_a_missing_required_column_is_said_once(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名\n张三\n李四\n")
    assert len([p for p in checked.problems if p.details.get("field") == "类别"]) == 1
    assert len(checked.problems) == 1
    assert checked.entries == ()
    assert checked.left_out == ("张三", "李四")


@pytest.mark.parametrize("name", ["事迹/张三.txt", "事迹/张三.md"])
def test_a_long_text_may_stand_in_a_file_beside_the_table(tmp_path: Path, name: str) -> None:
    (tmp_path / "事迹").mkdir()
    (tmp_path / name).write_text("一段\n二段\n", encoding="utf-8")
    checked = check(tmp_path, f"姓名,类别,备案号,事迹\n张三,账号,,@{name}\n")
    assert checked.entries[0].values["事迹"] == "一段\n二段"


def test_a_side_file_that_is_missing_is_named_at_its_cell(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名,类别,备案号,事迹\n张三,账号,,@事迹/无.txt\n")
    assert found(checked) == [("M01", "a.csv 第2行 D列“事迹”")]


@pytest.mark.parametrize("name", ["@事迹/甲.pdf", "@事迹/甲", "@", "＠事迹/甲.txt", "@事迹"])
def test_a_side_file_that_is_mistyped_is_not_printed_as_text(tmp_path: Path, name: str) -> None:
    (tmp_path / "事迹").mkdir()
    checked = check(tmp_path, f"姓名,类别,备案号,事迹\n张三,账号,,{name}\n")
    assert checked.problems[0].code in ("M01", "M05")
    assert checked.entries == ()


def test_a_row_the_table_could_not_read_whole_is_left_out(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名,类别,备案号\n张三,账号,,多余\n李四,账号,\n")
    assert [code for code, _ in found(checked)] == ["T06"]
    assert [entry.name for entry in checked.entries] == ["李四"]
    assert checked.left_out == ("张三",)


def test_a_column_written_twice_is_said_once(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名,姓名,类别,备案号\n张三,李四,账号,\n")
    assert [code for code, _ in found(checked)] == ["T03"]
    assert checked.entries == ()


def test_a_photo_that_cannot_be_read_is_a_problem_of_its_entry(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to("/proc/self/mem")  # a file even root cannot read
    csv = "姓名,类别,备案号,照片\n张三,账号,,a.jpg\n李四,账号,,\n"
    checked = check(tmp_path, csv)
    assert [entry.name for entry in checked.entries] == ["李四"]


def test_an_account_name_that_starts_with_an_at_sign_is_text(tmp_path: Path) -> None:
    fields: list[dict[str, Any]] = [{"名称": "姓名", "类型": "文本"}]
    checked = check(tmp_path, "姓名\n@徐州.txt\n", fields)
    assert checked.entries[0].name == "@徐州.txt"


def test_a_cell_of_invisible_characters_is_blank(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名,类别,备案号\n\u200b\ufeff,账号,\n")
    assert found(checked) == [("V01", "a.csv 第2行 A列“姓名”")]


def test_every_message_can_be_read(tmp_path: Path) -> None:
    checked = check(tmp_path, "姓名,类别,备案号,照片\n张三,网址,,无.jpg\n")
    for problem in checked.problems:
        assert "{" not in str(problem)
        assert str(problem).startswith("a.csv 第2行")


def test_a_field_applies_by_the_option_whatever_is_written_behind_it(tmp_path: Path) -> None:
    fields: list[dict[str, Any]] = [
        {"名称": "姓名", "类型": "姓名"},
        {"名称": "平台", "类型": "单选可填", "选项": ["微博", "其他"], "可填选项": ["其他"]},
        {"名称": "领域", "类型": "多选", "选项": ["文", "体"]},
        {"名称": "网址", "类型": "网址", "必填": True, "适用": {"平台": ["其他"]}},
        {"名称": "作品", "类型": "文本", "必填": True, "适用": {"领域": ["文"]}},
    ]
    csv = "姓名,平台,领域,网址,作品\n张三,其他（论坛）,文、体,,\n李四,微博,体,,\n"
    checked = check(tmp_path, csv, fields)
    assert found(checked) == [("V01", "a.csv 第2行 D列“网址”"), ("V01", "a.csv 第2行 E列“作品”")]


def test_every_wrong_file_and_row_of_a_cell_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "二.jpg").write_bytes(b"%PDF-1.7")
    fields: list[dict[str, Any]] = [
        {"名称": "姓名", "类型": "文本"},
        {"名称": "图片", "类型": "图片"},
        {"名称": "获奖", "类型": "明细", "列": [{"名称": "时间", "类型": "年月"}]},
    ]
    checked = check(
        tmp_path, '姓名,图片,获奖\n张三,"一.jpg\n二.jpg\n三.jpg","去年\n2020.01\n前年"\n', fields
    )
    assert found(checked) == [
        ("M01", "a.csv 第2行 B列“图片”"),
        ("M03", "a.csv 第2行 B列“图片”"),
        ("M01", "a.csv 第2行 B列“图片”"),
        ("V15", "a.csv 第2行 C列“获奖”"),
        ("V15", "a.csv 第2行 C列“获奖”"),
    ]
    assert "第3行的“时间”：“前年”" in checked.problems[-1].message


def test_a_required_column_of_a_row_may_not_be_blank(tmp_path: Path) -> None:
    columns = [{"名称": "时间", "类型": "年月", "必填": True}, {"名称": "奖项", "类型": "文本"}]
    fields: list[dict[str, Any]] = [
        {"名称": "姓名", "类型": "文本"},
        {"名称": "获奖", "类型": "明细", "列": columns},
    ]
    csv = "姓名,获奖\n张三,2020.01｜一等奖\n李四,｜一等奖\n王五,\n"
    checked = check(tmp_path, csv, fields)
    assert found(checked) == [("V15", "a.csv 第3行 B列“获奖”")]
    assert checked.problems[0].message.endswith("第1行的“时间”：“时间”没有填")
