"""A published file → everything that can be read in it, by code that the program does not use."""

from __future__ import annotations

import base64
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

import pypdfium2 as pdfium

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DATA = re.compile(rb"data:[\w/+.-]*;base64,([A-Za-z0-9+/=]+)")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^<>]*>")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u200b]+")
_INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")


def streams(content: bytes) -> Iterator[bytes]:
    """A file's bytes, and those of everything packed in it."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode()
                yield entry.comment + entry.extra
                yield from streams(archive.read(entry))
            yield archive.comment
    elif content.startswith(b"%PDF"):
        yield from _inflated(content)
        yield "\n".join(_shown(content)).encode()
    for found in _DATA.findall(content):
        yield from streams(base64.b64decode(found))


def _inflated(content: bytes) -> Iterator[bytes]:
    """The streams of a PDF, unpacked where they are packed."""
    for found in _STREAM.findall(content):
        try:
            yield zlib.decompressobj().decompress(found)
        except zlib.error:
            yield found


def _shown(content: bytes) -> Iterator[str]:
    """The text of a PDF's pages, and what its properties, bookmarks and attachments say."""
    document = pdfium.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_bounded()
    yield from (document.get_metadata_value(key) for key in _INFO)
    yield from (bookmark.get_title() for bookmark in document.get_toc())
    yield from (document.get_attachment(n).get_name() for n in range(document.count_attachments()))
    document.close()


def readings(content: bytes) -> Iterator[str]:
    """Each stream as text in every encoding, with its escapes undone, and once without tags."""
    for stream in streams(content):
        for encoding in _ENCODINGS:
            for start in (0, 1) if encoding.startswith("utf-16") else (0,):
                yield stream[start:].decode(encoding, "ignore")
        text = stream.decode("utf-8", "ignore")
        plain = unquote(html.unescape(_ESCAPE.sub(lambda one: chr(int(one[1], 16)), text)))
        yield plain
        yield _TAG.sub("", plain)
        yield _TAG.sub(" ", plain)


def squeezed(text: str) -> str:
    """One spelling: width and case folded; spaces, hyphens and line ends taken out."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).lower()
