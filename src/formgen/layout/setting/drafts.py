"""A page while it is being filled: columns, room left, what stands where."""

from __future__ import annotations

from dataclasses import dataclass, field

from formgen.layout.model import Floating, HeaderKind
from formgen.layout.pages import PlacedBlock
from formgen.layout.setting.floats import PageSheet, Rectangle
from formgen.layout.setting.headers import Margins
from formgen.layout.setting.parts import EPSILON, Anchor, Part, Setting, Spot


@dataclass(frozen=True, slots=True)
class Standing:
    """A part at its place on a page; `gap` is the space above it."""

    part: Part
    x: float
    y: float
    width: float
    gap: float


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A floating object the text makes room for."""

    line: int
    """Of its paragraph, in which it is anchored."""
    floating: Floating
    place: Rectangle
    """What it takes from the text."""
    anchor: Anchor
    """Where its paragraph would have stood without it."""
    setting: Setting


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a page."""

    x: float
    width: float


@dataclass(slots=True)
class Draft:
    """A page that is being filled."""

    margins: Margins
    """Headers and footers of the section that began it."""
    section: int
    """Number of that section."""
    number: int
    """The page number."""
    kind: HeaderKind
    top: float
    bottom: float
    """Lower edge of the text area."""
    sheet: PageSheet
    columns: tuple[Column, ...] = ()
    column: int = 0
    start: float = 0.0
    """Upper edge of the columns."""
    limit: float = 0.0
    """Lower edge of the columns."""
    y: float = 0.0
    """Lower edge of what stands in the column."""
    above: Part | None = None
    """What stands above in the column."""
    deepest: float = 0.0
    """Lower edge of the fullest column."""
    standing: list[Standing] = field(default_factory=list)
    obstacles: list[Rectangle] = field(default_factory=list)
    """Floating objects the text makes room for."""
    wrapped: list[Wrapped] = field(default_factory=list)
    frames: list[tuple[Part, Anchor]] = field(default_factory=list)

    @property
    def area(self) -> Column:
        """The column being filled."""
        return self.columns[self.column]

    @property
    def fresh(self) -> bool:
        """Whether nothing stands in the column yet."""
        return self.above is None

    @property
    def empty(self) -> bool:
        """Whether nothing stands on the page yet."""
        return not self.standing and not self.frames

    def begin(self, columns: tuple[Column, ...], limit: float) -> None:
        """Go on below everything with a new set of columns."""
        self.columns, self.column = columns, 0
        self.start = self.y = max(self.deepest, self.top)
        self.limit = limit
        if len(columns) > 1 or self.empty:
            self.above = None

    def next_column(self) -> bool:
        """Go to the next column; False if there is none."""
        if self.column + 1 >= len(self.columns):
            return False
        self.column += 1
        self.y, self.above = self.start, None
        return True

    def put(self, part: Part, gap: float, area: Column | None = None) -> None:
        """Place a part below what stands in the column."""
        area = area or self.area
        self.y += gap
        self.standing.append(Standing(part, area.x, self.y, area.width, gap))
        self.y += part.height
        self.above = part
        self.deepest = max(self.deepest, self.y)

    def room(self, y: float) -> float:
        """Height free below y: to the next obstacle that takes the whole width, or the end."""
        ends = [self.limit]
        ends += [one.y for one in self.obstacles if one.y > y + EPSILON and self._closes(one)]
        return min(ends) - y

    def below_obstacles(self, y: float) -> float:
        """The first place at or below y that no obstacle takes whole."""
        for one in sorted(self.obstacles, key=lambda one: one.y):
            if one.y <= y + EPSILON < one.y + one.height and self._closes(one):
                y = one.y + one.height
        return y

    def beside(self, y: float, height: float) -> Column:
        """The column at y, as narrow as obstacles beside it leave it."""
        left, right = self.area.x, self.area.x + self.area.width
        for one in self.obstacles:
            if self._closes(one) or not (one.y < y + height and y < one.y + one.height):
                continue
            if one.x + one.width / 2 < (left + right) / 2:
                left = max(left, one.x + one.width)
            else:
                right = min(right, one.x)
        return Column(left, max(right - left, 1.0))

    def _closes(self, one: Rectangle) -> bool:
        """Whether no text fits beside: it takes more than half of the column."""
        left, right = self.area.x, self.area.x + self.area.width
        covered = min(right, one.x + one.width) - max(left, one.x)
        return covered > self.area.width / 2

    def placed(self, share: float) -> list[PlacedBlock]:
        """Everything at its place, moved down by a share of the free room."""
        down = max(self.bottom - self.deepest, 0.0) * share
        blocks = [
            standing.part.place(Spot(standing.x, standing.y + down, self.sheet, gap=standing.gap))
            for standing in self.standing
        ]
        for one in self.wrapped:
            self.sheet.float(one.floating, one.anchor, one.setting)
        for frame, anchor in self.frames:
            self.sheet.frame(frame, anchor)
        return blocks
