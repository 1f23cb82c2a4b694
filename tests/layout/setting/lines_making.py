"""Paragraphs of the page model in few words, and what setting made of them."""

from collections.abc import Iterator
from functools import cache

from formgen.fonts import FontBook
from formgen.layout.model import (
    Grid,
    Inline,
    InlinePicture,
    Paragraph,
    ParagraphLook,
    Picture,
    RunLook,
    Tab,
    Text,
)
from formgen.layout.pages import Glyphs
from formgen.layout.setting.context import Context
from formgen.layout.setting.line import Line, SetParagraph
from formgen.layout.setting.lines import set_paragraph

FANGSONG = RunLook(latin="仿宋_GB2312", east_asian="仿宋_GB2312", east_asian_hint=True, size=16.0)
"""16 pt; each Chinese character of the bundled face is one em wide, a line 1.2 em high."""
LEFT = ParagraphLook(alignment="left")
SINGLE = 19.2
ASCENT = 17.28
OFFICIAL = Grid("lines", line_pitch=28.95)


@cache
def book() -> FontBook:
    """The bundled faces, opened once."""
    return FontBook.open()


def context(grid: Grid | None = None, default_tab: float = 36.0) -> Context:
    return Context(book(), grid or Grid(), default_tab)


def paragraph(
    *content: str | Inline, look: ParagraphLook = LEFT, run: RunLook = FANGSONG
) -> Paragraph:
    """A paragraph; tabs in a string become tab characters."""
    items: list[Inline] = []
    for piece in content:
        items.extend(_inlines(piece, run) if isinstance(piece, str) else [piece])
    return Paragraph(look, tuple(items), run, source="正文第1段")


def _inlines(text: str, run: RunLook) -> Iterator[Inline]:
    for number, part in enumerate(text.split("\t")):
        if number:
            yield Tab(run)
        if part:
            yield Text(part, run)


def picture(width: float, height: float) -> InlinePicture:
    return InlinePicture(Picture(b"not looked at", width, height), FANGSONG)


def made(
    *content: str | Inline,
    look: ParagraphLook = LEFT,
    run: RunLook = FANGSONG,
    width: float = 165.0,
    grid: Grid | None = None,
) -> SetParagraph:
    return set_paragraph(paragraph(*content, look=look, run=run), width, context(grid))


def glyphs(line: Line) -> list[Glyphs]:
    return [mark for mark in line.marks if isinstance(mark, Glyphs)]


def text_of(line: Line) -> str:
    return "".join(mark.text for mark in glyphs(line))


def texts(result: SetParagraph) -> list[str]:
    return [text_of(line).strip(" ") for line in result.lines]


def places(line: Line) -> list[tuple[str, float]]:
    """Every character that prints with its left edge."""
    found = []
    for mark in glyphs(line):
        x = mark.x
        for character in mark.text:
            if not character.isspace():
                found.append((character, round(x, 6)))
            x += mark.face.advances[ord(character)] * mark.size * mark.width_scale + mark.spacing
    return found


def starts(line: Line) -> list[float]:
    return [x for _, x in places(line)]
