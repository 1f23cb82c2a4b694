"""What is gathered while a form is read: the text of one box, and counts of the whole document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from formgen.collect.content import PastedPicture
from formgen.collect.reading.facts import Facts
from formgen.collect.reading.pictures import PictureOf
from formgen.collect.reading.symbols import without_private_signs

_SEEN = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060\ufeff]")
"""A character that shows."""


@dataclass(slots=True)
class Story:
    """What is known of the whole document while it is read, and counted on the way."""

    facts: Facts
    picture_of: PictureOf
    linked: int = 0
    """Pictures that the file only refers to."""


@dataclass(slots=True)
class Passage:
    """What stands in one box, as far as it is read."""

    lines: list[str] = field(default_factory=list)
    pictures: list[PastedPicture] = field(default_factory=list)
    behind: list[etree._Element] = field(default_factory=list)
    """Tables and text boxes in it, to be read behind it as boxes of their own."""
    pieces: list[str] = field(default_factory=list)
    """Text of the paragraph that is being read."""
    fields: list[OpenField] = field(default_factory=list)
    starts: list[int | None] = field(default_factory=list)
    """For each picture how many lines stand before it; None for one in the middle of a line."""

    def add_picture(self, picture: PastedPicture) -> None:
        """Add a picture that stands behind what was read so far."""
        *whole, begun = self._text().split("\n")
        in_line = bool(self.fields or _SEEN.search(begun))
        seen = sum(bool(_SEEN.search(line)) for line in whole)
        self.starts.append(None if in_line else len(self.lines) + seen)
        self.pictures.append(picture)

    def before(self) -> tuple[int, ...]:
        """For each picture how many lines stand before it; () where that is not known of all."""
        known = tuple(start for start in self.starts if start is not None)
        return known if len(known) == len(self.starts) else ()

    def _text(self) -> str:
        return without_private_signs("".join(self.pieces))

    def end_paragraph(self) -> None:
        """The paragraph is over: its text becomes lines."""
        if self.fields:
            self.pieces = [piece for piece in self.pieces if not isinstance(piece, Code)]
            self.fields = []
        if self.pieces:
            self.lines += [line for line in self._text().split("\n") if _SEEN.search(line)]
            self.pieces = []


class Code(str):
    """A piece of a field's instruction."""

    __slots__ = ()


@dataclass(slots=True)
class OpenField:
    """A complex field that has begun (17.16.18)."""

    start: int
    """How many pieces of text stood before it."""
    instruction: str | None = None
    """None until all of it is read."""
    stated: bool = False
    """Whether its own state was read already, so that its result says nothing."""
