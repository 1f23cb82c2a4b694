"""The file as a whole: what it says of itself, where it leads, and that it is always the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf.generic import DictionaryObject

from formgen.layout.model import Picture, Properties
from formgen.layout.pages import (
    Fill,
    Page,
    Pages,
    PlacedBlock,
    PlacedCell,
    PlacedParagraph,
    PlacedPicture,
    PlacedTable,
    Stroke,
)
from formgen.layout.painting import PaintOptions, paint
from tests.layout.painting.making import (
    HEIGHT,
    WIDTH,
    face,
    glyphs,
    marks_painted,
    one_page,
    operators_of,
    painted,
    paragraph,
    reader,
    text_of,
)
from tests.layout.painting.test_shapes import file_of, quarters

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PROPERTIES = Properties("推荐表", "徐州市委网信办", "评选", "网民；好网民", "form:990101", "zh-CN")


def heading(label: str, level: int = 0, y: float = 20) -> PlacedParagraph:
    return paragraph(glyphs(label, baseline=y + 12), outline_level=level, label=label, y=y)


def pages_of(*pages: tuple[PlacedBlock, ...], properties: Properties = PROPERTIES) -> Pages:
    return Pages(tuple(Page(WIDTH, HEIGHT, blocks) for blocks in pages), properties)


def cell_of(text: str, row: int, column: int) -> PlacedCell:
    x, y = 20 + 60 * column, 60 + 20 * row
    inner = paragraph(glyphs(text, x + 2, y + 15))
    return PlacedCell(x, y, 60, 20, (inner,), row, column, header=row == 0)


def form() -> Pages:
    """Two pages with everything on them."""
    photo = Picture(file_of(quarters(), "JPEG"), 40, 40, alt="证件照")
    cells = tuple(
        cell_of(text, row, column)
        for row, column, text in ((0, 0, "姓名"), (0, 1, "单位"), (1, 0, "张三"), (1, 1, "睢宁县"))
    )
    table = PlacedTable(cells, (Fill(20, 60, 120, 20, "#eeeeee"),), (Stroke(20, 80, 140, 80, 0.5),))
    header = paragraph(glyphs("徐州", 200, 10), Stroke(20, 12, 280, 12, 0.5), artifact=True)
    linked = paragraph(glyphs("见", 20, 120), glyphs("公告", 32, 120, link="https://example.com/a"))
    rare = paragraph(glyphs("𠮷", 20, 140, face=face("仿宋", "𠮷")), PlacedPicture(200, 60, photo))
    first = (header, heading("推荐表"), table, linked, rare)
    return pages_of(first, (heading("一、事迹", 1), paragraph(glyphs("正文", 20, 60))))


def test_a_page_has_its_size() -> None:
    page = reader(painted(one_page())).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (WIDTH, HEIGHT)


def test_pages_may_differ_in_size() -> None:
    pages = Pages((Page(200, 300, ()), Page(300.35, 200, ())), Properties())
    sizes = [
        (float(p.mediabox.width), float(p.mediabox.height)) for p in reader(painted(pages)).pages
    ]
    assert sizes == [(200, 300), (300.35, 200)]


def test_the_file_says_what_the_document_says() -> None:
    information = reader(painted(form())).metadata
    assert dict(information) == {
        "/Title": "推荐表",
        "/Author": "徐州市委网信办",
        "/Subject": "评选",
        "/Keywords": "网民；好网民",
        "/Identifier": "form:990101",
        "/Creator": "formgen",
        "/Producer": information.producer,
    }
    assert reader(painted(form())).root_object["/Lang"] == "zh-CN"


def test_headings_of_a_longer_document_are_bookmarks() -> None:
    outline = reader(painted(form())).outline
    assert [entry["/Title"] for entry in (outline[0], outline[1][0])] == ["推荐表", "一、事迹"]
    opened = reader(painted(form()))
    assert [
        opened.get_destination_page_number(entry)
        for entry in (opened.outline[0], opened.outline[1][0])
    ] == [0, 1]
    assert float(opened.outline[0]["/Top"]) == HEIGHT - 20


def test_a_single_page_needs_three_headings_for_bookmarks() -> None:
    two = (heading("一"), heading("二", y=60))
    assert reader(painted(pages_of(two))).outline == []
    assert len(reader(painted(pages_of((*two, heading("三", y=100))))).outline) == 3


def test_headings_in_cells_are_bookmarks_and_those_in_headers_are_not() -> None:
    inside = PlacedTable((PlacedCell(20, 20, 100, 20, (heading("格"),), 0, 0),), (), ())
    outside = paragraph(glyphs("眉"), outline_level=0, label="眉", artifact=True)
    outline = reader(painted(pages_of((inside, outside), ()))).outline
    assert [entry["/Title"] for entry in outline] == ["格"]


def links_of(content: bytes) -> list[tuple[str, list[float]]]:
    annotations = reader(content).pages[0].get("/Annots") or []
    entries = [entry.get_object() for entry in annotations]
    return [(entry["/A"]["/URI"], [float(v) for v in entry["/Rect"]]) for entry in entries]


def test_a_link_covers_its_words() -> None:
    first = glyphs("见", 20, 100, link="http://例子.cn/甲?a=1&b=%20")
    rest = glyphs("公告", 32, 100, link=first.link)
    ((target, box),) = links_of(marks_painted(first, rest, glyphs("后", 56, 100)))
    assert target == "http://%E4%BE%8B%E5%AD%90.cn/%E7%94%B2?a=1&b=%20"
    descent, ascent = 12 * face().descent, 12 * face().ascent
    assert box == pytest.approx([20, HEIGHT - 100 - descent, 56, HEIGHT - 100 + ascent])


def test_two_links_side_by_side_stay_two() -> None:
    left = glyphs("甲", 20, link="https://example.com/1")
    right = glyphs("乙", 32, link="https://example.com/2")
    assert [target[-1] for target, _ in links_of(marks_painted(left, right))] == ["1", "2"]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "#书签", "http://[", ""]
)
def test_links_that_lead_nowhere_safe_are_only_text(tmp_path: Path, link: str) -> None:
    content = marks_painted(glyphs("文字", link=link))
    assert links_of(content) == []
    assert text_of(content, tmp_path) == ["文字"]


def test_a_link_in_a_header_works() -> None:
    block = paragraph(glyphs("网址", link="https://example.com/"), artifact=True)
    assert len(links_of(painted(one_page(block)))) == 1


def test_equal_input_gives_equal_bytes() -> None:
    assert painted(form()) == painted(form())


SCRIPT = """
import sys
from tests.layout.painting.test_document import form
from formgen.layout.painting import PaintOptions, paint
for variant in ("", "pdf/a-2b", "pdf/ua-1"):
    sys.stdout.buffer.write(paint(form(), PaintOptions(variant)).content)
