"""The lines of a marked box → pieces: fixed wording, slots, and blanks that a hand fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from formgen.collect.pattern.marking import Markers, Target
from formgen.collect.pattern.wording import plain, shown
from formgen.collect.slots import Use


@dataclass(frozen=True, slots=True)
class Literal:
    """Fixed wording that stands in one line."""

    shown: str
    """As printed, its blanks shortened."""
    plain: str
    """As compared; never empty."""
    starts: bool
    """Whether its line begins with it."""
    ends: bool
    """Whether its line ends with it."""


class Gap(Enum):
    """What else stands between wordings."""

    BLANK = "room to be written on by hand that is no field's: a signature, a date, a stamp"
    LINE = "a new line"


Piece: TypeAlias = "Literal | Target | Gap"

_ROOM = re.compile(
    r"_{2,}|(?<=[:：])[ \t\u3000\xa0]{2,}|[ \t\u3000\xa0]{4,}|(?<=[(（])[ \t\u3000\xa0]+(?=[)）])"
)
"""Room to write on inside a wording."""
_DATE = re.compile(r"年([ \t\u3000\xa0]+)月([ \t\u3000\xa0]+)日")
_BEFORE_DATE = re.compile(r"(?:^|(?<=[ \t\u3000\xa0]))(?=年[ \t\u3000\xa0]+月)")
_ROOM_MARK = "\ufdd0"
_SIGNED = re.compile("章|签字|签名")
_LONGEST_SIGNED = 24
"""Characters of a wording that asks for a stamp; longer ones are notes about it."""


def pieces_of(lines: Sequence[str], markers: Markers) -> tuple[Piece, ...]:
    """The pieces of a box's lines, without blanks before and behind wording."""
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        if number:
            pieces.append(Gap.LINE)
        pieces += _line(line, markers)
    return tuple(pieces)


def _line(line: str, markers: Markers) -> Iterator[Piece]:
    parts = list(_parts(line, markers))
    for number, part in enumerate(parts):
        if isinstance(part, str):
            yield Literal(shown(part), plain(part), number == 0, number == len(parts) - 1)
        else:
            yield part


def _parts(line: str, markers: Markers) -> Iterator[str | Target | Gap]:
    """Wordings, targets and blanks of a line, none of them empty."""
    start = 0
    for number, character in enumerate(line):
        if (target := markers.target(character)) is not None:
            yield from _wordings(line[start:number])
            yield target
            start = number + 1
    yield from _wordings(line[start:])


def _wordings(text: str) -> Iterator[str | Gap]:
    """A stretch without targets, cut where there is room to write."""
    if not plain(text):
        return
    roomy = _BEFORE_DATE.sub(_ROOM_MARK, text.strip())
    roomy = _DATE.sub(f"年{_ROOM_MARK}月{_ROOM_MARK}日", roomy)
    cut = _ROOM.sub(_ROOM_MARK, roomy).split(_ROOM_MARK)
    for number, wording in enumerate(cut):
        if number:
            yield Gap.BLANK
        if plain(wording):
            yield wording


def targets_in(pieces: Sequence[Piece]) -> tuple[Target, ...]:
    """The targets among pieces, each once, in order."""
    return tuple(dict.fromkeys(piece for piece in pieces if isinstance(piece, Target)))


def literals_in(pieces: Sequence[Piece]) -> tuple[Literal, ...]:
    """The wordings among pieces, in order."""
    return tuple(piece for piece in pieces if isinstance(piece, Literal))


def is_signed(pieces: Sequence[Piece]) -> bool:
    """Whether a box is to be signed, stamped or dated by hand."""
    wording = "".join(literal.plain for literal in literals_in(pieces))
    if Gap.BLANK in pieces and "年月日" in wording:
        return True
    return bool(_SIGNED.search(wording)) and (
        Gap.BLANK in pieces or len(wording) <= _LONGEST_SIGNED
    )


def lines_in(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces line by line."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece is Gap.LINE:
            lines.append([])
        else:
            lines[-1].append(piece)
    return tuple(map(tuple, lines))


_ALONE = (Use.TEXT, Use.CAPTION)


def is_text(piece: Piece) -> bool:
    """Whether a piece takes text of any length."""
    return isinstance(piece, Target) and piece.slot.use in _ALONE
