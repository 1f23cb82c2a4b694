"""Where a tag goes → the run properties it is written in."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from formgen.word.names import (
    CELL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    RUN_PROPERTIES,
    TABLE,
    TEXT,
    XML_SPACE,
    W,
)

_UNDERLINE = f"{W}u"
_VALUE = f"{W}val"
_AFTER_UNDERLINE = tuple(
    f"{W}{name}"
    for name in (
        "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
        "eastAsianLayout", "specVanish", "oMath", "rPrChange",
    )
)  # fmt: skip
"""What follows the underline in run properties (ECMA-376 Part 1, 17.3.2.28)."""
_OF_LABELS = tuple(
    f"{W}{name}"
    for name in (
        "rStyle", "b", "bCs", "i", "iCs", "color", "spacing", "w", "kern", "position",
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "em", "vanish",
        "eastAsianLayout",
    )
)  # fmt: skip
"""What makes a label a label; a value beside it has its typeface and size only."""
_EDITING = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[)）])")
"""How a heading of a part begins; it is set in another typeface than the text below it."""
_SYMBOL_FONTS = ("wingdings", "symbol", "webdings", "marlett")


def new_run(text: str, look: etree._Element | None) -> etree._Element:
    """A run of text with the given properties, which it takes over."""
    run = etree.Element(RUN)
    if look is not None and len(look):
        run.append(look)
    inner = etree.SubElement(run, TEXT, {XML_SPACE: "preserve"})
    inner.text = text
    return run


def look_of(run: etree._Element | None, *, underlined: bool = False) -> etree._Element | None:
    """A copy of a run's properties, fit for words.

    Args:
        run: the run, if there is one.
        underlined: whether to underline the words.
    """
    properties = run.find(RUN_PROPERTIES) if run is not None else None
    look = etree.Element(RUN_PROPERTIES) if properties is None else _clean(properties)
    if underlined and not _says_underline(look):
        _underline(look)
    return look


def paragraph_look(paragraph: etree._Element) -> etree._Element | None:
    """How words would look that are typed into an empty paragraph of a form.

    As the paragraph's mark says; where it says nothing, as the words around it, without
    what marks those as labels.
    """
    mark = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")
    if mark is not None and _says_font(mark):
        return _clean(mark)
    own = next((run for run in paragraph.iter(RUN) if run.find(RUN_PROPERTIES) is not None), None)
    if own is not None:
        return look_of(own)
    for neighbour in _neighbours(paragraph):
        if _style(neighbour) == _style(paragraph) and not _HEADING.match(_words(neighbour)):
            run = next(_runs_with_words(neighbour), None)
            return _without(look_of(run), _OF_LABELS)
    return None if mark is None else _clean(mark)


def label_look(paragraph: etree._Element) -> etree._Element | None:
    """How the words in the cell left of a paragraph's look, without what marks a label."""
    row = next(paragraph.iterancestors(ROW), None)
    cell = next(paragraph.iterancestors(CELL), None)
    for one in row.iter(PARAGRAPH) if row is not None else ():
        if next(one.iterancestors(CELL), None) is cell:
            return None
        run = next(_runs_with_words(one), None)
        if run is not None and _style(one) == _style(paragraph):
            return unmarked(look_of(run))
    return None


def unmarked(look: etree._Element | None) -> etree._Element | None:
    """The look without what marks hints and labels: bold, colour, italics."""
    return _without(look, _OF_LABELS)


def is_underlined(run: etree._Element | None) -> bool:
    """Whether a run's own properties underline it."""
    properties = run.find(RUN_PROPERTIES) if run is not None else None
    return properties is not None and _says_underline(properties)


def _says_underline(properties: etree._Element) -> bool:
    found = properties.find(_UNDERLINE)
    return found is not None and found.get(_VALUE, "single") != "none"


def _underline(properties: etree._Element) -> None:
    for old in properties.findall(_UNDERLINE):
        properties.remove(old)
    new = etree.Element(_UNDERLINE, {_VALUE: "single"})
    behind = next((child for child in properties if child.tag in _AFTER_UNDERLINE), None)
    if behind is None:
        properties.append(new)
    else:
        behind.addprevious(new)


def _says_font(properties: etree._Element) -> bool:
    return any(properties.find(f"{W}{name}") is not None for name in ("rFonts", "sz"))


def _clean(properties: etree._Element) -> etree._Element:
    """A copy without marks of editing and without typefaces that have no words."""
    look = copy.deepcopy(properties)
    for child in list(look):
        if child.tag in _EDITING:
            look.remove(child)
    fonts = look.find(f"{W}rFonts")
    if fonts is not None and any(
        str(name).lower().startswith(_SYMBOL_FONTS) for name in fonts.attrib.values()
    ):
        look.remove(fonts)
    return look


def _without(look: etree._Element | None, names: tuple[str, ...]) -> etree._Element | None:
    if look is not None:
        for child in list(look):
            if child.tag in names:
                look.remove(child)
    return look


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{W}pStyle")
    return "" if style is None else str(style.get(_VALUE, ""))


def _neighbours(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs near by: of the same cell, the same row from the cell leftwards, the table."""
    for kind in (CELL, ROW, TABLE):
        around = next(paragraph.iterancestors(kind), None)
        if around is not None:
            yield from _by_nearness(around, paragraph)
    yield from paragraph.itersiblings(PARAGRAPH, preceding=True)


def _by_nearness(around: etree._Element, paragraph: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs with words in an element: those before from the nearest, then those behind."""
    every = list(around.iter(PARAGRAPH))
    at = every.index(paragraph)
    for one in (*reversed(every[:at]), *every[at + 1 :]):
        if next(_runs_with_words(one), None) is not None:
            yield one


def _words(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(TEXT))


def _runs_with_words(paragraph: etree._Element) -> Iterator[etree._Element]:
    for run in paragraph.iter(RUN):
        if any((text.text or "").strip() for text in run.iter(TEXT)):
            yield run
