"""What stands in a returned form, whatever program wrote it: boxes of text in reading order."""

from __future__ import annotations

from dataclasses import dataclass

EMPTY_BOX = "□"
"""How a check box that a program drew (content control, form field, symbol) reads unticked."""
TICKED_BOX = "☑"
"""How it reads ticked. Marks that a person typed are kept as typed."""
UNREADABLE_SIGN = "〓"
"""How a sign of a symbol typeface reads that is neither mark nor box."""


@dataclass(frozen=True, slots=True)
class PastedPicture:
    """A picture in a returned form."""

    content: bytes
    """The picture file's bytes."""
    width: float
    """Millimetres as shown; 0 where the form does not say."""
    height: float
    """Millimetres as shown; 0 where the form does not say."""
    floating: bool = False
    """Whether it floats over the text: where it is anchored says little."""
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Shares of it that the form cuts off at the left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Box:
    """One table cell, or one paragraph outside tables."""

    lines: tuple[str, ...]
    """Its paragraphs, parted at line breaks too; blank ones left out, spaces inside kept."""
    pictures: tuple[PastedPicture, ...] = ()
    table: int = 0
    """Number of its table from 1 in the order of the document, nested ones too; 0 outside."""
    row: int = 0
    """Row of the table from 0."""
    column: int = 0
    """Column of the table's grid from 0, spans counted."""
    columns: int = 1
    """Columns it spans."""
    rows: int = 1
    """Rows it spans; text that a program left in the merged rest is part of it."""
    before: tuple[int, ...] = ()
    """For each picture how many lines stand before it; () where that is not known."""

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(self.lines)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.lines and not self.pictures


LONGEST_IMPRINT = 200
"""Characters of a value in the document properties; this program writes no longer one."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a form that formgen made says of itself, in its document properties."""

    campaign: str = ""
    """The campaign's 编号."""
    document: str = ""
    """The 文书 it is."""
    identifier: str = ""
    """Of the entry it was made of; empty for an empty form."""
    template: str = ""
    """Version of the template it was made with."""

    def entry_of(self, campaign: str) -> str:
        """Identifier of the campaign's entry it was made of; empty where it was made of none."""
        return self.identifier if self.campaign == campaign else ""


NO_IMPRINT = Imprint()


@dataclass(frozen=True, slots=True)
class Content:
    """A returned form, taken apart."""

    boxes: tuple[Box, ...]
    """Empty cells too; paragraphs outside tables only where something stands in them."""
    imprint: Imprint = NO_IMPRINT
    revised: bool = False
    """Whether it holds tracked changes nobody accepted; they are read as accepted."""
    linked_pictures: int = 0
    """Pictures it only refers to, on the sender's disk or the web, and does not hold."""
