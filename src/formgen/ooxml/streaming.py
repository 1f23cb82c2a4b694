"""A .docx or .xlsx file → its parts as streams, for parts too large for memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from lxml import etree

from formgen.ooxml.package import (
    DAMAGED,
    ZIP_DAMAGE,
    Package,
    PackageError,
    check_bounds,
    check_start,
)

MAX_STREAMED_BYTES = 512 * 2**20
"""Unpacked size of all parts together; a million rows of eight cells take 234 MiB."""
MAX_PART_BYTES = 64 * 2**20
"""Unpacked size of a part that is read as a whole."""

_CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class StreamedPackage(Package):
    """An open package; its parts are read only when they are asked for."""

    archive: ZipFile

    def open(self, name: str) -> IO[bytes]:
        """A part's bytes as a stream, proven to be XML without a document type.

        Raises:
            PackageError: there is no such part, or it declares a document type, which
                the standard forbids (ECMA-376 part 2, 8.1.4) and entity bombs need.
        """
        if name not in self.parts:
            raise PackageError(f"文件已损坏：缺少部件 {name}")
        with self.archive.open(name) as stream:
            _refuse_document_type(stream)
        return self.archive.open(name)


@contextmanager
def open_package(path: Path) -> Iterator[StreamedPackage]:
    """The package in a file; everything wrong with it inside the block is one exception.

    Raises:
        PackageError: the file is no package, encrypted, damaged, or unpacks to more than
            any table or text needs.
    """
    with path.open("rb") as stream:
        start = stream.read(2)
    if start != b"PK":
        check_start(path.read_bytes())
    try:
        with ZipFile(path) as archive:
            check_bounds(archive, MAX_STREAMED_BYTES)
            yield StreamedPackage(_LazyParts(archive), archive)
    except (*ZIP_DAMAGE, etree.XMLSyntaxError):
        raise PackageError(DAMAGED) from None


class _LazyParts(Mapping[str, bytes]):
    """A zip file as a mapping that unpacks a part each time it is asked for."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = dict.fromkeys(archive.namelist())

    def __getitem__(self, name: str) -> bytes:
        if self._archive.getinfo(name).file_size > MAX_PART_BYTES:
            raise PackageError(f"内容超过 {MAX_PART_BYTES // 2**20} MB", "请删减或分成几个文件")
        return self._archive.read(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _RootReached(Exception):
    """The root element has started, so no document type can follow."""


def _refuse_document_type(stream: IO[bytes]) -> None:
    """Read a part up to its root element.

    Raises:
        PackageError: a document type stands before it, or the part is no XML.
    """

    def refuse(*_: object) -> None:
        raise PackageError("文件内部的 XML 带有 DOCTYPE，没有读取")

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
    raise PackageError("文件内部的 XML 已损坏")
