"""Damaged, hostile and outsized Word files: each is printed, or refused in one Chinese sentence."""

from __future__ import annotations

import io
import os
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from formgen.layout.printing import Printer
from formgen.ooxml import PackageError
from tests.word.making import docx, paragraph, run

MAX_SECONDS = 10.0
MAX_MEGABYTES = 600
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LINE = "<w:p><w:r><w:t>这一段用来把正文拉长，一行多一点，内容没有意思。</w:t></w:r></w:p>"
_OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PICTURE = (
    "<w:p><w:r><w:drawing><wp:inline "
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="3600000" cy="3600000"/><wp:docPr id="1" name="1"/><a:graphic '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip r:embed="rId9"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer.open()


def document(inner: str, before: str = "") -> bytes:
    """A main part from the body's XML; `before` stands in front of the root element."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{_W}" '
        f'xmlns:r="{_R}"><w:body>{inner}</w:body></w:document>'
    ).encode()


def packed(
    changes: Mapping[str, bytes],
    *,
    without: str = "",
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A small Word file with other parts in place of its own."""
    source = zipfile.ZipFile(io.BytesIO(docx("正文一段")))
    parts = {name: source.read(name) for name in source.namelist() if name != without}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as archive:
        for name, content in {**parts, **changes}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_picture(content: bytes) -> bytes:
    """A Word file with a line of text and one picture."""
    links = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId9" '
        f'Type="{_R}/image" Target="media/a.png"/></Relationships>'
    )
    return packed(
        {
            DOCUMENT: document(_LINE + PICTURE),
            "word/_rels/document.xml.rels": links.encode(),
            "word/media/a.png": content,
        }
    )


