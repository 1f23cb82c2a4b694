"""A Word file's package → an error, where it has macros or would take minutes to set."""

from __future__ import annotations

import posixpath
import re

from formgen.ooxml import Package, PackageError

MAX_TEXT_BYTES = 24 * 2**20
"""Of the main part; a page of a form takes 20 to 60 KB."""
MAX_PARAGRAPHS = 100_000
_PARAGRAPHS = (b"<w:p>", b"<w:p ", b"<w:p/>")
_CONTENT_TYPES = "[Content_Types].xml"
_MACRO_TYPE = re.compile(rb"ms-word\.\w+\.macroenabled\w*\.main\+xml", re.IGNORECASE)
"""The main part's content type in .docm and .dotm files."""
_MACRO_PART = "vbaproject"


def refuse_macros(package: Package, main: str) -> None:
    """Refuse a file that carries macros, whatever it is called.

    Raises:
        PackageError: its content type, its relationships or its parts tell of macros.
    """
    declared = _MACRO_TYPE.search(package.parts.get(_CONTENT_TYPES, b"")) is not None
    related = any(link.type.lower() == _MACRO_PART for link in package.relationships(main))
    if declared or related or any(map(_is_macro_part, package.parts)):
        raise PackageError("带有宏，没有读取", "请在 Word 里另存为不带宏的 .docx")


def _is_macro_part(name: str) -> bool:
    return posixpath.basename(name).lower().startswith(_MACRO_PART)


def refuse_overlong(content: bytes) -> None:
    """Refuse a main part that would take minutes to set: five thousand pages hold less.

    Raises:
        PackageError: it has too many bytes or paragraphs.
    """
    paragraphs = sum(content.count(start) for start in _PARAGRAPHS)
    if len(content) > MAX_TEXT_BYTES or paragraphs > MAX_PARAGRAPHS:
        raise PackageError("正文太长，没有读取", "请把文件分成几份，分别打印")
