"""Measured text and a width → rows: which characters stand in which line, and where.

A row is cut into stretches by its tabs. What a full line may still take: spaces always, one mark
of punctuation where the paragraph lets it hang.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal, Protocol

from formgen.layout.model import ParagraphLook, TabStop
from formgen.layout.setting.breaking import (
    ADDRESS_BREAKS,
    HANGING,
    NO_START,
    after_spaces,
    before_spaces,
    may_break,
)
from formgen.layout.setting.measure import STOPS, Measured
from formgen.layout.setting.scripts import is_word
from formgen.layout.setting.tabs import next_stop, text_start

ROUNDING = 0.01
"""Points by which text may be too long and still fit: what adding up widths may lose."""
Ended = Literal["full", "end", "line", "page", "column"]
_ENDED: dict[str, Ended] = {"\n": "line", "\f": "page", "\v": "column"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters between two tabs; `x` from the area's left edge."""

    start: int
    end: int
    x: float


@dataclass(frozen=True, slots=True)
class TabRun:
    """A tab character and the blank it makes."""

    at: int
    x0: float
    x1: float
    stop: TabStop


@dataclass(frozen=True, slots=True)
class Row:
    """One line's characters."""

    start: int
    end: int
    """Behind its last character, a break included."""
    left: float
    right: float
    stretches: tuple[Stretch, ...]
    """One more than there are tabs; some are empty."""
    tabs: tuple[TabRun, ...]
    ended: Ended


def rows_of(measured: Measured, look: ParagraphLook, width: float, tab: float) -> list[Row]:
    """The rows of a paragraph, at least one.

    A page or column break at the paragraph's very end starts no further row, as in Word.
    """
    length = len(measured.text)
    stops = [found.start() for found in STOPS.finditer(measured.text)]
    wrapper = _Wrapper(measured, look, width, tab, [*stops, length])
    rows = [wrapper.row(0, first=True)]
    while (ended := rows[-1].ended) != "end":
        if rows[-1].end == length and ended in {"page", "column"}:
            break
        rows.append(wrapper.row(rows[-1].end, first=False))
    return rows


class _MakeRow(Protocol):
    def __call__(self, end: int, ended: Ended) -> Row: ...


@dataclass(frozen=True, slots=True)
class _Wrapper:
    measured: Measured
    look: ParagraphLook
    width: float
    tab: float
    stops: list[int]
    """Positions of tabs and breaks, and the text's length."""

    def row(self, start: int, *, first: bool) -> Row:
        left = self.look.indent_left + (self.look.first_line if first else 0.0)
        right = self.width - self.look.indent_right
        stretches: list[Stretch] = []
        tabs: list[TabRun] = []

        def row(end: int, ended: Ended) -> Row:
            return Row(start, end, left, right, tuple(stretches), tuple(tabs), ended)

        at, x, edge = start, left, right
        while True:
            hard = self.stops[bisect_left(self.stops, at)]
            end = self.end_of(at, hard, edge - x, must=at == start)
            if end is None:
                return self.before_tab(start, stretches, tabs, row)
            stretches.append(Stretch(at, end, x))
            if end < hard:
                return row(end, "full")
            if hard == len(self.measured.text):
                return row(hard, "end")
            if (sign := self.measured.text[hard]) != "\t":
                return row(hard + 1, _ENDED[sign])
            x += self.measured.edges[hard] - self.measured.edges[at]
            if x >= right - ROUNDING and hard > start:
                return row(hard, "full")
            tabs.append(self.tab_run(hard, x, right))
            at, x = hard + 1, tabs[-1].x1
            edge = max(right, tabs[-1].stop.position) if tabs[-1].stop.align != "left" else right

    @staticmethod
    def before_tab(start: int, stretches: list[Stretch], tabs: list[TabRun], row: _MakeRow) -> Row:
        """Nothing fits behind a tab: the tab goes with it, unless the line begins with it."""
        last = tabs[-1]
        if last.at == start:
            stretches.append(Stretch(start + 1, start + 1, last.x1))
            return row(start + 1, "full")
        tabs.pop()
        return row(last.at, "full")

    def tab_run(self, at: int, x: float, right: float) -> TabRun:
        """Where the tab at `at`, standing at `x`, leads."""
        stop = next_stop(self.look, x, self.tab)
        if stop.align == "left":
            return TabRun(at, x, max(x, min(stop.position, right)), stop)
        edges, text = self.measured.edges, self.measured.text
        behind = at + 1
        end = before_spaces(text, self.stops[bisect_left(self.stops, behind)], behind)
        point = text.find(".", behind, end)
        before_point = edges[point if point >= 0 else end] - edges[behind]
        width = edges[end] - edges[behind]
        return TabRun(at, x, text_start(stop, x, width, before_point), stop)

    def end_of(self, at: int, hard: int, room: float, *, must: bool) -> int | None:
        """Where the line ends that starts with `at`; None if nothing fits and nothing must."""
        text, edges = self.measured.text, self.measured.edges
        limit = edges[at] + room + ROUNDING
        if at == hard or edges[before_spaces(text, hard, at)] <= limit:
            return hard
        full = max(at, bisect_right(edges, limit, at, hard + 1) - 1)
        # Spaces narrowed to less than nothing may lead back behind the limit: then all fits.
        if full < hard and edges[full + 1] - self.measured.trailing(full) <= limit:
            full += 1
        if full >= hard:
            return hard
        hung = self.hung(full, at, hard)
        if hung is not None:
            return hung
        for end in range(full, at, -1):
            if self.breaks(end):
                return end
        return self.cut(full, at) if must else None

    def cut(self, full: int, at: int) -> int:
        """Where a line ends that has no place to break: anywhere, but before no closing mark."""
        text = self.measured.text
        if full == at:
            return at + 1
        if self.look.hanging_punctuation and text[full] in HANGING:
            return full + 1
        ends = [end for end in range(full, at, -1) if text[end] not in NO_START]
        filled = at + (full - at) * 2 // 5  # a seam further up would leave the line too empty
        seams = (end for end in ends if end > filled and text[end - 1] in ADDRESS_BREAKS)
        return next(seams, ends[0] if ends else full)

    def hung(self, full: int, at: int, hard: int) -> int | None:
        """The line's end with the spaces or the punctuation that hang behind a full line.

        Behind a word or number none hangs, as in LibreOffice 7.4; in Word it would.
        """
        text = self.measured.text
        behind = after_spaces(text, full, hard)
        if behind > full > at:
            return behind
        if not self.look.hanging_punctuation or text[full] not in HANGING or full == at:
            return None
        if is_word(text[full - 1]):
            return None
        behind = after_spaces(text, full + 1, hard)
        return behind if behind == hard or self.breaks(behind) else None

    def breaks(self, at: int) -> bool:
        return at not in self.measured.glued and may_break(
            self.measured.text,
            at,
            kinsoku=self.look.kinsoku,
            inside_words=self.look.break_words,
        )
