"""A box of the template and what stands in its place → the values, and what was altered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formgen.collect.finding.between import read_between
from formgen.collect.finding.hinting import without_hints
from formgen.collect.finding.parts import (
    BoxReading,
    Standing,
    found_text,
    gap_texts,
    not_by_hand,
    telling,
)
from formgen.collect.finding.placing import gaps_of, place
from formgen.collect.pattern import FormPattern, PatternBox
from formgen.collect.pattern.boxes import Between
from formgen.collect.pattern.pieces import literals_in
from formgen.collect.pattern.wording import Typed, label_of, loose, plain, shown
from formgen.collect.slots import Alteration, Doubt, Found


def read_box(pattern: FormPattern, box: PatternBox, standing: Standing) -> BoxReading:
    """Read what stands in a box's place: the values, and what was altered."""
    reading = _read_text(pattern, box, standing)
    if not box.pictures and not standing.pictures:
        return reading
    return _with_pictures(box, standing, reading)


def _with_pictures(box: PatternBox, standing: Standing, reading: BoxReading) -> BoxReading:
    """The pictures in order; what is more than was asked for is stray."""
    found = []
    for number, target in enumerate(box.pictures):
        own = standing.pictures[number : number + 1]
        found.append(Found(target.slot, (), own, target.item, standing.doubts if own else ()))
    strays = standing.pictures[len(box.pictures) :]
    return replace(reading, found=(*found, *reading.found), strays=strays)


def _read_text(pattern: FormPattern, box: PatternBox, standing: Standing) -> BoxReading:
    if not box.targets:
        return _read_fixed(box, standing.lines)
    between = box.between
    if between is not None and not box.hints:
        reading = _read_usual(between, standing)
        if reading is not None:
            return reading
    unhinted = without_hints(standing.lines, box.hints)
    doubts = standing.doubts + ((Doubt.HINTED,) if unhinted.cut else ())
    rest = replace(standing, lines=unhinted.lines, doubts=doubts)
    reading = (_read_usual(between, rest) if between is not None else None) or read_between(
        pattern, box, rest
    )
    return replace(reading, alterations=unhinted.alterations + reading.alterations)


def _read_usual(between: Between, standing: Standing) -> BoxReading | None:
    """The one text of a box between its fixed lines; None where these are not as printed."""
    head, tail = len(between.head), len(between.tail)
    count = len(standing.lines)
    if count < head + tail or Doubt.MERGED in standing.doubts:
        return None
    if not _same(between.head, standing.lines[:head]):
        return None
    if not _same(between.tail, standing.lines[count - tail :]):
        return None
    found = found_text(between.target, standing.lines[head : count - tail], standing.doubts)
    return BoxReading((found,))


def _same(wanted: Sequence[str], lines: Sequence[str]) -> bool:
    return all(plain(line) == one for one, line in zip(wanted, lines, strict=True))


def _read_fixed(box: PatternBox, lines: tuple[str, ...]) -> BoxReading:
    """A box without slots for text: wording, hints, or room to sign and stamp."""
    if box.hints:
        lines = without_hints(lines, box.hints).lines
    text = "\n".join(lines)
    if label_of(text) == box.wording or loose(text) == loose(box.wording):
        return BoxReading()
    if box.signed:
        return _read_signed(box, lines)
    if not box.wording:
        return BoxReading(left_over=tuple(telling([text])))
    was = " ".join(literal.shown for literal in literals_in(box.pieces))
    return BoxReading(alterations=(Alteration(was, shown(text)),))


def _read_signed(box: PatternBox, lines: tuple[str, ...]) -> BoxReading:
    """Names, dates and stamps by hand are what the room is for; a longer text is told."""
    literals, gaps = literals_in(box.pieces), gaps_of(box.pieces)
    typed = Typed.of(lines)
    placing = place(literals, gaps, typed)
    gone = [one for one, at in zip(literals, placing.places, strict=True) if at is None]
    texts = [gap.text for gap in gap_texts(literals, gaps, typed, placing)]
    return BoxReading(
        alterations=tuple(Alteration(one.shown, "") for one in gone if len(one.plain) > 1),
        left_over=tuple(not_by_hand(texts)),
    )
