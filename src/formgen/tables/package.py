"""An .xlsx file → its parts as streams, opened only once size and kind are known to be sane.

`formgen.ooxml` keeps every part in memory; a worksheet may be too large for that.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from lxml import etree

MAX_BYTES = 512 * 2**20
"""Unpacked size of all parts together; a million rows of eight cells take 234 MiB."""
MAX_RATIO = 100
"""Unpacked to packed size; a worksheet of nothing but empty cells reaches 14."""
MAX_TREE_BYTES = 64 * 2**20
"""Unpacked size of a part that is read as a whole."""
MAX_PARTS = 20_000

_RATIO_MATTERS = 32 * 2**20
"""Below this unpacked size even a perfect bomb does no harm."""
_ENCRYPTED_FLAG = 0x1
_CHUNK = 2**16

_DAMAGED = "文件已损坏"
_SAVE_AGAIN = "请用 Excel 或 WPS 打开，另存为 .xlsx"


class PackageError(Exception):
    """The file is no package that can be read; both sentences are Chinese."""

    def __init__(self, reason: str, hint: str = _SAVE_AGAIN) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


class Package:
    """An open package (ECMA-376 part 2). Part names have no leading slash."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())

    def open(self, name: str) -> IO[bytes]:
        """A part's bytes, proven to be XML without a document type.

        Raises:
            PackageError: there is no such part, or it declares a document type, which
                the standard forbids (part 2, 8.1.4) and entity bombs need.
        """
        if name not in self._names:
            raise PackageError(_DAMAGED)
        with self._archive.open(name) as stream:
            _refuse_document_type(stream)
        return self._archive.open(name)

    def tree(self, name: str) -> etree._Element:
        """The root element of a part.

        Raises:
            PackageError: there is no such part, it is no XML, or too large.
        """
        if name in self._names and self._archive.getinfo(name).file_size > MAX_TREE_BYTES:
            raise PackageError(f"内容超过 {MAX_TREE_BYTES // 2**20} MB", "请删减或分成几个文件")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        with self.open(name) as stream:
            return etree.parse(stream, parser).getroot()

    def related(self, source: str = "") -> Iterator[tuple[str, str, str]]:
        """Id, last word of the type, and part name of a part's relationships.

        Args:
            source: the part; empty for the package itself.
        """
        folder, file_name = posixpath.split(source)
        relationships = posixpath.join(folder, "_rels", f"{file_name}.rels")
        if relationships not in self._names:
            return
        for element in self.tree(relationships):
            if element.get("TargetMode") != "External":
                target = posixpath.join("/", folder, element.get("Target", ""))
                kind = element.get("Type", "").rpartition("/")[2]
                yield element.get("Id", ""), kind, posixpath.normpath(target).lstrip("/")

    def main_part(self) -> str:
        """Name of the part the package is about: the workbook, the document.

        Raises:
            PackageError: the zip file is no Office file.
        """
        for _, kind, name in self.related():
            if kind == "officeDocument":
                return name
        raise PackageError("是压缩文件，但不是 Office 文件", "请先解压，或重新另存")


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """The package in a file; everything wrong with it inside the block is one exception.

    Raises:
        PackageError: the file is no package, encrypted, damaged, or unpacks to more than
            any table or text needs.
    """
    with path.open("rb") as stream:
        start = stream.read(_CHUNK)
    if not start.startswith(b"PK"):
        raise _not_a_zip(path, start)
    try:
        with ZipFile(path) as archive:
            _refuse_bomb(archive)
            yield Package(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, etree.XMLSyntaxError):
        raise PackageError(_DAMAGED) from None


def _refuse_bomb(archive: ZipFile) -> None:
    """Refuse by the sizes the directory declares; zipfile reads no byte beyond them."""
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise PackageError("加了密码", "请去掉密码，另存一份再用")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MAX_BYTES or len(parts) > MAX_PARTS:
        raise PackageError(
            f"解开后有 {unpacked / 2**20:.0f} MB，没有读取",
            f"请删去内容下面多余的空行和图片，到 {MAX_BYTES // 2**20} MB 以内",
        )
    if unpacked > _RATIO_MATTERS and unpacked > MAX_RATIO * packed:
        raise PackageError("压缩得异常紧密，不像正常的文件，没有读取")


def _not_a_zip(path: Path, start: bytes) -> PackageError:
    """What a file is that only its name calls a workbook, and what to do about it."""
    if not start:
        return PackageError("是空文件", "请换成填好的文件")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound_file(path.read_bytes())
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"<"):
        return PackageError("其实是网页或 XML，只是改了文件名", _SAVE_AGAIN)
    if head.startswith(b"%pdf"):
        return PackageError("其实是 PDF，只是改了文件名", "请换成 .xlsx 文件")
    return PackageError("不是 Excel 文件，或已损坏")


def _compound_file(content: bytes) -> PackageError:
    """Told apart by the names of the streams inside (MS-OFFCRYPTO 1.3, MS-XLS 2.1.2)."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PackageError("加了密码", "请去掉密码，另存一份再用")
    return PackageError(
        "是旧版表格（.xls 或 .et），只是改了文件名",
        _SAVE_AGAIN,
    )


class _RootReached(Exception):
    """The root element has started, so no document type can follow."""


def _refuse_document_type(stream: IO[bytes]) -> None:
    """Read a part up to its root element.

    Raises:
        PackageError: a document type stands before it, or the part is no XML.
    """

    def refuse(*_: object) -> None:
        raise PackageError("里面有不安全的 XML 声明（DTD），没有读取")

    def stop(*_: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    except _RootReached:
        return
    except (expat.ExpatError, ValueError, LookupError):
        pass
    raise PackageError(_DAMAGED)
