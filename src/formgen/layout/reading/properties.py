"""docProps/core.xml → what the document says of itself (ECMA-376 part 2, 11)."""

from __future__ import annotations

from lxml import etree

from formgen.layout.model import Properties
from formgen.ooxml import Package, PackageError

_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


def read_properties(package: Package) -> Properties:
    """Title, author and so on; the defaults where the part is missing or broken."""
    name = package.related("", "core-properties")
    if name is None:
        return Properties()
    try:
        root = package.tree(name)
    except PackageError:  # the document itself can be printed all the same
        return Properties()
    return Properties(
        title=_text(root, f"{_DC}title"),
        author=_text(root, f"{_DC}creator"),
        subject=_text(root, f"{_DC}subject"),
        keywords=_text(root, f"{_CORE}keywords"),
        identifier=_text(root, f"{_DC}identifier"),
        language=_text(root, f"{_DC}language") or Properties().language,
    )


def _text(root: etree._Element, tag: str) -> str:
    return (root.findtext(tag) or "").strip()
