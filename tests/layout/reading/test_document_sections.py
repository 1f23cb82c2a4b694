"""Sections, headers, settings, properties, and what is no Word file."""

from __future__ import annotations

import io
import zipfile

import pytest

from formgen.layout.model import PageModel, Paragraph
from formgen.layout.reading import read_document
from formgen.ooxml import PackageError
from tests.layout.reading.packing import (
    Link,
    constructs,
    model,
    packed,
    text_of,
    with_settings,
    zipped,
)
from tests.word.making import A4, docx, paragraph


def _section(inner: str, margins: str = "") -> str:
    return (
        f'<w:sectPr>{inner}<w:pgSz w:w="11900" w:h="16840"/><w:pgMar w:top="1400" w:right="1200" '
        f'w:bottom="1000" w:left="800" w:header="600" w:footer="400" {margins}/></w:sectPr>'
    )


def _with(inner: str) -> PageModel:
    return model("甲", section=_section("").replace("</w:sectPr>", f"{inner}</w:sectPr>"))


def _reference(name: str, identity: str, kind: str = "default") -> str:
    return f'<w:{name}Reference w:type="{kind}" r:id="{identity}"/>'


def test_paper_and_margins() -> None:
    page = model("甲", section=_section("", 'w:gutter="100"')).sections[0].page
    assert (page.width, page.height) == (595.0, 842.0)
    margins = page.margins
    assert (margins.top, margins.right, margins.bottom, margins.left) == (70.0, 60.0, 50.0, 45.0)
    assert (page.header, page.footer) == (30.0, 20.0)


def test_margins_that_leave_no_room_are_cut() -> None:
    wide = (
        '<w:sectPr><w:pgSz w:w="2000" w:h="2000"/><w:pgMar w:left="9000" w:right="9000"/>'
        "</w:sectPr>"
    )
    page = model("甲", section=wide).sections[0].page
    assert page.margins.left + page.margins.right <= 90.0 + 1e-6


def test_gutter_at_the_top_and_mirrored_margins() -> None:
    content = docx("甲", section=_section("", 'w:gutter="100"'))
    found = read_document(with_settings(content, "<w:gutterAtTop/><w:mirrorMargins/>"))
    assert found.sections[0].page.margins.top == 75.0
    assert constructs(found) == {"对称页边距"}


def test_grids() -> None:
    lines = _with('<w:docGrid w:type="lines" w:linePitch="312"/>').sections[0].grid
    assert (lines.kind, lines.line_pitch, lines.char_pitch) == ("lines", 15.6, 0.0)
    both = (
        _with('<w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="-2048"/>')
        .sections[0]
        .grid
    )
    assert both.kind == "lines_and_chars"
    assert both.char_pitch == pytest.approx(10.0 - 0.5)
    assert _with('<w:docGrid w:linePitch="312"/>').sections[0].grid.kind == "none"


def test_lines_are_counted_by_the_sections_grid() -> None:
    spaced = paragraph("甲", properties='<w:spacing w:beforeLines="100"/>')
    grid = A4.replace("</w:sectPr>", '<w:docGrid w:type="lines" w:linePitch="400"/></w:sectPr>')
    for section, expected in ((grid, 20.0), (A4, 12.0)):
        block = model(spaced, section=section).sections[0].blocks[0]
        assert isinstance(block, Paragraph)
        assert block.look.space_before == expected


def test_page_numbers_columns_and_alignment() -> None:
    section = _with(
        '<w:pgNumType w:start="5" w:fmt="lowerRoman"/><w:cols w:num="2" w:space="400"/>'
        '<w:vAlign w:val="center"/><w:titlePg/><w:type w:val="evenPage"/>'
    ).sections[0]
    assert (section.first_page_number, section.page_number_format) == (5, "lowerRoman")
    assert (section.columns, section.column_space) == (2, 20.0)
    assert (section.vertical_align, section.title_page, section.start) == (
        "center",
        True,
        "even_page",
    )


def test_page_borders_are_measured_from_the_text() -> None:
    edge = '<w:left w:val="single" w:sz="8" w:space="24"/>'
    page = _with(f'<w:pgBorders w:offsetFrom="page">{edge}</w:pgBorders>').sections[0].page
    assert page.borders.left is not None
    assert page.borders.left.space == 40.0 - 24.0 - 1.0
    text = _with(f"<w:pgBorders>{edge}</w:pgBorders>").sections[0].page.borders
    assert text.left is not None
    assert (text.left.space, text.top) == (24.0, None)


