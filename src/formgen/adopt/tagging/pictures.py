"""The cell for a photo and its tag → the picture where there is one, else what the form prints."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from lxml import etree

from formgen.adopt.measures import number_in
from formgen.adopt.tagging.looks import new_run
from formgen.word.names import CELL, CELL_PROPERTIES, PARAGRAPH, PARAGRAPH_PROPERTIES, W

_SIZE = re.compile(r"\|\s*图片\(\s*([\d.]+)\s*,\s*([\d.]+)\s*\)")
_TWIPS_A_MM = 1440 / 25.4
_MARGINS = 216
"""Twips that Word leaves at both sides of a cell together, unless it is told otherwise."""
_LEAST = 5.0
"""Millimetres below which a declared width is no width."""


def put_picture(paragraph: etree._Element, tag: str, field: str) -> None:
    """Write the tag of one picture into the cell of a paragraph.

    What the cell holds stays for as long as there is no picture.
    """
    shown = [_picture(_fitting(tag, paragraph))]
    _either(paragraph, field, shown)


def put_pictures(paragraph: etree._Element, tag: str, field: str) -> None:
    """Write the tag of each of several pictures, with its caption, into a paragraph's cell.

    Args:
        paragraph: any of the cell's.
        tag: that of one picture, which begins with what one is called: {{ 图|图片(120, 80) }}.
        field: the field that holds them.
    """
    item = re.sub(r"\W.*", "", tag.removeprefix("{{").strip())
    shown = [
        statement(f"for {item} in {field}", paragraph),
        _picture(_fitting(tag, paragraph)),
        _picture(f"{{{{ {item}.说明 }}}}"),
        statement("endfor", paragraph),
        _end(),
    ]
    _either(paragraph, field, shown)


def _either(paragraph: etree._Element, field: str, shown: Sequence[etree._Element]) -> None:
    cell = paragraph.getparent()
    blocks = [paragraph]
    if cell is not None and cell.tag == CELL:
        blocks = [child for child in cell if child.tag != CELL_PROPERTIES]
    for new in (statement(f"if {field}", paragraph), *shown, statement("else", paragraph)):
        blocks[0].addprevious(new)
    blocks[-1].addnext(statement("endif", paragraph))


def statement(words: str, like: etree._Element) -> etree._Element:
    """A paragraph that vanishes when the form is made, set like another for the eye in Word."""
    paragraph = etree.Element(PARAGRAPH)
    properties = like.find(PARAGRAPH_PROPERTIES)
    if properties is not None:
        copied = copy.deepcopy(properties)
        for name in ("numPr", "pageBreakBefore", "framePr", "sectPr", "pPrChange"):
            for child in copied.findall(f"{W}{name}"):
                copied.remove(child)
        paragraph.append(copied)
    mark = like.find(f"{PARAGRAPH_PROPERTIES}/{W}rPr")
    paragraph.append(new_run(f"{{%p {words} %}}", copy.deepcopy(mark)))
    return paragraph


def _picture(tag: str) -> etree._Element:
    """A centred paragraph whose line grows with what it holds."""
    paragraph = etree.Element(PARAGRAPH)
    properties = etree.SubElement(paragraph, PARAGRAPH_PROPERTIES)
    etree.SubElement(properties, f"{W}snapToGrid", {f"{W}val": "0"})
    etree.SubElement(
        properties,
        f"{W}spacing",
        {f"{W}before": "0", f"{W}after": "0", f"{W}line": "240", f"{W}lineRule": "auto"},
    )
    indents = {f"{W}{side}": "0" for side in ("left", "right", "firstLine")}
    etree.SubElement(properties, f"{W}ind", indents)
    etree.SubElement(properties, f"{W}jc", {f"{W}val": "center"})
    paragraph.append(new_run(tag, None))
    return paragraph


def _end() -> etree._Element:
    """An empty paragraph of one point: a cell needs one, and a loop may leave none."""
    paragraph = etree.Element(PARAGRAPH)
    properties = etree.SubElement(paragraph, PARAGRAPH_PROPERTIES)
    etree.SubElement(properties, f"{W}snapToGrid", {f"{W}val": "0"})
    lines = {f"{W}before": "0", f"{W}after": "0", f"{W}line": "20", f"{W}lineRule": "exact"}
    etree.SubElement(properties, f"{W}spacing", lines)
    return paragraph


def _fitting(tag: str, paragraph: etree._Element) -> str:
    """The tag with a size that the cell has room for, of the same proportions."""
    size = _SIZE.search(tag)
    room = _room(paragraph)
    if size is None or room is None or float(size[1]) <= room:
        return tag
    scale = room / float(size[1])
    width, height = (f"{float(side) * scale:.0f}" for side in size.groups())
    return tag[: size.start()] + f"|图片({width}, {height})" + tag[size.end() :]


def _room(paragraph: etree._Element) -> float | None:
    """Millimetres between the margins of the paragraph's cell; None where nothing says."""
    cell = paragraph.getparent()
    width = cell.find(f"{CELL_PROPERTIES}/{W}tcW") if cell is not None else None
    if width is None or width.get(f"{W}type", "dxa") != "dxa":
        return None
    room = (number_in(width.get(f"{W}w")) - _margins(cell)) / _TWIPS_A_MM
    return room if room >= _LEAST else None


def _margins(cell: etree._Element | None) -> float:
    """The cell's own margins at both sides where it has them, else Word's usual ones."""
    own = cell.find(f"{CELL_PROPERTIES}/{W}tcMar") if cell is not None else None
    if own is None:
        return _MARGINS
    sides = [own.find(f"{W}{name}") for name in ("left", "right")]
    return sum(_MARGINS / 2 if one is None else number_in(one.get(f"{W}w")) for one in sides)
