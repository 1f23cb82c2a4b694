"""Passages of a file → one folded text to search, with the way back to the passage.

Every expression runs once over everything, which for ten thousand cells is many times as fast
as once a cell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from formgen.publish.leaks.folding import folded, tight
from formgen.publish.leaks.model import Passage

BETWEEN = "\0"
"""Stands between passages: a character that no expression takes for a space, and that no folded
text holds."""


@dataclass(frozen=True, slots=True)
class Text:
    """The texts of passages in one, and where each begins."""

    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Text:
        """Texts that hold no `BETWEEN`."""
        starts, position = [], 0
        for text in texts:
            starts.append(position)
            position += len(text) + 1
        return cls(BETWEEN.join(texts), starts)

    def passage_at(self, position: int) -> int:
        """The number of the passage that a character stands in."""
        return bisect_right(self.starts, position) - 1


@dataclass(frozen=True, slots=True)
class View:
    """Passages of one level, ready to be searched."""

    passages: Sequence[Passage]
    spaced: Text
    """With their spaces and line ends."""
    close: Text
    """Without any."""

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> View:
        """Fold the passages."""
        texts = [folded(passage.text) for passage in passages]
        return cls(passages, Text.of(texts), Text.of([tight(text) for text in texts]))


_MOST_CHARACTERS = 2**18
"""Of a view; the index over it takes some hundred bytes a character."""
_OVERLAP = 2_000
"""Characters of a long passage that stand in both parts it is cut into."""


def views(passages: Iterable[Passage]) -> Iterator[View]:
    """Views of moderate size over any number of passages."""
    batch: list[Passage] = []
    size = 0
    for passage in passages:
        for part in _cut(passage):
            if batch and size + len(part.text) > _MOST_CHARACTERS:
                yield View.of(batch)
                batch, size = [], 0
            batch.append(part)
            size += len(part.text)
    if batch:
        yield View.of(batch)


def _cut(passage: Passage) -> Iterator[Passage]:
    text = passage.text
    if len(text) <= _MOST_CHARACTERS:
        yield passage
        return
    for start in range(0, len(text), _MOST_CHARACTERS - _OVERLAP):
        yield Passage(passage.where, text[start : start + _MOST_CHARACTERS], passage.level)


_NUMBER = re.compile(r"\d+x?")
_PARTED = re.compile(r"\d(?:[ \u00a0]?(?:--|[-.,/()·])?[ \u00a0]?\d)+x?")
_MARKS = re.compile(r"[^\dx]")


def numbers_in(text: str) -> Iterator[tuple[int, str]]:
    """Each row of digits as it stands, and each longer one with what parts it left out."""
    for found in _NUMBER.finditer(text):
        yield found.start(), found[0]
    for found in _PARTED.finditer(text):
        joined = _MARKS.sub("", found[0])
        if len(joined) < len(found[0]):
            yield found.start(), joined


def joined_numbers_in(text: str) -> Iterator[tuple[int, str]]:
    """Rows of digits in a text without spaces, hyphens left out: boxes, lines that were broken."""
    for found in re.finditer(r"\d(?:[-·]{0,2}\d)+x?", text):
        yield found.start(), _MARKS.sub("", found[0])
