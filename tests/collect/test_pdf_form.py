"""PDF forms read back: cells by their ruled lines, paragraphs made whole, scans refused."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from formgen.check import check_data
from formgen.collect.content import Box, Content
from formgen.collect.finding import choose_pattern, read_with
from formgen.collect.pattern import FormPattern
from formgen.collect.pdf_form import form, read_pdf_form
from formgen.collect.reading import read_form
from formgen.collect.slots import Use
from formgen.layout.printing import About, Printer
from formgen.ooxml import PackageError
from formgen.plan import Selection, plan
from tests.collect.forms import FormCase, case, cases
from tests.word import making as m

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
RULED = f"<w:tblBorders>{BORDERS}</w:tblBorders>"
LETTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer.open()


def joined(*lines: str) -> str:
    return "".join("".join(lines).split())


def texts(content: Content) -> list[str]:
    """What stands in each box that is not blank, without spaces."""
    return [text for box in content.boxes if (text := joined(*box.lines))]


def read(printer: Printer, *body: str) -> tuple[Box, ...]:
    return read_pdf_form(printer.print(m.docx(*body)).content).boxes


def table(*rows: str, widths: tuple[int, ...] = (2268, 6804)) -> str:
    return m.table(*rows, widths=widths, properties=RULED)


def long_text(paragraphs: int, length: int = 150) -> list[str]:
    """Paragraphs of no two alike beginnings, some of which fill their last line."""
    chosen = random.Random(7)
    return [
        f"第{number}段" + "".join(chosen.choices(LETTERS, k=length + number)) + "。"
        for number in range(1, paragraphs + 1)
    ]


def of_first_entry(one: FormCase) -> bytes:
    """The Word form of the first entry of the campaign's sample data."""
    data = check_data(one.campaign, one.folder)
    chosen = Selection(frozenset({one.document.name}), frozenset({"docx"}))
    return one.template.render(plan(one.campaign, data, chosen)[0].context)


@pytest.mark.parametrize("one", cases(), ids=lambda one: one.name)
def test_a_campaigns_form_reads_as_its_word_file_does(one: FormCase, printer: Printer) -> None:
    content = of_first_entry(one)
    pdf = read_pdf_form(printer.print(content).content)
    assert texts(pdf) == texts(read_form(content))
    assert len(texts(pdf)) > 5


@pytest.mark.parametrize(("campaign", "document"), [("xuzhou-2023", "申报表"),
                                                    ("bozhou-2022", "申报表")])  # fmt: skip
def test_the_values_of_a_form_are_found_in_its_pdf(
    campaign: str, document: str, printer: Printer
) -> None:
    one = case(campaign, document)
    pattern = FormPattern.compile(one.template, one.campaign, one.document)
    content = of_first_entry(one)
    pdf = read_pdf_form(printer.print(content).content)
    assert choose_pattern([pattern], pdf) is pattern
    found = {}
    for name, read_content in (("docx", read_form(content)), ("pdf", pdf)):
        reading = read_with(pattern, read_content)
        assert not reading.missing
        found[name] = [
            (one.slot, joined(*one.lines))
            for one in reading.found
            if one.slot.use not in (Use.PICTURE, Use.CAPTION)
        ]
    assert found["pdf"] == found["docx"]
    assert sum(bool(text) for _, text in found["pdf"]) > 8


def test_cells_have_their_places_and_spans(printer: Printer) -> None:
    body = table(
        m.row("姓名", "甲", m.cell(properties='<w:vMerge w:val="restart"/>')),
        m.row("单位", m.cell("乙"), m.cell(properties="<w:vMerge/>")),
        m.row("事迹", m.cell("丙", properties='<w:gridSpan w:val="2"/>')),
        widths=(1500, 3000, 3000),
    )
    boxes = read(printer, "表名", body, "注：一")
    places = [(one.text, one.table, one.row, one.column, one.rows, one.columns) for one in boxes]
    assert places == [
        ("表名", 0, 0, 0, 1, 1),
        ("姓名", 1, 0, 0, 1, 1), ("甲", 1, 0, 1, 1, 1), ("", 1, 0, 2, 2, 1),
        ("单位", 1, 1, 0, 1, 1), ("乙", 1, 1, 1, 1, 1),
        ("事迹", 1, 2, 0, 1, 1), ("丙", 1, 2, 1, 1, 2),
        ("注：一", 0, 0, 0, 1, 1),
    ]  # fmt: skip


def test_a_paragraph_broken_into_lines_is_whole_again(printer: Printer) -> None:
    given = [*long_text(3), "短。", "负责人：王某"]
    boxes = read(printer, table(m.row("事迹", m.cell(*given))))
    assert boxes[1].lines == tuple(given)


