"""The style sheet of a workbook → what filling needs: fonts, wrapping, and styles to add."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from lxml import etree

from formgen.excel.package import MAIN

_DEFAULT_SIZE = 11.0


@dataclass(frozen=True, slots=True)
class Look:
    """What one cell style means for the space a text needs."""

    size: float
    """Font size in points."""
    wraps: bool
    turned: bool
    """Whether the text is rotated or stacked."""


@dataclass(frozen=True, slots=True)
class Variants:
    """Style numbers that differ from a cell's own in one thing each."""

    quoted: int
    """Marked as text however it begins (quotePrefix)."""
    wrapped: int
    """With line breaks shown."""
    both: int

    def of(self, own: int, *, quoted: bool, wrapped: bool) -> int:
        """The style to use instead of the cell's own."""
        if quoted:
            return self.both if wrapped else self.quoted
        return self.wrapped if wrapped else own


class StyleSheet:
    """The style sheet of a template; styles can be added while it is compiled."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._formats = _only(root, "cellXfs")
        self._sizes = [_size(font) for font in _only(root, "fonts")]
        self._variants: dict[int, Variants] = {}

    @property
    def normal_size(self) -> float:
        """Font size of the style Normal, whose digits column widths are counted in."""
        normal = self.root.find(f"{{{MAIN}}}cellStyleXfs/{{{MAIN}}}xf")
        return self._font_size(normal) if normal is not None else _DEFAULT_SIZE

    def look(self, style: int) -> Look:
        """What a cell style means for its text."""
        form = self._formats[style] if style < len(self._formats) else None
        alignment = form.find(f"{{{MAIN}}}alignment") if form is not None else None
        if form is None or alignment is None:
            return Look(_DEFAULT_SIZE if form is None else self._font_size(form), False, False)
        turned = alignment.get("textRotation", "0") != "0"
        return Look(self._font_size(form), truth(alignment.get("wrapText")), turned)

    def _font_size(self, form: etree._Element) -> float:
        font = int(form.get("fontId", "0"))
        return self._sizes[font] if font < len(self._sizes) else _DEFAULT_SIZE

    def variants(self, style: int) -> Variants:
        """The variants of a style, added to the sheet the first time they are asked for."""
        if style not in self._variants:
            self._variants[style] = Variants(
                quoted=self._add(style, quoted=True),
                wrapped=style if self.look(style).wraps else self._add(style, wrapped=True),
                both=self._add(style, quoted=True, wrapped=True),
            )
        return self._variants[style]

    def _add(self, style: int, *, quoted: bool = False, wrapped: bool = False) -> int:
        known = style < len(self._formats)
        form = copy.deepcopy(self._formats[style]) if known else etree.Element(f"{{{MAIN}}}xf")
        if quoted:
            form.set("quotePrefix", "1")
        if wrapped:
            _wrap(form)
        self._formats.append(form)
        self._formats.set("count", str(len(self._formats)))
        return len(self._formats) - 1


def _wrap(form: etree._Element) -> None:
    alignment = form.find(f"{{{MAIN}}}alignment")
    if alignment is None:
        alignment = etree.Element(f"{{{MAIN}}}alignment")
        form.insert(0, alignment)
    alignment.set("wrapText", "1")
    form.set("applyAlignment", "1")


def _only(root: etree._Element, name: str) -> etree._Element:
    found = root.find(f"{{{MAIN}}}{name}")
    return found if found is not None else etree.SubElement(root, f"{{{MAIN}}}{name}")


def _size(font: etree._Element) -> float:
    size = font.find(f"{{{MAIN}}}sz")
    return float(size.get("val", _DEFAULT_SIZE)) if size is not None else _DEFAULT_SIZE


def truth(text: str | None) -> bool:
    """An XML boolean; absent is false."""
    return text in ("1", "true", "on")
