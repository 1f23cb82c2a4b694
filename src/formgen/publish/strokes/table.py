"""strokes.txt → the place of every character in 笔画序, and where a stroke sequence would stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Sequence = tuple[int, str]
"""A count of strokes and the strokes as digits, 1横 2竖 3撇 4点 5折."""


@dataclass(frozen=True, slots=True)
class StrokeTable:
    """Characters in the order of GF 3003-1999 and 通用规范汉字表."""

    places: Mapping[str, int]
    """Character to its place, counted from 1."""
    sequences: tuple[Sequence, ...]
    """The sequences known, ascending; a count's own entry has no strokes."""
    before: tuple[int, ...]
    """For each sequence, the place of the last character before it; 0 if none is."""

    def place_of(self, strokes: str) -> int:
        """The place of the last character that comes before, or has, these strokes.

        Args:
            strokes: digits 1 to 5, in the order they are written.
        """
        following = bisect_right(self.sequences, (len(strokes), strokes))
        return self.before[following] if following < len(self.before) else len(self.places)


@cache
def stroke_table() -> StrokeTable:
    """The table that comes with formgen; README.md says where it is from."""
    text = (files("formgen.publish.strokes") / "strokes.txt").read_text(encoding="utf-8")
    places: dict[str, int] = {}
    sequences: list[Sequence] = []
    before: list[int] = []
    for sequence, characters in _lines(text):
        if sequence is not None:
            sequences.append(sequence)
            before.append(len(places))
        for character in characters:
            places[character] = len(places) + 1
    return StrokeTable(places, tuple(sequences), tuple(before))


def _lines(text: str) -> Iterator[tuple[Sequence | None, str]]:
    """The lines of strokes.txt: the sequence that starts, if one does, and the characters."""
    for line in text.splitlines():
        mark, characters = line.split(" ")
        match mark:
            case "=":
                yield (int(characters), ""), ""
            case "-":
                yield None, characters
            case _:
                yield (len(mark), mark), characters
