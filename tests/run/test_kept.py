"""Papers packed, put away, and made papers of again, here and in other processes."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import random
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from formgen.fonts import FontBook
from formgen.layout.pages import Glyphs, Pages, PlacedPicture, all_marks
from formgen.layout.painting import PaintOptions, paint
from formgen.layout.printing import About, Printed, Printer
from formgen.problems import EnvironmentLackError
from formgen.run import kept
from formgen.run.kept import RESOLUTION, kept_papers, packed, unpacked
from tests.layout.reading.packing import png, with_picture
from tests.word.making import cell, docx, paragraph, row, table

ONE, TWO = PurePosixPath("表/01.pdf"), PurePosixPath("表/02.pdf")
TYPEFACE = "Liberation Serif"
"""Bundled; a copy of it makes a typeface of the user's own, which comes first."""
OTHER_PROCESS = """
import hashlib, sys
from pathlib import Path
from formgen.fonts import FontBook
from formgen.layout.painting import paint
from formgen.run.kept import unpacked
paper = unpacked(sys.stdin.buffer.read(), FontBook.open([Path(one) for one in sys.argv[1:]]))
print(paper.page_count, hashlib.sha256(paint(paper.pages).content).hexdigest())
"""


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer.open()


def printed(printer: Printer, text: str, picture: bytes = b"") -> Printed:
    latin = paragraph(f'<w:r><w:rPr><w:rFonts w:ascii="{TYPEFACE}"/></w:rPr><w:t>2023</w:t></w:r>')
    body = (paragraph(text), latin, table(row(cell("姓名"), cell(text)), widths=(2000, 3000)))
    content = with_picture(docx(*body), picture or png())
    return printer.print(content, About(tracking="K7QF2M9XPA"))


def laid(paper: Printed) -> Pages:
    assert paper.pages is not None
    return paper.pages


def faces_of(pages: Pages) -> set[Path]:
    marks = (mark for page in pages.pages for mark in all_marks(page))
    return {mark.face.path for mark in marks if isinstance(mark, Glyphs)}


def copied_fonts(folder: Path) -> FontBook:
    """The user's own folder with a copy of a bundled typeface."""
    folder.mkdir()
    shutil.copy(FontBook.open().stack(TYPEFACE).faces[0].path, folder / "mine.ttf")
    return FontBook.open([folder])


def in_another_process(data: bytes, *folders: Path) -> str:
    """What a new process makes of a packed paper."""
    ended = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS, *map(str, folders)],
        input=data,
        capture_output=True,
        check=True,
    )
    return ended.stdout.decode().strip()


def test_a_paper_comes_back_as_it_was(printer: Printer) -> None:
    for text in ("梁书远", "古丽娜尔·艾尔肯 2023"):
        paper = printed(printer, text)
        back = unpacked(packed(paper), printer.fonts)
        assert (back.pages, back.page_count) == (paper.pages, paper.page_count)
        assert paint(laid(back)) == paint(laid(paper))


def test_the_faces_are_the_same_objects(printer: Printer) -> None:
    """They are told apart by identity, and cut down once for all papers of a set."""
    paper = printed(printer, "梁书远")
    pages = laid(unpacked(packed(paper), printer.fonts))
    faces = [
        {mark.face for page in one.pages for mark in all_marks(page) if isinstance(mark, Glyphs)}
        for one in (laid(paper), pages)
    ]
    assert faces[0] == faces[1]
    assert len(faces[0]) > 1


def test_another_process_prints_the_same_page(printer: Printer, tmp_path: Path) -> None:
    """Also where the user's typefaces lie in another folder."""
    here, there = tmp_path / "here", tmp_path / "there"
    paper = printed(Printer(copied_fonts(here)), "梁书远")
    shutil.copytree(here, there)
    assert here / "mine.ttf" in faces_of(laid(paper))
    digest = hashlib.sha256(paint(laid(paper)).content).hexdigest()
    assert in_another_process(packed(paper), there) == f"1 {digest}"


def test_a_machine_with_other_typefaces_prints_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    data = packed(printed(Printer(copied_fonts(folder)), "梁书远"))
    assert unpacked(data, FontBook.open([folder])).page_count == 1
    with (folder / "mine.ttf").open("ab") as file:
        file.write(b"\0")
    changed = FontBook.open([shutil.copytree(folder, tmp_path / "changed")])
    for book, lacking in ((FontBook.open(), "mine"), (changed, "mine"), (None, "Noto")):
        with pytest.raises(EnvironmentLackError, match=f"没有排版时用的字体“{lacking}"):
            unpacked(data, book)


def test_a_paper_of_another_program_keeps_its_pdf_only() -> None:
    paper = Printed(b"%PDF-1.7", 3)
    assert unpacked(packed(paper), None) == paper


def test_a_photo_waits_with_the_pixels_that_are_printed(printer: Printer) -> None:
    noise = Image.frombytes("RGB", (600, 800), random.Random(1).randbytes(600 * 800 * 3))
    file = io.BytesIO()
    noise.resize((1500, 2000)).save(file, "JPEG", quality=95)
    paper = printer.print(_photo(file.getvalue()))
    data = packed(paper)
    assert len(data) * 3 < len(file.getvalue())
    back = laid(unpacked(data, printer.fonts))
    (content,) = {
        mark.picture.content
        for page in back.pages
        for mark in all_marks(page)
        if isinstance(mark, PlacedPicture)
    }
    assert Image.open(io.BytesIO(content)).size == (300, 400), "an inch wide"
    options = PaintOptions(resolution=RESOLUTION)
    assert paint(back, options) == paint(laid(paper), options)


def _photo(picture: bytes) -> bytes:
    """A document with a photo one inch wide."""
    extent = 'cx="914400" cy="1219200"'
    inner = (
        '<pic:pic><pic:blipFill><a:blip r:embed="pic1"/></pic:blipFill>'
        f"<pic:spPr><a:xfrm><a:ext {extent}/></a:xfrm></pic:spPr></pic:pic>"
    )
    graphic = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
    inline = f"<wp:inline><wp:extent {extent}/>{graphic}</wp:inline>"
    drawing = f"<w:r><w:drawing>{inline}</w:drawing></w:r>"
    return with_picture(docx(paragraph(drawing)), picture, "a.jpg")


class _Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


def test_only_laid_out_pages_are_unpacked() -> None:
    for data in (pickle.dumps(_Bomb()), pickle.dumps((1, (), b"", (_Bomb(),)))):
        with pytest.raises(pickle.UnpicklingError, match="a packed paper has no"):
            unpacked(data, None)


@pytest.mark.parametrize("in_memory", [1, 2**20])
def test_papers_are_kept_by_their_path(monkeypatch: pytest.MonkeyPatch, in_memory: int) -> None:
    monkeypatch.setattr(kept, "_IN_MEMORY", in_memory)
    with kept_papers() as papers:
        papers.keep(ONE, b"first")
        papers.keep(TWO, b"second")
        assert (list(papers), len(papers)) == ([ONE, TWO], 2)
        assert [papers[path] for path in (TWO, ONE, TWO)] == [b"second", b"first", b"second"]
        assert PurePosixPath("表/03.pdf") not in papers
        with pytest.raises(KeyError):
            papers[PurePosixPath("表/03.pdf")]
