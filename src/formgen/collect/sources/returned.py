"""What comes of each file that was sent back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from formgen.ooxml import PackageError
from formgen.problems import Place, Problem


class Sort(Enum):
    """What a file is by its content, whatever its name says."""

    WORD = "a .docx, .docm or .dotx"
    WORKBOOK = "an .xlsx or .xlsm"
    PDF = "a PDF"
    DOC = "a .doc of Word 97 to 2003, or a .wps"
    RTF = "a .rtf"
    ODT = "an .odt"


@dataclass(frozen=True, slots=True)
class Returned:
    """A file to be read."""

    file: str
    """As its sender named it: path below what was given, 回收.zip/泉山区/张三.docx."""
    content: bytes
    """Of an old format, what LibreOffice made of it."""
    folders: tuple[str, ...]
    """Names of the folders and archives above it, outermost first; of archives without .zip."""
    digest: str
    """SHA-256 of the file as it came, hexadecimal."""
    sort: Sort
    """WORD, WORKBOOK or PDF."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read, and why."""

    file: str
    problem: Problem
    """C12 or C14; its place is the file."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file as found, not looked at."""

    file: str
    folders: tuple[str, ...]
    content: bytes


def unreadable(file: str, error: PackageError) -> Refused:
    """A file that cannot be read, with what its sender or the office can do."""
    details = {"reason": error.reason, "advice": error.hint}
    return Refused(file, Problem("C14", Place(file), details=details))


def twice(file: str, first: str) -> Refused:
    """A file of the same bytes as another."""
    return Refused(file, Problem("C12", Place(file), details={"other": first}))
