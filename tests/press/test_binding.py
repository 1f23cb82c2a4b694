"""What a bound set is as a file: its size, what it says of itself, how it asks to be printed."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfWriter
from pypdf.annotations import Link

from formgen.layout.model import Properties
from formgen.layout.pages import Page, Pages
from formgen.layout.painting import paint
from formgen.press.binding import SetAbout, bind
from formgen.press.imposition import Paper, impose
from tests.layout.painting.making import glyphs, paragraph
from tests.press.making import (
    ABOUT,
    LANDSCAPE,
    Leaf,
    bound,
    index_leaves,
    leaves_of,
    reader,
    source,
    texts,
)

FORM = Paper("梁书远", "申报表", 3, True, 1, "1")
LIST = Paper("泉屏区委网信办", "推荐汇总表", 1, False)


def form_set() -> bytes:
    imposition = impose([FORM, LIST], 1)
    return bound(imposition, [leaves_of(0, FORM), leaves_of(1, LIST, size=LANDSCAPE)])


def test_other_readers_see_the_same_set(tmp_path: Path) -> None:
    read = pypdfium2.PdfDocument(form_set())
    assert [page.get_textpage().get_text_range() for page in read] == [
        "index page 1", "", "paper 0 page 1", "paper 0 page 2", "paper 0 page 3", "",
        "paper 1 page 1", "",
    ]  # fmt: skip
    assert [read.get_page_label(number) for number in range(8)] == [
        "目录1", "空白", "3", "4", "5", "空白", "7", "空白",
    ]  # fmt: skip
    assert [
        (mark.level, mark.get_title(), mark.get_dest().get_index(), mark.get_count())
        for mark in read.get_toc()
    ] == [
        (0, "目录", 0, 0),
        (0, "1 梁书远", 2, -1),
        (1, "申报表", 2, 0),
        (0, "推荐汇总表　泉屏区委网信办", 6, 0),
    ]
    assert read[7].get_size() == LANDSCAPE
    path = tmp_path / "set.pdf"
    path.write_bytes(form_set())
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    assert said.stderr == ""
    assert re.search(r"^Pages: +8$", said.stdout, re.MULTILINE)
    assert "CreationDate" not in said.stdout


def test_equal_input_gives_equal_bytes() -> None:
    assert form_set() == form_set()


def test_a_set_says_what_it_is() -> None:
    read = reader(form_set())
    assert read.metadata.title == "泉屏区委网信办"
    assert read.metadata.author == "中共徐州市委网络安全和信息化委员会办公室"
    assert read.root_object["/Lang"] == "zh-CN"
    assert read.page_mode == "/UseOutlines"
    assert read.viewer_preferences.print_scaling == "/None"


def test_an_author_nobody_named_is_not_said() -> None:
    imposition = impose([LIST], 0)
    content = bind(imposition, [(0, 0)], [source(leaves_of(0, LIST))], b"", SetAbout("册"))
    assert "/Author" not in reader(content).metadata


@pytest.mark.parametrize(
    ("duplex", "sizes", "printed"),
    [
        (False, ["portrait"], "/Simplex"),
        (False, ["landscape"], "/Simplex"),
        (True, ["portrait"], "/DuplexFlipLongEdge"),
        (True, ["portrait", "landscape"], "/DuplexFlipLongEdge"),
        (True, ["landscape"], "/DuplexFlipShortEdge"),
        (True, ["turned"], "/DuplexFlipShortEdge"),
    ],
)
def test_the_print_dialog_starts_with_the_right_sides(
    duplex: bool, sizes: list[str], printed: str
) -> None:
    looks: dict[str, dict[str, Any]] = {
        "portrait": {},
        "landscape": {"size": LANDSCAPE},
        "turned": {"rotation": 90},
    }
    papers = [Paper(size, "证书", 2, duplex) for size in sizes]
    leaves = [leaves_of(n, p, **looks[p.subject]) for n, p in enumerate(papers)]
    read = reader(bound(impose(papers, 0), leaves))
    assert read.viewer_preferences.duplex == printed


@pytest.mark.parametrize(
    ("version", "header"), [(b"1.4", "%PDF-1.7"), (b"1.7", "%PDF-1.7"), (b"2.0", "%PDF-2.0")]
)
def test_the_version_is_never_lowered(version: bytes, header: str) -> None:
    content = bind(impose([LIST], 0), [(0, 0)], [source(leaves_of(0, LIST), version)], b"", ABOUT)
    assert reader(content).pdf_header == header


def test_copies_share_all_but_the_page() -> None:
    ballast = Random(1).randbytes(20_000)
    sizes = []
    for copies in (1, 50):
        paper = Paper("梁书远", "申报表", 1, False, copies, "1")
        content = bound(impose([paper], 0), [leaves_of(0, paper, ballast=ballast)])
        assert texts(reader(content)) == ["paper 0 page 1"] * copies
        assert len(re.findall(rb"/BaseFont /Helvetica", content)) == 1
        sizes.append(len(content))
    assert sizes[1] - sizes[0] < 49 * 300


def test_typefaces_painted_once_are_kept_once(tmp_path: Path) -> None:
    pages = [
        Page(300, 200, (paragraph(glyphs(text)),)) for text in ("梁书远申报表", "赵明轩申报表")
    ]
    body = paint(Pages(tuple(pages), Properties())).content
    papers = [Paper(name, "申报表", 1, True, 2, str(n)) for n, name in enumerate("梁赵", 1)]
    content = bind(impose(papers, 0), [(0, 0), (0, 1)], [body], b"", ABOUT)
    assert content.count(b"/FontFile3") == body.count(b"/FontFile3") == 1
    read = pypdfium2.PdfDocument(content)
    assert [page.get_textpage().get_text_range() for page in read] == [
        "梁书远申报表", "", "梁书远申报表", "", "赵明轩申报表", "", "赵明轩申报表", "",
    ]  # fmt: skip


def test_web_links_are_kept_and_nothing_else_that_points_out_of_the_page() -> None:
    leaves = [
        Leaf("paper 0 page 1", link="https://example.com/"),
        Leaf("paper 0 page 2"),
        Leaf("behind the paper"),
    ]
    writer = PdfWriter(clone_from=io.BytesIO(source(leaves)))
    writer.add_outline_item(title="旧书签", page_number=0)
    for page in (0, 1):
        writer.add_annotation(page, Link(rect=(10, 10, 20, 20), target_page_index=2))
    body = io.BytesIO()
    writer.write(body)
    paper = Paper("梁书远", "申报表", 2, False, 2, "1")
    content = bind(impose([paper], 0), [(0, 0)], [body.getvalue()], b"", ABOUT)
    assert b"behind the paper" in body.getvalue()
    assert b"behind the paper" not in content
    pages = reader(content).pages
    assert ["/Annots" in page for page in pages] == [True, False, True, False]
    for page in (pages[0], pages[2]):
        (link,) = page["/Annots"]
        assert link["/A"]["/URI"] == "https://example.com/"
        assert link["/Rect"] == [50, 50, 90, 70]
    assert "旧书签" not in str(reader(content).outline)


def test_papers_come_from_where_they_stand() -> None:
    papers = [Paper(name, "申报表", 2, False, 1, name) for name in "甲乙"]
    sources = [source(leaves_of(1, papers[1])), source([Leaf("x"), *leaves_of(0, papers[0])])]
    content = bind(impose(papers, 0), [(1, 1), (0, 0)], sources, b"", ABOUT)
    assert texts(reader(content)) == [
        "paper 0 page 1", "paper 0 page 2", "paper 1 page 1", "paper 1 page 2",
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "fits"), [(-5, False), (0, True), (2, True), (3, False)])
def test_a_paper_that_is_not_in_its_source_is_refused(first: int, fits: bool) -> None:
    body = source([Leaf(f"leaf {number}") for number in range(5)])
    if fits:
        read = reader(bind(impose([FORM], 0), [(0, first)], [body], b"", ABOUT))
        assert texts(read)[0] == f"leaf {first}"
        return
    with pytest.raises(ValueError, match="no 3 pages"):
        bind(impose([FORM], 0), [(0, first)], [body], b"", ABOUT)


@pytest.mark.parametrize("pages", [0, 2])
def test_an_index_of_other_length_is_refused(pages: int) -> None:
    index = source(index_leaves(pages)) if pages else b""
    with pytest.raises(ValueError, match="imposed 1"):
        bind(impose([FORM], 1), [(0, 0)], [source(leaves_of(0, FORM))], index, ABOUT)


def test_no_papers_make_no_pdf() -> None:
    assert bind(impose([], 1), [], [], b"", ABOUT) == b""
