"""A Word document's bytes → a PDF, and what is to be said of it: the room's front door."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from formgen.fonts import Face, FontBook
from formgen.layout.model import NotShown, PageModel, Properties
from formgen.layout.pages import Glyphs, MissingGlyph, Pages, all_marks
from formgen.layout.painting import PaintOptions, Variant, Watermark, load_painter, paint
from formgen.layout.reading import read_document
from formgen.layout.setting import set_pages
from formgen.layout.tracking import track_where_free

_WATERMARK_TYPEFACE = "黑体"


@dataclass(frozen=True, slots=True)
class About:
    """What the PDF's metadata say beside what the document says of itself."""

    title: str = ""
    """Before the document's own, which all papers of one template share."""
    name: str = ""
    """The title where there is no other."""
    author: str = ""
    identifier: str = ""
    """Tells which entry the paper is of."""
    watermark: str = ""
    """A few characters across every page: 草稿."""
    tracking: str = ""
    """A random identifier, printed with the page's number in every foot margin as a code."""


@dataclass(frozen=True, slots=True, order=True)
class StandIn:
    """A typeface that another was printed with."""

    asked: str
    """As the document names it."""
    printed: str
    """What stood in, as its users call it."""
    rare: bool
    """Whether it printed only the characters that the main stand-in lacks."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A document printed."""

    content: bytes
    """The PDF; empty where a character has no glyph, because a box must not be printed."""
    page_count: int
    not_shown: tuple[NotShown, ...] = ()
    missing: tuple[MissingGlyph, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    warnings: tuple[str, ...] = ()
    """What could not be painted as it should, in Chinese."""
    pages: Pages | None = None
    """The laid-out pages; None where nothing was painted, or another program laid them out."""
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    """What each stage took: read, set, paint."""


class Engine(Protocol):
    """Whatever turns Word documents into PDFs."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What its user should know before the first page, in Chinese."""

    def print(self, content: bytes, about: About = About()) -> Printed:
        """Print a .docx file's bytes.

        Raises:
            PackageError: the bytes are no Word document.
        """


@dataclass(frozen=True, slots=True)
class Printer:
    """formgen's own engine: read → set → paint."""

    fonts: FontBook
    variant: Variant = ""

    @classmethod
    def open(cls, font_folders: Sequence[Path] = (), *, variant: Variant = "") -> Printer:
        """A printer with the bundled typefaces, and before them those of the folders.

        Raises:
            EnvironmentLackError: a library or typeface is missing on this machine.
        """
        load_painter()
        return cls(FontBook.open(font_folders), variant)

    @property
    def notices(self) -> tuple[str, ...]:
        """Font files of the user's folders that are not used, and why."""
        return font_notices(self.fonts)

    def print(self, content: bytes, about: About = About()) -> Printed:
        """Print a .docx file's bytes; equal bytes give equal bytes.

        Raises:
            PackageError: the bytes are no Word document.
            OverfullError: more pages than anyone prints.
            EnvironmentLackError: a font of the user's cannot be embedded.
            ValueError: no typeface has all characters of the watermark, or the tracking
                identifier has others than `tracking.ALPHABET`.
        """
        start = time.perf_counter()
        model = read_document(content)
        read = time.perf_counter()
        pages = set_pages(_described(model, about), self.fonts)
        laid = time.perf_counter()
        stand_ins = self._stand_ins(pages)
        not_shown = _without_watermark(model.not_shown, about.watermark)
        if pages.missing:
            return Printed(b"", len(pages.pages), not_shown, pages.missing, stand_ins)
        pages, warnings = self._tracked(pages, about.tracking)
        painted = paint(pages, PaintOptions(self.variant, self._watermark(about.watermark)))
        return Printed(
            painted.content,
            len(pages.pages),
            not_shown,
            (),
            stand_ins,
            (*painted.warnings, *warnings),
            pages,
            {"read": read - start, "set": laid - read, "paint": time.perf_counter() - laid},
        )

    def _tracked(self, pages: Pages, code: str) -> tuple[Pages, tuple[str, ...]]:
        """The pages with their tracking code, and a sentence on those that have no room for it."""
        if not code:
            return pages, ()
        tracked, full = track_where_free(pages, code, self.fonts)
        numbers = "、".join(map(str, full))
        return tracked, (f"第{numbers}页的页脚没有空处，没有印上跟踪码",) if full else ()

    def _watermark(self, text: str) -> Watermark | None:
        """The watermark in 黑体, or what stands in for it."""
        if not text:
            return None
        for face in self.fonts.stack(_WATERMARK_TYPEFACE).faces:
            if face.glyphs.keys() >= set(map(ord, text)):
                return Watermark(text, face)
        raise ValueError(f"no typeface has all of {text!r}")

    def _stand_ins(self, pages: Pages) -> tuple[StandIn, ...]:
        used = {
            (mark.asked, mark.face)
            for page in pages.pages
            for mark in all_marks(page)
            if isinstance(mark, Glyphs)
        }
        found = {
            StandIn(asked, self.fonts.chinese_name(face), face not in self._main(asked))
            for asked, face in used
            if asked and self.fonts.stands_in(asked, face)
        }
        return tuple(sorted(found))

    def _main(self, asked: str) -> frozenset[Face]:
        """The first face of each style."""
        styles = itertools.product((False, True), repeat=2)
        return frozenset(self.fonts.stack(asked, bold=b, italic=i).faces[0] for b, i in styles)


def _without_watermark(not_shown: tuple[NotShown, ...], watermark: str) -> tuple[NotShown, ...]:
    """What is not printed; a Word watermark of the same words is, as the PDF's own."""
    own = f"艺术字“{watermark}”"
    return tuple(notice for notice in not_shown if not watermark or notice.construct != own)


def font_notices(fonts: FontBook) -> tuple[str, ...]:
    """A Chinese sentence on each font file of the user's that is not used."""
    return tuple(f"字体“{one.path}”没有使用：{one.reason}" for one in fonts.unreadable)


def _described(model: PageModel, about: About) -> PageModel:
    """The model with the metadata that its own properties leave open."""
    own = model.properties
    properties = Properties(
        title=about.title or own.title or about.name,
        author=about.author or own.author,
        subject=own.subject,
        keywords=own.keywords,
        identifier=about.identifier or own.identifier,
        language=own.language,
    )
    return replace(model, properties=properties)
