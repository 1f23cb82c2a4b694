"""Sections → drafts of pages: where each part of the text stands."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from formgen.layout.model import PageModel, Section
from formgen.layout.setting.context import PageNumbers
from formgen.layout.setting.drafts import Column, Draft, Wrapped
from formgen.layout.setting.floats import (
    PageSheet,
    Rectangle,
    frame_rectangle,
    rectangle_of,
)
from formgen.layout.setting.frames import FramePart
from formgen.layout.setting.headers import Margins, has_numbers
from formgen.layout.setting.keeping import chain
from formgen.layout.setting.paragraphs import ParagraphPart
from formgen.layout.setting.parts import (
    EPSILON,
    Anchor,
    Part,
    Setting,
    cut_stack,
    gap_between,
    height_of,
)
from formgen.layout.setting.stacks import parts_of
from formgen.layout.setting.table_parts import TablePart
from formgen.problems import OverfullError

MOST_PAGES = 5_000
"""More than anyone prints: a document that has them is broken."""
_BALANCING_STEPS = 16

SettingMaker = Callable[[Section, PageNumbers], Setting]
"""How a section's paragraphs are set, for given page numbers."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Numbers of pages, as far as they are known."""

    pages: int = 1
    of_sections: tuple[int, ...] = ()

    def numbers(self, page: int, section: int, of: Section) -> PageNumbers:
        """What page number fields print on a page."""
        own = self.of_sections[section] if section < len(self.of_sections) else 1
        return PageNumbers(page, self.pages, own, of.page_number_format)


