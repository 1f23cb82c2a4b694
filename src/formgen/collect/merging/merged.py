"""What merging gives: rows of the table, each value with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formgen.campaign.kinds.base import Raw
from formgen.collect.collected import Confidence
from formgen.problems import Problem


@dataclass(frozen=True, slots=True)
class MergedValue:
    """A value of a row, as the returned forms say it."""

    raw: Raw
    """As a JSON table writes it; pictures as objects of 文件 and 说明."""
    source: str
    """The file it was read from."""
    confidence: Confidence = Confidence.HIGH
    reasons: tuple[str, ...] = ()
    """Why it is not certain, or how it is known where the form does not say it."""
    written: bool = True
    """Whether it goes into the table; not where the cell holds something already."""
    from_table: bool = False
    """Whether it is a table's own writing, in which @ begins the name of a file."""


@dataclass(frozen=True, slots=True)
class MergedRow:
    """One entry: a row of the table that gets something, or a new one."""

    name: str
    unit: str
    record: int | None
    """Number of its record in the table that was there; None for a new row."""
    values: Mapping[str, MergedValue]
    """By field, those that are not blank, and blank ones of which that is not certain."""
    read: Mapping[str, Raw]
    """What the forms say, and what is known beside them, also where the table has it otherwise."""
    files: tuple[str, ...]
    """The returned files it was read from, in their order."""


@dataclass(frozen=True, slots=True)
class Merged:
    """All returned forms, merged."""

    rows: tuple[MergedRow, ...]
    """Those of the table that was there, in its order; then new ones, in that of the files."""
    columns: tuple[str, ...]
    """Fields that a new table has columns for, in the campaign's order."""
    problems: tuple[Problem, ...]
    """C04, C08, C09 and C10."""
