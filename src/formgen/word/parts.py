"""A Word package → the names of the parts that may hold tags."""

from __future__ import annotations

from formgen.ooxml import Package

_TEXT_PARTS = frozenset({"header", "footer", "footnotes", "endnotes"})
"""Relationship types of the parts that hold text beside the body."""


def text_part_names(package: Package) -> list[str]:
    """Body, headers, footers, notes and core properties, in this order, each once.

    Raises:
        PackageError: the package has no body.
    """
    main = package.main_part()
    names = [main]
    for link in package.relationships(main):
        if link.type in _TEXT_PARTS and link.target in package.parts:
            names.append(link.target)
    for link in package.relationships(""):
        if link.type == "core-properties" and link.target in package.parts:
            names.append(link.target)
    return list(dict.fromkeys(names))
