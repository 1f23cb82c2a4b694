"""The bytes of a file → what it is, or why it cannot be read."""

from __future__ import annotations

import io
import re
import struct
from zipfile import ZipFile

from formgen.campaign.kinds.formats import EMPTY, HEAD_BYTES, PDF, TEXT, UNKNOWN, format_of
from formgen.collect.sources.compound import Compound
from formgen.collect.sources.returned import Sort
from formgen.ooxml import PackageError
from formgen.ooxml.package import ZIP_DAMAGE

TYPES = "[Content_Types].xml"
AS_DOCX = "请在 Word 或 WPS 里打开，另存为 .docx"
AGAIN = "请用 Word 或 WPS 打开看看；打不开的，请单位重新发送"
ASK_FOR_WORD = "请单位交填好的 Word 表"

_MOST_TYPES = 2**20
"""Bytes of the list of content types; a file with thousands of parts has 500,000."""
ENCRYPTED = 0x1
"""Flag of a file in a zip archive (APPNOTE 4.4.4)."""
_WORD_TYPE = re.compile(rb"(wordprocessingml|ms-word)\.(document|template)[.\w]*main\+xml")
_SHEET_TYPE = re.compile(rb"(spreadsheetml|ms-excel)\.(sheet|template)[.\w]*main\+xml")
_BINARY_SHEET = b"sheet.binary.macroEnabled.main"
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
_PACKED = (
    (b"7z\xbc\xaf\x27\x1c", "7Z 压缩文件"),
    (b"Rar!", "RAR 压缩文件"),
    (b"\x1f\x8b", "GZ 压缩文件"),
    (b"BZh", "BZ2 压缩文件"),
    (b"\xfd7zXZ", "XZ 压缩文件"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0"
_WORD_STREAM = "WordDocument"
_ENCRYPTED_DOCUMENT = 0x0100
"""fEncrypted of the file information block (MS-DOC 2.5.2)."""


def damaged() -> PackageError:
    """Why a broken file is not read."""
    return PackageError("文件已损坏，或没有传完", AGAIN)


def locked() -> PackageError:
    """Why a file with a password is not read."""
    return PackageError("加了密码", "请向单位要密码，在 Word 或 WPS 里去掉密码，另存一份")


def sort_of(content: bytes) -> Sort:
    """What a file is that may be read.

    Raises:
        PackageError: it is nothing that may, and what to do.
    """
    head = content[:HEAD_BYTES]
    if content.startswith(b"PK"):
        return _sort_of_zip(content)
    if content.startswith(_COMPOUND):
        return _sort_of_compound(content)
    if content.lstrip()[:5] == b"{\\rtf":
        return Sort.RTF
    for start, called in _PACKED:
        if content.startswith(start):
            raise PackageError(f"是 {called}，这里解不开", "请先解压，或重新压缩成 .zip")
    if format_of(head) == PDF:
        return Sort.PDF
    raise _other(head)


def is_archive(archive: ZipFile) -> bool:
    """Whether a zip file is an archive of files, not one document."""
    names = set(archive.namelist())
    return TYPES not in names and "mimetype" not in names


def _sort_of_zip(content: bytes) -> Sort:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            name = TYPES if TYPES in archive.namelist() else "mimetype"
            info = archive.getinfo(name)
            if info.flag_bits & ENCRYPTED:
                raise locked()
            with archive.open(info) as stream:
                types = stream.read(_MOST_TYPES)
    except (*ZIP_DAMAGE, KeyError, ValueError, OSError):
        raise damaged() from None
    return _sort_of_types(types)


def _sort_of_types(types: bytes) -> Sort:
    if _BINARY_SHEET in types:
        raise PackageError("是 .xlsb 表格", "请在 Excel 或 WPS 里打开，另存为 .xlsx")
    if _WORD_TYPE.search(types):
        return Sort.WORD
    if _SHEET_TYPE.search(types):
        return Sort.WORKBOOK
    if types.startswith(_ODT_TYPE):
        return Sort.ODT
    raise PackageError("不是 Word 表，也不是 Excel 表", ASK_FOR_WORD)


def _sort_of_compound(content: bytes) -> Sort:
    try:
        file = Compound(content)
    except ValueError:
        raise damaged() from None
    if "EncryptedPackage" in file.streams:
        raise locked()
    if _WORD_STREAM in file.streams:
        head = file.start(_WORD_STREAM, 12)
        if len(head) == 12 and struct.unpack_from("<H", head, 10)[0] & _ENCRYPTED_DOCUMENT:
            raise locked()
        return Sort.DOC
    if {"Workbook", "Book"} & set(file.streams):
        raise PackageError("是旧版 Excel 表格", "请在 Excel 或 WPS 里打开，另存为 .xlsx")
    raise PackageError("是旧版 Office 文件，不是 Word 表", AS_DOCX)


def _other(head: bytes) -> PackageError:
    found = format_of(head)
    if found == EMPTY:
        return PackageError("是空文件，可能没有传完", "请单位重新发送")
    if found.family == "图片" or "HEIC" in found.names:
        return PackageError(
            "是照片或扫描件，读不出文字",
            "如果是填好的表，请单位交 Word 版；如果是照片或证明材料，请放进活动文件夹，"
            "在表格里写上文件名",
        )
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if found == TEXT and (text.startswith(b"<") or b"mime-version:" in text[:500]):
        return PackageError("其实是网页或 XML，只是改了文件名", AS_DOCX)
    if found == UNKNOWN:
        return PackageError("文件无法识别，可能已损坏或没有传完", AGAIN)
    return PackageError(f"是{found.described}，不是 Word 表", ASK_FOR_WORD)
