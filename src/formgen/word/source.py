"""A part of a Word template → the Jinja source that makes the same part filled."""

from __future__ import annotations

import copy
import io
import re
from functools import lru_cache

from docxtpl import DocxTemplate
from lxml import etree

from formgen.word.names import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    XML_SPACE,
    W,
)

_PARAGRAPHS_TAG = re.compile(r"\s*\{\{\s*([^{}]+?)\s*\|\s*段落\s*\}\}\s*")
_EDITING_MARKS = (f"{W}proofErr", f"{W}lastRenderedPageBreak", f"{W}noProof")
_REVISION_ID = re.compile(rf"\{W[:-1]}\}}rsid\w*")


def jinja_source(root: etree._Element) -> str:
    """The Jinja source of a part; the tree given is changed on the way.

    Word splits a tag over runs as it likes; docxtpl's patch joins them and moves row,
    cell and paragraph tags out of the elements they replace.
    """
    _drop_editing_marks(root)
    _give_cells_properties(root)
    for paragraph in list(root.iter(PARAGRAPH)):
        _repeat_for_paragraphs(paragraph)
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    text: str = etree.tostring(root, encoding="unicode")
    patched: str = _patcher().patch_xml(text)
    return declaration + patched


@lru_cache(maxsize=1)
def _patcher() -> DocxTemplate:
    return DocxTemplate(io.BytesIO())


def _drop_editing_marks(root: etree._Element) -> None:
    """Remove what Word notes about editing; it splits tags and swells every form."""
    for element in list(root.iter(*_EDITING_MARKS)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if _REVISION_ID.fullmatch(str(name))]:
            del element.attrib[name]


def _give_cells_properties(root: etree._Element) -> None:
    """Make every cell's properties an element with content: docxtpl's patch looks for one."""
    for cell in root.iter(CELL):
        properties = cell.find(CELL_PROPERTIES)
        if properties is None:
            properties = etree.Element(CELL_PROPERTIES)
            cell.insert(0, properties)
        if len(properties) == 0:
            etree.SubElement(properties, f"{W}tcW", {f"{W}w": "0", f"{W}type": "auto"})


def _repeat_for_paragraphs(paragraph: etree._Element) -> None:
    """Turn a paragraph that is only {{ x|段落 }} into a loop over the text's paragraphs.

    Every paragraph of the text gets the formatting the tag was given in Word.
    """
    text = "".join(element.text or "" for element in paragraph.iter(TEXT))
    match = _PARAGRAPHS_TAG.fullmatch(text)
    parent = paragraph.getparent()
    if match is None or parent is None:
        return
    loop = etree.Element(PARAGRAPH)
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties is not None:
        loop.append(copy.deepcopy(properties))
    run = etree.SubElement(loop, RUN)
    run_properties = paragraph.find(f"{RUN}/{RUN_PROPERTIES}")
    if run_properties is not None:
        run.append(copy.deepcopy(run_properties))
    content = etree.SubElement(run, TEXT, {XML_SPACE: "preserve"})
    content.text = "{{ _段 }}"
    loop.tail = "{% endfor %}" + (paragraph.tail or "")
    position = parent.index(paragraph)
    parent.replace(paragraph, loop)
    opening = "{% for _段 in (" + match[1] + ")|段落 %}"
    if position == 0:
        parent.text = (parent.text or "") + opening
    else:
        before = parent[position - 1]
        before.tail = (before.tail or "") + opening
