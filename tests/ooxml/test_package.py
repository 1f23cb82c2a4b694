from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.ooxml import (
    Package,
    PackageError,
    deflate,
    deflate_fast,
    parse_part,
    read_package,
    stored,
    without_thumbnail,
    write_zip,
)
from formgen.ooxml import package as package_module

TYPES = ("[Content_Types].xml", b"<Types/>")


def zipped(*parts: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), st.binary(), max_size=8),
    st.integers(1, 9),
)
def test_another_reader_finds_every_part(parts: dict[str, bytes], level: int) -> None:
    ways = (stored, deflate_fast, lambda name, content: deflate(name, content, level))
    made = [ways[i % 3](name, content) for i, (name, content) in enumerate(parts.items())]
    with zipfile.ZipFile(io.BytesIO(write_zip(made))) as archive:
        assert archive.testzip() is None
        contents = [archive.read(info) for info in archive.infolist()]
    assert contents == list(parts.values())


def test_names_in_chinese_survive() -> None:
    with zipfile.ZipFile(io.BytesIO(write_zip([deflate("图片/甲.png", b"x")]))) as archive:
        assert archive.namelist() == ["图片/甲.png"]


def test_parts_are_read_in_order() -> None:
    content = zipped(TYPES, ("word/b.xml", b"<b/>"), ("word/a.xml", b"<a/>"))
    assert list(read_package(content).parts) == [TYPES[0], "word/b.xml", "word/a.xml"]


def test_a_file_that_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MAX_TOTAL_BYTES", 1000)
    with pytest.raises(PackageError, match="过大"):
        read_package(zipped(TYPES, ("bomb", b"\0" * 100_000)))


def test_a_header_that_lies_about_the_size_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray(zipped(TYPES, ("bomb", b"\0" * 100_000)))
    size = (100_000).to_bytes(4, "little")
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = (10).to_bytes(4, "little")
    monkeypatch.setattr(package_module, "MAX_TOTAL_BYTES", 1000)
    with pytest.raises(PackageError):
        read_package(bytes(content))


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zipped(TYPES, ("a", b"1"), ("a", b"2"))
    with pytest.raises(PackageError, match="重名"):
        read_package(content)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_packed_otherwise_is_refused_even_if_damaged(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(*TYPES)
        archive.writestr("word/document.xml", b"<w:document/>" * 100)
    content = bytearray(buffer.getvalue())
    content[53:58] = b"\xff" * 5
    with pytest.raises(PackageError, match="已损坏"):
        read_package(bytes(content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"not a zip", "不是 Word、Excel 文件"),
        (b"PK\3\4 cut off", "已损坏"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "旧版"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("\ufeff<html>".encode(), "网页"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_only_its_name_calls_an_office_file(content: bytes, words: str) -> None:
    with pytest.raises(PackageError, match=words) as caught:
        read_package(content)
    assert caught.value.hint in str(caught.value)


def test_a_zip_that_is_no_office_file_is_refused() -> None:
    with pytest.raises(PackageError, match="不是 Word、Excel 文件"):
        read_package(zipped(("a.txt", b"x")))


def test_entities_are_neither_declared_nor_resolved() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    with pytest.raises(PackageError, match="DOCTYPE"):
        parse_part(bomb)
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    with pytest.raises(PackageError, match="DOCTYPE"):
        parse_part(outside)


def test_relationships_are_resolved_to_part_names() -> None:
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/officeDocument" Target="/word/document.xml"/>'
        "</Relationships>"
    )
    content = zipped(TYPES, ("_rels/.rels", relationships.encode()), ("word/document.xml", b"<d/>"))
    assert read_package(content).main_part() == "word/document.xml"


def test_a_thumbnail_goes_with_its_relationship() -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{kind}" Target="docProps/picture.emf"/>'
        '<Relationship Id="b" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    parts = {"_rels/.rels": links.encode(), "docProps/picture.emf": b"-", "word/document.xml": b"-"}
    left = without_thumbnail(Package(parts))
    assert set(left.parts) == {"_rels/.rels", "word/document.xml"}
    assert [link.id for link in left.relationships("")] == ["b"]
    orphan = Package({"docProps/thumbnail.jpeg": b"-", "word/document.xml": b"-"})
    assert set(without_thumbnail(orphan).parts) == {"word/document.xml"}
