r"""Fields (ECMA-376 part 1, 17.16) → what those show that store no result of their own.

Nearly all fields store what they show. Form fields keep a state instead; and EQ, which Word's
带圈字符 writes, is how many people tick a printed box: EQ \o\ac(□,√).
"""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree

from formgen.collect.content import EMPTY_BOX, TICKED_BOX
from formgen.collect.reading.names import VALUE, is_on, number_of
from formgen.collect.reading.symbols import sign_of
from formgen.collect.signs import BOXES, CROSSES, ROUNDS, TYPED_TICKS
from formgen.word.names import W

_SPLIT = re.compile(r'"([^"]*)"|(\S+)')
_SWITCH = re.compile(r"\\[a-z]+\s*\d*", re.IGNORECASE)
_OVERLAID = re.compile(r"\\o\b", re.IGNORECASE)
_PARTS = re.compile(r"[(),;（），]")
_RINGS = frozenset(ROUNDS)
_FRAMES = _RINGS | frozenset(BOXES) | {"△"}
_TICKS = frozenset(TYPED_TICKS)
_CROSSES = frozenset(CROSSES)
_FIRST_CIRCLED = 0x2460
_CIRCLED = frozenset(map(str, range(1, 21)))
"""What Unicode has with a ring."""


def shown_by(instruction: str) -> str:
    """What a field without a result shows; empty for those that show nothing."""
    kind, _, rest = instruction.strip().partition(" ")
    kind = kind.upper()
    if kind == "EQ":
        return _equation(rest)
    if kind in ("MACROBUTTON", "GOTOBUTTON"):
        return rest.strip().partition(" ")[2].strip()
    if kind == "SYMBOL":
        return _symbol(rest)
    return ""


def _equation(code: str) -> str:
    """17.16.5.18: a mark in a box is a ticked box; of all else the letters are read."""
    pieces = [piece.strip() for piece in _PARTS.split(_SWITCH.sub("", code))]
    pieces = [piece for piece in pieces if piece]
    if not (_OVERLAID.search(code) and len(pieces) == 2 and pieces[0] in _FRAMES):
        return "".join(pieces)
    frame, inner = pieces
    if inner in _TICKS:
        return TICKED_BOX
    if inner in _CROSSES:
        return "☒"
    if frame in _RINGS and inner in _CIRCLED:
        return chr(_FIRST_CIRCLED + int(inner) - 1)
    return inner


def _symbol(code: str) -> str:
    r"""17.16.5.62: SYMBOL 254 \f "Wingdings"."""
    words: list[str] = [quoted or plain for quoted, plain in _SPLIT.findall(code)]
    if not words:
        return ""
    names = dict(pairwise(words))
    try:
        number = int(words[0], 0)
    except ValueError:
        return words[0]
    return sign_of(names.get("\\f", ""), number)


def form_field(start: etree._Element) -> str | None:
    """What an old form field shows that keeps its state itself: check boxes and drop-downs.

    Args:
        start: the w:fldChar that begins it (17.16.18).

    Returns:
        None for any other field, which shows its result.
    """
    data = start.find(f"{W}ffData")
    if data is None:
        return None
    box = data.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        return TICKED_BOX if is_on(state) else EMPTY_BOX
    return _chosen_entry(data.find(f"{W}ddList"))


def _chosen_entry(choices: etree._Element | None) -> str | None:
    """The entry a drop-down shows (17.16.12): the result, else the default, else the first."""
    if choices is None:
        return None
    entries = [entry.get(VALUE, "") for entry in choices.iterfind(f"{W}listEntry")]
    state = choices.find(f"{W}result")
    state = choices.find(f"{W}default") if state is None else state
    index = number_of(state.get(VALUE)) if state is not None else 0
    return entries[index] if 0 <= index < len(entries) else ""
