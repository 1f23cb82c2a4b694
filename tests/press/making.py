"""Small PDFs whose pages say which paper they are of, and what a bound set says when read."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydyf
from pypdf import PdfReader

from formgen.press.binding import SetAbout, bind
from formgen.press.imposition import Imposition, Paper

PORTRAIT = (595, 842)
LANDSCAPE = (842, 595)
ABOUT = SetAbout("泉屏区委网信办", "中共徐州市委网络安全和信息化委员会办公室")


@dataclass(frozen=True)
class Leaf:
    """One page of a source."""

    text: str
    size: tuple[int, int] = PORTRAIT
    rotation: int = 0
    ballast: bytes = b""
    link: str = ""


def leaves_of(number: int, paper: Paper, **looks: Any) -> list[Leaf]:
    return [Leaf(f"paper {number} page {page}", **looks) for page in range(1, paper.pages + 1)]


def index_leaves(pages: int) -> list[Leaf]:
    return [Leaf(f"index page {page}") for page in range(1, pages + 1)]


def source(leaves: Sequence[Leaf], version: bytes = b"1.7") -> bytes:
    """A PDF of these pages, which share one font."""
    pdf = pydyf.PDF()
    font = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"})
    pdf.add_object(font)
    for leaf in leaves:
        text = [b"BT /F1 20 Tf 50 50 Td (%s) Tj ET" % leaf.text.encode()]
        ballast = [b"%" + leaf.ballast.hex().encode()] if leaf.ballast else []
        content = pydyf.Stream([*text, *ballast])
        pdf.add_object(content)
        page = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, *leaf.size]),
                "Rotate": leaf.rotation,
                "Contents": content.reference,
                "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary({"F1": font.reference})}),
            }
        )
        if leaf.link:
            page["Annots"] = pydyf.Array([_link(leaf.link)])
        pdf.add_page(page)
    output = io.BytesIO()
    pdf.write(output, version=version)
    return output.getvalue()


def _link(address: str) -> pydyf.Dictionary:
    action = {"S": "/URI", "URI": pydyf.String(address)}
    place = {"Subtype": "/Link", "Rect": pydyf.Array([50, 50, 90, 70])}
    return pydyf.Dictionary({"Type": "/Annot", **place, "A": pydyf.Dictionary(action)})


def bound(imposition: Imposition, leaves: Sequence[Sequence[Leaf]]) -> bytes:
    """The set, its papers in one body."""
    places, first = [], 0
    for paper in leaves:
        places.append((0, first))
        first += len(paper)
    body = source([leaf for paper in leaves for leaf in paper])
    index = source(index_leaves(imposition.index_pages)) if imposition.index_pages else b""
    return bind(imposition, places, [body], index, ABOUT)


def reader(content: bytes) -> Any:
    """pypdf's reading; untyped, because its types say "some object" of every entry."""
    return PdfReader(io.BytesIO(content), strict=True)


def texts(read: Any) -> list[str]:
    """What each page says; empty for one with nothing on it."""
    return [_text(page) for page in read.pages]


def _text(page: Any) -> str:
    if "/Contents" not in page:
        return ""
    found = re.search(rb"\((.*?)\) Tj", page["/Contents"].get_data())
    assert found is not None
    return found.group(1).decode()
