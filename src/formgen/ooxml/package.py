"""A .docx or .xlsx file's bytes → its parts, read within bounds.

Office files come from strangers: every bound here turns a crafted or broken file into
one Chinese sentence instead of a crash or a full memory.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

MAX_PARTS = 5_000
MAX_TOTAL_BYTES = 256 * 2**20
"""Largest sum of the unpacked parts."""

_OLE = b"\xd0\xcf\x11\xe0"
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class PackageError(Exception):
    """The bytes are no Office file this program reads; `str()` says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A reference from one part to another, or to the outside."""

    id: str
    type: str
    """Last word of the relationship type's URI: officeDocument, header, image …"""
    target: str
    """Part name for internal targets, URL for external ones."""
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an Office file by name (without leading slash), in the file's order."""

    parts: Mapping[str, bytes]

    def relationships(self, part: str) -> list[Relationship]:
        """What a part refers to; the package's own references for an empty name.

        Raises:
            PackageError: the relationships part is broken.
        """
        content = self.parts.get(relationships_name(part))
        if content is None:
            return []
        folder = posixpath.dirname(part)
        found = []
        for element in parse_part(content).iter(_RELATIONSHIPS):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            found.append(Relationship(element.get("Id", ""), kind, target, external))
        return found

    def main_part(self) -> str:
        """The name of the document or workbook part.

        Raises:
            PackageError: there is none.
        """
        for relationship in self.relationships(""):
            if relationship.type == "officeDocument" and relationship.target in self.parts:
                return relationship.target
        raise PackageError("文件里没有正文")


def relationships_name(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_package(content: bytes) -> Package:
    """All parts of an Office file.

    Raises:
        PackageError: not a zip, encrypted, damaged, or larger than the bounds.
    """
    if content.startswith(_OLE):
        raise PackageError("文件已加密，或是旧版格式，请解密后另存为 .docx 或 .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return Package(_read_parts(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise PackageError("文件已损坏，或不是 Word、Excel 文件") from None


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
        raise PackageError("文件展开后过大，没有读取")
    if any(info.flag_bits & 1 for info in infos):
        raise PackageError("文件已加密，请解密后再用")
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL_BYTES
    for info in infos:
        if info.is_dir():
            continue
        if info.filename in parts:
            raise PackageError("文件结构异常：有重名的部件")
        with archive.open(info) as stream:  # the header's size may lie: read no more than it allows
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise PackageError("文件展开后过大，没有读取")
        parts[info.filename] = data
    if _CONTENT_TYPES not in parts:
        raise PackageError("不是 Word、Excel 文件")
    return parts


def parse_part(content: bytes) -> etree._Element:
    """The XML tree of a part; entities are neither declared nor resolved.

    Raises:
        PackageError: broken XML, or one with a document type declaration.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise PackageError("文件内部的 XML 已损坏") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError("文件内部的 XML 带有 DOCTYPE，没有读取")
    return root
