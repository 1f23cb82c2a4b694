"""Which words on a page ask for a stamp, and what the place is called."""

from __future__ import annotations

import pytest

from formgen.layout.proving import stamp_places
from tests.layout.proving.making import (
    DATE,
    cell,
    exact,
    form,
    height,
    laid,
    paragraph,
    places,
    right,
    row,
    stamp_cell,
)


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("（盖章）", "（盖章）"),
        ("(盖章)", "(盖章)"),
        ("盖章", "盖章"),
        ("盖　　章", "盖章"),
        ("（ 盖 章 ）", "（盖章）"),
        ("（单位公章）", "（单位公章）"),
        ("公  章", "公章"),
        ("（签章）", "（签章）"),
        ("单位签章：", "单位签章"),
        ("印　章", "印章"),
        ("主管部门盖章：", "主管部门盖章"),
        ("加盖公章", "加盖公章"),
        ("（加盖单位公章）", "（加盖单位公章）"),
        ("（章）", "（章）"),
        ("盖章处", "盖章处"),
        ("负责人签字：＿＿＿＿＿　　　　（盖章）", "（盖章）"),
        ("负责人签字（盖章）：", "（盖章）"),
        ("（盖章）　　　2024年5月8日", "（盖章）"),
        ("同意推荐。　　　　（盖章）", "（盖章）"),
        ("同意推荐。（盖章）", "（盖章）"),
        ("情况属实，同意推荐！(单位公章)", "(单位公章)"),
        ("同意推荐。 （ 盖 章 ）：", "（盖章）"),
        ("意见为“同意推荐。”（盖章）", "（盖章）"),
        ("同意推荐。（盖章）　　　2024年5月8日", "（盖章）"),
        ("经研究并公示五个工作日无异议，" * 5 + "同意推荐。（盖章）", "（盖章）"),
        ("经研究并公示五个工作日无异议，" * 8 + "同意推荐。（盖章）", "（盖章）"),
    ],
)
def test_a_caption_is_found(line: str, caption: str) -> None:
    made = form(row(cell("意见"), cell(line, DATE)))
    assert places(made) == [("意见", caption, True)]


@pytest.mark.parametrize(
    "line",
    [
        "由本人所属的部门单位推荐盖章。",
        "3.县区委网信办和县区文明办需对推荐的账号进行审核并盖章。",
        "审核后盖章",
        "请加盖公章后报送",
        "（须由推荐单位盖章后报送，一式三份）",
        "负责人签字：",
        "法定代表人（签章）：",
        "申请人签章：",
        "同意推荐。（负责人签章）",
        "此表由本人所属的部门单位推荐盖章。",
        "此表一式三份。（须加盖公章）",
        "此表一式三份。（由推荐单位盖章）",
        "此表一式三份。（盖章）后报送。",
        "（盖章）同意推荐。以上属实。",
        "获得五一劳动奖章",
        "第三章",
        "规章制度",
        "（附获奖文章）",
    ],
)
def test_what_is_no_caption(line: str) -> None:
    assert places(form(row(cell("意见"), cell(line, DATE))), line) == []


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("推荐单位（盖章）：", "推荐单位"),
        ("推荐单位（盖章）：徐州市委网信办", "推荐单位"),
        ("推荐单位：徐州市委网信办、市文明办（盖章）", "推荐单位"),
        ("推荐单位：云龙区委网信办（盖章）\u3000\u3000\u3000时间：2024年5月8日", "推荐单位"),
        ("（盖章）", ""),
    ],
)
def test_a_line_outside_tables_is_no_cell(line: str, label: str) -> None:
    assert places(line) == [(label, "（盖章）", False)]


def test_a_line_in_a_table_without_rules_is_no_cell() -> None:
    made = form(row(cell("推荐单位：市委网信办（盖章）"), cell("5月")), properties="")
    assert places(made) == [("推荐单位", "（盖章）", False)]


def test_a_caption_broken_over_two_lines_is_found_with_its_label() -> None:
    line = f"推荐单位：{'徐州市淮海经济区青少年网络素养教育' * 3}联合促进中心（盖章）"
    assert places(line) == [("推荐单位", "（盖章）", False)]


