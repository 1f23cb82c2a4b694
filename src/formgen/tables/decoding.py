"""Bytes of a text file, whole or in pieces → text, in whichever of the encodings offices use."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

_MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""Byte order marks and the encoding each of them proves."""


class EncodingError(Exception):
    """The bytes are no text in any of the encodings tried; `str(error)` says why in Chinese."""


def decode(content: bytes) -> str:
    """The text of UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030.

    UTF-8 goes first because GB18030 accepts much of it as other characters, never the
    other way round. GB18030 includes what Windows calls ANSI in China (GBK, GB2312).

    Raises:
        EncodingError: none of them fits, or the text holds NUL characters.
    """
    text = _decoded(content)
    if "\0" in text:
        raise _with_nul()
    return text


def _decoded(content: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKED.items() if content.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unknown()


def _with_nul() -> EncodingError:
    return EncodingError("里面有空字符（U+0000），不是文字文件或已损坏")


def _unknown() -> EncodingError:
    return EncodingError("文字编码无法识别（既不是 UTF-8，也不是 GB18030）")


_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file that was found to be one."""

    path: Path
    encoding: str
    """As Python calls it; a byte order mark is no part of the text."""
    blank: bool
    """Whether there is nothing but space in it."""


def text_file(path: Path) -> TextFile:
    """A file of any size in one of the encodings that `decode` tries, read in pieces.

    Raises:
        EncodingError: none of them fits, or the text holds NUL characters.
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
    marked = [encoding for mark, encoding in _MARKED.items() if head.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return TextFile(path, encoding, blank=_is_blank(path, encoding))
        except UnicodeDecodeError:
            continue
    raise _unknown()


def _is_blank(path: Path, encoding: str) -> bool:
    """Whether a text holds nothing but space; all of it is gone through, which proves it one.

    Raises:
        EncodingError: it holds NUL characters.
        UnicodeDecodeError: it is of another encoding.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    blank, nul = True, False
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            text = decoder.decode(piece)
            blank = blank and not text.strip()
            nul = nul or "\0" in text
        decoder.decode(b"", final=True)
    if nul:
        raise _with_nul()
    return blank
