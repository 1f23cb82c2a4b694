"""A .docx file's bytes → the same with words across every page, behind the text.

As Word itself makes it: a VML text shape in the headers (ECMA-376 part 4, 19.1.2.23), which Word,
WPS and LibreOffice show on each page that has the header. Text does not move: the shape floats,
and a header that has to be made is one point high.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from formgen.ooxml import (
    Package,
    PackageError,
    deflate,
    parse_part,
    read_package,
    relationships_name,
    write_zip,
)
from formgen.word.names import BODY, PARAGRAPH, PARAGRAPH_PROPERTIES, SECTION, W
from formgen.word.outline.looks import attribute, is_on
from formgen.word.watermark_shape import NAMESPACES, SHAPE_NAME, Shape

_CONTENT_TYPES = "[Content_Types].xml"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REFERENCE, _ID, _TYPE = f"{W}headerReference", f"{{{_OFFICE}}}id", f"{W}type"
_KINDS = ("default", "even", "first")
_BLOCK = re.compile(r"\{%-?\s*(?:(?:p|tr|tc|r)\s+)?(end)?(?:if|for)\b")
_LINE_TAG = re.compile(r"\{%-?\s*(?:p|tr|tc)\s")
"""docxtpl's tags that take the paragraph, row or cell they stand in with them."""
_TINY = 20
"""Twips: the height of a header made for the watermark alone."""
_DEFAULT_SIZE, _DEFAULT_MARGIN = (11906, 16838), 1440
"""Twips; A4, and what Word takes where a section says nothing."""

_PARAGRAPH = (
    f'<w:p {NAMESPACES}><w:pPr><w:snapToGrid w:val="0"/>'
    f'<w:spacing w:before="0" w:after="0" w:line="{_TINY}" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
)


def with_watermark(content: bytes, text: str = "草稿") -> bytes:
    """The document, or template, with a text in light grey across every page.

    Headers there are get the shape, headers that pages lack are made; equal input gives equal
    bytes. A document that has such a watermark already keeps that one.

    Args:
        content: a .docx file.
        text: a few characters.

    Raises:
        PackageError: the bytes are no Word file, or a damaged one.
    """
    document = _Document.read(content)
    sections = list(_sections(document.root))
    shape = Shape.across(text, min(min(_text_area(one)) for one in sections) / 20)
    parts = document.header_parts()
    for part in dict.fromkeys(parts.values()):
        root = document.package.tree(part)
        _extend(root, shape)
        document.changed[part] = _serialized(root)
    for kind in _KINDS:
        _complete(document, sections, kind, parts, shape)
    return document.written()


@dataclass(slots=True)
class _Document:
    """A Word package and what is being changed in it."""

    package: Package
    main: str
    root: etree._Element
    links: etree._Element
    """The root of the main part's relationships."""
    types: etree._Element
    changed: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes) -> _Document:
        package = read_package(content)
        main = package.main_part()
        links = package.parts.get(relationships_name(main))
        return cls(
            package,
            main,
            package.tree(main),
            parse_part(links or f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()),
            package.tree(_CONTENT_TYPES),
        )

    def header_parts(self) -> dict[str, str]:
        """Every header the document relates to: relationship id to part."""
        return {
            link.id: link.target
            for link in self.package.relationships(self.main)
            if link.type == "header" and link.target in self.package.parts
        }

    def even_and_odd(self) -> bool:
        """Whether even pages have headers of their own (part 1, 17.10.1)."""
        settings = self.package.related(self.main, "settings")
        if settings is None:
            return False
        return is_on(self.package.tree(settings).find(f"{W}evenAndOddHeaders"))

    def add_header(self, root: etree._Element) -> str:
        """A new header part; its relationship's id."""
        folder, taken = posixpath.dirname(self.main), {*self.package.parts, *self.changed}
        name = _free(taken, posixpath.join(folder, "header{}.xml"))
        identity = _free({link.get("Id", "") for link in self.links}, "rIdDraft{}")
        override = etree.SubElement(self.types, f"{{{_PACKAGE}/content-types}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", _HEADER_TYPE)
        link = etree.SubElement(self.links, f"{{{_PACKAGE}/relationships}}Relationship")
        link.set("Id", identity)
        link.set("Type", f"{_OFFICE}/header")
        link.set("Target", posixpath.basename(name))
        self.changed[name] = _serialized(root)
        return identity

    def written(self) -> bytes:
        """The file's bytes."""
        self.changed[self.main] = _serialized(self.root)
        self.changed[relationships_name(self.main)] = _serialized(self.links)
        self.changed[_CONTENT_TYPES] = _serialized(self.types)
        parts: Mapping[str, bytes] = {**self.package.parts, **self.changed}
        return write_zip(deflate(name, part) for name, part in parts.items())


