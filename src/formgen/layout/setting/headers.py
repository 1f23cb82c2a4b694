"""Headers and footers of a section → their height and their blocks on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formgen.layout.model import Block, HeaderKind, PageNumber, Paragraph, Section
from formgen.layout.pages import PlacedBlock
from formgen.layout.setting.floats import PageSheet
from formgen.layout.setting.parts import Part, Setting, Spot, height_of, place_stack
from formgen.layout.setting.stacks import parts_of


@dataclass(frozen=True, slots=True)
class Margins:
    """Headers and footers of one section."""

    section: Section
    setting: Setting
    """With page numbers that only give heights."""
    known: dict[tuple[str, HeaderKind], tuple[Part, ...]] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """Between the side margins."""
        margins = self.section.page.margins
        return self.section.page.width - margins.left - margins.right

    def kind(self, *, first: bool, number: int, even_and_odd: bool) -> HeaderKind:
        """Which header a page has."""
        if first and self.section.title_page:
            return "first"
        return "even" if even_and_odd and number % 2 == 0 else "default"

    def body(self, kind: HeaderKind) -> tuple[float, float]:
        """Upper and lower edge of the text; high headers and footers push them.

        A negative margin is kept whatever the header's height (ECMA-376 part 1, 17.6.11).
        """
        page = self.section.page
        top, bottom = abs(page.margins.top), abs(page.margins.bottom)
        header, footer = self._parts("header", kind), self._parts("footer", kind)
        if header and page.margins.top >= 0:
            top = max(top, page.header + height_of(header))
        if footer and page.margins.bottom >= 0:
            bottom = max(bottom, page.footer + height_of(footer))
        return top, max(page.height - bottom, top)

    def place(
        self, kind: HeaderKind, sheet: PageSheet, setting: Setting
    ) -> tuple[list[PlacedBlock], list[PlacedBlock]]:
        """Header and footer of a page, with its numbers."""
        page, left = self.section.page, self.section.page.margins.left
        header = self._parts("header", kind, setting)
        footer = self._parts("footer", kind, setting)
        lower = page.height - page.footer - height_of(footer)
        return (
            place_stack(header, Spot(left, page.header, sheet, artifact=True), self.width),
            place_stack(footer, Spot(left, lower, sheet, artifact=True), self.width),
        )

    def _parts(
        self, side: str, kind: HeaderKind, setting: Setting | None = None
    ) -> tuple[Part, ...]:
        """Set once for all pages unless a page number is printed."""
        kinds: Mapping[HeaderKind, tuple[Block, ...]] = (
            self.section.headers if side == "header" else self.section.footers
        )
        blocks = kinds.get(kind, ())
        if not blocks:
            return ()
        if setting is not None and has_numbers(blocks):
            return parts_of(blocks, self.width, setting)
        found = self.known.get((side, kind))
        if found is None:
            found = self.known[side, kind] = parts_of(blocks, self.width, self.setting)
        return found


def has_numbers(blocks: tuple[Block, ...]) -> bool:
    """Whether a page number is printed somewhere in the blocks."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if any(isinstance(one, PageNumber) for one in block.content):
                return True
        elif any(has_numbers(cell.blocks) for row in block.rows for cell in row.cells):
            return True
    return False
