"""Tables: grid, spans, merges, borders, rows, placement."""

from __future__ import annotations

import pytest

from formgen.layout.model import Paragraph, RowHeight, Table
from formgen.layout.reading import read_document
from tests.layout.reading.packing import (
    constructs,
    model,
    only_table,
    text_of,
    with_settings,
)
from tests.word.making import cell, docx, paragraph, row, table

GRID = "".join(
    f'<w:{side} w:val="single" w:sz="{size}"/>'
    for side, size in [
        *[(side, 12) for side in ("top", "left", "bottom", "right")],
        ("insideH", 4),
        ("insideV", 4),
    ]
)
BORDERS = f"<w:tblBorders>{GRID}</w:tblBorders>"
MODE_15 = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def _widths(found: Table) -> list[list[float | None]]:
    """Border widths of each cell: top, right, bottom, left."""
    return [
        [
            line.width if line else None
            for line in (one.borders.top, one.borders.right, one.borders.bottom, one.borders.left)
        ]
        for line_of_cells in found.rows
        for one in line_of_cells.cells
    ]


def _merge(kind: str) -> str:
    return f'<w:vMerge w:val="{kind}"/>' if kind else "<w:vMerge/>"


def _wide(width: float, kind: str = "dxa") -> str:
    return f'<w:tcW w:w="{width:g}" w:type="{kind}"/>'


def test_cells_know_their_columns() -> None:
    found = only_table(
        table(
            row(cell("甲", properties='<w:gridSpan w:val="2"/>'), "乙"),
            row("丙", "丁", properties='<w:gridBefore w:val="1"/>'),
            widths=(200, 400, 600),
        )
    )
    assert found.columns == (10.0, 20.0, 30.0)
    places = [[(one.column, one.column_span) for one in line.cells] for line in found.rows]
    assert places == [[(0, 2), (2, 1)], [(1, 1), (2, 1)]]
    assert found.source == "表格1"
    assert [p.source for p in found.rows[1].cells[0].blocks] == ["表格1第2行第1格"]


def test_vertical_merges_become_spans() -> None:
    found = only_table(
        table(
            row(cell("甲", properties=_merge("restart")), "一"),
            row(cell("", properties=_merge("")), "二"),
            row(cell("", properties=_merge("continue")), "三"),
            row(cell("乙", properties=_merge("restart")), "四"),
        )
    )
    spans = [[(one.column, one.row_span) for one in line.cells] for line in found.rows]
    assert spans == [[(0, 3), (1, 1)], [(1, 1)], [(1, 1)], [(0, 1), (1, 1)]]
    assert [p.source for p in found.rows[1].cells[0].blocks] == ["表格1第2行第2格"]


def test_a_cell_that_continues_nothing_stands_for_itself() -> None:
    found = only_table(
        table(
            row(cell("甲", properties=_merge("")), "乙", "丙"),
            row(cell("丁", properties=_merge("") + '<w:gridSpan w:val="2"/>'), "戊"),
            widths=(200, 200, 200),
        )
    )
    assert text_of([found]) == ["甲", "乙", "丙", "丁", "戊"]


def test_words_under_a_merged_cell_are_noted() -> None:
    found = model(
        table(
            row(cell("甲", properties=_merge("restart"))),
            row(cell("被盖住", properties=_merge(""))),
        )
    )
    assert text_of(found.sections[0].blocks) == ["甲"]
    assert constructs(found) == {"合并单元格里被盖住的文字"}


def test_old_horizontal_merges() -> None:
    found = only_table(
        table(
            row(
                cell("甲", properties='<w:hMerge w:val="restart"/>'),
                cell("", properties='<w:hMerge w:val="continue"/>'),
            )
        )
    )
    assert [(one.column, one.column_span) for one in found.rows[0].cells] == [(0, 2)]


def test_borders_are_distributed() -> None:
    found = only_table(table(row("甲", "乙"), row("丙", "丁"), properties=BORDERS))
    assert _widths(found) == [
        [1.5, 0.5, 0.5, 1.5],
        [1.5, 1.5, 0.5, 0.5],
        [0.5, 0.5, 1.5, 1.5],
        [0.5, 1.5, 1.5, 0.5],
    ]


def test_borders_of_merged_cells_and_their_neighbours() -> None:
    bottom = '<w:tcBorders><w:bottom w:val="single" w:sz="24"/></w:tcBorders>'
    hidden = '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'
    found = only_table(
        table(
            row(cell("甲", properties=_merge("restart") + hidden), "乙"),
            row(cell("", properties=_merge("") + bottom), "丙"),
            properties=BORDERS,
        )
    )
    assert _widths(found) == [[1.5, 0.5, 3.0, 1.5], [1.5, 1.5, 0.5, 0.5], [0.5, 1.5, 1.5, 0.5]]


