"""One private value in every hiding place of every format: found, and the place named."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Literal

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from formgen.publish.leaks import Guard, Leak, Secret
from formgen.publish.leaks.files import MOST_NESTED

PHONE = "19900001234"
NAME = "方堃"
WHOSE = "applicants.csv 第3行“张三”的联系电话"
GUARD = Guard.of([Secret(PHONE, WHOSE), Secret(NAME, "联系人"), Secret("19900001230", "电话")], [])
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def places(content: bytes, name: str = "公示", guard: Guard = GUARD) -> set[str]:
    return {leak.where for leak in guard.leaks(name, content)}


# Pictures


def jpeg(exif: Image.Exif | None = None, **options: bytes) -> bytes:
    out = io.BytesIO()
    if exif is not None:
        options["exif"] = exif.tobytes()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", **options)
    return out.getvalue()


def exif_jpeg(tag: int, value: str | bytes) -> bytes:
    exif = Image.Exif()
    exif[tag] = value
    return jpeg(exif)


def exif_comment() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + PHONE.encode("utf-16-le")
    return jpeg(exif)


def png(compressed: bool) -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Author", PHONE, zip=compressed)
    Image.new("RGB", (8, 8), "red").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (8, 8)).save(out, "GIF", comment=PHONE.encode())
    return out.getvalue()


# Word


def word(fill: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    document.add_paragraph("公示名单")
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_runs(document: Document) -> None:
    paragraph = document.add_paragraph("电话")
    for part in (PHONE[:3], PHONE[3:6], PHONE[6:]):
        paragraph.add_run(part).bold = len(part) == 3


def in_run(xml: str) -> Callable[[Document], object]:
    def fill(document: Document) -> None:
        document.add_paragraph("正文")._p.append(parse_xml(xml))

    return fill


def in_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = PHONE


def in_property(document: Document) -> None:
    document.core_properties.last_modified_by = NAME


def in_comment(document: Document) -> None:
    document.add_comment(document.paragraphs[0].add_run("名单"), text=PHONE, author="编辑")


def by_commenter(document: Document) -> None:
    document.add_comment(document.paragraphs[0].add_run("名单"), text="请看", author=NAME)


def with_picture(picture: bytes, alternative: str = "") -> Callable[[Document], object]:
    def fill(document: Document) -> None:
        shape = document.add_picture(io.BytesIO(picture))
        shape._inline.docPr.set("descr", alternative)

    return fill


def in_boxes(document: Document) -> None:
    """A digit a cell, as forms ask for numbers."""
    for cell, digit in zip(document.add_table(1, 11).rows[0].cells, PHONE, strict=True):
        cell.text = digit


def with_part(content: bytes, name: str, part: str) -> bytes:
    """An Office file with one more part."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, part)
    return out.getvalue()


CUSTOM = f"""<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">
 <property fmtid="1" pid="2" name="经手人"><vt:lpwstr>{NAME}</vt:lpwstr></property></Properties>"""
DELETED = f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>{PHONE}</w:delText></w:r></w:del>'
HIDDEN = f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>{PHONE}</w:t></w:r>"
FIELD = f"<w:r {W}><w:instrText> LINK {PHONE} </w:instrText></w:r>"

# Excel


