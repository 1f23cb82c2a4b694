"""A set imposed → what a viewer calls each of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from formgen.press.imposition import Imposition, Side

_INDEX = "目录"
_BLANK = "空白"


@dataclass(frozen=True, slots=True)
class LabelRange:
    """Pages in a row that are labelled alike."""

    first: int
    """The first of them, from 0."""
    prefix: str
    start: int | None
    """The number of the first, counting on; None for a prefix alone."""


def page_labels(imposition: Imposition) -> tuple[LabelRange, ...]:
    """The labels of a set: 目录1, 目录2, then each page's place in the whole set.

    So the number in a viewer, in the index and in a printer's dialog is the same. Blank backs
    count, but are called 空白.
    """
    return tuple(_ranges(imposition))


def _ranges(imposition: Imposition) -> Iterator[LabelRange]:
    for prefix, sides in groupby(enumerate(imposition.sides), key=lambda pair: _prefix(pair[1])):
        first, side = next(sides)
        start = None if side.blank else 1 if prefix else first + 1
        yield LabelRange(first, prefix, start)


def _prefix(side: Side) -> str:
    if side.blank:
        return _BLANK
    return _INDEX if side.paper is None else ""


def label_tree(ranges: tuple[LabelRange, ...]) -> DictionaryObject:
    """The ranges as a catalogue's /PageLabels (ISO 32000-1, 12.4.2)."""
    numbers = ArrayObject()
    for one in ranges:
        numbers.extend((NumberObject(one.first), _label(one)))
    return DictionaryObject({NameObject("/Nums"): numbers})


def _label(one: LabelRange) -> DictionaryObject:
    label = DictionaryObject()
    if one.prefix:
        label[NameObject("/P")] = TextStringObject(one.prefix)
    if one.start is not None:
        label[NameObject("/S")] = NameObject("/D")
        label[NameObject("/St")] = NumberObject(one.start)
    return label
