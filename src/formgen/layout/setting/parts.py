"""What setting hands from one stage to the next: parts of the flow that can be cut.

A part is a set paragraph, a set table or a frame, or what is left of one after a page was
filled. Parts never change; cutting makes new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from formgen.layout.model import Floating, Paragraph
from formgen.layout.pages import MissingGlyph, PlacedBlock
from formgen.layout.setting.context import Context
from formgen.layout.setting.line import SetParagraph

Setter = Callable[[Paragraph, float, Context], SetParagraph]
"""Sets the lines of a paragraph in a width."""
EPSILON = 0.05
"""Points by which something may be too high and still fit: LibreOffice reckons in twips."""
UNBOUNDED = 1e9


@dataclass(frozen=True, slots=True)
class Setting:
    """How the paragraphs of one part of the document are set."""

    setter: Setter
    context: Context
    missing: dict[MissingGlyph, None]
    """Collects the characters no typeface has, each once."""
    depth: int = 0
    """Of tables and text boxes in each other; inside, lines are not kept together."""

    def paragraph(self, paragraph: Paragraph, width: float) -> SetParagraph:
        """The paragraph's lines; a width of nothing is taken for one point."""
        made = self.setter(paragraph, max(width, 1.0), self.context)
        for glyph in made.missing:
            self.missing[glyph] = None
        return made

    def deeper(self) -> Setting:
        """For what stands inside a table or text box."""
        inside = replace(self.context, hanging=False)
        return Setting(self.setter, inside, self.missing, self.depth + 1)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the paragraph stands that a floating object is anchored to."""

    x: float
    width: float
    """Of the column or cell."""
    paragraph: float
    """Upper edge of the paragraph."""
    line: float
    """Upper edge of the line."""
    artifact: bool = False
    """Whether the paragraph stands in a header, a footer or a repeated head row."""


class Sheet(Protocol):
    """The page that is being filled, as far as floating objects need it."""

    def float(self, floating: Floating, anchor: Anchor, setting: Setting) -> None:
        """Put a floating object on the page."""

    def frame(self, frame: Part, anchor: Anchor) -> None:
        """Put a frame or a floating table on the page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a part is put on a page."""

    x: float
    """Of the column or cell."""
    y: float
    """Of the part's upper edge."""
    sheet: Sheet
    artifact: bool = False
    """Whether it is a header, a footer or a repeated head row."""
    gap: float = 0.0
    """Space between it and the part above, for shading that joins them."""


class Part:
    """A piece of the flow; heights and spaces are points."""

    __slots__ = ()

    @property
    def height(self) -> float:
        """From the upper to the lower edge, without the space before and after."""
        return 0.0

    @property
    def before(self) -> float:
        """Space above, as asked."""
        return 0.0

    @property
    def after(self) -> float:
        """Space below, as asked."""
        return 0.0

    @property
    def group(self) -> str | None:
        """Style towards which it takes no space (contextual spacing); None for none."""
        return None

    @property
    def style(self) -> str:
        """Paragraph style."""
        return ""

    @property
    def keep_next(self) -> bool:
        """Whether it stays on a page with what follows."""
        return False

    @property
    def page_break_before(self) -> bool:
        """Whether it begins a page."""
        return False

    @property
    def ends(self) -> Literal["", "page", "column"]:
        """The break that stands at its end."""
        return ""

    @property
    def floats(self) -> bool:
        """Whether it is out of the flow: no height, no spaces, never cut."""
        return False

    def least(self) -> float:
        """Height of the smallest piece that can be cut from its head."""
        return self.height

    def fit(self, room: float, *, forced: bool) -> tuple[Part | None, Part | None]:
        """What fits into the room and what is left.

        Args:
            room: height in points.
            forced: something has to be placed, as the page is empty.
        """
        raise NotImplementedError

    def place(self, spot: Spot) -> PlacedBlock:
        """Put it on the page."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Stacked:
    """A part in a stack: its upper edge below the stack's, and the gap above it."""

    part: Part
    y: float
    gap: float


def gap_between(above: Part | None, below: Part) -> float:
    """The space between two parts: the larger of the two asked for.

    Word adds them only where settings ask for it; measured in LibreOffice 7.4 as well.
    Contextual spacing drops a paragraph's own space towards one of the same style
    (ECMA-376 part 1, 17.3.1.9).
    """
    if above is None:
        return below.before
    after = 0.0 if above.group is not None and above.group == below.style else above.after
    before = 0.0 if below.group is not None and below.group == above.style else below.before
    return max(after, before)


def stack(parts: Iterable[Part]) -> tuple[list[Stacked], float]:
    """Parts one under the other, and the height of all with the last one's space after."""
    placed: list[Stacked] = []
    y = 0.0
    above: Part | None = None
    for part in parts:
        if part.floats:
            placed.append(Stacked(part, y, 0.0))
            continue
        gap = gap_between(above, part)
        y += gap
        placed.append(Stacked(part, y, gap))
        y += part.height
        above = part
    return placed, y + (above.after if above is not None else 0.0)


def height_of(parts: Iterable[Part]) -> float:
    """Height of a stack."""
    y = 0.0
    above: Part | None = None
    for part in parts:
        if not part.floats:
            y += gap_between(above, part) + part.height
            above = part
    return y + (above.after if above is not None else 0.0)


def cut_stack(
    parts: Sequence[Part], room: float, *, forced: bool
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """What of a cell's stack fits into the room, and what is left."""
    y = 0.0
    above: Part | None = None
    for number, part in enumerate(parts):
        if part.floats:
            continue
        gap = gap_between(above, part)
        piece, rest = part.fit(room - y - gap, forced=forced and above is None)
        if rest is not None or piece is None:
            head = (*parts[:number], piece) if piece is not None else tuple(parts[:number])
            tail = (rest, *parts[number + 1 :]) if rest is not None else tuple(parts[number:])
            return (head, tail) if any(not one.floats for one in head) else ((), tuple(parts))
        y += gap + part.height
        above = part
    return tuple(parts), ()


def place_stack(parts: Iterable[Part], spot: Spot, width: float) -> list[PlacedBlock]:
    """Every part of a stack on the page; frames beside the text go to the sheet."""
    blocks: list[PlacedBlock] = []
    for one in stack(parts)[0]:
        y = spot.y + one.y
        if one.part.floats:
            spot.sheet.frame(one.part, Anchor(spot.x, width, y, y, spot.artifact))
        else:
            blocks.append(one.part.place(Spot(spot.x, y, spot.sheet, spot.artifact, one.gap)))
    return blocks
