"""What stands in a paragraph's XML → the inlines of the page model.

ECMA-376 part 1, 17.3.2 (runs), 17.13 (changes), 17.16 (fields).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from formgen.layout.model import PageNumber
from formgen.layout.reading.fields import (
    is_equation,
    link_of,
    page_number,
    safe_link,
    without_result,
)
from formgen.layout.reading.names import (
    ALTERNATE_CONTENT,
    RUN,
    RUN_PROPERTIES,
    XML,
    M,
    R,
    W,
    chosen,
    local_name,
)
from formgen.layout.reading.passage import Passage
from formgen.layout.reading.run_facts import RunFacts
from formgen.layout.reading.run_items import RUN_ITEMS, RunHandler
from formgen.layout.reading.story import MAX_DEPTH

_LINE_ENDS = re.compile(r"[\r\n\v\f]+")
_PICTURE_NAMES = frozenset({"blip", "imagedata"})


def read_inlines(passage: Passage, parent: etree._Element, link: str = "", depth: int = 0) -> None:
    """Read what stands on the level of runs into a passage.

    Args:
        passage: the paragraph that is read.
        parent: the w:p, or what stands in its place: a hyperlink, an insertion.
        link: the URL of the hyperlink this stands in.
        depth: how deep in other elements it stands.
    """
    if depth > MAX_DEPTH:
        passage.note("嵌套过深的内容")
        return
    for element in parent:
        if element.tag == RUN:
            _run(passage, element, link)
        else:
            handler = _PARAGRAPH_HANDLERS.get(element.tag, _unknown_in_paragraph)
            if handler is not None:
                handler(passage, element, link, depth)


def _run(passage: Passage, run: etree._Element, link: str = "") -> None:
    """Read a run (17.3.2.25)."""
    facts = passage.facts(run.find(RUN_PROPERTIES))
    for construct in facts.rough:
        passage.note(construct, "按普通文字印出")
    for element in run:
        if element.tag == _TEXT:
            passage.text(_spaced(element), facts, link)
        else:
            _run_item(passage, element, facts, link)


def _run_item(passage: Passage, element: etree._Element, facts: RunFacts, link: str) -> None:
    """Read what stands in a run beside text: a break, a field's mark, a drawing."""
    field_handler = _FIELD_HANDLERS.get(element.tag)
    if field_handler is not None:
        field_handler(passage, element, facts, link)
        return
    handler = _RUN_HANDLERS.get(element.tag, _unknown_in_run)
    if handler is not None and not facts.hidden and not passage.story.fields.in_code():
        handler(passage, element, facts, link)


