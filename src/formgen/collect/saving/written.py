"""What goes into a table of applicants and what comes of it, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formgen.campaign.kinds.base import Raw


@dataclass(frozen=True, slots=True)
class RowToWrite:
    """Cells of one row."""

    at: int | None
    """The row of the table that was there, as its places number it; None for a new row."""
    cells: Mapping[str, Raw]
    """What goes into blank cells, or into the new row, by field."""


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table's file, and where in it things stand."""

    content: bytes | None
    """Of the file; None where nothing in it changes."""
    header: int
    """The row of the headings; 0 in a JSON file."""
    columns: Mapping[str, int]
    """Column by field; in a JSON file counted in the order of the keys."""
    rows: Sequence[int]
    """Of each row written, the row in the file; in a JSON file the record's number."""
    refused: frozenset[tuple[int, int]] = frozenset()
    """Row and column of cells that show nothing but hold a formula, and were left alone."""
