"""Parts that point into a worksheet: comments, drawings, charts → moved with its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError

from formgen.excel.package import MAIN, drop, serialize
from formgen.excel.reference import Mover, read_formula
from formgen.excel.rowmap import RowMap
from formgen.ooxml import Relationship, parse_part
from formgen.ooxml.area import parse_area

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NOTES = "vmlDrawing"
"""Relationship type of the boxes of comments."""
_VML_EXCEL = "urn:schemas-microsoft-com:office:excel"


def move_companion(relation: Relationship, content: bytes, rows: RowMap) -> bytes:
    """The bytes of a part that a worksheet relates to, after the sheet's rows moved."""
    mover = _MOVERS.get(relation.type)
    if mover is None:
        return content
    root = _lenient(content) if relation.type == _NOTES else parse_part(content)
    mover(root, rows)
    return serialize(root)


def _lenient(content: bytes) -> etree._Element:
    """The tree of a VML part, which Office itself writes with HTML's unclosed <br>."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return etree.fromstring(content, parser)


def _move_comments(root: etree._Element, rows: RowMap) -> None:
    """Comments stand at the first copy of their row; with no copy left they go."""
    for comment in list(root.iter("{*}comment", "{*}threadedComment")):
        area = parse_area(comment.get("ref", "A1"))
        copies = rows.copies(area.top)
        if copies:
            comment.set("ref", str(area.at(copies[0], copies[0])))
        else:
            drop(comment)


def _move_notes(root: etree._Element, rows: RowMap) -> None:
    """The boxes of comments, in VML, where rows count from 0."""
    for shape in list(root):
        place = shape.find(f".//{{{_VML_EXCEL}}}Row")
        if place is None or place.text is None:
            continue
        row = int(place.text) + 1
        copies = rows.copies(row)
        if not copies:
            drop(shape)
            continue
        place.text = str(copies[0] - 1)
        for anchor in shape.iter(f"{{{_VML_EXCEL}}}Anchor"):
            anchor.text = _shifted_anchor(anchor.text or "", copies[0] - row)


def _shifted_anchor(text: str, shift: int) -> str:
    """Left column, offset, top row, offset, right column, offset, bottom row, offset."""
    numbers = [int(number) for number in text.split(",")]
    if len(numbers) == 8:
        numbers[2] = max(numbers[2] + shift, 0)
        numbers[6] = max(numbers[6] + shift, 0)
    return ", ".join(map(str, numbers))


def _move_drawing(root: etree._Element, rows: RowMap) -> None:
    """Pictures, shapes and charts; rows count from 0."""
    for anchor in root:
        start = anchor.find(f"{{{_DRAWING}}}from/{{{_DRAWING}}}row")
        if start is None or anchor.get("editAs") == "absolute":
            continue
        end = anchor.find(f"{{{_DRAWING}}}to/{{{_DRAWING}}}row")
        top = int(start.text or "0") + 1
        new_top = rows.nearest(top)
        start.text = str(new_top - 1)
        if end is None:
            continue
        bottom = int(end.text or "0") + 1
        spans = rows.groups(top, bottom) if anchor.get("editAs") != "oneCell" else []
        new_bottom = spans[0].bottom if spans else new_top + bottom - top
        end.text = str(max(new_bottom, new_top) - 1)


def _move_table(root: etree._Element, rows: RowMap) -> None:
    """A table lies outside the rows that repeat, so it moves as a whole."""
    for element in root.iter(f"{{{MAIN}}}table", f"{{{MAIN}}}autoFilter"):
        if element.get("ref"):
            area = parse_area(element.get("ref", ""))
            top = rows.nearest(area.top)
            element.set("ref", str(area.at(top, top + area.bottom - area.top)))


_MOVERS: Mapping[str, Callable[[etree._Element, RowMap], None]] = {
    "comments": _move_comments,
    "threadedComment": _move_comments,
    _NOTES: _move_notes,
    "drawing": _move_drawing,
    "table": _move_table,
}
"""Last word of the relationship type to what moves the part."""


def move_chart(content: bytes, mover: Mover) -> bytes:
    """A chart whose series read from the filled rows."""
    root = parse_part(content)
    for element in root.iter(f"{{{_CHART}}}f"):
        try:
            formula = read_formula(element.text or "")
        except (TokenizerError, IndexError):
            continue
        element.text = mover.area(formula)
    return serialize(root)
