"""A PDF file → why nobody could open it, if so."""

from __future__ import annotations

import logging
import os
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, PyPdfError

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else it writes to the screen

PDF_DAMAGE = (
    PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError,
    AssertionError, EOFError, NotImplementedError, RecursionError, struct.error, zlib.error,
)  # fmt: skip
"""What pypdf raises on damaged files."""
_END = b"%%EOF"
_END_WITHIN = 2**16
"""How far from the end readers look for the end mark; ISO 32000-1, 7.5.5 puts it last, and
pypdf would go through all of a large file in search of it."""


def pdf_trouble(path: Path) -> str:
    """Why a PDF does not open, in Chinese; empty for one that opens and has a page.

    A PDF that only forbids changes opens without a password and is no trouble.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        if not _ends(stream):
            return "文件已损坏，或没有传完"
        try:
            reader = PdfReader(stream)
            if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
                return "设了打开密码，请去掉密码"
            return "" if len(reader.pages) else "里面一页也没有"
        except DependencyError:
            return "设了密码，请去掉密码"
        except PDF_DAMAGE:
            return "文件已损坏，或没有传完"


def _ends(stream: BinaryIO) -> bool:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END_WITHIN))
    tail = stream.read(_END_WITHIN)
    stream.seek(0)
    return _END in tail
