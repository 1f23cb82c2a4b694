"""Set paragraphs → parts that are cut between lines and placed with borders and shading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from formgen.layout.model import Border, Edges, Floating, PageNumber, Paragraph, ParagraphLook, Text
from formgen.layout.pages import Fill, Mark, PlacedParagraph, Stroke
from formgen.layout.setting.line import SetParagraph
from formgen.layout.setting.moving import moved
from formgen.layout.setting.parts import EPSILON, Anchor, Part, Setting, Spot
from formgen.layout.setting.strokes import line_of

_NO_BORDERS: Edges[Border | None] = Edges(None, None, None, None)


@dataclass(frozen=True, slots=True)
class ParagraphPart(Part):
    """Lines `begin` to `end` of a set paragraph."""

    made: SetParagraph
    begin: int
    end: int
    width: float
    """Of the column or cell."""
    setting: Setting
    joined_above: bool = False
    """Whether one box of borders holds it and the paragraph above."""
    joined_below: bool = False
    shaded_above: bool = False
    """Whether the paragraph above has the same shading, so that no gap shows."""
    depth: float = 0.0
    """Height with borders."""

    @property
    def height(self) -> float:
        """Of lines and borders."""
        return self.depth

    @property
    def look(self) -> ParagraphLook:
        """Its formatting."""
        return self.made.paragraph.look

    @property
    def before(self) -> float:
        """Space above; none above the rest of a paragraph."""
        return self.look.space_before if self.begin == 0 else 0.0

    @property
    def after(self) -> float:
        """Space below its last line."""
        return self.look.space_after if self.end == len(self.made.lines) else 0.0

    @property
    def group(self) -> str | None:
        """Its style, with contextual spacing."""
        return self.look.style if self.look.contextual_spacing else None

    @property
    def style(self) -> str:
        """Its style."""
        return self.look.style

    @property
    def keep_next(self) -> bool:
        """As its look says."""
        return self.look.keep_next

    @property
    def page_break_before(self) -> bool:
        """As its look says."""
        return self.look.page_break_before and self.begin == 0

    @property
    def ends(self) -> Literal["", "page", "column"]:
        """The break at its last line."""
        return self.made.lines[self.end - 1].ends

    @property
    def numbered(self) -> bool:
        """Whether it is a whole paragraph that prints a page number."""
        return self.begin == 0 and any(
            isinstance(one, PageNumber) for one in self.made.paragraph.content
        )

    def again(self, setting: Setting, width: float) -> ParagraphPart:
        """The whole paragraph set once more, elsewhere."""
        made = setting.paragraph(self.made.paragraph, width)
        part = replace(self, made=made, begin=0, end=len(made.lines), width=width, setting=setting)
        return _measured(part)

    def without(self, floating: Sequence[Floating]) -> ParagraphPart:
        """The same without floating objects that are placed already."""
        left = tuple(
            one for one in self.made.floating if all(one[1] is not other for other in floating)
        )
        return replace(self, made=replace(self.made, floating=left))

    def least(self) -> float:
        """Height of the fewest lines that may stand alone."""
        lines = self.made.lines[self.begin : self.begin + self._fewest()]
        return sum(self.insets) + sum(line.height for line in lines)

    def fit(
        self, room: float, *, forced: bool
    ) -> tuple[ParagraphPart | None, ParagraphPart | None]:
        """Lines that fit and lines that are left; a break inside ends the first."""
        fits = self.depth <= room + EPSILON
        count = self.end - self.begin if fits else self._fitting(room)
        broken = None if self.setting.depth else self._broken(count)
        if broken is not None:
            return self.cut(broken)
        if fits:
            return self, None
        if not self.setting.depth:
            count = self._kept_together(count, forced=forced)
        return self.cut(max(count, int(forced)))

    def cut(self, count: int) -> tuple[ParagraphPart | None, ParagraphPart | None]:
        """The first `count` lines, and the others."""
        middle = self.begin + count
        if count <= 0:
            return None, self
        if middle >= self.end:
            return self, None
        head = _measured(replace(self, end=middle, joined_below=False))
        tail = replace(self, begin=middle, joined_above=False, shaded_above=False)
        # Not the sum over its lines: that would take a thousand pages of them a thousand times.
        left = self.depth - sum(self.insets) - (head.depth - sum(head.insets))
        return head, replace(tail, depth=left + sum(tail.insets))

    def place(self, spot: Spot) -> PlacedParagraph:
        """Borders, shading and lines at their place."""
        marks: list[Mark] = self._box(spot)
        top = spot.y + self.insets[0]
        for number in range(self.begin, self.end):
            line = self.made.lines[number]
            marks.extend([moved(mark, spot.x, top) for mark in line.marks])
            if self.made.floating:
                self._float(number, spot, top)
            top += line.height
        paragraph = self.made.paragraph
        level = paragraph.look.outline_level
        opens = level is not None and self.begin == 0 and not spot.artifact
        return PlacedParagraph(
            tuple(marks),
            level if opens else None,
            label_of(paragraph) if opens else "",
            spot.y,
            spot.artifact,
            paragraph.source,
        )

    def _float(self, line: int, spot: Spot, top: float) -> None:
        for index, floating in self.made.floating:
            if index == line:
                anchor = Anchor(spot.x, self.width, spot.y, top, spot.artifact)
                spot.sheet.float(floating, anchor, self.setting)

    @property
    def insets(self) -> tuple[float, float]:
        """Space that borders take above and below the lines."""
        edges, between = self.look.borders, self.look.border_between
        if edges == _NO_BORDERS and between is None:
            return 0.0, 0.0
        above = edges.top if not self.joined_above else None
        below = edges.bottom if not self.joined_below else between
        inner = between.space if self.joined_above and between is not None else 0.0
        return _depth(above) + inner, _depth(below)

    def _fewest(self) -> int:
        total = self.end - self.begin
        if self.setting.depth or not (self.look.keep_lines or self.look.widow_control):
            return 1
        return total if self.look.keep_lines or total <= 3 else 2

    def _broken(self, count: int) -> int | None:
        """Of the first lines, those up to a page or column break that has more behind it."""
        last = min(self.begin + count, self.end - 1)
        for number, line in enumerate(self.made.lines[self.begin : last]):
            if line.ends:
                return number + 1
        return None

    def _fitting(self, room: float) -> int:
        above, below = self.insets
        left = room + EPSILON - above - below
        for number in range(self.begin, self.end):
            left -= self.made.lines[number].height
            if left < 0:
                return number - self.begin
        return self.end - self.begin

    def _kept_together(self, count: int, *, forced: bool) -> int:
        """Fewer lines, so that no single line stands alone (ECMA-376 part 1, 17.3.1.44)."""
        total = self.end - self.begin
        if count in (0, total) or (self.look.keep_lines and forced):
            return count
        if self.look.keep_lines:
            return 0
        if not self.look.widow_control:
            return count
        count = min(count, total - 2)
        return count if count >= 2 or self.begin > 0 else 0

    def _box(self, spot: Spot) -> list[Mark]:
        look, edges = self.look, self.look.borders
        if look.shading is None and edges == _NO_BORDERS and look.border_between is None:
            return []
        left = spot.x + look.indent_left + min(look.first_line, 0.0) - _depth(edges.left)
        right = spot.x + self.width - look.indent_right + _depth(edges.right)
        bottom = spot.y + self.depth
        marks: list[Mark] = []
        if look.shading is not None:
            shared = self.shaded_above or self.joined_above
            top = spot.y - spot.gap if shared else spot.y
            marks.append(Fill(left, top, right - left, bottom - top, look.shading))
        upper = spot.y - spot.gap if self.joined_above else spot.y
        marks.extend(self._borders(left, upper, right, bottom))
        return marks

    def _borders(self, left: float, top: float, right: float, bottom: float) -> list[Stroke]:
        edges = self.look.borders
        strokes: list[Stroke] = []
        if edges.top is not None and not self.joined_above:
            strokes += line_of(edges.top, left, top + edges.top.width / 2, right)
        if edges.left is not None:
            strokes += line_of(edges.left, top, left + edges.left.width / 2, bottom, upright=True)
        if edges.right is not None:
            middle = right - edges.right.width / 2
            strokes += line_of(edges.right, top, middle, bottom, upright=True)
        below = self.look.border_between if self.joined_below else edges.bottom
        if below is not None:
            strokes += line_of(below, left, bottom - below.width / 2, right)
        return strokes


def paragraph_part(paragraph: Paragraph, width: float, setting: Setting) -> ParagraphPart:
    """A whole paragraph, set in a column."""
    made = setting.paragraph(paragraph, width)
    depth = sum([line.height for line in made.lines])
    part = ParagraphPart(made, 0, len(made.lines), width, setting, depth=depth)
    return part if part.insets == (0.0, 0.0) else _measured(part)


def joined(parts: Sequence[ParagraphPart]) -> list[ParagraphPart]:
    """Neighbouring paragraphs with equal borders share one box, equal shadings touch.

    ECMA-376 part 1, 17.3.1.24: equal means all borders and the indents.
    """
    result = list(parts)
    for number in range(1, len(result)):
        above, below = result[number - 1], result[number]
        look, other = above.look, below.look
        if look.shading is not None and look.shading == other.shading:
            below = replace(below, shaded_above=True)
        if _same_box(look, other):
            result[number - 1] = _measured(replace(above, joined_below=True))
            below = _measured(replace(below, joined_above=True))
        result[number] = below
    return result


def label_of(paragraph: Paragraph) -> str:
    """The text of a heading."""
    return "".join(one.text for one in paragraph.content if isinstance(one, Text)).strip()


def _same_box(look: ParagraphLook, other: ParagraphLook) -> bool:
    return (look.borders != _NO_BORDERS or look.border_between is not None) and (
        look.borders,
        look.border_between,
        look.indent_left,
        look.indent_right,
    ) == (
        other.borders,
        other.border_between,
        other.indent_left,
        other.indent_right,
    )


def _measured(part: ParagraphPart) -> ParagraphPart:
    lines = part.made.lines[part.begin : part.end]
    return replace(part, depth=sum((line.height for line in lines), sum(part.insets)))


def _depth(border: Border | None) -> float:
    return 0.0 if border is None else border.width + border.space
