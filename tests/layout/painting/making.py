"""Short words for pages, and other programs' readings of the PDF made from them."""

from __future__ import annotations

import io
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader

from formgen.fonts import Face, FontBook
from formgen.layout.model import Properties
from formgen.layout.pages import Glyphs, Mark, Page, Pages, PlacedBlock, PlacedParagraph
from formgen.layout.painting import PaintOptions, paint

WIDTH, HEIGHT = 300.0, 200.0


@cache
def book() -> FontBook:
    return FontBook.open()


def face(name: str = "仿宋", character: str = "中") -> Face:
    found = book().stack(name).face_of(character)
    assert found is not None
    return found


def glyphs(text: str, x: float = 20, baseline: float = 40, **changes: Any) -> Glyphs:
    """A piece of text, its width reckoned as setting does."""
    values = {"face": face(), "size": 12.0, "spacing": 0.0, "width_scale": 1.0, **changes}
    chosen = values["face"]
    width = sum(chosen.advances.get(ord(c), 1) for c in text) * values["size"]
    width = width * values["width_scale"] + len(text) * values["spacing"]
    return Glyphs(x=x, baseline=baseline, text=text, width=width, **values)


def paragraph(*marks: Mark, **changes: Any) -> PlacedParagraph:
    return PlacedParagraph(marks, **changes)


def one_page(*blocks: PlacedBlock, **changes: Any) -> Pages:
    return Pages((Page(WIDTH, HEIGHT, blocks, **changes),), Properties())


def painted(pages: Pages, **options: Any) -> bytes:
    """The PDF, which must come without warnings."""
    result = paint(pages, PaintOptions(**options))
    assert result.warnings == ()
    return result.content


def marks_painted(*marks: Mark) -> bytes:
    return painted(one_page(paragraph(*marks)))


def reader(content: bytes) -> Any:
    """pypdf's reading; untyped, because its types say "some object" of every entry."""
    return PdfReader(io.BytesIO(content), strict=True)


def poppler(tool: str, content: bytes, folder: Path, *options: str) -> str:
    """What one of poppler's tools writes; it must have nothing to complain about."""
    path = folder / "page.pdf"
    path.write_bytes(content)
    command = [tool, *options, str(path)] + (["-"] if tool == "pdftotext" else [])
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def text_of(content: bytes, folder: Path) -> list[str]:
    """The lines pdftotext reads, in the order of the content stream."""
    return poppler("pdftotext", content, folder, "-raw").strip("\n\f").split("\n")


def words_of(content: bytes, folder: Path) -> dict[str, tuple[float, float, float, float]]:
    """Words and their boxes: left, top, right, bottom."""
    found = re.findall(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>',
        poppler("pdftotext", content, folder, "-bbox"),
    )
    return {word: (float(a), float(b), float(c), float(d)) for a, b, c, d, word in found}


def picture_of(content: bytes, folder: Path) -> Image.Image:
    """The first page as poppler draws it, four pixels a point."""
    path = folder / "page.pdf"
    path.write_bytes(content)
    drawn = subprocess.run(
        ["pdftoppm", "-r", "288", "-singlefile", "-png", path], capture_output=True, check=True
    )
    return Image.open(io.BytesIO(drawn.stdout)).convert("RGB")


def pixel(image: Image.Image, x: float, y: float) -> tuple[int, int, int]:
    """The colour at a place in points."""
    value = image.getpixel((round(x * 4), round(y * 4)))
    assert isinstance(value, tuple)
    red, green, blue = value
    return red, green, blue


def ink(image: Image.Image, box: tuple[float, float, float, float]) -> float:
    """How much of a box, in points, is black: 0 to 1."""
    part = image.crop(tuple(round(edge * 4) for edge in box)).convert("L")  # type: ignore[arg-type]  # four ints
    values = part.tobytes()
    return 1 - sum(values) / len(values) / 255


def ink_box(image: Image.Image) -> tuple[float, float, float, float]:
    """The box round everything drawn, in points."""
    box = image.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = box
    return left / 4, top / 4, right / 4, bottom / 4


def operators_of(content: bytes) -> str:
    """The first page's content stream."""
    stream = reader(content).pages[0].get_contents()
    data: bytes = stream.get_data()
    return data.decode("ascii")
