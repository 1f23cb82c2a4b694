"""Rows of a template → the rows of the filled sheet that they became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import NamedTuple

from formgen.ooxml.area import MAX_ROW

Path = tuple[int, ...]
"""The turn of every loop around a row, outermost first; turns are numbered per loop."""


class Origin(NamedTuple):
    """A row of the filled sheet, by what it came from."""

    row: int
    """Row of the template."""
    path: Path


class Span(NamedTuple):
    """Rows of the filled sheet, both ends included."""

    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Region:
    """The rows of a template that depend on the data: from its first tag to its last."""

    first: int
    last: int
    chains: Mapping[int, tuple[int, ...]]
    """Template row to the loops around it, outermost first."""


NO_REGION = Region(1, 0, {})
"""Of a sheet whose rows all stay where they are."""


class RowMap:
    """Where the rows of one sheet went.

    Rows above the region stay, rows below it move together; the rows of the region are
    listed one by one. Where a row is asked for from inside a loop (`near`), only its
    copies of the same turn count, as an Excel user expects of a row that was copied.
    """

    def __init__(self, region: Region, origins: Sequence[Origin]) -> None:
        self.region = region
        self.origins = origins
        self.shift = len(origins) - (region.last - region.first + 1)
        self._copies: dict[tuple[int, int, int], dict[Path, list[int]]] = {}

    @property
    def is_still(self) -> bool:
        """Whether every row stayed where it was."""
        return [origin.row for origin in self.origins] == [
            *range(self.region.first, self.region.last + 1)
        ]

    def runs(self, top: int, bottom: int, near: Origin | None = None) -> list[Span]:
        """What became of the template's rows top to bottom, as unbroken runs; maybe none."""
        region = self.region
        spans = []
        if top < region.first:
            spans.append(Span(top, min(bottom, region.first - 1)))
        spans += self._inside(top, bottom, near)
        if bottom > region.last:
            start = max(top, region.last + 1)
            spans.append(Span(self._moved(start), self._moved(bottom)))
        return _joined(spans)

    def groups(self, top: int, bottom: int) -> list[Span]:
        """The same rows, one span for every turn of the loops around all of them."""
        if not self._within(top, bottom):
            runs = self.runs(top, bottom)
            return [Span(runs[0].top, runs[-1].bottom)] if runs else []
        copies = self._copied(top, bottom, self._depth(top, bottom))
        return [Span(rows[0], rows[-1]) for rows in copies.values()]

    def executions(self, row: int) -> list[list[int]]:
        """All rows of the innermost loop around a template row, one list per execution."""
        chain = self.region.chains[row]
        inside = [
            number for number, loops in self.region.chains.items() if loops[: len(chain)] == chain
        ]
        copies = self._copied(min(inside), max(inside), len(chain) - 1)
        return list(copies.values())

    def nearest(self, row: int) -> int:
        """Where a template row went, or the first row after it that is still there."""
        for candidate in range(row, self.region.last + 1):
            runs = self.runs(candidate, candidate)
            if runs:
                return runs[0].top
        return self._moved(max(row, self.region.last + 1))

    def copies(self, row: int) -> list[int]:
        """Every row of the filled sheet that came from one row of the template."""
        return [
            number for span in self.runs(row, row) for number in range(span.top, span.bottom + 1)
        ]

    def _inside(self, top: int, bottom: int, near: Origin | None) -> list[Span]:
        depth = 0
        if near is not None and self._within(top, bottom):
            depth = self._depth(top, bottom, near.row)
        copies = self._copied(top, bottom, depth)
        rows = copies.get(near.path[:depth] if near else (), [])
        return [Span(row, row) for row in rows]

    def _copied(self, top: int, bottom: int, depth: int) -> dict[Path, list[int]]:
        key = (top, bottom, depth)
        if key not in self._copies:
            copies: dict[Path, list[int]] = {}
            for number, origin in enumerate(self.origins, self.region.first):
                if top <= origin.row <= bottom:
                    copies.setdefault(origin.path[:depth], []).append(number)
            self._copies[key] = copies
        return self._copies[key]

    def _depth(self, top: int, bottom: int, *rows: int) -> int:
        """How many loops surround all of these rows."""
        chains = [self.region.chains.get(row, ()) for row in (*range(top, bottom + 1), *rows)]
        shared = takewhile(lambda loops: len(set(loops)) == 1, zip(*chains, strict=False))
        return sum(1 for _ in shared)

    def _within(self, top: int, bottom: int) -> bool:
        return self.region.first <= top and bottom <= self.region.last

    def _moved(self, row: int) -> int:
        return min(row + self.shift, MAX_ROW)


def _joined(spans: list[Span]) -> list[Span]:
    if not spans:
        return []
    starts = [spans[0].top, *(b.top for a, b in pairwise(spans) if b.top != a.bottom + 1)]
    ends = [*(a.bottom for a, b in pairwise(spans) if b.top != a.bottom + 1), spans[-1].bottom]
    return [Span(top, bottom) for top, bottom in zip(starts, ends, strict=True)]
