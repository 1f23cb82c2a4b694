"""Returned 汇总表, as Word or Excel files → their rows, held against the forms."""

from formgen.collect.lists.entries import entries_of
from formgen.collect.lists.grids import ListGrid, grid_of_form, grids_of_workbook
from formgen.collect.lists.holding import Received, hold_against
from formgen.collect.lists.pattern import ListPattern
from formgen.collect.lists.reading import ReturnedList, read_lists

__all__ = [
    "ListGrid",
    "ListPattern",
    "Received",
    "ReturnedList",
    "entries_of",
    "grid_of_form",
    "grids_of_workbook",
    "hold_against",
    "read_lists",
]
