"""Bytes of any kind → the text that can be read in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from formgen.publish.leaks.model import Level, Passage

_READABLE = (
    (re.compile(rb"[\x20-\x7e\t\r\n]{6,}"), "ascii"),
    (
        re.compile(rb"(?:[\xe2-\xef][\x80-\xbf]{2}|\xc2[\x80-\xbf]|[\x20-\x7e]){4,}"),
        "utf-8",
    ),
    (re.compile(rb"(?:[\x00-\xff][\x4e-\x9f]|[\x00-\xff]\x30|[\x20-\x7e]\x00){4,}"), "utf-16-le"),
    (re.compile(rb"(?:[\x4e-\x9f][\x00-\xff]|\x30[\x00-\xff]|\x00[\x20-\x7e]){4,}"), "utf-16-be"),
    (re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe]|[\x20-\x7e]){6,}"), "gb18030"),
)
"""Runs that can be text, by encoding: six bytes, or four characters of two bytes; ASCII and the
characters of Chinese text. Of compressed bytes few pass."""
_HAN_BYTES = {"utf-8": 3, "gb18030": 2}


def digest_passage(content: bytes) -> Passage:
    """The SHA-256 of a file, by which private pictures are known."""
    return Passage("文件本身", hashlib.sha256(content).hexdigest(), Level.DIGEST)


def raw_passages(where: str, content: bytes) -> Iterator[Passage]:
    """The readable stretches of bytes in five encodings.

    Stretches stand in a passage of their encoding, parted, so that they do not run together.
    """
    for shape, encoding in _READABLE:
        runs = (found[0] for found in shape.finditer(content))
        if encoding not in ("ascii", "utf-16-le", "utf-16-be"):
            runs = (run for run in runs if not run.isascii())
        text = "\x1f".join(run.decode(encoding, "ignore") for run in runs)
        if text:
            yield Passage(where, text, Level.RAW)


_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")


def decoded(content: bytes) -> str | None:
    """The text that bytes are as a whole; None where they are none."""
    encodings = [name for mark, name in _MARKS if content.startswith(mark)]
    for encoding in encodings or ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    return None
