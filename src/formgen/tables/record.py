"""What every table becomes, whatever its format: records of raw text with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formgen.campaign.kinds.base import Raw
from formgen.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as it came, and where it stood."""

    raw: Raw
    """Text with line ends as \\n, otherwise as typed; in JSON also lists and objects of text."""
    place: Place


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
class Table:
    """A file read: its records, and everything about them that is no record."""

    file: str
    """File name relative to the campaign folder."""
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    columns: frozenset[str]
    """Names of the fields that have a column, the unusable ones included."""
    unusable: frozenset[str]
    """Names of the fields that have more than one column; no record has a cell for them."""


def unix_lines(text: str) -> str:
    """A text with line feeds for all its line ends, so that all formats give the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
