"""References to footnotes and endnotes as they are met → their numbers, and the list of them.

ECMA-376 part 1, 17.11.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from formgen.layout.numerals import numeral

NoteKind = Literal["footnote", "endnote"]
_FORMATS: dict[NoteKind, str] = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(frozen=True, slots=True)
class NoteReference:
    """One place that refers to a note."""

    kind: NoteKind
    id: str
    number: str
    """As printed; empty where the text has a mark of its own."""
    place: str
    """Where the reference stands, in Chinese."""


@dataclass(slots=True)
class NoteReferences:
    """All references of a document, in the order of the text."""

    met: list[NoteReference] = field(default_factory=list)
    _counted: Counter[NoteKind] = field(default_factory=Counter)

    def refer(self, kind: NoteKind, identity: str, place: str, *, marked: bool) -> NoteReference:
        """Take a reference that comes now.

        Args:
            kind: which notes it refers to.
            identity: the note's w:id.
            place: where it stands, in Chinese.
            marked: whether the text has a mark of its own, which is not counted.
        """
        self._counted[kind] += not marked
        number = "" if marked else numeral(self._counted[kind], _FORMATS[kind])
        self.met.append(NoteReference(kind, identity, number, place))
        return self.met[-1]
