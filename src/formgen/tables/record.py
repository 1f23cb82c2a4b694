"""What every table becomes, whatever its format: records of raw text with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from formgen.campaign.kinds.base import Raw
from formgen.problems import Place, Problem


class Cell:
    """One value as it came, and where it stood. It is not to be changed.

    Of most cells nobody asks the place, and making it costs more than reading the cell;
    so it is made when asked for.
    """

    __slots__ = ("_place", "_row", "raw")

    raw: Raw
    """Text with line ends as \\n, otherwise as typed; in JSON also lists and objects of text."""

    def __init__(self, raw: Raw, place: Place, row: int | None = None) -> None:
        """A value at a place, or in a row of the column that the place says."""
        self.raw = raw
        self._place = place
        self._row = row

    @property
    def place(self) -> Place:
        """Where it stood."""
        return self._place if self._row is None else replace(self._place, row=self._row)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cell):
            return NotImplemented
        return self.raw == other.raw and self.place == other.place

    def __hash__(self) -> int:
        return hash(self.place)

    def __repr__(self) -> str:
        return f"Cell({self.raw!r}, {self.place!r})"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table, or one object of a JSON file."""

    number: int
    """Position among the records, from 1; blank rows are not counted."""
    cells: Mapping[str, Cell]
    """Field name to cell, an empty one included.

    A field of the table's columns is missing here only where its cell could not be
    read; `Table.problems` then holds the reason, with the cell's place.
    """


@dataclass(frozen=True, slots=True)
class Origin:
    """What a 填报表 says of itself on its hidden sheet."""

    campaign: str
    """The campaign's 编号."""
    version: str
    """The 版本 of campaign.json it was made from."""
    unit: str
    """The one unit it was made for; empty where it is for all."""
    name: str = ""
    """The campaign's 名称."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file read: its records, and everything about them that is no record."""

    file: str
    """File name relative to the campaign folder."""
    records: Sequence[Record]
    """Of a file that was read they stay in a temporary file, and are made when asked for."""
    problems: tuple[Problem, ...]
    columns: frozenset[str]
    """Names of the fields that have a column, the unusable ones included."""
    unusable: frozenset[str]
    """Names of the fields that have more than one column; no record has a cell for them."""
    origin: Origin | None = None
    """What a 填报表 says of itself; None for any other table."""


def unix_lines(text: str) -> str:
    """A text with line feeds for all its line ends, so that all formats give the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