def test_a_row_beside_a_merged_cell_ends_inside_the_table() -> None:
    found = only_table(
        table(
            row("甲", cell("乙", properties=_merge("restart"))),
            row("丙", cell("", properties=_merge(""))),
            properties=BORDERS,
        )
    )
    assert _widths(found)[2] == [0.5, 0.5, 1.5, 1.5]


def test_a_cells_own_borders_and_diagonals() -> None:
    own = (
        '<w:tcBorders><w:top w:val="nil"/><w:right w:val="double" w:sz="4"/>'
        '<w:tl2br w:val="single" w:sz="8"/></w:tcBorders>'
    )
    found = only_table(table(row(cell("甲", properties=own), "乙"), properties=BORDERS))
    first = found.rows[0].cells[0]
    assert first.borders.top is None
    assert first.borders.right is not None
    assert first.borders.right.style == "double"
    assert first.diagonal_down is not None
    assert (first.diagonal_down.width, first.diagonal_up) == (1.0, None)


def test_a_row_may_except_itself_from_the_tables_borders() -> None:
    exceptions = '<w:tblPrEx><w:tblBorders><w:insideV w:val="nil"/></w:tblBorders></w:tblPrEx>'
    plain = row("甲", "乙")
    changed = plain.replace("<w:tr>", f"<w:tr>{exceptions}")
    found = only_table(table(changed, plain, properties=BORDERS))
    assert [widths[1] for widths in _widths(found)] == [None, 1.5, 0.5, 1.5]


def test_a_row_may_except_itself_from_the_tables_shading() -> None:
    exceptions = '<w:tblPrEx><w:shd w:val="clear" w:fill="D9D9D9"/></w:tblPrEx>'
    plain = row("甲")
    found = only_table(table(plain.replace("<w:tr>", f"<w:tr>{exceptions}"), plain))
    assert [one.cells[0].shading for one in found.rows] == ["#d9d9d9", None]


def test_margins_shading_and_alignment_of_cells() -> None:
    own = (
        '<w:tcMar><w:left w:w="40" w:type="dxa"/></w:tcMar><w:shd w:val="clear" w:fill="D9D9D9"/>'
        '<w:vAlign w:val="bottom"/><w:textDirection w:val="tbRlV"/>'
    )
    found = only_table(
        table(
            row(cell("甲", properties=own), "乙"),
            properties='<w:tblCellMar><w:top w:w="60" w:type="dxa"/></w:tblCellMar>',
        )
    )
    first, second = found.rows[0].cells
    margins = first.margins
    assert (margins.top, margins.right, margins.bottom, margins.left) == (3.0, 5.4, 0.0, 2.0)
    assert (first.shading, first.vertical_align, first.text_direction) == (
        "#d9d9d9",
        "bottom",
        "stacked",
    )
    assert (second.vertical_align, second.text_direction) == ("top", "horizontal")


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:trHeight w:val="400"/>', RowHeight("at_least", 20.0)),
        ('<w:trHeight w:val="400" w:hRule="exact"/>', RowHeight("exact", 20.0)),
        ('<w:trHeight w:val="400" w:hRule="auto"/>', RowHeight()),
        ('<w:trHeight w:val="-5"/>', RowHeight()),
        ("", RowHeight()),
    ],
)
def test_row_heights(properties: str, expected: RowHeight) -> None:
    assert only_table(table(row("甲", properties=properties))).rows[0].height == expected


def test_heads_repeat_only_from_the_first_row_on() -> None:
    head = "<w:tblHeader/><w:cantSplit/>"
    found = only_table(table(row("甲", properties=head), row("乙"), row("丙", properties=head)))
    assert [(line.header, line.cant_split) for line in found.rows] == [
        (True, True),
        (False, False),
        (False, True),
    ]


def test_deleted_and_hidden_rows_are_not_there() -> None:
    found = only_table(
        table(
            row("甲"),
            row("乙", properties="<w:del/>"),
            row("丙", properties="<w:hidden/>"),
            f"<w:sdt><w:sdtContent>{row('丁')}</w:sdtContent></w:sdt>",
        )
    )
    assert text_of([found]) == ["甲", "丁"]
    assert model(table(row("甲", properties="<w:del/>")), "后").sections[0].blocks[0].source == (
        "正文第1段"
    )


def test_widths_come_from_cells_where_the_grid_is_missing_or_wrong() -> None:
    cells = row(cell("甲", properties=_wide(400)), cell("乙", properties=_wide(800)))
    assert only_table(table(cells, widths=())).columns == (20.0, 40.0)
    assert only_table(table(cells, widths=(0, 0))).columns == (20.0, 40.0)
    assert only_table(table(cells, widths=(600, 600))).columns == (20.0, 40.0)
    spanning = row(cell("丙", properties=_wide(1200) + '<w:gridSpan w:val="2"/>'))
    narrow = row(cell("丁", properties=_wide(400)), "戊")
    assert only_table(table(spanning, narrow, widths=())).columns == (20.0, 40.0)


