"""A document's tree → boxes: one a cell, one a paragraph outside tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from formgen.collect.content import Box
from formgen.collect.reading.facts import facts_of
from formgen.collect.reading.inlines import read_inlines
from formgen.collect.reading.passage import Passage, Story
from formgen.collect.reading.pictures import PictureOf
from formgen.collect.reading.tables import GridCell, Settings, flattened, grid_cells, settings_of
from formgen.ooxml import PackageError
from formgen.word.names import PARAGRAPH, PARAGRAPH_PROPERTIES, RUN_PROPERTIES, TABLE, W

MAX_BOXES = 50_000
"""A 汇总表 of a thousand rows has some 20,000."""
MAX_CHARACTERS = 500_000
"""Of all boxes together: a thick book. Looking for wording in more would take minutes."""
_GONE_MARKS = (f"{W}del", f"{W}moveFrom")


def _no_picture(_identity: str) -> None:
    return None


def content_of(root: etree._Element, picture_of: PictureOf = _no_picture) -> tuple[Box, ...]:
    """The boxes of a document.xml tree.

    Args:
        root: the w:document or w:body, in the namespaces of the transitional edition.
        picture_of: the bytes of the picture that a relationship of the document leads to.

    Raises:
        PackageError: more than 50,000 boxes or 500,000 characters.
    """
    return boxes_of(root, Story(facts_of(root), picture_of))


def boxes_of(root: etree._Element, story: Story) -> tuple[Box, ...]:
    """The boxes of a tree that was looked over; what is counted on the way is in the story.

    Raises:
        PackageError: more than 50,000 boxes or 500,000 characters.
    """
    body = root.find(f"{W}body")
    reading = _Reading(story, settings_of(root))
    reading.flow(root if body is None else body)
    return tuple(reading.boxes)


@dataclass(slots=True)
class _Reading:
    """The boxes of a document, as far as it is read."""

    story: Story
    settings: Settings
    boxes: list[Box] = field(default_factory=list)
    characters: int = 0
    tables: int = 0

    def flow(self, parent: etree._Element) -> None:
        """Add what stands in the body or in a text box."""
        passage = Passage()
        for block in flattened(parent, PARAGRAPH, TABLE):
            if block.tag == PARAGRAPH:
                read_inlines(block, passage, self.story)
                if self._joins_next(block):
                    continue
            self._end(passage)
            passage = Passage()
            if block.tag == TABLE:
                self.table(block)
        self._end(passage)

    def _end(self, passage: Passage) -> None:
        """Add a free paragraph, if anything stands in it."""
        passage.end_paragraph()
        if passage.lines or passage.pictures:
            before = passage.before()
            self._add(Box(tuple(passage.lines), tuple(passage.pictures), before=before))
        self._behind(passage)

    def _add(self, box: Box) -> None:
        self.boxes.append(box)
        self.characters += sum(map(len, box.lines))
        if len(self.boxes) > MAX_BOXES or self.characters > MAX_CHARACTERS:
            raise PackageError("格子、段落或文字太多，没有读取", "请删去多余的内容")

    def table(self, table: etree._Element) -> None:
        """Add a table's cells, each with its nested tables right behind it."""
        self.tables += 1
        number = self.tables
        for cell in grid_cells(table, self.settings):
            passage = self._cell(cell)
            self._add(
                Box(
                    tuple(passage.lines),
                    tuple(passage.pictures),
                    number,
                    cell.row,
                    cell.column,
                    cell.columns,
                    cell.rows,
                    passage.before(),
                )
            )
            self._behind(passage)

    def _cell(self, cell: GridCell) -> Passage:
        passage = Passage()
        for element in cell.elements:
            for block in flattened(element, PARAGRAPH, TABLE):
                if block.tag == TABLE:
                    passage.end_paragraph()
                    passage.behind.append(block)
                    continue
                read_inlines(block, passage, self.story)
                if not self._joins_next(block):
                    passage.end_paragraph()
            passage.end_paragraph()
        return passage

    def _behind(self, passage: Passage) -> None:
        for element in passage.behind:
            if element.tag == TABLE:
                self.table(element)
            else:
                self.flow(element)

    def _joins_next(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph's end was deleted or moved away (17.13.5.15)."""
        if not self.story.facts.revised:
            return False
        mark = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")
        return mark is not None and any(mark.find(name) is not None for name in _GONE_MARKS)
