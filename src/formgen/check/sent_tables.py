"""A campaign folder → the applicants' tables in it, and a word on each file that is not read."""

from __future__ import annotations

from pathlib import Path

from formgen.campaign.model import Campaign
from formgen.check.origins import own_table
from formgen.problems import InputError, Place, Problem
from formgen.tables import Found, Table, find_tables, read_table


def read_applicants(campaign: Campaign, folder: Path) -> tuple[list[Table], list[Problem]]:
    """The tables that can be read; of many, one that cannot does not keep the others back.

    Raises:
        InputError: there is no table, or the only one cannot be read.
    """
    found = Found((campaign.file,)) if campaign.file else find_tables(folder)
    tables: list[Table] = []
    problems = [_unread(one.file, one.reason, one.hint) for one in found.unread]
    for file in found.tables:
        try:
            tables.append(own_table(read_table(folder, file, campaign.fields), campaign))
        except InputError as error:
            if len(found.tables) == 1:
                raise
            problems.append(_unread(file, error.message, error.hint))
    return tables, problems


def _unread(file: str, reason: str, hint: str) -> Problem:
    return Problem("T23", Place(file), details={"reason": reason, "hint": hint})
