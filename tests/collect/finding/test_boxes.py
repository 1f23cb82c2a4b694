"""Slots between wordings, with values that hold the wording themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen.collect.finding import read_with
from formgen.collect.slots import Alteration, Doubt, FormReading, Slot, Use
from tests.collect.finding.making import content, field, one, pattern_of, texts
from tests.word.making import cell, docx, row, table

NAME = field("姓名", "姓名")
CHOICE = field("类别", "单选可填", 选项=["甲类", "乙类", "其他"], 可填选项=["其他"])

BEFORE = pattern_of(
    docx(
        "{{ 类别|勾选('甲类') }}甲类　{{ 类别|勾选('乙类') }}乙类　{{ 类别|勾选('其他') }}其他"
        "（{{ 类别|填写('其他') }}）"
    ),
    NAME, CHOICE,
)  # fmt: skip
BEHIND = pattern_of(
    docx("甲类 {{ 类别|勾选('甲类') }}　　乙类 {{ 类别|勾选('乙类') }}"), NAME, CHOICE
)
LINE = pattern_of(
    docx("单位：{{ 单位名 }}　　电话：{{ 电话 }}", "{{ 日子|年 }}年{{ 日子|月 }}月{{ 日子|日 }}日"),
    NAME, field("单位名"), field("电话", "电话"), field("日子", "日期"),
)  # fmt: skip
PARTS = pattern_of(
    docx(
        table(
            row(
                "内容",
                cell(
                    "一、背景", "{{ 内容.背景|段落 }}", "二、做法", "{{ 内容.做法|段落 }}",
                    "负责人签字：　　　　（盖章）", "年　　月　　日",
                ),
            )
        )
    ),
    NAME, field("内容", "分部长文", 分部=["背景", "做法"]),
)  # fmt: skip


def marks(reading: FormReading) -> dict[str, str]:
    return {
        found.slot.option: " ".join(found.lines)
        for found in reading.found
        if found.slot.use is Use.TICK
    }


@pytest.mark.parametrize(
    ("typed", "ticks", "text"),
    [
        ("□甲类　☑乙类　□其他（  ）", ("□", "☑", "□"), ()),
        ("□甲类　□乙类　☑其他（融媒体（试行））", ("□", "□", "☑"), ("融媒体（试行）",)),
        ("□甲类　□乙类　☑其他（其他）", ("□", "□", "☑"), ("其他",)),
        ("□ 甲 类 √ 乙类 □其他( )", ("□", "√", "□"), ()),
        ("甲类√乙类其他（）", ("", "√", ""), ()),
    ],
)
def test_ticks_before_their_options(
    typed: str, ticks: tuple[str, ...], text: tuple[str, ...]
) -> None:
    reading = read_with(BEFORE, content(typed))
    assert tuple(marks(reading).values()) == ticks
    assert [f.lines for f in reading.found if f.slot.use is Use.OPEN] == [text]
    assert not (reading.alterations or reading.left_over or reading.missing)


def test_a_mark_on_the_far_side_of_the_option_is_doubtful() -> None:
    reading = read_with(BEHIND, content("√甲类 □　　乙类 □"))
    assert marks(reading) == {"甲类": "√ □", "乙类": "□"}
    assert one(reading, "类别", option="甲类").doubts == (Doubt.SHARED,)
    reading = read_with(BEFORE, content("□甲类　□乙类　□其他√（ ）"))
    assert marks(reading)["其他"] == "□ √"
    assert one(reading, "类别", option="乙类").doubts == ()


def test_options_that_were_deleted_are_missed() -> None:
    reading = read_with(BEHIND, content("乙类"))
    assert reading.missing == (Slot("类别", Use.TICK, option="甲类"),)
    assert reading.alterations == (Alteration("甲类", ""),)
    assert marks(reading) == {"乙类": ""}


@pytest.mark.parametrize(
    ("typed", "unit", "phone", "date"),
    [
        ("单位：某局　　电话：5550123", "某局", "5550123", "2024-5-6"),
        ("单位:__某局__ 电话: 5550123", "某局", "5550123", "2024-5-6"),
        ("单位：　　　　电话：", "", "", "--"),
        ("单位：单位：某局电话：5550123", "单位：某局", "5550123", "2024-05-06"),
    ],
)
def test_values_in_a_line(typed: str, unit: str, phone: str, date: str) -> None:
    year, month, day = date.split("-")
    reading = read_with(LINE, content(typed, f"  {year} 年 {month} 月 {day} 日"))
    assert "".join(one(reading, "单位名").lines) == unit
    assert "".join(one(reading, "电话").lines) == phone
    assert ["".join(text) for text in texts(reading, "日子")] == [year, month, day]
    assert not (reading.alterations or reading.left_over)


WORDS = st.sampled_from(
    [
        "一、",
        "背景",
        "做法",
        "年月日",
        "（盖章）",
        "负责人签字：",
        "☑",
        "□",
        "（1）",
        "单位：",
        "好",
        "，",
    ]
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=5).map("".join)
NOT_THE_WORDING = PARAGRAPH.filter(
    lambda text: text not in ("年月日", "背景", "做法") and not text.endswith(("背景", "做法"))
    and not text.startswith("负责人签字：") and "年月日" not in text
)  # fmt: skip
TEXT = st.lists(NOT_THE_WORDING, min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_parts_may_hold_words_of_the_form(background: list[str], measures: list[str]) -> None:
    lines = [
        "一、背景",
        *background,
        "二、做法",
        *measures,
        "负责人签字：　　　　（盖章）",
        "年　　月　　日",
    ]
    reading = read_with(PARTS, content(table(row("内容", cell(*lines)))))
    assert list(one(reading, "内容", part="背景").lines) == background
    assert list(one(reading, "内容", part="做法").lines) == measures
    assert reading.left_over == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=3), st.lists(PARAGRAPH, min_size=1, max_size=3))
def test_parts_are_never_wrong_without_a_doubt(background: list[str], measures: list[str]) -> None:
    """Also where a paragraph is a heading of the form, or its signature line."""
    lines = [
        "一、背景",
        *background,
        "二、做法",
        *measures,
        "负责人签字：　　　　（盖章）",
        "年　　月　　日",
    ]
    reading = read_with(PARTS, content(table(row("内容", cell(*lines)))))
    for part, truth in (("背景", background), ("做法", measures)):
        found = one(reading, "内容", part=part)
        assert list(found.lines) == truth or found.doubts or reading.left_over


NAMES = st.text("姓名性别单位：:（）()_年月日 　□√a1", min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(NAMES, NAMES)
def test_undisturbed_boxes_give_what_was_typed(first: str, second: str) -> None:
    pattern = pattern_of(
        docx(table(row("姓名", "{{ 姓名 }}"), row("性别", "{{ 性别 }}"))), NAME, field("性别")
    )
    form = content(table(row("姓名", first), row("性别", second)))
    reading = read_with(pattern, form)
    for name, typed in (("姓名", first), ("性别", second)):
        bare = typed.strip().strip("_").strip()
        kept = "".join(one(reading, name).lines)
        assert kept.strip("_").strip() == bare


ROUND = pattern_of(
    docx('{{ 类别|勾选("甲类", "○") }}甲类　{{ 类别|勾选("乙类", "○") }}乙类'), NAME, CHOICE
)
UNDERSCORES = pattern_of(
    docx(
        '姓名：{{ 姓名|垫宽(4, "　") if 姓名 else "" }}{{ "" if 姓名 else "________" }}　　'
        "单位：{{ 单位名 }}"
    ),
    NAME, field("单位名"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "ticks"),
    [
        ("○甲类　●乙类", ("○", "●")),
        ("○甲类　○乙类", ("○", "○")),
        ("○甲类　√乙类", ("○", "√")),
    ],
)
def test_round_boxes_are_found(typed: str, ticks: tuple[str, ...]) -> None:
    reading = read_with(ROUND, content(typed))
    assert tuple(marks(reading).values()) == ticks
    assert not (reading.left_over or reading.alterations)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("姓名：________　　单位：青禾镇", ()),
        ("姓名：  张三  　　单位：青禾镇", ("张三",)),
        ("姓名：__张三____　　单位：青禾镇", ("张三",)),
        ("姓名：张三________　　单位：青禾镇", ("张三",)),
    ],
)
def test_underscores_that_stay_till_a_value_is_there(typed: str, name: tuple[str, ...]) -> None:
    reading = read_with(UNDERSCORES, content(typed))
    assert texts(reading, "姓名") == [name]
    assert texts(reading, "单位名") == [("青禾镇",)]


BELOW_HINT = pattern_of(
    docx(
        table(
            row("姓名", "{{ 姓名 }}"),
            row(
                "事迹",
                cell("（1000字左右）", "{%p if 事迹 %}", "{{ 事迹|段落 }}", "{%p endif %}"),
            ),
            row("单位", "{{ 单位名 }}"),
        )
    ),
    NAME, field("事迹", "长文本"), field("单位名"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("（1000字左右）",), ()),
        (("（1000字左右）", "每天读书。", "从不间断。"), ("每天读书。", "从不间断。")),
        (("每天读书。",), ("每天读书。",)),
        (("（1000字左右）每天读书。",), ("每天读书。",)),
    ],
)
def test_a_text_whose_paragraph_the_empty_form_lacks(
    lines: tuple[str, ...], text: tuple[str, ...]
) -> None:
    form = content(table(row("姓名", "张三"), row("事迹", cell(*lines)), row("单位", "青禾镇")))
    reading = read_with(BELOW_HINT, form)
    assert texts(reading, "事迹") == [text]
    assert texts(reading, "单位名") == [("青禾镇",)]


def test_a_line_to_write_on_behind_an_option_is_no_hint() -> None:
    drawn = (
        "{{ 类别|填写('其他') if 类别|填写('其他') else '' }}"
        "{{ '' if 类别|填写('其他') else '＿＿＿＿' }}"
    )
    template = "1.{{ 类别|勾选('甲类') }}甲类　2.{{ 类别|勾选('其他') }}其他"
    pattern = pattern_of(docx(table(row("类别", template + drawn))), NAME, CHOICE)
    for line, marks in (
        ("1.☑甲类　2.□其他＿＿＿＿", [("☑",), ("□",), ()]),
        ("1.□甲类　2.☑其他＿丙类＿", [("□",), ("☑",), ("丙类",)]),
        ("1.□甲类　2.☑其他丙类", [("□",), ("☑",), ("丙类",)]),
    ):
        reading = read_with(pattern, content(table(row("类别", line))))
        assert texts(reading, "类别") == marks
        assert (reading.alterations, reading.missing, reading.left_over) == ((), (), ())
        assert not any(found.doubts for found in reading.found)


def test_a_value_may_begin_or_end_like_what_a_blank_prints() -> None:
    pattern = pattern_of(docx(table(row("产地", "{{ 产地|或('无') }}"))), NAME, field("产地"))
    for line, value in (("无", ()), ("无锡市", ("无锡市",)), ("有或无", ("有或无",))):
        reading = read_with(pattern, content(table(row("产地", line))))
        assert texts(reading, "产地") == [value]
