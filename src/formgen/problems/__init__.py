"""What can go wrong: problems of the data as values, everything else as exceptions."""

from formgen.problems.catalogue import CATALOGUE, Entry
from formgen.problems.errors import (
    CampaignError,
    EnvironmentLackError,
    FormgenError,
    InputError,
    OutputError,
    OverfullError,
    TemplateError,
    UsageError,
)
from formgen.problems.json_reason import json_reason
from formgen.problems.masking import hidden, masked
from formgen.problems.os_reason import os_reason
from formgen.problems.problem import Place, Problem, Severity, column_letters, inner_quotes
from formgen.problems.regular import regular_bytes

__all__ = [
    "CATALOGUE",
    "CampaignError",
    "Entry",
    "EnvironmentLackError",
    "FormgenError",
    "InputError",
    "OutputError",
    "OverfullError",
    "Place",
    "Problem",
    "Severity",
    "TemplateError",
    "UsageError",
    "column_letters",
    "hidden",
    "inner_quotes",
    "json_reason",
    "masked",
    "os_reason",
    "regular_bytes",
]
