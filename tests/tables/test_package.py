from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from formgen.ooxml import package, streaming
from formgen.problems import InputError
from formgen.tables import read_table
from tests.tables.making import PERSON, inline, new_sheet, raw_workbook, texts

ROWS = f"<row r='1'>{inline('A1', '姓名')}</row><row r='2'>{inline('A2', '张三')}</row>"
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
SHEET = "xl/worksheets/sheet1.xml"


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_table(path.parent, path.name, PERSON)
    assert caught.value.exit_code == 5
    assert caught.value.message.startswith(path.name)
    assert caught.value.hint
    return caught.value


def test_the_plain_workbook_of_these_tests_is_read(tmp_path: Path) -> None:
    raw_workbook(tmp_path / "a.xlsx", ROWS)
    assert texts(read_table(tmp_path, "a.xlsx", PERSON)) == [{"姓名": "张三"}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "旧版"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "网页"),
        ("\ufeff\n<!DOCTYPE HTML><table/>".encode(), "网页"),
        (b"%PDF-1.7", "PDF"),
        ("姓名,单位\n".encode(), "其实是文字文件"),
        (b"\x89PNG\r\n\x1a\n\0\0", "不是 Word、Excel 文件"),
        (b"PK\x03\x04 cut off", "损坏"),
    ],
)
def test_what_only_its_name_calls_a_workbook(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert words in refused(path).message


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"_rels/.rels": "<Relationships/>"}, "不是 Word、Excel 文件"),
        ({"xl/workbook.xml": "<w:document xmlns:w='x'/>"}, "Word 文档"),
        ({"xl/workbook.xml": "<presentation/>"}, "别的 Office 文件"),
        ({"xl/workbook.xml": "not xml"}, "损坏"),
        ({SHEET: "<worksheet><sheetData><row"}, "损坏"),
        ({SHEET: b"\xff\xfe\x00"}, "损坏"),
        ({"xl/styles.xml": "<styleSheet>"}, "损坏"),
        ({"xl/sharedStrings.xml": "<sst><si><t>x"}, "损坏"),
    ],
)
def test_damaged_or_other_parts(tmp_path: Path, parts: dict[str, str | bytes], words: str) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", ROWS, parts=parts)
    assert words in refused(path).message


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='B2' t='s'><v>5</v></c>",
        "<c r='B2' t='s'><v>x</v></c>",
        "<c r='B2' s='99'><v>5</v></c>",
        "<c r='B2'><v>five</v></c>",
        "<c r='B2' t='d'><v>yesterday</v></c>",
        "<c r='2B'><v>5</v></c>",
    ],
)
def test_cell_that_refers_to_nothing(tmp_path: Path, cell: str) -> None:
    rows = f"<row r='1'>{inline('A1', '姓名')}</row><row r='2'>{cell}</row>"
    assert "损坏" in refused(raw_workbook(tmp_path / "a.xlsx", rows)).message


def test_row_without_a_number(tmp_path: Path) -> None:
    assert (
        "损坏"
        in refused(
            raw_workbook(tmp_path / "a.xlsx", f"<row r='x'>{inline('A1', '姓名')}</row>")
        ).message
    )


def test_missing_part(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "源.xlsx", ROWS)
    target = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            if name != SHEET:
                archive.writestr(name, source.read(name))
    assert "损坏" in refused(target).message


def test_damaged_bytes_inside_the_zip(tmp_path: Path) -> None:
    book, _ = new_sheet(["姓名"], *[[f"张{n}"] for n in range(2000)])
    path = tmp_path / "a.xlsx"
    book.save(path)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset + 200
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(bytes(content))
    assert "损坏" in refused(path).message


@pytest.mark.parametrize(
    "part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bomb_is_refused_in_every_part_and_encoding(
    tmp_path: Path, part: str, encoding: str
) -> None:
    with zipfile.ZipFile(raw_workbook(tmp_path / "源.xlsx", ROWS)) as archive:
        plain = archive.read(part).decode()
    bomb = f"<?xml version='1.0' encoding='{encoding}'?>{BOMB}" + plain.replace("张三", "&i;")
    path = raw_workbook(tmp_path / "a.xlsx", ROWS, parts={part: bomb.encode(encoding)})
    started = time.process_time()
    assert "DOCTYPE" in refused(path).message
    assert time.process_time() - started < 1


def test_external_entity_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    uri = (tmp_path / "secret.txt").as_uri()
    sheet = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{uri}">]><worksheet>&e;</worksheet>'
    path = raw_workbook(tmp_path / "a.xlsx", ROWS, parts={SHEET: sheet})
    assert "DOCTYPE" in refused(path).message


def test_sheet_in_utf16_is_read(tmp_path: Path) -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        "<?xml version='1.0' encoding='utf-16'?>"
        f"<worksheet xmlns='{namespace}'><sheetData>{ROWS}<row r='3'/></sheetData></worksheet>"
    )
    raw_workbook(tmp_path / "a.xlsx", "", parts={SHEET: sheet.encode("utf-16")})
    assert texts(read_table(tmp_path, "a.xlsx", PERSON)) == [{"姓名": "张三"}]


def test_part_name_that_is_no_text(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", ROWS, parts={"xl/图.png": b""})
    path.write_bytes(path.read_bytes().replace("图".encode(), b"\xff" * 3))
    assert "损坏" in refused(path).message


def test_zip_bomb_by_ratio(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/x.bin", bytes(40 * 2**20))
    assert "压缩得异常" in refused(path).message


def test_zip_bomb_by_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "MAX_STREAMED_BYTES", 2**10)
    assert "没有读取" in refused(raw_workbook(tmp_path / "a.xlsx", ROWS)).message


def test_zip_with_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PARTS", 5)
    assert "没有读取" in refused(raw_workbook(tmp_path / "a.xlsx", ROWS)).message


def test_zip_with_a_password(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", ROWS)
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = content.find(signature)
        while position >= 0:
            content[position + offset] |= 1
            position = content.find(signature, position + 4)
    path.write_bytes(bytes(content))
    assert "密码" in refused(path).message
