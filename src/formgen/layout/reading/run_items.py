"""What stands in a run beside text → tabs, breaks, signs and drawings.

ECMA-376 part 1, 17.3.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from lxml import etree

from formgen.layout.model import Break, InlinePicture, PageNumber, Picture, Tab, TabStop
from formgen.layout.reading.drawings import Drawn, read_drawing
from formgen.layout.reading.names import TYPE, W, local_name
from formgen.layout.reading.note_references import NoteKind
from formgen.layout.reading.paragraph_look import LEADERS
from formgen.layout.reading.passage import PRIVATE, Passage
from formgen.layout.reading.run_facts import RunFacts
from formgen.layout.reading.symbol_fonts import unicode_of
from formgen.layout.reading.vml import read_vml

NO_BREAK_HYPHEN = "\u2011"


def _tab(passage: Passage, _element: etree._Element, facts: RunFacts, _link: str) -> None:
    passage.items.append(Tab(facts.look))


def _alignment_tab(passage: Passage, element: etree._Element, facts: RunFacts, _link: str) -> None:
    """w:ptab (17.3.3.23): a tab to the middle or the right of the text area."""
    leader = LEADERS.get(element.get(f"{W}leader", ""), "")
    width = passage.spot.width
    stops = {
        "center": TabStop(width / 2, "center", leader),
        "right": TabStop(width, "right", leader),
    }
    stop = stops.get(element.get(f"{W}alignment", ""))
    if stop is not None:
        passage.stops.append(stop)
        passage.items.append(Tab(facts.look))


def _break(passage: Passage, element: etree._Element, facts: RunFacts, _link: str) -> None:
    kind = element.get(TYPE)
    if kind == "page":
        passage.items.append(Break("page", facts.look))
    elif kind == "column":
        passage.items.append(Break("column", facts.look))
    else:
        passage.items.append(Break("line", facts.look))


def _hyphen(passage: Passage, _element: etree._Element, facts: RunFacts, link: str) -> None:
    passage.text(NO_BREAK_HYPHEN, facts, link)


def _symbol(passage: Passage, element: etree._Element, facts: RunFacts, link: str) -> None:
    """w:sym (17.3.3.30)."""
    font = element.get(f"{W}font", "")
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        passage.note(f"{font} 字体的符号".lstrip())
        return
    sign = unicode_of(font, code)
    if sign is None:
        printable = 0x20 <= code < PRIVATE and not 0xD800 <= code < 0xE000
        passage.note(f"{font} 字体的符号", "按普通文字印出" if printable else "没有印出")
        sign = chr(code) if printable else ""
    plain = replace(facts, symbol_font="")
    passage.text(sign, plain, link)


def _page(passage: Passage, _element: etree._Element, facts: RunFacts, _link: str) -> None:
    passage.items.append(PageNumber("page", facts.look, ""))


def _note_reference(passage: Passage, element: etree._Element, facts: RunFacts, link: str) -> None:
    """w:footnoteReference, w:endnoteReference (17.11): the number; the note comes at the end."""
    kind: NoteKind = "footnote" if local_name(element) == "footnoteReference" else "endnote"
    marked = element.get(f"{W}customMarkFollows", "0") in {"1", "true", "on"}
    identity = element.get(f"{W}id", "")
    found = passage.story.notes.refer(kind, identity, passage.place, marked=marked)
    passage.append(found.number, _superscript(facts), link)


def _note_number(passage: Passage, _element: etree._Element, facts: RunFacts, link: str) -> None:
    """w:footnoteRef, w:endnoteRef (17.11.13, 17.11.6): the number of the note that is read."""
    passage.append(passage.story.note_number, _superscript(facts), link)


def _superscript(facts: RunFacts) -> RunFacts:
    return replace(facts, look=replace(facts.look, vertical="superscript"))


def _drawing(passage: Passage, element: etree._Element, facts: RunFacts, _link: str) -> None:
    _place(passage, read_drawing(element, passage.story, passage.spot, passage.place), facts)


def _old_drawing(passage: Passage, element: etree._Element, facts: RunFacts, _link: str) -> None:
    _place(passage, read_vml(element, passage.story, passage.spot, passage.place), facts)


def _place(passage: Passage, drawing: Iterable[Drawn], facts: RunFacts) -> None:
    """A picture in the line has the height and place of the run; the others float."""
    for drawn in drawing:
        passage.items.append(
            InlinePicture(drawn, facts.look) if isinstance(drawn, Picture) else drawn
        )


def _ink(passage: Passage, _element: etree._Element, _facts: RunFacts, _link: str) -> None:
    passage.note("墨迹")


def _date_block(passage: Passage, _element: etree._Element, _facts: RunFacts, _link: str) -> None:
    passage.note("自动日期")


RunHandler = Callable[[Passage, etree._Element, RunFacts, str], None]
RUN_ITEMS: dict[object, RunHandler | None] = {
    **dict.fromkeys(
        [
            W + name
            for name in (
                *("rPr", "delText", "softHyphen", "lastRenderedPageBreak", "annotationRef"),
                *("commentReference", "separator", "continuationSeparator"),
            )
        ]
    ),
    f"{W}tab": _tab,
    f"{W}ptab": _alignment_tab,
    f"{W}br": _break,
    f"{W}cr": _break,
    f"{W}noBreakHyphen": _hyphen,
    f"{W}sym": _symbol,
    f"{W}pgNum": _page,
    f"{W}footnoteRef": _note_number,
    f"{W}endnoteRef": _note_number,
    f"{W}footnoteReference": _note_reference,
    f"{W}endnoteReference": _note_reference,
    f"{W}drawing": _drawing,
    f"{W}pict": _old_drawing,
    f"{W}object": _old_drawing,
    f"{W}contentPart": _ink,
    **dict.fromkeys(
        [f"{W}{unit}{size}" for unit in ("day", "month", "year") for size in ("Short", "Long")],
        _date_block,
    ),
}
"""What stands in runs; None for what is never printed."""
