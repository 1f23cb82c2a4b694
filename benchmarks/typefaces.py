"""Word files → the names of the typefaces they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from formgen.ooxml import read_package

_ELEMENTS = re.compile(rb"<(?:w:rFonts|a:latin|a:ea|a:cs|a:font) [^>]*>")
_NAMES = re.compile(rb'(?:w:(?:ascii|hAnsi|eastAsia|cs)| typeface)="([^"]+)"')
"""Typefaces of runs and styles (ECMA-376 part 1, 17.3.2.26) and of themes (20.1.4.1)."""


def typeface_names(documents: Iterable[bytes]) -> set[str]:
    """Every typeface that Word files name."""
    return {
        name.decode("utf-8")
        for content in documents
        for part, xml in read_package(content).parts.items()
        if part.endswith(".xml")
        for element in _ELEMENTS.findall(xml)
        for name in _NAMES.findall(element)
    }
