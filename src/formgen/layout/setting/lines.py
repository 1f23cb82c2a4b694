"""A paragraph and a width → its lines, each with its marks.

Rules are Word's where they are known and differ in print, else LibreOffice 7.4's, against which
the places of characters are measured.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from formgen.layout.model import Alignment, Floating, Paragraph, Text
from formgen.layout.setting.context import Context
from formgen.layout.setting.decoration import fills_of, is_plain, strokes_of
from formgen.layout.setting.heights import Box, Extent, line_box
from formgen.layout.setting.justify import justified
from formgen.layout.setting.line import Line, SetParagraph
from formgen.layout.setting.marks import content_marks, runs_of
from formgen.layout.setting.measure import Measured, Piece, measure, measures_of
from formgen.layout.setting.wrapping import Row, rows_of

_SHORT = 60
"""Characters up to which a paragraph may be a label of a form."""


def set_paragraph(paragraph: Paragraph, width: float, context: Context) -> SetParagraph:
    """Set a paragraph into an area.

    Args:
        paragraph: What to set; its spacing, borders and shading are left to the caller.
        width: Of the area, in points, indents included.
        context: Fonts, grid and settings.

    Returns:
        Lines in order, at least one. Equal arguments mostly give the same object.
    """
    length = sum(len(item.text) if isinstance(item, Text) else 1 for item in paragraph.content)
    return (_set_short if length <= _SHORT else _set_long)(paragraph, width, context)


def _set(paragraph: Paragraph, width: float, context: Context) -> SetParagraph:
    measured = measure(paragraph, context)
    look = paragraph.look
    if not context.hanging:
        look = replace(look, hanging_punctuation=False)
    rows = rows_of(measured, look, width, context.default_tab)
    boxes = [
        _box(row, measured, paragraph, context, first=number == 0)
        for number, row in enumerate(rows)
    ]
    plain = is_plain(measured)
    below = [*boxes[1:], boxes[-1]]
    lines = tuple(
        _line(row, replace(box, extra=under.extra), measured, paragraph.look.alignment, plain)
        for row, box, under in zip(rows, boxes, below, strict=True)
    )
    return SetParagraph(paragraph, lines, _anchored(measured, rows), measured.missing)


_set_short = lru_cache(maxsize=2048)(_set)
"""Labels, headings and empty cells are the same in every document made from a template."""
_set_long = lru_cache(maxsize=32)(_set)
"""Long texts differ from document to document; only the tries of one layout are the same."""


def _box(row: Row, measured: Measured, paragraph: Paragraph, context: Context, first: bool) -> Box:
    """Height and baseline of a row; where it is empty the paragraph mark gives them."""
    if row.start == row.end:
        mark = measures_of(paragraph.mark, context.fonts, context.grid).mark
        extent = Extent(mark.ascent, mark.descent, mark.ascent + mark.descent)
    else:
        begin, last = measured.piece_at(row.start), measured.piece_at(row.end - 1)
        extent = _extent(measured.pieces[begin : last + 1])
    return line_box(paragraph.look, context.grid, extent, first=first)


def _extent(pieces: Sequence[Piece]) -> Extent:
    ascent = max(piece.ascent for piece in pieces)
    descent = max(piece.descent for piece in pieces)
    kinds = [piece.kind for piece in pieces if piece.picture is None]
    if not kinds:
        return Extent(ascent, descent, 0.0)
    text = max(kind.ascent for kind in kinds) + max(kind.descent for kind in kinds)
    return Extent(ascent, descent, text)


def _line(row: Row, box: Box, measured: Measured, alignment: Alignment, plain: bool) -> Line:
    aligned = justified(row, measured, alignment)
    runs = runs_of(row, measured, aligned)
    text, baseline = measured.text, box.baseline
    marks = [mark for run in runs for mark in content_marks(run, text, baseline)]
    if not plain:
        edge = max(row.right, aligned.end + aligned.shift)
        around = strokes_of(runs, measured, baseline, edge)
        marks = [*fills_of(runs, baseline, edge), *marks, *around]
    return Line(
        height=box.height + box.extra,
        baseline=box.baseline,
        marks=tuple(marks),
        width=max(0.0, aligned.end - row.left),
        ends=row.ended if row.ended in {"page", "column"} else "",
    )


def _anchored(measured: Measured, rows: Sequence[Row]) -> tuple[tuple[int, Floating], ...]:
    """Floating objects with the line each is anchored in."""
    ends = [row.end for row in rows]
    last = len(rows) - 1
    return tuple(
        (min(bisect_right(ends, at), last), floating) for at, floating in measured.floating
    )
