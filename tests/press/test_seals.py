"""The list of seals: where, whose, how many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formgen.press.imposition import Paper, impose
from formgen.press.index import SetName
from formgen.press.seals import SealPlace, SealRow, seal_rows, seals_context

FORM = Paper("梁书远", "申报表", 3, True, 2, "1")
PHOTOS = Paper("梁书远", "工作照片", 1, True, 1, "1")
LIST = Paper("泉屏区委网信办", "推荐汇总表", 2, False)
IMPOSED = impose([FORM, PHOTOS, LIST], 1)
FOUND = [
    [
        SealPlace(1, "本部门单位推荐意见", ("泉屏区融媒体中心",)),
        SealPlace(2, "审核意见", ("泉屏区委网信办", "泉屏区文明办")),
    ],
    [],
    [SealPlace(1, "推荐单位", ("泉屏区委网信办",))],
]


def test_rows_name_the_page_in_the_set_and_count_every_copy() -> None:
    assert seal_rows(IMPOSED, FOUND) == [
        SealRow("1", "梁书远", "申报表", "本部门单位推荐意见", ("泉屏区融媒体中心",), 2, 4, 2),
        SealRow("1", "梁书远", "申报表", "审核意见", ("泉屏区委网信办", "泉屏区文明办"), 4, 5, 2),
        SealRow("", "泉屏区委网信办", "推荐汇总表", "推荐单位", ("泉屏区委网信办",), 1, 15, 1),
    ]


def test_a_template_sees_rows_and_their_sum() -> None:
    name = SetName("泉屏区委网信办", "2023年“徐州好网民”征集推荐活动")
    note = "K7QF2M9XPA"
    papers = tuple(replace(paper, note=note) for paper in IMPOSED.papers)
    imposed = replace(IMPOSED, papers=papers)
    context = seals_context(name, imposed, seal_rows(imposed, [*FOUND[:1], [], []]))
    assert context == {
        "册": {
            "名称": "泉屏区委网信办",
            "活动": "2023年“徐州好网民”征集推荐活动",
            "双面": True,
            "页数": 16,
            "张数": 8,
            "份数": 4,
        },
        "行": [
            {
                "序号": "1",
                "名称": "梁书远",
                "文书": "申报表",
                "位置": "本部门单位推荐意见",
                "印章": "泉屏区融媒体中心",
                "枚数": 2,
                "页码": 4,
                "份数": 2,
                "备注": note,
            },
            {
                "序号": "1",
                "名称": "梁书远",
                "文书": "申报表",
                "位置": "审核意见",
                "印章": "泉屏区委网信办、泉屏区文明办",
                "枚数": 4,
                "页码": 5,
                "份数": 2,
                "备注": note,
            },
        ],
        "合计": {"枚数": 6, "张数": 8, "页数": 16},
    }


def test_a_place_on_an_unknown_page_has_no_page_number() -> None:
    rows = seal_rows(IMPOSED, [[SealPlace(None, "盖章", ("泉屏区委网信办",))], [], []])
    assert rows[0].page is None
    assert "'页码': ''" in str(seals_context(SetName("", ""), IMPOSED, rows))


def test_nothing_to_stamp_adds_up_to_nothing() -> None:
    context = seals_context(SetName("", ""), IMPOSED, seal_rows(IMPOSED, [[], [], []]))
    assert (context["行"], context["合计"]) == ([], {"枚数": 0, "张数": 8, "页数": 16})


@pytest.mark.parametrize("found", [[[]], [[]] * 4])
def test_places_of_other_papers_are_refused(found: list[list[SealPlace]]) -> None:
    with pytest.raises(ValueError, match="imposed 3"):
        seal_rows(IMPOSED, found)


def test_a_place_behind_the_last_page_is_refused() -> None:
    with pytest.raises(ValueError, match="no page 3"):
        seal_rows(IMPOSED, [[SealPlace(3, "盖章", ("泉屏区委网信办",))], [], []])
