"""Pages → a PDF file: gather what is used, embed it, paint each page, write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from formgen.fonts import Face
from formgen.layout.model import Properties
from formgen.layout.pages import (
    Glyphs,
    Page,
    Pages,
    PlacedPicture,
    all_marks,
)
from formgen.layout.painting import engine, objects
from formgen.layout.painting.fonts import add_font, embed
from formgen.layout.painting.page import PagePainter, Supplies, bookmarks
from formgen.layout.painting.pictures import (
    Raster,
    Source,
    UnpaintableError,
    add_picture,
    needed_pixels,
    raster,
    source_of,
    whole_size,
)
from formgen.layout.painting.structure import Tagger, add_structure
from formgen.layout.painting.watermark import Watermark, add_blending

Variant = Literal["", "pdf/a-2b", "pdf/a-3b", "pdf/ua-1"]
_MANY_HEADINGS = 3
"""A single page with fewer needs no bookmarks."""


@dataclass(frozen=True, slots=True)
class PaintOptions:
    """How the PDF is made."""

    variant: Variant = ""
    """For archives (ISO 19005) or for readers aloud (ISO 14289); empty for a plain PDF 1.7."""
    watermark: Watermark | None = None
    """Painted across every page, over all else."""
    resolution: int | None = None
    """Dots per inch beyond which photos are made smaller; None keeps them as they are."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A PDF file."""

    content: bytes
    warnings: tuple[str, ...] = ()
    """What could not be painted as it should, in Chinese."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the marks of all pages use, in order of first use."""

    faces: dict[Face, frozenset[str]]
    pictures: dict[Source, tuple[float, float]]
    """Width and height of the whole picture where it is painted largest, in points."""


def paint(pages: Pages, options: PaintOptions = PaintOptions()) -> Painted:
    """The PDF of a document laid out; equal input gives equal bytes.

    Raises:
        EnvironmentLackError: Pango is missing, or a font cannot be embedded.
        ValueError: a piece of text has a character its face lacks.
    """
    engine.load()
    used = _gather(pages, options.watermark)
    fonts = {
        face: (f"F{number}", embed(face, characters))
        for number, (face, characters) in enumerate(used.faces.items())
    }
    rasters, troubles = _rasters(used.pictures, options)
    names = {source: f"I{number}" for number, source in enumerate(rasters)}
    supplies = Supplies(fonts, names, options.watermark)
    tagged = options.variant == "pdf/ua-1"
    taggers = [Tagger(number) for number in range(len(pages.pages))] if tagged else []
    painted = _paint_pages(pages, supplies, taggers)

    def finish(pdf: Any) -> None:
        _add_resources(pdf, supplies, rasters)
        if options.watermark:
            add_blending(pdf)
        if taggers:
            add_structure(pdf, taggers)
        objects.deflate_streams(pdf)

    properties = _titled(pages) if tagged else pages.properties
    content, said = engine.write(painted, properties, options.variant, finish)
    return Painted(content, (*troubles, *said))


def _gather(pages: Pages, watermark: Watermark | None) -> _Gathered:
    faces: dict[Face, set[str]] = {}
    pictures: dict[Source, tuple[float, float]] = {}
    for page in pages.pages:
        for mark in all_marks(page):
            if isinstance(mark, Glyphs):
                faces.setdefault(mark.face, set()).update(mark.text)
            elif isinstance(mark, PlacedPicture):
                source, size = source_of(mark.picture), whole_size(mark.picture)
                largest = pictures.get(source, (0.0, 0.0))
                pictures[source] = max(largest[0], size[0]), max(largest[1], size[1])
    if watermark is not None:
        faces.setdefault(watermark.face, set()).update(watermark.text)
    return _Gathered({face: frozenset(characters) for face, characters in faces.items()}, pictures)


def _rasters(
    sources: Mapping[Source, tuple[float, float]], options: PaintOptions
) -> tuple[dict[Source, Raster], list[str]]:
    """The pictures that can be painted, and a sentence on each that cannot."""
    rasters: dict[Source, Raster] = {}
    troubles: list[str] = []
    for number, (source, size) in enumerate(sources.items(), 1):
        try:
            most = needed_pixels(size, options.resolution) if options.resolution else None
            rasters[source] = raster(source, options.variant.startswith("pdf/a"), most)
        except UnpaintableError as error:
            troubles.append(f"第{number}张图片没有印出，原处画了方框：{error}")
    return rasters, troubles


def _paint_pages(
    pages: Pages, supplies: Supplies, taggers: Sequence[Tagger]
) -> list[engine.PaintedPage]:
    marks = [bookmarks(page) for page in pages.pages]
    if len(marks) < 2 and sum(map(len, marks)) < _MANY_HEADINGS:
        marks = [[] for _ in marks]
    painters = _painters(pages.pages, supplies, taggers)
    return [
        engine.PaintedPage((page.width, page.height), painter.operators(), painter.links, headings)
        for page, painter, headings in zip(pages.pages, painters, marks, strict=True)
    ]


def _painters(
    pages: Sequence[Page], supplies: Supplies, taggers: Sequence[Tagger]
) -> Iterator[PagePainter]:
    for number, page in enumerate(pages):
        yield PagePainter(page, supplies, taggers[number] if taggers else None)


def _add_resources(pdf: Any, supplies: Supplies, rasters: dict[Source, Raster]) -> None:
    resources = objects.resources(pdf)
    fonts = objects.resolve(pdf, resources["Font"])
    for name, font in supplies.fonts.values():
        fonts[name] = add_font(pdf, font)
    for source, name in supplies.pictures.items():
        resources["XObject"][name] = add_picture(pdf, rasters[source])


def _titled(pages: Pages) -> Properties:
    """Properties with a title, which PDF/UA demands (ISO 14289-1, 7.1)."""
    properties = pages.properties
    if properties.title:
        return properties
    headings = (label for page in pages.pages for _, label, _, _ in bookmarks(page))
    return replace(properties, title=next(headings, "文书"))
