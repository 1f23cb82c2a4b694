"""Exceptions that stop a run: each knows its exit code and what to do next.

Problems with single values are not exceptions (see problem.py); these are for a
broken campaign file, template, input or machine, and are raised before anything
is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from formgen.problems.problem import Problem


class FormgenError(Exception):
    """Base of every expected failure; `str(error)` is one Chinese message."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, *, hint: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        """What the user can do, a Chinese sentence; may be empty."""
        self.problems = tuple(problems)
        """Problems found on the way, to be listed with the message."""


class UsageError(FormgenError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class CampaignError(FormgenError):
    """campaign.json is missing or says something it may not say."""

    exit_code = 3


class TemplateError(FormgenError):
    """A template is missing, broken, or names what no field defines."""

    exit_code = 4


class OverfullError(TemplateError):
    """A value does not fit the place its template gives it; other documents are not concerned."""


class InputError(FormgenError):
    """A data file cannot be read at all."""

    exit_code = 5


class OutputError(FormgenError):
    """An artifact cannot be written."""

    exit_code = 6


class EnvironmentLackError(FormgenError):
    """A library or font is missing on this machine."""

    exit_code = 7
