"""Made files → their text, by readers that share no code with the program."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn


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


def text_of(path: Path) -> str:
    """The whole text of a made file, squeezed."""
    lines = docx_lines(path) if path.suffix == ".docx" else xlsx_lines(path)
    return squeeze("\n".join(lines))


def squeeze(text: str) -> str:
    """Text without white space and width differences."""
    return "".join(unicodedata.normalize("NFKC", text).split())
