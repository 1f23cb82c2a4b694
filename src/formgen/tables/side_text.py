"""A text kept in a file of its own beside the table → the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from formgen.campaign.kinds import Fault
from formgen.campaign.kinds.files import inside
from formgen.ooxml import PackageError, read_package
from formgen.problems import os_reason
from formgen.tables.decoding import EncodingError, decode
from formgen.tables.record import unix_lines
from formgen.tables.workbook import local_name

MAX_FILE_BYTES = 64 * 2**20
"""A larger file is named, not read."""

_OTHERS = {
    ".doc": "是旧版 Word 文档",
    ".wps": "是 WPS 文档",
    ".pdf": "是 PDF",
    ".rtf": "是 RTF 文档",
}

_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
"""Elements of a run that stand for one character."""
_NOT_TEXT = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr", "sdtPr"})
"""Deleted text, second copies, properties; text boxes have paragraphs of their own."""


def read_side_text(folder: Path, name: str) -> str:
    """The text of a .txt, .md or .docx file of the campaign folder.

    Of a .docx it is one line a paragraph, in the order of the document, tables and text
    boxes included; numbers that Word makes itself, footnotes and pictures are no text.

    Raises:
        Fault: M01 or M02 where there is no such file in the folder, M05 where it cannot
            be read or holds no text.
    """
    path = inside(folder, name)
    reader = _READERS.get(path.suffix.lower())
    try:
        if reader is None:
            raise _UnreadableError(_OTHERS.get(path.suffix.lower(), "不是文字文件"))
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _UnreadableError(f"超过 {MAX_FILE_BYTES // 2**20} MB")
        text = reader(path)
    except PackageError as error:
        raise Fault("M05", path=name, reason=error.reason) from None
    except (EncodingError, _UnreadableError) as error:
        raise Fault("M05", path=name, reason=str(error)) from None
    except OSError as error:
        raise Fault("M05", path=name, reason=os_reason(error)) from None
    if not text.strip():
        raise Fault("M05", path=name, reason="里面没有文字")
    return text


class _UnreadableError(Exception):
    """The file is not one this module reads; `str(error)` is Chinese."""


def _plain_text(path: Path) -> str:
    return unix_lines(decode(path.read_bytes()))


def _word_text(path: Path) -> str:
    package = read_package(path.read_bytes())
    root = package.tree(package.main_part())
    if local_name(root) != "document":
        raise _UnreadableError("不是 Word 文档，只是改了文件名")
    if next(root.iter("{*}blip", "{*}imagedata"), None) is not None:
        raise _UnreadableError("里面有图片，图片不会随文字印出，请移到图片字段，这里只留文字")
    paragraphs = (p for p in root.iter("{*}p") if _is_word(p) and not _is_second_copy(p))
    return "\n".join("".join(_paragraph_text(p)) for p in paragraphs)


def _is_word(element: etree._Element) -> bool:
    """Whether an element is of WordprocessingML; drawings have paragraphs too."""
    return "wordprocessingml" in (etree.QName(element).namespace or "")


def _is_second_copy(element: etree._Element) -> bool:
    """Whether an element repeats a text box for programs older than Word 2010."""
    return any(local_name(ancestor) == "Fallback" for ancestor in element.iterancestors())


def _paragraph_text(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in _CHARACTERS and local_name(element) == "r":
            yield _CHARACTERS[name]
        elif name == "br":
            yield "" if _attribute(child, "type") in ("page", "column") else "\n"
        elif name == "sym":
            yield _symbol(_attribute(child, "char"))
        elif name not in _NOT_TEXT:
            yield from _paragraph_text(child)


def _symbol(code: str) -> str:
    """The character of a symbol font, kept in its private area so that it is noticed."""
    try:
        return chr(int(code, 16))
    except ValueError:
        return "\N{REPLACEMENT CHARACTER}"


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute's value, whatever its namespace; empty where there is none."""
    return next((str(v) for k, v in element.items() if etree.QName(k).localname == name), "")


_READERS: Mapping[str, Callable[[Path], str]] = {
    ".txt": _plain_text,
    ".md": _plain_text,
    ".docx": _word_text,
}
"""File ending to reader; a new format is one function and one line here."""
