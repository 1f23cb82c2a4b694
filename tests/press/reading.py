"""The files of a print set → what a reader finds in them, page by page and row by row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import zxingcpp
from pypdf import PdfReader

_HEADINGS = "序号名称文书页码页数份数"


@dataclass(frozen=True)
class Landing:
    """A bookmark and the page it lands on, from 1."""

    level: int
    title: str
    page: int


@dataclass(frozen=True)
class SealLine:
    """A row of 用印清单.xlsx."""

    number: str
    subject: str
    document: str
    place: str
    stamps: str
    count: int
    copies: int
    page: int | None


@dataclass(frozen=True)
class BoundSet:
    """A set as it is read back."""

    pages: tuple[str, ...]
    """What each page says, squeezed; empty for one with nothing on it."""
    labels: tuple[str, ...]
    landings: tuple[Landing, ...]
    duplex: str
    """What a print dialog starts with."""
    font_files: int
    typefaces: frozenset[str]

    def index(self) -> tuple[int, str, str]:
        """Pages of the index, its head, and its rows run together."""
        count = sum(label.startswith("目录") for label in self.labels)
        head, *rows = "".join(self.pages[:count]).split(_HEADINGS)
        return count, head, re.sub(r"目录第\d+页", "", "".join(rows))


def squeeze(text: str) -> str:
    """Text without white space and width differences."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def read_set(folder: Path) -> BoundSet:
    """The set in a folder. Read once: no test changes the file."""
    reader: Any = PdfReader(folder / "打印册.pdf", strict=True)
    fonts = {*_font_files(reader)}
    return BoundSet(
        pages=tuple(page_texts(folder / "打印册.pdf")),
        labels=tuple(reader.page_labels),
        landings=tuple(_landings(reader, reader.outline, 0)),
        duplex=str(reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"]),
        font_files=len({number for number, _ in fonts}),
        typefaces=frozenset(name for _, name in fonts),
    )


def page_texts(path: Path) -> list[str]:
    """What each page of a PDF says, squeezed."""
    document = pypdfium2.PdfDocument(path)
    texts = [squeeze(page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    return texts


def _landings(reader: Any, outline: Any, level: int) -> Iterator[Landing]:
    for item in outline:
        if isinstance(item, list):
            yield from _landings(reader, item, level + 1)
        else:
            page = reader.get_destination_page_number(item)
            yield Landing(level, str(item.title), page + 1)


def _font_files(reader: Any) -> Iterator[tuple[int, str]]:
    """Object number of each font file, and the typeface's name without its subset's tag."""
    for page in reader.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            (descendant,) = font["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            (key,) = {"/FontFile", "/FontFile2", "/FontFile3"}.intersection(descriptor)
            yield descriptor.raw_get(key).idnum, str(descriptor["/FontName"]).partition("+")[2]


@cache
def seal_lines(folder: Path) -> tuple[tuple[SealLine, ...], str]:
    """The rows of the list of seals, and the sentence under them."""
    (sheet,) = openpyxl.load_workbook(folder / "用印清单.xlsx").worksheets
    rows = [list(row) for row in sheet.iter_rows(max_col=8, values_only=True)]
    start = next(n for n, row in enumerate(rows) if row[0] == "序号") + 1
    end = next(n for n, row in enumerate(rows) if str(row[0]).startswith("共用印"))
    lines = [
        SealLine(
            str(number or ""),
            str(subject),
            str(document),
            str(place),
            str(stamps),
            int(str(count)),
            int(str(copies)),
            int(str(page)) if page else None,
        )
        for number, subject, document, place, stamps, count, copies, page in rows[start:end]
    ]
    return tuple(lines), str(rows[end][0])


def codes_of(path: Path) -> list[list[str]]:
    """What an ordinary scanner (150 dpi) reads in the codes of each page."""
    document = pypdfium2.PdfDocument(path)
    pictures = [page.render(scale=150 / 72, grayscale=True).to_pil() for page in document]
    document.close()
    return [[code.text for code in zxingcpp.read_barcodes(picture)] for picture in pictures]
