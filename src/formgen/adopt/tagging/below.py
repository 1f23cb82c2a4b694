"""A hint and the tag of a text → the tag in a paragraph below the hint."""

from __future__ import annotations

import copy
import re

from lxml import etree

from formgen.adopt.measures import number_in
from formgen.adopt.tagging.blanks import Fit
from formgen.adopt.tagging.looks import label_look, look_of, new_run, unmarked
from formgen.adopt.tagging.pictures import statement
from formgen.adopt.tagging.runs import own_texts, replace_range
from formgen.word.names import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SECTION,
    TABLE,
    TEXT,
    W,
)

_VALUE = f"{W}val"
_NOT_REPEATED = tuple(
    f"{W}{name}"
    for name in (
        "numPr", "pageBreakBefore", "framePr", "outlineLvl", "sectPr", "pPrChange", "keepNext",
    )
)  # fmt: skip
_AFTER_INDENT = tuple(
    f"{W}{name}"
    for name in (
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
        "pPrChange",
    )
)  # fmt: skip
"""What follows the indent in paragraph properties (ECMA-376 Part 1, 17.3.1.26)."""
_NOT_OF_TEXTS = ("center", "right", "end", "distribute")
_TEXT_TAG = re.compile(r"\{\{[^{}]*\|\s*段落\s*\}\}")
_VALUE_OF = re.compile(r"\{\{\s*([^|{}]+?)\s*(?:\||\}\})")
_USUAL_SIZE = 24
"""Half points of 小四, where a run does not say."""


def put_below(paragraph: etree._Element, tag: str) -> None:
    """Write a tag below a paragraph: into the empty one that stands there, or a new one.

    A new one is there only when it is filled, or the empty form would have a line more. Tags
    that go into empty paragraphs are to be there already.

    Args:
        paragraph: the hint.
        tag: what goes below it.
    """
    following = paragraph.getnext()
    if following is not None and is_empty(following):
        replace_range(following, 0, 0, Fit(tag))
        return
    model = _other_text(paragraph) if "|段落" in tag else None
    new = _like_hint(paragraph, tag) if model is None else _like(model, tag)
    if is_text(new):
        set_as_text(new)
    paragraph.addnext(new)
    if value := _VALUE_OF.match(tag):
        new.addprevious(statement(f"if {value[1]}", new))
        new.addnext(statement("endif", new))


def _other_text(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph of another text, of the same table first; hints are often set smaller."""
    tables = [*paragraph.iterancestors(TABLE), *paragraph.getroottree().iter(TABLE)]
    return next((one for table in tables for one in table.iter(PARAGRAPH) if is_text(one)), None)


def _like(model: etree._Element, tag: str) -> etree._Element:
    new = copy.deepcopy(model)
    texts = own_texts(new)
    for text in texts[1:]:
        text.text = ""
    texts[0].text = tag
    return new


def _like_hint(paragraph: etree._Element, tag: str) -> etree._Element:
    """A paragraph like the hint's, in the typeface of the label beside it."""
    new = etree.Element(PARAGRAPH)
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties is not None:
        new.append(_below(properties))
    run = next((run for run in paragraph.iter(RUN) if run.find(TEXT) is not None), None)
    label = label_look(paragraph)
    new.append(new_run(tag, unmarked(look_of(run)) if label is None else label))
    return new


def is_text(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds the tag of a long text and nothing else."""
    words = "".join(text.text or "" for text in own_texts(paragraph)).strip()
    return _TEXT_TAG.fullmatch(words) is not None


def is_empty(element: etree._Element) -> bool:
    """Whether an element is a paragraph that shows nothing."""
    if element.tag != PARAGRAPH or element.find(f".//{SECTION}") is not None:
        return False
    holds = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}br", f"{W}tab", f"{W}sym")
    return not any(text.text for text in own_texts(element)) and not any(
        True for _ in element.iter(*holds)
    )


def _below(properties: etree._Element) -> etree._Element:
    """The paragraph properties of a hint, without what belongs to that paragraph alone."""
    copied = copy.deepcopy(properties)
    for child in list(copied):
        if child.tag in _NOT_REPEATED:
            copied.remove(child)
    return copied


def set_as_text(paragraph: etree._Element) -> None:
    """Have a long text begin two characters in and fill its lines, also in a centred cell.

    A paragraph with a style, or with an indent of its own, keeps what it has of the latter.
    """
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties is None:
        properties = etree.Element(PARAGRAPH_PROPERTIES)
        paragraph.insert(0, properties)
    alignment = properties.find(f"{W}jc")
    if alignment is not None and alignment.get(_VALUE) in _NOT_OF_TEXTS:
        alignment.set(_VALUE, "both")
        for old in properties.findall(f"{W}ind"):
            properties.remove(old)
    elif properties.find(f"{W}pStyle") is not None:
        return
    if properties.find(f"{W}ind") is None:
        size = paragraph.find(f"{RUN}/{RUN_PROPERTIES}/{W}sz")
        half_points = int(number_in(None if size is None else size.get(_VALUE), _USUAL_SIZE))
        _insert_indent(properties, half_points * 20)


def _insert_indent(properties: etree._Element, twips: int) -> None:
    indent = etree.Element(f"{W}ind", {f"{W}firstLine": str(twips)})
    behind = next((child for child in properties if child.tag in _AFTER_INDENT), None)
    if behind is None:
        properties.append(indent)
    else:
        behind.addprevious(indent)
