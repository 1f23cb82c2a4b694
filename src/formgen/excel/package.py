"""Workbook bytes to the parts of its package and back: bounded reading, reproducible writing."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from lxml import etree

from formgen.problems import TemplateError

MAX_BYTES = 50_000_000
"""Largest workbook file read."""
MAX_UNPACKED = 200_000_000
"""Most its parts may add up to."""
MAX_PARTS = 5_000

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SAVE_AS = "请在 Excel 或 WPS 里打开它，另存为 .xlsx 再用"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another."""

    id: str
    kind: str
    """Last word of the relationship type: worksheet, drawing, comments …"""
    target: str
    """Name of the other part; a URL where the link leaves the package."""


def read_parts(content: bytes, shown: str) -> dict[str, bytes]:
    """Name to bytes of every part, in the file's order.

    Raises:
        TemplateError: no .xlsx file, encrypted, with macros, damaged or too large.
    """
    if content.startswith(_OLE_SIGNATURE):
        _refuse(shown, "是旧的 .xls 文件，或加了打开密码", f"请先去掉密码。{_SAVE_AS}")
    if len(content) > MAX_BYTES:
        _refuse(shown, f"超过 {MAX_BYTES // 1_000_000} MB，没有读取", "请删去里面的大图片再用")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpack(archive, shown)
    except _BROKEN_ZIP:
        _refuse(shown, "不是 Excel 工作簿，或文件已损坏", _SAVE_AS)
    _check_kind(parts, shown)
    return parts


def _unpack(archive: zipfile.ZipFile, shown: str) -> dict[str, bytes]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        _refuse(shown, "加了密码", f"请先去掉密码。{_SAVE_AS}")
    if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_UNPACKED:
        _refuse(shown, "解开后太大，没有读取", _SAVE_AS)
    if len(names) < len(members):
        _refuse(shown, "里面有重名的部件，文件已损坏", _SAVE_AS)
    return {member.filename: archive.read(member) for member in members}


def _check_kind(parts: Mapping[str, bytes], shown: str) -> None:
    types = parts.get(CONTENT_TYPES, b"")
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in parts):
        _refuse(shown, "带有宏，不能作模板", "请另存为不带宏的 .xlsx")
    if WORKBOOK_TYPE.encode() not in types:
        _refuse(shown, "不是 .xlsx 工作簿", _SAVE_AS)
    if any(name.startswith("xl/pivot") for name in parts):
        _refuse(shown, "里有数据透视表，填写后会失效", "请删去数据透视表，或把它复制成普通表格")


def _refuse(shown: str, reason: str, hint: str) -> NoReturn:
    raise TemplateError(f"模板“{shown}”{reason}", hint=hint)


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A package of the parts; the same parts give the same bytes.

    The content types come first, as readers that stream expect.
    """
    names = [CONTENT_TYPES, *(name for name in parts if name != CONTENT_TYPES)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            member = zipfile.ZipInfo(name, date_time=_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, parts[name])
    return buffer.getvalue()


def parse(parts: Mapping[str, bytes], name: str, shown: str) -> etree._Element:
    """The root element of a part, read without entities or network.

    Raises:
        TemplateError: the part is missing, no XML, or declares a document type.
    """
    content = parts.get(name)
    if content is None:
        _refuse(shown, f"里缺少部件 {name}", _SAVE_AS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        _refuse(shown, f"的部件 {name} 已损坏", _SAVE_AS)
    if root.getroottree().docinfo.doctype:
        _refuse(shown, f"的部件 {name} 含有文档类型声明，没有读取", _SAVE_AS)
    return root


def serialize(root: etree._Element) -> bytes:
    """A part's bytes, with the declaration Office writes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def relations_name(part: str) -> str:
    """Name of the part that lists a part's relations."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(parts: Mapping[str, bytes], part: str, shown: str) -> list[Relation]:
    """The relations of a part; none if it has no list of them."""
    name = relations_name(part)
    if name not in parts:
        return []
    return [_relation(item, part) for item in parse(parts, name, shown)]


def _relation(item: etree._Element, part: str) -> Relation:
    target = item.get("Target", "")
    if item.get("TargetMode") != "External":
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))[1:]
    return Relation(item.get("Id", ""), item.get("Type", "").rpartition("/")[2], target)


def add_part(parts: dict[str, bytes], name: str, content_type: str, kind: str, shown: str) -> None:
    """Register a new part, related to from the workbook; its bytes are set by the caller."""
    types = parse(parts, CONTENT_TYPES, shown)
    override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
    override.set("PartName", f"/{name}")
    override.set("ContentType", content_type)
    parts[CONTENT_TYPES] = serialize(types)
    workbook = workbook_name(parts, shown)
    links = parse(parts, relations_name(workbook), shown)
    link = etree.SubElement(links, f"{{{_PACKAGE}/relationships}}Relationship")
    link.set("Id", f"formgen{len(links)}")
    link.set("Type", f"{RELATIONS}/{kind}")
    link.set("Target", f"/{name}")
    parts[relations_name(workbook)] = serialize(links)


def remove_part(parts: dict[str, bytes], name: str, shown: str) -> None:
    """Take out a part that the workbook relates to, with every mention of it."""
    workbook = workbook_name(parts, shown)
    types = parse(parts, CONTENT_TYPES, shown)
    for item in [item for item in types if item.get("PartName") == f"/{name}"]:
        types.remove(item)
    links = parse(parts, relations_name(workbook), shown)
    for link in [link for link in links if _relation(link, workbook).target == name]:
        links.remove(link)
    parts[CONTENT_TYPES] = serialize(types)
    parts[relations_name(workbook)] = serialize(links)
    del parts[name]


def workbook_name(parts: Mapping[str, bytes], shown: str) -> str:
    """Name of the part that is the workbook, nearly always xl/workbook.xml."""
    for relation in relations(parts, "", shown):
        if relation.kind == "officeDocument":
            return relation.target
    _refuse(shown, "里没有工作簿", _SAVE_AS)
