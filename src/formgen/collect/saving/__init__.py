"""Merged rows and pictures → files: a table people and this program read, and what it names."""

from formgen.collect.saving.cells import CellWriter
from formgen.collect.saving.known_pictures import KnownPictures
from formgen.collect.saving.pictures import Saved, with_saved_pictures
from formgen.collect.saving.shelf import Shelf
from formgen.collect.saving.table_file import SUFFIXES, Target, written_table
from formgen.collect.saving.written import WrittenTable

__all__ = [
    "SUFFIXES",
    "CellWriter",
    "KnownPictures",
    "Saved",
    "Shelf",
    "Target",
    "WrittenTable",
    "with_saved_pictures",
    "written_table",
]
