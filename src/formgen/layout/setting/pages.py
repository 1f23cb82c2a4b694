"""The page model → pages: every section flowed, headers and footers put around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formgen.fonts import FontBook
from formgen.layout.model import Block, PageModel, PageNumber, Paragraph, Section
from formgen.layout.numerals import numeral
from formgen.layout.pages import MissingGlyph, Page, Pages
from formgen.layout.setting.context import Context, PageNumbers
from formgen.layout.setting.drafts import Draft
from formgen.layout.setting.floats import page_borders
from formgen.layout.setting.flow import Composer, Totals
from formgen.layout.setting.headers import Margins
from formgen.layout.setting.lines import set_paragraph
from formgen.layout.setting.parts import Setter, Setting

_SHARES = {"top": 0.0, "center": 0.5, "bottom": 1.0, "both": 0.0}
"""Of the free room above the text, for a section's vertical alignment."""


def set_pages(model: PageModel, fonts: FontBook, setter: Setter = set_paragraph) -> Pages:
    """A document laid out, as Word or LibreOffice would.

    Args:
        model: the document.
        fonts: which face prints a character.
        setter: sets the lines of a paragraph.

    Returns:
        At least one page.

    Raises:
        OverfullError: there are more than 5,000 pages.
    """
    if not model.sections:
        model = PageModel((Section(()),), model.properties)
    document = _Document(model, fonts, setter, {})
    drafts = document.drafts(Totals())
    totals = _totals(drafts, len(model.sections))
    if totals.pages > 1 and any(_counts_pages(section.blocks) for section in model.sections):
        drafts = document.drafts(totals)
        totals = _totals(drafts, len(model.sections))
    pages = tuple(document.page(draft, totals) for draft in drafts)
    return Pages(pages, model.properties, tuple(document.missing))


@dataclass(frozen=True, slots=True)
class _Document:
    model: PageModel
    fonts: FontBook
    setter: Setter
    missing: dict[MissingGlyph, None]

    def setting(self, section: Section, numbers: PageNumbers) -> Setting:
        """How paragraphs of a section are set."""
        context = Context(
            self.fonts,
            section.grid,
            self.model.default_tab,
            numbers,
        )
        return Setting(self.setter, context, self.missing)

    def drafts(self, totals: Totals) -> list[Draft]:
        """The pages, filled."""
        margins = [
            Margins(section, self.setting(section, PageNumbers(format=section.page_number_format)))
            for section in self.model.sections
        ]
        return Composer(self.model, self.setting, margins, totals).compose()

    def page(self, draft: Draft, totals: Totals) -> Page:
        """A filled page with header, footer and numbers."""
        section = draft.margins.section
        numbers = totals.numbers(draft.number, draft.section, section)
        setting = self.setting(section, numbers)
        header, footer = draft.margins.place(draft.kind, draft.sheet, setting)
        body = draft.placed(_SHARES[section.vertical_align])
        return Page(
            section.page.width,
            section.page.height,
            (*header, *body, *draft.sheet.blocks, *footer),
            tuple(draft.sheet.under),
            (*draft.sheet.over, *page_borders(section.page)),
            numeral(draft.number, section.page_number_format),
        )


def _totals(drafts: list[Draft], sections: int) -> Totals:
    counts = [0] * sections
    for draft in drafts:
        counts[draft.section] += 1
    return Totals(len(drafts), tuple(max(count, 1) for count in counts))


def _counts_pages(blocks: Iterable[Block]) -> bool:
    """Whether the body prints a total that is known only when all pages are made."""
    return any(
        any(isinstance(one, PageNumber) and one.kind != "page" for one in block.content)
        if isinstance(block, Paragraph)
        else any(_counts_pages(cell.blocks) for row in block.rows for cell in row.cells)
        for block in blocks
    )
