"""A paragraph, a range of its text and a tag → the tag in the range's place, in its formatting.

Runs are split at the range's edges, so that what stands beside it keeps its own look and
the tag gets that of what it replaces: a line to write on stays a line.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from formgen.adopt.tagging.blanks import Fit
from formgen.adopt.tagging.looks import is_underlined, look_of, new_run, paragraph_look
from formgen.word.names import (
    BREAK,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TAB,
    TEXT,
    XML_SPACE,
    W,
)


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The w:t of a paragraph's own runs; those of a text box in it belong to the box."""
    return [
        text for text in paragraph.iter(TEXT) if next(text.iterancestors(PARAGRAPH)) is paragraph
    ]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a w:t that lies in the range."""

    text: etree._Element
    start: int
    end: int

    @property
    def run(self) -> etree._Element | None:
        return next(self.text.iterancestors(RUN), None)


def replace_range(paragraph: etree._Element, start: int, end: int, fit: Fit) -> None:
    """Put a tag in the place of a range of the paragraph's own text.

    Args:
        paragraph: the w:p.
        start: first character of the range.
        end: behind its last one; equal to `start` to insert.
        fit: the tag, and whether it is to be underlined.
    """
    pieces = _pieces(paragraph, start, end)
    if not any(text.text for text in own_texts(paragraph)):
        _insert_without_text(paragraph, fit)
    elif start == end:
        _insert(pieces[0], fit)
    else:
        _replace(pieces, fit)


def is_line(paragraph: etree._Element, start: int, end: int) -> bool:
    """Whether a range of the paragraph's own text is underlined, or a part of it."""
    return start < end and any(is_underlined(one.run) for one in _pieces(paragraph, start, end))


def _pieces(paragraph: etree._Element, start: int, end: int) -> list[_Piece]:
    """The parts of the paragraph's texts in a range; of an empty one the text it stands at."""
    found: list[_Piece] = []
    offset = 0
    for text in own_texts(paragraph):
        length = len(text.text or "")
        low, high = max(start - offset, 0), min(end - offset, length)
        if low < high or (start == end and 0 <= start - offset <= length):
            piece = _Piece(text, low, max(low, high))
            if start == end and found and _prefers(found[0], piece):
                found = []
            if start < end or not found:
                found.append(piece)
        offset += length
    return found


def _prefers(left: _Piece, right: _Piece) -> bool:
    """Whether what is inserted between two texts belongs to the right one: to its line."""
    text = right.text.text or ""
    return is_underlined(right.run) and not text[:1].strip(" \u3000_") and left.end > 0


def _replace(pieces: Sequence[_Piece], fit: Fit) -> None:
    model = next((one.run for one in pieces if is_underlined(one.run)), pieces[0].run)
    first = pieces[0]
    for piece in reversed(pieces[1:]):
        _cut(piece)
    new = new_run(fit.tag, look_of(model, underlined=fit.underlined))
    _put(first, new)
    if fit.otherwise:
        new.addnext(new_run(fit.otherwise, look_of(model)))
    for piece in pieces:
        _drop_if_empty(piece.run)


def _cut(piece: _Piece) -> None:
    text = piece.text.text or ""
    _write(piece.text, text[: piece.start] + text[piece.end :])


def _write(element: etree._Element, text: str) -> None:
    element.text = text
    element.set(XML_SPACE, "preserve")


def _put(piece: _Piece, new: etree._Element) -> None:
    """Put a run in the place of a piece, parting the run that holds it."""
    run = piece.run
    if run is None:  # a w:t outside of any run is no valid Word; it shows nothing
        return
    text = piece.text.text or ""
    behind = etree.Element(RUN)
    properties = run.find(RUN_PROPERTIES)
    if properties is not None:
        behind.append(copy.deepcopy(properties))
    following = list(piece.text.itersiblings())
    if text[piece.end :]:
        rest = etree.SubElement(behind, TEXT)
        _write(rest, text[piece.end :])
    behind.extend(following)
    _write(piece.text, text[: piece.start])
    run.addnext(new)
    if any(child.tag != RUN_PROPERTIES for child in behind):
        new.addnext(behind)


def _drop_if_empty(run: etree._Element | None) -> None:
    """Take away a run that holds no more than an empty text."""
    if run is None or (parent := run.getparent()) is None:
        return
    if all(child.tag == RUN_PROPERTIES or _is_empty_text(child) for child in run):
        parent.remove(run)


def _is_empty_text(element: etree._Element) -> bool:
    return bool(element.tag == TEXT) and not element.text


def _insert(piece: _Piece, fit: Fit) -> None:
    """Insert a tag; in front of an underlined tab it is written on that line."""
    run = piece.run
    following = _next_content(piece) if piece.end == len(piece.text.text or "") else None
    model = run
    if following is not None and following.tag == TAB and is_underlined(following.getparent()):
        model = following.getparent()
    _put(piece, new_run(fit.tag, look_of(model, underlined=fit.underlined)))
    _drop_if_empty(run)


def _next_content(piece: _Piece) -> etree._Element | None:
    """What stands right behind a text, in its run or the next one."""
    following = next(piece.text.itersiblings(), None)
    if following is not None:
        return following
    run = piece.run
    neighbour = run.getnext() if run is not None else None
    if neighbour is None or neighbour.tag != RUN:
        return None
    return next((child for child in neighbour if child.tag != RUN_PROPERTIES), None)


def _insert_without_text(paragraph: etree._Element, fit: Fit) -> None:
    """Put a tag into a paragraph that has no text yet."""
    runs = [run for run in paragraph.iter(RUN) if next(run.iterancestors(PARAGRAPH)) is paragraph]
    line = next((run for run in runs if run.find(TAB) is not None or _is_page_break(run)), None)
    if line is not None:
        line.addprevious(new_run(fit.tag, look_of(line, underlined=fit.underlined)))
    else:
        _append(paragraph, runs, fit)


def _append(paragraph: etree._Element, runs: Sequence[etree._Element], fit: Fit) -> None:
    """Write a tag at the end of a paragraph, and drop the runs that hold nothing."""
    new = new_run(fit.tag, paragraph_look(paragraph))
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if runs:
        runs[-1].addnext(new)
    elif properties is not None:
        properties.addnext(new)
    else:
        paragraph.insert(0, new)
    for run in runs:
        _drop_if_empty(run)


def _is_page_break(run: etree._Element) -> bool:
    found = run.find(BREAK)
    return found is not None and found.get(f"{W}type") == "page"
