"""A document's tree → what must be known before its text is read: hidden runs, check boxes.

One pass at lxml's speed tells whether a document has any of it; the plain ones, which are nearly
all, are read without looking at a single run's properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from formgen.collect.content import EMPTY_BOX, TICKED_BOX
from formgen.collect.reading.names import CONTROL, CONTROL_CONTENT, SIGN, W14, is_on
from formgen.collect.reading.symbols import SYMBOL_FONT_WORDS, sign_of
from formgen.collect.signs import TYPED_TICKS
from formgen.word.names import RUN, TEXT, W

_CHECK_BOX = f"{W14}checkbox"
_PLACEHOLDER = f"{W}showingPlcHdr"
_HIDDEN = f"{W}vanish"
_REVISIONS = frozenset(
    W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)
_TELLING = (_CHECK_BOX, _PLACEHOLDER, _HIDDEN, *_REVISIONS)
_TYPED_TICKS = frozenset(TYPED_TICKS)
_MOST_RUNS = 100
"""Of a check box, which has one; what holds more is read as it is typed."""
_BOXES = frozenset("□☐☑☒▢◻■")
_HAS_SYMBOL_FONT = etree.XPath(
    "boolean(//w:rFonts[{}])".format(
        " or ".join(
            f"contains(@w:{side}, '{word}')"
            for side in ("ascii", "hAnsi", "eastAsia")
            for word in SYMBOL_FONT_WORDS
        )
    ),
    namespaces={"w": W[1:-1]},
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What must be known of a document before its text is read."""

    revised: bool
    """Whether it holds tracked changes of the text."""
    hidden: bool
    """Whether any text may be hidden."""
    symbols: bool
    """Whether any text is set in a symbol typeface."""
    plain: bool
    """Whether none of it is so, and every run reads as its text."""
    instead: Mapping[etree._Element, str]
    """Runs that read as something else: check boxes by their state, placeholders as nothing."""


def facts_of(root: etree._Element) -> Facts:
    """Look over a document, or any part of one."""
    found: dict[object, list[etree._Element]] = {}
    for element in root.iter(*_TELLING):
        found.setdefault(element.tag, []).append(element)
    instead: dict[etree._Element, str] = {}
    for box in found.get(_CHECK_BOX, ()):
        instead |= _check_box(box)
    unfilled: dict[etree._Element, str] = {}
    for placeholder in found.get(_PLACEHOLDER, ()):
        # One in another is looked at with that: else each run would be as often as they are deep.
        if is_on(placeholder) and next(_runs(placeholder), None) not in unfilled:
            unfilled |= dict.fromkeys(_runs(placeholder), "")
    instead |= unfilled
    hidden, symbols = _HIDDEN in found, bool(_HAS_SYMBOL_FONT(root))
    return Facts(
        revised=not _REVISIONS.isdisjoint(found),
        hidden=hidden,
        symbols=symbols,
        plain=not (hidden or symbols or instead),
        instead=instead,
    )


def _runs(setting: etree._Element) -> Iterator[etree._Element]:
    """The runs of the content control that a setting in its w:sdtPr belongs to."""
    control = next(setting.iterancestors(CONTROL), None)
    content = control.find(CONTROL_CONTENT) if control is not None else None
    return content.iter(RUN) if content is not None else iter(())


def _check_box(box: etree._Element) -> dict[etree._Element, str]:
    """A check box's first run as its state says, whatever is drawn (MS-DOCX 2.6.1.1).

    A tick that somebody typed over an unticked box is left as typed.
    """
    runs = list(islice(_runs(box), _MOST_RUNS + 1))
    if not 0 < len(runs) <= _MOST_RUNS:
        return {}
    ticked = is_on(box.find(f"{W14}checked"), f"{W14}val")
    shown = "".join(_shown(run) for run in runs).strip()
    glyphs = {_state_glyph(box, "checkedState"), _state_glyph(box, "uncheckedState")}
    if shown in _TYPED_TICKS and not ticked and shown not in glyphs:
        return {}
    rest = shown[1:] if shown[:1] in glyphs | _BOXES or len(shown) == 1 else shown
    mark = TICKED_BOX if ticked else EMPTY_BOX
    return dict.fromkeys(runs, "") | {runs[0]: mark + rest}


def _state_glyph(box: etree._Element, state: str) -> str:
    element = box.find(W14 + state)
    code = element.get(f"{W14}val", "") if element is not None else ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _shown(run: etree._Element) -> str:
    pieces = []
    for element in run.iter(TEXT, SIGN):
        if element.tag == TEXT:
            pieces.append(element.text or "")
        else:
            pieces.append(sign_at(element))
    return "".join(pieces)


def sign_at(element: etree._Element) -> str:
    """What a w:sym shows."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        code = 0
    return sign_of(element.get(f"{W}font", ""), code)
