"""What is said of pages that cannot be stamped, signed or read, on both sides of each limit."""

from __future__ import annotations

import pytest

from tests.layout.proving.making import (
    CAPTION,
    DATE,
    RULED,
    cell,
    codes,
    exact,
    faults,
    form,
    height,
    only,
    paragraph,
    right,
    row,
    stamp_cell,
)
from tests.word.making import run

LINE = "各单位推荐意见写在这里，字数不限。"
WHOLE = "<w:cantSplit/>"
MM = 36_000
"""EMU of a millimetre."""


def filled(count: int) -> list[str]:
    """So many lines of a millimetre each."""
    return [exact("字", 72 / 25.4)] * count


@pytest.mark.parametrize(("rule", "found"), [("", ["P05"]), (WHOLE, [])])
def test_a_stamp_cell_over_two_pages_is_said(rule: str, found: list[str]) -> None:
    made = row(cell("意见"), stamp_cell(*[right("　")] * 14), properties=rule)
    assert codes(*filled(210), form(made)) == found


def test_the_message_says_where_the_cell_is_cut() -> None:
    made = form(row(cell("推荐单位", "意见"), stamp_cell(LINE, *[LINE] * 16)))
    code, details = only(*filled(200), made)
    assert (code, details) == (
        "P05",
        {"caption": "推荐单位意见（盖章）", "page": 1, "next_page": 2},
    )


def test_a_signature_cell_over_two_pages_is_said_and_needs_no_room() -> None:
    made = form(row(cell("承诺"), cell(*[LINE] * 8, right("作者（签字）：　　　年　月　日"))))
    assert only(*filled(225), made)[1]["caption"] == "承诺作者（签字）"
    assert codes(made) == []


def test_a_stamp_cell_that_spans_rows_is_cut_between_them() -> None:
    begun = '<w:vMerge w:val="restart"/>'
    rows = [
        row(cell("一"), stamp_cell(properties=begun), properties=height(50)),
        row(cell("二"), cell(properties="<w:vMerge/>"), properties=height(50)),
    ]
    assert codes(*filled(150), form(*rows)) == ["P05"]
    assert codes(*filled(100), form(*rows)) == []


def test_a_cut_inside_a_nested_table_is_a_cut_of_its_cell() -> None:
    inner = form(row(cell("盖章")), row(cell(DATE)), widths=(90,), properties="")
    outer = form(row(cell("意见"), cell(*[LINE] * 6, inner, paragraph())))
    assert codes(*filled(205), outer) == ["P05"]
    assert codes(*filled(205), outer.replace("<w:tr>", f"<w:tr><w:trPr>{WHOLE}</w:trPr>", 1)) == [
        "P06"
    ]


@pytest.mark.parametrize(("side", "found"), [(44.9, ["P06"]), (45, [])])
def test_a_cell_is_as_high_as_a_seal(side: float, found: list[str]) -> None:
    assert codes(form(row(cell("意见"), stamp_cell(), properties=height(side)))) == found


@pytest.mark.parametrize(("side", "found"), [(44.9, ["P06"]), (45, [])])
def test_a_cell_is_as_wide_as_a_seal(side: float, found: list[str]) -> None:
    made = form(row(cell("意见"), stamp_cell(), properties=height(60)), widths=(30, side))
    assert codes(made) == found


@pytest.mark.parametrize(("free", "found"), [(44.3, ["P06"]), (45.7, [])])
def test_the_opinion_stays_free_of_the_seal(free: float, found: list[str]) -> None:
    """Lines of ten points, as high as their characters, that fill the width."""
    opinion = [exact("同意推荐" * 7, 10)] * 5
    high = 50 / 72 * 25.4 + free
    made = row(cell("意见"), stamp_cell(*opinion), properties=height(high))
    assert codes(form(made)) == found


@pytest.mark.parametrize(("width", "found"), [(89.7, ["P06"]), (90, [])])
def test_two_joint_seals_stand_side_by_side(width: float, found: list[str]) -> None:
    inner = form(
        row(cell("盖　　章"), cell("盖　　章")), row(cell(DATE), cell(DATE)),
        widths=(width / 2, width / 2), properties="",
    )  # fmt: skip
    made = row(cell("意见"), cell(inner, exact("", 1)), properties=height(60))
    assert codes(form(made, widths=(30, width))) == found


