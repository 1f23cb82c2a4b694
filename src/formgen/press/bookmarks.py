"""A set imposed → its bookmarks: the index, then each entry with its papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pypdf import PageObject, PdfWriter

from formgen.press.imposition import Imposition

_INDEX = "目录"
_GAP = "\u3000"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the bookmarks."""

    title: str
    side: int
    """Where it lands: an index into the imposition's sides."""
    children: tuple[Bookmark, ...] = ()


def bookmarks(imposition: Imposition) -> tuple[Bookmark, ...]:
    """The bookmarks of a set: papers in a row with one number and subject stand under one.

    Each lands on the first page of the first copy; further copies have none.
    """
    index = [Bookmark(_INDEX, 0)] if imposition.index_pages else []
    return (*index, *_entries(imposition))


def _entries(imposition: Imposition) -> Iterator[Bookmark]:
    papers = imposition.papers
    for (number, subject), group in groupby(
        range(len(papers)), key=lambda paper: (papers[paper].number, papers[paper].subject)
    ):
        each = [(papers[paper].document, imposition.first_sides[paper]) for paper in group]
        if number:
            children = tuple(Bookmark(document, side) for document, side in each)
            yield Bookmark(f"{number} {subject}".rstrip(), each[0][1], children)
        else:
            yield from (
                Bookmark(_GAP.join(filter(None, (document, subject))), side)
                for document, side in each
            )


def add_bookmarks(
    writer: PdfWriter, marks: Sequence[Bookmark], pages: Sequence[PageObject], parent: Any = None
) -> None:
    """Write bookmarks (ISO 32000-1, 12.3.3), those with children closed, landing on `pages`."""
    for mark in marks:
        item = writer.add_outline_item(
            title=mark.title,
            page_number=pages[mark.side],
            parent=parent,
            is_open=not mark.children,
        )
        add_bookmarks(writer, mark.children, pages, item)
