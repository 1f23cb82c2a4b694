"""The bytes of a returned .docx → its content."""

from __future__ import annotations

from lxml import etree

from formgen.collect.content import NO_IMPRINT, Content, Imprint
from formgen.collect.reading.blocks import boxes_of
from formgen.collect.reading.facts import facts_of
from formgen.collect.reading.passage import Story
from formgen.collect.reading.properties import imprint_of
from formgen.ooxml import Package, PackageError, parse_part
from formgen.ooxml.lazy import open_bytes
from formgen.ooxml.strict import usual_namespaces
from formgen.word.names import W

MAX_DOCUMENT_BYTES = 16 * 2**20
"""Of word/document.xml unpacked; the largest form seen, full of tracked changes, has 2 MiB."""
MAX_SMALL_BYTES = 2**20
"""Of the parts beside it that are read: relationships and document properties."""
_PROPERTY_KINDS = ("custom-properties", "customProperties")
_PICTURE_KINDS = ("image",)


def read_form(content: bytes) -> Content:
    """Take a returned form apart.

    Raises:
        PackageError: no Word file, encrypted, damaged, or larger than the bounds.
    """
    with open_bytes(content) as package:
        name = package.main_part()
        root = _document(package.parts[name])
        story = Story(facts_of(root), _Pictures(package, name))
        boxes = boxes_of(root, story)
        return Content(boxes, _imprint(package), story.facts.revised, story.linked)


def _no_word_file() -> PackageError:
    return PackageError("不是 Word 文件", "请换成填好的 Word 表，或用 Word、WPS 另存为 .docx")


def _document(content: bytes) -> etree._Element:
    if len(content) > MAX_DOCUMENT_BYTES:
        raise PackageError(
            f"正文超过 {MAX_DOCUMENT_BYTES // 2**20} MB，没有读取", "请删去多余的内容"
        )
    root = parse_part(usual_namespaces(content))
    if root.tag != f"{W}document":
        raise _no_word_file()
    return root


def _imprint(package: Package) -> Imprint:
    """Broken properties are none: they are no part of what was filled in."""
    links = package.relationships("")
    name = next((link.target for link in links if link.type in _PROPERTY_KINDS), "")
    content = package.parts.get(name, b"")
    if not 0 < len(content) <= MAX_SMALL_BYTES:
        return NO_IMPRINT
    try:
        return imprint_of(parse_part(content))
    except PackageError:
        return NO_IMPRINT


class _Pictures:
    """The pictures of a document by relationship, looked up when the first is asked for."""

    def __init__(self, package: Package, document: str) -> None:
        self._package = package
        self._document = document
        self._targets: dict[str, str] | None = None

    def __call__(self, identity: str) -> bytes | None:
        if self._targets is None:
            links = self._package.relationships(self._document)
            self._targets = {
                link.id: link.target
                for link in links
                if link.type in _PICTURE_KINDS and not link.external
            }
        name = self._targets.get(identity)
        return self._package.parts.get(name) if name is not None else None
