"""Paragraphs and tables in a body, cell or text box → blocks of the page model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from formgen.layout.model import Block, Paragraph, ParagraphLook, Tab, TabStop, Text
from formgen.layout.reading.inlines import read_inlines
from formgen.layout.reading.names import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SECTION_PROPERTIES,
    TABLE,
    M,
    W,
    flattened,
    local_name,
)
from formgen.layout.reading.numbering import Label
from formgen.layout.reading.passage import Passage
from formgen.layout.reading.story import MAX_DEPTH, Spot, Story
from formgen.layout.reading.tables import read_table

_LINE_CONTENT = frozenset({RUN, f"{M}oMath", f"{M}oMathPara", f"{W}hyperlink", f"{W}fldSimple"})
"""What belongs into a paragraph and stands beside them in faulty files."""


def read_blocks(elements: Iterable[etree._Element], story: Story, spot: Spot) -> tuple[Block, ...]:
    """The blocks of a parent element or of a list of elements, in order."""
    if spot.depth > MAX_DEPTH:
        story.notices.add("嵌套过深的内容", spot.place)
        return ()
    blocks: list[Block] = []
    parent = elements if isinstance(elements, etree._Element) else None
    for element in flattened(parent) if parent is not None else elements:
        if element.tag == PARAGRAPH:
            paragraph = read_paragraph(element, story, spot)
            if paragraph is not None:
                blocks.append(paragraph)
        elif element.tag == TABLE:
            table = read_table(element, story, spot)
            if table is not None:
                blocks.append(table)
        elif element.tag != SECTION_PROPERTIES and isinstance(element.tag, str):
            blocks.extend(_unusual(element, story, spot))
    return tuple(blocks)


def _unusual(element: etree._Element, story: Story, spot: Spot) -> tuple[Block, ...]:
    """What is neither paragraph nor table."""
    if element.tag == f"{W}altChunk":
        story.notices.add("嵌入的文档", spot.place or story.name)
        return ()
    if element.tag in _LINE_CONTENT:
        holder = etree.Element(PARAGRAPH)
        holder.append(element)
        paragraph = read_paragraph(holder, story, spot)
        return (paragraph,) if paragraph is not None else ()
    if next(element.iter(PARAGRAPH, TABLE), None) is not None:
        return read_blocks(element, story, replace(spot, depth=spot.depth + 1))
    if any((inner.text or "").strip() for inner in element.iter(etree.Element)):
        name = local_name(element)
        story.notices.add(f"未识别的内容（{name}）", spot.place or story.name)
    return ()


def read_paragraph(element: etree._Element, story: Story, spot: Spot) -> Paragraph | None:
    """A w:p (17.3.1.22); None for one that was deleted or is hidden, mark and all."""
    properties = element.find(PARAGRAPH_PROPERTIES)
    place = story.next_paragraph(spot)
    facts = story.paragraph(properties, spot)
    passage = Passage(story, spot, place, properties, facts.style)
    for construct, effect in facts.rough:
        passage.note(construct, effect)
    if facts.is_listed:
        _print_label(story.counters.label(properties, spot.table), passage)
    read_inlines(passage, element)
    if not passage.items and _is_gone(properties, story):
        return None
    look = _with_stops(facts.look, passage.stops) if passage.stops else facts.look
    return Paragraph(look, tuple(passage.items), facts.mark, facts.frame, place)


def _print_label(label: Label | None, passage: Passage) -> None:
    """The number of a list paragraph as text (17.9.28 w:suff)."""
    if label is None:
        return
    if label.text:
        passage.items.append(Text(label.text, label.look))
        if label.alignment != "left":
            passage.note("右对齐或居中的编号", "按左对齐印出")
    if label.suffix == "tab":
        passage.items.append(Tab(label.look))
    elif label.suffix == "space":
        passage.items.append(Text(" ", label.look))


def _is_gone(properties: etree._Element | None, story: Story) -> bool:
    """Whether an empty paragraph's mark is deleted or hidden too (17.13.5.15, 17.3.2.41)."""
    mark = properties.find(RUN_PROPERTIES) if properties is not None else None
    if mark is None or properties is None or properties.find(SECTION_PROPERTIES) is not None:
        return False
    deleted = mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
    return deleted or story.styles.is_hidden(mark, properties)


def _with_stops(look: ParagraphLook, stops: list[TabStop]) -> ParagraphLook:
    """Alignment tabs bring their own stops, each place once."""
    places = {stop.position: stop for stop in (*look.tabs, *stops)}
    return replace(look, tabs=tuple(places[position] for position in sorted(places)))