def test_the_label_is_the_cell_at_the_left_without_spaces() -> None:
    labelled = cell("推 荐 单 位", "意　　见")
    other = cell("牵头单位", "意　　见")
    made = form(row(labelled, stamp_cell(), other, stamp_cell()), widths=(20, 50, 20, 50))
    assert places(made) == [
        ("推荐单位意见", "（盖章）", True),
        ("牵头单位意见", "（盖章）", True),
    ]


def test_the_label_stands_in_turned_text_as_well() -> None:
    for direction in ("tbRlV", "tbRl", "btLr"):
        label = cell("推荐单位意见", properties=f'<w:textDirection w:val="{direction}"/>')
        assert places(form(row(label, stamp_cell()))) == [("推荐单位意见", "（盖章）", True)]


@pytest.mark.parametrize("direction", ["tbRlV", "tbRl", "btLr"])
def test_a_caption_in_turned_text_is_found(direction: str) -> None:
    turned = cell("推荐单位", "（盖章）", properties=f'<w:textDirection w:val="{direction}"/>')
    made = form(row(cell("意见"), turned, properties=height(60)))
    assert places(made) == [("意见", "（盖章）", True)]


def test_the_label_may_open_the_cell_itself() -> None:
    made = form(row(stamp_cell("推荐单位意见：", "")), widths=(130,))
    assert places(made) == [("推荐单位意见", "（盖章）", True)]


def test_joint_stamps_in_a_table_without_rules_belong_to_the_outer_cell() -> None:
    inner = form(
        row(cell("盖　　章"), cell("盖　　章")), row(cell(DATE), cell(DATE)),
        widths=(50, 50), properties="",
    )  # fmt: skip
    made = form(row(cell("县区委网信办、", "县文明办意见"), cell(inner, paragraph())))
    assert places(made) == [("县区委网信办、县文明办意见", "盖章", True)] * 2


def test_a_caption_in_the_label_is_said_once() -> None:
    label = cell("学校意见", "（盖章）")
    assert places(form(row(label, cell("同意。", DATE)))) == [("学校意见", "（盖章）", True)]
    assert places(form(row(label, stamp_cell()))) == [("学校意见", "（盖章）", True)]
    assert places(form(row(cell("甲方（盖章）"), cell("乙方（盖章）")))) == [
        ("甲方", "（盖章）", True),
        ("乙方", "（盖章）", True),
    ]


def test_the_heading_of_a_column_is_none() -> None:
    heads = row(cell("序号"), cell("姓名"), cell("单位（盖章）"))
    others = [row(cell(str(number)), cell("张三"), cell()) for number in range(3)]
    assert places(form(heads, *others, widths=(20, 40, 60))) == []
    repeated = row(cell("姓名"), cell("盖章"), properties="<w:tblHeader/>")
    assert places(form(repeated, row("张三", ""))) == []


def test_places_come_page_by_page_in_reading_order() -> None:
    made = form(row(cell("甲意见"), stamp_cell()), row(cell("乙意见"), stamp_cell()))
    broken = paragraph(properties="<w:pageBreakBefore/>")
    found = stamp_places(laid("填报单位（盖章）：", made, broken, made))
    assert [(one.page, one.label) for one in found] == [
        (0, "填报单位"), (0, "甲意见"), (0, "乙意见"), (1, "甲意见"), (1, "乙意见"),
    ]  # fmt: skip


def test_repeated_foot_and_head_lines_are_no_places() -> None:
    assert places(right("正文")) == []


def test_a_row_lower_than_a_rule_s_reach_has_no_end_of_its_own() -> None:
    """A thin row without rules above it: the frame is sought further up, and ends."""
    thin = height(0.35)
    open_above = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'
    open_below = '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'
    both = '<w:tcBorders><w:top w:val="nil"/><w:bottom w:val="nil"/></w:tcBorders>'
    body = form(
        row(cell("单位意见", properties=open_below), properties=height(60)),
        row(cell(exact("", 1), properties=both), properties=thin),
        row(stamp_cell(properties=open_above), properties=height(60)),
        widths=(100,),
    )
    framed = form(
        row(cell(exact("", 1), properties=open_below), properties=thin),
        row(stamp_cell(properties=open_above), properties=height(60)),
        widths=(100,),
        properties="",
    )
    assert [place.cell for place in stamp_places(laid(body))] == [True]
    assert [place.cell for place in stamp_places(laid(framed))] == [False]
