"""Applicants' data as CSV, JSON, JSON Lines or XLSX → records of raw text."""

from formgen.tables.read import READERS, find_table, find_tables, read_table
from formgen.tables.record import Cell, Record, Table
from formgen.tables.side_text import read_side_text

__all__ = [
    "READERS",
    "Cell",
    "Record",
    "Table",
    "find_table",
    "find_tables",
    "read_side_text",
    "read_table",
]
