"""Hostile packages: tables, returned forms, archives; refused in words, within bounds."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.check.generating import picture
from tests.hostile.campaigns import FORM_TEMPLATE, UNIT, csv_of, rows_of, write_campaign
from tests.hostile.running import Room
from tests.word import making

Parts = Mapping[str, bytes]


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return content.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["名称", "推荐单位", "说明"], ["甲", UNIT, "乙"]):
        book.worksheets[0].append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


WORKBOOK = parts_of(_workbook())
SHEET = "xl/worksheets/sheet1.xml"
FORM = parts_of(making.docx(making.table(making.row("名称", "甲"))))
MAIN = "word/document.xml"
LOLS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LOLS}]>'.encode()
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<!DOCTYPE x SYSTEM "http://example.com/x.dtd">'


def with_head(part: bytes, head: bytes, inner: bytes = b"") -> bytes:
    """A part with a document type before its root, and text put into it."""
    start = part.find(b"?>") + 2 if part.startswith(b"<?xml") else 0
    body = part[start:].replace(b"</w:t>", inner + b"</w:t>", 1).replace(b"<t>", b"<t>" + inner, 1)
    return part[:start] + head + body


def deep(part: bytes, levels: int, name: bytes) -> bytes:
    """A part with so many elements in one another at its end."""
    at = part.rfind(b"</")
    return (
        part[:at]
        + b"<"
        + name
        + b">" * 1
        + (b"<" + name + b">") * (levels - 1)
        + (b"</" + name + b">") * levels
        + part[at:]
    )


def flagged(content: bytes, offset_local: int, offset_central: int, value: int) -> bytes:
    """A zip with a byte of every local and central header changed (APPNOTE 4.3.7, 4.3.12)."""
    data = bytearray(content)
    for mark, offset in ((b"PK\3\4", offset_local), (b"PK\1\2", offset_central)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= value
            at = data.find(mark, at + 4)
    return bytes(data)


def repeated(parts: Parts) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for name, part in (*parts.items(), *parts.items()):
            archive.writestr(name, part)
    return content.getvalue()


def variants(parts: Parts, main: str, name: bytes) -> dict[str, bytes]:
    """Hostile packages made of the parts of a sound one, whose text stands in `main`."""
    whole, text = packed(parts), parts[main]
    bomb = bytes(300 * 2**20)
    return {
        "too large": packed({**parts, "x.bin": bomb}),
        "too tight": packed({**parts, "x.bin": bytes(100 * 2**20)}),
        "20,001 parts": packed({**parts, **{f"x{n}": b"" for n in range(20_001)}}),
        "a laugh of a billion": packed({**parts, main: with_head(text, LAUGHS, b"&l9;")}),
        "a file as an entity": packed({**parts, main: with_head(text, OUTSIDE, b"&e;")}),
        "a remote DTD": packed({**parts, main: with_head(text, REMOTE)}),
        "an undeclared entity": packed({**parts, main: with_head(text, b"", b"&e;")}),
        "10,000 elements deep": packed({**parts, main: deep(text, 10_000, name)}),
        "1,000,000 elements deep": packed({**parts, main: deep(text, 1_000_000, name)}),
        "encrypted": flagged(whole, 6, 8, 1),
        "an unknown method": flagged(whole, 8, 10, 0x60),
        "cut in half": whole[: len(whole) // 2],
        "without its end": whole[:-22],
        "one byte": b"P",
        "empty": b"",
        "an empty zip": packed({}),
        "nothing but types": packed({"[Content_Types].xml": parts["[Content_Types].xml"]}),
        "no content types": packed({k: v for k, v in parts.items() if k != "[Content_Types].xml"}),
        "no main part": packed({k: v for k, v in parts.items() if k != main}),
        "an empty main part": packed({**parts, main: b""}),
        "a main part of no XML": packed({**parts, main: b"\0" * 100}),
        "a main part in UTF-7": packed(
            {**parts, main: b"<?xml version='1.0' encoding='utf-7'?><a/>"}
        ),
        "another root": packed({**parts, main: b"<a/>"}),
        "parts twice": repeated(parts),
        "bytes changed": whole[: whole.find(main.encode()) + 99]
        + bytes(60)
        + whole[whole.find(main.encode()) + 159 :],
        "a compound file": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096),
        "an RTF": rb"{\rtf1 \*\objdata 0105}",
        "HTML": b"<html><script>alert(1)</script></html>",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "zeros": bytes(100_000),
    }


KEPT: dict[str, Callable[[dict[str, bytes], str], bytes]] = {
    "a path out": lambda parts, main: packed({**parts, "../../../tmp/evil": b"x"}),
    "an absolute path": lambda parts, main: packed({**parts, "/tmp/evil": b"x", "C:\\evil": b"x"}),
    "stored, not deflated": lambda parts, main: packed(parts, zipfile.ZIP_STORED),
    "XInclude": lambda parts, main: packed(
        {
            **parts,
            "custom/x.xml": (
                b'<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="/etc/passwd"/></a>'
            ),
        }
    ),
    "a remote relationship": lambda parts, main: packed(
        {
            **parts,
            (f"{main.rpartition('/')[0]}/_rels/{main.rpartition('/')[2]}.rels"): (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                b'relationships/image" Target="http://example.com/x.png" TargetMode="External"/>'
                b"</Relationships>"
            ),
        }
    ),
    "bytes before": lambda parts, main: packed(parts),
}
"""Oddities that change nothing: the text is read, nothing is fetched or written."""


def test_hostile_workbooks_as_tables(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    cases = variants(WORKBOOK, SHEET, b"x")
    for number, content in enumerate(cases.values()):
        (write_campaign(room.campaign / str(number)) / "applicants.xlsx").write_bytes(content)
    answers = room.each(*(["check", room.campaign / str(n)] for n in range(len(cases))))
    read = {name for name, one in zip(cases, answers, strict=True) if one.code != 5}
    assert read == {"no content types"}  # whose worksheets are found all the same
    assert all("applicants.xlsx" in one.screen for one in answers if one.code == 5)


def test_odd_workbooks_are_read(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    for number, make in enumerate(KEPT.values()):
        (write_campaign(room.campaign / str(number)) / "applicants.xlsx").write_bytes(
            make(WORKBOOK, SHEET)
        )
    answers = room.each(*(["check", room.campaign / str(n)] for n in range(len(KEPT))))
    assert [one.code for one in answers] == [0] * len(KEPT), [one.screen for one in answers]
    assert all("检查了1份申报" in one.words for one in answers)


def collected(room: Room, files: Mapping[str, bytes]) -> dict[str, set[str]]:
    """The codes that collecting the files gives, by the number of the file."""
    folder = write_campaign(room.campaign)
    (folder / "applicants.csv").write_bytes(csv_of(rows_of([{"名称": "甲", "说明": "乙"}])))
    sent = room.root / "sent"
    sent.mkdir()
    for name, content in files.items():
        (sent / name).write_bytes(content)
    ran = room.sound(
        "collect", folder, sent, "-o", "out.csv", writes=("out.csv", "out（收表情况）.xlsx")
    )
    assert ran.code in (0, 1), ran.screen
    book = openpyxl.load_workbook(room.root / "out（收表情况）.xlsx")
    told: dict[str, set[str]] = {name: set() for name in files}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            texts = [str(value) for value in row if value is not None]
            for name in files:
                if any(name in text for text in texts):
                    told[name] |= {text for text in texts if text[:1] == "C" and text[1:].isdigit()}
                    told[name] |= {"!" + text for text in texts}
    return told


def test_hostile_forms_sent_back(tmp_path: Path) -> None:
    cases = variants(FORM, MAIN, b"w:p")
    files = {f"{n:02}.docx": content for n, content in enumerate(cases.values())}
    told = collected(Room.at(tmp_path), files)
    silent = [name for name, file in zip(cases, files, strict=True) if not told[file]]
    assert silent == []


def linked(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target.encode()


def archive_of(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries:
            archive.writestr(name, body)
    return content.getvalue()


def test_hostile_archives_sent_back(tmp_path: Path) -> None:
    form = FORM_TEMPLATE
    inner = archive_of(("甲.docx", form))
    twice = archive_of(("内.zip", inner))
    cases = {
        "link.zip": archive_of(linked("passwd.docx", "/etc/passwd"), ("甲.docx", form)),
        "out.zip": archive_of(("../../../tmp/evil.docx", form), ("/tmp/evil.docx", form)),
        "drive.zip": archive_of(("C:\\Windows\\evil.docx", form), ("..\\..\\evil.docx", form)),
        "nested.zip": archive_of(("1.zip", archive_of(("2.zip", twice)))),
        "bomb.zip": archive_of(("a.docx", bytes(60 * 2**20)), ("b.docx", bytes(60 * 2**20))),
        "large.zip": archive_of(("a.docx", bytes(65 * 2**20))),
        "many.zip": archive_of(*((f"{n}.txt", b"") for n in range(20_001))),
        "locked.zip": flagged(inner, 6, 8, 1),
        "damaged.zip": inner[: len(inner) // 2],
        "names.zip": archive_of(
            ("a\0b.docx", form), ("con.docx", form), ("甲" * 80 + ".docx", form)
        ),
        "empty.zip": archive_of(),
        "hidden.zip": archive_of(("~$甲.docx", form), ("__MACOSX/a.docx", form), (".a.docx", form)),
        "rtl.zip": archive_of(("\u202excod.exe", b"MZ"), ("甲.docx.exe", b"MZ" + bytes(100))),
        "bzip.zip": packed({"甲.docx": form}, zipfile.ZIP_BZIP2),
        "lzma.zip": packed({"甲.docx": form}, zipfile.ZIP_LZMA),
        "a.7z": b"7z\xbc\xaf\x27\x1c" + bytes(50),
        "a.rar": b"Rar!\x1a\x07" + bytes(50),
        "a.gz": b"\x1f\x8b" + bytes(50),
    }
    told = collected(Room.at(tmp_path), cases)
    assert [name for name in cases if not told[name]] == []
    assert any("链接" in text for text in told["link.zip"])


def test_links_in_what_was_sent_are_not_followed(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    outside = room.root / "outside"
    outside.mkdir()
    (outside / "密.docx").write_bytes(FORM_TEMPLATE)
    sent = room.root / "sent"
    sent.mkdir()
    (sent / "link.docx").symlink_to(outside / "密.docx")
    (sent / "folder").symlink_to(outside)
    (sent / "root").symlink_to("/")
    (sent / "loop").symlink_to("loop")
    (sent / "device.docx").symlink_to("/dev/zero")
    folder = write_campaign(room.campaign)
    (folder / "applicants.csv").write_bytes(csv_of(rows_of([{"名称": "甲"}])))
    made = ("out.csv", "out（收表情况）.xlsx")
    ran = room.sound("collect", folder, "sent", "-o", "out.csv", writes=made)
    assert ran.code == 1
    assert "密" not in ran.screen
    book = openpyxl.load_workbook(room.root / "out（收表情况）.xlsx")
    texts = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert sum("是指向别处的链接" in text for text in texts) >= 5


def test_pictures_are_not_saved_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    folder = write_campaign(room.campaign)
    photo = folder / "a.jpg"
    photo.write_bytes(picture("JPEG", {}))
    form = making.table(
        making.row("名称", "{{ 名称 }}"),
        making.row("推荐单位", "{{ 推荐单位 }}"),
        making.row("照片", "{{ 照片|图片(33, 47) }}"),
    )
    (folder / "templates/申报表.docx").write_bytes(making.docx("申报表", form))
    rows = rows_of([{"名称": "甲", "照片": "a.jpg"}])
    (folder / "applicants.csv").write_bytes(csv_of(rows))
    assert room.sound("build", folder, "-o", room.out, "--format", "docx").code == 0
    (folder / "applicants.csv").unlink()
    outside = room.root / "outside"
    outside.mkdir()
    (folder / "收表图片").symlink_to(outside)
    ran = room.sound("collect", folder, "out/hostile-2025", "-o", "out/read.csv")
    assert (ran.code, list(outside.iterdir())) == (6, []), ran.screen
    assert "收表图片”是指向别处的链接" in ran.words