@pytest.mark.parametrize(
    ("inner", "construct"),
    [
        ('<w:textDirection w:val="tbRl"/>', "竖排的页面"),
        ('<w:lnNumType w:countBy="1"/>', "行号"),
        (
            '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="100"/><w:col w:w="300"/></w:cols>',
            "不等宽的分栏",
        ),
        ('<w:cols w:num="2" w:sep="1"/>', "分栏线"),
        ('<w:pgBorders><w:top w:val="apples" w:sz="8"/></w:pgBorders>', "艺术型页面边框"),
        (
            '<w:pgBorders w:display="firstPage"><w:top w:val="single" w:sz="8"/></w:pgBorders>',
            "只在部分页上的页面边框",
        ),
    ],
)
def test_what_of_a_page_is_not_printed(inner: str, construct: str) -> None:
    assert constructs(_with(inner)) == {construct}


def test_sections_inherit_headers_and_number_places_on() -> None:
    first = _section(
        _reference("header", "header1")
        + _reference("header", "header3", "even")
        + _reference("footer", "footer1", "first")
    )
    second = _section(_reference("header", "header2") + '<w:type w:val="continuous"/>')
    found = read_document(
        docx(
            paragraph("甲", properties=first),
            "乙",
            section=second,
            parts={
                "header1": paragraph("眉一"),
                "header2": paragraph("眉二"),
                "header3": paragraph("双页眉"),
                "footer1": paragraph("脚"),
            },
        )
    )
    one, two = found.sections
    assert [text_of(part.blocks) for part in found.sections] == [["甲"], ["乙"]]
    assert [text_of(part.headers["default"]) for part in found.sections] == [["眉一"], ["眉二"]]
    assert text_of(two.headers["even"]) == ["双页眉"]
    assert text_of(two.footers["first"]) == ["脚"]
    assert (one.start, two.start) == ("next_page", "continuous")
    assert two.blocks[0].source == "正文第2段"
    assert one.headers["default"][0].source == "页眉"


def test_settings_and_properties() -> None:
    content = with_settings(
        docx("甲"),
        '<w:evenAndOddHeaders/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>',
    )
    core = (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>申报表</dc:title>'
        "<dc:creator>办公室</dc:creator><c:keywords>词</c:keywords>"
        "<dc:identifier>编号</dc:identifier></c:coreProperties>"
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    link = (
        b'<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/'
        b'relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"</Relationships>", link)
    found = read_document(zipped({**files, "docProps/core.xml": core.encode()}))
    assert found.even_and_odd_headers
    assert found.default_tab == 21.0
    kept = found.properties
    assert (kept.title, kept.author, kept.keywords) == ("申报表", "办公室", "词")
    assert (kept.identifier, kept.language) == ("编号", "zh-CN")
    broken = read_document(zipped({**files, "docProps/core.xml": b"<"}))
    assert broken.properties.title == ""


def test_strict_files_are_read_like_others() -> None:
    with zipfile.ZipFile(
        io.BytesIO(docx(paragraph("甲", properties='<w:jc w:val="end"/>')))
    ) as old:
        files = {
            name: old.read(name)
            .replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
                b"http://purl.oclc.org/ooxml/wordprocessingml/",
            )
            .replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/",
                b"http://purl.oclc.org/ooxml/officeDocument/",
            )
            for name in old.namelist()
        }
    block = read_document(zipped(files)).sections[0].blocks[0]
    assert text_of([block]) == ["甲"]
    assert isinstance(block, Paragraph)
    assert block.look.alignment == "right"


def test_files_with_macros_are_refused() -> None:
    part = {"word/vbaProject.bin": b"\0\1"}
    renamed = packed(docx("甲"), {"word/a.bin": b"\0"}, [Link("rId9", "vbaProject", "a.bin")])
    for content in (packed(docx("甲"), part), renamed):
        with pytest.raises(PackageError, match="带有宏，没有读取，请在 Word 里另存为不带宏的"):
            read_document(content)


def test_what_is_no_word_file_is_refused() -> None:
    for content in (b"", b"PK\3\4", b"%PDF-1.7", b"\xd0\xcf\x11\xe0"):
        with pytest.raises(PackageError):
            read_document(content)
    with pytest.raises(PackageError, match="不是 Word 文件"):
        read_document(packed(docx("甲"), {"word/document.xml": "<workbook/>"}))


def test_broken_headers_are_noted() -> None:
    section = A4.replace("<w:pgSz", _reference("header", "header1") + "<w:pgSz")
    content = docx("甲", section=section, parts={"header1": paragraph("眉")})
    found = read_document(packed(content, {"word/header1.xml": "<"}))
    assert text_of(found.sections[0].blocks) == ["甲"]
    assert constructs(found) == {"损坏的页眉"}
