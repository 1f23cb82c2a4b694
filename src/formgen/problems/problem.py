"""A data problem as a value: which code, where it stands, what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from formgen.problems.catalogue import CATALOGUE
from formgen.problems.masking import masked


class Severity(StrEnum):
    """How much a problem matters: an error keeps its entry out of the documents."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def chinese(self) -> str:
        """The word a clerk reads."""
        return {"error": "错误", "warning": "提醒"}[self.value]


_IN_LIST = ("$[", "$.申报[")
"""How the JSON path of something in a list of records begins."""
_RECORD_PATH = re.compile(r"\$(?:\.申报)?\[\d+\]|\$")
"""The part of a JSON path that leads to a record: of a list, or the line of JSON Lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in a file, as its user would point at it."""

    file: str = ""
    """File name relative to the campaign folder."""
    sheet: str = ""
    """Worksheet name; empty for anything but a workbook."""
    row: int | None = None
    """Row as the user's program numbers it, from 1; the header counts."""
    column: int | None = None
    """Column from 1; None where the format has no columns (JSON)."""
    field: str = ""
    """Field name, i.e. the column's heading."""
    path: str = ""
    """JSON path, for JSON files only."""

    @property
    def record(self) -> str:
        """Its record in Chinese: 第3行; empty where there is none."""
        if self.row is None:
            return ""
        # In a list a record has a number, but no line that its reader could count.
        return f"第{self.row}{'份' if self.path.startswith(_IN_LIST) else '行'}"

    def beside(self, field: str) -> Place:
        """Where a field of the same record would stand that its table has no cell for.

        Args:
            field: its name; empty for the record itself.
        """
        found = _RECORD_PATH.match(self.path)
        path = f"{found[0]}.{field}".rstrip(".") if found else ""
        return Place(self.file, self.sheet, self.row, None, field, path)

    def __str__(self) -> str:
        """The place in Chinese: 'applicants.csv 第3行 C列“姓名”'; numbers in paths masked."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        parts.append(self.record)
        if self.path:
            parts.append(masked(self.path))
        column = f"{column_letters(self.column)}列" if self.column is not None else ""
        if column or self.field:
            parts.append(column + (f"“{self.field}”" if self.field else ""))
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the data, said so that a clerk knows which cell to change.

    The sentences come from the catalogue entry of `code`, filled with `details`.
    """

    code: str
    place: Place = Place()
    entry: str = ""
    """Name of the entry concerned, for lists grouped by entry; empty if none."""
    unit: str = ""
    """Recommending unit of the entry, for lists grouped by unit."""
    details: Mapping[str, object] = field(default_factory=dict)
    """Fills the placeholders of the catalogue's sentences."""
    level: Severity | None = None
    """Severity where a rule of the campaign says it; else the code's own."""
    source: str = ""
    """The paragraph of the notice that asks for it, and its words; empty if none does."""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.level or Severity(CATALOGUE[self.code].severity)

    @property
    def missing(self) -> bool:
        """Whether something is only still to be filled in, not wrong."""
        return CATALOGUE[self.code].missing

    @property
    def title(self) -> str:
        """Short name of the kind of problem."""
        return CATALOGUE[self.code].title

    @property
    def message(self) -> str:
        """What is wrong, in Chinese, identity and phone numbers masked."""
        return self._filled(CATALOGUE[self.code].message)

    @property
    def hint(self) -> str:
        """What to do about it, in Chinese, identity and phone numbers masked."""
        return self._filled(CATALOGUE[self.code].hint)

    def _filled(self, sentence: str) -> str:
        quoted = {
            name: inner_quotes(str(self.details[name]))
            for name in _quoted_names(sentence)
            if name in self.details
        }
        return masked(sentence.format_map({**self.details, **quoted}))

    def __str__(self) -> str:
        """Place, message and hint in one Chinese line."""
        place = str(self.place)
        return f"{place}：{self.message}。{self.hint}" if place else f"{self.message}。{self.hint}"


@lru_cache(maxsize=1024)
def _quoted_names(sentence: str) -> tuple[str, ...]:
    """The placeholders of a sentence that stand in quotation marks of their own."""
    return tuple(re.findall(r"“\{(\w+)\}”", sentence))


_INNER_QUOTES = str.maketrans("“”", "‘’")


def inner_quotes(text: str) -> str:
    """A text to stand in quotation marks: its own become single (GB/T 15834-2011, 4.8.3.3)."""
    return text.translate(_INNER_QUOTES)


def column_letters(column: int) -> str:
    """Spreadsheet letters of a column number: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
