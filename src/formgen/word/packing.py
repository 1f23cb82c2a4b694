"""The parts of a Word template → the parts of a filled document, with the pictures it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from markupsafe import escape

from formgen.campaign.values import Picture
from formgen.ooxml import (
    Package,
    ZipPart,
    deflate,
    deflate_fast,
    parse_part,
    relationships_name,
)
from formgen.word import images
from formgen.word.text_part import TextPart

_NO_RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_SMALL = 9
"""zlib level of the parts packed once."""


def plain_relationships(package: Package, name: str) -> str:
    """A part's relationships without prefixes, so that more can be added as text."""
    content = package.parts.get(relationships_name(name))
    links = () if content is None else parse_part(content)
    written = "".join(f"<Relationship{_attributes(link)}/>" for link in links)
    return _NO_RELATIONSHIPS.replace("></Relationships>", f">{written}</Relationships>")


def _attributes(element: etree._Element) -> str:
    return "".join(f' {name!s}="{escape(str(value))}"' for name, value in element.items())


def fixed_parts(package: Package, text_names: Iterable[str]) -> tuple[ZipPart, ...]:
    """All parts that no tag and no picture can change, packed once; the content types first."""
    changing = {*text_names, *(relationships_name(name) for name in text_names)}
    first = {"[Content_Types].xml": package.parts["[Content_Types].xml"]}
    return tuple(
        deflate(name, content, _SMALL)
        for name, content in {**first, **package.parts}.items()
        if name not in changing
    )


def with_picture_types(content: bytes) -> bytes:
    """The content types with those of pictures, where the template lacks them.

    Raises:
        PackageError: the part is broken.
    """
    root = parse_part(content)
    known = {str(element.get("Extension", "")).lower() for element in root}
    for extension, kind in images.CONTENT_TYPES.items():
        if extension not in known:
            name = etree.QName(etree.QName(root).namespace, "Default")
            root.insert(0, root.makeelement(name, {"Extension": extension, "ContentType": kind}))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def pack(
    part: TextPart,
    xml: str,
    context: Mapping[str, object],
    media: dict[bytes, ZipPart],
    numbers: Iterator[int],
) -> list[ZipPart]:
    """A rendered part and its relationships; the pictures it shows go to `media`."""
    keys = images.referenced(xml)
    relationships = part.relationships
    if keys:
        xml = images.number_drawings(xml, numbers)
        own = [key for key in keys if f'"rIdPic{key}"' in relationships]
        found = images.find_pictures(context, set(keys) - set(own))
        shown: list[Picture] = [found[key] for key in keys if key in found]
        relationships = images.relationships_with(relationships, shown)
        media.update((file.name, file) for file in map(images.media_part, shown))
    packed = [deflate_fast(part.name, xml.encode())]
    if relationships != _NO_RELATIONSHIPS:
        packed.append(deflate_fast(relationships_name(part.name), relationships.encode()))
    return packed
