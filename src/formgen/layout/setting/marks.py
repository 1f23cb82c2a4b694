"""A row → runs: pieces of text at their places; runs → glyphs and pictures.

A run's characters follow each other with one spacing, so that painting needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from formgen.fonts import Face
from formgen.layout.pages import Glyphs, Mark, PlacedPicture, Stroke
from formgen.layout.setting.justify import Justified
from formgen.layout.setting.measure import Measured, Piece
from formgen.layout.setting.scripts import SPACES, TIGHT
from formgen.layout.setting.wrapping import Row, Stretch, TabRun

_LEADERS = {"dot": ".", "hyphen": "-", "middle_dot": "·"}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one piece, or a tab, at their place in the line."""

    piece: Piece
    start: int
    end: int
    x: float
    width: float
    extra: float = 0.0
    """Spacing that justification adds after each character."""
    tab: TabRun | None = None


def runs_of(row: Row, measured: Measured, justified: Justified) -> list[Run]:
    """The runs of a row from left to right; each tab stands before its stretch."""
    runs: list[Run] = []
    last = len(row.stretches) - 1
    tabs = {tab.at: tab for tab in row.tabs}
    for number, stretch in enumerate(row.stretches):
        tab = tabs.get(stretch.start - 1)
        if tab is not None:
            runs.append(_tab_run(tab, measured, justified.shift))
        spread = justified.spread if number == last else 0.0
        runs.extend(_stretch_runs(stretch, measured, justified, spread))
    return runs


def _tab_run(tab: TabRun, measured: Measured, shift: float) -> Run:
    piece = measured.pieces[measured.piece_at(tab.at)]
    return Run(piece, tab.at, tab.at + 1, tab.x0 + shift, tab.x1 - tab.x0, tab=tab)


def _stretch_runs(
    stretch: Stretch, measured: Measured, justified: Justified, spread: float
) -> Iterator[Run]:
    start, end = stretch.start, stretch.end
    if start == end:
        return
    text, edges, gaps = measured.text, measured.edges, measured.gaps
    words_stay = bool(spread) and not justified.words_too
    words_stay = words_stay and TIGHT.search(text, start, end) is not None
    cuts = _cuts(start, end, measured, words_stay)
    x = stretch.x + justified.shift
    number = measured.piece_at(start)
    for begin, stop in pairwise(cuts):
        while measured.pieces[number].end <= begin:
            number += 1
        piece = measured.pieces[number]
        advance = edges[stop] - edges[begin]
        visible = advance - gaps.get(stop - 1, 0.0)
        if words_stay and TIGHT.match(text, begin):
            yield Run(piece, begin, stop, x, visible)
            x += advance + (spread if _grows_behind(text, stop, end) else 0.0)
        else:
            spacing = spread * (stop - begin)
            yield Run(piece, begin, stop, x, visible + spacing, spread)
            x += advance + spacing


def _grows_behind(text: str, stop: int, end: int) -> bool:
    """Whether a word ends here with a gap that may grow: not before a space, which has its own."""
    return stop < end and text[stop] not in SPACES and not TIGHT.match(text, stop)


def _cuts(start: int, end: int, measured: Measured, at_words: bool) -> list[int]:
    """Where a stretch is cut into runs: at pieces, gaps between scripts, and words."""
    first, last = measured.piece_at(start), measured.piece_at(end - 1)
    if first == last and not measured.gaps and not at_words:
        return [start, end]
    cuts = {start, end, *measured.starts[first + 1 : last + 1]}
    gaps, inside = measured.gaps, range(start, end - 1)
    if len(gaps) < len(inside):
        cuts.update(at + 1 for at in gaps if at in inside)
    else:  # a long text has more gaps than a line has characters
        cuts.update(at + 1 for at in inside if at in gaps)
    if at_words:
        for word in TIGHT.finditer(measured.text, start, end):
            cuts.update(word.span())
    return sorted(cuts)


def content_marks(run: Run, text: str, baseline: float) -> Iterator[Mark]:
    """What a run prints besides its decorations."""
    if run.tab is not None:
        yield from _leader(run, run.tab, baseline)
    elif run.piece.picture is not None:
        picture = run.piece.picture
        top = baseline - picture.look.raised - picture.picture.height
        yield PlacedPicture(run.x, top, picture.picture)
    elif run.piece.kind.face is not None:
        yield _glyphs(run, text[run.start : run.end], run.piece.kind.face, baseline)


def _glyphs(run: Run, text: str, face: Face, baseline: float) -> Glyphs:
    piece = run.piece
    look = piece.measures.look
    return Glyphs(
        x=run.x,
        baseline=baseline - piece.measures.rise,
        text=text,
        face=face,
        size=piece.measures.size,
        width=run.width,
        colour=look.colour,
        spacing=piece.kind.spacing * piece.squeezed + piece.spread + run.extra,
        width_scale=look.width_scale * piece.squeezed,
        bold=look.bold and not face.bold,
        slanted=look.italic and not face.italic,
        asked=piece.kind.asked,
        link=piece.link,
    )


def _leader(run: Run, tab: TabRun, baseline: float) -> Iterator[Mark]:
    """The signs or the line that lead to a tab's stop, spread over the whole blank."""
    measures = run.piece.measures
    if tab.stop.leader == "underscore" and run.width > 0:
        position, thickness = (measures.size * share for share in measures.underline)
        y = baseline + position
        yield Stroke(run.x, y, run.x + run.width, y, thickness, measures.look.colour)
    sign = _LEADERS.get(tab.stop.leader)
    if sign is None:
        return
    advance = measures[sign]
    kind = measures.kinds[sign]
    count = int(run.width / advance) if advance > 0 else 0
    if count and kind.face is not None:
        spread = (run.width - count * advance) / count
        piece = replace(run.piece, kind=kind)
        yield _glyphs(replace(run, piece=piece, extra=spread), sign * count, kind.face, baseline)
