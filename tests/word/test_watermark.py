"""草稿 across the pages of a Word file: on every page, and nothing else changes."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from PIL import Image

from formgen.ooxml import PackageError, read_package
from formgen.word import WordTemplate
from formgen.word.watermark import with_watermark
from formgen.word.watermark_shape import SHAPE_NAME
from tests.conftest import ROOT, Converter
from tests.layout.reading.packing import with_settings
from tests.word.making import A4, docx, paragraph

EVEN_AND_ODD = "<w:evenAndOddHeaders/>"
TITLE_PAGE = "<w:titlePg/>"


def section(*references: str, more: str = "", margins: str = "") -> str:
    """A4 section properties that refer to headers, each as "kind part"."""
    written = "".join(
        f'<w:headerReference w:type="{kind}" r:id="{part}"/>'
        for kind, part in map(str.split, references)
    )
    changed = A4.replace('w:top="1417"', margins) if margins else A4
    return changed.replace("<w:sectPr>", f"<w:sectPr>{written}").replace(
        "</w:sectPr>", f"{more}</w:sectPr>"
    )


def break_after(properties: str) -> str:
    """The paragraph that ends a section."""
    return paragraph(properties=properties)


def files(content: bytes) -> dict[str, str]:
    parts = read_package(content).parts
    return {name: part.decode() for name, part in parts.items() if name.endswith((".xml", ".rels"))}


def headers(content: bytes) -> dict[str, str]:
    return {name: xml for name, xml in files(content).items() if "/header" in name}


def references(content: bytes) -> list[dict[str, str]]:
    """For each section its headers that hold the words: kind to part name."""
    parts = files(content)
    targets = {
        link.id: link.target for link in read_package(content).relationships("word/document.xml")
    }
    found = []
    for properties in re.findall(r"<w:sectPr.*?</w:sectPr>", parts["word/document.xml"]):
        named = re.findall(r'headerReference[^>]*w:type="(\w+)" r:id="(\w+)"', properties)
        found.append({k: targets[i] for k, i in named if 'string="草稿"' in parts[targets[i]]})
    return found


def test_a_document_without_headers_gets_one() -> None:
    marked = with_watermark(docx("正文"))
    (kinds,) = references(marked)
    assert list(kinds) == ["default"]
    assert f'PartName="/{kinds["default"]}"' in files(marked)["[Content_Types].xml"]
    opened = python_docx.Document(io.BytesIO(marked)).sections[0].header
    assert [one.text for one in opened.paragraphs] == [""]


def test_another_text_can_stand_there() -> None:
    assert 'string="仅供参考&amp;"' in "".join(
        headers(with_watermark(docx(""), "仅供参考&")).values()
    )


def test_a_header_there_is_keeps_its_text_and_gets_no_line_more() -> None:
    plain = docx("正文", section=section("default header1"), parts={"header1": paragraph("页眉")})
    marked = with_watermark(plain)
    assert references(marked) == [{"default": "word/header1.xml"}]
    assert list(headers(marked)) == ["word/header1.xml"]
    opened = python_docx.Document(io.BytesIO(marked)).sections[0].header
    assert [one.text for one in opened.paragraphs] == ["页眉"]


def test_the_shape_follows_the_formats_of_its_paragraph() -> None:
    centred = paragraph("页眉", properties='<w:jc w:val="center"/>')
    plain = docx("", section=section("default header1"), parts={"header1": centred})
    xml = headers(with_watermark(plain))["word/header1.xml"]
    assert xml.index("<w:pPr>") < xml.index(SHAPE_NAME) < xml.index("页眉")


def test_a_header_that_is_a_table_gets_it_in_the_paragraph_behind() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    plain = docx("", section=section("default header1"), parts={"header1": f"{table}<w:p/>"})
    xml = headers(with_watermark(plain))["word/header1.xml"]
    assert xml.count("<w:p>") + xml.count("<w:p/>") == 2
    assert xml.index("</w:tbl>") < xml.index(SHAPE_NAME)


@pytest.mark.parametrize(
    ("more", "settings", "kinds"),
    [
        ("", "", {"default"}),
        (TITLE_PAGE, "", {"default", "first"}),
        ('<w:titlePg w:val="0"/>', "", {"default"}),
        ("", EVEN_AND_ODD, {"default", "even"}),
        ("", '<w:evenAndOddHeaders w:val="false"/>', {"default"}),
        (TITLE_PAGE, EVEN_AND_ODD, {"default", "first", "even"}),
    ],
)
def test_each_kind_of_page_the_section_has_gets_it(
    more: str, settings: str, kinds: set[str]
) -> None:
    marked = with_watermark(with_settings(docx("正文", section=section(more=more)), settings))
    assert set(references(marked)[0]) == kinds


def test_sections_that_inherit_a_header_need_none() -> None:
    first = break_after(section("default header1"))
    plain = docx("一", first, "二", section=section(), parts={"header1": paragraph("页眉")})
    assert references(with_watermark(plain)) == [{"default": "word/header1.xml"}, {}]


def test_a_later_title_page_inherits_the_first_header_of_an_earlier_section() -> None:
    first = break_after(section("default header1", "first header2"))
    parts = {"header1": paragraph("页眉"), "header2": paragraph("首页")}
    plain = docx("一", first, "二", section=section(more=TITLE_PAGE), parts=parts)
    marked = with_watermark(plain)
    assert references(marked)[1] == {}
    assert all(SHAPE_NAME in xml for xml in headers(marked).values())
    assert len(headers(marked)) == 2


def test_a_section_before_the_first_header_gets_one() -> None:
    first, last = break_after(section()), section("default header1")
    plain = docx("一", first, "二", section=last, parts={"header1": paragraph("页眉")})
    assert [set(one) for one in references(with_watermark(plain))] == [{"default"}, {"default"}]


def test_it_stays_when_a_tag_leaves_out_the_first_section() -> None:
    cover = ("{%p if 封面 %}", "封面", break_after(section()), "{%p endif %}")
    template = WordTemplate.compile(with_watermark(docx(*cover, "正文")), "a.docx")
    for given, count in ((True, 2), (False, 1)):
        kinds = references(template.render({"封面": given}))
        assert [set(one) for one in kinds] == [{"default"}] * count


def test_a_tracked_change_of_a_section_is_no_section() -> None:
    change = (
        '<w:sectPrChange w:id="1" w:author="a"><w:sectPr><w:titlePg/></w:sectPr></w:sectPrChange>'
    )
    xml = files(with_watermark(docx("", section=section(more=change))))["word/document.xml"]
    assert xml.count("headerReference") == 1


def test_a_reference_to_a_header_that_is_not_there_is_mended() -> None:
    marked = with_watermark(docx("", section=section("default lost")))
    assert set(references(marked)[0]) == {"default"}
    assert files(marked)["word/document.xml"].count("headerReference") == 1


def test_a_document_without_sections_gets_one() -> None:
    assert [set(one) for one in references(with_watermark(docx("正文", section="")))] == [
        {"default"}
    ]


@pytest.mark.parametrize(
    "header",
    [
        paragraph("{%p if 有 %}") + paragraph("页眉") + paragraph("{%p endif %}") + "<w:p/>",
        paragraph("{%p if 有 %}") + paragraph("页眉") + paragraph("{%p endif %}"),
        paragraph("{{ 名称|段落 }}"),
        paragraph("{% if 有 %}页眉{% endif %}"),
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_no_tag_of_the_header_takes_it_away_or_doubles_it(header: str, there: bool) -> None:
    plain = docx("正文", section=section("default header1"), parts={"header1": header})
    template = WordTemplate.compile(with_watermark(plain), "a.docx")
    filled = template.render({"有": there, "名称": "第一段\n第二段"})
    assert headers(filled)["word/header1.xml"].count(SHAPE_NAME) == 1


def test_a_header_made_for_it_is_packed_once_with_the_template() -> None:
    template = WordTemplate.compile(with_watermark(docx("{{ 姓名 }}")), "a.docx")
    assert "word/header1.xml" in {part.name.decode() for part in template.fixed_parts}
    assert [part.name for part in template.text_parts] == ["word/document.xml"]


def top_and_header(content: bytes) -> tuple[int, int]:
    margins = python_docx.Document(io.BytesIO(content)).sections[0]
    assert margins.top_margin is not None
    assert margins.header_distance is not None
    return round(margins.top_margin.twips), round(margins.header_distance.twips)


@pytest.mark.parametrize(
    ("top", "header"),
    [("871", 850), ("870", 850), ("869", 849), ("567", 547), ("10", 0), ("-567", 850)],
)
def test_a_header_made_for_it_never_reaches_the_text(top: str, header: int) -> None:
    marked = with_watermark(docx("", section=section(margins=f'w:top="{top}"')))
    assert top_and_header(marked) == (int(top), header)


def test_the_words_fit_into_the_smallest_text_area() -> None:
    wide = break_after(A4.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="5669"'))
    xml = "".join(headers(with_watermark(docx("一", wide, "二"))).values())
    width, height = map(float, re.findall(r"(?:width|height):([\d.]+)pt", xml))
    assert width == pytest.approx(2 * height, abs=0.1)
    assert 0.8 * (5669 - 1417 - 1247) / 20 < (width + height) / 2**0.5 < (5669 - 1417 - 1247) / 20


def test_marking_twice_marks_once() -> None:
    once = with_watermark(docx("正文"))
    assert headers(with_watermark(once)) == headers(once)


def test_equal_input_gives_equal_bytes_of_no_date() -> None:
    marked = with_watermark(docx("正文"))
    assert marked == with_watermark(docx("正文"))
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(PackageError):
        with_watermark(b"PK no zip")


@pytest.mark.parametrize("path", sorted(ROOT.glob("templates/*/*.docx")), ids=lambda p: p.stem)
def test_every_bundled_template_still_compiles_with_the_same_tags(path: Path) -> None:
    content = path.read_bytes()
    plain = WordTemplate.compile(content, path.name)
    marked = WordTemplate.compile(with_watermark(content), path.name)
    assert [tag.text for tag in marked.tags] == [tag.text for tag in plain.tags]
    assert set(references(with_watermark(content))[-1]) >= {"default"}


Words = list[tuple[str, ...]]


def words_of(pdf: Path) -> list[Words]:
    """Words with their boxes, page by page."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    xml = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    word = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    return [sorted(re.findall(word, page)) for page in xml.split("<page ")[1:]]


