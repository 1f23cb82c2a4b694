"""An entry: a draft fit to be printed, or let through to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formgen.campaign.values import Value
from formgen.problems import Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, case, web site or account, ready for its documents."""

    number: int
    """Position in the table, from 1; entries left out keep theirs."""
    name: str
    """What it is called in file names and messages."""
    unit: str
    """Its recommending unit; empty where it has none."""
    values: Mapping[str, Value]
    """Every field of the table by name, blanks included; read from a temporary file when asked for,
    but of a pickled entry all there."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A table after the check."""

    entries: Sequence[Entry]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    """Names of the records that are not fit to be printed."""
