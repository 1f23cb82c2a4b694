"""Bytes of a returned file → its content, or one sentence of what is wrong with it."""

from __future__ import annotations

import io
import zipfile

import pytest

from formgen.collect.content import NO_IMPRINT, Imprint
from formgen.collect.reading import form as form_module
from formgen.collect.reading import read_form
from formgen.ooxml import PackageError
from tests.collect.reading.reading import RELATIONSHIPS, document, form, link, read, zipped
from tests.word.making import paragraph, row, run, table

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def properties(**values: str) -> dict[str, bytes]:
    """The parts of a form with these custom properties."""
    inner = "".join(
        f'<property name="formgen.{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for name, value in values.items()
    )
    links = link("rId1", "word/document.xml", "officeDocument") + link(
        "rId2", "docProps/custom.xml", "custom-properties"
    )
    return {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'.encode(),
        "docProps/custom.xml": (
            f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{inner}'
            '<property name="别的"><vt:i4>1</vt:i4></property></Properties>'
        ).encode(),
    }


def test_a_form_says_what_it_was_made_of() -> None:
    parts = properties(活动="xuzhou-2023", 文书="申报表", 申报="a1b2", 模板="c3d4")

    assert read(paragraph("甲"), parts=parts).imprint == Imprint(
        "xuzhou-2023", "申报表", "a1b2", "c3d4"
    )


def test_a_form_of_others_says_nothing() -> None:
    assert read(paragraph("甲")).imprint == NO_IMPRINT
    assert read(paragraph("甲"), parts=properties()).imprint == NO_IMPRINT


@pytest.mark.parametrize(
    ("value", "kept"),
    [("甲" * 200, "甲" * 200), ("甲" * 201, ""), ("甲&#10;乙", ""), ("甲&#x202E;乙", "")],
)
def test_a_mark_this_program_never_writes_is_none(value: str, kept: str) -> None:
    assert read(paragraph("甲"), parts=properties(文书=value, 活动="x")).imprint == Imprint(
        "x", kept
    )


@pytest.mark.parametrize("broken", [b"<Properties>", b"", b"<!DOCTYPE a><a/>", b" " * (2**20 + 1)])
def test_broken_properties_do_not_keep_a_form_from_being_read(broken: bytes) -> None:
    content = read(paragraph("甲"), parts=properties() | {"docProps/custom.xml": broken})

    assert (content.imprint, content.boxes[0].text) == (NO_IMPRINT, "甲")


@pytest.mark.parametrize(
    ("change", "revised"),
    [
        (f"<w:ins w:id='1'>{run('新')}</w:ins>", True),
        ("<w:del w:id='1'><w:r><w:delText>旧</w:delText></w:r></w:del>", True),
        (f"<w:moveTo w:id='1'>{run('新')}</w:moveTo>", True),
        (run("甲", "<w:rPrChange w:id='1'/>"), False),
        (run("甲"), False),
    ],
)
def test_changes_of_text_that_nobody_accepted_are_said(change: str, revised: bool) -> None:
    assert read(paragraph(change)).revised is revised


def test_a_form_of_the_strict_edition_reads_the_same() -> None:
    body = table(row("姓名", "魏喆宁"))
    usual = read_form(form(body))
    strict = b"http://purl.oclc.org/ooxml/"
    parts = {
        "word/document.xml": document(body)
        .encode()
        .replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
            strict + b"wordprocessingml/",
        )
    }

    assert strict in parts["word/document.xml"]
    assert read_form(form(body, parts=parts)) == usual


def test_parts_that_are_not_needed_may_be_broken() -> None:
    content = read(paragraph("甲"), parts={"word/styles.xml": b"<", RELATIONSHIPS: b"<"})

    assert content.boxes[0].text == "甲"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7", "其实是 PDF"),
        (b"PK\3\4 cut", "已损坏"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版格式"),
        (zipped({"a.txt": b"x"}), "是压缩包"),
        (form(parts={"word/document.xml": b"<w:document"}), "已损坏"),
        (form(parts={"word/document.xml": b"<!DOCTYPE a><a/>"}), "DOCTYPE"),
        (form(parts={"word/document.xml": b"<workbook/>"}), "不是 Word 文件"),
        (form(parts={"word/document.xml": b"<a>" * 300 + b"</a>" * 300}), "已损坏"),
    ],
)
def test_what_is_no_form_is_said_in_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(PackageError, match=reason):
        read_form(content)


def test_damage_inside_is_found() -> None:
    damaged = bytearray(form(paragraph("甲" * 1000)))
    with zipfile.ZipFile(io.BytesIO(damaged)) as archive:
        at = archive.getinfo("word/document.xml").header_offset
    damaged[at + 80] ^= 0xFF

    with pytest.raises(PackageError, match="已损坏"):
        read_form(bytes(damaged))


def test_a_text_up_to_the_bound_is_read_and_no_longer_one() -> None:
    start, end = document("<w:p/>").split("<w:p/>")
    filling = "<!--" + "x" * 2**20 + "-->"
    room = form_module.MAX_DOCUMENT_BYTES - len((start + end).encode())
    exact = (start + filling * 15 + " " * (room - 15 * len(filling)) + end).encode()

    assert read_form(form(parts={"word/document.xml": exact})).boxes == ()
    with pytest.raises(PackageError, match="正文超过 16 MB"):
        read_form(form(parts={"word/document.xml": exact + b" "}))
