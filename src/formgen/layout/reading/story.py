"""What the readers of one story share: its part, links, styles, counters, and where they are.

A story is one flow of text: the body, or one header or footer (ECMA-376 part 1, 17.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from formgen.layout.model import Block
from formgen.layout.reading.cell_facts import CellFacts, cell_facts
from formgen.layout.reading.fields import Fields
from formgen.layout.reading.names import W
from formgen.layout.reading.not_shown import Notices
from formgen.layout.reading.note_references import NoteReferences
from formgen.layout.reading.numbering import Counters
from formgen.layout.reading.paragraph_facts import ParagraphFacts, paragraph_facts
from formgen.layout.reading.property_keys import properties_key
from formgen.layout.reading.run_facts import RunFacts
from formgen.layout.reading.styles import Styles
from formgen.layout.reading.table_look import TableLook
from formgen.ooxml import Package, Relationship

MAX_DEPTH = 30
"""Tables in tables, boxes in boxes; Word itself stops at 11 tables."""

MAX_OPEN_FIELDS = 100
"""Fields in fields; a line of a table of contents has three."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where blocks are read: in the flow itself, in a cell, in a text box."""

    width: float
    """Of the text area, in points."""
    place: str = ""
    """Of a cell or text box, in Chinese; empty in the flow, where paragraphs are counted."""
    table: TableLook | None = None
    """What the table's style says to text in this cell."""
    depth: int = 0

    def inside(self, place: str, width: float, table: TableLook | None = None) -> Spot:
        """A cell or text box in here; a text box keeps nothing of the table it stands in."""
        return replace(self, place=place, width=width, table=table, depth=self.depth + 1)


ReadBlocks = Callable[[Iterable[etree._Element], "Story", Spot], tuple[Block, ...]]


@dataclass(slots=True)
class Story:
    """One story while it is read."""

    package: Package
    links: Mapping[str, Relationship]
    """What the story's part refers to, by relationship id."""
    styles: Styles
    counters: Counters
    notices: Notices
    name: str
    """正文, 页眉, 页脚, 脚注 or 尾注."""
    read_blocks: ReadBlocks
    """How the content of text boxes is read: drawings stand in paragraphs, and paragraphs
    in drawings."""
    fields: Fields
    facts: dict[object, RunFacts] = field(default_factory=dict)
    """Run formatting met before, resolved."""
    paragraph_facts: dict[object, ParagraphFacts] = field(default_factory=dict)
    """Paragraph formatting met before, resolved."""
    cell_facts: dict[object, CellFacts] = field(default_factory=dict)
    """Properties of cells met before, resolved."""
    balanced: bool = True
    """Whether every field begun in this story also ends, so that codes can be told from text."""
    line_pitch: float = 12.0
    """Height of "one line" in spacing given in lines."""
    character_extra: float = 0.0
    """What the section's character grid adds to each character."""
    paragraphs: int = 0
    tables: int = 0
    notes: NoteReferences = field(default_factory=NoteReferences)
    """The notes referred to so far, by all stories of the document."""
    note_number: str = ""
    """Of the note that is read, which prints it where it refers to itself."""

    def paragraph(self, properties: etree._Element | None, spot: Spot) -> ParagraphFacts:
        """What a paragraph's properties (w:pPr) come to in this story's section."""
        text = spot.table.text if spot.table is not None else None
        key = (properties_key(properties), text, self.line_pitch, self.character_extra)
        found = self.paragraph_facts.get(key)
        if found is None:
            styles, table = self.styles, spot.table
            look = styles.paragraph(properties, table, self.line_pitch, self.character_extra)
            found = paragraph_facts(properties, look, styles, table)
            self.paragraph_facts[key] = found
        return found

    def cell(self, properties: etree._Element | None) -> CellFacts:
        """What a cell's properties (w:tcPr) come to."""
        key = properties_key(properties)
        found = self.cell_facts.get(key)
        if found is None:
            found = self.cell_facts[key] = cell_facts(properties, self.styles)
        return found

    def next_paragraph(self, spot: Spot) -> str:
        """The place of the paragraph that comes now."""
        if spot.place:
            return spot.place
        self.paragraphs += 1
        return f"{self.name}第{self.paragraphs}段" if self.name == "正文" else self.name

    def next_table(self, spot: Spot) -> str:
        """The place of the table that comes now."""
        if spot.place:
            return f"{spot.place}里的表格"
        self.tables += 1
        return f"{'' if self.name == '正文' else self.name}表格{self.tables}"

    def link(self, identity: str | None) -> str:
        """The URL an external relationship leads to; empty for a missing or internal one."""
        found = self.links.get(identity or "")
        return found.target if found is not None and found.external else ""


def fields_balance(root: etree._Element) -> bool:
    """Whether as many fields end as begin, and no more are open than a text needs.

    A code that never ends would swallow the text; thousands of fields in one another, which are
    asked at every run, would take minutes.
    """
    depth = 0
    for mark in root.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if not 0 <= depth <= MAX_OPEN_FIELDS:
            return False
    return depth == 0
