"""Old formats: told by their content, converted where LibreOffice is, said where it is not."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.collect.sources import Refused, Returned, Sort, find_returned
from formgen.collect.sources.converting import to_docx
from formgen.collect.sources.sorting import sort_of
from formgen.layout import libreoffice
from formgen.layout.conversions import DOC_TO_DOCX, Conversion
from formgen.layout.libreoffice import LibreOffice, find_program
from formgen.ooxml import PackageError, read_package
from formgen.problems import InputError
from tests.word.making import docx

RTF = rb"{\rtf1\ansi\ansicpg936 \u24352? \u19977?\par}"  # 张三
SECTOR = 512


def compound(*streams: tuple[str, bytes]) -> bytes:
    """A compound file (MS-CFB) of streams of at least 4,096 bytes."""
    sectors: list[bytes] = []
    table: list[int] = []
    entries = [entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams:
        first, count = len(sectors), -(-len(content) // SECTOR)
        entries.append(entry(name, 2, first, len(content)))
        sectors += [content[n * SECTOR :][:SECTOR].ljust(SECTOR, b"\0") for n in range(count)]
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
    directory = len(sectors)
    block = b"".join(entries)
    sectors += [block[n : n + SECTOR].ljust(SECTOR, b"\0") for n in range(0, len(block), SECTOR)]
    table += [*range(directory + 1, len(sectors)), 0xFFFFFFFE, 0xFFFFFFFD]
    assert len(table) <= SECTOR // 4
    numbers = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    head += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIII", 1, directory, 0, 4096, 0xFFFFFFFE, 0)
    head += struct.pack("<II", 0xFFFFFFFE, 0)
    head += struct.pack("<109I", len(sectors), *[0xFFFFFFFF] * 108)
    assert len(head) == SECTOR
    return head + b"".join(sectors) + numbers


def entry(name: str, kind: int, first: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    return head.ljust(116, b"\0") + struct.pack("<IQ", first, size)


def word_stream(flags: int) -> bytes:
    return struct.pack("<6H", 0xA5EC, 193, 0, 0, 0, flags).ljust(4096, b"\0")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (compound(("WordDocument", word_stream(0x0100))), "加了密码"),
        (compound(("EncryptedPackage", bytes(4096))), "加了密码"),
        (compound(("Workbook", bytes(4096))), "旧版 Excel"),
        (compound(("PowerPoint Document", bytes(4096))), "不是 Word 表"),
        (compound(("WordDocument", word_stream(0)))[:300], "已损坏"),
    ],
)
def test_an_old_file_that_is_no_form_or_locked_is_said(content: bytes, said: str) -> None:
    with pytest.raises(PackageError, match=said) as caught:
        sort_of(content)
    assert caught.value.hint


def test_an_old_word_file_is_told_by_its_streams() -> None:
    assert sort_of(compound(("WordDocument", word_stream(0)))) is Sort.DOC
    assert sort_of(compound(("Data", bytes(9000)), ("WordDocument", word_stream(0)))) is Sort.DOC


def test_a_compound_file_that_runs_in_circles_ends() -> None:
    content = bytearray(compound(("A", bytes(4096)), ("B", bytes(4096)), ("C", bytes(4096))))
    directory = struct.unpack_from("<I", content, 48)[0]
    table = struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<I", content, (table + 1) * SECTOR + directory * 4, directory)
    with pytest.raises(PackageError, match="旧版 Office"):
        sort_of(bytes(content))
    struct.pack_into("<II", content, 68, table, 0xFFFFFFFF)  # more of the table in itself
    with pytest.raises(PackageError):
        sort_of(bytes(content))


def test_where_libreoffice_is_missing_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", {})
    (tmp_path / "旧.rtf").write_bytes(RTF)
    (tmp_path / "好.docx").write_bytes(docx("好"))
    result = list(find_returned([tmp_path]))
    assert [one.file for one in result] == ["好.docx", "旧.rtf"]
    refused = result[1]
    assert isinstance(refused, Refused)
    assert "没有安装 LibreOffice" in refused.problem.message
    assert "另存为 .docx" in refused.problem.hint
    with pytest.raises(InputError, match=r"“旧\.rtf”是\.rtf 格式") as caught:
        to_docx(RTF, "旧.rtf")
    assert "安装 LibreOffice" in caught.value.hint


def test_a_word_file_is_left_as_it_is_and_another_refused() -> None:
    content = docx("甲")
    assert to_docx(content, "甲.docx") is content
    for other in (b"%PDF-1.7", b"text", b""):
        with pytest.raises(InputError, match=r"“乙\.doc”"):
            to_docx(other, "乙.doc")


@pytest.fixture(scope="module")
def old_files() -> Iterator[dict[str, bytes]]:
    """Documents that LibreOffice itself wrote in old formats."""
    if find_program() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing, and CI may not skip what needs it")
        pytest.skip("LibreOffice is not installed")
    made: dict[str, bytes] = {}
    word = "MS Word 2007 XML"
    with LibreOffice.open() as office:
        for suffix, target in (("doc", "doc:MS Word 97"), ("odt", "odt:writer8")):
            conversion = Conversion(word, "docx", target, suffix)
            made |= office.convert_each({f"{suffix}-1": docx("籍贯"), f"{suffix}-2": docx("民族")},
                                        conversion)  # fmt: skip
    yield made


def test_old_files_are_converted_and_a_broken_one_hurts_no_other(
    old_files: dict[str, bytes], tmp_path: Path
) -> None:
    broken = compound(("WordDocument", word_stream(0)))
    files = {
        "1.doc": old_files["doc-1"], "2.doc": broken, "3.wps": old_files["doc-2"],
        "4.odt": old_files["odt-1"], "5.doc": RTF, "6.docx": docx("新"),
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    texts = {}
    for one in find_returned([tmp_path]):
        if isinstance(one, Returned):
            assert one.sort is Sort.WORD
            tree = read_package(one.content).tree("word/document.xml")
            texts[one.file] = "".join(map(str, tree.itertext())).strip()
        else:
            texts[one.file] = one.problem.message
    assert texts.pop("5.doc").replace(" ", "") == "张三"
    assert "LibreOffice 没能转换" in texts.pop("2.doc")
    assert texts == {"1.doc": "籍贯", "3.wps": "民族", "4.odt": "籍贯", "6.docx": "新"}


@pytest.mark.skipif(sys.platform == "win32", reason="starts a shell script")
def test_a_libreoffice_that_hangs_is_given_up(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\necho >> {tmp_path}/starts\nsleep 60\n")
    program.chmod(0o755)
    with LibreOffice(program, limit=0.2) as slow:
        assert slow.convert_each({f"{n}.doc": b"" for n in range(9)}, DOC_TO_DOCX) == {}
    assert len((tmp_path / "starts").read_text()) == 3  # all together, then two alone
