"""A Word file's bytes → the page model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from formgen.layout.model import Block, HeaderKind, PageModel, Section
from formgen.layout.reading.blocks import read_blocks
from formgen.layout.reading.cell_facts import CellFacts
from formgen.layout.reading.fields import Fields
from formgen.layout.reading.names import W
from formgen.layout.reading.not_shown import Notices
from formgen.layout.reading.note_references import NoteReferences
from formgen.layout.reading.notes import NoteReader
from formgen.layout.reading.numbering import Numbering
from formgen.layout.reading.paragraph_facts import ParagraphFacts
from formgen.layout.reading.properties import read_properties
from formgen.layout.reading.refusing import refuse_macros, refuse_overlong
from formgen.layout.reading.run_facts import RunFacts
from formgen.layout.reading.sections import (
    SectionProperties,
    character_extra,
    header_parts,
    read_section,
    split,
)
from formgen.layout.reading.story import Spot, Story, fields_balance
from formgen.layout.reading.styles import Styles
from formgen.ooxml import Package, PackageError, Relationship, read_package
from formgen.ooxml.strict import as_transitional

Headers = Mapping[HeaderKind, tuple[Block, ...]]
_NAMES: dict[Literal["header", "footer"], str] = {"header": "页眉", "footer": "页脚"}


def read_document(content: bytes) -> PageModel:
    """All that a Word file prints, with every style resolved.

    Templates (.dotx) are read like documents.

    Raises:
        PackageError: the bytes are no Word file, or one that is too damaged or too long to be
            read, or that carries macros.
    """
    package = as_transitional(read_package(content))
    main = package.main_part()
    refuse_macros(package, main)
    refuse_overlong(package.parts[main])
    root = package.tree(main)
    body = root.find(f"{W}body")
    if body is None:
        raise PackageError("不是 Word 文件", "请换成 Word 文件（.docx）")
    reading = DocumentReading.of(package, main)
    sections = tuple(reading.sections(body))
    settings = reading.styles.settings
    return PageModel(
        sections,
        read_properties(package),
        settings.even_and_odd_headers,
        settings.default_tab,
        reading.notices.all(),
    )


@dataclass(slots=True)
class DocumentReading:
    """What the stories of one document share while it is read."""

    package: Package
    styles: Styles
    numbering: Numbering
    notices: Notices
    links: Mapping[str, Relationship]
    """Of the main part."""
    facts: dict[object, RunFacts] = field(default_factory=dict)
    """Run formatting met before, resolved; so the two below."""
    paragraph_facts: dict[object, ParagraphFacts] = field(default_factory=dict)
    cell_facts: dict[object, CellFacts] = field(default_factory=dict)
    notes: NoteReferences = field(default_factory=NoteReferences)

    @classmethod
    def of(cls, package: Package, main: str) -> DocumentReading:
        """The styles and links of a document.

        Raises:
            PackageError: one of these parts is broken.
        """
        styles = Styles.of(package, main)
        links = _links(package, main)
        return cls(package, styles, Numbering(styles), Notices(), links)

    def sections(self, body: etree._Element) -> list[Section]:
        """The sections of the body in order, headers and footers inherited (17.10.1)."""
        story = self._story("正文", body, self.links)
        headers: Headers = {}
        footers: Headers = {}
        sections = []
        for elements, properties in split(body):
            setup = read_section(properties, self.styles, self.notices)
            headers = {**headers, **self._margin_texts("header", properties, setup)}
            footers = {**footers, **self._margin_texts("footer", properties, setup)}
            self._fit_to(story, setup)
            blocks = read_blocks(elements, story, Spot(setup.text_width))
            sections.append(_section(blocks, setup, headers, footers))
        if self.notes.met:
            sections[-1] = self._with_notes(sections[-1], story, setup)
        return sections

    def _with_notes(self, last: Section, story: Story, setup: SectionProperties) -> Section:
        """The last section with the notes behind its text."""

        def open_story(name: str, root: etree._Element, part: str) -> Story:
            opened = self._story(name, root, _links(self.package, part))
            self._fit_to(opened, setup)
            return opened

        reader = NoteReader(self.package, self.links, self.notes, open_story)
        return replace(last, blocks=(*last.blocks, *reader.read(story, setup.text_width)))

    def _fit_to(self, story: Story, setup: SectionProperties) -> None:
        """Let a story reckon lines and characters by a section's grid."""
        story.line_pitch = setup.line_pitch
        story.character_extra = character_extra(setup.grid, self.styles)

    def _margin_texts(
        self,
        name: Literal["header", "footer"],
        properties: etree._Element | None,
        setup: SectionProperties,
    ) -> dict[HeaderKind, tuple[Block, ...]]:
        """The headers or footers a section brings, by kind."""
        found: dict[HeaderKind, tuple[Block, ...]] = {}
        for kind, identity in header_parts(properties, name).items():
            link = self.links.get(identity)
            if link is not None and not link.external and link.target in self.package.parts:
                found[kind] = self._margin_text(_NAMES[name], link.target, setup)
        return found

    def _margin_text(self, name: str, part: str, setup: SectionProperties) -> tuple[Block, ...]:
        """A header or footer part; a broken one is noted."""
        try:
            root = self.package.tree(part)
            links = _links(self.package, part)
        except PackageError:
            self.notices.add(f"损坏的{name}", name)
            return ()
        story = self._story(name, root, links)
        self._fit_to(story, setup)
        page = setup.page
        width = page.width - page.margins.left - page.margins.right
        return read_blocks(root, story, Spot(width))

    def _story(self, name: str, root: etree._Element, links: Mapping[str, Relationship]) -> Story:
        return Story(
            package=self.package,
            links=links,
            styles=self.styles,
            counters=self.numbering.counters(),
            notices=self.notices,
            name=name,
            read_blocks=read_blocks,
            fields=Fields(),
            facts=self.facts,
            paragraph_facts=self.paragraph_facts,
            cell_facts=self.cell_facts,
            notes=self.notes,
            balanced=fields_balance(root),
        )


def _links(package: Package, part: str) -> dict[str, Relationship]:
    return {link.id: link for link in package.relationships(part)}


def _section(
    blocks: tuple[Block, ...], setup: SectionProperties, headers: Headers, footers: Headers
) -> Section:
    return Section(
        blocks=blocks,
        page=setup.page,
        grid=setup.grid,
        start=setup.start,
        headers=headers,
        footers=footers,
        title_page=setup.title_page,
        first_page_number=setup.first_page_number,
        page_number_format=setup.page_number_format,
        vertical_align=setup.vertical_align,
        columns=setup.columns,
        column_space=setup.column_space,
    )
