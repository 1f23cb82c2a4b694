"""A template's pattern: its slots, hints, lists and shapes."""

from __future__ import annotations

import pytest

from formgen.collect.pattern import FormPattern, PatternBox, PatternList
from formgen.collect.pattern.pieces import literals_in
from formgen.collect.slots import Slot, Use
from formgen.plan.blank import naming_context
from formgen.problems import TemplateError
from tests.collect.finding.making import field, pattern_named, pattern_of
from tests.collect.forms import FormCase, cases
from tests.word.making import cell, docx, row, table

NAME = field("姓名", "姓名")


def slots(pattern: FormPattern) -> list[Slot]:
    return [target.slot for target in pattern.targets]


def boxes(pattern: FormPattern) -> list[PatternBox]:
    return [one for one in pattern.elements if isinstance(one, PatternBox)]


@pytest.mark.parametrize("form", cases(), ids=lambda form: form.name)
def test_every_field_a_form_asks_for_has_a_slot(form: FormCase) -> None:
    pattern = pattern_named(form.name)
    assert {slot.field for slot in slots(pattern)} == {one.name for one in form.asked}


@pytest.mark.parametrize("form", cases(), ids=lambda form: form.name)
def test_the_campaigns_own_words_are_wording(form: FormCase) -> None:
    """What the campaign says, such as title and notes, is printed as it is, not as a slot."""
    assert "活动" in naming_context(form.campaign, form.document)
    pattern = pattern_named(form.name)
    title = form.document.title.replace("“", '"').replace("”", '"')
    assert any(title.replace("（", "(").replace("）", ")") in one for one in pattern.titles) or (
        form.campaign.id in ("anhui-2024", "bozhou-2022")  # these print it otherwise
    )


@pytest.mark.parametrize(
    ("tag", "slot"),
    [
        ("{{ 值 }}", Slot("值")),
        ("{{ 值|补齐 }}", Slot("值")),
        ("{{ 值|垫宽(8) }}", Slot("值")),
        ("{{ 值|或('（不填）') }}", Slot("值", blank="（不填）")),
        ("{{ 值|trim }}", Slot("值")),
        ("{% if 值 %}{{ 值 }}{% endif %}", Slot("值")),
        ("{{ 值 ~ '同志' }}", Slot("值")),
    ],
)
def test_filters_pass_a_text_on(tag: str, slot: Slot) -> None:
    assert slots(pattern_of(docx(tag), NAME, field("值"))) == [slot]


def test_filters_of_ticks_and_dates_say_what_stands_there() -> None:
    choice = field("类别", "单选可填", 选项=["甲", "其他"], 可填选项=["其他"])
    text = "{{ 类别|勾选('甲', '○') }}甲（{{ 类别|打钩('其他') }}）其他{{ 类别|填写('其他') }}"
    date = "{{ 日子|年 }}年{{ 日子|月 }}月{{ 日子|日 }}日 {{ 日子|日期 }}"
    pattern = pattern_of(docx(text, date), NAME, choice, field("日子", "日期"))
    assert slots(pattern) == [
        Slot("类别", Use.TICK, option="甲"),
        Slot("类别", Use.TICK, option="其他"),
        Slot("类别", Use.OPEN, option="其他"),
        Slot("日子", Use.YEAR),
        Slot("日子", Use.MONTH),
        Slot("日子", Use.DAY),
        Slot("日子"),
    ]


def test_wording_of_the_empty_form_only_is_a_hint() -> None:
    text = field("简介", "长文本")
    template = docx(
        table(
            row(
                "简介",
                cell(
                    "{%p if 简介 %}",
                    "{{ 简介|段落 }}",
                    "{%p else %}",
                    "不超过200字",
                    "{%p endif %}",
                ),
            )
        )
    )
    label, value = boxes(pattern_of(template, NAME, text))
    assert label.fixed
    assert [hint.shown for hint in value.hints] == ["不超过200字"]
    assert literals_in(value.pieces) == ()


def test_lines_in_brackets_beside_a_text_are_hints_and_signatures_are_not() -> None:
    template = docx(
        table(row("意见", cell("（限300字）", "{{ 意见|段落 }}", "（盖章）", "年　　月　　日")))
    )
    _, value = boxes(pattern_of(template, NAME, field("意见", "长文本")))
    assert [hint.shown for hint in value.hints] == ["（限300字）"]
    assert value.signed


def test_numbers_that_the_program_prints_are_no_fields() -> None:
    pattern = pattern_of(docx("第{{ 序号 }}号 {{ 姓名 }}，{{ 单位.联系人 }}"), NAME)
    assert slots(pattern) == [Slot("姓名")]


def test_the_units_name_is_the_unit_field() -> None:
    unit = field("推荐单位", "推荐单位")
    pattern = pattern_of(docx("报送单位：{{ 单位.名称 }}"), NAME, unit, 单位字段="推荐单位")
    assert slots(pattern) == [Slot("推荐单位")]


ROWS = field("经历", "明细", 列=[field("起止"), field("学校")])


def list_template() -> bytes:
    return docx(
        table(
            row("起止", "学校"),
            row("{%tr for 行 in 经历 %}", ""),
            row("{{ 行.起止 }}", "{{ 行.学校 }}"),
            row("{%tr endfor %}", ""),
            row("{%tr for 空 in range(2 - 经历|length) %}", ""),
            row("", ""),
            row("{%tr endfor %}", ""),
        ),
        "以下由单位填写",
    )


def test_a_list_is_known_with_its_columns_for_any_number_of_rows() -> None:
    pattern = pattern_of(list_template(), NAME, ROWS)
    [found] = [one for one in pattern.elements if isinstance(one, PatternList)]
    assert [target.slot.part for target in found.targets] == ["起止", "学校"]
    assert found.tabular
    assert not found.pictured
    assert sorted(pattern.shapes) == [7 + 2 * more for more in range(7)]


def test_rows_nobody_filled_in_are_rows_of_the_list() -> None:
    """The empty form has two blank rows, which are the places of two items."""
    pattern = pattern_of(list_template(), NAME, ROWS)
    widest = pattern.shapes[7][0]
    assert [len(box.targets) for box in widest] == [0, 0, 1, 1, 1, 1, 0]


def test_pictures_in_columns_are_numbered_down_the_columns() -> None:
    pattern = pattern_named("guizhou-2018-典型事迹推荐表")
    [found] = [one for one in pattern.elements if isinstance(one, PatternList)]
    assert found.pictured
    assert found.orders[2] == (0, 1)
    assert found.orders[3] == (0, 2, 1)


def test_a_template_that_reckons_with_a_field_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"模板“表.docx”不能用来收表"):
        pattern_of(docx("{{ 人数 + 1 }}"), NAME, field("人数", "整数"))
