"""Slips of people who type tags in Word, each named for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formgen.problems import Severity
from tests.lint.folders import errors, lint_word, only
from tests.word.making import paragraph


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("｛｛ 姓名 ｝｝", "“｛｛”是全角的，应是半角的“{{”；“｝｝”是全角的", "“{{ 姓名 }}”"),
        ("{{ 姓名 ｝｝", "括号不对：“｝｝”是全角的，应是半角的“}}”", "“{{ 姓名 }}”"),
        ("｛{ 姓名 }}", "“｛{”是全角的", "“{{ 姓名 }}”"),
        ("{％ if 姓名 ％}甲{% endif %}", "“{％”是全角的，应是半角的“{%”", "“{% if 姓名 %}”"),
        ("{{% if 姓名 %}}甲{% endif %}", "“{{%”应是“{%”；“%}}”应是“%}”", "“{% if 姓名 %}”"),
        ("{{{ 姓名 }}}", "“{{{”应是“{{”；“}}}”应是“}}”", "“{{ 姓名 }}”"),
        ("{ { 姓名 } }", "“{ {”中间有空格，应是“{{”", "“{{ 姓名 }}”"),
        ("{{ 姓名 %}", "“%}”应是“}}”", "“{{ 姓名 }}”"),
        ("{{ if 姓名 }}甲{% endif %}", "“{{”应是“{%”；“}}”应是“%}”", "“{% if 姓名 %}”"),
        ("{% if 姓名 %}甲{{ endif }}", "“{{”应是“{%”", "“{% endif %}”"),
        ("{% 姓名 %}", "“姓名”不是语句", "“{{ 姓名 }}”"),
        ("{{ 姓名 }，谢谢", "“}”应是“}}”", "“{{ 姓名 }}”"),
        ("称呼：{ 姓名 }}", "“{”应是“{{”", "“{{ 姓名 }}”"),
        ("{{ 姓名", "没有写完：这一段里没有与它配对的“}}”", "补上“}}”"),
        ("{% if 姓名", "没有写完：这一段里没有与它配对的“%}”", "补上“%}”"),
        ("姓名 }}", "前面没有与它配对的“{{”", "补上“{{”"),
        ('{{ 姓名｜或("无") }}', "全角竖线“｜”", '“{{ 姓名|或("无") }}”'),
        ('{{ 姓名|或（"无"） }}', "中文括号“（ ）”", '“{{ 姓名|或("无") }}”'),
        ('{{ 类别|填写("其他"，"无") }}', "中文逗号“，”", '“{{ 类别|填写("其他","无") }}”'),
        ("{{ 单位。名称 }}", "中文句号“。”", "“{{ 单位.名称 }}”"),
        ("{{ 单位．名称 }}", "全角的点“．”", "“{{ 单位.名称 }}”"),
        ("{{ 行【0】.姓名 }}", "中文方括号“【 】”", "“{{ 行[0].姓名 }}”"),
        ("{{ 姓名|或(＂无＂) }}", "全角引号“＂”", '“{{ 姓名|或("无") }}”'),
        ('{{ 姓名|或("他“好”") }}', "的引号里面还有中文引号", "不要带引号"),
        ("{{ 姓名|或('他“好”') }}", "的引号里面还有中文引号", "不要带引号"),
        ('{{ 姓名|或("无) }}', "的引号没有配对", "另一个引号"),
        ("{{ 姓\u200b名 }}", "有看不见的字符", "重新输入"),
        ("{{ 单位 名称 }}", "“单位”和“名称”之间有空格", "“单位.名称”"),
        ("{{ 姓名、手机 }}", "里写了几个字段", "{{ 姓名 }}、{{ 手机 }}"),
        ("{{ 2寸照片 }}", "“2寸照片”以数字开头", "字段名"),
        ("{{ }}", "是空的", "{{ 姓名 }}"),
        ('{{ 姓名|或("无" }}', "里的括号“(”没有配对", "检查括号"),
        ('{{ 类别|勾勾("其他") }}', "竖线后面的“勾勾”不是能用的词", "是否想写“勾选”"),
        ("{{ 姓名|upper5 }}", "竖线后面的“upper5”不是能用的词", "可用的有勾选"),
        ("{{ 类别|勾选 }}", "“勾选”后面括号里的内容不对", '勾选("选项")'),
        ("{{ 照片|图片 }}", "“图片”后面括号里的内容不对", "图片(35, 49)"),
        ("{% if 姓名 is 空 %}甲{% endif %}", "没有叫“空”的判断", "去掉 is"),
        ("{% if 姓名 = 手机 %}甲{% endif %}", "“=”应是“==”", "=="),
        ("{% if 姓名 && 手机 %}甲{% endif %}", "不能写“&&”", "and"),
        ("{% if 姓名 || 手机 %}甲{% endif %}", "不能写“||”", "or"),
        ("{% if !姓名 %}甲{% endif %}", "不能写“!”", "not"),
        ("{% if %}甲{% endif %}", "没有写条件", "{% if 字段名 %}"),
        ("{% for 项 of 行 %}甲{% endfor %}", "少了 in", "{% for 项 in 行 %}"),
        ("{% if 姓名 %}甲{% elseif 手机 %}乙{% endif %}", "写法不对", "elif"),
        ("{% if 姓名 %}甲{% else if 手机 %}乙{% endif %}", "写法不对", "elif"),
        ("{% if 姓名 %}甲{% endif 姓名 %}", "“endif”后面不能有别的内容", "{% endif %}"),
        ("{% fro 项 in 行 %}", "“fro”不是语句", "是否想写“for”"),
        ("{%pif 姓名 %}", "p 后面少了空格", "{%p if"),
        ("{{p 姓名 }}", "不能以“{{p ”开头", "“{{ 姓名 }}”"),
        ("{{ 负责人（联系人） }}", "表上印的原文，不是字段名", "{{ 负责人 }}"),
        ("事迹：{{ 事迹|段落 }}", "前后还有别的文字", "去掉“|段落”"),
    ],
)
def test_a_slip_is_named_with_its_place_and_remedy(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    finding = only(lint_word(tmp_path, "第一段", text))
    assert finding.severity is Severity.ERROR
    assert finding.template == "表.docx"
    assert finding.place == "正文第2段"
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize("quoted", ["“无”", "”无”", "“无“", "‘无’", "’无’", '“无"', '"无”'])
def test_curly_quotes_work_and_are_only_mentioned(tmp_path: Path, quoted: str) -> None:
    finding = only(lint_word(tmp_path, f"{{{{ 姓名|或({quoted}) }}}}"))
    assert finding.severity is Severity.WARNING
    assert "中文引号" in finding.message
    straight = "'无'" if quoted[0] in "‘’" else '"无"'
    assert finding.hint == f"最好改成“{{{{ 姓名|或({straight}) }}}}”"


@pytest.mark.parametrize(
    "text",
    [
        "{{ 姓名 }}",
        "{{姓名}}{{ 手机 }}",
        '{{ 类别|勾选("组织推荐") }}组织推荐 {{ 类别|填写("其他", "　　　") }}',
        '{{ 姓名|或("（不填，没有。）") }}',
        "{{ 单位.名称 }}（{{ 活动.名称 }}）",
        "{% if 姓名 and not 手机 %}甲{% elif 手机 %}乙{% else %}丙{% endif %}",
        "{% for 项 in 行 if 项.姓名 %}{{ loop.index }}、{{ 项.姓名 }}{% endfor %}",
        "{% set 名 = 姓名 %}{{ 名 }}",
        "{{ 申报|length }} {{ 行[0].姓名 }} {{ 单位表|筛选('类型', '市州')|求和('名额') }}",
        "{{ 姓名 if 姓名 else 手机 }}",
        "{# 备注：｛｛ 不是标记 ｝｝ #}正文",
        "{{\u3000姓名\u00a0}}",
        "集合 { 甲 }，比例 100%。单个 } 和 { 不是标记",
        "{{- 姓名 -}}",
    ],
)
def test_what_works_is_left_alone(tmp_path: Path, text: str) -> None:
    assert lint_word(tmp_path, text) == []


def test_every_slip_of_a_template_is_found_at_once_in_reading_order(tmp_path: Path) -> None:
    findings = lint_word(
        tmp_path, "{{ 姓名｜顿号 }}", "{% if 手机 %}", "{{ 手计 }}", "｛｛ 事迹 ｝｝", "{{ 类别"
    )
    assert [finding.place for finding in findings] == [f"正文第{n}段" for n in range(1, 6)]
    assert "没有与它配对的 {% endif %}" in findings[1].message
    assert "“手计”没有定义" in findings[2].message
    assert "是否想写“手机”" in findings[2].hint


def test_a_slip_does_not_hide_an_unknown_name_in_the_same_tag(tmp_path: Path) -> None:
    messages = [finding.message for finding in lint_word(tmp_path, "｛｛ 手计 ｝｝")]
    assert len(messages) == 2
    assert "“手计”没有定义" in messages[1]


def test_a_mended_loop_still_tells_what_its_items_are(tmp_path: Path) -> None:
    findings = lint_word(tmp_path, "{％ for 项 in 行 ％}{{ 项.姓名 }}{{ 项.性名 }}{% endfor %}")
    assert len(findings) == 2
    assert "“性名”没有定义" in findings[1].message


def test_a_loop_beyond_repair_gives_no_second_fault_about_its_items(tmp_path: Path) -> None:
    finding = only(lint_word(tmp_path, "{% for 项 在 行 %}{{ 项.姓名 }}{% endfor %}"))
    assert "少了 in" in finding.message


def test_a_tag_over_two_paragraphs_is_one_fault(tmp_path: Path) -> None:
    finding = only(lint_word(tmp_path, "{{ 姓名", "}}，谢谢"))
    assert "没有写完" in finding.message
    assert "不能分在两段" in finding.hint


_WORDS = """{{ }} {% %} ｛｛ ｝ { } 姓名 endfor if endif else | ｜ 或 ( ) " “ ” ’ . 。 vm #} {#
、 1 = raw endraw set - for in 行 项"""
FRAGMENTS = [*_WORDS.split(), " ", "\u200b", "tr ", "p ", "for 项 in 行", "if 姓名"]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12))
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_makes_the_check_fail(tmp_path: Path, pieces: list[str]) -> None:
    for finding in lint_word(tmp_path, "".join(pieces)):
        assert finding.message
        assert finding.hint


def test_what_a_build_refuses_is_always_an_error(tmp_path: Path) -> None:
    assert errors(lint_word(tmp_path, "{% include '别的' %}"))


EXACT = '<w:spacing w:line="360" w:lineRule="exact"/>'


@pytest.mark.parametrize(
    ("properties", "styles"),
    [
        (EXACT, ""),
        (
            '<w:pStyle w:val="a"/>',
            f'<w:style w:type="paragraph" w:styleId="a"><w:pPr>{EXACT}</w:pPr></w:style>',
        ),
        (
            "",
            f'<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr>{EXACT}</w:pPr>'
            "</w:style>",
        ),
    ],
)
def test_a_picture_where_lines_have_a_fixed_height_would_be_cut(
    tmp_path: Path, properties: str, styles: str
) -> None:
    body = paragraph("{{ 照片|图片(33, 47) }}", properties=properties)
    finding = only(lint_word(tmp_path, body, styles=styles))
    assert finding.severity is Severity.ERROR
    assert "固定行距，图片只会露出一条" in finding.message


def test_a_picture_in_ordinary_lines_passes(tmp_path: Path) -> None:
    single = '<w:pStyle w:val="a"/><w:spacing w:line="240" w:lineRule="auto"/>'
    style = f'<w:style w:type="paragraph" w:styleId="a"><w:pPr>{EXACT}</w:pPr></w:style>'
    body = paragraph("{{ 照片|图片(33, 47) }}", properties=single)
    assert lint_word(tmp_path, body, styles=style) == []