def greys(pdf: Path, page: int) -> int:
    """Light grey pixels of a page at 36 a inch."""
    command = ["pdftoppm", "-r", "36", "-png", "-f", str(page), "-l", str(page), str(pdf)]
    drawn = subprocess.run(command, check=True, capture_output=True).stdout
    values = Image.open(io.BytesIO(drawn)).convert("L").tobytes()
    return sum(200 < value < 245 for value in values)


def test_libreoffice_shows_it_on_every_page_and_moves_no_word(
    convert_office: Converter, tmp_path: Path
) -> None:
    cover = break_after(section("default header1", more=TITLE_PAGE))
    pages = [paragraph("<w:r><w:br w:type='page'/></w:r>", f"第{n}页") for n in range(2, 5)]
    landscape = A4.replace(
        'w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"'
    )
    body = ("封面", *pages, cover, "横页")
    plain = docx(*body, section=landscape, parts={"header1": paragraph("页眉")})
    plain = with_settings(plain, EVEN_AND_ODD)
    sources = [tmp_path / "plain.docx", tmp_path / "marked.docx"]
    sources[0].write_bytes(plain)
    sources[1].write_bytes(with_watermark(plain))
    pdfs = convert_office(sources, tmp_path)
    before, after = (words_of(pdfs[source]) for source in sources)
    own = {"草稿", "草", "稿"}
    assert [[word for word in page if word[-1] not in own] for page in after] == before
    assert len(before) >= 5
    for page, words in enumerate(before, 1):
        if words:  # a blank page may come before the new section
            assert greys(pdfs[sources[0]], page) < 50
            assert greys(pdfs[sources[1]], page) > 2000
