"""Two printed documents → how far apart they are.

**Words** are counted as Word counts them: every Chinese character and full-width sign is
a word, and so is a run of Latin letters, digits and half-width signs on one line without
a gap. (Stretches between spaces would be whole lines of Chinese, whose ends nobody would
measure.) A word stands where the origin of its first character is drawn.

The characters of both PDFs are aligned in the order of their content: the longest equal
pieces first, then what was printed at another turn (headers, footers, boxes), at last
single characters by nearness. A word of the reference is on the same page if its first
character's partner is; a word without partner, on either side, is not.

**Lines** are ruled lines, level and upright. Each is walked in steps; at each step the
distance to the nearest parallel line on the same page of the other PDF is taken, so a
line that is too short counts as much as one that is out of place.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from benchmarks.printed import Character, PrintedDocument, Rule

POINTS_A_MM = 72 / 25.4
STEP = 5 * POINTS_A_MM
"""Lines are measured at every 5 mm and at both ends."""
PIECE = 3
"""Pieces printed at another turn are recognised from this many characters on."""
GAP = 0.2
"""Between the characters of one Latin word, as a share of the character's width."""
_LATIN = re.compile(r"[!-~]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the reference and where its partner stands."""

    text: str
    page: int
    partner_page: int | None
    """None: nowhere."""
    x: float
    """How far the partner is to the right, in mm."""
    y: float
    """How far the partner is below, in mm."""

    @property
    def same_page(self) -> bool:
        """Whether both stand on the same page."""
        return self.page == self.partner_page

    @property
    def distance(self) -> float:
        """From origin to origin in mm; means something on the same page only."""
        return math.hypot(self.x, self.y)


@dataclass(frozen=True, slots=True)
class LineStep:
    """A point on a ruled line, and how far the other PDF's nearest parallel line is."""

    page: int
    upright: bool
    x: float
    y: float
    """Where the point is, in points."""
    distance: float
    """In mm; inf where the other PDF has no such line on the page."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one PDF differs from the reference."""

    pages: tuple[int, int]
    """Of the reference, of the other."""
    words: tuple[Word, ...]
    surplus: int
    """Characters of the other PDF that the reference lacks."""
    lines: tuple[LineStep, ...]
    """From the reference's lines to the other's."""
    lines_back: tuple[LineStep, ...]
    """From the other's lines to the reference's."""

    @property
    def distances(self) -> list[float]:
        """Of the words on the same page, in mm."""
        return [word.distance for word in self.words if word.same_page]

    @property
    def line_distances(self) -> list[float]:
        """Both ways, in mm."""
        return [step.distance for step in (*self.lines, *self.lines_back)]

    @property
    def same_page_share(self) -> float:
        """Words on the same page, of all words of either PDF."""
        return share_on_same_page([self])


def share_on_same_page(comparisons: Sequence[Comparison]) -> float:
    """Words on the same page, of all words of either PDF, 1.0 for no words at all."""
    same = sum(len(comparison.distances) for comparison in comparisons)
    words = sum(len(comparison.words) + comparison.surplus for comparison in comparisons)
    return same / words if words else 1.0


def compare(reference: PrintedDocument, other: PrintedDocument) -> Comparison:
    """Measure a PDF against the reference."""
    partners = aligned(reference.characters, other.characters)
    return Comparison(
        pages=(len(reference.sizes), len(other.sizes)),
        words=tuple(_words(reference.characters, other.characters, partners)),
        surplus=len(other.characters) - len(partners),
        lines=tuple(_line_steps(reference.rules, other.rules)),
        lines_back=tuple(_line_steps(other.rules, reference.rules)),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed; 0 for no values."""
    if not values:
        return 0.0
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def aligned(reference: Sequence[Character], other: Sequence[Character]) -> dict[int, int]:
    """Index in the reference to index in the other, for every character with a partner."""
    partners: dict[int, int] = {}
    left, right = list(range(len(reference))), list(range(len(other)))
    smallest = 1
    while found := _equal_pieces(reference, other, left, right, smallest):
        partners |= found
        taken = set(found.values())
        left = [index for index in left if index not in found]
        right = [index for index in right if index not in taken]
        smallest = PIECE
    return partners | _nearest(reference, other, left, right)


def _equal_pieces(
    reference: Sequence[Character],
    other: Sequence[Character],
    left: Sequence[int],
    right: Sequence[int],
    smallest: int,
) -> dict[int, int]:
    matcher = SequenceMatcher(
        None,
        "".join(reference[index].text for index in left),
        "".join(other[index].text for index in right),
        autojunk=False,
    )
    return {
        left[block.a + step]: right[block.b + step]
        for block in matcher.get_matching_blocks()
        if block.size >= smallest
        for step in range(block.size)
    }


def _nearest(
    reference: Sequence[Character],
    other: Sequence[Character],
    left: Sequence[int],
    right: Sequence[int],
) -> dict[int, int]:
    """Left-over characters with the nearest equal one, on the same page if there is one."""
    free: dict[str, set[int]] = defaultdict(set)
    for index in right:
        free[other[index].text].add(index)
    partners: dict[int, int] = {}
    for index in left:
        own = reference[index]
        candidates = free[own.text]
        if candidates:
            partners[index] = min(candidates, key=lambda at: (*_far(own, other[at]), at))
            candidates.discard(partners[index])
    return partners


def _far(one: Character, other: Character) -> tuple[int, float]:
    return abs(one.page - other.page), math.hypot(one.x - other.x, one.baseline - other.baseline)


def _words(
    reference: Sequence[Character], other: Sequence[Character], partners: dict[int, int]
) -> Iterator[Word]:
    for start, end in _spans(reference):
        own = reference[start]
        text = "".join(character.text for character in reference[start:end])
        at = partners.get(start)
        if at is None:
            yield Word(text, own.page, None, 0.0, 0.0)
            continue
        theirs = other[at]
        x, y = theirs.x - own.x, theirs.baseline - own.baseline
        yield Word(text, own.page, theirs.page, x / POINTS_A_MM, y / POINTS_A_MM)


def _spans(characters: Sequence[Character]) -> Iterator[tuple[int, int]]:
    """Index of each word's first character, and one past its last."""
    start = 0
    for index in range(1, len(characters) + 1):
        if index == len(characters) or not _goes_on(characters[index - 1], characters[index]):
            yield start, index
            start = index


def _goes_on(one: Character, following: Character) -> bool:
    """Whether two characters belong to one Latin word."""
    return bool(
        _LATIN.match(one.text)
        and _LATIN.match(following.text)
        and one.page == following.page
        and abs(one.baseline - following.baseline) < 0.5
        and abs(following.x - one.right) <= GAP * (one.right - one.x)
    )


def _line_steps(lines: Sequence[Rule], others: Sequence[Rule]) -> Iterator[LineStep]:
    lanes: dict[tuple[int, bool], list[Rule]] = defaultdict(list)
    for rule in others:
        lanes[rule.page, rule.upright].append(rule)
    for rule in lines:
        near = lanes[rule.page, rule.upright]
        steps = max(round((rule.end - rule.start) / STEP), 1)
        for step in range(steps + 1):
            along = rule.start + (rule.end - rule.start) * step / steps
            distance = min((_to_rule(rule.at, along, it) for it in near), default=math.inf)
            x, y = (rule.at, along) if rule.upright else (along, rule.at)
            yield LineStep(rule.page, rule.upright, x, y, distance / POINTS_A_MM)


def _to_rule(at: float, along: float, rule: Rule) -> float:
    beyond = max(rule.start - along, along - rule.end, 0.0)
    return math.hypot(at - rule.at, beyond)
