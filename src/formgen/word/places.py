"""Where things stand in a Word document, in words a clerk can follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from formgen.word.names import BREAK, CELL, PARAGRAPH, ROW, TAB, TABLE, TEXT

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", flags=re.DOTALL)
_PART_NAMES = (
    ("header", "页眉"),
    ("footer", "页脚"),
    ("footnotes", "脚注"),
    ("endnotes", "尾注"),
    ("core", "文档属性"),
)


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag as it is written in Word, and where."""

    text: str
    place: str
    """Such as 第1个表格第3行第2格, or 正文第5段."""


def tags_of(root: etree._Element, part: str) -> Iterator[TagUse]:
    """Every tag of a part, in reading order; tags split over runs are joined."""
    for paragraph, place in paragraphs_of(root, part):
        for match in _TAG.finditer(paragraph_text(paragraph)):
            yield TagUse(match[0], place)


def paragraphs_of(root: etree._Element, part: str) -> Iterator[tuple[etree._Element, str]]:
    """Every paragraph of a part with its place."""
    prefix = next((name for key, name in _PART_NAMES if f"{key}" in part.rsplit("/", 1)[-1]), "")
    tables = {table: number for number, table in enumerate(root.iter(TABLE), start=1)}
    rows, cells = _numbers(root, ROW, TABLE), _numbers(root, CELL, ROW)
    outside = 0
    for paragraph in root.iter(PARAGRAPH):
        cell = next(paragraph.iterancestors(CELL), None)
        row = None if cell is None else next(cell.iterancestors(ROW), None)
        table = None if row is None else next(row.iterancestors(TABLE), None)
        if table is None:
            outside += 1
            yield paragraph, f"{prefix or '正文'}第{outside}段"
        else:
            place = f"第{tables[table]}个表格第{rows[row]}行第{cells[cell]}格"
            yield paragraph, prefix + place


def _numbers(root: etree._Element, tag: str, around: str) -> dict[etree._Element | None, int]:
    """The number of each row in its own table, or of each cell in its row, from 1."""
    counts: Counter[etree._Element | None] = Counter()
    numbers: dict[etree._Element | None, int] = {}
    for element in root.iter(tag):
        owner = next(element.iterancestors(around), None)
        counts[owner] += 1
        numbers[element] = counts[owner]
    return numbers


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph's own runs, breaks and tabs as spaces."""
    pieces = []
    for element in paragraph.iter(TEXT, BREAK, TAB):
        if next(element.iterancestors(PARAGRAPH)) is paragraph:
            pieces.append(element.text or "" if element.tag == TEXT else " ")
    return "".join(pieces)


def find_tag(text: str, tags: Sequence[TagUse]) -> TagUse | None:
    """The tag whose words occur in a piece of source text; the longest of several."""
    squeezed = _words(text)
    found = [tag for tag in tags if _words(tag.text) and _words(tag.text) in squeezed]
    return max(found, key=lambda tag: len(_words(tag.text)), default=None)


def _words(text: str) -> str:
    """Tag text without what docxtpl's patch changes: spaces, block letters, quotes."""
    return re.sub(r"\{%-?(tr|tc|p|r)\b|[\s“”\"'‘’{}%]", "", text)
