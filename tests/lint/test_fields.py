"""Tags held against fields, and fields against tags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formgen.lint import Finding
from formgen.problems import Severity
from tests.lint.folders import FIELDS, campaign, document, errors, lint, lint_word, only
from tests.word.making import docx, paragraph, row, table

LIST = {"名称": "公示", "模板": ["表.docx"], "范围": ["整个活动"]}


def lint_as(folder: Path, paper: dict[str, Any], *body: str, **keys: Any) -> list[Finding]:
    """The findings about a template used for one document."""
    return lint(folder, {"表.docx": docx(*body)}, campaign([paper], **keys))


def test_an_unknown_field_is_an_error_with_its_cell_and_the_nearest_name(tmp_path: Path) -> None:
    finding = only(lint_word(tmp_path, table(row("姓名", "{{ 姓各 }}")), ""))
    assert finding.severity is Severity.ERROR
    assert finding.place == "第1个表格第1行第2格"
    assert "“姓各”没有定义" in finding.message
    assert finding.hint == "是否想写“姓名”"


def test_a_name_like_nothing_refers_to_the_campaign_file(tmp_path: Path) -> None:
    finding = only(lint_word(tmp_path, "{{ 体重 }}"))
    assert finding.hint == "请对照 campaign.json 里的字段名"


def test_properties_and_loop_items_are_checked_as_well(tmp_path: Path) -> None:
    findings = lint_word(
        tmp_path,
        "{{ 单位.电话号 }}",
        "{% for 项 in 行 %}{{ 项.姓各 }}{% endfor %}",
        "{{ 活动.主体 }}",
    )
    assert [finding.hint for finding in findings] == [
        "是否想写“联系电话”",
        "是否想写“姓名”",
        "是否想写“主题”",
    ]


def test_an_items_name_outside_its_loop_says_so(tmp_path: Path) -> None:
    text = "{% for 项 in 行 %}{{ 项.姓名 }}{% endfor %}{{ 项.姓名 }}"
    finding = only(lint_word(tmp_path, text))
    assert "“项”写在了它的循环外面" in finding.message


def test_a_field_of_one_entry_in_a_list_belongs_into_a_loop(tmp_path: Path) -> None:
    finding = only(lint_as(tmp_path, LIST, "{{ 姓名 }}"))
    assert "每份申报的字段" in finding.message
    assert "项.姓名" in finding.hint


def test_a_private_field_in_a_public_document_is_an_error_that_says_so(tmp_path: Path) -> None:
    body = "{% for 项 in 行 %}{{ 项.姓名 }}{{ 项.手机 }}{% endfor %}"
    finding = only(lint_as(tmp_path, {**LIST, "公开": True}, body))
    assert finding.severity is Severity.ERROR
    assert finding.message == "“{{ 项.手机 }}”里的“手机”不是可公开的内容，公开的文书“公示”不能用"
    assert "“可公开”写成 true" in finding.hint


def test_a_units_contact_in_a_public_document_is_an_error_without_that_advice(
    tmp_path: Path,
) -> None:
    finding = only(lint_as(tmp_path, {**LIST, "公开": True}, "{{ 单位.联系电话 }}"))
    assert "不是可公开的内容" in finding.message
    assert finding.hint == "请删去"


def test_an_unknown_name_in_a_public_document_is_not_called_private(tmp_path: Path) -> None:
    finding = only(lint_as(tmp_path, {**LIST, "公开": True}, "{{ 总数量 }}"))
    assert "没有定义" in finding.message


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('{{ 类别|勾选("组织推件") }}', "“组织推件”不是字段“类别”的选项", "是否想写“组织推荐”"),
        ('{{ 类别|打钩("体育") }}', "“体育”不是字段“类别”的选项", "可写的有：其他、组织推荐"),
        ('{% if 类别 == "其它" %}甲{% endif %}', "“其它”不是字段“类别”的选项", "是否想写“其他”"),
        ('{{ 申报|筛选("类别", "其它")|length }}', "“其它”不是字段“类别”的选项", "是否想写“其他”"),
        ('{{ 类别|填写("组织推荐") }}', "选项“组织推荐”后面不能另写文字", "可填选项"),
    ],
)
def test_an_option_that_does_not_exist_is_an_error(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    finding = only(lint_word(tmp_path, text))
    assert message in finding.message
    assert hint in finding.hint


def test_a_photo_printed_as_text_is_an_error(tmp_path: Path) -> None:
    finding = only(lint_word(tmp_path, "{{ 照片 }}"))
    assert finding.severity is Severity.ERROR
    assert "图片(33, 47)" in finding.hint
    assert lint_word(tmp_path, "{% if 照片 %}有{% endif %}{{ 照片|图片(33, 47) }}") == []


def test_options_and_other_comparisons_pass(tmp_path: Path) -> None:
    body = '{{ 类别|勾选("其他") }}'
    body += '{% if 类别 != "其他" and 类别 != "" or 姓名 == "某" %}甲{% endif %}'
    assert lint_word(tmp_path, body) == []


def test_a_field_no_template_uses_is_a_warning(tmp_path: Path) -> None:
    finding = only(lint_as(tmp_path, document(), *_all_but("手机"), 规则=[]))
    assert finding.severity is Severity.WARNING
    assert finding.template == "campaign.json"
    assert finding.message == "字段“手机”没有一个模板用到"


def _all_but(name: str) -> list[str]:
    filters = {"照片": "|图片(33, 47)"}
    names = [field["名称"] for field in FIELDS if field["名称"] != name]
    return [f"{{{{ {each}{filters.get(each, '')} }}}}" for each in names]


@pytest.mark.parametrize(
    "keys",
    [
        {"规则": [{"规则": "唯一", "原文": "每个手机一份", "字段": ["手机"]}]},
        {"规则": [{"规则": "必填条件", "原文": "要填", "字段": ["姓名"], "条件": {"手机": ["1"]}}]},
        {"规则": [], "材料": [{"名称": "手机截图", "字段": "手机"}]},
        {"规则": [], "命名字段": "手机"},
    ],
)
def test_a_field_that_a_rule_or_material_names_is_needed(
    tmp_path: Path, keys: dict[str, Any]
) -> None:
    assert lint_as(tmp_path, document(), *_all_but("手机"), **keys) == []


@pytest.mark.parametrize(
    "paper",
    [
        {"条件": {"结果": ["入选"]}},
        {"分组": "结果"},
        {"排序": ["结果"]},
        {"文件名字段": "结果"},
        {"范围": ["每份申报", "每个取值"], "取值字段": "结果"},
    ],
)
def test_a_field_that_governs_a_document_is_needed(tmp_path: Path, paper: dict[str, Any]) -> None:
    result = {"名称": "结果", "类型": "单选", "选项": ["入选", "未入选"]}
    keys = {"规则": [], "字段": [*FIELDS, result]}
    assert lint_as(tmp_path, document(**paper), *_all_but("无"), **keys) == []


def test_a_field_on_which_others_depend_is_needed(tmp_path: Path) -> None:
    kind = {"名称": "种类", "类型": "单选", "选项": ["人", "团队"]}
    size = {"名称": "人数", "类型": "整数", "适用": {"种类": ["团队"]}}
    keys = {"规则": [], "字段": [*FIELDS, kind, size]}
    assert lint_as(tmp_path, document(), *_all_but("无"), "{{ 人数 }}", **keys) == []


def test_parts_and_columns_left_out_are_warnings(tmp_path: Path) -> None:
    parts = {"名称": "内容", "类型": "分部长文", "分部": ["背景", "做法", "成效"]}
    rows = {
        "名称": "成员", "类型": "明细",
        "列": [{"名称": "名字", "类型": "文本"}, {"名称": "分工", "类型": "文本"}],
    }  # fmt: skip
    keys = {"规则": [], "字段": [*FIELDS, parts, rows]}
    body = ["{{ 内容.背景 }}{{ 内容.成效 }}", "{% for 人 in 成员 %}{{ 人.名字 }}{% endfor %}"]
    findings = lint_as(tmp_path, document(), *_all_but("无"), *body, **keys)
    assert [finding.message for finding in findings] == [
        "“内容”的“做法”没有一个模板用到",
        "明细“成员”的列“分工”没有一个模板用到",
    ]


def test_a_sectioned_text_printed_whole_uses_all_its_parts(tmp_path: Path) -> None:
    parts = {"名称": "内容", "类型": "分部长文", "分部": ["背景", "做法"]}
    keys = {"规则": [], "字段": [*FIELDS, parts]}
    assert lint_as(tmp_path, document(), *_all_but("无"), "{{ 内容 }}", **keys) == []


def test_a_field_used_in_any_template_of_the_campaign_is_used(tmp_path: Path) -> None:
    templates = {"甲.docx": docx(*_all_but("手机")), "乙.docx": docx("{{ 手机 }}")}
    data = campaign([document(name, 名称=name) for name in templates], 规则=[])
    assert lint(tmp_path, templates, data) == []


def test_fields_of_side_tables_are_checked_too(tmp_path: Path) -> None:
    side = {
        "名称": "稿件", "文件": "稿件.csv",
        "字段": [{"名称": "题目", "类型": "文本"}, {"名称": "作者名", "类型": "文本"}],
    }  # fmt: skip
    paper = {"名称": "简报", "模板": ["表.docx"], "范围": ["整个活动"], "数据": "稿件"}
    keys = {"附表": [side], "文书": [paper]}
    body = "{% for 稿 in 行 %}{{ 稿.题目 }}{{ 稿.题木 }}{% endfor %}"
    findings = lint_as(tmp_path, paper, body, **keys)
    assert [(finding.template, finding.place) for finding in findings] == [
        ("表.docx", "正文第1段"),
        ("campaign.json", "附表“稿件”"),
    ]
    assert "“作者名”没有一个模板用到" in findings[1].message


def test_fields_are_not_called_unused_where_a_template_could_not_be_read(tmp_path: Path) -> None:
    data = campaign([document("没有.docx")], 规则=[])
    finding = only(lint(tmp_path, {}, data))
    assert finding.template == "没有.docx"
    assert finding.message == "找不到这个模板"
    assert "templates" in finding.hint


@pytest.mark.parametrize(
    ("present", "hint"),
    [
        ("申报表.doc", "有一个“申报表.doc”，请在 Word、Excel 或 WPS 里另存为“申报表.docx”"),
        ("申 报 表.docx", "有一个“申 报 表.docx”，请改成同样的名字"),
        ("~$申报表.docx", "templates"),
        ("申报表.xlsx", "templates"),
    ],
)
def test_a_missing_template_is_looked_for_under_similar_names(
    tmp_path: Path, present: str, hint: str
) -> None:
    data = campaign([document("申报表.docx")])
    finding = only(lint(tmp_path, {present: b"x"}, data))
    assert hint in finding.hint


def test_a_name_in_a_broken_template_still_counts_as_used(tmp_path: Path) -> None:
    body = [*_all_but("手机"), "{% if 手机 %}甲"]
    findings = lint_as(tmp_path, document(), *body, 规则=[])
    assert "没有与它配对" in only(findings).message


def test_names_are_checked_in_split_and_nested_places(tmp_path: Path) -> None:
    inner = table(row(paragraph("{{ 姓", "各 }}").replace("<w:p>", "<w:tc><w:p>") + "</w:tc>"))
    findings = errors(lint_word(tmp_path, table(row("甲", f"<w:tc>{inner}<w:p/></w:tc>")), ""))
    assert only(findings).place == "第2个表格第1行第1格"


@pytest.mark.parametrize("asked", ["公示.起讫", "表彰.导语", "截止日期.year"])
def test_a_part_that_campaign_json_does_not_have_is_an_error(tmp_path: Path, asked: str) -> None:
    part = asked.partition(".")[0]
    finding = only(lint_word(tmp_path, paragraph(f"{{{{ 活动.{asked} }}}}")))
    assert finding.severity is Severity.ERROR
    assert f"“{{{{ 活动.{asked} }}}}”要用“{part}”的内容" in finding.message
    assert f"campaign.json 里没有写“{part}”" in finding.message


def test_a_part_that_is_there_or_asked_for_first_is_no_error(tmp_path: Path) -> None:
    asked = docx(paragraph("{{ 活动.公示.起讫 }}"))
    notice = {"公示": {"导语": "现予公示。", "起": "2024-01-22", "天数": 5, "落款单位": ["某办"]}}
    assert not lint(tmp_path, {"表.docx": asked}, campaign([document()], **notice))
    guarded = paragraph("{% if 活动.公示 %}{{ 活动.公示.起讫 }}{% endif %}")
    assert not lint_word(tmp_path, guarded, paragraph("截止{{ 活动.截止日期 }}"))
