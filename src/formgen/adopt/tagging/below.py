"""A hint and the tag of a text → the tag in a paragraph below the hint."""

from __future__ import annotations

import copy

from lxml import etree

from formgen.adopt.tagging.blanks import Fit
from formgen.adopt.tagging.looks import look_of, new_run, unmarked
from formgen.adopt.tagging.runs import own_texts, replace_range
from formgen.word.names import PARAGRAPH, PARAGRAPH_PROPERTIES, RUN, SECTION, TEXT, W

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
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
    )
)  # fmt: skip
"""What follows the indent in paragraph properties (ECMA-376 Part 1, 17.3.1.26)."""
_USUAL_SIZE = 24
"""Half points of 小四, where a run does not say."""


def put_below(paragraph: etree._Element, tag: str) -> None:
    """Write a tag below a paragraph: into the empty one that stands there, or a new one.

    Tags that go into empty paragraphs are to be there already.

    Args:
        paragraph: the hint.
        tag: what goes below it.
    """
    following = paragraph.getnext()
    if following is not None and is_empty(following):
        replace_range(following, 0, 0, Fit(tag))
        return
    new = etree.Element(PARAGRAPH)
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties is not None:
        new.append(_below(properties))
    run = next((run for run in paragraph.iter(RUN) if run.find(TEXT) is not None), None)
    look = unmarked(look_of(run))
    new.append(new_run(tag, look))
    if "|段落" in tag:
        _set_as_text(new, look)
    paragraph.addnext(new)


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


def _set_as_text(paragraph: etree._Element, look: etree._Element | None) -> None:
    """Have a long text begin two characters in and fill its lines, also where its hint is centred.

    A hint that says nothing of either leaves both to its style.
    """
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    alignment = None if properties is None else properties.find(f"{W}jc")
    if properties is None or alignment is None:
        return
    if alignment.get(_VALUE) in ("center", "right", "end", "distribute"):
        alignment.set(_VALUE, "both")
        for old in properties.findall(f"{W}ind"):
            properties.remove(old)
        size = look.find(f"{W}sz") if look is not None else None
        half_points = _USUAL_SIZE if size is None else int(float(size.get(_VALUE, _USUAL_SIZE)))
        indent = etree.Element(f"{W}ind", {f"{W}firstLine": str(half_points * 20)})
        behind = next(child for child in properties if child.tag in _AFTER_INDENT)
        behind.addprevious(indent)
