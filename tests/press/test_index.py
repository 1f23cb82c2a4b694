"""The index: what its rows say, and that its own pages are counted."""

from __future__ import annotations

import pytest

from formgen.press.imposition import Imposition, Paper, impose
from formgen.press.index import IndexRow, SetName, index_context, index_rows, settled
from formgen.problems import TemplateError

FORM = Paper("梁书远", "申报表", 3, True, 2, "1")
LIST = Paper("泉屏区委网信办", "推荐汇总表", 2, False)
NAME = SetName("泉屏区委网信办", "2023年“徐州好网民”征集推荐活动")


def test_rows_count_from_the_first_page_of_the_set() -> None:
    assert index_rows(impose([FORM, LIST], 1)) == [
        IndexRow("1", "梁书远", "申报表", 3, 3, 2, 4),
        IndexRow("", "泉屏区委网信办", "推荐汇总表", 11, 2, 1, 2),
    ]


def test_a_template_sees_the_set_and_its_rows() -> None:
    assert index_context(NAME, impose([FORM, LIST], 1)) == {
        "册": {
            "名称": "泉屏区委网信办",
            "活动": "2023年“徐州好网民”征集推荐活动",
            "双面": True,
            "页数": 14,
            "张数": 7,
            "份数": 3,
        },
        "行": [
            {
                "序号": "1",
                "名称": "梁书远",
                "文书": "申报表",
                "页码": 3,
                "页数": 3,
                "份数": 2,
                "张数": 4,
            },
            {
                "序号": "",
                "名称": "泉屏区委网信办",
                "文书": "推荐汇总表",
                "页码": 11,
                "页数": 2,
                "份数": 1,
                "张数": 2,
            },
        ],
    }


class Index:
    """Prints indexes of given lengths, one after the other, and keeps what was asked for."""

    def __init__(self, *lengths: int) -> None:
        self.lengths = list(lengths)
        self.asked: list[int] = []

    def __call__(self, imposition: Imposition) -> tuple[bytes, int]:
        self.asked.append(imposition.index_pages)
        length = self.lengths.pop(0)
        return b"index of %d" % length, length


@pytest.mark.parametrize(
    ("lengths", "asked"), [([1], [1]), ([4, 4], [1, 4]), ([4, 5, 5], [1, 4, 5])]
)
def test_the_index_is_printed_until_its_length_is_the_one_reckoned_with(
    lengths: list[int], asked: list[int]
) -> None:
    index = Index(*lengths)
    found = settled([FORM, LIST], index)
    assert index.asked == asked
    assert found.index == b"index of %d" % lengths[-1]
    assert found.imposition == impose([FORM, LIST], lengths[-1])


def test_a_good_guess_saves_a_round() -> None:
    index = Index(4)
    assert settled([FORM], index, guess=4).imposition.index_pages == 4
    assert index.asked == [4]


def test_an_index_that_never_settles_is_refused() -> None:
    with pytest.raises(TemplateError, match="定不下来"):
        settled([FORM], Index(2, 1, 2, 2))


def test_no_papers_need_no_index() -> None:
    index = Index()
    found = settled([], index)
    assert (found.index, found.imposition.sides, index.asked) == (b"", (), [])
