"""What came of a set: its files, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from formgen.problems import Problem
from formgen.run.making import FinishedFile

SET, SEALS = "打印册", "用印清单"
"""File names, and what the report calls the files."""


@dataclass(frozen=True, slots=True)
class SetMade:
    """What is said of a set."""

    name: str
    path: PurePosixPath
    """Of its PDF."""
    pages: int
    sheets: int
    seals: int
    duplex: bool


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a set."""

    made: SetMade | None
    """None where a paper is missing: such a set would be taken for a whole one."""
    files: tuple[FinishedFile, ...]
    problems: tuple[Problem, ...]
    withheld: tuple[PurePosixPath, ...]
    """Files that were to be made and were not."""
    unsealed: tuple[PurePosixPath, ...] = ()
    """Files left away because a password cannot be set on them: workbooks."""
