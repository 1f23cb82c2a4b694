"""The first bytes of a table's file → what it really is, where only its name calls it one."""

from __future__ import annotations

import re
from pathlib import Path

from formgen.problems import InputError
from formgen.tables.decoding import EncodingError, decode

_HEAD_BYTES = 4096
_ZIP = b"PK\3\4"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WEB_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|meta|body|table|style|script|div)\b", re.IGNORECASE
)
_XML_TABLE = re.compile(rb"progid=.?Excel\.Sheet|schemas-microsoft-com:office:spreadsheet")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd-\uffff]")
_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx"


def check_disguise(path: Path, file: str) -> None:
    """Refuse a file whose content is of another kind than its name.

    Raises:
        InputError: with what it really is; nothing is said of files that are merely broken.
        OSError: it cannot be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    found = _workbook(head) if path.suffix.lower() == ".xlsx" else _text(head)
    if found:
        what, hint = found
        raise InputError(f"{file} {what}", hint=hint)


def _workbook(head: bytes) -> tuple[str, str] | None:
    """What a file named .xlsx is instead; None for a zip file and for what is told elsewhere."""
    if head.startswith(b"PK"):
        return None
    if found := _markup(head):
        return found
    if _is_text(head):
        return "其实是文字文件，只是改了文件名", "请把文件名的结尾改成 .csv 再试"
    return None


def _text(head: bytes) -> tuple[str, str] | None:
    """What a file named .csv or .json is instead."""
    if head.startswith(_ZIP):
        return (
            "其实是 Excel 表格或压缩包，只是改了文件名",
            "如果是 Excel 表格，请把文件名的结尾改成 .xlsx；如果是压缩包，请先解压",
        )
    if head.startswith(_COMPOUND_FILE):
        return "其实是旧版 Excel、Word 或加了密码的文件，只是改了文件名", _SAVE_AS_XLSX
    if head.startswith(b"%PDF"):
        return "其实是 PDF，只是改了文件名", "请把内容填进 .xlsx 或 .csv"
    return _markup(head)


def _markup(head: bytes) -> tuple[str, str] | None:
    """Web pages and XML, which many old systems hand out as Excel files."""
    plain = head.replace(b"\0", b"")  # UTF-16
    for mark in _MARKS:
        plain = plain.removeprefix(mark)
    plain = plain.lstrip()
    if not plain.startswith(b"<"):
        return None
    if _XML_TABLE.search(plain):
        return "其实是 2003 版的 XML 表格，只是改了文件名", _SAVE_AS_XLSX
    if _WEB_PAGE.search(plain):
        return "是网页另存的假 Excel：里面其实是网页", _SAVE_AS_XLSX
    return None


def _is_text(head: bytes) -> bool:
    """Whether the first bytes are lines of text; the last character may be cut in two."""
    if not head.strip() or head.startswith(b"%PDF"):
        return False
    complete = head.rpartition(b"\n")[0] if len(head) == _HEAD_BYTES else head
    try:
        text = decode(complete)
    except EncodingError:
        return False
    return bool(text) and all(
        character.isprintable() or character in "\t\r\n" for character in text
    )