def test_widths_are_scaled_to_the_tables_own() -> None:
    cells = row("甲", "乙")
    own = '<w:tblW w:w="2400" w:type="dxa"/>'
    assert only_table(table(cells, widths=(400, 800), properties=own)).columns == (40.0, 80.0)
    fixed = own + '<w:tblLayout w:type="fixed"/>'
    assert only_table(table(cells, widths=(400, 800), properties=fixed)).columns == (20.0, 40.0)
    half = '<w:tblW w:w="2500" w:type="pct"/>'
    found = only_table(table(cells, widths=(400, 800), properties=half))
    assert sum(found.columns) == pytest.approx((11906 - 2268) / 20 / 2)


def test_where_a_table_stands() -> None:
    properties = '<w:tblInd w:w="200" w:type="dxa"/>' + BORDERS
    old = only_table(table(row("甲"), properties=properties))
    assert old.indent == pytest.approx(10.0 - 5.4)
    content = docx(table(row(cell(table(row("内"), properties=properties)))))
    inner = read_document(content).sections[0].blocks[0]
    assert isinstance(inner, Table)
    nested = inner.rows[0].cells[0].blocks[0]
    assert isinstance(nested, Table)
    assert nested.indent == pytest.approx(10.75)
    assert nested.source == "表格1第1行第1格里的表格"
    newer = with_settings(docx(table(row("甲"), properties=properties)), MODE_15)
    found = read_document(newer).sections[0].blocks[0]
    assert isinstance(found, Table)
    assert found.indent == pytest.approx(10.75)
    centred = only_table(table(row("甲", properties='<w:jc w:val="center"/>')))
    assert centred.alignment == "center"


def test_floating_tables() -> None:
    floating = '<w:tblpPr w:horzAnchor="page" w:tblpX="200" w:tblpYSpec="bottom"/>'
    frame = only_table(table(row("甲"), properties=floating)).floating
    assert frame is not None
    assert (frame.horizontal.relative_to, frame.horizontal.distance) == ("page", 10.0)
    assert (frame.vertical.relative_to, frame.vertical.align) == ("margin", "bottom")


def test_cells_without_paragraphs_get_one() -> None:
    found = only_table(table("<w:tr><w:tc><w:tcPr/></w:tc></w:tr>"))
    assert isinstance(found.rows[0].cells[0].blocks[0], Paragraph)


def test_cells_after_a_nested_table_keep_their_paragraph() -> None:
    found = only_table(table(row(cell(table(row("内")), paragraph("外")))))
    kinds = [type(block).__name__ for block in found.rows[0].cells[0].blocks]
    assert kinds == ["Table", "Paragraph"]


def test_noted_kinds_of_tables() -> None:
    found = model(table(row(cell("甲", properties="<w:tcFitText/>")), properties="<w:bidiVisual/>"))
    assert constructs(found) == {"适应文字的单元格", "从右到左的表格"}
    spaced = table(row("甲"), properties='<w:tblCellSpacing w:w="40" w:type="dxa"/>')
    assert constructs(model(spaced)) == {"单元格之间的间距"}
    turned = cell(table(row("内")), paragraph(""), properties='<w:textDirection w:val="tbRl"/>')
    assert constructs(model(table(row(turned)))) == {"竖排单元格里的表格"}


def test_a_table_of_heads_alone_repeats_none() -> None:
    head = "<w:tblHeader/>"
    found = only_table(table(row("甲", properties=head), row("乙", properties=head)))
    assert [line.header for line in found.rows] == [False, False]


@pytest.mark.parametrize(
    ("second", "bold"),
    [
        ("<w:tblHeader/>", [True, True, False]),
        ('<w:cnfStyle w:val="100000000000"/><w:tblHeader/>', [True, True, False]),
        ('<w:cnfStyle w:val="000000100000"/><w:tblHeader/>', [True, False, False]),
        ("", [True, False, False]),
    ],
)
def test_all_heads_look_like_the_first_row(second: str, bold: list[bool]) -> None:
    style = (
        '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
        "</w:rPr></w:tblStylePr></w:style>"
    )
    rows = (row("甲", properties="<w:tblHeader/>"), row("乙", properties=second), row("丙"))
    content = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid/>{''.join(rows)}</w:tbl>"
    )
    (found,) = read_document(docx(content, styles=style)).sections[0].blocks
    assert isinstance(found, Table)
    looks = [line.cells[0].blocks[0] for line in found.rows]
    assert [isinstance(one, Paragraph) and one.mark.bold for one in looks] == bold
