"""A package of the strict edition of ISO 29500 → the same with the usual namespaces."""

from __future__ import annotations

import re

from formgen.ooxml.package import Package

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACE = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")


def as_transitional(package: Package) -> Package:
    """The package with every strict namespace written as Word usually writes it.

    Both editions name the same elements (ISO/IEC 29500-4, annex A); only the namespaces differ:
    .../ooxml/wordprocessingml/main is .../wordprocessingml/2006/main.
    """
    if not any(_STRICT in content for name, content in package.parts.items() if _is_rels(name)):
        return package
    return Package({name: _rewritten(name, content) for name, content in package.parts.items()})


def usual_namespaces(content: bytes) -> bytes:
    """An XML part with every strict namespace written as Word usually writes it."""
    if _STRICT not in content:
        return content
    return _NAMESPACE.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)


def _is_rels(name: str) -> bool:
    return name.endswith(".rels")


def _rewritten(name: str, content: bytes) -> bytes:
    return usual_namespaces(content) if name.endswith((".xml", ".rels", ".vml")) else content
