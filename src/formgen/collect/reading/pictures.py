"""Drawings in a run (w:drawing, w:pict, w:object) → pictures, and the text boxes in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from formgen.collect.content import PastedPicture
from formgen.collect.reading.names import (
    ALTERNATIVES,
    BLIP,
    IMAGE_DATA,
    PIC,
    TEXT_BOX,
    WP,
    A,
    R,
    chosen,
    number_of,
)

PictureOf = Callable[[str], bytes | None]
"""The bytes of the picture a relationship leads to; None where it leads to none."""
_EMU_PER_MM = 36_000
_UNITS = {"": 25.4 / 72, "pt": 25.4 / 72, "px": 25.4 / 96, "in": 25.4, "cm": 10.0, "mm": 1.0}
"""Millimetres; VML counts a bare number in pixels, but Word writes points."""
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d*\.?\d+)\s*(pt|px|in|cm|mm)?\s*(?=;|$)")
_ABSOLUTE = re.compile(r"(?:^|;)\s*position\s*:\s*absolute")
_SHARE = re.compile(r"([-+]?\d{0,9}\.?\d{1,9})\s*(f|%|)")
_FRACTION = 100_000.0
"""What a:srcRect counts a whole side in (20.1.8.55)."""
_VML_FRACTION = 65_536.0


def drawn_things(drawing: etree._Element) -> Iterator[etree._Element]:
    """References to pictures and text boxes in a drawing, in order; not those inside text boxes."""
    for element in drawing:
        tag = element.tag
        if tag in (TEXT_BOX, BLIP, IMAGE_DATA):
            yield element
        elif tag == ALTERNATIVES:
            branch = chosen(element)
            if branch is not None:
                yield from drawn_things(branch)
        elif len(element):
            yield from drawn_things(element)


def is_absent(reference: etree._Element) -> bool:
    """Whether a reference that led to no picture was meant to: to one kept outside the file."""
    return bool(_identity(reference) or reference.get(f"{R}link") or reference.get(f"{R}href"))


def picture_at(reference: etree._Element, picture_of: PictureOf) -> PastedPicture | None:
    """The picture an a:blip or a v:imagedata refers to; None where the file has none."""
    identity = _identity(reference)
    content = picture_of(identity) if identity else None
    if not content:
        return None
    if reference.tag == BLIP:
        return _drawing_picture(reference, content)
    return _vml_picture(reference, content)


def _identity(reference: etree._Element) -> str:
    return reference.get(f"{R}embed" if reference.tag == BLIP else f"{R}id", "")


def _drawing_picture(blip: etree._Element, content: bytes) -> PastedPicture:
    """Sized by the drawing, or by itself where it shares the drawing with others."""
    frame = next(blip.iterancestors(f"{WP}inline", f"{WP}anchor"), None)
    if frame is None:
        return PastedPicture(content, 0.0, 0.0)
    extent = frame.find(f"{WP}extent")
    picture = next(blip.iterancestors(f"{PIC}pic"), None)
    holder = picture.getparent() if picture is not None else None
    if picture is not None and holder is not None and holder.tag != f"{A}graphicData":
        own = next(picture.iter(f"{A}ext"), None)
        extent = own if own is not None and own.get("cx") else extent
    width, height = (_millimetres(extent, name) for name in ("cx", "cy"))
    floating = frame.tag == f"{WP}anchor"
    return PastedPicture(content, width, height, floating, _crop(blip))


def _crop(blip: etree._Element) -> tuple[float, float, float, float]:
    fill = blip.getparent()
    crop = fill.find(f"{A}srcRect") if fill is not None else None
    if crop is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = (
        _share(crop.get(side, ""), _FRACTION) for side in ("l", "t", "r", "b")
    )
    return (left, top, right, bottom)


def _millimetres(extent: etree._Element | None, name: str) -> float:
    length = number_of(extent.get(name)) if extent is not None else 0
    return max(0, length) / _EMU_PER_MM


def _vml_picture(reference: etree._Element, content: bytes) -> PastedPicture:
    """Sized by the style of the shape it fills (ECMA-376 part 4, 19.1.2.19)."""
    shape = reference.getparent()
    style = shape.get("style", "") if shape is not None else ""
    sizes = {name: float(value) * _UNITS[unit] for name, value, unit in _LENGTH.findall(style)}
    floating = bool(_ABSOLUTE.search(style))
    left, top, right, bottom = (
        _share(reference.get(f"crop{side}", ""), 1.0) for side in ("left", "top", "right", "bottom")
    )
    crop = (left, top, right, bottom)
    return PastedPicture(content, sizes.get("width", 0.0), sizes.get("height", 0.0), floating, crop)


def _share(text: str, whole: float) -> float:
    """A share of a side, of which something less than nothing is cut where a picture is padded.

    Args:
        text: 10000 or 10% (ST_Percentage, 22.9.2.9); .1, 10% or 6554f in VML (19.1.2.11).
        whole: what a bare number counts a whole side in.
    """
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        return 0.0
    wholes = {"": whole, "%": 100.0, "f": _VML_FRACTION}
    return max(0.0, float(found[1]) / wholes[found[2]])
