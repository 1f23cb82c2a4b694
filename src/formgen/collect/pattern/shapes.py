"""A template's renderings → its elements in order, and the sequences of boxes a form can have."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeAlias

from formgen.collect.pattern.boxes import PatternBox
from formgen.collect.pattern.lists import PatternList, Sequenced, Stretch, stretch_of
from formgen.collect.pattern.pieces import literals_in
from formgen.collect.pattern.rendering import Renderer

MOST_ITEMS = 8
"""Forms with up to so many items of a list are known as they are printed; others are found out."""
MOST_SHAPES = 400
"""With several lists the shapes multiply; a form of no known shape is read all the same."""

Element: TypeAlias = "PatternBox | PatternList"
Flow: TypeAlias = "tuple[PatternBox | Stretch, ...]"


@dataclass(frozen=True, slots=True)
class Layout:
    """A template's boxes: those that stay, and in between those that repeat."""

    flow: Flow
    """In order; also what only an empty form has."""
    blank: Sequenced
    """The empty form, made of the same boxes where they are the same."""

    def elements(self) -> tuple[Element, ...]:
        """Boxes and lists in order."""
        return tuple(one.list if isinstance(one, Stretch) else one for one in self.flow)

    def shapes(self) -> Mapping[int, tuple[Sequenced, ...]]:
        """The sequences of boxes a form can have, by their number, those with more slots first."""
        stretches = [one for one in self.flow if isinstance(one, Stretch)]
        counts = itertools.product(*(range(len(one.variants)) for one in stretches))
        sequences = [self._sequence(c) for c in itertools.islice(counts, MOST_SHAPES)]
        different = {tuple(map(id, one)): one for one in (*sequences, self.blank)}
        by_length: dict[int, list[Sequenced]] = {}
        for sequence in sorted(different.values(), key=_slots, reverse=True):
            by_length.setdefault(len(sequence), []).append(sequence)
        return {length: tuple(sequences) for length, sequences in by_length.items()}

    def _sequence(self, counts: Sequence[int]) -> Sequenced:
        boxes: list[PatternBox] = []
        left = iter(counts)
        for one in self.flow:
            if isinstance(one, Stretch):
                boxes += one.variants[next(left)]
            elif not one.only_blank:
                boxes.append(one)
        return tuple(boxes)


def _slots(sequence: Sequenced) -> int:
    return sum(len(box.slots) for box in sequence)


def layout_of(renderer: Renderer, lists: Sequence[str]) -> Layout:
    """Hold renderings against each other.

    Raises:
        TemplateError: a tag reckons with a value, so that it cannot be told what it prints.
    """
    base = renderer.boxes(present=True)
    flow: list[PatternBox | Stretch] = []
    start = 0
    for stretch in _stretches(renderer, base, lists):
        flow += [*base[start : stretch.start], stretch]
        start = stretch.end
    return _with_blank((*flow, *base[start:]), renderer.boxes(present=False))


def _stretches(renderer: Renderer, base: Sequenced, lists: Sequence[str]) -> Iterator[Stretch]:
    """The stretches of the lists in order; of two that lie in each other the first."""
    found = []
    for name in lists:
        none, two = (renderer.boxes(present=True, counts={name: n}) for n in (0, 2))
        if _texts(none) == _texts(base) == _texts(two):
            continue
        more = (renderer.boxes(present=True, counts={name: n}) for n in range(3, MOST_ITEMS + 1))
        stretch = stretch_of(name, [none, base, two, *more])
        if stretch is not None:
            found.append(stretch)
    end = 0
    for stretch in sorted(found, key=lambda one: one.start):
        if stretch.start >= end:
            yield stretch
            end = stretch.end


def _texts(sequence: Sequenced) -> list[tuple[str, ...]]:
    return [box.box.lines for box in sequence]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A place in the filled form without items of lists."""

    number: int
    """In the flow."""
    box: PatternBox | None
    """The box; None for a list that shows nothing."""
    of_list: bool


def _entries(flow: Flow) -> Iterator[_Entry]:
    for number, one in enumerate(flow):
        if isinstance(one, Stretch):
            yield from (_Entry(number, box, True) for box in one.variants[0])
        else:
            yield _Entry(number, one, False)


def _with_blank(flow: Flow, blank: Sequenced) -> Layout:
    """Bring in what the empty form prints otherwise: hints, and boxes that only it has."""
    entries = list(_entries(flow))
    own = [entry.box.box.lines for entry in entries if entry.box is not None]
    changed: dict[int, PatternBox | Stretch] = dict(enumerate(flow))
    added: dict[int, list[PatternBox]] = {}
    kept: list[int | PatternBox] = []
    matcher = SequenceMatcher(None, own, _texts(blank), autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        here, other = entries[first:last], blank[start:end]
        if len(here) == len(other):
            for entry, box in zip(here, other, strict=True):
                kept.append(_merge_pair(changed, entry, box))
            continue
        for entry in here:
            _make_optional(changed, entry)
        lists = [entry.number for entry in here if entry.of_list]
        for box in other:
            if lists:
                kept.append(_add_wording(changed, lists[0], box))
            else:
                number = entries[first].number if first < len(entries) else len(flow)
                only = replace(box, optional=True, only_blank=True)
                added.setdefault(number, []).append(only)
                kept.append(only)
    whole = [one for n in range(len(flow) + 1) for one in (*added.get(n, ()), *_at(changed, n))]
    sequence = [changed[one] if isinstance(one, int) else one for one in kept]
    return Layout(tuple(whole), tuple(box for box in sequence if isinstance(box, PatternBox)))


def _at(flow: Mapping[int, PatternBox | Stretch], number: int) -> tuple[PatternBox | Stretch, ...]:
    return (flow[number],) if number in flow else ()


def _merge_pair(
    flow: dict[int, PatternBox | Stretch], entry: _Entry, box: PatternBox
) -> int | PatternBox:
    """A box both forms have: wording that only the empty one has is a hint."""
    if entry.of_list:
        return _add_wording(flow, entry.number, box)
    found = flow[entry.number]
    if isinstance(found, PatternBox):
        flow[entry.number] = found.with_hints((*literals_in(box.pieces), *box.hints))
    return entry.number


def _make_optional(flow: dict[int, PatternBox | Stretch], entry: _Entry) -> None:
    found = flow[entry.number]
    if isinstance(found, PatternBox):
        flow[entry.number] = replace(found, optional=True)


def _add_wording(flow: dict[int, PatternBox | Stretch], number: int, box: PatternBox) -> PatternBox:
    """A box of the empty form in the place of a list."""
    found = flow[number]
    if isinstance(found, Stretch):
        flow[number] = found.with_wording((*literals_in(box.pieces), *box.hints))
    return replace(box, of_list=True)
