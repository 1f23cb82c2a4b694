"""Folded names of things → of each the nearest earlier one, in time linear in their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

LEAST_LENGTH = 6
"""Shorter names differ in a character and are others' names."""
_SHARE = 15
"""How many per cent of the shorter name may differ …"""
MOST_DISTANCE = 4
"""… and how many characters at most, also where a name only goes on: …活动, …案例."""

_NUMERAL = re.compile(
    "[0-9〇零一二两三四五六七八九十百千万甲乙丙丁]+|(?<![a-z])(?:[ivx]+|[a-z])(?![a-z])"
)
"""What tells the parts of a series apart: 2024, 第三, 甲, II, a."""
_POSTINGS = 48
"""How many names with a segment in common are looked at …"""
_CANDIDATES = 96
"""… and how many for one name in all, so that thousands of like names take bounded work."""
_NEIGHBOURS = 8
_SHORT = 14
"""The length from which a name and a longer one may differ in more than one character."""


def distance_allowed(length: int) -> int:
    """How many characters two names may differ in, by the length of the shorter."""
    return min(max(1, length * _SHARE // 100), MOST_DISTANCE)


@dataclass(slots=True)
class _Series:
    """The names that are one but for their numerals: the first of each, by its numerals."""

    by_numerals: dict[tuple[str, ...], int] = field(default_factory=dict)
    by_count: dict[int, int] = field(default_factory=dict)

    def add(self, numerals: tuple[str, ...], number: int) -> None:
        self.by_numerals.setdefault(numerals, number)
        self.by_count.setdefault(len(numerals), number)

    def first_like(self, numerals: tuple[str, ...]) -> int | None:
        """The first name that may be meant by one with these numerals.

        第三届 and 第四届 are two; 第三届 may be meant by one that has no numeral.
        """
        found = [number for count, number in self.by_count.items() if count != len(numerals)]
        if numerals in self.by_numerals:
            found.append(self.by_numerals[numerals])
        return min(found, default=None)


class NearNames:
    """Names in the table's order, each asked once for the nearest of those before it.

    Candidates are found by look-ups, so many as a name's length asks for. Short names, which may
    differ in one character, are the same without it. Longer ones are found by PassJoin (Li et
    al., VLDB 2011): a name within distance d of another that is cut into d + 1 segments holds
    one of them unchanged, near where it stood.
    """

    def __init__(self, names: Sequence[str]) -> None:
        """Args: names: folded, "" where there is none."""
        self._forms = [_NUMERAL.sub("", name) for name in names]
        self._numerals = [tuple(_NUMERAL.findall(name)) for name in names]
        self._series: dict[str, _Series] = {}
        self._segments: dict[tuple[int, int, str], list[str]] = {}
        self._short: dict[str, list[str]] = {}
        self._holding = _holding(dict.fromkeys(f for f in self._forms if len(f) >= LEAST_LENGTH))

    def nearest(self, number: int) -> int | None:
        """The number of the nearest name before, None where none is near; then adds the name."""
        form, numerals = self._forms[number], self._numerals[number]
        if len(form) < LEAST_LENGTH:
            return None
        found = []
        for distance, other in self._neighbours(form):
            series = self._series.get(other)
            like = series.first_like(numerals) if series else None
            if like is not None:
                found.append((distance, like))
        self._add(form, numerals, number)
        return min(found)[1] if found else None

    def _neighbours(self, form: str) -> Iterator[tuple[int, str]]:
        """Forms near this one, with their distance; itself is not among them."""
        for other in self._holding.get(form, ()):
            yield abs(len(other) - len(form)), other
        candidates = self._candidates(form)
        if candidates:
            most = distance_allowed(len(form))
            near = process.extract(
                form, candidates, scorer=Levenshtein.distance, score_cutoff=most, limit=_NEIGHBOURS
            )
            for other, distance, _ in near:
                if distance <= distance_allowed(min(len(form), len(other))):
                    yield distance, other

    def _candidates(self, form: str) -> list[str]:
        found: dict[str, None] = {}
        if len(form) <= _SHORT:
            for less in _one_less(form):
                found.update(dict.fromkeys(self._short.get(less, ())))
        if len(form) >= _SHORT:
            held = (self._segments.get(key) for key in _held_by(form))
            for postings in sorted(filter(None, held), key=len):  # what few share says most
                found.update(dict.fromkeys(islice(postings, _POSTINGS)))
                if len(found) >= _CANDIDATES:
                    break
        found.pop(form, None)
        return list(found)

    def _add(self, form: str, numerals: tuple[str, ...], number: int) -> None:
        series = self._series.get(form)
        if series is None:
            series = self._series[form] = _Series()
            self._index(form)
        series.add(numerals, number)

    def _index(self, form: str) -> None:
        if len(form) <= _SHORT:
            for less in _one_less(form):
                postings = self._short.setdefault(less, [])
                if len(postings) < _NEIGHBOURS:  # nearly all of them are near each other
                    postings.append(form)
        if len(form) >= _SHORT:
            for segment, (start, end) in enumerate(_cuts(len(form))):
                self._segments.setdefault((len(form), segment, form[start:end]), []).append(form)


def _one_less(form: str) -> Iterable[str]:
    """The form, and the form without any one of its characters, each once, in this order.

    Sets have another order in every run, and what is found must not depend on it.
    """
    return dict.fromkeys([form, *(form[:at] + form[at + 1 :] for at in range(len(form)))])


def _held_by(form: str) -> Iterator[tuple[int, int, str]]:
    """What a form holds that may be a segment of another: its length, the number, the text."""
    for length, segment, start, end in _probes(len(form)):
        yield length, segment, form[start:end]


def _holding(forms: Mapping[str, None]) -> dict[str, list[str]]:
    """To each form those that it holds, or that hold it, with few characters around them.

    Args:
        forms: each once, in the table's order.
    """
    pairs: dict[str, list[str]] = {}
    for form in forms:
        length = len(form)
        for start in range(MOST_DISTANCE + 1):
            for cut in range(MOST_DISTANCE + 1 - start):
                inner = form[start : length - cut]
                if inner in forms and inner != form:
                    for one, other in ((form, inner), (inner, form)):
                        known = pairs.setdefault(one, [])
                        if len(known) < _CANDIDATES:
                            known.append(other)
    return pairs


@lru_cache(maxsize=1024)
def _cuts(length: int) -> tuple[tuple[int, int], ...]:
    """Where a form of this length is cut into segments: start and end of each."""
    count = distance_allowed(length) + 1
    bounds = [length * part // count for part in range(count + 1)]
    return tuple(pairwise(bounds))


@lru_cache(maxsize=1024)
def _probes(length: int) -> tuple[tuple[int, int, int, int], ...]:
    """Where a form of this length may hold segments of others.

    Returns:
        Length of the other form, number of its segment, start and end in this form.
    """
    found = []
    most = distance_allowed(length)
    for other in range(max(_SHORT, length - most), length + most + 1):
        cuts = _cuts(other)
        for segment, (start, end) in enumerate(cuts):
            left, right, shift = segment, len(cuts) - 1 - segment, length - other
            # At most so many edits lie left of it, and right of it.
            low = max(0, start - left, start + shift - right)
            high = min(length - (end - start), start + left, start + shift + right)
            found += [(other, segment, at, at + end - start) for at in range(low, high + 1)]
    return tuple(found)
