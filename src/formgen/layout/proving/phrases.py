"""A placed paragraph → its lines as they are meant, and what they say.

A caption behind a long name is often broken over two lines. Where the lines of a paragraph say
more together than each by itself, they are taken for one.
"""

from __future__ import annotations

from dataclasses import dataclass

from formgen.layout.pages import PlacedParagraph
from formgen.layout.proving.boxes import Box
from formgen.layout.proving.lines import lines_of
from formgen.layout.proving.wording import Wording, wordings

_LONGEST = 100
"""Characters of lines that are taken together."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line, or several that are one."""

    wordings: tuple[Wording, ...]
    """What its segments are for."""
    boxes: tuple[Box, ...]
    """Round the visible characters of each line."""

    @property
    def belongs_to_stamp(self) -> bool:
        """Whether a seal may cover it: caption, date and signature, and no more."""
        return bool(self.wordings) and all(one.purpose for one in self.wordings)


def phrases_of(paragraph: PlacedParagraph) -> tuple[Phrase, ...]:
    """The lines of a paragraph that print anything."""
    lines = lines_of(paragraph)
    single = tuple(Phrase(wordings(line.text), (line.box,)) for line in lines)
    text = "".join(line.text.strip() for line in lines)
    if len(lines) < 2 or len(text) > _LONGEST:
        return single
    joined = Phrase(wordings(text), tuple(line.box for line in lines))
    return (joined,) if _stamps([joined]) and _stamps([joined]) >= _stamps(single) else single


def _stamps(phrases: tuple[Phrase, ...] | list[Phrase]) -> int:
    return sum(one.purpose == "stamp" for phrase in phrases for one in phrase.wordings)