@dataclass(slots=True)
class Composer:
    """Fills the pages of one document, one after the other."""

    model: PageModel
    setting_of: SettingMaker
    margins: Sequence[Margins]
    totals: Totals
    drafts: list[Draft] = field(default_factory=list)
    keep_space: bool = True
    """Whether space before counts at the head of the column: on a section's first page and after
    a break that was asked for, not where the text flows over (LibreOffice 7.4 and Word)."""
    pending: Literal["", "page", "column"] = ""
    """A break that takes effect when something follows."""
    section: int = 0
    """Number of the section being filled; a page may have begun with another."""

    def compose(self) -> list[Draft]:
        """All pages of a model that has sections.

        Raises:
            OverfullError: there are more than `MOST_PAGES`.
        """
        for number, section in enumerate(self.model.sections):
            self._start(number, section)
            parts = self._parts(number, section)
            self._columns(number, section, parts)
            self._flow(parts)
        return self.drafts

    @property
    def page(self) -> Draft:
        """The page being filled."""
        return self.drafts[-1]

    def _start(self, number: int, section: Section) -> None:
        """Begin the section on a new page, or go on below the one before."""
        self.pending = ""
        self.section = number
        if self.drafts and section.start == "continuous" and self._same_paper(number):
            return
        first = section.first_page_number
        page_number = first if first is not None else self._next_number()
        odd = page_number % 2 == 1
        if self.drafts and (section.start, odd) in (("odd_page", False), ("even_page", True)):
            self._new_page(self.page.section, first=False, number=page_number)
            page_number += 1
        self._new_page(number, first=True, number=page_number)
        self.keep_space = True

    def _same_paper(self, number: int) -> bool:
        before, now = self.model.sections[number - 1].page, self.model.sections[number].page
        return (before.width, before.height) == (now.width, now.height)

    def _parts(self, number: int, section: Section) -> tuple[Part, ...]:
        # Where no number is printed, equal paragraphs of different pages are set only once.
        numbers = self._numbers(number) if has_numbers(section.blocks) else PageNumbers()
        setting = self.setting_of(section, numbers)
        return parts_of(section.blocks, _columns_of(section)[0].width, setting)

    def _numbers(self, section: int) -> PageNumbers:
        return self.totals.numbers(self.page.number, section, self.model.sections[section])

    def _columns(self, number: int, section: Section, parts: Sequence[Part]) -> None:
        """Columns of a section; those that end above another section are filled evenly."""
        page, columns = self.page, _columns_of(section)
        page.begin(columns, page.bottom)
        following = self.model.sections[number + 1 : number + 2]
        if len(columns) > 1 and following and following[0].start == "continuous":
            page.limit = _balanced(parts, len(columns), page.start, page.bottom)

    def _flow(self, parts: Sequence[Part]) -> None:
        queue = deque(parts)
        kept = 0
        while queue:
            part = queue.popleft()
            if isinstance(part, FramePart):
                self._frame(part)
                continue
            self._break_before(part)
            if isinstance(part, ParagraphPart) and part.numbered:
                part = self._renumbered(part)
            if kept == 0:
                kept = self._keep(part, queue)
            rest = self._put(part, queue)
            if rest is not None:
                queue.appendleft(rest)
            else:
                kept = max(kept - 1, 0)

    def _break_before(self, part: Part) -> None:
        if self.pending == "column":
            self._next_column(asked=True)
        elif self.pending or (part.page_break_before and not self.page.empty):
            self._next_page(asked=True)
        self.pending = ""

    def _renumbered(self, part: ParagraphPart) -> ParagraphPart:
        """Set once more with the number of the page it stands on."""
        section = self.model.sections[self.section]
        return part.again(self.setting_of(section, self._numbers(self.section)), part.width)

    def _keep(self, part: Part, queue: deque[Part]) -> int:
        """Go to the next column unless the part and what it keeps with it fit in this one.

        Returns:
            How many parts are settled with this.
        """
        if not part.keep_next:
            return 0
        length, needed = chain(part, queue)
        gap = gap_between(self.page.above, part)
        if not self.page.fresh and needed + gap > self.page.limit - self.page.y + EPSILON:
            self._next_column(asked=False)
        return length

    def _put(self, part: Part, following: Iterable[Part]) -> Part | None:
        """Place what fits, and say what is left; the place has moved on then."""
        page = self.page
        forced = page.fresh
        gap = self._gap(part)
        noted = self._noted(part, page.y + gap)
        y = self._place_below(noted, page.y + gap)
        if y > page.y + gap and y >= page.limit - EPSILON:
            self._next_column(asked=False)
            return part
        part, area = self._beside(part, y)
        gap, room = y - page.y, page.room(y)
        at_end = room >= page.limit - y - EPSILON
        piece, rest = part.fit(room, forced=forced and at_end)
        if rest is None and at_end and isinstance(part, TablePart):
            piece, rest = _kept_rows_apart(part, room, following) or (piece, rest)
        if piece is None and noted and not at_end and isinstance(part, ParagraphPart):
            # The text moves below its own objects, which stay: else they would move down with it.
            page.wrapped.extend(noted)
            rest = part.without([one.floating for one in noted])
        else:
            piece = self._anchored(piece, noted)
        if piece is not None:
            page.put(piece, gap, area)
            self.keep_space = False
            self.pending = piece.ends
            if rest is None or piece.ends:
                return rest
        if at_end:
            self._next_column(asked=False)
        else:
            page.y += room + gap if piece is None else page.room(page.y)
        return rest

    def _gap(self, part: Part) -> float:
        page = self.page
        if not page.fresh:
            return gap_between(page.above, part)
        return part.before if self.keep_space and part.before <= page.limit - page.y else 0.0

    def _place_below(self, noted: list[Wrapped], y: float) -> float:
        """The first free place for text at or below y, its own floating objects minded.

        Where those leave nothing of the page, they lie over the text.
        """
        page = self.page
        page.obstacles.extend(one.place for one in noted)
        free = page.below_obstacles(y)
        if noted and free >= page.limit - EPSILON:
            del page.obstacles[-len(noted) :]
            free = page.below_obstacles(y)
        return free

    def _beside(self, part: Part, y: float) -> tuple[Part, Column]:
        """A paragraph set as narrow as floating objects beside it leave the column."""
        page = self.page
        if not page.obstacles or not isinstance(part, ParagraphPart):
            return part, page.area
        area = page.beside(y, part.height)
        if area == page.area or part.begin > 0:
            return part, area
        return part.again(part.setting, area.width), area

    def _noted(self, part: Part, y: float) -> list[Wrapped]:
        """The floating objects of a paragraph that its own lines make room for."""
        if not isinstance(part, ParagraphPart) or not part.made.floating:
            return []
        area = self.page.area
        anchor = Anchor(area.x, area.width, y, y)
        noted: list[Wrapped] = []
        for line, floating in part.made.floating:
            if floating.wrap == "none" or not part.begin <= line < part.end:
                continue
            place = rectangle_of(floating, anchor, self.page.margins.section.page)
            if floating.wrap == "top_bottom":
                place = Rectangle(area.x, place.y, area.width, place.height)
            noted.append(Wrapped(line, floating, place, anchor, part.setting))
        return noted

    def _anchored(self, piece: Part | None, noted: list[Wrapped]) -> Part | None:
        """Keep those on the page whose lines stay on it; they stand where the text was first."""
        page = self.page
        if not isinstance(piece, ParagraphPart):
            page.obstacles = [
                one for one in page.obstacles if all(one is not n.place for n in noted)
            ]
            return piece
        for one in noted:
            if one.line < piece.end:
                page.wrapped.append(one)
            elif one.place in page.obstacles:
                page.obstacles.remove(one.place)
        return piece.without([one.floating for one in noted]) if noted else piece

    def _frame(self, part: FramePart) -> None:
        """A frame stands where it says, the text goes on beside or below."""
        page = self.page
        anchor = Anchor(page.area.x, page.area.width, page.y, page.y)
        page.frames.append((part, anchor))
        page.obstacles.append(frame_rectangle(part, anchor, page.margins.section.page))

    def _next_column(self, *, asked: bool) -> None:
        if not self.page.next_column():
            self._next_page(asked=asked)
        self.keep_space = asked

    def _next_page(self, *, asked: bool) -> None:
        page = self.page
        self._new_page(self.section, first=False, number=page.number + 1)
        self.page.begin(page.columns, self.page.bottom)
        self.keep_space = asked

    def _next_number(self) -> int:
        return self.page.number + 1 if self.drafts else 1

    def _new_page(self, section: int, *, first: bool, number: int) -> None:
        if len(self.drafts) >= MOST_PAGES:
            raise OverfullError(
                f"文档超过 {MOST_PAGES} 页，没有排印。",
                hint="请检查模板的页边距和表格宽度是否正常，或减少一个文档中的内容。",
            )
        margins = self.margins[section]
        kind = margins.kind(
            first=first, number=number, even_and_odd=self.model.even_and_odd_headers
        )
        top, bottom = margins.body(kind)
        sheet = PageSheet(self.model.sections[section].page)
        draft = Draft(margins, section, number, kind, top, bottom, sheet, deepest=top)
        self.drafts.append(draft)
        draft.begin(_columns_of(self.model.sections[section]), bottom)


