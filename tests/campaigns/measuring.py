"""A PDF → its signs and rules in millimetres from the paper's upper left corner, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

POINT = 25.4 / 72
"""Millimetres."""


@dataclass(frozen=True)
class Sign:
    """A visible character: where it is drawn, what ink it leaves."""

    text: str
    x: float
    """Left end of its place on the baseline."""
    baseline: float
    left: float
    top: float
    right: float
    bottom: float
    """The box round its ink."""
    size: float
    """Points."""
    red: bool


@dataclass(frozen=True)
class LevelRule:
    """A drawn line across the page."""

    y: float
    """Its middle."""
    left: float
    right: float
    thickness: float
    red: bool


@dataclass(frozen=True)
class MeasuredPage:
    """What stands on a page."""

    signs: tuple[Sign, ...]
    rules: tuple[LevelRule, ...]

    def lines(self) -> list[list[Sign]]:
        """The signs line by line, from the top and from the left."""
        found: list[list[Sign]] = []
        for sign in sorted(self.signs, key=lambda sign: (round(sign.baseline, 1), sign.x)):
            if found and abs(sign.baseline - found[-1][0].baseline) < 0.1:
                found[-1].append(sign)
            else:
                found.append([sign])
        return found


def measured(path: Path) -> list[MeasuredPage]:
    """Every page of a PDF."""
    document = pdfium.PdfDocument(path)
    pages = [MeasuredPage(tuple(_signs(page)), tuple(_rules(page))) for page in document]
    document.close()
    return pages


def text_of_line(line: list[Sign]) -> str:
    """A line's signs as text."""
    return "".join(sign.text for sign in line)


def _signs(page: pdfium.PdfPage) -> Iterator[Sign]:
    height = page.get_height()
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, index))
        if sign.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, bottom, right, top = text.get_charbox(index)
        yield Sign(
            sign,
            x.value * POINT,
            (height - y.value) * POINT,
            left * POINT,
            (height - top) * POINT,
            right * POINT,
            (height - bottom) * POINT,
            raw.FPDFText_GetFontSize(text, index),
            _is_red(*_colour(raw.FPDFText_GetFillColor, text, index)),
        )
    text.close()


def _rules(page: pdfium.PdfPage) -> Iterator[LevelRule]:
    height = page.get_height()
    width = ctypes.c_float()
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        raw.FPDFPageObj_GetStrokeWidth(path, width)
        left, bottom, right, top = path.get_bounds()
        if right - left > 20 * (top - bottom):  # long and thin
            yield LevelRule(
                (height - (bottom + top) / 2) * POINT,
                left * POINT,
                right * POINT,
                width.value * POINT,
                _is_red(*_colour(raw.FPDFPageObj_GetStrokeColor, path)),
            )


def _colour(ask: object, *of: object) -> tuple[int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    assert callable(ask)
    ask(*of, *parts)
    red, green, blue, _ = (part.value for part in parts)
    return red, green, blue


def _is_red(red: int, green: int, blue: int) -> bool:
    return (red, green, blue) == (255, 0, 0)
