"""What a document says of itself beside its text → its custom properties (ECMA-376 Part 1, 22.3).

Word, WPS and LibreOffice keep these properties through saving, and print them nowhere, so a
form that comes back filled still says what it was made of.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from formgen.ooxml import (
    Package,
    ZipPart,
    deflate,
    parse_part,
    relationships_name,
    stored,
    written_part,
)

PREFIX = "formgen."
"""How the names of the properties that this program writes begin."""
CAMPAIGN = f"{PREFIX}活动"
"""The campaign's 编号."""
DOCUMENT = f"{PREFIX}文书"
ENTRY = f"{PREFIX}申报"
"""Identifier of the entry the form was made of."""
TEMPLATE = f"{PREFIX}模板"
"""Version of the template the form was made with."""

_PART = "docProps/custom.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_LINK_TYPE = f"{_OFFICE}/relationships/custom-properties"
_LINK_TYPES = ("custom-properties", "customProperties")
"""Last word of the relationship's type, as transitional and strict files write it."""
_NAMESPACE = f"{_OFFICE}/custom-properties"
_VARIANTS = f"{_OFFICE}/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The format identifier of properties that users define (MS-OLEPS 2.25.1)."""
_FIRST_NUMBER = 2
"""0 and 1 are reserved (ECMA-376 Part 1, 22.3.2.2)."""
_EMPTY = f'<Properties xmlns="{_NAMESPACE}" xmlns:vt="{_VARIANTS}"/>'.encode()
_NO_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and line breaks, which no such value has."""
_SMALL = 9


@dataclass(frozen=True, slots=True)
class CustomProperties:
    """A document's custom properties, open for more."""

    parts: tuple[ZipPart, ...]
    """The content types and the package's relationships, with the part of properties."""
    name: str
    """Of the part of properties."""
    head: str
    """The part's XML up to where more properties go."""
    tail: str
    """The part's XML behind them."""
    number: int
    """The first that is free for a property."""

    @classmethod
    def of(cls, package: Package) -> CustomProperties:
        """Make room in a package beside the properties it has.

        Raises:
            PackageError: its content types, relationships or properties are broken.
        """
        name = _existing(package) or _PART
        root = parse_part(package.parts.get(name, _EMPTY))
        numbers = [int(pid) for one in root if (pid := str(one.get("pid", ""))).isdigit()]
        root.append(etree.Comment(""))
        head, _, tail = etree.tostring(root, encoding="unicode").rpartition("<!---->")
        return cls(
            (
                deflate("[Content_Types].xml", _declared(package, name), _SMALL),
                deflate(relationships_name(""), _linked(package, name), _SMALL),
            ),
            name,
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head}',
            tail,
            max([_FIRST_NUMBER - 1, *numbers]) + 1,
        )

    def with_values(self, properties: Mapping[str, str]) -> ZipPart:
        """The part of properties with these beside the document's own."""
        added = (
            f"{_opening(name, number)}{escape(_NO_TEXT.sub('', value))}{_CLOSING}"
            for number, (name, value) in enumerate(properties.items(), start=self.number)
        )
        return stored(self.name, f"{self.head}{''.join(added)}{self.tail}".encode())

    def declared_in(self, parts: Iterable[ZipPart]) -> tuple[ZipPart, ...]:
        """A template's parts that never change, the changed ones in their places."""
        changed = {part.name: part for part in self.parts}
        kept = (changed.get(p.name, p) for p in parts if p.name != self.name.encode())
        return tuple(kept)


_CLOSING = "</vt:lpwstr></property>"


@lru_cache(maxsize=64)
def _opening(name: str, number: int) -> str:
    """A property up to its value; the few there are come again with every document."""
    return (
        f'<property xmlns="{_NAMESPACE}" fmtid="{_FORMAT}" pid="{number}" '
        f'name={quoteattr(name)}><vt:lpwstr xmlns:vt="{_VARIANTS}">'
    )


def version_of(template: bytes) -> str:
    """What tells a template file from all others: 12 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(template).hexdigest()[:12]


def without_ours(package: Package) -> Package:
    """The package without the properties that this program wrote.

    A template made of a form that formgen made would else say of every document that it is
    that form.

    Raises:
        PackageError: the relationships or properties are broken.
    """
    name = _existing(package)
    if name is None or PREFIX.encode() not in package.parts[name]:
        return package
    root = package.tree(name)
    for one in list(root):
        if str(one.get("name", "")).startswith(PREFIX):
            root.remove(one)
    return Package({**package.parts, name: written_part(root)})


def _existing(package: Package) -> str | None:
    found = (link.target for link in package.relationships("") if link.type in _LINK_TYPES)
    return next((name for name in found if name in package.parts), None)


def _declared(package: Package, name: str) -> bytes:
    """The content types, with the part's."""
    root = package.tree("[Content_Types].xml")
    known = {str(one.get("PartName", "")).lower() for one in root}
    if f"/{name}".lower() not in known:
        attributes = {"PartName": f"/{name}", "ContentType": _CONTENT_TYPE}
        _append(root, "Override", attributes)
    return written_part(root)


def _linked(package: Package, name: str) -> bytes:
    """The package's relationships, with the one to the part."""
    root = package.tree(relationships_name(""))
    if _existing(package) is None:
        taken = {one.get("Id") for one in root}
        own = next(key for n in range(len(taken) + 1) if (key := f"rIdOwn{n}") not in taken)
        _append(root, "Relationship", {"Id": own, "Type": _LINK_TYPE, "Target": name})
    return written_part(root)


def _append(root: etree._Element, name: str, attributes: Mapping[str, str]) -> None:
    tag = etree.QName(etree.QName(root).namespace, name)
    root.append(root.makeelement(tag, dict(attributes)))
