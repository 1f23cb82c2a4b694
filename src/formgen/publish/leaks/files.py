"""A file → the passages in it, by what it is; its name only tells one kind of text from another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from formgen.ooxml import PackageError, parse_part
from formgen.publish.leaks.archives import archive_passages
from formgen.publish.leaks.images import image_passages, is_image
from formgen.publish.leaks.model import Level, Passage
from formgen.publish.leaks.pdf_file import pdf_passages
from formgen.publish.leaks.plain import csv_passages, json_passages, line_passages
from formgen.publish.leaks.raw import decoded, digest_passage, raw_passages
from formgen.publish.leaks.web_page import page_passages
from formgen.publish.leaks.xml_parts import xml_passages

NOTHING: Mapping[str, bytes] = MappingProxyType({})
MOST_NESTED = 5
"""Files in files; what stands deeper is told as something that cannot be looked into."""
_ZIP, _PDF, _HEAD = b"PK\x03\x04", b"%PDF-", 1024
_PACKED = (b"\x1f\x8b\x08", b"7z\xbc\xaf'\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\0", b"BZh")
"""How archives begin that cannot be unpacked here: gzip, 7z, RAR, xz, bzip2."""
_PAGE = re.compile(r"\s*+(?><!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
"""Never goes back: among many comments there are ways without end to part them."""


def passages_of(
    name: str, content: bytes, depth: int = 0, cleared: Mapping[str, bytes] = NOTHING
) -> Iterator[Passage]:
    """Everything in a file that can be read, in sight or out of sight.

    Args:
        name: its name, of which only the ending counts.
        content: its bytes.
        depth: how many files it stands in.
        cleared: files by name that nothing was found in; in an archive they are passed over.
    """
    if depth > MOST_NESTED:
        yield Passage("里层", "一层套一层，太深了", Level.CLOSED)
        return
    if depth and cleared.get(name) == content:
        return
    inner = partial(passages_of, depth=depth + 1, cleared=cleared)
    yield digest_passage(content)
    if content.startswith(_ZIP) or content.startswith(b"PK\x05\x06"):
        yield from archive_passages(content, inner)
    elif _PDF in content[:_HEAD]:
        yield from pdf_passages(content, inner)
    elif is_image(content):
        yield from image_passages(content)
    elif content.startswith(_PACKED):
        yield Passage("文件", "压缩包不是 .zip，打不开", Level.CLOSED)
    elif (text := decoded(content)) is not None:
        yield from _text_passages(name, text, inner)
    else:
        yield from raw_passages("文件内容", content)


def _text_passages(name: str, text: str, inner: partial[Iterator[Passage]]) -> Iterator[Passage]:
    ending = name.rpartition(".")[2].lower()
    if ending in ("csv", "tsv"):
        yield from csv_passages(text)
    elif ending == "json" or text.lstrip().startswith(("{", "[")):
        yield from json_passages(text)
    elif ending in ("html", "htm", "xhtml") or _PAGE.match(text):
        yield from page_passages(text, inner)
    elif text.lstrip().startswith("<"):
        try:
            root = parse_part(text.lstrip().encode())
        except PackageError:
            yield from page_passages(text, inner)
        else:
            yield from xml_passages(root, "文件")
    else:
        yield from line_passages(text)