def png(side: int, *, alpha: bool) -> bytes:
    """A square PNG of one colour: little in the file, much in memory."""
    row = b"\0" + b"\x80" * side * (4 if alpha else 3)
    header = struct.pack(">IIBBBBB", side, side, 8, 6 if alpha else 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", repeated(row * 100, side // 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def repeated(block: bytes, times: int) -> bytes:
    """A zlib stream of the same block over and over, which is squeezed only once (RFC 1950)."""
    squeezer = zlib.compressobj(9, wbits=-15)
    squeezed = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + squeezed * times + b"\x03\0" + struct.pack(">I", check)


def encrypted_parts() -> bytes:
    """A zip whose parts are marked as encrypted, in both headers of each."""
    content = bytearray(packed({}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def laughs() -> bytes:
    """Entities that would unfold to ten billion letters."""
    names = "abcdefghij"
    later = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    return document(
        "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", f'<!DOCTYPE x [<!ENTITY a "哈哈">{later}]>'
    )


def nested_tables(depth: int) -> bytes:
    head = "<w:tbl><w:tr><w:tc>"
    inner = "<w:p><w:r><w:t>最里层</w:t></w:r></w:p>"
    return document(_LINE + head * depth + inner + "</w:tc></w:tr></w:tbl><w:p/>" * depth)


def macros(*, as_docm: bool, with_part: bool) -> bytes:
    """A Word file with a macro part, or a .docm by its content type, or both."""
    types = zipfile.ZipFile(io.BytesIO(docx("x"))).read(TYPES).decode()
    if as_docm:
        types = types.replace(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        )
        assert "macroEnabled" in types
    part = {"word/vbaProject.bin": _OLE_HEAD} if with_part else {}
    return packed({DOCUMENT: document(_LINE), TYPES: types.encode(), **part})


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "macros in a document": (
        lambda: macros(as_docm=False, with_part=True),
        "带有宏，没有读取",
        "另存为不带宏的 .docx",
    ),
    "macros in a .docm": (
        lambda: macros(as_docm=True, with_part=True),
        "带有宏，没有读取",
        "另存为不带宏的 .docx",
    ),
    "a .docm without macros": (
        lambda: macros(as_docm=True, with_part=False),
        "带有宏，没有读取",
        "另存为不带宏的 .docx",
    ),
    "nothing in it": (lambda: b"", "空文件", "请换成"),
    "cut off": (lambda: docx("正文" * 500)[:-400], "已损坏", "另存为"),
    "random bytes": (lambda: random.Random(1).randbytes(5000), "已损坏", "另存为"),
    "old .doc": (
        lambda: _OLE_HEAD + "WordDocument".encode("utf-16-le") + b"\0" * 900,
        "旧版格式",
        "另存为 .docx",
    ),
    "encrypted by Word": (
        lambda: _OLE_HEAD + "EncryptedPackage".encode("utf-16-le") + b"\0" * 900,
        "加了密码",
        "请去掉密码",
    ),
    "encrypted zip": (encrypted_parts, "加了密码", "请去掉密码"),
    "web page": (lambda: b"<html><body>x</body></html>", "网页", "另存为"),
    "PDF": (lambda: b"%PDF-1.7\n", "其实是 PDF", "请换成 Word"),
    "no main part": (lambda: packed({}, without=DOCUMENT), "不是 Word", "请先解压"),
    "no content types": (lambda: packed({}, without=TYPES), "不是 Word", "请先解压"),
    "main part no XML": (lambda: packed({DOCUMENT: b"hello"}), "XML 已损坏", "另存为"),
    "main part empty": (lambda: packed({DOCUMENT: b""}), "XML 已损坏", "另存为"),
    "main part cut off": (lambda: packed({DOCUMENT: document(_LINE)[:-30]}), "XML 已损坏", "另存"),
    "main part another language": (
        lambda: packed({DOCUMENT: b"<html><body/></html>"}),
        "不是 Word 文件",
        "请换成 Word",
    ),
    "billion laughs": (lambda: packed({DOCUMENT: laughs()}), "XML", "另存为"),
    "external entity": (
        lambda: packed(
            {
                DOCUMENT: document(
                    "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
                    '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
                )
            }
        ),
        "DOCTYPE",
        "另存为",
    ),
    "ten thousand nested tables": (
        lambda: packed({DOCUMENT: nested_tables(10_000)}),
        "XML 已损坏",
        "另存为",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_with_what_to_do(kind: str, printer: Printer) -> None:
    make, reason, hint = REFUSED[kind]
    content = make()
    with pytest.raises(PackageError) as caught:
        printer.print(content)
    assert reason in caught.value.reason
    assert hint in caught.value.hint


def field_char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def utf16() -> bytes:
    return document(_LINE).decode().replace("UTF-8", "UTF-16").encode("utf-16")


def wrong_links() -> bytes:
    """Links that point nowhere, out of the package, and at parts of another kind."""
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (
                ("styles", "document.xml"),
                ("numbering", "../../../etc/passwd"),
                ("theme", "theme/none.xml"),
                ("settings", ""),
                ("header", "styles.xml"),
            )
        )
    )
    root = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    return packed(
        {DOCUMENT: document(_LINE + PICTURE), "word/_rels/document.xml.rels": root.encode()}
    )


def circular_styles() -> bytes:
    style = '<w:style w:type="paragraph" {} w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    return docx(
        "这一段",
        styles=style.format('w:default="1"', "A", "B") + style.format("", "B", "A"),
    )


PRINTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "UTF-16": (lambda: packed({DOCUMENT: utf16()}), "这一段"),
    "wrong links": (wrong_links, "这一段"),
    "styles in a circle": (circular_styles, "这一段"),
    "a field never closed": (
        lambda: docx(
            paragraph(field_char("begin"), "<w:r><w:instrText>IF 1</w:instrText></w:r>", "这一段"),
            "后一段",
        ),
        "后一段",
    ),
    "a field never opened": (
        lambda: docx(paragraph(field_char("end"), field_char("separate"), "这一段")),
        "这一段",
    ),
    "a thousand fields opened": (
        lambda: docx(paragraph(*[field_char("begin")] * 1000), "后一段"),
        "后一段",
    ),
    "eighty nested tables": (lambda: packed({DOCUMENT: nested_tables(80)}), "这一段"),
    "a picture cut off": (lambda: with_picture(png(300, alpha=False)[:60]), "这一段"),
    "a picture of noise": (
        lambda: with_picture(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(900)),
        "这一段",
    ),
    "a picture of 400 megapixels": (
        lambda: with_picture(png(20_000, alpha=False)),
        "这一段",
    ),
}


@pytest.mark.parametrize("kind", PRINTED)
def test_printed_as_far_as_it_can_be_read(kind: str, printer: Printer) -> None:
    make, text = PRINTED[kind]
    printed = printer.print(make())
    assert not printed.missing
    reader = PdfReader(io.BytesIO(printed.content))
    assert len(reader.pages) == printed.page_count
    assert text in "".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize(
    "content",
    [with_picture(b""), with_picture(b"GIF89a" + b"\xff" * 40), packed({DOCUMENT: utf16()[:-1]})],
    ids=["empty picture", "broken GIF", "half a character"],
)
def test_what_is_lost_is_said(content: bytes, printer: Printer) -> None:
    try:
        printed = printer.print(content)
    except PackageError:
        return
    assert printed.not_shown or printed.warnings


NUMBERS = ("99999999999", "-5", "-99999999", "abc", "", "1e999", "nan", "0", "4294967296", "１２")


