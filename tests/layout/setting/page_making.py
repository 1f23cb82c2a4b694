"""Small page models whose lines are 20 points high, and where their texts stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from formgen.fonts import Face, FontBook
from formgen.layout.model import (
    Block,
    Border,
    Break,
    Cell,
    Edges,
    Floating,
    Inline,
    PageModel,
    PageNumber,
    PageSetup,
    Paragraph,
    ParagraphLook,
    Row,
    RunLook,
    Section,
    Table,
    Text,
)
from formgen.layout.pages import Glyphs, Page, Pages, PlacedTable, Stroke, all_marks
from formgen.layout.setting import set_pages
from formgen.layout.setting.context import Context
from formgen.layout.setting.line import Line, SetParagraph

LINE = 20.0
ROOM = 300.0
"""Height of the text area: fifteen lines."""
MARGIN = 50.0
PAPER = PageSetup(400.0, 400.0, Edges(MARGIN, MARGIN, MARGIN, MARGIN), 20.0, 20.0)
LOOK = RunLook()
THIN = Border("single", 1.0)
BOX: Edges[Border | None] = Edges(THIN, THIN, THIN, THIN)
_FACE = Face(
    key="Stand-In",
    path=Path("none.ttf"),
    index=0,
    ascent=0.8,
    descent=0.2,
    line_gap=0.0,
    underline_position=0.1,
    underline_thickness=0.05,
    bold=False,
    italic=False,
    advances={},
    glyphs={},
)


def set_lines(paragraph: Paragraph, width: float, context: Context) -> SetParagraph:
    """Ten points a character; lines break where a Break stands and where the width ends."""
    rows: list[str] = [""]
    ends: list[str] = []
    floating: list[tuple[int, Floating]] = []
    for one in paragraph.content:
        if isinstance(one, Text):
            rows[-1] += one.text
        elif isinstance(one, PageNumber):
            rows[-1] += str(getattr(context.numbers, one.kind))
        elif isinstance(one, Break):
            ends.append("" if one.kind == "line" else one.kind)
            rows.append("")
        elif isinstance(one, Floating):
            floating.append((len(rows) - 1, one))
    if ends and ends[-1] and not rows[-1]:
        rows.pop()  # a page or column break at the very end opens no line
        floating = [(min(at, len(rows) - 1), one) for at, one in floating]
    lines: list[Line] = []
    most = max(int(width // 10), 1)
    for row, end in zip(rows, [*ends, ""][: len(rows)], strict=True):
        pieces = [row[start : start + most] for start in range(0, len(row), most)] or [""]
        lines += [_line(piece, paragraph) for piece in pieces]
        lines[-1] = replace(lines[-1], ends="page" if end == "page" else "")
        if end == "column":
            lines[-1] = replace(lines[-1], ends="column")
    return SetParagraph(paragraph, tuple(lines), tuple(floating))


def _line(text: str, paragraph: Paragraph) -> Line:
    x, width = paragraph.look.indent_left, 10.0 * len(text)
    marks = (Glyphs(x, 16.0, text, _FACE, 10.0, width),) if text else ()
    return Line(LINE, 16.0, marks, width)


def text(*rows: str, source: str = "", **look: Any) -> Paragraph:
    """A paragraph of lines."""
    content: list[Inline] = []
    for row in rows:
        if content:
            content.append(Break("line", LOOK))
        if row:
            content.append(Text(row, LOOK))
    style = replace(ParagraphLook(widow_control=False), **look)
    return Paragraph(style, tuple(content), LOOK, source=source)


def lines(count: int, name: str = "p", **look: Any) -> list[Paragraph]:
    """Paragraphs of one line: p0, p1 …"""
    return [text(f"{name}{number}", **look) for number in range(count)]


def many(count: int, name: str = "m", **look: Any) -> Paragraph:
    """One paragraph of several lines: m0, m1 …"""
    return text(*(f"{name}{number}" for number in range(count)), **look)


def cell(*blocks: Block | str, column: int = 0, **known: Any) -> Cell:
    """A cell with thin borders and side margins of five points."""
    content = tuple(text(one) if isinstance(one, str) else one for one in blocks)
    made = Cell(content, column, borders=BOX, margins=Edges(0.0, 5.0, 0.0, 5.0))
    return replace(made, **known)


def row(*cells: Cell | str, **known: Any) -> Row:
    """A row; cells that are only texts stand in their order."""
    made = tuple(
        cell(one, column=number) if isinstance(one, str) else one
        for number, one in enumerate(cells)
    )
    return replace(Row(made), **known)


def table(*rows: Row, columns: tuple[float, ...] = (100.0, 100.0), **known: Any) -> Table:
    """A table."""
    return replace(Table(columns, tuple(rows)), **known)


def section(*blocks: Block, **known: Any) -> Section:
    """A section on small paper."""
    return replace(Section(tuple(blocks), PAPER), **known)


def pages_of(*blocks: Block | Section, **known: Any) -> Pages:
    """Pages of a document of blocks, or of sections."""
    sections = tuple(one for one in blocks if isinstance(one, Section))
    loose = tuple(one for one in blocks if not isinstance(one, Section))
    model = replace(
        PageModel(sections or (section(*loose),)),
        **known,
    )
    return set_pages(model, FontBook.open(), set_lines)


def standing(page: Page) -> dict[str, tuple[float, float]]:
    """Each line's text, its left edge and its upper edge."""
    return {
        mark.text: (mark.x, mark.baseline - 16.0)
        for mark in all_marks(page)
        if isinstance(mark, Glyphs)
    }


def tops(page: Page) -> dict[str, float]:
    """Each line's text and upper edge."""
    return {name: place[1] for name, place in standing(page).items()}


def names(pages: Pages) -> list[list[str]]:
    """The lines of each page, down the page."""
    return [sorted(tops(page), key=tops(page).__getitem__) for page in pages.pages]


def tables_of(page: Page) -> list[PlacedTable]:
    """The tables of a page."""
    return [block for block in page.blocks if isinstance(block, PlacedTable)]


def across(page: Page) -> list[tuple[float, float, float]]:
    """Level strokes of the tables: y, left, right, downwards."""
    strokes = [stroke for one in tables_of(page) for stroke in one.strokes]
    return sorted((one.y0, one.x0, one.x1) for one in strokes if one.y0 == one.y1)


def upright(page: Page) -> list[tuple[float, float, float]]:
    """Upright strokes of the tables: x, top, bottom, rightwards."""
    strokes: list[Stroke] = [stroke for one in tables_of(page) for stroke in one.strokes]
    return sorted((one.x0, one.y0, one.y1) for one in strokes if one.x0 == one.x1)
