"""Table properties, table styles and their conditional parts."""

from __future__ import annotations

import pytest

from formgen.layout.model import Border, Edges
from formgen.layout.reading.styles import Styles
from formgen.layout.reading.table_look import Span, TableLook, TableStyle, with_cell
from tests.layout.reading.resolving import element, paragraph_properties, style, styles_of

THIN, THICK, RED = Border("single", 0.5), Border("single", 1.5), Border("single", 1, "#ff0000")


def edge(name: str, border: Border | None) -> str:
    if border is None:
        return f'<w:{name} w:val="nil"/>'
    colour = border.colour.removeprefix("#")
    return f'<w:{name} w:val="single" w:sz="{border.width * 8:g}" w:color="{colour}"/>'


def edges(kind: str, **borders: Border | None) -> str:
    inner = "".join(edge(name, border) for name, border in borders.items())
    return f"<w:{kind}>{inner}</w:{kind}>"


def part(name: str, *, cell: str = "", run: str = "", paragraph: str = "") -> str:
    return (
        f'<w:tblStylePr w:type="{name}"><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>'
        f"<w:tcPr>{cell}</w:tcPr></w:tblStylePr>"
    )


def fill(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def table(styles: Styles, direct: str = "", look: str = "") -> TableStyle:
    flags = f"<w:tblLook {look}/>" if look else ""
    return styles.table(element(f'<w:tblPr><w:tblStyle w:val="t"/>{direct}{flags}</w:tblPr>'))


def at(found: TableStyle, row: int, column: int, rows: int = 4, columns: int = 4) -> TableLook:
    return found.cell(Span(row, 1, rows), Span(column, 1, columns))


def test_a_table_without_style_has_words_margins_and_no_borders() -> None:
    found = styles_of().table(None)
    assert found.cell_margins == Edges(0, 5.4, 0, 5.4)
    assert found.borders == Edges(None, None, None, None)
    assert at(found, 0, 0) == TableLook()


def test_direct_properties_stand_above_the_style_and_what_it_is_based_on() -> None:
    base = style(
        "base",
        kind="table",
        inner='<w:tblPr><w:tblInd w:w="100" w:type="dxa"/><w:tblCellMar><w:left w:w="200" '
        'w:type="dxa"/><w:top w:w="20" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    )
    own = (
        '<w:tblPr><w:jc w:val="center"/><w:tblCellMar><w:start w:w="60"/></w:tblCellMar></w:tblPr>'
    )
    styles = styles_of(base + style("t", kind="table", base="base", inner=own))
    found = table(styles, '<w:tblCellMar><w:right w:w="0" w:type="dxa"/></w:tblCellMar>')
    assert found.cell_margins == Edges(1, 0, 0, 3)
    assert (found.indent, found.alignment) == (5, "center")


def test_shares_of_a_width_are_no_margins() -> None:
    margins = '<w:tblCellMar><w:left w:w="2500" w:type="pct"/></w:tblCellMar>'
    assert table(styles_of(), margins).cell_margins.left == 5.4


def test_the_default_table_style_holds_for_tables_without_one() -> None:
    inner = '<w:tblPr><w:tblInd w:w="40" w:type="dxa"/></w:tblPr>'
    styles = styles_of(style("n", kind="table", default=True, inner=inner))
    assert styles.table(None).indent == 2


def test_outer_and_inner_borders_are_given_to_the_cells() -> None:
    borders = edges("tblBorders", top=THICK, left=THICK, insideH=THIN, insideV=RED, bottom=None)
    found = table(styles_of(), borders)
    assert (found.inside_h, found.inside_v, found.borders.top) == (THIN, RED, THICK)
    assert at(found, 0, 0).borders == Edges(THICK, RED, THIN, THICK)
    assert at(found, 1, 1).borders == Edges(THIN, RED, THIN, RED)
    assert at(found, 3, 3).borders == Edges(THIN, None, None, RED)


def test_a_merged_cell_reaches_the_edges_it_is_merged_to() -> None:
    found = table(styles_of(), edges("tblBorders", bottom=THICK, right=THICK, insideH=THIN))
    whole = found.cell(Span(1, 3, 4), Span(0, 4, 4))
    assert whole.borders == Edges(THIN, THICK, THICK, None)


def test_rows_may_have_exceptions_from_the_tables_borders_and_margins() -> None:
    found = table(styles_of(), edges("tblBorders", top=THICK, insideH=THIN))
    assert at(found, 0, 1).borders.bottom == THIN
    changed = found.with_exceptions({"borders": {"insideH": RED}, "margins": {"left": 2.0}})
    assert at(changed, 0, 1).borders == Edges(THICK, None, RED, None)
    assert at(changed, 0, 1).margins == Edges(0, 5.4, 0, 2)
    assert at(found, 0, 1).borders.bottom == THIN


FIRST_ROW = part("firstRow", cell=fill("111111"), run="<w:b/>")
FLAGS = {
    "firstRow": FIRST_ROW,
    "lastRow": part("lastRow", cell=fill("222222")),
    "firstCol": part("firstCol", cell=fill("333333")),
    "lastCol": part("lastCol", cell=fill("444444")),
    "band1Horz": part("band1Horz", cell=fill("555555")),
    "band2Horz": part("band2Horz", cell=fill("666666")),
    "band2Vert": part("band2Vert", cell=fill("777777")),
    "nwCell": part("nwCell", cell=fill("888888")),
}


def shading_at(names: str, look: str, row: int, column: int) -> str | None:
    inner = "".join(FLAGS[name] for name in names.split())
    return at(
        table(styles_of(style("t", kind="table", inner=inner)), look=look), row, column
    ).shading


@pytest.mark.parametrize(
    ("names", "look", "row", "column", "expected"),
    [
        ("firstRow", 'w:firstRow="1"', 0, 2, "#111111"),
        ("firstRow", 'w:firstRow="1"', 1, 2, None),
        ("firstRow", 'w:val="0020"', 0, 2, "#111111"),
        ("firstRow", 'w:val="0020" w:firstRow="0"', 0, 2, None),
        ("lastRow", 'w:val="0040"', 3, 0, "#222222"),
        ("firstRow firstCol", 'w:val="00A0"', 0, 0, "#333333"),
        ("firstRow firstCol nwCell", 'w:val="00A0"', 0, 0, "#888888"),
        ("firstCol nwCell", 'w:val="0080"', 0, 0, "#333333"),
        ("lastCol", 'w:lastColumn="1"', 2, 3, "#444444"),
        ("firstRow band1Horz band2Horz", 'w:firstRow="1"', 0, 1, "#111111"),
        ("firstRow band1Horz band2Horz", 'w:firstRow="1"', 1, 1, "#555555"),
        ("firstRow band1Horz band2Horz", 'w:firstRow="1"', 2, 1, "#666666"),
        ("band1Horz band2Horz", 'w:val="0000"', 0, 1, "#555555"),
        ("band1Horz", 'w:noHBand="1"', 0, 1, None),
        ("band2Vert", 'w:val="0000"', 1, 1, "#777777"),
        ("band2Vert", 'w:firstColumn="1"', 1, 1, None),
        ("band2Vert", 'w:val="0400"', 1, 1, None),
        ("band1Horz band2Vert", 'w:val="0000"', 0, 1, "#555555"),
    ],
)
def test_conditional_parts(
    names: str, look: str, row: int, column: int, expected: str | None
) -> None:
    assert shading_at(names, look, row, column) == expected


def test_bands_may_be_several_rows_high() -> None:
    size = '<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>'
    borders = edges("tcBorders", top=THICK, bottom=THICK, insideH=RED)
    inner = size + part("band1Horz", cell=borders + fill("555555"))
    found = table(styles_of(style("t", kind="table", inner=inner)))
    assert [at(found, row, 0).shading for row in range(4)] == ["#555555", "#555555", None, None]
    for first in (0, 4):
        assert at(found, first, 0, rows=7).borders == Edges(THICK, None, RED, None)
        assert at(found, first + 1, 0, rows=7).borders == Edges(RED, None, THICK, None)


def test_a_regions_borders_lie_around_the_region() -> None:
    inner = part("firstRow", cell=edges("tcBorders", left=THICK, bottom=THICK, insideV=None))
    found = table(
        styles_of(style("t", kind="table", inner=inner)),
        edges(
            "tblBorders", top=THIN, left=THIN, bottom=THIN, right=THIN, insideH=THIN, insideV=THIN
        ),
        'w:firstRow="1"',
    )
    assert at(found, 0, 0).borders == Edges(THIN, None, THICK, THICK)
    assert at(found, 0, 1).borders == Edges(THIN, None, THICK, None)
    assert at(found, 1, 1).borders == Edges(THIN, THIN, THIN, THIN)
    assert at(found, 1, 3).borders == Edges(THIN, THIN, THIN, THIN)


def test_text_in_a_cell_takes_the_tables_look_below_its_own_style() -> None:
    inner = part("firstRow", run='<w:b/><w:sz w:val="40"/>', paragraph='<w:jc w:val="center"/>')
    sheet = style("p", run='<w:sz w:val="24"/>') + style("t", kind="table", inner=inner)
    styles = styles_of(sheet)
    found = table(styles, look='w:firstRow="1"')
    head, body = at(found, 0, 0), at(found, 1, 0)
    assert (styles.run(None, None, head).bold, styles.run(None, None, body).bold) == (True, False)
    named = paragraph_properties('<w:pStyle w:val="p"/>')
    assert styles.run(None, named, head).size == 12
    assert styles.mark(None, head).size == 20
    assert styles.paragraph(None, head).alignment == "center"
    assert styles.paragraph(None, body).alignment == "left"


def test_a_cells_own_properties_stand_on_top() -> None:
    look = TableLook(borders=Edges(THIN, THIN, THIN, THIN), shading="#111111")
    own = styles_of().cell(
        element(
            f"<w:tcPr>{edges('tcBorders', top=None, end=RED)}<w:tcMar><w:left w:w='20'/></w:tcMar>"
            '<w:shd w:val="clear" w:fill="auto"/><w:vAlign w:val="center"/></w:tcPr>'
        )
    )
    cell = with_cell(look, own)
    assert cell.borders == Edges(None, RED, THIN, THIN)
    assert cell.margins == Edges(0, 5.4, 0, 1)
    assert (cell.shading, cell.vertical_align) == (None, "center")
    assert with_cell(look, {}) == look


def test_styles_based_on_one_another_add_up_in_each_part() -> None:
    base = style("b", kind="table", inner=part("firstRow", cell=fill("111111"), run="<w:i/>"))
    own = style("t", kind="table", base="b", inner=part("firstRow", run="<w:b/>"))
    styles = styles_of(base + own)
    head = at(table(styles, look='w:firstRow="1"'), 0, 0)
    look = styles.run(None, None, head)
    assert (look.bold, look.italic, head.shading) == (True, True, "#111111")
