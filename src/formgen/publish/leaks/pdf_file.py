"""A PDF → the text of its pages, and every string and stream that no page shows."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from formgen.check.materials.pdf import PDF_DAMAGE
from formgen.publish.leaks.images import is_image
from formgen.publish.leaks.model import Files, Level, Passage
from formgen.publish.leaks.pdf_text import page_texts
from formgen.publish.leaks.raw import decoded, raw_passages

_BROKEN = (*PDF_DAMAGE, DependencyError, OSError)
"""What pypdf raises on files that are damaged, or that it knows too little of."""
_KEYS: Final = {
    "/Author": "文档属性“作者”", "/Title": "文档属性或书签的标题", "/Subject": "文档属性“主题”",
    "/Keywords": "文档属性“关键词”", "/Creator": "文档属性“创建程序”",
    "/Producer": "文档属性“生成程序”", "/Contents": "批注", "/RC": "批注",
    "/T": "批注的作者或表单域的名称",
    "/TU": "表单域的提示", "/V": "表单域的值", "/DV": "表单域的值", "/URI": "链接",
    "/Alt": "图片的替代文字", "/ActualText": "替换文字", "/E": "缩写的全称", "/P": "页码标签",
    "/F": "附件的名称", "/UF": "附件的名称", "/Desc": "附件的说明", "/JS": "脚本",
}  # fmt: skip
"""What users call the strings of PDF objects (ISO 32000-1, tables 317, 153, 164, 220, 323, 44)."""
_MACHINE = frozenset({"/CreationDate", "/ModDate", "/M", "/ID", "/Lang", "/LastModified"})
_HEX_TEXT = re.compile(rb"<\s*(FEFF[0-9A-Fa-f\s]*)>", re.IGNORECASE)
"""A string of UTF-16 in the operators of a page, such as a replacement text."""


_GLYPHS = re.compile(rb"<[0-9A-Fa-f\s]{8,}>")
"""Numbers of glyphs, which only a typeface makes text."""
_OF_FONTS = frozenset({"/Length1", "/Length2", "/CIDSystemInfo"})
"""Keys of streams that hold typefaces and tables of characters (ISO 32000-1, tables 127, 120)."""
_DEFLATED = re.compile(rb"(?<=stream)\r?\n\x78.*?(?=endstream)", re.DOTALL)
"""What `_objects` unpacks."""


def pdf_passages(content: bytes, files: Files) -> Iterator[Passage]:
    """Everything in a PDF.

    Args:
        content: its bytes.
        files: takes apart the files that are attached to it, and its pictures.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        closed = reader.is_encrypted
        pages = () if closed else tuple(reader.pages)
    except _BROKEN:
        yield Passage("文件", "PDF 已损坏", Level.CLOSED)
        yield from raw_passages("文件内容", content)
        return
    if closed:
        yield Passage("文件", "PDF 加了密码", Level.CLOSED)
        return
    yield from _pages(pages)
    yield from _objects(reader, files)
    yield from raw_passages("文件内容", _DEFLATED.sub(b"", content))


def _pages(all_pages: Sequence[PageObject]) -> Iterator[Passage]:
    number = 0
    for _, group in itertools.groupby(all_pages, _fonts):
        pages = list(group)
        try:
            texts = page_texts(pages)
        except _BROKEN:
            yield Passage(f"第{number + 1}页", "文字读不出来", Level.CLOSED)
            texts = []
        for at, text in enumerate(texts, start=number + 1):
            yield Passage(f"第{at}页", text)
        number += len(pages)


def _fonts(page: PageObject) -> object:
    """What is equal for pages that share their typefaces and draw nothing that has its own."""
    try:
        resources = page["/Resources"].get_object()
        if isinstance(resources, DictionaryObject) and not resources.get("/XObject"):
            fonts = resources.raw_get("/Font")
            return fonts.idnum if isinstance(fonts, IndirectObject) else page.indirect_reference
    except _BROKEN:
        pass
    return page.indirect_reference


