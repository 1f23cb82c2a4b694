"""What the parts of reading a box have in common: texts made clean, and what a box gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from formgen.collect.content import PastedPicture
from formgen.collect.finding.placing import Placing
from formgen.collect.pattern import Target
from formgen.collect.pattern.pieces import Literal, Piece
from formgen.collect.pattern.wording import Typed, plain
from formgen.collect.slots import Alteration, Doubt, Found, Slot

_EDGES = " \t\r\n\u3000\xa0\u200b\ufeff"
_FILL = re.compile(r"^(?:_[_＿]+|＿[_＿]*)|(?:[_＿]+_|[_＿]*＿)$|^_$")
"""What is left of a blank's underline around a value."""
_PROMPT = re.compile(
    r"(?:单击|点击|点按)(?:或(?:点击|点按|轻触))?(?:此处|这里)?(?:以|可)?(?:输入|键入)(?:文字|文本|日期)[。.]?"
    r"|单击或点击以输入日期[。.]?|选择一项[。.]|Click or tap .{4,20} to enter .{4,6}\."
)
"""What Word shows in a control nobody filled in; other programs save it as if typed."""
SAYS = re.compile(r"\w")
"""A letter or a figure: what makes a text say something."""
_STOCK = re.compile(r"同意.{0,16}|情况属实.{0,16}|属实.{0,6}")
"""What stands in every opinion, and says nothing of the entry."""
_BY_HAND = 16
"""Characters of names, dates and stamps that stand where a form is signed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the place of a box."""

    lines: tuple[str, ...]
    pictures: tuple[PastedPicture, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    before: tuple[int, ...] = ()
    """For each picture how many lines stand before it; () where that is not known."""


@dataclass(frozen=True, slots=True)
class BoxReading:
    """What a box gives."""

    found: tuple[Found, ...] = ()
    missing: tuple[Slot, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    left_over: tuple[str, ...] = ()
    strays: tuple[PastedPicture, ...] = ()


def found_text(target: Target, lines: Iterable[str], doubts: tuple[Doubt, ...]) -> Found:
    """A text as found, without blank lines and what is left of a blank's underline."""
    kept = tuple(clean_lines(lines))
    return Found(target.slot, kept, (), target.item, tuple(dict.fromkeys(doubts)) if kept else ())


def clean_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines that hold something, without what surrounds it."""
    for line in lines:
        text = line.strip(_EDGES)
        if "_" in text or "＿" in text:
            text = _FILL.sub("", _FILL.sub("", text)).strip(_EDGES)
        if text and not _PROMPT.fullmatch(text):
            yield text


def telling(texts: Iterable[str]) -> Iterator[str]:
    """Texts that say something: a letter or a figure."""
    for text in texts:
        kept = " ".join(clean_lines(text.split("\n")))
        if SAYS.search(kept):
            yield kept


def not_by_hand(texts: Iterable[str]) -> Iterator[str]:
    """Texts that are more than the names, dates and stock phrases beside a signature."""
    for text in telling(texts):
        bare = plain(text)
        if len(bare) > _BY_HAND and not _STOCK.fullmatch(bare):
            yield text


@dataclass(frozen=True, slots=True)
class GapText:
    """What stands between two wordings that were found."""

    pieces: tuple[Piece, ...]
    """What belongs there."""
    text: str
    gone: bool
    """Whether a wording that belongs there was not found."""
    behind: Literal | None = None
    """The wording it stands behind."""


def gap_texts(
    literals: Sequence[Literal], gaps: Sequence[Sequence[Piece]], typed: Typed, placing: Placing
) -> Iterator[GapText]:
    """The texts before, between and behind the wordings that were found."""
    pieces = list(gaps[0])
    gone = False
    start = 0
    behind: Literal | None = None
    for number in range(len(literals)):
        at = placing.places[number]
        if at is None:
            gone = True
        else:
            yield GapText(tuple(pieces), typed.between(start, at.start), gone, behind)
            pieces, gone, start, behind = [], False, at.end, literals[number]
        pieces += gaps[number + 1]
    yield GapText(tuple(pieces), typed.between(start, len(typed.plain)), gone, behind)