def _spaced(element: etree._Element) -> str:
    """A w:t's text: outer spaces count only where asked for (XML 1.0, 2.10)."""
    text: str = element.text or ""
    if text[:1].isspace() or text[-1:].isspace() or "\n" in text:
        if element.get(_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        text = _LINE_ENDS.sub(" ", text)
    return text


def _transparent(passage: Passage, element: etree._Element, link: str, depth: int) -> None:
    read_inlines(passage, element, link, depth + 1)


def _hyperlink(passage: Passage, element: etree._Element, link: str, depth: int) -> None:
    """17.16.22: to the outside by relationship, inside by bookmark."""
    target = passage.story.link(element.get(f"{R}id"))
    anchor = element.get(f"{W}anchor")
    url = f"{target}#{anchor}" if anchor else target
    read_inlines(passage, element, safe_link(url) or link, depth + 1)


def _content_control(passage: Passage, element: etree._Element, link: str, depth: int) -> None:
    content = element.find(f"{W}sdtContent")
    if content is not None:
        read_inlines(passage, content, link, depth + 1)


def _simple_field(passage: Passage, element: etree._Element, link: str, depth: int) -> None:
    """w:fldSimple (17.16.19)."""
    instruction = element.get(f"{W}instr", "")
    fields = passage.story.fields
    fields.begin(element)
    fields.instruct(instruction)
    if len(element):
        fields.separate()
    read_inlines(passage, element, link_of(instruction) or link, depth + 1)
    _close_field(passage, passage.facts(None), link)


def _alternate(passage: Passage, element: etree._Element, link: str, depth: int) -> None:
    branch = chosen(element)
    if branch is not None:
        read_inlines(passage, branch, link, depth + 1)


def _formula(passage: Passage, element: etree._Element, link: str, _depth: int) -> None:
    """m:oMath, m:oMathPara (22.1): its letters one after the other."""
    text = "".join(piece.text or "" for piece in element.iter(f"{M}t"))
    passage.note("公式", "只按一行文字印出" if text else "没有印出")
    passage.text(text, passage.facts(None), link)


def _stray_drawing(passage: Passage, element: etree._Element, link: str, _depth: int) -> None:
    _run_item(passage, element, passage.facts(None), link)


def _subdocument(passage: Passage, _element: etree._Element, _link: str, _depth: int) -> None:
    """w:subDoc (17.17.2.1): another file."""
    passage.note("子文档")


def _unknown_in_paragraph(passage: Passage, element: etree._Element, link: str, depth: int) -> None:
    if next(element.iter(RUN), None) is not None:
        read_inlines(passage, element, link, depth + 1)
    elif _bears_content(element):
        passage.note(f"未识别的内容（{local_name(element)}）")


def _unknown_in_run(
    passage: Passage, element: etree._Element, _facts: RunFacts, _link: str
) -> None:
    if _bears_content(element):
        passage.note(f"未识别的内容（{local_name(element)}）")


def _bears_content(element: etree._Element) -> bool:
    return any(
        (inner.text or "").strip() or local_name(inner) in _PICTURE_NAMES
        for inner in element.iter(etree.Element)
    )


def _begin_or_end(passage: Passage, element: etree._Element, facts: RunFacts, link: str) -> None:
    """w:fldChar (17.16.18)."""
    kind = element.get(f"{W}fldCharType")
    fields = passage.story.fields
    if not passage.story.balanced:
        if kind == "begin":
            passage.note("残缺的域", "按文字印出")
    elif kind == "begin":
        fields.begin(element)
    elif kind == "separate":
        fields.separate()
    elif kind == "end":
        _close_field(passage, facts, link)


def _close_field(passage: Passage, facts: RunFacts, link: str) -> None:
    closed = passage.story.fields.end()
    if closed is None or facts.hidden or passage.story.fields.in_code():
        return
    number = page_number(closed.instruction)
    if number is not None:
        if not closed.printed:
            passage.items.append(PageNumber(number[0], facts.look, number[1]))
    elif not closed.has_result:
        printed = without_result(closed)
        if printed is not None:
            passage.text(printed, facts, link)
        elif is_equation(closed):
            passage.note("公式域（EQ）")
    elif is_equation(closed) and not closed.printed:
        passage.note("公式域（EQ）")


def _instruction(passage: Passage, element: etree._Element, _facts: RunFacts, _link: str) -> None:
    passage.story.fields.instruct(element.text or "")


def _ruby(passage: Passage, element: etree._Element, _facts: RunFacts, link: str) -> None:
    """w:ruby (17.3.3.25): the words without what stands above them."""
    passage.note("拼音指南", "只印出文字，没有印出拼音")
    base = element.find(f"{W}rubyBase")
    if base is not None:
        read_inlines(passage, base, link, 1)


def _alternate_in_run(
    passage: Passage, element: etree._Element, facts: RunFacts, link: str
) -> None:
    branch = chosen(element)
    for child in branch if branch is not None else ():
        if child.tag == _TEXT:
            passage.text(_spaced(child), facts, link)
        elif child.tag == RUN:
            _run(passage, child, link)
        else:
            _run_item(passage, child, facts, link)


_TEXT = f"{W}t"
_SPACE = f"{XML}space"
ParagraphHandler = Callable[[Passage, etree._Element, str, int], None]
_PARAGRAPH_HANDLERS: dict[object, ParagraphHandler | None] = {
    **dict.fromkeys(
        [
            W + name
            for name in (
                *("pPr", "proofErr", "del", "moveFrom", "permStart", "permEnd"),
                *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"),
                *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
                *("customXmlPr", "smartTagPr", "sdtPr", "sdtEndPr", "rPr", "fldData"),
                *("customXmlInsRangeStart", "customXmlInsRangeEnd"),
                *("customXmlDelRangeStart", "customXmlDelRangeEnd"),
            )
        ]
    ),
    **dict.fromkeys(
        [W + name for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent")],
        _transparent,
    ),
    **dict.fromkeys([W + name for name in ("dir", "bdo")], _transparent),
    f"{W}hyperlink": _hyperlink,
    f"{W}sdt": _content_control,
    f"{W}subDoc": _subdocument,
    f"{W}fldSimple": _simple_field,
    ALTERNATE_CONTENT: _alternate,
    f"{M}oMath": _formula,
    f"{M}oMathPara": _formula,
    **dict.fromkeys([W + name for name in ("drawing", "pict", "object")], _stray_drawing),
}
"""What stands beside runs; None for what is never printed."""
_RUN_HANDLERS: dict[object, RunHandler | None] = {
    **RUN_ITEMS,
    f"{W}ruby": _ruby,
    ALTERNATE_CONTENT: _alternate_in_run,
}
"""What stands in runs; None for what is never printed."""
_FIELD_HANDLERS: dict[object, RunHandler] = {
    f"{W}fldChar": _begin_or_end,
    f"{W}instrText": _instruction,
    f"{W}delInstrText": _instruction,
}
"""What opens and closes fields, hidden or not."""
