"""A few words to draw forms with as offices draw them: labels, blanks, spans, underlined lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.word.making import docx, paragraph, run

_TWIPS_PER_MM = 1440 / 25.4
_FONT = '<w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋_GB2312"/>'
_TITLE = '<w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/>'
_BLACK = '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/>'
_NORMAL = f'{_FONT}<w:sz w:val="24"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
PORTRAIT = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" '
    'w:bottom="1247" w:left="1134" w:header="850" w:footer="992" w:gutter="0"/></w:sectPr>'
)
LANDSCAPE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" '
    'w:right="1134" w:bottom="1134" w:left="1134" w:header="850" w:footer="992" w:gutter="0"/>'
    "</w:sectPr>"
)
DOWN = "续"
"""A cell that is the rest of a merged one above."""


@dataclass(frozen=True, slots=True)
class C:
    """A cell: its lines, how many columns it spans, whether it begins or continues a merge."""

    text: str = ""
    span: int = 1
    merge: str = ""
    """"起" begins a vertical merge, "续" continues it."""
    align: str = "center"
    upright: bool = False
    """Whether its text runs from top to bottom."""
    inner: str = ""
    """A table inside the cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, so many millimetres high."""

    cells: tuple[C | str, ...]
    height: float = 10
    exact: bool = field(default=False)


def row(*cells: C | str, height: float = 10) -> Row:
    """A row; a text is a cell of one column."""
    return Row(cells, height)


def table(widths: tuple[float, ...], *rows: Row, borders: bool = True) -> str:
    """A table of so many millimetres a column."""
    twips = [round(width * _TWIPS_PER_MM) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    inner = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if borders else ""
    properties = f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>{inner}'
    properties += '<w:tblLayout w:type="fixed"/>'
    body = "".join(_row(one, twips) for one in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(one: Row, widths: list[int]) -> str:
    cells, at = "", 0
    for given in one.cells:
        cell = C(given) if isinstance(given, str) else given
        cells += _cell(cell, sum(widths[at : at + cell.span]))
        at += cell.span
    assert at == len(widths), [c if isinstance(c, str) else c.text for c in one.cells]
    height = f'<w:trHeight w:val="{round(one.height * _TWIPS_PER_MM)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{height}</w:trPr>{cells}</w:tr>"


def _cell(cell: C, width: int) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.span > 1:
        properties += f'<w:gridSpan w:val="{cell.span}"/>'
    if cell.merge == "起":
        properties += '<w:vMerge w:val="restart"/>'
    elif cell.merge == DOWN:
        properties += "<w:vMerge/>"
    if cell.upright:
        properties += '<w:textDirection w:val="tbRlV"/>'
    properties += '<w:vAlign w:val="center"/>'
    lines = [line(text, align=cell.align) for text in cell.text.split("\n")]
    content = cell.inner + "".join(lines)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def line(text: str, align: str = "left", properties: str = _NORMAL) -> str:
    """A paragraph; what stands between two 〔〕 is underlined."""
    pieces, rest = "", text
    while "〔" in rest:
        before, _, rest = rest.partition("〔")
        blank, _, rest = rest.partition("〕")
        pieces += run(before, properties) if before else ""
        pieces += run(blank, properties + '<w:u w:val="single"/>')
    pieces += run(rest, properties) if rest else ""
    mark = f"<w:rPr>{properties}</w:rPr>"
    return (
        paragraph(pieces, properties=f'<w:jc w:val="{align}"/>{mark}')
        if pieces
        else (f'<w:p><w:pPr><w:jc w:val="{align}"/>{mark}</w:pPr></w:p>')
    )


def title(text: str) -> str:
    """A form's title, on a line of 36 points with 8 points below it."""
    spacing = '<w:spacing w:after="160" w:line="720" w:lineRule="exact"/>'
    return paragraph(run(text, _TITLE), properties=f'{spacing}<w:jc w:val="center"/>')


def annex(text: str = "附件1") -> str:
    """The mark of an annex."""
    return line(text, "left", _BLACK)


def page_break() -> str:
    """The end of a page."""
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def form(*body: str, section: str = PORTRAIT) -> bytes:
    """A Word file of these pieces."""
    return docx(*body, section=section)
