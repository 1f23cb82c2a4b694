from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateError, UndefinedError
from PIL import Image

from formgen.campaign.kinds.pictures import open_picture
from formgen.campaign.values import Day, OpenChoice, YearMonth
from formgen.tags import TagEnvironment, text_of


def fill(source: str, **context: Any) -> str:
    return TagEnvironment(lambda value: value, autoescape=False).from_string(source).render(context)


@pytest.mark.parametrize(
    ("tag", "value", "printed"),
    [
        ("甲|勾选('是')", "是", "☑"),
        ("甲|勾选('是')", "否", "□"),
        ("甲|勾选('是')", "", "□"),
        ("甲|勾选('乙')", ("甲", "乙"), "☑"),
        ("甲|勾选('是', '○')", "是", "●"),
        ("甲|勾选('是', '○')", "否", "○"),
        ("甲|勾选('是', '◯')", "", "◯"),
        ("甲|勾选('是', '☐')", "是", "☑"),
        ("甲|勾选('是', '☐')", "否", "☐"),
        ("甲|打钩('其他')", OpenChoice("其他", "报刊"), "√"),
        ("甲|打钩('其他')", "", "  "),
        ("甲|填写('其他')", OpenChoice("其他", "报刊"), "报刊"),
        ("甲|填写('其他')", OpenChoice("其他"), "√"),
        ("甲|填写('其他')", OpenChoice("商业类"), "  "),
        ("甲|日期", Day(2024, 1, 4), "2024年1月4日"),
        ("甲|日期", "", "    年  月  日"),
        ("甲|年 + 甲|月 + 甲|日", Day(2024, 1, 4), "202414"),
        ("甲|年", YearMonth(1990, 5), "1990"),
        ("甲|补齐", "张三", "张　三"),
        ("甲|补齐", "欧阳明", "欧阳明"),
        ("甲|补齐(5)", "张三", "张　　　三"),
        ("甲|补齐", "阿尔娜·别克", "阿尔娜·别克"),
        ("甲|垫宽(4)", "张三", "  张三  "),
        ("甲|垫宽(1)", "张三", "张三"),
        ("甲|垫宽(5, '　')", "张三", "　张三　　"),
        ("甲|垫宽(5, '　')", "张a三", "　张a三　 "),
        ("甲|垫宽(3, '　')", "", "　　　"),
        ("甲|补零(3)", 1, "001"),
        ("甲|补零(3)", 999, "999"),
        ("甲|补零(3)", 1000, "1000"),
        ("甲|补零(3)", "", ""),
        ("甲|或('无')", "", "无"),
        ("甲|或('无')", "有", "有"),
        ("甲|顿号", ["甲", "乙"], "甲、乙"),
        ("甲|中文数", 12, "十二"),
        ("甲|段落|length", "一\n\n二\n", "2"),
        ("甲|求和('名额')", [{"名额": 8}, {"名额": ""}, {"名额": 3}], "11"),
        ("甲|筛选('型','市')|length", [{"型": "市"}, {"型": "县"}], "1"),
    ],
)
def test_a_filter_prints_what_a_form_needs(tag: str, value: object, printed: str) -> None:
    assert fill("{{ " + tag + " }}", 甲=value) == printed


def test_a_picture_is_no_text(tmp_path: Path) -> None:
    Image.new("RGB", (3, 4)).save(tmp_path / "a.png")
    photo = open_picture(tmp_path / "a.png", "", "a.png")
    with pytest.raises(TemplateError, match="照片"):
        text_of(photo)


def test_columns_run_down_and_their_gaps_are_blank() -> None:
    units = [{"名": name} for name in "甲乙丙丁戊"]
    source = "{% for 对 in 表|分栏(2) %}{{ 对[0].名 }}-{{ 对[1].名 }};{% endfor %}"
    assert fill(source, 表=units) == "甲-丁;乙-戊;丙-;"


def test_a_number_without_a_numeral_is_an_error_not_a_guess() -> None:
    with pytest.raises(TemplateError, match="中文数"):
        fill("{{ 甲|中文数 }}", 甲=10_000)


@pytest.mark.parametrize("width", [0, 201])
def test_a_width_that_no_number_has_is_an_error(width: int) -> None:
    with pytest.raises(TemplateError, match="补零"):
        fill("{{ 甲|补零(宽) }}", 甲=1, 宽=width)


def test_a_blank_is_of_spaces_only() -> None:
    with pytest.raises(TemplateError, match="空格"):
        fill("{{ 甲|垫宽(4, '_') }}", 甲="张三")


@pytest.mark.parametrize(
    "name", ["勾选('是')", "打钩('是')", "填写('是')", "日期", "段落", "补齐", "补零(3)", "或('')"]
)
def test_an_undefined_name_is_an_error_in_every_filter(name: str) -> None:
    with pytest.raises(UndefinedError):
        fill("{{ 甲|" + name + " }}")
