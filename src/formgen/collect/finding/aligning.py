"""A template's elements and a returned form's boxes → which stands for which."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from formgen.collect.finding.returned import ReturnedBoxes
from formgen.collect.finding.worth import Worth
from formgen.collect.pattern import FormPattern, PatternBox, PatternList
from formgen.collect.pattern.shapes import Element

_MOST_MERGED = 8
"""Boxes of the template that one returned box may hold."""
_LATER = 0.01
"""What makes a box too many come behind the others, all else being equal."""
_LARGEST = 40_000
"""Pairs weighed in one gap; a larger one belongs to another kind of paper."""


@dataclass(frozen=True, slots=True)
class Match:
    """Elements and the boxes that stand for them."""

    first: int
    """Number of the first element."""
    last: int
    """Number behind the last element; more than one where boxes were merged."""
    boxes: tuple[int, ...]
    """Numbers of the returned boxes; several for a list."""

    @property
    def merged(self) -> bool:
        """Whether several elements stand in one box."""
        return self.last - self.first > 1


def align(pattern: FormPattern, returned: ReturnedBoxes) -> list[Match]:
    """Find the matches, in order; elements and boxes without one are in none."""
    return align_part(pattern.elements, Worth(pattern, returned), (0, len(returned.boxes)))


def align_part(elements: Sequence[Element], worth: Worth, part: tuple[int, int]) -> list[Match]:
    """The matches of elements in a part of the boxes: the number of its first, and behind it."""
    matches: list[Match] = []
    element, box = 0, part[0]
    ends = (len(elements), part[1])
    for anchor in [*_anchors(elements, worth.returned, part), ends]:
        gap = _Gap(elements, worth, (element, anchor[0]), (box, anchor[1]))
        matches += gap.matches()
        if anchor != ends:
            matches.append(Match(anchor[0], anchor[0] + 1, (anchor[1],)))
            element, box = anchor[0] + 1, anchor[1] + 1
    return matches


def _anchors(
    elements: Sequence[Element], returned: ReturnedBoxes, part: tuple[int, int]
) -> list[tuple[int, int]]:
    """Labels that come as often as in the template, as many of them in order as possible."""
    expected, there = defaultdict(list), defaultdict(list)
    asking = frozenset(_asking(elements))
    for number, element in enumerate(elements):
        if isinstance(element, PatternBox) and element.fixed and len(element.wording) > 1:
            expected[element.wording].append(number)
    for number in range(*part):
        if (label := returned.labels[number]) in expected and not _is_value(
            number, returned, asking
        ):
            there[label].append(number)
    pairs = sorted(
        pair
        for label, numbers in expected.items()
        if len(numbers) == len(there[label])
        for pair in zip(numbers, there[label], strict=True)
    )
    return _longest_rising(pairs)


def _asking(elements: Sequence[Element]) -> Iterator[str]:
    """Labels with room for a value right of them."""
    for label, slot in pairwise(elements):
        if isinstance(label, PatternBox) and isinstance(slot, PatternBox):
            same_row = (label.box.table, label.box.row) == (slot.box.table, slot.box.row)
            if label.fixed and slot.slots and label.box.table and same_row:
                yield label.wording


def _is_value(number: int, returned: ReturnedBoxes, asking: frozenset[str]) -> bool:
    """Whether a box that reads like a label stands where the value of another label does."""
    left = returned.left_of(number)
    return left is not None and returned.labels[left] in asking


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which the second numbers rise too."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for number, (_, box) in enumerate(pairs):
        at = bisect_left(tails, box)
        before.append(places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(box)
            places.append(number)
        else:
            tails[at], places[at] = box, number
    rising: list[tuple[int, int]] = []
    number = places[-1] if places else -1
    while number >= 0:
        rising.append(pairs[number])
        number = before[number]
    return rising[::-1]


_Step = tuple[int, int, str]
"""Elements and boxes taken by a step, and what it is."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """What lies between two anchors: elements and boxes, weighed against each other."""

    elements: Sequence[Element]
    worth: Worth
    own: tuple[int, int]
    """Numbers of the first element and the one behind the last."""
    boxes: tuple[int, int]
    """Numbers of the first box and the one behind the last."""

    def matches(self) -> Iterator[Match]:
        """The matches of the heaviest way through the gap."""
        if self.own[0] == self.own[1] or self.boxes[0] == self.boxes[1]:
            return
        if (self.own[1] - self.own[0]) * (self.boxes[1] - self.boxes[0]) > _LARGEST:
            return
        yield from _joined(self._back(self._steps()))

    def _steps(self) -> list[list[_Step]]:
        """For each place the last step of the heaviest way to it (Needleman-Wunsch)."""
        rows, columns = self.own[1] - self.own[0], self.boxes[1] - self.boxes[0]
        heavy = [[-math.inf] * (columns + 1) for _ in range(rows + 1)]
        steps: list[list[_Step]] = [[(0, 0, "")] * (columns + 1) for _ in range(rows + 1)]
        heavy[0][0] = 0.0
        for row in range(rows + 1):
            for column in range(columns + 1):
                here = heavy[row][column]
                for weight, down, right, what in self._onward(row, column, rows, columns):
                    reached = here + weight
                    if reached > heavy[row + down][column + right]:
                        heavy[row + down][column + right] = reached
                        steps[row + down][column + right] = (down, right, what)
        return steps

    def _onward(
        self, row: int, column: int, rows: int, columns: int
    ) -> Iterator[tuple[float, int, int, str]]:
        """The steps from a place: weight, elements, boxes, and what it is."""
        number = self.boxes[0] + column
        if column < columns:
            later = _LATER if row < rows else 0.0
            yield self.worth.besides(number) - later, 0, 1, "besides"
        if row == rows:
            return
        element = self.elements[self.own[0] + row]
        yield self.worth.without(element), 1, 0, "without"
        if column == columns:
            return
        if isinstance(element, PatternList):
            yield self.worth.in_list(element, number), 0, 1, "list"
            return
        yield self.worth.pair(element, number) + self._beside(row, number), 1, 1, "pair"
        yield from self._merges(row, number)

    def _beside(self, row: int, number: int) -> float:
        """What is added where a box stands right of the label its element is for."""
        place = self.own[0] + row
        element, label = self.elements[place], self.elements[place - 1] if place else None
        if not (isinstance(element, PatternBox) and isinstance(label, PatternBox)):
            return 0.0
        if element.fixed or not label.fixed or element.box.row != label.box.row:
            return 0.0
        return self.worth.beside(label, number)

    def _merges(self, row: int, number: int) -> Iterator[tuple[float, int, int, str]]:
        """Neighbours in a row of the template that stand in one box."""
        label = self.worth.returned.labels[number]
        first = self.elements[self.own[0] + row]
        if not isinstance(first, PatternBox) or first.empty or not label:
            return
        if first.fixed and (first.wording not in label or first.signed):
            return
        group = [first]
        for place in range(
            self.own[0] + row + 1, min(self.own[1], self.own[0] + row + _MOST_MERGED)
        ):
            element = self.elements[place]
            if not isinstance(element, PatternBox) or element.box.table != first.box.table:
                return
            if not first.box.table or element.box.row != first.box.row:
                return
            if element.fixed and element.wording not in label:
                return
            group.append(element)
            if not all(one.fixed for one in group) and any(one.fixed for one in group):
                yield self.worth.merged(tuple(group), number), len(group), 1, "pair"

    def _back(self, steps: list[list[_Step]]) -> list[tuple[Match, bool]]:
        """The matches of the way, and whether each is a list's."""
        row, column = self.own[1] - self.own[0], self.boxes[1] - self.boxes[0]
        found: list[tuple[Match, bool]] = []
        while row or column:
            down, right, what = steps[row][column]
            row, column = row - down, column - right
            element, box = self.own[0] + row, self.boxes[0] + column
            if what == "pair":
                found.append((Match(element, element + down, (box,)), False))
            elif what == "list":
                found.append((Match(element, element + 1, (box,)), True))
        return found[::-1]


def _joined(found: Sequence[tuple[Match, bool]]) -> Iterator[Match]:
    """The boxes of each list in one match."""
    waiting: Match | None = None
    for match, of_list in found:
        if waiting is not None and of_list and waiting.first == match.first:
            waiting = Match(waiting.first, waiting.last, waiting.boxes + match.boxes)
            continue
        if waiting is not None:
            yield waiting
        waiting = match if of_list else None
        if not of_list:
            yield match
    if waiting is not None:
        yield waiting