def test_an_indented_paragraph_begins_anew_behind_a_full_line(printer: Printer) -> None:
    indent = '<w:ind w:firstLine="420"/>'
    full = [m.paragraph(LETTERS[:20] * 3, properties=indent) for _ in range(2)]
    boxes = read(printer, table(m.row("事迹", m.cell(*full))))
    assert boxes[1].lines == (LETTERS[:20] * 3,) * 2


@pytest.mark.parametrize("text", [
    "The office of the town prepared this report for all of its people last year in spring",
    "见 https://example.com/a/very/long/path/that/no/line/holds/of/a/cell/as/narrow/as/this/one",
    "共计1234567人次，其中800人来自A区，其余来自B区和C区，共计99个村（含社区）参加活动",
])  # fmt: skip
def test_words_and_addresses_are_joined_as_they_were_broken(printer: Printer, text: str) -> None:
    [_, box] = read(printer, table(m.row("说明", text), widths=(1500, 4000)))
    assert box.lines == (text,)


def test_a_space_between_scripts_may_be_lost_at_a_break_and_nothing_else(printer: Printer) -> None:
    text = (
        "共计 1234567 人次，其中 800 人来自 A 区，其余来自 B 区和 C 区，共计 99 个村 (含社区) 参加"
    )
    [_, box] = read(printer, table(m.row("说明", text), widths=(1500, 4000)))
    assert [joined(line) for line in box.lines] == [joined(text)]


def test_page_numbers_are_left_out_and_numbers_in_the_text_are_not(printer: Printer) -> None:
    foot = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/>'
    section = m.A4.replace("<w:sectPr>", foot)
    content = m.docx("12", "正文", section=section, parts={"footer1": m.paragraph("— 1 —")})
    pdf = printer.print(content).content
    assert "— 1 —" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    with pytest.raises(PackageError):  # so short a text is a scanner's
        read_pdf_form(pdf)
    longer = m.docx("12", "正文" * 9, section=section, parts={"footer1": m.paragraph("— 1 —")})
    assert texts(read_pdf_form(printer.print(longer).content)) == ["12", "正文" * 9]


def test_a_cell_cut_by_the_end_of_a_page_is_one_box(printer: Printer) -> None:
    given = long_text(14)
    indented = [m.paragraph(text, properties='<w:ind w:firstLine="400"/>') for text in given]
    rows = (m.row("姓名", "甲"), m.row("事迹", m.cell(*indented)), m.row("意见", "同意"))
    made = printer.print(m.docx(table(*rows)))
    assert made.page_count > 1
    boxes = read_pdf_form(made.content).boxes
    assert [one.text for one in boxes] == ["姓名", "甲", "事迹", "\n".join(given), "意见", "同意"]
    assert [one.row for one in boxes] == [0, 0, 1, 1, 2, 2]


def test_rows_of_the_next_page_stay_rows_of_their_own(printer: Printer) -> None:
    rows = [m.row(f"第{number}行", f"值{number}") for number in range(60)]
    made = printer.print(m.docx(table(*rows)))
    assert made.page_count > 1
    boxes = read_pdf_form(made.content).boxes
    expected = [text for number in range(60) for text in (f"第{number}行", f"值{number}")]
    assert [one.text for one in boxes] == expected
    assert {one.table for one in boxes} == {1}


def test_a_list_goes_on_without_its_repeated_header_and_blank_cells_join_nothing(
    printer: Printer,
) -> None:
    header = m.row("时间", "奖项", "名次", properties="<w:tblHeader/>")
    rows = [m.row("", f"奖{number}", "") for number in range(60)]
    made = printer.print(m.docx(table(header, *rows, widths=(2000, 3000, 2000))))
    assert made.page_count > 1
    boxes = read_pdf_form(made.content).boxes
    assert [one.text for one in boxes if one.column == 1] == [
        "奖项", *(f"奖{number}" for number in range(60)),
    ]  # fmt: skip


def test_a_merged_label_over_two_pages_does_not_join_the_rows_beside_it(printer: Printer) -> None:
    rows = [
        m.row(
            m.cell("成员" if not number else "", properties=merge), f"姓名{number}", f"值{number}"
        )
        for number in range(60)
        for merge in ['<w:vMerge w:val="restart"/>' if not number else "<w:vMerge/>"]
    ]
    boxes = read(printer, table(*rows, widths=(1500, 2000, 3000)))
    found = [one.text for one in boxes if one.column]
    assert found == [text for number in range(60) for text in (f"姓名{number}", f"值{number}")]
    assert [one.text for one in boxes if not one.column] == ["成员"]


def test_ticks_are_read(printer: Printer) -> None:
    boxes = read(printer, table(m.row("类别", "政府 ☑　　商业 □　其他（√）")))
    assert joined(boxes[1].text) == "政府☑商业□其他（√）"


