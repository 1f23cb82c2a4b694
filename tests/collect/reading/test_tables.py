"""Cells have their place in the grid, and what was merged into them."""

from __future__ import annotations

import pytest

from formgen.collect.content import Box
from formgen.collect.reading.blocks import MAX_BOXES
from formgen.ooxml import PackageError
from tests.collect.reading.reading import boxes, place, texts
from tests.word.making import cell, paragraph, row, table

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int | str, more: str = "") -> str:
    return f'<w:gridSpan w:val="{columns}"/>{more}'


def found(*body: str) -> list[tuple[str, tuple[int, int, int, int, int]]]:
    return [(box.text, place(box)) for box in boxes(*body)]


def test_cells_come_row_by_row_empty_ones_too() -> None:
    assert boxes("<w:p/>", table(row("姓名", cell()), row(cell("一", "", "二"), "三"))) == (
        Box(("姓名",), table=1, row=0, column=0),
        Box((), table=1, row=0, column=1),
        Box(("一", "二"), table=1, row=1, column=0),
        Box(("三",), table=1, row=1, column=1),
    )


def test_spans_count_columns() -> None:
    assert found(
        table(row("甲", cell("乙", properties=span(2)), "丙"), row("一", "二", "三", "四"))
    )[:3] == [("甲", (1, 0, 0, 1, 1)), ("乙", (1, 0, 1, 2, 1)), ("丙", (1, 0, 3, 1, 1))]


def test_grid_lines_that_no_cell_uses_are_not_counted() -> None:
    wide = cell("乙", properties=span(5))

    assert found(table(row("甲", wide), row("一", wide))) == found(
        table(row("甲", "乙"), row("一", "乙"))
    )


@pytest.mark.parametrize("columns", ["0", "-3", "x", ""])
def test_a_span_that_makes_no_sense_is_one(columns: str) -> None:
    assert found(table(row(cell("甲", properties=span(columns)), "乙")))[1] == (
        "乙",
        (1, 0, 1, 1, 1),
    )


def test_a_row_may_begin_further_right() -> None:
    before = '<w:gridBefore w:val="1"/>'

    assert found(table(row("一", "二"), row("乙", properties=before)))[2] == ("乙", (1, 1, 1, 1, 1))


def test_text_left_in_a_merged_rest_belongs_to_the_cell() -> None:
    assert found(
        table(
            row(cell("照片", properties=DOWN), "一"),
            row(cell("留下的", properties=ON), "二"),
            row(cell("", properties=ON), "三"),
            row("新", "四"),
        )
    ) == [
        ("照片\n留下的", (1, 0, 0, 1, 3)),
        ("一", (1, 0, 1, 1, 1)),
        ("二", (1, 1, 1, 1, 1)),
        ("三", (1, 2, 1, 1, 1)),
        ("新", (1, 3, 0, 1, 1)),
        ("四", (1, 3, 1, 1, 1)),
    ]


def test_a_merged_rest_without_a_beginning_is_a_cell() -> None:
    rest = cell("丁", properties=ON)

    assert texts(table(row("甲", "乙"), row("丙", rest), row("戊", rest))) == [
        *("甲", "乙", "丙", "丁", "戊", "丁")
    ]


def test_a_merge_ends_with_the_next_cell_of_its_column() -> None:
    start, rest = cell("甲", properties=DOWN), cell("丙", properties=ON)

    assert texts(table(row(start), row(rest), row("乙"), row(rest))) == ["甲\n丙", "乙", "丙"]


def test_a_merged_rest_of_another_width_is_a_cell() -> None:
    start, wider = cell("甲", properties=DOWN), cell("丙", properties=span(2, ON))

    assert texts(table(row(start, "乙"), row(wider))) == ["甲", "乙", "丙"]


def test_a_merge_that_was_tracked_is_one() -> None:
    start = cell("甲", properties='<w:cellMerge w:id="1" w:vMerge="rest"/>')
    rest = cell("丙", properties='<w:cellMerge w:id="2" w:vMerge="cont"/>')

    assert texts(table(row(start), row(rest))) == ["甲\n丙"]


def test_cells_merged_the_old_way_are_one() -> None:
    start, rest = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"

    assert found(
        table(
            row(cell("甲", properties=start), cell("余", properties=rest), "乙"),
            row("一", "二", "三"),
        )
    )[:2] == [("甲\n余", (1, 0, 0, 2, 1)), ("乙", (1, 0, 2, 1, 1))]


def test_a_nested_table_stands_right_behind_its_cell() -> None:
    inner = table(row("内一", "内二"))

    assert found(
        table(row(cell(paragraph("外"), inner, paragraph("下")), "邻")), table(row("又"))
    ) == [
        ("外\n下", (1, 0, 0, 1, 1)),
        ("内一", (2, 0, 0, 1, 1)),
        ("内二", (2, 0, 1, 1, 1)),
        ("邻", (1, 0, 1, 1, 1)),
        ("又", (3, 0, 0, 1, 1)),
    ]


def test_content_controls_round_tables_rows_and_cells_change_nothing() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    plain = table(row("甲", "乙"), row("丙", "丁"))
    wrapped = control(
        table(
            control(row("甲", control(cell(control(paragraph("乙")))))),
            f"<w:customXml w:element='r'>{row('丙', '丁')}</w:customXml>",
        )
    )

    assert boxes(wrapped) == boxes(plain)


def test_deleted_rows_and_cells_are_gone_and_inserted_ones_are_there() -> None:
    gone, new = "<w:del w:id='1'/>", "<w:ins w:id='2'/>"

    assert found(
        table(
            row("旧", "行", properties=gone),
            row("新", "行", properties=new),
            row(cell("旧格", properties="<w:cellDel w:id='3'/>"), "甲", "乙"),
        )
    ) == [
        ("新", (1, 0, 0, 1, 1)),
        ("行", (1, 0, 1, 1, 1)),
        ("甲", (1, 1, 0, 1, 1)),
        ("乙", (1, 1, 1, 1, 1)),
    ]


def test_as_many_boxes_as_the_bound_are_read_and_no_more() -> None:
    cells = "<w:tr>" + "<w:tc/>" * 500 + "</w:tr>"

    assert len(boxes(table(cells * (MAX_BOXES // 500)))) == MAX_BOXES
    with pytest.raises(PackageError, match="太多"):
        boxes(table(cells * (MAX_BOXES // 500), row("多")))
    with pytest.raises(PackageError, match="太多"):
        boxes(table(cells * (MAX_BOXES // 500)), paragraph("多"))
