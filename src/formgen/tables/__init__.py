"""Applicants' data as CSV, JSON, JSON Lines or XLSX → records of raw text."""

from formgen.tables.finding import MARKED_COPY, Found, Unread, find_table, find_tables
from formgen.tables.origin import with_unit
from formgen.tables.read import READERS, read_table
from formgen.tables.record import Cell, Origin, Record, Table
from formgen.tables.side_text import read_side_text

__all__ = [
    "MARKED_COPY",
    "READERS",
    "Cell",
    "Found",
    "Origin",
    "Record",
    "Table",
    "Unread",
    "find_table",
    "find_tables",
    "read_side_text",
    "read_table",
    "with_unit",
]