def test_lines_written_on_a_cover_are_labels_and_values(printer: Printer) -> None:
    under = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:color="000000"/></w:tcBorders>'
    rows = [
        m.row(label, m.cell(value, properties=under))
        for label, value in (("单位：", "甲乙丙"), ("日期：", ""), ("地址：", LETTERS * 2))
    ]
    cover = m.table(*rows, widths=(2000, 6000))
    boxes = read(printer, "封面", cover)
    assert [(one.text, one.table, one.row, one.column) for one in boxes] == [
        ("封面", 0, 0, 0),
        ("单位：", 1, 0, 0), ("甲乙丙", 1, 0, 1),
        ("日期：", 1, 1, 0), ("", 1, 1, 1),
        ("地址：", 1, 2, 0), (LETTERS * 2, 1, 2, 1),
    ]  # fmt: skip


def test_a_watermark_is_no_text_and_the_identifier_is_read(printer: Printer) -> None:
    content = m.docx("这一份是草稿，请不要打印", table(m.row("姓名", "甲")))
    about = About("申报表 甲", identifier="甲-2024-0123456789ab", watermark="草稿")
    read_back = read_pdf_form(printer.print(content, about).content)
    assert texts(read_back) == ["这一份是草稿，请不要打印", "姓名", "甲"]
    assert read_back.imprint.identifier == "甲-2024-0123456789ab"
    assert read_back.imprint.campaign == "甲-2024"


def without_text() -> bytes:
    made = io.BytesIO()
    Image.new("L", (300, 400), 255).save(made, "PDF")
    return made.getvalue()


def locked(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("geheim", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.fixture(scope="module")
def one_page(printer: Printer) -> bytes:
    rows = [m.row(f"标签{n}", f"值{n}") for n in range(8)]
    return printer.print(m.docx("表名", table(*rows))).content


def test_what_cannot_be_read_is_said(one_page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for content, reason in (
        (without_text(), "扫描件"),
        (locked(one_page), "加了密码"),
        (b"%PDF-1.7\n" + bytes(200), "已损坏"),
        (one_page[: len(one_page) // 2], "已损坏"),
        (without_tables_of_characters(one_page), "没有文字对照"),
    ):
        with pytest.raises(PackageError, match=reason) as caught:
            read_pdf_form(content)
        assert caught.value.hint
    monkeypatch.setattr(form, "MAX_PAGES", 0)
    with pytest.raises(PackageError, match="1 页"):
        read_pdf_form(one_page)


def without_tables_of_characters(content: bytes) -> bytes:
    return content.replace(b"/ToUnicode", b"/NoUnicode")


def test_no_damage_raises_anything_else(one_page: bytes) -> None:
    chosen = random.Random(3)
    for _ in range(150):
        broken = bytearray(one_page)
        for _ in range(chosen.randint(1, 12)):
            broken[chosen.randrange(len(broken))] = chosen.randrange(256)
        try:
            read_pdf_form(bytes(broken))
        except PackageError as error:
            assert error.reason


def test_more_operators_than_any_form_has_are_not_read() -> None:
    with pytest.raises(PackageError, match="内容太多"):
        read_pdf_form(handmade(b"n " * (2**20 + 1)))


CMAP = b"""1 beginbfrange <41> <42> <7532> endbfrange
1 beginbfchar <43> <d842dfb7> endbfchar
1 beginbfrange <44> <45> [<4e00> <4e8c>] endbfrange"""


def handmade(operators: bytes) -> bytes:
    """A PDF as other programs write them: bytes for codes, offsets between characters."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(operators), operators),
        b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 65/LastChar 69"
        b"/Widths[1000 1000 1000 1000 1000]/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(CMAP), CMAP),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table_of = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 7\n0000000000 65535 f \n%btrailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table_of, len(body))
    )


def test_other_programs_ways_of_writing_are_read() -> None:
    lines = b"".join(b"%d 50 1 120 re f " % x for x in (20, 120, 260))
    lines += b"".join(b"20 %d 241 1 re f " % y for y in (50, 110, 169))
    text = (
        b"BT /F 10 Tf 14 TL 1 0 0 1 30 150 Tm [(A) -50 (B)] TJ T* (C) Tj "
        b"100 14 Td (AB) Tj 0 -12 TD (DE) ' ET "
        b"q 1 0 0 1 0 -60 cm BT /F 10 Tf 30 145 Td (BA) Tj ET Q "
        b"BT /F 10 Tf 30 20 Td (CC) Tj 60 0 Td (CC) Tj (DDDD) Tj ET"
    )
    content = read_pdf_form(handmade(lines + text))
    assert [(one.row, one.column, one.text) for one in content.boxes] == [
        (0, 0, "甲申\n𠮷"),
        (0, 1, "甲申\n一二"),
        (1, 0, "申甲"),
        (1, 1, ""),
        (0, 0, "𠮷𠮷\t𠮷𠮷一一一一"),
    ]
