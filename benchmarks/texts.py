"""A made file → the texts it says, to see that two programs made the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import docx
import pypdfium2
from docx.oxml.ns import qn
from openpyxl import load_workbook


def text_of(path: Path) -> list[str]:
    """The paragraphs of a document, tables included, as python-docx reads them."""
    body = docx.Document(str(path)).element.body
    texts = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [text for text in texts if text]


def texts(path: Path) -> Counter[str]:
    """What a file says: paragraphs of a .docx, cells of an .xlsx, characters of a .pdf.

    Characters of a PDF are in no order, because lines break at other places.
    """
    if path.suffix == ".docx":
        return Counter(text_of(path))
    if path.suffix == ".xlsx":
        rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
        return Counter(str(cell) for row in rows for cell in row if cell not in (None, ""))
    document = pypdfium2.PdfDocument(path)
    pages = (document[number].get_textpage() for number in range(len(document)))
    return Counter(one for page in pages for one in page.get_text_range() if not one.isspace())
