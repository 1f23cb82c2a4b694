"""A box's fixed wording and what was typed → where each wording stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from formgen.collect.pattern.marking import Target
from formgen.collect.pattern.pieces import Gap, Literal, Piece, is_text
from formgen.collect.pattern.wording import Typed
from formgen.collect.slots import Use

_ROOM_FOR_A_MARK = 4
"""Characters of a tick, or of a part of a date."""
_MOST_PLACES = 14
"""Places looked at for one wording; a text that repeats it more often is no form."""
_NEAR = 75
"""How like (0 to 100) a stretch of text must be to a wording to be taken for it."""
_NEAR_FROM = 4
"""Shorter wordings are found exactly or not at all."""
_LONGEST_NEAR = 6_000
"""Characters of text in which altered wording is looked for."""
_NUMBERED = re.compile(r"^\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:\)?[,.:]|\))")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the compared text that is a wording."""

    start: int
    end: int
    worth: float
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the wordings of a box stand."""

    places: tuple[Place | None, ...]
    """One for each wording; None where it is gone."""
    unsure: frozenset[int]
    """Wordings that might stand elsewhere as well."""


def gaps_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What stands before, between and behind the wordings."""
    gaps: list[list[Piece]] = [[]]
    for piece in pieces:
        if isinstance(piece, Literal):
            gaps.append([])
        else:
            gaps[-1].append(piece)
    return gaps


def place(literals: Sequence[Literal], gaps: Sequence[Sequence[Piece]], typed: Typed) -> Placing:
    """Find the wordings in order, so that as little as possible stands where nothing should."""
    quick = _in_step(literals, gaps, typed)
    if quick is not None:
        return Placing(quick, frozenset())
    return _Search(literals, gaps, typed, sorted(typed.line_starts)).best()


def _in_step(
    literals: Sequence[Literal], gaps: Sequence[Sequence[Piece]], typed: Typed
) -> tuple[Place, ...] | None:
    """The places where each wording follows the one before as printed; None where any is in doubt.

    Behind a text of any length a wording has to come only once.
    """
    places = []
    end = 0
    for literal, gap in zip(literals, gaps, strict=False):
        start = typed.plain.find(literal.plain, end)
        behind = start + len(literal.plain)
        if start < 0 or not _in_line(literal, start, behind, typed):
            return None
        if start - end > _room(gap):
            return None
        if _room(gap) > _MOST_MARKS and typed.plain.find(literal.plain, start + 1) >= 0:
            return None
        places.append(Place(start, behind, 1.0))
        end = behind
    return tuple(places) if len(typed.plain) - end <= _room(gaps[-1]) else None


_ANY_LENGTH = 1 << 30
_MOST_MARKS = 40
"""More characters than ticks in one gap have; a gap that takes more takes any text."""


def _room(gap: Sequence[Piece]) -> int:
    """How many characters may stand in a gap."""
    if any(piece is Gap.BLANK or _is_long(piece) for piece in gap):
        return _ANY_LENGTH
    return min(_MOST_MARKS, _ROOM_FOR_A_MARK * sum(isinstance(piece, Target) for piece in gap))


