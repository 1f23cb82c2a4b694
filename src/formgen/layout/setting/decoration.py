"""Runs of a line → what is drawn around their glyphs: underlines, strikes, shading, frames, dots.

A decoration that several runs share is drawn once over all of them, as thick and as low as the
largest of them asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from formgen.layout.model import Border, UnderlineStyle
from formgen.layout.pages import Fill, Stroke
from formgen.layout.setting.marks import Run
from formgen.layout.setting.measure import Measured

Key = TypeVar("Key", bound=Hashable)
_STRIKE_HEIGHT = 0.3
"""Of the line through text above the baseline, in ems (LibreOffice)."""
_DOT_SIZE = 0.14
_DOT_DEPTH = 0.08
"""Of an emphasis mark's upper edge below the descent of Chinese characters, in ems."""
_BELOW = 0.12
_WORD = re.compile(r"[^\s\u3000]+")
_DASHES: dict[str, tuple[float, ...]] = {"dotted": (1.0, 1.0), "dashed": (5.0, 3.0)}


def is_plain(measured: Measured) -> bool:
    """Whether nothing in a paragraph is decorated; the usual case."""
    return not any(
        look.underline
        or look.strike
        or look.background is not None
        or look.border is not None
        or look.emphasis_mark
        for look in (piece.measures.look for piece in measured.pieces)
    )


def fills_of(runs: Sequence[Run], baseline: float, right: float) -> Iterator[Fill]:
    """Highlights and shading behind the text."""
    for colour, same in _together(runs, lambda run: run.piece.measures.look.background):
        top = max(run.piece.ascent for run in same)
        height = top + max(run.piece.descent for run in same)
        x0, x1 = _reach(same, right)
        yield Fill(x0, baseline - top, x1 - x0, height, colour)


def strokes_of(
    runs: Sequence[Run], measured: Measured, baseline: float, right: float
) -> Iterator[Fill | Stroke]:
    """Lines under, through and around text, and emphasis marks."""
    for (style, colour), same in _together(runs, _underline_of):
        line = _underline(same, colour, baseline, right)
        if style != "words":
            yield from _drawn(line, style)
            continue
        for x0, x1 in _word_spans(same, measured):
            yield from _drawn(replace(line, x0=x0, x1=min(x1, right)), style)
    for (style, colour, size, rise), same in _together(runs, _strike_of):
        x0, x1 = _reach(same, right)
        y = baseline - rise - _STRIKE_HEIGHT * size
        thickness = max(run.piece.measures.underline[1] for run in same) * size
        yield from _drawn(Stroke(x0, y, x1, y, thickness, colour), style)
    for border, same in _together(runs, lambda run: run.piece.measures.look.border):
        yield from _frame(same, border, baseline, right)
    for run in runs:
        if run.piece.measures.look.emphasis_mark and run.tab is None:
            yield from _dots(run, measured, baseline)


def _together(
    runs: Sequence[Run], key_of: Callable[[Run], Key | None]
) -> Iterator[tuple[Key, list[Run]]]:
    """Neighbouring runs of one key; runs without one are left out."""
    for key, same in groupby(runs, key_of):
        if key is not None:
            yield key, list(same)


def _reach(runs: Sequence[Run], right: float) -> tuple[float, float]:
    """Left and right edge; spaces that hang behind a full line are not decorated."""
    x0 = runs[0].x
    return x0, max(x0, min(runs[-1].x + runs[-1].width, right))


def _underline_of(run: Run) -> tuple[UnderlineStyle, str] | None:
    look = run.piece.measures.look
    if look.underline is None:
        return None
    return look.underline, look.underline_colour or look.colour


def _strike_of(run: Run) -> tuple[UnderlineStyle, str, float, float] | None:
    look = run.piece.measures.look
    if look.strike is None:
        return None
    return look.strike, look.colour, run.piece.measures.size, run.piece.measures.rise


def _underline(runs: Sequence[Run], colour: str, baseline: float, right: float) -> Stroke:
    """The line under runs, as deep and thick as the typefaces want it."""
    sized = [(run.piece.measures.size, run.piece.measures.underline) for run in runs]
    y = baseline + max(size * position for size, (position, _) in sized)
    x0, x1 = _reach(runs, right)
    return Stroke(x0, y, x1, y, max(size * share for size, (_, share) in sized), colour)


def _word_spans(runs: Sequence[Run], measured: Measured) -> Iterator[tuple[float, float]]:
    for run in runs:
        for word in _WORD.finditer(measured.text, run.start, run.end):
            yield _place(run, measured, word.start()), _place(run, measured, word.end())


def _place(run: Run, measured: Measured, at: int) -> float:
    """The left edge of a character of a run."""
    return run.x + measured.edges[at] - measured.edges[run.start] + run.extra * (at - run.start)


def _drawn(line: Stroke, style: str) -> Iterator[Stroke]:
    """One stroke, or two for a double line, each a little thinner."""
    if line.x1 <= line.x0:
        return
    if style == "double":
        thin = line.width * 0.6
        for y in (line.y0 - 0.75 * line.width, line.y0 + 0.75 * line.width):
            yield replace(line, y0=y, y1=y, width=thin)
        return
    width = line.width * 2 if style == "thick" else line.width
    dashes = tuple(share * width for share in _DASHES.get(style, ()))
    yield replace(line, width=width, dashes=dashes, wave=style == "wave")


def _frame(runs: Sequence[Run], border: Border, baseline: float, right: float) -> Iterator[Stroke]:
    """A box around text (w:bdr, ECMA-376 part 1, 17.3.2.4)."""
    x0, x1 = _reach(runs, right)
    top = baseline - max(run.piece.ascent for run in runs) - border.space
    bottom = baseline + max(run.piece.descent for run in runs) + border.space
    x0, x1 = x0 - border.space, x1 + border.space
    dashes = tuple(share * border.width for share in _DASHES.get(border.style, ()))
    across = ((x0, top, x1, top), (x0, bottom, x1, bottom))
    down = ((x0, top, x0, bottom), (x1, top, x1, bottom))
    for ends in across + down:
        yield Stroke(*ends, border.width, border.colour, dashes)


def _dots(run: Run, measured: Measured, baseline: float) -> Iterator[Fill]:
    """着重号 below each character, as Word sets it in Chinese; LibreOffice sets it above."""
    measures = run.piece.measures
    size = _DOT_SIZE * measures.size
    y = baseline - measures.rise + (_BELOW + _DOT_DEPTH) * measures.size
    for at in range(run.start, run.end):
        if measured.text[at].isspace():
            continue
        width = measures[measured.text[at]] - run.piece.kind.spacing
        x = _place(run, measured, at) + (width - size) / 2
        yield Fill(x, y, size, size, measures.look.colour, round=True)
