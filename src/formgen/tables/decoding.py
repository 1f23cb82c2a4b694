"""Bytes of a text file → text, in whichever of the encodings offices use."""

from __future__ import annotations

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
        raise EncodingError("里面有空字符（U+0000），不是文字文件或已损坏")
    return text


def _decoded(content: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKED.items() if content.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EncodingError("文字编码无法识别（既不是 UTF-8，也不是 GB18030）")