"""


def test_another_process_gives_equal_bytes_and_leaves_nothing_behind(tmp_path: Path) -> None:
    outputs = set()
    for seed in ("1", "2"):
        environment = {
            **os.environ, "PYTHONHASHSEED": seed, "TMPDIR": str(tmp_path),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True
        )
        assert done.stderr == b""
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs.pop().startswith(b"%PDF-1.7")
    assert list(tmp_path.iterdir()) == []


def test_streams_are_packed_and_small() -> None:
    content = painted(form())
    assert len(content) < 40_000
    opened = reader(content)
    for number in range(1, int(opened.trailer["/Size"])):
        thing: Any = opened.get_object(number)
        if hasattr(thing, "get_data") and thing.get("/Type") != "/Metadata":
            assert thing.get("/Filter") in {"/FlateDecode", "/DCTDecode"}


def metadata_of(content: bytes) -> ET.Element:
    return ET.fromstring(reader(content).root_object["/Metadata"].get_object().get_data())


@pytest.mark.parametrize(("variant", "part"), [("pdf/a-2b", "2"), ("pdf/a-3b", "3")])
def test_an_archive_copy_has_what_pdf_a_demands(variant: str, part: str) -> None:
    content = painted(form(), variant=variant)
    opened = reader(content)
    root = opened.root_object
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object()["/N"] == 3
    described = [e.attrib for e in metadata_of(content).iter(f"{RDF}Description")]
    name = "{http://www.aiim.org/pdfa/ns/id/}"
    assert any(
        a.get(f"{name}part") == part and a.get(f"{name}conformance") == "B" for a in described
    )
    assert opened.trailer["/ID"]
    assert "/Encrypt" not in opened.trailer
    flags = [e.get_object()["/F"] for e in opened.pages[0]["/Annots"]]
    assert flags == [4]  # printed, and neither hidden nor invisible
    for entry in opened.pages[0]["/Resources"]["/XObject"].values():
        assert "/Interpolate" not in entry.get_object()
    for font in opened.pages[0]["/Resources"]["/Font"].values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert "/ToUnicode" in font.get_object()


def elements(node: Any) -> Iterator[Any]:
    """Every element under a node, in reading order."""
    for kid in node["/K"]:
        inner = kid.get_object()
        if isinstance(inner, DictionaryObject) and "/S" in inner:
            yield inner
            yield from elements(inner)


def tags(content: bytes) -> list[str]:
    root: Any = reader(content).root_object["/StructTreeRoot"]
    return [element["/S"][1:] for element in elements(root)]


def test_tags_follow_the_document() -> None:
    assert tags(painted(form(), variant="pdf/ua-1")) == [
        "Document",
        "H1",
        "Table", "TR", "TH", "P", "TH", "P", "TR", "TD", "P", "TD", "P",
        "P", "Link",
        "P", "Figure",
        "H2", "P",
    ]  # fmt: skip


def test_a_tagged_file_has_what_pdf_ua_demands() -> None:
    content = painted(form(), variant="pdf/ua-1")
    opened = reader(content)
    root: Any = opened.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "zh-CN"
    described = [e.attrib for e in metadata_of(content).iter(f"{RDF}Description")]
    assert any(a.get("{http://www.aiim.org/pdfua/ns/id/}part") == "1" for a in described)
    assert [page["/Tabs"] for page in opened.pages] == ["/S", "/S"]
    (link,) = opened.pages[0]["/Annots"]
    assert link.get_object()["/Contents"]
    found: dict[str, Any] = {e["/S"]: e for e in elements(root["/StructTreeRoot"])}
    assert found["/Figure"]["/Alt"] == "证件照"
    assert found["/TH"]["/A"]["/Scope"] == "/Column"
    assert found["/Link"]["/K"][1].get_object()["/Obj"].get_object() == link.get_object()


def test_everything_painted_is_tagged_or_marked_as_decoration() -> None:
    content = painted(form(), variant="pdf/ua-1")
    depth = 0
    marks = re.findall(r"(BDC|BMC|EMC|Tj|\bS\b|\bf\b|Do)(?=\s|$)", operators_of(content))
    assert {"BDC", "BMC", "Tj", "S", "f", "Do"} <= set(marks)
    for mark in marks:
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(mark, 0)
        assert depth > 0 or mark == "EMC"
    assert depth == 0


def test_marked_content_leads_back_to_its_element() -> None:
    content = painted(form(), variant="pdf/ua-1")
    opened = reader(content)
    tree: Any = opened.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    numbers = dict(zip(tree[::2], (e.get_object() for e in tree[1::2]), strict=True))
    for page in opened.pages:
        stream: Any = page.get_contents()
        used = [int(n) for n in re.findall(r"/MCID (\d+)", stream.get_data().decode())]
        owners = numbers[page["/StructParents"]]
        assert used == list(range(len(owners)))
        assert all(n in owner.get_object()["/K"] for n, owner in zip(used, owners, strict=True))
    link: Any = opened.pages[0]["/Annots"]
    assert numbers[link[0].get_object()["/StructParent"]]["/S"] == "/Link"


def test_spans_of_cells_end_with_the_page() -> None:
    cell = PlacedCell(20, 20, 60, 20, (), 3, 0, row_span=9, column_span=2)
    below = PlacedCell(20, 40, 60, 20, (), 4, 0)
    content = painted(one_page(PlacedTable((cell, below), (), ())), variant="pdf/ua-1")
    root: Any = reader(content).root_object["/StructTreeRoot"]
    spans = [dict(e["/A"]) for e in elements(root) if "/A" in e]
    assert spans == [{"/O": "/Table", "/RowSpan": 2, "/ColSpan": 2}]


def test_a_tagged_file_without_title_takes_its_first_heading() -> None:
    pages = pages_of((heading("推荐表"),), properties=Properties())
    information = reader(painted(pages, variant="pdf/ua-1")).metadata
    assert information.title == "推荐表"


def test_no_text_of_a_tagged_file_differs_from_the_plain_one(tmp_path: Path) -> None:
    plain = text_of(painted(form()), tmp_path)
    assert "推荐表" in plain
    for variant in ("pdf/a-2b", "pdf/ua-1"):
        assert text_of(painted(form(), variant=variant), tmp_path) == plain


def test_floating_objects_lie_under_and_over_the_text(tmp_path: Path) -> None:
    pages = one_page(
        paragraph(glyphs("中间")), under=(glyphs("底下", 80),), over=(glyphs("上面", 140),)
    )
    assert "".join(text_of(painted(pages), tmp_path)).replace(" ", "") == "底下中间上面"
    assert tags(painted(pages, variant="pdf/ua-1")) == ["Document", "P", "P", "P"]


def test_warnings_are_empty_for_a_sound_document() -> None:
    assert paint(form(), PaintOptions()).warnings == ()
