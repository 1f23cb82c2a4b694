"""Blank forms drawn in ways that nothing was fitted to at first: what is understood of them."""

from __future__ import annotations

import pytest

from formgen.adopt.understanding import understand
from tests.adopt.drawn.drawing import C, Row, form, line, row, table, title
from tests.adopt.drawn.forms import Drawn
from tests.adopt.drawn.more import MORE
from tests.adopt.measuring import measured, together


@pytest.mark.parametrize("drawn", MORE, ids=lambda one: one.name)
def test_each_form(drawn: Drawn) -> None:
    found = measured(drawn.expected, understand(drawn.draw()))
    assert found.share_right >= 0.90, found.wrong
    assert found.share_invented <= 0.05, found.invented


def test_all_of_them() -> None:
    whole = together([measured(one.expected, understand(one.draw())) for one in MORE])
    assert whole.share_right >= 0.95, whole.wrong
    assert whole.invented == ()


WIDTHS = (30.0, 35.0, 35.0, 35.0, 35.0)


def names(*rows: Row, widths: tuple[float, ...] = WIDTHS) -> list[str]:
    """The names of the fields of a form with one table."""
    proposal = understand(form(title("登记表"), table(widths, *rows)))
    return [str(one.definition["名称"]) for one in proposal.fields]


def test_rows_with_other_words_end_a_list() -> None:
    proposal = understand(
        form(
            title("登记表"),
            table(
                WIDTHS,
                row(C("成员", merge="起"), "姓名", "年龄", "职务", "电话"),
                *[row(C(merge="续"), "", "", "", "") for _ in range(2)],
                row("爱好", "□读书", "□书法", "□绘画", "□棋类"),
                row("特长", "□读书", "□书法", "□绘画", "□声乐"),
            ),
        )
    )
    [rows] = proposal.repetitions
    assert (rows.first, rows.last) == (1, 2)
    assert [one.definition["名称"] for one in proposal.fields] == ["成员", "爱好", "特长"]
    assert proposal.fields[2].definition["选项"] == ["读书", "书法", "绘画", "声乐"]


def test_a_column_of_boxes_is_one_of_a_list() -> None:
    proposal = understand(
        form(
            title("登记表"),
            table(
                (60.0, 60.0, 60.0),
                row("姓名", "性别", "电话"),
                *[row("", "□男 □女", "") for _ in range(3)],
            ),
        )
    )
    [rows] = proposal.repetitions
    assert (rows.first, rows.last) == (1, 3)


def test_headings_side_by_side_tell_two_people_apart() -> None:
    widths = (30.0, 55.0, 30.0, 55.0)
    pair = row("姓名", "", "姓名", "")
    assert names(row(C("男方", span=2), C("女方", span=2)), pair, widths=widths) == [
        "男方姓名",
        "女方姓名",
    ]
    assert names(row(C("基本信息", span=4)), pair, widths=widths) == ["姓名", "姓名2"]


def test_a_word_behind_a_date_stays() -> None:
    proposal = understand(
        form(title("登记表"), table((40.0, 100.0), row("任职时间", "　　　　年　　月起")))
    )
    assert proposal.fields[0].definition["类型"] == "年月"
    assert [one.tag.partition("|")[2][:1] for one in proposal.insertions] == ["年", "月"]


def test_words_that_close_a_blank_are_not_the_next_label() -> None:
    proposal = understand(
        form(title("登记表"), line("学费：　　　　　元　　　　　　缴费日期：　　　年　　月　　日"))
    )
    assert [one.definition["名称"] for one in proposal.fields] == ["学费", "缴费日期"]
