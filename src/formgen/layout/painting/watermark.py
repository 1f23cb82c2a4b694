"""A few words across a page → the operators that paint them.

They are painted over all else and multiplied with it (ISO 32000-1, 11.3.5.2), so that they show on
shaded cells and pictures, and black text stays black. Readers aloud leave them out (14.8.2.2.2).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from formgen.fonts import Face
from formgen.layout.painting import objects
from formgen.layout.painting.fonts import EmbeddedFace

_BLENDING = "GW"
"""Resource name of the graphics state that multiplies."""
_GREY = 0.87
_ANGLE = math.pi / 4
_SHARE = 0.72
"""Of the page's shorter side, what the slanted words take."""
_MIDDLE = 0.38
"""Height of the middle of a Chinese character over the baseline, in ems."""


@dataclass(frozen=True, slots=True)
class Watermark:
    """Words that stand across every page."""

    text: str
    face: Face
    """Has every character of the text."""


def watermark_operators(
    mark: Watermark, page: tuple[float, float], name: str, font: EmbeddedFace
) -> str:
    """The words in the middle of a page, rising to the right; lengths in points, y downwards."""
    ems = sum(mark.face.advances[ord(character)] for character in mark.text)
    # Turned by half a right angle, the box is as wide and as high as (ems + 1) sizes over √2.
    size = min(page) * _SHARE * math.sqrt(2) / (ems + 1)
    cosine, sine = math.cos(_ANGLE), math.sin(_ANGLE)
    back, under = size * ems / 2, size * _MIDDLE
    x = page[0] / 2 - cosine * back + sine * under
    y = page[1] / 2 + sine * back + cosine * under
    turn = " ".join(f"{value:.6f}" for value in (cosine, -sine, -sine, -cosine))
    return (
        "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\n"
        f"q /{_BLENDING} gs {objects.number(_GREY)} g BT 0 Tc 100 Tz 0 Tr "
        f"/{name} {objects.number(size)} Tf {turn} {objects.numbers((x, y))} Tm "
        f"<{mark.text.translate(font.codes)}> Tj ET Q\n"
        "EMC"
    )


def add_blending(pdf: Any) -> None:
    """Write the graphics state that the operators name."""
    state = objects.dictionary({"Type": "/ExtGState", "BM": "/Multiply"})
    objects.resources(pdf)["ExtGState"][_BLENDING] = state