def _in_line(literal: Literal, start: int, end: int, typed: Typed) -> bool:
    return (not literal.starts or start in typed.line_starts) and (
        not literal.ends or end in typed.line_ends
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for the best places by dynamic programming over the wordings."""

    literals: Sequence[Literal]
    gaps: Sequence[Sequence[Piece]]
    typed: Typed
    lines: Sequence[int]
    """Where lines begin, in order."""

    def best(self) -> Placing:
        options = [self._options(number) for number in range(len(self.literals))]
        # What is known of a place: its worth with the best places before it, and which these are.
        ends: list[list[tuple[float, int, int]]] = []
        for number, places in enumerate(options):
            ends.append([self._reach(number, place, options, ends) for place in places])
        last = (-self._cost(-1, len(self.literals), 0, len(self.typed.plain)), -1, -1)
        for number, places in enumerate(options):
            for at, one in enumerate(places):
                cost = self._cost(number, len(self.literals), one.end, len(self.typed.plain))
                last = max(last, (ends[number][at][0] - cost, number, at))
        found: list[Place | None] = [None] * len(self.literals)
        _, number, at = last
        while number >= 0:
            found[number] = options[number][at]
            _, number, at = ends[number][at]
        return Placing(tuple(found), frozenset(self._unsure(found, options)))

    def _reach(
        self,
        number: int,
        place: Place,
        options: Sequence[Sequence[Place]],
        ends: Sequence[Sequence[tuple[float, int, int]]],
    ) -> tuple[float, int, int]:
        """The best worth up to a place, and the place before it."""
        best = (place.worth - self._cost(-1, number, 0, place.start), -1, -1)
        for before in range(number):
            for at, one in enumerate(options[before]):
                if one.end <= place.start:
                    cost = self._cost(before, number, one.end, place.start)
                    best = max(best, (ends[before][at][0] + place.worth - cost, before, at))
        return best

    def _between(self, before: int, behind: int) -> Iterator[Piece]:
        for gap in self.gaps[before + 1 : behind + 1]:
            yield from gap

    def _cost(self, before: int, behind: int, start: int, end: int) -> float:
        """How little a stretch of text befits the gap between two wordings."""
        length = end - start
        if length <= 0:
            return 0.0
        pieces = list(self._between(before, behind))
        targets = [piece for piece in pieces if isinstance(piece, Target)]
        line = bisect_right(self.lines, start)
        cut = line < len(self.lines) and self.lines[line] < end
        if any(map(_is_long, targets)):
            return 0.3 if cut and Gap.LINE not in pieces else 0.0
        if targets:
            room = _ROOM_FOR_A_MARK * len(targets)
            return min(5.0, 0.3 * max(0, length - room)) + (0.3 if cut else 0.0)
        if Gap.BLANK in pieces:
            return min(4.0, 0.2 + 0.05 * max(0, length - 20)) + (0.5 if cut else 0.0)
        return min(6.0, 1.0 + 0.1 * length)

    def _options(self, number: int) -> list[Place]:
        """Where a wording may stand."""
        literal = self.literals[number]
        starts = list(_occurrences(literal.plain, self.typed.plain))
        if len(starts) > _MOST_PLACES:
            half = _MOST_PLACES // 2
            starts = starts[:half] + starts[-half:]
        exact = [self._exactly(number, start) for start in starts]
        if any(_in_line(literal, place.start, place.end, self.typed) for place in exact):
            return exact
        renumbered = list(self._renumbered(literal))
        return exact + renumbered or list(self._nearly(literal))

    def _exactly(self, number: int, start: int) -> Place:
        literal = self.literals[number]
        end = start + len(literal.plain)
        worth = 2.0 + 0.4 * min(len(literal.plain), 10)
        if literal.starts:
            worth += 1.5 if start in self.typed.line_starts else -0.5
        if literal.ends:
            worth += 1.5 if end in self.typed.line_ends else -0.5
        # Of equal places the first, but behind the last text the last one.
        late = not any(map(_is_long, self._between(number, len(self.literals))))
        return Place(start, end, worth + 1e-5 * (start if late else -start))

    def _nearly(self, literal: Literal) -> Iterator[Place]:
        """Where altered wording stands."""
        text = self.typed.plain
        if len(literal.plain) < _NEAR_FROM or len(text) > _LONGEST_NEAR:
            return
        near = fuzz.partial_ratio_alignment(literal.plain, text, score_cutoff=_NEAR)
        if near is None or near.dest_end - near.dest_start < 0.6 * len(literal.plain):
            return
        if literal.starts and near.dest_start not in self.typed.line_starts:
            return
        end = near.dest_end
        yield Place(
            near.dest_start, end, near.score / 100 * min(len(literal.plain), 10) * 0.3, False
        )

    def _renumbered(self, literal: Literal) -> Iterator[Place]:
        """Headings of parts whose number is written otherwise, or counted by Word itself."""
        core = _NUMBERED.sub("", literal.plain)
        if core == literal.plain or not (literal.starts and literal.ends):
            return
        ends = sorted(self.typed.line_ends)
        for start in self.lines:
            behind = bisect_right(ends, start)
            end = ends[behind] if behind < len(ends) else start
            line = self.typed.plain[start:end]
            if _NUMBERED.sub("", line).strip(":.,") == core:
                yield Place(start, end, 5.0 + 0.4 * min(len(core), 10))
            elif (begun := _begins(line, core)) is not None:
                yield Place(start, start + begun, 1.0 + 0.4 * min(len(core), 10))

    def _unsure(
        self, found: Sequence[Place | None], options: Sequence[Sequence[Place]]
    ) -> Iterator[int]:
        """Wordings between texts that stand equally well at another place between them."""
        for number, chosen in enumerate(found):
            if chosen is None or len(options[number]) < 2:
                continue
            if not any(map(is_text, self.gaps[number])):
                continue
            if not any(map(is_text, self._between(number, len(self.literals)))):
                continue
            first = max((p.end for p in found[:number] if p is not None), default=0)
            last = min(
                (p.start for p in found[number + 1 :] if p is not None),
                default=len(self.typed.plain),
            )
            for other in options[number]:
                if other.start == chosen.start or not first <= other.start < last:
                    continue
                if other.worth > chosen.worth - 1.0:
                    yield number
                    break


def _is_long(piece: Piece) -> bool:
    """Whether a piece takes text in which wording may come again."""
    return is_text(piece) or (isinstance(piece, Target) and piece.slot.use is Use.OPEN)


def _begins(line: str, core: str) -> int | None:
    """How much of a line is a heading with its text behind it: （一）背景意义：…."""
    number = _NUMBERED.match(line)
    begun = number.end() if number else 0
    if number and line.startswith(core + ":", begun):
        return begun + len(core) + 1
    return None


def _occurrences(wording: str, text: str) -> Iterator[int]:
    start = text.find(wording)
    while start >= 0:
        yield start
        start = text.find(wording, start + 1)