def test_captions_in_one_line_need_a_place_each() -> None:
    line = "（盖章）　　　　　　（盖章）"
    made = row(cell("意见"), cell(line), properties=height(60))
    assert codes(form(made, widths=(30, 91))) == []
    assert codes(form(made, widths=(30, 89))) == ["P06"]
    piled = row(cell("意见"), cell("（盖章）", "（盖章）"), properties=height(91))
    assert codes(form(piled, widths=(30, 50))) == []


def test_rules_inside_the_cell_stop_the_seal() -> None:
    def made(properties: str) -> str:
        parts = row(cell(CAPTION), cell("　"), properties=height(48))
        inner = form(parts, widths=(40, 40), properties=properties)
        return form(row(cell("意见"), cell(inner, exact("", 1))), widths=(30, 80))

    assert codes(made("")) == []
    assert codes(made(RULED)) == ["P06"]


def test_rows_without_a_rule_between_them_are_one_place() -> None:
    def rows(rule: str) -> str:
        upper = cell(
            right(CAPTION), properties=f'<w:tcBorders><w:bottom w:val="{rule}"/></w:tcBorders>'
        )
        lower = cell(right(DATE), properties=f'<w:tcBorders><w:top w:val="{rule}"/></w:tcBorders>')
        return form(
            row(cell("意见"), upper, properties=height(30)),
            row(cell("日期"), lower, properties=height(20)),
        )

    assert codes(rows("nil")) == []
    assert codes(rows("single")) == ["P06"]


@pytest.mark.parametrize(
    "line",
    [
        "负责人签字：＿＿＿＿",
        "签名：",
        "2024年5月8日",
        "二〇二四年五月八日",
        DATE,
    ],
)
def test_signature_and_date_may_be_covered(line: str) -> None:
    made = row(cell("意见"), cell(*[right(line)] * 6, CAPTION), properties=height(46))
    assert codes(form(made)) == []


def test_opinions_may_not_be_covered() -> None:
    lines = [right("同意推荐")] * 7
    assert codes(
        form(row(cell("意见"), cell(*lines, CAPTION), properties=height(46)), widths=(30, 50))
    ) == ["P06"]


def test_the_reason_says_how_much_room_there_is() -> None:
    small = form(row(cell("意见"), stamp_cell(), properties=height(30)))
    assert only(small)[1]["reason"] == "这一格宽 100.0 毫米、高 30.0 毫米"
    joint = form(
        row(cell("意见"), cell("（盖章）　　　　（盖章）"), properties=height(60)), widths=(30, 80)
    )
    assert only(joint)[1]["reason"] == "要盖 2 个章，这一格宽 80.0 毫米、高 60.0 毫米"
    text = form(row(cell("意见"), stamp_cell(*[LINE * 2] * 3), properties=height(62)))
    assert "文字以外的空处只够" in str(only(text)[1]["reason"])


def test_a_unit_s_name_beside_its_label_is_stamped_over() -> None:
    made = form(row(cell("申报单位（盖章）"), cell("徐州市委网信办"), properties=height(11)))
    assert codes(made) == []


@pytest.mark.parametrize(("points", "found"), [(20, []), (19, []), (17, ["P08"]), (9, ["P08"])])
def test_text_higher_than_an_exact_row(points: float, found: list[str]) -> None:
    """Lines of 10 points whose baseline lies about 8 below their upper edge."""
    made = row(cell(exact("甲", 8)), cell(exact("第一行", 10), exact("第二行", 10)))
    high = f'<w:trPr><w:trHeight w:val="{round(points * 20)}" w:hRule="exact"/></w:trPr>'
    assert codes(form(made.replace("<w:tr>", f"<w:tr>{high}"))) == found


def test_the_lost_text_is_quoted_in_part() -> None:
    made = form(row(cell("甲"), cell(*["很长很长的文字" * 2] * 4), properties=height(6)))
    code, details = only(made)
    assert code == "P08"
    assert details["where"] == "表格1第1行第2格"
    assert details["lost"] == f"，没有印出“{('很长很长的文字' * 4)[:20]}…”"
    assert codes(form(row(cell("甲"), cell(*["文字"] * 4), properties=height(6, "atLeast")))) == []


