"""Small forms in millimetres → what the proofs say of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from formgen.fonts import FontBook
from formgen.layout.pages import Pages
from formgen.layout.proving import Fault, layout_faults, stamp_places
from formgen.layout.reading import read_document
from formgen.layout.setting import set_pages
from tests.layout.reading.packing import png, with_picture
from tests.word.making import cell, docx, paragraph, row, table

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
RULED = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES)
)
FIXED = '<w:tblLayout w:type="fixed"/>'
NO_MARGINS = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
CAPTION = "（盖章）"
DATE = "年　　月　　日"


def twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def height(millimetres: float, rule: str = "exact", inner: str = "") -> str:
    """A row's properties."""
    return f'{inner}<w:trHeight w:val="{twips(millimetres)}" w:hRule="{rule}"/>'


def wide(*millimetres: float) -> tuple[int, ...]:
    return tuple(map(twips, millimetres))


def form(*rows: str, widths: tuple[float, ...] = (30, 100), properties: str = RULED) -> str:
    """A table with rules, whose columns are that many millimetres wide."""
    inner = f"{properties}{FIXED}{NO_MARGINS}"
    return table(*rows, widths=wide(*widths), properties=inner)


def right(text: str) -> str:
    return paragraph(text, properties='<w:jc w:val="right"/>')


def exact(text: str, points: float) -> str:
    """A paragraph whose lines are that high."""
    spacing = f'<w:spacing w:line="{round(points * 20)}" w:lineRule="exact"/>'
    return paragraph(text, properties=spacing)


def stamp_cell(*before: str, properties: str = "") -> str:
    """A cell with texts, a caption and a date."""
    return cell(*before, right(CAPTION), right(DATE), properties=properties)


@cache
def fonts() -> FontBook:
    return FontBook.open()


def laid(*body: str) -> Pages:
    """The pages of a document; a drawing finds a picture as pic1."""
    return set_pages(read_document(with_picture(docx(*body), png())), fonts())


def faults(*body: str) -> list[Fault]:
    return list(layout_faults(laid(*body)))


def codes(*body: str) -> list[str]:
    return [fault.code for fault in faults(*body)]


def only(*body: str) -> tuple[str, Mapping[str, object]]:
    """Code and details of the only fault."""
    (fault,) = faults(*body)
    return fault.code, fault.details


def places(*body: str) -> list[tuple[str, str, bool]]:
    """Label, caption and whether in a cell, of every place to be stamped."""
    return [(one.label, one.caption, one.cell) for one in stamp_places(laid(*body))]


__all__ = ["cell", "paragraph", "row"]
