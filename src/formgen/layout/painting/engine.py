"""Painted pages → a PDF file, by WeasyPrint: with weasy.py all that relies on it.

WeasyPrint documents that a `Document` can be made from a list of pages, what attributes a page
has, that `Page.paint(stream, scale)` draws it, and that a `finisher` may change the PDF before
it is written. Relied on beyond that, and held by tests/layout/painting/test_engine.py:

- `_page_box`: the tree its tags are made from; ours is empty, we add the tags ourselves;
- the fourth item of a link takes the annotation as `link_annotation`;
- all pages share one resource dictionary, whose /Font is a reference to an empty dictionary;
- importing it sets `PIL.ImageFile.LOAD_TRUNCATED_IMAGES`, which we set back, because the
  checks of photos need it off.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import io
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import ImageFile

from formgen.layout.model import Properties
from formgen.problems import EnvironmentLackError

Bookmark = tuple[int, str, tuple[float, float], str]
"""Level from 1, label, place, "open"."""
Link = tuple[str, str, tuple[float, float, float, float], Any]
"""("external", URL, (left, bottom, right, top), an object that takes `link_annotation`)."""

_POINTS = 4 / 3
"""WeasyPrint writes 0.75 pt for a unit of its own; with this zoom a unit is a point."""
_LACK = "这台电脑缺少生成 PDF 要用的程序库 Pango"
_REMEDY = (
    "Debian、Ubuntu 请运行：apt-get install libpango-1.0-0 libpangoft2-1.0-0；"
    "Windows 请安装 MSYS2，再运行：pacman -S mingw-w64-ucrt-x86_64-pango；"
    "macOS 请运行：brew install pango"
)


class PaintedPage:
    """A page as WeasyPrint's `Document` takes it; lengths in points."""

    def __init__(
        self,
        size: tuple[float, float],
        operators: bytes,
        links: Sequence[Link],
        bookmarks: Sequence[Bookmark],
    ) -> None:
        self.width, self.height = size
        self.bleed = {"top": 0, "right": 0, "bottom": 0, "left": 0}
        self.links = list(links)
        self.bookmarks = list(bookmarks)
        self.anchors: dict[str, tuple[float, float, float, float]] = {}
        self.forms: dict[Any, list[Any]] = {None: []}
        self._operators = operators
        self._page_box = load().empty_box

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draw into WeasyPrint's stream, whose origin is the upper left corner."""
        with stream.stacked():
            if scale != 1:
                stream.transform(a=scale, d=scale)
            stream.stream.append(self._operators)


@dataclass(frozen=True, slots=True)
class Engine:
    """What of WeasyPrint every document needs, made once per process."""

    document: Callable[..., Any]
    metadata: Callable[..., Any]
    logger: logging.Logger
    fetcher: Any
    font_config: Any
    empty_box: Any


def write(
    pages: Sequence[PaintedPage],
    properties: Properties,
    variant: str,
    finish: Callable[[Any], None],
) -> tuple[bytes, tuple[str, ...]]:
    """The PDF file, and what WeasyPrint had to say, in Chinese.

    `finish` gets the `pydyf.PDF` when all pages are in it.

    Raises:
        EnvironmentLackError: Pango is missing.
    """
    engine = load()
    with _heard(engine.logger) as said:
        document = engine.document(
            list(pages), _metadata(engine, properties), engine.fetcher, engine.font_config, {}, None
        )
        content: bytes = document.write_pdf(
            zoom=_POINTS,
            finisher=lambda _, pdf: finish(pdf),
            pdf_variant=variant or None,
            uncompressed_pdf=True,
            custom_metadata=True,
        )
    return content, tuple(f"PDF 程序库提示：{message}" for message in said)


def _metadata(engine: Engine, properties: Properties) -> Any:
    return engine.metadata(
        title=properties.title or None,
        authors=[properties.author] if properties.author else [],
        description=properties.subject or None,
        keywords=[properties.keywords] if properties.keywords else [],
        generator="formgen",
        lang=properties.language or "zh-CN",
        custom={"Identifier": properties.identifier} if properties.identifier else {},
    )


@cache
def load() -> Engine:
    """WeasyPrint, imported when the first PDF is made: it takes a third of a second.

    Raises:
        EnvironmentLackError: Pango is missing.
    """
    truncated = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        # A missing library is told on standard output, missing system fonts as a warning.
        quiet = contextlib.redirect_stdout(io.StringIO())
        with quiet, warnings.catch_warnings(), _libraries_by_name():
            warnings.simplefilter("ignore")
            return _import()
    except OSError as error:
        raise EnvironmentLackError(_LACK, hint=_REMEDY) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = truncated


@contextlib.contextmanager
def _libraries_by_name() -> Iterator[None]:
    """On Linux, libraries are opened by the names that Linux gives them.

    WeasyPrint tries those of other systems first, and for each of the twenty a compiler and a
    linker are started to look for it: half a second.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _not_searched
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _not_searched(name: str) -> str | None:  # noqa: ARG001 - stands in for another
    return None


def _import() -> Engine:
    weasy = importlib.import_module("formgen.layout.painting.weasy")
    return Engine(
        weasy.Document,
        weasy.DocumentMetadata,
        weasy.LOGGER,
        weasy.ClosedFetcher(),
        weasy.FontConfiguration(),
        weasy.empty(),
    )


class _Ear(logging.Handler):
    """Keeps what is logged in the thread that made it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(record.getMessage())


@contextlib.contextmanager
def _heard(logger: logging.Logger) -> Iterator[list[str]]:
    """The warnings WeasyPrint logs meanwhile."""
    ear = _Ear()
    logger.addHandler(ear)
    try:
        yield ear.messages
    finally:
        logger.removeHandler(ear)
