"""What a 填报表 says of itself, held against the campaign → the table as it may be used."""

from __future__ import annotations

from dataclasses import replace

from formgen.campaign.model import Campaign
from formgen.problems import Place, Problem
from formgen.tables import Table
from formgen.tables.origin import with_unit


def own_table(table: Table, campaign: Campaign) -> Table:
    """The table with its unit filled in; without records where it is of another campaign.

    A table that does not say where it comes from is taken as it is.
    """
    origin = table.origin
    if origin is None:
        return table
    place = Place(table.file)
    if origin.campaign != campaign.id:
        details = {"found": origin.name or origin.campaign, "expected": campaign.name}
        return replace(table, records=(), problems=(Problem("T20", place, details=details),))
    if origin.version != campaign.version:
        details = {"found": origin.version, "expected": campaign.version}
        older = Problem("T21", place, details=details)
        table = replace(table, problems=(older, *table.problems))
    return with_unit(table, campaign)
