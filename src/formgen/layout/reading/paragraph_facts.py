"""Paragraph properties → all that reading a paragraph needs to know of them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from formgen.layout.model import Frame, ParagraphLook, RunLook
from formgen.layout.reading.measures import is_on
from formgen.layout.reading.names import W
from formgen.layout.reading.placement import frame_of
from formgen.layout.reading.styles import Styles, style_of
from formgen.layout.reading.table_look import TableLook


@dataclass(frozen=True, slots=True)
class ParagraphFacts:
    """What a w:pPr says in its cell and section."""

    look: ParagraphLook
    mark: RunLook
    style: str = ""
    """The style id it names; empty for the default style."""
    is_listed: bool = False
    """Whether it is numbered or has a bullet."""
    frame: Frame | None = None
    rough: tuple[tuple[str, str], ...] = ()
    """What is not kept of it and what becomes of that, in Chinese."""


def paragraph_facts(
    properties: etree._Element | None, look: ParagraphLook, styles: Styles, table: TableLook | None
) -> ParagraphFacts:
    """All that a w:pPr says; its look is given, as that depends on the section too."""
    rough = []
    if is_on(properties, "bidi"):
        rough.append(("从右到左的段落", "按从左到右的顺序印出"))
    frame = properties.find(f"{W}framePr") if properties is not None else None
    if frame is not None and frame.get(f"{W}dropCap", "none") != "none":
        rough.append(("首字下沉", "按普通段落印出"))
        frame = None
    return ParagraphFacts(
        look,
        styles.mark(properties, table),
        style_of(properties),
        styles.list_of(properties) is not None,
        frame_of(frame) if frame is not None else None,
        tuple(rough),
    )