@pytest.mark.parametrize("direction", ["tbRlV", "tbRl", "btLr"])
@pytest.mark.parametrize(("tall", "wide", "found"), [(34, 8, []), (14, 24, []), (14, 8, ["P08"])])
def test_turned_text_that_leaves_its_cell(
    direction: str, tall: float, wide: float, found: list[str]
) -> None:
    """Six characters of 5.3 millimetres: in one line of 32, or in three of 10.6."""
    size = '<w:sz w:val="30"/>'
    turned = cell(
        paragraph(run("推荐单位意见", size)), properties=f'<w:textDirection w:val="{direction}"/>'
    )
    made = form(row(turned, cell(""), properties=height(tall)), widths=(wide, 100))
    assert codes(made) == found


def picture(width: float, tall: float) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{round(width * MM)}" cy="{round(tall * MM)}"/>'
        f'<wp:docPr id="1" name="照片"/>{_GRAPHIC}</wp:inline></w:drawing></w:r>'
    )


def floating(x: float, y: float, width: float, tall: float, behind: int = 0) -> str:
    places = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{round(at * MM)}</wp:posOffset>'
        f"</wp:position{axis}>"
        for axis, at in (("H", x), ("V", y))
    )
    return paragraph(
        f'<w:r><w:drawing><wp:anchor behindDoc="{behind}">{places}'
        f'<wp:extent cx="{round(width * MM)}" cy="{round(tall * MM)}"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="照片"/>{_GRAPHIC}</wp:anchor></w:drawing></w:r>'
    )


_GRAPHIC = (
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:blipFill><a:blip r:embed="pic1"/></pic:blipFill><pic:spPr>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic>'
)


@pytest.mark.parametrize(("width", "found"), [(30.2, []), (30.4, ["P09"])])
def test_a_photo_wider_than_its_cell(width: float, found: list[str]) -> None:
    made = row(cell("姓名"), cell(paragraph(picture(width, 20))))
    assert codes(form(made, widths=(30, 30))) == found


@pytest.mark.parametrize(("tall", "found"), [(48, []), (51, ["P09"])])
def test_a_photo_higher_than_its_exact_row(tall: float, found: list[str]) -> None:
    made = row(cell("姓名"), cell(paragraph(picture(20, tall))), properties=height(50))
    assert "P09" in codes(form(made)) or found == []
    assert [code for code in codes(form(made)) if code == "P09"] == found


def test_it_says_which_photo_sticks_out_where_and_by_how_much() -> None:
    """The cell's text begins behind half its border, 0.1 mm."""
    made = row(cell("姓名"), cell(paragraph(picture(35, 20))))
    details = {"where": "表格1第1行第2格", "bound": "它的格子", "side": "右边", "excess": "5.1"}
    assert only(form(made, widths=(30, 30))) == ("P09", {"page": 1, **details})


@pytest.mark.parametrize(("x", "found"), [(52, []), (64, ["P09"]), (45, ["P09"])])
def test_a_floating_photo_whose_middle_is_in_a_cell(x: float, found: list[str]) -> None:
    """The table begins 20 mm from the left and 25 mm from the top: the cell ends at 90 mm."""
    made = form(row(cell("姓名"), cell(), properties=height(60)), widths=(30, 40))
    assert codes(made, floating(x, 30, 30, 40)) == found


def test_a_floating_photo_beside_tables_is_let_be() -> None:
    assert codes("正文", floating(100, 100, 30, 40)) == []


@pytest.mark.parametrize(("x", "found"), [(180.2, []), (180.4, ["P09"]), (-0.4, ["P09"])])
def test_a_picture_off_the_paper(x: float, found: list[str]) -> None:
    assert codes("正文", floating(x, 100, 30, 40)) == found


def test_a_background_may_bleed() -> None:
    whole = floating(-3, -3, 216, 303, behind=1)
    made = form(row(cell("姓名"), cell(), properties=height(60)))
    assert codes(made, whole) == []
    assert codes(made, floating(-3, -3, 216, 303)) == ["P09"]


def test_faults_come_in_the_order_of_pages() -> None:
    small = form(row(cell("意见"), stamp_cell(), properties=height(30)))
    lost = form(row(cell("甲"), cell(*[LINE] * 4), properties=height(6)))
    second = paragraph(properties="<w:pageBreakBefore/>")
    assert [(one.page, one.code) for one in faults(lost, "", small, second, small)] == [
        (1, "P06"), (1, "P08"), (2, "P06"),
    ]  # fmt: skip
