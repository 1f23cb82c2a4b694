"""Papers put away and asked for again."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from formgen.layout.pages import Glyphs, all_marks
from formgen.layout.painting import paint
from formgen.layout.printing import About, Printed, Printer
from formgen.run import kept
from formgen.run.kept import kept_papers
from tests.layout.reading.packing import png, with_picture
from tests.word.making import cell, docx, paragraph, row, table

ONE, TWO = PurePosixPath("表/01.pdf"), PurePosixPath("表/02.pdf")


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer.open()


def printed(printer: Printer, text: str) -> Printed:
    body = (paragraph(text), table(row(cell("姓名"), cell(text)), widths=(2000, 3000)))
    return printer.print(with_picture(docx(*body), png()), About(tracking="K7QF2M9XPA"))


@pytest.mark.parametrize("in_memory", [0, 2**20])
def test_a_paper_comes_back_as_it_was(
    printer: Printer, monkeypatch: pytest.MonkeyPatch, in_memory: int
) -> None:
    monkeypatch.setattr(kept, "_IN_MEMORY", in_memory)
    first, second = printed(printer, "梁书远"), printed(printer, "古丽娜尔·艾尔肯 2023")
    with kept_papers() as papers:
        papers.keep(ONE, first)
        papers.keep(TWO, second)
        assert (list(papers), len(papers)) == ([ONE, TWO], 2)
        for path, paper in ((TWO, second), (ONE, first), (TWO, second)):
            back = papers[path]
            assert (back.pages, back.page_count) == (paper.pages, paper.page_count)
            assert back.pages is not None and paper.pages is not None
            assert paint(back.pages) == paint(paper.pages)


def test_the_faces_are_the_same_objects(printer: Printer) -> None:
    """They are told apart by identity, and cut down once for all papers of a set."""
    paper = printed(printer, "梁书远")
    assert paper.pages is not None
    with kept_papers() as papers:
        papers.keep(ONE, paper)
        pages = papers[ONE].pages
    assert pages is not None
    faces = [
        {mark.face for page in one.pages for mark in all_marks(page) if isinstance(mark, Glyphs)}
        for one in (paper.pages, pages)
    ]
    assert faces[0] == faces[1] != set()


def test_a_paper_of_another_program_keeps_its_pdf_only() -> None:
    with kept_papers() as papers:
        papers.keep(ONE, Printed(b"%PDF-1.7", 3))
        assert papers[ONE] == Printed(b"%PDF-1.7", 3)
        assert TWO not in papers
        with pytest.raises(KeyError):
            papers[TWO]