def _kept_rows_apart(
    part: TablePart, room: float, following: Iterable[Part]
) -> tuple[Part, Part] | None:
    """A table that fits, cut above its last rows, which stay with what follows and does not fit.

    None where all fits, or where no row would stay.
    """
    if not part.ends_kept or chain(part, following)[1] <= room + EPSILON:
        return None
    return part.cut_above_kept()


def _columns_of(section: Section) -> tuple[Column, ...]:
    """The columns between the side margins, all of one width."""
    page = section.page
    room = page.width - page.margins.left - page.margins.right
    count = max(section.columns, 1)
    width = max((room - (count - 1) * section.column_space) / count, 1.0)
    step = width + section.column_space
    return tuple(Column(page.margins.left + number * step, width) for number in range(count))


def _balanced(parts: Sequence[Part], columns: int, start: float, bottom: float) -> float:
    """Lower edge that lets the columns end at about one height."""
    whole = height_of(parts)
    low, high = start + whole / columns, bottom
    if low >= high or not _fits(parts, columns, high - start):
        return bottom
    for _ in range(_BALANCING_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _fits(parts, columns, middle - start) else (middle, high)
    return high


def _fits(parts: Sequence[Part], columns: int, height: float) -> bool:
    left = tuple(parts)
    for _ in range(columns):
        left = cut_stack(left, height, forced=False)[1]
    return not left
