"""The same slips in the cells of a workbook, and the rules workbooks have of their own."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from formgen.lint import Finding
from formgen.problems import Severity
from tests.lint.folders import campaign, document, lint, only
from tests.word.making import docx

LOOP, END = "{%tr for 项 in 行 %}", "{%tr endfor %}"


def workbook(cells: Mapping[str, str | int], title: str = "汇总", footer: str = "") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for place, value in cells.items():
        sheet[place] = value
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = footer
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def lint_cells(folder: Path, cells: Mapping[str, str | int], **keys: str) -> list[Finding]:
    """The findings about a workbook template."""
    return lint(folder, {"表.xlsx": workbook(cells, **keys)})


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("｛｛ 姓名 ｝｝", "“｛｛”是全角的", "“{{ 姓名 }}”"),
        ('{{ 姓名｜或("无") }}', "全角竖线“｜”", '“{{ 姓名|或("无") }}”'),
        ("{{ 单位。名称 }}", "中文句号“。”", "“{{ 单位.名称 }}”"),
        ("{{ 单位 名称 }}", "之间有空格", "“单位.名称”"),
        ("{{ 姓名", "没有写完", "补上“}}”"),
        ("{% if 姓名 %}甲", "没有与它配对的 {% endif %}", "补上"),
        ('{{ 类别|勾勾("其他") }}', "竖线后面的“勾勾”不是能用的词", "勾选"),
        ("{{ 姓各 }}", "“姓各”没有定义", "是否想写“姓名”"),
        ('{{ 类别|勾选("其它") }}', "不是字段“类别”的选项", "其他"),
        ("{{ 照片|图片(30, 40) }}", "Excel 模板里放不了图片", "Word"),
        ("{{ 事迹|段落 }}", "Excel 的格子里不能分段", "去掉“|段落”"),
        ("{%p if 姓名 %}甲{%p endif %}", "Excel 模板里不能用 p", "{%tr"),
        ("甲{% colspan 2 %}", "Excel 模板里不能用 colspan", "{% vm %}"),
        ("{{ 姓名 }}{% vm %}", "只能写在循环里", "endfor"),
    ],
)
def test_a_slip_in_a_cell_is_named_with_sheet_and_cell(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    finding = lint_cells(tmp_path, {"A1": "标题", "C2": text})[0]
    assert finding.severity is Severity.ERROR
    assert finding.template == "表.xlsx"
    assert finding.place == "工作表“汇总”C2"
    assert message in finding.message
    assert hint in finding.hint


def test_curly_quotes_are_only_mentioned(tmp_path: Path) -> None:
    finding = only(lint_cells(tmp_path, {"A1": "{{ 姓名|或(“无”) }}"}))
    assert finding.severity is Severity.WARNING


def test_a_list_in_order_passes(tmp_path: Path) -> None:
    cells: dict[str, str | int] = {
        "A1": "{{ 文书.名称 }}",
        "A2": LOOP,
        "A3": "{{ 项.序号 }}",
        "B3": "{{ 项.姓名 }}{% if 项.手机 %}（{{ 项.手机 }}）{% endif %}",
        "C3": "{{ 项.单位名称 }}{% vm %}",
        "A4": END,
        "A5": "合计",
        "B5": "=SUM(A3:A3)",
        "C5": "{{ 总数 }}",
    }
    assert lint_cells(tmp_path, cells, title="{{ 活动.年份 }}", footer="{{ 活动.名称 }} &P") == []


@pytest.mark.parametrize(
    ("cells", "place", "message"),
    [
        (
            {"A1": LOOP, "B1": "备注", "A2": "{{ 项.姓名 }}", "A3": END},
            "A1",
            "“备注”在填写时会丢失",
        ),
        ({"A1": LOOP, "B1": 5, "A2": "{{ 项.姓名 }}", "A3": END}, "A1", "“5”在填写时会丢失"),
        ({"A1": f"{LOOP}甲", "A2": "{{ 项.姓名 }}", "A3": END}, "A1", "“甲”在填写时会丢失"),
        (
            {"A1": "{% for 项 in 行 %}", "A2": "{{ 项.姓名 }}", "A3": "{% endfor %}"},
            "A3",
            "不在同一格里",
        ),
        ({"A1": LOOP, "A2": "{{ 项.姓名 }}", "A3": "{% endfor %}"}, "A3", "一个有 tr，一个没有"),
        ({"A1": LOOP, "A2": "{{ 项.姓名 }}"}, "A1", "没有与它配对的 {%tr endfor %}"),
        ({"A2": "{{ 姓名 }}", "A3": END}, "A3", "前面没有与它配对的 for"),
        ({"A1": "{{tr 姓名 }}"}, "A1", "不能写成 {{tr"),
        ({"A1": "{%tr with 甲 = 1 %}", "A2": "{%tr endwith %}"}, "A1", "tr 后面不能写“with”"),
    ],
)
def test_a_control_tag_in_the_wrong_place_is_an_error(
    tmp_path: Path, cells: dict[str, str | int], place: str, message: str
) -> None:
    finding = lint_cells(tmp_path, cells)[0]
    assert finding.place == f"工作表“汇总”{place}"
    assert message in finding.message


def test_sheet_names_headers_and_footers_are_checked(tmp_path: Path) -> None:
    findings = lint_cells(tmp_path, {"A1": "甲"}, title="{{ 年度 }}", footer="{{ 名城 }}")
    assert [finding.place for finding in findings] == [
        "工作表“{{ 年度 }}”名",
        "工作表“{{ 年度 }}”页脚",
    ]


def test_what_only_the_filler_finds_is_reported_with_its_cell(tmp_path: Path) -> None:
    finding = only(lint_cells(tmp_path, {"A1": '="{{ 姓名 }}"'}))
    assert finding.severity is Severity.ERROR
    assert "A1" in finding.message
    assert "公式" in finding.message


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old", docx("甲")])
def test_a_file_that_is_no_workbook_is_an_error(tmp_path: Path, content: bytes) -> None:
    finding = only(lint(tmp_path, {"表.xlsx": content}))
    assert finding.severity is Severity.ERROR


def test_word_and_workbook_of_one_document_are_both_checked(tmp_path: Path) -> None:
    paper = {**document(), "模板": ["表.docx", "表.xlsx"]}
    templates = {"表.docx": docx("{{ 姓各 }}"), "表.xlsx": workbook({"B2": "{{ 姓各 }}"})}
    findings = lint(tmp_path, templates, campaign([paper]))
    assert [(finding.template, finding.place) for finding in findings] == [
        ("表.docx", "正文第1段"),
        ("表.xlsx", "工作表“汇总”B2"),
    ]
