"""What stands in a paragraph → lines of text and pictures, as they show.

ECMA-376 part 1, 17.3.2 (runs), 17.3.3 (what stands in runs), 17.13.5 (changes), 17.16 (fields).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from formgen.collect.reading.facts import sign_at
from formgen.collect.reading.fields import form_field, shown_by
from formgen.collect.reading.names import (
    ALTERNATIVES,
    CONTROL,
    CONTROL_CONTENT,
    GONE,
    LETTERS,
    SIGN,
    TEXT_BOX,
    WRAPPERS,
    M,
    chosen,
    is_on,
)
from formgen.collect.reading.passage import Code, OpenField, Passage, Story
from formgen.collect.reading.pictures import drawn_things, is_absent, picture_at
from formgen.collect.reading.symbols import is_symbol_font, text_in
from formgen.word.names import RUN, RUN_PROPERTIES, TEXT, XML_SPACE, W

_LINE_ENDS = re.compile(r"[\r\n\v\f]+")
_DEEPEST_FIELD = 20
"""Fields within fields; Word nests no more, and each deeper one would be read again and again."""


def read_inlines(parent: etree._Element, passage: Passage, story: Story) -> None:
    """Read what stands on the level of runs.

    Args:
        parent: the w:p, or what stands round some of its runs: a hyperlink, an insertion.
        passage: where it is added.
        story: the document.
    """
    plain = story.facts.plain
    for element in parent:
        tag = element.tag
        if tag == RUN:
            if plain:
                _run_items(element, passage, story)
            else:
                _run(element, passage, story)
        elif tag in WRAPPERS:
            read_inlines(element, passage, story)
        elif tag not in GONE:
            _PARAGRAPH_ITEMS.get(tag, _unknown)(element, passage, story)


def _run(run: etree._Element, passage: Passage, story: Story) -> None:
    facts = story.facts
    instead = facts.instead.get(run)
    if instead is not None:
        passage.pieces.append(instead)
        return
    properties = run.find(RUN_PROPERTIES)
    if facts.hidden and properties is not None and is_on(properties.find(f"{W}vanish")):
        _hidden_run(run, passage, story)
        return
    before = len(passage.pieces)
    _run_items(run, passage, story)
    fonts = properties.find(f"{W}rFonts") if facts.symbols and properties is not None else None
    if fonts is not None:
        passage.pieces[before:] = [_as_shown(piece, fonts) for piece in passage.pieces[before:]]


def _as_shown(text: str, fonts: etree._Element) -> str:
    """A text in the typefaces of its run (17.3.2.26), of which one may be of symbols."""
    for side, letters in (("ascii", True), ("hAnsi", True), ("eastAsia", False)):
        font = fonts.get(W + side, "")
        if is_symbol_font(font):
            return text_in(font, text, letters=letters)
    return text


def _hidden_run(run: etree._Element, passage: Passage, story: Story) -> None:
    """Nothing of it shows, but it may begin or end a field that does."""
    for element in run.iterchildren(f"{W}fldChar", f"{W}instrText"):
        _RUN_ITEMS[element.tag](element, passage, story)


def _run_items(run: etree._Element, passage: Passage, story: Story) -> None:
    for element in run:
        if element.tag == TEXT:
            passage.pieces.append(_text(element))
        else:
            handler = _RUN_ITEMS.get(element.tag)
            if handler is not None:
                handler(element, passage, story)


def _text(element: etree._Element) -> str:
    """A w:t's text: outer spaces count only where asked for (XML 1.0, 2.10)."""
    text: str = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    if text[:1].isspace() or text[-1:].isspace() or "\n" in text:
        if element.get(XML_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        text = _LINE_ENDS.sub(" ", text)
    return text


def _control(element: etree._Element, passage: Passage, story: Story) -> None:
    content = element.find(CONTROL_CONTENT)
    if content is not None:
        read_inlines(content, passage, story)


def _alternatives(element: etree._Element, passage: Passage, story: Story) -> None:
    branch = chosen(element)
    if branch is not None:
        read_inlines(branch, passage, story)


def _alternatives_in_run(element: etree._Element, passage: Passage, story: Story) -> None:
    branch = chosen(element)
    if branch is not None:
        _run_items(branch, passage, story)


def _formula(element: etree._Element, passage: Passage, _story: Story) -> None:
    """m:oMath, m:oMathPara (22.1): its letters one after the other."""
    passage.pieces += [letters.text or "" for letters in element.iter(LETTERS)]


def _unknown(element: etree._Element, passage: Passage, story: Story) -> None:
    """Hyperlinks, and whatever else holds runs."""
    if isinstance(element.tag, str) and len(element):
        read_inlines(element, passage, story)


def _ruby(element: etree._Element, passage: Passage, story: Story) -> None:
    """w:ruby (17.3.3.25): the words without the reading above them."""
    base = element.find(f"{W}rubyBase")
    if base is not None:
        read_inlines(base, passage, story)


def _sign(element: etree._Element, passage: Passage, _story: Story) -> None:
    passage.pieces.append(sign_at(element))


def _line_end(_element: etree._Element, passage: Passage, _story: Story) -> None:
    passage.pieces.append("\n")


def _tab(_element: etree._Element, passage: Passage, _story: Story) -> None:
    passage.pieces.append("\t")


def _hyphen(_element: etree._Element, passage: Passage, _story: Story) -> None:
    passage.pieces.append("-")


def _instruction(element: etree._Element, passage: Passage, _story: Story) -> None:
    if passage.fields:
        passage.pieces.append(Code(element.text or ""))


def _field_mark(element: etree._Element, passage: Passage, _story: Story) -> None:
    """w:fldChar (17.16.18): what stood in a field's instruction is taken back at its end.

    A field that never gets there, in a damaged file, thus keeps all its text.
    """
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        stated = form_field(element)
        if stated is not None:
            passage.pieces.append(stated)
        passage.fields.append(OpenField(len(passage.pieces), stated=stated is not None))
    elif len(passage.fields) > _DEEPEST_FIELD:
        if kind == "end":
            passage.fields.pop()
    elif kind == "separate" and passage.fields:
        _end_instruction(passage, passage.fields[-1])
    elif kind == "end" and passage.fields:
        last = passage.fields.pop()
        _end_instruction(passage, last)
        if last.stated:
            del passage.pieces[last.start :]
        elif not "".join(passage.pieces[last.start :]).strip():
            passage.pieces.append(shown_by(last.instruction or ""))


def _end_instruction(passage: Passage, last: OpenField) -> None:
    if last.instruction is None:
        last.instruction = "".join(passage.pieces[last.start :])
        del passage.pieces[last.start :]


def _simple_field(element: etree._Element, passage: Passage, story: Story) -> None:
    """w:fldSimple (17.16.19)."""
    before = len(passage.pieces)
    read_inlines(element, passage, story)
    if len(passage.pieces) == before:
        passage.pieces.append(shown_by(element.get(f"{W}instr", "")))


def _drawing(element: etree._Element, passage: Passage, story: Story) -> None:
    for thing in drawn_things(element):
        if thing.tag == TEXT_BOX:
            passage.behind.append(thing)
            continue
        picture = picture_at(thing, story.picture_of)
        if picture is not None:
            passage.add_picture(picture)
        elif is_absent(thing):
            story.linked += 1


Handler = Callable[[etree._Element, Passage, Story], None]
_DRAWINGS: dict[object, Handler] = {W + name: _drawing for name in ("drawing", "pict", "object")}
_PARAGRAPH_ITEMS: dict[object, Handler] = {
    CONTROL: _control,
    f"{W}fldSimple": _simple_field,
    ALTERNATIVES: _alternatives,
    f"{M}oMath": _formula,
    f"{M}oMathPara": _formula,
    **_DRAWINGS,
}
"""What stands beside runs."""
_RUN_ITEMS: dict[object, Handler] = {
    f"{W}br": _line_end,
    f"{W}cr": _line_end,
    f"{W}tab": _tab,
    f"{W}ptab": _tab,
    f"{W}noBreakHyphen": _hyphen,
    f"{W}fldChar": _field_mark,
    f"{W}instrText": _instruction,
    f"{W}ruby": _ruby,
    SIGN: _sign,
    ALTERNATIVES: _alternatives_in_run,
    **_DRAWINGS,
}
"""What stands in runs beside text; the rest (notes, deleted text) says nothing."""
