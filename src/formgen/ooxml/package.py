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
from functools import lru_cache

from lxml import etree

MAX_PARTS = 20_000
MAX_TOTAL_BYTES = 256 * 2**20
"""Largest sum of the unpacked parts."""
MAX_RATIO = 100
"""Unpacked to packed size; a worksheet of nothing but empty cells reaches 14."""

_RATIO_MATTERS = 32 * 2**20
"""Below this unpacked size even a perfect bomb does no harm."""
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What the standard allows (ECMA-376 part 2, B.2); others raise errors of their own kinds."""
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_CONTENT_TYPES = "[Content_Types].xml"
_THUMBNAIL = "thumbnail"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

ZIP_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError)
"""What zipfile raises on a damaged file."""
DAMAGED = "文件已损坏，或不是 Word、Excel 文件"
_SAVE_AGAIN = "请在 Word、Excel 或 WPS 里打开它，另存为 .docx 或 .xlsx"


class PackageError(Exception):
    """The bytes are no Office file this program reads; `str()` says it all, in Chinese."""

    def __init__(self, reason: str, hint: str = _SAVE_AGAIN) -> None:
        super().__init__(f"{reason}，{hint}")
        self.reason = reason
        """What is wrong."""
        self.hint = hint
        """What the user can do."""


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

    def tree(self, name: str) -> etree._Element:
        """The root element of a part.

        Raises:
            PackageError: the part is missing or broken.
        """
        content = self.parts.get(name)
        if content is None:
            raise PackageError(f"文件已损坏：缺少部件 {name}")
        return parse_part(content)

    def relationships(self, part: str) -> list[Relationship]:
        """What a part refers to; the package's own references for an empty name.

        Raises:
            PackageError: the relationships part is broken.
        """
        content = self.parts.get(relationships_name(part))
        if content is None:
            return []
        read = _links_seen if len(content) <= _SMALL_PART else _links
        return list(read(content, posixpath.dirname(part)))

    def related(self, part: str, kind: str) -> str | None:
        """Name of the first part that another relates to in this way; None if there is none."""
        found = (link.target for link in self.relationships(part) if link.type == kind)
        return next((name for name in found if name in self.parts), None)

    def main_part(self) -> str:
        """The name of the document or workbook part.

        Raises:
            PackageError: there is none.
        """
        name = self.related("", "officeDocument")
        if name is None:
            raise _other_zip()
        return name


_SMALL_PART = 2**14
"""Forms of one template say the same of themselves: links up to this size are read once."""


def _links(content: bytes, folder: str) -> tuple[Relationship, ...]:
    """What a relationships part says of a part in a folder.

    Raises:
        PackageError: it is broken.
    """
    found = []
    for element in parse_part(content).iter(_RELATIONSHIPS):
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        found.append(Relationship(element.get("Id", ""), kind, target, external))
    return tuple(found)


_links_seen = lru_cache(maxsize=256)(_links)


def relationships_name(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_package(content: bytes) -> Package:
    """All parts of an Office file.

    Raises:
        PackageError: not a zip, encrypted, damaged, or larger than the bounds.
    """
    check_start(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_bounds(archive, MAX_TOTAL_BYTES)
            parts = [info for info in archive.infolist() if not info.is_dir()]
            package = Package({part.filename: archive.read(part) for part in parts})
    except (*ZIP_DAMAGE, ValueError, OSError):
        raise PackageError(DAMAGED) from None
    if _CONTENT_TYPES not in package.parts:
        raise _other_zip()
    return package


def without_thumbnail(package: Package) -> Package:
    """The package without the picture of its first page, as that was when it was last saved.

    What is made of a template looks otherwise; of a form that was filled before it became a
    template, the picture still shows what it was filled with.

    Raises:
        PackageError: the package's relationships are broken.
    """
    links = package.relationships("")
    gone = {link.target for link in links if link.type == _THUMBNAIL}
    gone |= {name for name in package.parts if name.startswith(f"docProps/{_THUMBNAIL}")}
    if not gone:
        return package
    parts = {name: content for name, content in package.parts.items() if name not in gone}
    if any(link.type == _THUMBNAIL for link in links):
        own = relationships_name("")
        root = package.tree(own)
        for element in root.findall(_RELATIONSHIPS):
            if element.get("Type", "").endswith(f"/{_THUMBNAIL}"):
                root.remove(element)
        parts[own] = written_part(root)
    return Package(parts)


def check_bounds(archive: zipfile.ZipFile, most: int) -> None:
    """Refuse by what the directory declares; zipfile reads no byte beyond a declared size.

    Raises:
        PackageError: encrypted, more than `most` bytes unpacked, packed tighter than any
            document, too many parts, or two of one name.
    """
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise _encrypted()
    if any(part.compress_type not in _METHODS for part in parts):
        raise PackageError(DAMAGED)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > most or len(parts) > MAX_PARTS:
        raise PackageError(
            f"解开后有 {unpacked / 2**20:.0f} MB，过大，没有读取",
            f"请删去多余的空行和图片，到 {most // 2**20} MB 以内",
        )
    if unpacked > _RATIO_MATTERS and unpacked > MAX_RATIO * packed:
        raise PackageError("压缩得异常紧密，不像正常的文件，没有读取")
    if len({part.filename for part in parts}) < len(parts):
        raise PackageError("文件结构异常：有重名的部件")


def check_start(content: bytes) -> None:
    """Say what a file is that only its name calls a Word or Excel file.

    Raises:
        PackageError: the bytes do not begin as a zip file.
    """
    head = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if content.startswith(b"PK"):
        return
    if not content:
        raise PackageError("是空文件", "请换成填好的文件")
    if content.startswith(_COMPOUND_FILE):
        raise _compound_file(content)
    if head.startswith(b"<"):
        raise PackageError("其实是网页或 XML，只是改了文件名")
    if head.startswith(b"%pdf"):
        raise PackageError("其实是 PDF，只是改了文件名", "请换成 Word 或 Excel 文件")
    raise PackageError(DAMAGED)


def _compound_file(content: bytes) -> PackageError:
    """Told apart by the names of the streams inside (MS-OFFCRYPTO 1.3)."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _encrypted()
    return PackageError("是旧版格式（.doc、.xls、.wps 或 .et），只是改了文件名")


def _encrypted() -> PackageError:
    return PackageError("加了密码", "请去掉密码，另存一份再用")


def _other_zip() -> PackageError:
    return PackageError("是压缩包，但不是 Word、Excel 文件", "请先解压，或重新另存")


def written_part(root: etree._Element) -> bytes:
    """A part's bytes, with the declaration Office writes."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


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