def _free(taken: Iterable[str], pattern: str) -> str:
    """The first name of the pattern, counted from 1, that is not taken."""
    known, number = {name.lower() for name in taken}, 1
    while pattern.format(number).lower() in known:
        number += 1
    return pattern.format(number)


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _sections(root: etree._Element) -> Iterator[etree._Element]:
    """The properties of each section in order; the last section's are made where missing.

    Raises:
        PackageError: the document has no body.
    """
    body = root.find(BODY)
    if body is None:
        raise PackageError("不是 Word 文件", "请换成 Word 文件（.docx）")
    if body.find(SECTION) is None:
        etree.SubElement(body, SECTION)
    for section in body.iter(SECTION):
        parent = section.getparent()
        # A tracked change keeps the former properties in an element of the same name.
        if parent is body or (parent is not None and parent.tag == PARAGRAPH_PROPERTIES):
            yield section


def _text_area(section: etree._Element) -> tuple[int, int]:
    """Width and height between the margins, in twips."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    across = sum(_twips(margins, side, _DEFAULT_MARGIN) for side in ("left", "right"))
    down = sum(abs(_twips(margins, side, _DEFAULT_MARGIN)) for side in ("top", "bottom"))
    return (
        _twips(size, "w", _DEFAULT_SIZE[0]) - across,
        _twips(size, "h", _DEFAULT_SIZE[1]) - down,
    )


def _twips(element: etree._Element | None, name: str, default: int) -> int:
    text = attribute(element, name)
    return int(text) if re.fullmatch(r"-?\d+", text) else default


def _extend(root: etree._Element, shape: Shape) -> None:
    """Put the shape into a header's paragraph that every page has."""
    if root.xpath("boolean(.//*[starts-with(@id, $name)])", name=SHAPE_NAME):
        return
    paragraph = _lasting_paragraph(root)
    if paragraph is None:
        paragraph = etree.fromstring(_PARAGRAPH)
        root.append(paragraph)
    has_properties = len(paragraph) > 0 and paragraph[0].tag == PARAGRAPH_PROPERTIES
    paragraph.insert(1 if has_properties else 0, shape.run())


def _lasting_paragraph(root: etree._Element) -> etree._Element | None:
    """The first paragraph outside tables that no tag can leave out."""
    depth = 0
    for block in _blocks(root):
        text = "".join(map(str, block.itertext()))
        if block.tag == PARAGRAPH and depth == 0 and not _LINE_TAG.search(text):
            return block
        depth += sum(-1 if tag[1] else 1 for tag in _BLOCK.finditer(text))
    return None


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, those in content controls too."""
    for element in parent.iterchildren(etree.Element):
        if element.tag == f"{W}sdt":
            for content in element.iterchildren(f"{W}sdtContent"):
                yield from _blocks(content)
        else:
            yield element


def _complete(
    document: _Document,
    sections: Iterable[etree._Element],
    kind: str,
    parts: Mapping[str, str],
    shape: Shape,
) -> None:
    """Give the sections whose pages have no header of a kind one that holds only the shape.

    Each such section names it, so that it stays when a tag leaves out an earlier section.
    """
    inherited, made = False, ""
    for section in sections:
        reference = _reference(section, kind)
        if reference is not None and reference.get(_ID) in parts:
            inherited = True
        if inherited or not _applies(document, section, kind):
            continue
        made = made or document.add_header(_header(shape))
        if reference is None:
            reference = etree.Element(_REFERENCE, {_TYPE: kind})
            section.insert(0, reference)
        reference.set(_ID, made)
        _keep_text_in_place(section)


def _reference(section: etree._Element, kind: str) -> etree._Element | None:
    return next((r for r in section.iterchildren(_REFERENCE) if r.get(_TYPE) == kind), None)


def _applies(document: _Document, section: etree._Element, kind: str) -> bool:
    """Whether a section has pages with headers of a kind (part 1, 17.10.6)."""
    if kind == "first":
        return is_on(section.find(f"{W}titlePg"))
    return kind == "default" or document.even_and_odd()


def _header(shape: Shape) -> etree._Element:
    root = etree.fromstring(f"<w:hdr {NAMESPACES}/>")
    _extend(root, shape)
    return root


def _keep_text_in_place(section: etree._Element) -> None:
    """Move a header that reaches below the top margin up: it would push the text down."""
    margins = section.find(f"{W}pgMar")
    if margins is None:
        return
    top = _twips(margins, "top", _DEFAULT_MARGIN)
    if 0 <= top < _twips(margins, "header", 0) + _TINY:
        margins.set(f"{W}header", str(max(0, top - _TINY)))
