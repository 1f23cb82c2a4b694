"""A part of a Word template → the Jinja source that makes the same part filled."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator
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
    SECTION,
    TEXT,
    XML_SPACE,
    W,
)

_PARAGRAPHS_TAG = re.compile(r"\s*\{\{\s*([^{}]+?)\s*\|\s*段落\s*\}\}\s*")
_TAG = re.compile(r"\{[{%].*?[%}]\}", flags=re.DOTALL)
_VALUE_TAG = re.compile(r"\{\{(.*?)\}\}", flags=re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_CURLY = "“”‘’"
_KEPT = "\ufdd0\ufdd1\ufdd2\ufdd3"
"""Noncharacters that stand for curly quotes where docxtpl must not straighten them."""
_KEEP, _RESTORE = str.maketrans(_CURLY, _KEPT), str.maketrans(_KEPT, _CURLY)
_EDITING_MARKS = (f"{W}proofErr", f"{W}lastRenderedPageBreak", f"{W}noProof")
_REVISION_ID = re.compile(rf"\{W[:-1]}\}}rsid\w*")


def jinja_source(root: etree._Element) -> str:
    """The Jinja source of a part; the tree given is changed on the way.

    Word splits a tag over runs as it likes; docxtpl's patch joins them and moves row,
    cell and paragraph tags out of the elements they replace.
    """
    _drop_editing_marks(root)
    _give_cells_properties(root)
    _keep_to_one_line(root)
    for paragraph in list(root.iter(PARAGRAPH)):
        _keep_quotes(paragraph)
        _repeat_for_paragraphs(paragraph)
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    text: str = etree.tostring(root, encoding="unicode")
    patched: str = _patcher().patch_xml(text).translate(_RESTORE)
    return declaration + _TAG.sub(_unescaped, patched)


def _unescaped(tag: re.Match[str]) -> str:
    """A tag without the escapes docxtpl leaves in it: 勾选("A&B") compares with A&B."""
    return tag[0].replace("&quot;", '"').replace("&amp;", "&")


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


def _keep_to_one_line(root: etree._Element) -> None:
    """Have tags outside w:t, where Word has no line break, print their value on one line.

    Such are alternative texts, watermarks, field codes and document properties.
    """
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if "{{" in value:
                element.set(name, _VALUE_TAG.sub(r"{{ (\1)|_一行 }}", str(value)))
        if element.tag != TEXT and "{{" in (element.text or ""):
            element.text = _VALUE_TAG.sub(r"{{ (\1)|_一行 }}", element.text or "")


def _own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The w:t of a paragraph's own runs; those of a text box in it belong to the box."""
    return [t for t in paragraph.iter(TEXT) if next(t.iterancestors(PARAGRAPH)) is paragraph]


def _keep_quotes(paragraph: etree._Element) -> None:
    """Hide curly quotes that are part of a quoted text, as in 勾选('“两新”组织').

    docxtpl straightens every curly quote of a tag, because Word curls those around a text.
    """
    texts = _own_texts(paragraph)
    whole = "".join(text.text or "" for text in texts)
    kept = _TAG.sub(lambda tag: _QUOTED.sub(lambda q: q[0].translate(_KEEP), tag[0]), whole)
    if kept == whole:
        return
    for text in texts:
        length = len(text.text or "")
        text.text, kept = kept[:length], kept[length:]


def _repeat_for_paragraphs(paragraph: etree._Element) -> None:
    """Turn a paragraph whose only text is {{ x|段落 }} into a loop over the text's paragraphs.

    Every paragraph of the text gets the formatting the tag was given in Word. What else
    stands in the paragraph, such as a page break or an anchored picture, comes once.
    """
    match = _PARAGRAPHS_TAG.fullmatch("".join(text.text or "" for text in _own_texts(paragraph)))
    parent = paragraph.getparent()
    if match is None or parent is None:
        return
    run_properties = paragraph.find(f"{RUN}/{RUN_PROPERTIES}")
    run = _run_with(etree.Element(TEXT, {XML_SPACE: "preserve"}), run_properties)
    run[-1].text = "{{ _段 }}"
    before, behind = _around_texts(paragraph)
    loop = etree.Element(PARAGRAPH)
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties is not None:
        loop.append(properties)
        _only(properties.findall(SECTION), "last")
    loop.extend([*before, run, *behind])
    _only(before, "first")
    _only(behind, "last")
    loop.tail = "{% endfor %}" + (paragraph.tail or "")
    parent.replace(paragraph, loop)
    _write_before(loop, "{% for _段 in (" + match[1] + ")|段落 %}")


def _around_texts(
    paragraph: etree._Element,
) -> tuple[list[etree._Element], list[etree._Element]]:
    """What stands in a paragraph before its text and what behind, text and formats aside."""
    texts = set(_own_texts(paragraph))
    before: list[etree._Element] = []
    behind: list[etree._Element] = []
    side = before
    for child in list(paragraph):
        for piece in list(_pieces(child)):
            if texts.isdisjoint(piece.iter(TEXT)):
                in_run = piece is not child
                side.append(_run_with(piece, child.find(RUN_PROPERTIES)) if in_run else piece)
            else:
                side = behind
    return before, behind


def _pieces(child: etree._Element) -> Iterator[etree._Element]:
    """What a run holds, one by one; any other child of a paragraph whole."""
    if child.tag == RUN:
        yield from (element for element in child if element.tag != RUN_PROPERTIES)
    elif child.tag != PARAGRAPH_PROPERTIES:
        yield child


def _run_with(content: etree._Element, properties: etree._Element | None) -> etree._Element:
    run = etree.Element(RUN)
    if properties is not None:
        run.append(copy.deepcopy(properties))
    run.append(content)
    return run


def _only(elements: list[etree._Element], turn: str) -> None:
    """Let elements that follow each other come in the first or the last turn of the loop."""
    if elements:
        _write_before(elements[0], "{% if loop." + turn + " %}")
        elements[-1].tail = "{% endif %}" + (elements[-1].tail or "")


def _write_before(element: etree._Element, text: str) -> None:
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    elif (parent := element.getparent()) is not None:
        parent.text = (parent.text or "") + text