@pytest.mark.parametrize("number", NUMBERS)
def test_absurd_measures_are_printed(number: str, printer: Printer) -> None:
    """Numbers no program writes, wherever a length or a count may stand."""
    look = "".join(f'<w:{name} w:val="{number}"/>' for name in ("sz", "spacing", "w", "position"))
    form = (
        f'<w:spacing w:before="{number}" w:line="{number}"/><w:outlineLvl w:val="{number}"/>'
        f'<w:ind w:left="{number}" w:right="{number}" w:firstLine="{number}"/>'
        f'<w:tabs><w:tab w:val="left" w:pos="{number}"/></w:tabs>'
        f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{number}"/></w:numPr>'
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{number}" w:type="dxa"/><w:tblInd w:w="{number}"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{number}"/></w:tblGrid><w:tr><w:trPr><w:trHeight '
        f'w:val="{number}"/><w:gridBefore w:val="{number}"/></w:trPr><w:tc><w:tcPr>'
        f'<w:gridSpan w:val="{number}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    )
    paper = (
        f'<w:sectPr><w:pgSz w:w="{number}" w:h="{number}"/><w:pgMar w:top="{number}" '
        f'w:left="{number}" w:right="{number}" w:bottom="{number}" w:header="{number}"/>'
        f'<w:pgNumType w:start="{number}"/><w:cols w:num="{number}" w:space="{number}"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{number}" w:charSpace="{number}"/>'
        "</w:sectPr>"
    )
    body = paragraph(run("字", look), properties=form)
    assert 1 <= printer.print(docx(body, table)).page_count <= 10
    assert 1 <= printer.print(docx("字" * 300, section=paper)).page_count <= 400


# A process that has little memory itself starts formgen: what a process used before it became
# another program counts for its peak, and pytest has used much.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "formgen", "pdf", *sys.argv[1:]], capture_output=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(done.returncode, peak, (done.stdout + done.stderr).hex())
"""


@dataclass(frozen=True)
class Ran:
    """What came of `formgen pdf`, run by itself."""

    code: int
    said: str
    """Without blanks, as lines may be broken anywhere."""
    seconds: float
    megabytes: float


def convert(file: Path) -> Ran:
    """Run `formgen pdf` on a file and measure the process."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file), "-o", str(file.with_suffix(""))],
        capture_output=True,
        check=True,
        text=True,
        timeout=20,
    )
    code, kilobytes, said = done.stdout.split()
    words = "".join(bytes.fromhex(said).decode().split())
    return Ran(int(code), words, time.monotonic() - started, int(kilobytes) / 1024)


def pages_of_text(megabytes: int) -> bytes:
    """Real paragraphs, all different, so that they cannot be packed like a bomb."""
    source = random.Random(1)
    count = megabytes * 2**20 // (len(_LINE.encode()) + 12)
    return document(
        "".join(_LINE.replace("意思", f"意思{source.random():.10f}") for _ in range(count))
    )


def outsized() -> dict[str, tuple[Callable[[], bytes], str]]:
    """Files that would fill the memory, and what is said of each."""
    return {
        "bomb": (lambda: packed({"word/media/a.bin": bytes(100 * 2**20)}), "压缩得异常紧密"),
        "60 MB of text": (lambda: packed({DOCUMENT: pages_of_text(60)}), "正文太长"),
        "a million empty paragraphs": (
            lambda: packed({DOCUMENT: document("<w:p/>" * 1_000_000)}),
            "正文太长",
        ),
        "65 MB of pictures": (
            lambda: packed({"word/media/a.bin": os.urandom(65 * 2**20)}, method=zipfile.ZIP_STORED),
            "超过64MB",
        ),
    }


@pytest.mark.parametrize("kind", outsized())
def test_outsized_files_are_refused_quickly_in_little_memory(kind: str, tmp_path: Path) -> None:
    make, reason = outsized()[kind]
    file = tmp_path / "大文件.docx"
    file.write_bytes(make())
    ran = convert(file)
    assert ran.code == 5, ran.said
    assert reason in ran.said
    assert "请" in ran.said
    assert "Traceback" not in ran.said
    assert ran.seconds < MAX_SECONDS
    assert ran.megabytes < MAX_MEGABYTES


@pytest.mark.parametrize(
    "make",
    [
        lambda: packed({"word/media/a.bin": os.urandom(50 * 2**20)}, method=zipfile.ZIP_STORED),
        lambda: with_picture(png(8000, alpha=True)),
    ],
    ids=["50 MB of pictures", "64 megapixels with opacity"],
)
def test_large_files_are_printed_in_bounded_memory(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    file = tmp_path / "大文件.docx"
    file.write_bytes(make())
    ran = convert(file)
    assert ran.code in {0, 1}, ran.said
    assert "Traceback" not in ran.said
    assert ran.megabytes < MAX_MEGABYTES
