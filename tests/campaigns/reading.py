"""Made files → their text, by readers that share no code with the program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2 as pdfium
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdfium2 import raw


def docx_lines(path: Path) -> Iterator[str]:
    """Every paragraph of the body in reading order, tables included."""
    for paragraph in docx.Document(str(path)).element.body.iter(qn("w:p")):
        pieces = []
        for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            pieces.append(element.text or "" if element.tag == qn("w:t") else "\n")
        yield "".join(pieces)


def xlsx_lines(path: Path) -> Iterator[str]:
    """Every cell of every sheet, row by row."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert cell.data_type != "f" or str(cell.value).startswith("=SUM(")
                    yield str(cell.value)


def pdf_lines(path: Path) -> Iterator[str]:
    """The text of every page in the order it is painted, without the page's number."""
    pages = PdfReader(path, strict=True).pages
    for number, page in enumerate(pages, start=1):
        footer = rf"^\s*(— {number} —|第 {number} 页\s共 {len(pages)} 页)\s*$"
        yield re.sub(footer, "", page.extract_text(), flags=re.MULTILINE)


def pdf_extras(path: Path) -> Iterator[str]:
    """What a PDF says beside its pages: metadata, bookmarks, targets of links."""
    reader = PdfReader(path, strict=True)
    yield from map(str, (reader.metadata or {}).values())
    yield str(reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else "")
    yield from _titles(reader.outline)
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            yield str(annotation.get_object().get("/A"))


def _titles(outline: Any) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from _titles(item)
        else:
            yield str(item.title)


def plain_lines(path: Path) -> Iterator[str]:
    """What is text already: CSV, JSON, a web page with its elements."""
    yield path.read_text(encoding="utf-8")


_LINES = {
    ".docx": docx_lines,
    ".xlsx": xlsx_lines,
    ".pdf": pdf_lines,
    ".html": plain_lines,
    ".csv": plain_lines,
    ".json": plain_lines,
}


@cache
def text_of(path: Path) -> str:
    """The whole text of a made file, squeezed. Read once: no test changes the file."""
    return squeeze("\n".join(_LINES[path.suffix](path)))


def extras_of(path: Path) -> str:
    """What a made file says where its reader does not look, squeezed."""
    return squeeze("\n".join(pdf_extras(path))) if path.suffix == ".pdf" else ""


def pdf_pictures(path: Path) -> Iterator[bytes]:
    """The file of every picture painted: a JPEG stays as it is in a PDF."""
    document = pdfium.PdfDocument(path)
    for page in document:
        for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
            yield bytes(picture.get_data())
    document.close()


def squeeze(text: str) -> str:
    """Text without white space and width differences."""
    return "".join(unicodedata.normalize("NFKC", text).split())
