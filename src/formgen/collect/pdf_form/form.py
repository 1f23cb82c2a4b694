"""The bytes of a PDF → the content of the form it shows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError

from formgen.check.materials.pdf import PDF_DAMAGE
from formgen.collect.content import LONGEST_IMPRINT, NO_IMPRINT, Content, Imprint
from formgen.collect.pdf_form.joining import joined
from formgen.collect.pdf_form.marks import PageMarks
from formgen.collect.pdf_form.painting import Supplies, page_marks
from formgen.collect.pdf_form.sheets import sheet_of
from formgen.ooxml import PackageError

MAX_PAGES = 200
MAX_BYTES = 64 * 2**20
_CREATOR = "formgen"
_FEWEST = 10
"""Characters below which a PDF holds no text but what a scanner wrote on it."""
_UNREAD_SHARE = 0.02
"""Of characters whose typeface does not say what they are, above which nothing is sure."""
_WORD = "请单位交 Word 版"


def read_pdf_form(content: bytes) -> Content:
    """Take a PDF apart that formgen, Word, WPS or LibreOffice made of a form.

    Cells are found by their ruled lines; a cell that goes on on the next page is one box. What
    stands outside tables is a box a paragraph. Of pictures nothing is taken.

    Raises:
        PackageError: a scan, encrypted, damaged, without readable text, or beyond the bounds;
            with reason and what to do.
    """
    if len(content) > MAX_BYTES:
        raise PackageError(f"有 {len(content) / 2**20:.0f} MB，过大", _WORD)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise PackageError("加了密码", "请向单位要密码，去掉密码再用")
        if len(reader.pages) > MAX_PAGES:
            raise PackageError(f"有 {len(reader.pages)} 页，不像一份表", _WORD)
        marks = list(_pages(reader))
        imprint = _imprint(reader)
    except DependencyError:
        raise PackageError("加了密码", "请向单位要密码，去掉密码再用") from None
    except PDF_DAMAGE:
        raise PackageError("文件已损坏，或没有传完", "请单位重新发送") from None
    _refuse_unreadable(marks)
    return Content(joined([sheet_of(one) for one in marks]), imprint)


def _pages(reader: PdfReader) -> Iterator[PageMarks]:
    supplies = Supplies()
    for page in reader.pages:
        yield page_marks(page, supplies)


def _refuse_unreadable(pages: list[PageMarks]) -> None:
    """Refuse a scan, and a PDF whose typefaces do not say what they show.

    Raises:
        PackageError: it is one.
    """
    shown = sum(len(piece.text.strip()) for page in pages for piece in page.pieces)
    if shown < _FEWEST:
        raise PackageError("是扫描件或照片，读不出文字", _WORD)
    if sum(page.unread for page in pages) > shown * _UNREAD_SHARE:
        raise PackageError("PDF 里的字体没有文字对照，读不出文字", _WORD)


def _imprint(reader: PdfReader) -> Imprint:
    """What a PDF that formgen made says of itself; not which document: its title is free text."""
    about: Mapping[str, object] = reader.metadata or {}
    identifier = about.get("/Identifier")
    if about.get("/Creator") != _CREATOR or not isinstance(identifier, str):
        return NO_IMPRINT
    if len(identifier) > LONGEST_IMPRINT or "-" not in identifier or not identifier.isprintable():
        return NO_IMPRINT
    return Imprint(campaign=str(identifier).rpartition("-")[0], identifier=str(identifier))