def workbook(fill: Callable[[openpyxl.Workbook, Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "名单"
    sheet["A1"] = "姓名"
    fill(book, book.create_sheet("底稿"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hidden(state: Literal["hidden", "veryHidden"]) -> bytes:
    def fill(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.sheet_state = state
        sheet["B3"] = f"电话{PHONE}"

    return workbook(fill)


def commented(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"
    sheet["B3"].comment = Comment(f"打 {PHONE}", "编辑")


def named(book: openpyxl.Workbook, _sheet: Worksheet) -> None:
    book.defined_names["电话"] = DefinedName("电话", attr_text=f'"{PHONE}"')


def numeric(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["C2"] = float(PHONE)


def with_exponent() -> bytes:
    """A number as other programs write it; noughts at its end are not there then."""
    source = zipfile.ZipFile(io.BytesIO(workbook(numeric)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            part = source.read(name).replace(f"<v>{PHONE}</v>".encode(), b"<v>1.990000123E10</v>")
            assert name != "xl/worksheets/sheet2.xml" or b"E10" in part
            archive.writestr(name, part)
    return out.getvalue()


def in_footer(_book: openpyxl.Workbook, sheet: Any) -> None:
    sheet.oddFooter.center.text = f"电话{PHONE}"


def in_prompt(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.add_data_validation(
        DataValidation(sqref="A1", prompt=f"问{PHONE}", showInputMessage=True)
    )


def keyworded(book: openpyxl.Workbook, _sheet: Worksheet) -> None:
    book.properties.keywords = NAME


def own_property(book: Any, _sheet: Worksheet) -> None:
    book.custom_doc_props.append(StringProperty(name="经手人", value=NAME))


# PDF


def pdf(fill: Callable[[PdfWriter], object], text: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    operators = DecodedStreamObject()
    operators.set_data(text.encode())
    page[NameObject("/Contents")] = writer._add_object(operators)
    fill(writer)
    writer.compress_identical_objects()
    for one in writer.pages:
        one.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def nothing(_writer: PdfWriter) -> None: ...


def annotated(writer: PdfWriter) -> None:
    writer.add_annotation(1, FreeText(text=f"tel {PHONE}", rect=(50, 50, 200, 150)))


def linked(writer: PdfWriter) -> None:
    writer.add_annotation(1, Link(rect=(50, 50, 200, 150), url=f"tel:{PHONE}"))


def with_xmp(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(f"<x:xmpmeta><dc:creator>{NAME}</dc:creator></x:xmpmeta>".encode())
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())


def with_alternative(writer: PdfWriter) -> None:
    element = DictionaryObject({NameObject("/Alt"): TextStringObject(f"{NAME}的照片，{PHONE}")})
    root = DictionaryObject({NameObject("/K"): ArrayObject([writer._add_object(element)])})
    writer.root_object[NameObject("/StructTreeRoot")] = writer._add_object(root)


def with_form(writer: PdfWriter) -> None:
    field = {"/FT": NameObject("/Tx"), "/V": TextStringObject(PHONE)}
    made = DictionaryObject({NameObject(key): value for key, value in field.items()})
    fields = ArrayObject([writer._add_object(made)])
    form = DictionaryObject({NameObject("/Fields"): fields})
    writer.root_object[NameObject("/AcroForm")] = form


def labelled(writer: PdfWriter) -> None:
    label = DictionaryObject({NameObject("/P"): TextStringObject(f"{PHONE}-")})
    numbers = ArrayObject([NumberObject(0), label])
    labels = DictionaryObject({NameObject("/Nums"): numbers})
    writer.root_object[NameObject("/PageLabels")] = labels


REPLACED = f"/Span <</ActualText <FEFF{PHONE.encode('utf-16-be').hex()}>>> BDC EMC"
SHOWN = f"BT /F1 12 Tf 50 250 Td ({PHONE[:5]}) Tj ({PHONE[5:]}) Tj ET"
BROKEN = f"BT /F1 12 Tf 50 250 Td ({PHONE[:7]}) Tj 0 -20 Td ({PHONE[7:]}) Tj ET"

# Pages, lists, archives


def page(body: str) -> bytes:
    return f'<!DOCTYPE html>\n<html lang="zh"><body>\n{body}\n</body></html>'.encode()


def zipped(name: str, content: bytes, comment: bytes = b"", of_entry: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.comment = of_entry
        archive.writestr(info, content, zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return out.getvalue()


def data_uri(content: bytes) -> bytes:
    return page(f'<img alt="" src="data:image/png;base64,{base64.b64encode(content).decode()}">')


PERCENT = "".join(f"%{byte:02X}" for byte in NAME.encode())
WORD_PHONE = word(lambda document: document.add_paragraph(PHONE))

HIDING_PLACES: dict[str, tuple[str, bytes, str]] = {
    "jpeg: EXIF artist": ("1.jpg", exif_jpeg(0x013B, PHONE), "拍摄信息（EXIF）"),
    "jpeg: EXIF XPAuthor": (
        "1.jpg",
        exif_jpeg(0x9C9D, NAME.encode("utf-16-le")),
        "拍摄信息（EXIF）",
    ),
    "jpeg: EXIF user comment": ("1.jpg", exif_comment(), "拍摄信息（EXIF）"),
    "jpeg: comment": ("1.jpg", jpeg(comment=PHONE.encode()), "附加信息“comment”"),
    "jpeg: behind the end": ("1.jpg", jpeg() + PHONE.encode("utf-16-be"), "文件内容"),
    "png: text": ("1.png", png(False), "附加信息“Author”"),
    "png: compressed text": ("1.png", png(True), "附加信息“Author”"),
    "gif: comment": ("1.gif", gif(), "附加信息“comment”"),
    "docx: split runs": ("a.docx", word(in_runs), "正文第2段"),
    "docx: a digit a cell": ("a.docx", word(in_boxes), "正文第2段"),
    "docx: deletion": ("a.docx", word(in_run(DELETED)), "正文第2段里修订删除的文字"),
    "docx: hidden": ("a.docx", word(in_run(HIDDEN)), "正文第2段里隐藏的文字"),
    "docx: field": ("a.docx", word(in_run(FIELD)), "正文第2段的域代码"),
    "docx: header": ("a.docx", word(in_header), "页眉第1段"),
    "docx: comment": ("a.docx", word(in_comment), "批注第1段"),
    "docx: comment's author": ("a.docx", word(by_commenter), "批注里批注或修订的作者"),
    "docx: core property": ("a.docx", word(in_property), "文档属性“最后保存者”"),
    "docx: custom property": (
        "a.docx",
        with_part(word(lambda _: None), "docProps/custom.xml", CUSTOM),
        "自定义文档属性“经手人”",
    ),
    "docx: custom XML": (
        "a.docx",
        with_part(word(lambda _: None), "customXml/item9.xml", f"<a><!--{PHONE}--></a>"),
        "自定义 XML的 XML 注释",
    ),
    "docx: alt text": ("a.docx", word(with_picture(jpeg(), NAME)), "正文里图片的替代文字"),
    "docx: embedded jpeg": (
        "a.docx",
        word(with_picture(exif_jpeg(0x013B, PHONE))),
        "图片 word/media/image1.jpg 的拍摄信息（EXIF）",
    ),
    "docx: embedded png": (
        "a.docx",
        word(with_picture(png(True))),
        "图片 word/media/image1.png 的附加信息“Author”",
    ),
    "xlsx: hidden sheet": ("a.xlsx", hidden("hidden"), "工作表“底稿”（隐藏）B3"),
    "xlsx: very hidden sheet": ("a.xlsx", hidden("veryHidden"), "工作表“底稿”（深度隐藏）B3"),
    "xlsx: comment": ("a.xlsx", workbook(commented), "工作表“底稿”（隐藏）B3的批注"),
    "xlsx: defined name": ("a.xlsx", workbook(named), "工作簿“电话”"),
    "xlsx: number": ("a.xlsx", workbook(numeric), "工作表“底稿”C2"),
    "xlsx: exponent": ("a.xlsx", with_exponent(), "工作表“底稿”C2"),
    "xlsx: footer": ("a.xlsx", workbook(in_footer), "工作表“底稿”“页脚”"),
    "xlsx: prompt": ("a.xlsx", workbook(in_prompt), "工作表“底稿”里输入提示"),
    "xlsx: core property": ("a.xlsx", workbook(keyworded), "文档属性“标记”"),
    "xlsx: custom property": ("a.xlsx", workbook(own_property), "自定义文档属性“经手人”"),
    "pdf: text": ("a.pdf", pdf(nothing, SHOWN), "第2页"),
    "pdf: broken over lines": ("a.pdf", pdf(nothing, BROKEN), "第2页"),
    "pdf: replacement text": ("a.pdf", pdf(nothing, REPLACED), "替换文字"),
    "pdf: info": (
        "a.pdf",
        pdf(lambda writer: writer.add_metadata({"/Author": NAME})),
        "文档属性“作者”",
    ),
    "pdf: XMP": ("a.pdf", pdf(with_xmp), "XMP 元数据"),
    "pdf: annotation": ("a.pdf", pdf(annotated), "第2页的批注"),
    "pdf: link": ("a.pdf", pdf(linked), "第2页的链接"),
    "pdf: bookmark": (
        "a.pdf",
        pdf(lambda writer: writer.add_outline_item(title=f"{NAME}，{PHONE}", page_number=1)),
        "文档属性或书签的标题",
    ),
    "pdf: attachment": (
        "a.pdf",
        pdf(lambda writer: writer.add_attachment("a.docx", WORD_PHONE)),
        "附件的正文第2段",
    ),
    "pdf: attachment's name": (
        "a.pdf",
        pdf(lambda writer: writer.add_attachment(f"{PHONE}.txt", b"-")),
        "附件的名称",
    ),
    "pdf: alt text": ("a.pdf", pdf(with_alternative), "图片的替代文字"),
    "pdf: form": ("a.pdf", pdf(with_form), "表单域的值"),
    "pdf: page label": ("a.pdf", pdf(labelled), "页码标签"),
    "pdf: behind the end": ("a.pdf", pdf(nothing) + f"\n% {PHONE}".encode(), "文件内容"),
    "html: text": ("a.html", page(f"<p>{PHONE[:3]}<b>{PHONE[3:]}</b></p>"), "网页第3行的文字"),
    "html: entities": ("a.html", page("<p>&#x65B9;&#22531;</p>"), "网页第3行的文字"),
    "html: attribute": (
        "a.html",
        page(f'<p data-x="{NAME}">-</p>'),
        "网页第3行 <p> 的 data-x 属性",
    ),
    "html: comment": ("a.html", page(f"<!-- {PHONE} -->"), "网页的注释"),
    "html: script": ("a.html", page(f"<script>let a='{NAME}'</script>"), "网页第3行的脚本"),
    "html: data URI": ("a.html", data_uri(png(True)), "网页里内嵌的文件的附加信息“Author”"),
    "html: percent signs": (
        "a.html",
        page(f'<a href="/search?q={PERCENT}">-</a>'),
        "网页第3行 <a> 的 href 属性",
    ),
    "svg: title": ("a.svg", f"<svg><title>{NAME}</title></svg>".encode(), "文件“标题”"),
    "csv: cell": ("a.csv", f"姓名,电话\r\n张三,{PHONE}\r\n".encode("utf-8-sig"), "第2行第2列"),
    "csv: gb18030": ("a.csv", f"姓名,联系人\r\n张三,{NAME}\r\n".encode("gb18030"), "第2行第2列"),
    "csv: utf-16": ("a.csv", f"姓名,联系人\r\n张三,{NAME}\r\n".encode("utf-16"), "第2行第2列"),
    "json: value": ("a.json", json.dumps({"组": [{"人": NAME}]}).encode(), "$.组[0].人"),
    "json: number": ("a.json", f'{{"a": [0, {PHONE}]}}'.encode(), "$.a[1]"),
    "json: key": ("a.json", json.dumps({PHONE: 1}).encode(), "$ 的一个键"),
    "txt: line": ("a.txt", f"公示\n电话：{PHONE}\n".encode(), "第2行"),
    "zip: a Word file": (
        "a.zip",
        zipped("公示.docx", WORD_PHONE),
        "压缩包里的 公示.docx 的正文第2段",
    ),
    "zip: in a zip": (
        "a.zip",
        zipped("内.zip", zipped("公示.txt", PHONE.encode())),
        "压缩包里的 内.zip 的压缩包里的 公示.txt 的第1行",
    ),
    "zip: comment": ("a.zip", zipped("a.txt", b"-", PHONE.encode()), "压缩包的注释"),
    "zip: an entry's comment": (
        "a.zip",
        zipped("a.txt", b"-", b"", NAME.encode()),
        "压缩包里 a.txt 的注释",
    ),
    "html: section of no kind": ("a.html", page(f"<![无 {NAME}]><![ x]>"), "网页的注释"),
    "html: behind a section of no kind": ("a.html", page(f"<![ 无]><p>{NAME}"), "网页第3行的文字"),
    "html: behind many comments": ("a", b"<!-- --> " * 40 + page(NAME), "网页第2行的文字"),
    "text: behind many comments": ("a.txt", b"<!-- --> " * 40 + NAME.encode(), "网页第1行的文字"),
    "zip: name": ("a.zip", zipped(f"{PHONE}.txt", b"-"), "压缩包里的文件名"),
    "unknown: utf-16": ("a.bin", b"\0\x01" + PHONE.encode("utf-16-le") + b"\0\0\x01", "文件内容"),
}


@pytest.mark.parametrize("case", HIDING_PLACES)
def test_found_where_it_hides(case: str) -> None:
    name, content, where = HIDING_PLACES[case]
    assert where in places(content, name)


def test_a_workbook_inside_a_word_file() -> None:
    inner = hidden("hidden")
    out = io.BytesIO(word(lambda _: None))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/embeddings/a.xlsx", inner)
    where = "嵌入的文件 word/embeddings/a.xlsx 的工作表“底稿”（隐藏）B3"
    assert where in places(out.getvalue())


CLEAN: dict[str, bytes] = {
    "docx": word(with_picture(jpeg(), "合影")),
    "xlsx": workbook(lambda _book, _sheet: None),
    "pdf": pdf(annotated).replace(PHONE.encode(), b"-" * 11),
    "html": page("<p>公示</p>"),
    "csv": "姓名\r\n张三\r\n".encode(),
    "json": b'{"a": 1}',
    "zip": zipped("公示.docx", word(lambda _: None)),
    "png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
        "gg=="
    ),
}


@pytest.mark.parametrize("kind", CLEAN)
def test_nothing_is_found_where_nothing_is(kind: str) -> None:
    assert GUARD.leaks(f"公示.{kind}", CLEAN[kind]) == ()


def test_what_is_said_of_a_leak_and_that_it_is_said_once() -> None:
    (leak,) = GUARD.leaks("公示.txt", f"电话{PHONE}".encode())
    assert leak == Leak("第1行", WHOSE)
    assert PHONE not in repr(leak)


def test_a_private_picture_is_known_by_its_bytes() -> None:
    photo = jpeg()
    guard = Guard.of([Secret(f"sha256:{sha256(photo).hexdigest()}", "张三的照片")], [])
    leaks = guard.leaks("a.docx", word(with_picture(photo)))
    assert leaks == (Leak("图片 word/media/image1.jpg 的文件本身", "张三的照片"),)
    assert guard.leaks("a.docx", word(with_picture(CLEAN["png"]))) == ()


def test_pages_that_share_their_typefaces_are_told_apart() -> None:
    """They are read as one, see pdf_text.py."""
    source = PdfReader(io.BytesIO(pdf(nothing, SHOWN))).pages[1]
    writer = PdfWriter()
    fonts = writer._add_object(source["/Resources"]["/Font"].clone(writer))  # type: ignore[index]
    for drawn in ("BT /F1 12 Tf (-) Tj ET", SHOWN, "", SHOWN, "0 0 m"):
        page = writer.add_blank_page(300, 300)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        operators = DecodedStreamObject()
        operators.set_data(drawn.encode())
        page[NameObject("/Contents")] = writer._add_object(operators.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    assert places(out.getvalue()) == {"第2页", "第4页"}


# What cannot be looked into


def packed(way: str, subtype: str = "") -> bytes:
    """A PDF with a stream that is packed in a way that cannot be undone."""

    def fill(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"xxxx")
        stream[NameObject("/Packed")] = NameObject(f"/{way}")
        if subtype:
            stream[NameObject("/Subtype")] = NameObject(f"/{subtype}")
        writer.root_object[NameObject("/Own")] = writer._add_object(stream)

    return pdf(fill).replace(b"/Packed", b"/Filter")


def locked(content: bytes) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    writer.encrypt("x", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def nested(depth: int) -> bytes:
    content = b"-"
    for _ in range(depth):
        content = zipped("a", content)
    return content


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04" + b"\0" * 40, "文件已损坏"),
        (b"%PDF-1.7\nnothing", "PDF 已损坏"),
        (locked(pdf(nothing)), "PDF 加了密码"),
        (packed("Secret"), "解不开"),
        (gzip.compress(PHONE.encode(), mtime=0), "打不开"),
        (b"7z\xbc\xaf'\x1c" + b"\x81" * 40, "打不开"),
        (zipped("a", b"\0" * 2**26), "压缩得异常紧密"),
        (nested(MOST_NESTED + 1), "太深了"),
    ],
)
def test_what_cannot_be_looked_into_is_a_leak(content: bytes, why: str) -> None:
    leaks = GUARD.leaks("a", content)
    assert [why in leak.what for leak in leaks] == [True]


def test_a_picture_of_a_pdf_that_cannot_be_unpacked_is_none() -> None:
    assert GUARD.leaks("a", packed("JBIG2Decode", "Image")) == ()


def test_what_is_just_not_too_deep_is_looked_into() -> None:
    assert GUARD.leaks("a", nested(MOST_NESTED)) == ()


def test_an_archive_of_cleared_files_is_not_searched_again() -> None:
    csv = f"电话\n{PHONE}\n".encode()
    inside = {"压缩包里的 a.csv 的第2行第1列", "压缩包里的 a.csv 的正文"}
    of_archive = {leak.where for leak in GUARD.leaks("x.zip", zipped("a.csv", csv))}
    assert of_archive & inside
    for name, content, searched in (
        ("a.csv", csv, False),
        ("b.csv", csv, True),
        ("a.csv", csv + b" ", True),
    ):
        leaks = GUARD.leaks("x.zip", zipped("a.csv", csv), {name: content})
        assert bool(leaks) is searched
    assert GUARD.leaks("a.csv", csv, {"a.csv": csv}), "only inside an archive"
    named = GUARD.leaks("x.zip", zipped(f"{PHONE}.csv", b"-"), {f"{PHONE}.csv": b"-"})
    assert [leak.where for leak in named] == ["压缩包里的文件名"]
