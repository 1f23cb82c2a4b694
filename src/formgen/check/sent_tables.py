"""A campaign folder → the applicants' tables in it, and a word on each file that is not read."""

from __future__ import annotations

from pathlib import Path

from formgen.campaign.model import Campaign
from formgen.check.origins import own_table
from formgen.problems import InputError, Place, Problem
from formgen.tables import Found, Table, find_tables, read_table
from formgen.tables.keeping import Spool


def read_applicants(
    campaign: Campaign, folder: Path, given: Path | None = None, spool: Spool | None = None
) -> tuple[list[Table], list[Problem]]:
    """The tables that can be read; of many, one that cannot does not keep the others back.

    Args:
        campaign: what campaign.json says.
        folder: the campaign folder.
        given: a table, anywhere, to be read in place of the folder's own.
        spool: where the records are put away.

    Raises:
        InputError: there is no table, or the only one cannot be read.
    """
    spool = spool or Spool()
    if given is not None:
        return [own_table(read_given(campaign, folder, given, spool), campaign)], []
    found = Found((campaign.file,)) if campaign.file else find_tables(folder)
    tables: list[Table] = []
    problems = [_unread(one.file, one.reason, one.hint) for one in found.unread]
    for file in found.tables:
        try:
            tables.append(own_table(read_table(folder, file, campaign.fields, spool), campaign))
        except InputError as error:
            if len(found.tables) == 1:
                raise
            problems.append(_unread(file, error.message, error.hint))
    return tables, problems


def read_given(campaign: Campaign, folder: Path, path: Path, spool: Spool | None = None) -> Table:
    """A table of applicants by its path; named relative to the campaign folder where it is in it.

    Raises:
        InputError: it cannot be read.
    """
    home, own = folder.resolve(), path.parent.resolve() / path.name
    if own.is_relative_to(home):
        return read_table(folder, own.relative_to(home).as_posix(), campaign.fields, spool)
    return read_table(path.parent, path.name, campaign.fields, spool)


def _unread(file: str, reason: str, hint: str) -> Problem:
    return Problem("T23", Place(file), details={"reason": reason, "hint": hint})
