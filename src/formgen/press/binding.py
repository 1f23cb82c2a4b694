"""A set imposed and the PDFs its pages stand in → one PDF, to be printed in one go."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from formgen.press.bookmarks import add_bookmarks, bookmarks
from formgen.press.imposition import Imposition
from formgen.press.labels import label_tree, page_labels

_VERSION = "%PDF-1.7"
_SHAPE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
"""What a page's size depends on (ISO 32000-1, table 30)."""
_KEPT = frozenset({"/Type", "/Resources", "/Contents", "/Group", *_SHAPE})
"""The rest of a page points at its old document: structure, threads, other pages."""


@dataclass(frozen=True, slots=True)
class SetAbout:
    """What a set's metadata say."""

    title: str
    author: str = ""
    language: str = "zh-CN"


def bind(
    imposition: Imposition,
    places: Sequence[tuple[int, int]],
    sources: Sequence[bytes],
    index: bytes,
    about: SetAbout,
) -> bytes:
    """The PDF of a set; equal input gives equal bytes.

    `places` says of each paper in which source it stands and on which page, from 0, it begins;
    a source may hold one paper or many. What the pages of a source share (typefaces, pictures)
    is shared in the set as well, and a page printed twice differs only in its page object. A
    blank back has the size of the page before it. Web links are kept; bookmarks, labels, tags,
    form fields and comments of the sources are not.

    Where there are no papers there is no PDF: the bytes are empty.

    Raises:
        ValueError: the index or a source has other pages than the imposition says.
    """
    if not imposition.sides:
        return b""
    originals = _originals(imposition, places, _pages_of(sources), _index_pages(imposition, index))
    writer = PdfWriter()
    writer.pdf_header = _VERSION  # raised by a newer source, never lowered
    pages: list[PageObject] = []
    for original in originals:
        pages.append(_copied(writer, original) if original else _blank(writer, pages[-1]))
    add_bookmarks(writer, bookmarks(imposition), pages)
    _describe(writer, imposition, about)
    _prepare_printing(writer, imposition, pages)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def _pages_of(sources: Sequence[bytes]) -> list[list[PageObject]]:
    """The pages of each source, read once."""
    return [list(PdfReader(io.BytesIO(source)).pages) for source in sources]


def _index_pages(imposition: Imposition, index: bytes) -> list[PageObject]:
    pages = _pages_of([index])[0] if index else []
    if len(pages) != imposition.index_pages:
        raise ValueError(f"{len(pages)} index pages, imposed {imposition.index_pages}")
    return pages


def _originals(
    imposition: Imposition,
    places: Sequence[tuple[int, int]],
    sources: Sequence[Sequence[PageObject]],
    index: Sequence[PageObject],
) -> Iterator[PageObject | None]:
    """The page that stands on each side; None for a blank."""
    papers = [
        _paper_pages(sources[source], first, paper.pages)
        for paper, (source, first) in zip(imposition.papers, places, strict=True)
    ]
    for side in imposition.sides:
        if side.page is None:
            yield None
        else:
            yield (index if side.paper is None else papers[side.paper])[side.page]


def _paper_pages(source: Sequence[PageObject], first: int, count: int) -> Sequence[PageObject]:
    pages = source[first : first + count]
    if first < 0 or len(pages) != count:
        raise ValueError(f"no {count} pages from {first} in a source of {len(source)}")
    return pages


def _copied(writer: PdfWriter, original: PageObject) -> PageObject:
    page = writer.add_page(original, [key for key in original if key not in _KEPT])
    links = ArrayObject(_web_links(original))
    if links:
        page[NameObject("/Annots")] = links
    return page


def _web_links(original: PageObject) -> Iterator[DictionaryObject]:
    """The page's links to the web, made anew: an annotation belongs to one page only."""
    for reference in original.get("/Annots", ArrayObject()).get_object():
        annotation = reference.get_object()
        action = annotation.get("/A", DictionaryObject()).get_object()
        if annotation.get("/Subtype") == "/Link" and action.get("/S") == "/URI":
            yield _web_link(annotation["/Rect"], str(action["/URI"]))


def _web_link(rectangle: ArrayObject, address: str) -> DictionaryObject:
    action = {
        NameObject("/S"): NameObject("/URI"),
        NameObject("/URI"): TextStringObject(address),
    }
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(FloatObject(edge) for edge in rectangle),
            NameObject("/Border"): ArrayObject([NumberObject(0)] * 3),
            NameObject("/A"): DictionaryObject(action),
        }
    )


def _blank(writer: PdfWriter, front: PageObject) -> PageObject:
    """A page of the front's size with nothing on it."""
    back = PageObject()
    back[NameObject("/Type")] = NameObject("/Page")
    back[NameObject("/Resources")] = DictionaryObject()
    for key in _SHAPE:
        if key in front:
            back[NameObject(key)] = front[key]
    return writer.add_page(back)


def _describe(writer: PdfWriter, imposition: Imposition, about: SetAbout) -> None:
    said = {"/Title": about.title, "/Author": about.author, "/Creator": "formgen"}
    writer.add_metadata({key: value for key, value in said.items() if value})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(about.language)
    root[NameObject("/PageLabels")] = label_tree(page_labels(imposition))


def _prepare_printing(
    writer: PdfWriter, imposition: Imposition, pages: Sequence[PageObject]
) -> None:
    """What a print dialog should start with (ISO 32000-1, 12.2)."""
    writer.page_mode = "/UseOutlines"
    preferences = writer.create_viewer_preferences()
    preferences[NameObject("/PrintScaling")] = NameObject("/None")
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    preferences[NameObject("/Duplex")] = NameObject(_duplex(imposition, pages))


def _duplex(imposition: Imposition, pages: Sequence[PageObject]) -> str:
    """How sheets are turned: like a book's, also where all pages lie on their side."""
    if not imposition.duplex:
        return "/Simplex"
    return "/DuplexFlipShortEdge" if all(map(_lies, pages)) else "/DuplexFlipLongEdge"


def _lies(page: PageObject) -> bool:
    """Whether a page is shown wider than high."""
    turned = page.rotation % 180 != 0
    width, height = page.cropbox.width, page.cropbox.height
    return bool(width < height if turned else width > height)
