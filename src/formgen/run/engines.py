"""What the user asked of PDFs → the engine that prints them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from formgen.fonts import KNOWN_TYPEFACES, FontBook
from formgen.layout.libreoffice import LibreOffice, find_program
from formgen.layout.office_fonts import office_fonts
from formgen.layout.painting import Variant
from formgen.layout.printing import About, Engine, Printed, Printer, font_notices
from formgen.ooxml import read_package
from formgen.problems import EnvironmentLackError, UsageError
from formgen.run.digests import digest_of, fonts_digest
from formgen.run.stores.store import is_folder

EngineName = Literal["formgen", "libreoffice"]
_UNSAID = About()


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """How PDFs are printed."""

    engine: EngineName = "formgen"
    fonts: tuple[Path, ...] = ()
    """Folders of the user's own typefaces."""
    variant: Variant = ""
    """An archive format, or "" for plain PDF."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class LibreOfficePrinter:
    """LibreOffice as an engine, for templates that use what formgen does not print."""

    office: LibreOffice
    notices: tuple[str, ...] = ()
    """Font files of the user's folders that are not used, and why."""

    def print(self, content: bytes, about: About = _UNSAID) -> Printed:
        """Print a .docx file's bytes.

        Raises:
            PackageError: the bytes are no Word document.
            InputError: LibreOffice made no PDF of them, or took too long.
        """
        read_package(content).main_part()  # LibreOffice would not say what is wrong
        from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - for LibreOffice's PDFs only

        name = about.title or about.name or "文件"
        pdf = PdfReader(io.BytesIO(self.office.convert(content, name)))
        writer = PdfWriter(clone_from=pdf)
        writer.add_metadata(_metadata(about))
        described = io.BytesIO()
        writer.write(described)
        return Printed(described.getvalue(), len(pdf.pages))


def _metadata(about: About) -> dict[str, str]:
    said = {"/Title": about.title, "/Author": about.author, "/Identifier": about.identifier}
    return {key: value for key, value in said.items() if value}


def open_engine(options: PdfOptions) -> Engine:
    """The engine asked for, ready to print.

    Raises:
        UsageError: the engine cannot do what is asked, or a font folder is none.
        EnvironmentLackError: the engine or a library of its is not on this machine.
    """
    _folders(options.fonts)
    if options.engine == "formgen":
        return Printer.open(options.fonts, variant=options.variant)
    _refuse_variant(options)
    book = FontBook.open(options.fonts)
    fonts = office_fonts(book, KNOWN_TYPEFACES)
    return LibreOfficePrinter(LibreOffice.open(fonts.folders, fonts.aliases), font_notices(book))


def check_engine(options: PdfOptions) -> None:
    """Prove that the engine asked for can be opened, before anything is written.

    Raises:
        UsageError: the engine cannot do what is asked, or a font folder is none.
        EnvironmentLackError: the engine or a library of its is not on this machine.
    """
    try:
        if options.engine == "formgen":
            open_engine(options)
        else:
            _refuse_variant(options)
            _folders(options.fonts)
            LibreOffice.open().close()
    except EnvironmentLackError as error:
        hint = f"{error.hint}；只要 Word 和 Excel 时，请加 --format docx,xlsx"
        raise EnvironmentLackError(error.message, hint=hint) from error


def engine_digest(options: PdfOptions) -> str:
    """The digest of what the pages of a PDF depend on besides formgen: typefaces, LibreOffice."""
    office = find_program() if options.engine == "libreoffice" else None
    return digest_of(fonts_digest(options.fonts), office).hex()


def _refuse_variant(options: PdfOptions) -> None:
    if options.variant:
        raise UsageError(
            "LibreOffice 不能生成 --pdf-variant 指定的格式", hint="请去掉 --pdf-engine libreoffice"
        )


def _folders(folders: Sequence[Path]) -> None:
    for folder in folders:
        if not is_folder(folder):
            raise UsageError(f"没有字体文件夹“{folder}”", hint="--fonts 后面写存放字体文件的文件夹")