def _objects(reader: PdfReader, files: Files) -> Iterator[Passage]:
    """All objects, whether a page refers to them or not."""
    places = _annotations(reader)
    for generation, numbers in {**reader.xref, 0: _numbers(reader)}.items():
        for number in sorted(numbers):
            try:
                found = reader.get_object(IndirectObject(number, generation, reader))
            except _BROKEN:
                continue
            if found is None:
                continue
            yield from _strings(found, places.get(number, ""))
            if isinstance(found, StreamObject):
                yield from _stream(found, files)
    yield from _strings(reader.trailer, "")


def _numbers(reader: PdfReader) -> set[int]:
    """The objects of the first generation, those that stand in object streams too."""
    return {*reader.xref.get(0, {}), *reader.xref_objStm}


def _annotations(reader: PdfReader) -> dict[int, str]:
    """The page of each annotation, by the object's number."""
    places: dict[int, str] = {}
    for number, page in enumerate(reader.pages, start=1):
        try:
            annotations = page.get("/Annots", ArrayObject())
            for one in annotations.get_object():
                if isinstance(one, IndirectObject):
                    places[one.idnum] = f"第{number}页的"
        except _BROKEN:
            continue
    return places


def _strings(root: PdfObject, place: str) -> Iterator[Passage]:
    """The strings of an object and of what it holds directly, with the key they stand under."""
    left: list[tuple[str, object]] = [("", root)]
    while left:
        key, value = left.pop()
        if isinstance(value, DictionaryObject):
            left += [(str(name), inner) for name, inner in value.items()]
        elif isinstance(value, ArrayObject):
            left += [(key, inner) for inner in value]
        elif isinstance(value, TextStringObject | ByteStringObject | NameObject):
            yield from _string(key, value, place)


def _string(key: str, value: str | bytes, place: str) -> Iterator[Passage]:
    text = decoded(value) or "" if isinstance(value, bytes) else str(value)
    known = _KEYS.get(key)
    machine = key in _MACHINE or isinstance(value, NameObject) or not known
    if isinstance(value, NameObject) and text.isascii():
        return
    where = f"{place}{known or 'PDF 对象里的文字'}"
    yield Passage(where, text, Level.CODE if machine and text.isascii() else Level.TEXT)


def _stream(stream: StreamObject, files: Files) -> Iterator[Passage]:
    """An attached file, a picture, metadata, or operators."""
    kind, subtype = stream.get("/Type"), stream.get("/Subtype")
    try:
        data = stream.get_data()
    except _BROKEN:
        if subtype != "/Image":
            yield Passage("PDF 的内部数据", "解不开", Level.CLOSED)
            return
        data = b""
    stored = stream._data  # pypdf has no other way to the bytes of a picture
    if kind == "/EmbeddedFile" or is_image(data) or data.startswith((b"PK\x03\x04", b"%PDF-")):
        for passage in files("附件", data):
            yield passage.inside("附件")
    elif subtype == "/Image":
        if isinstance(stored, bytes) and is_image(stored):
            for passage in files("图片", stored):
                yield passage.inside("图片")
    elif kind == "/Metadata" or subtype == "/XML":
        yield Passage("XMP 元数据", _without_times(data.decode("utf-8", "replace")))
    else:
        for found in _HEX_TEXT.findall(data):
            text = bytes.fromhex(re.sub(rb"\s", b"", found).decode()[: len(found) // 4 * 4])
            yield Passage("替换文字", text.decode("utf-16", "replace"))
        if stream.keys().isdisjoint(_OF_FONTS):
            yield from raw_passages("PDF 的内部数据", _GLYPHS.sub(b"<>", data))


_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+Z-]*")


def _without_times(metadata: str) -> str:
    """XMP without the time stamps of programs."""
    return re.sub(r"<[^<>]*?>", lambda tag: f" {tag[0][1:-1]} ", _TIME.sub("", metadata))
