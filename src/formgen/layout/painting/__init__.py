"""Pages → the bytes of a PDF."""

from typing import get_args

from formgen.layout.painting.engine import load as load_painter
from formgen.layout.painting.paint import Painted, PaintOptions, Variant, paint
from formgen.layout.painting.pictures import as_printed
from formgen.layout.painting.watermark import Watermark

VARIANTS: tuple[Variant, ...] = get_args(Variant)
"""Every variant, plain PDF ("") first."""

__all__ = [
    "VARIANTS",
    "PaintOptions",
    "Painted",
    "Variant",
    "Watermark",
    "as_printed",
    "load_painter",
    "paint",
]
