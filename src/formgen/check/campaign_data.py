"""A campaign folder's tables → checked units, entries and side tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formgen.campaign.field import FieldDefinition
from formgen.campaign.model import Campaign
from formgen.campaign.units import Unit
from formgen.check.entry import Checked, Entry
from formgen.check.units import read_units
from formgen.check.values import TableRules, check_values
from formgen.problems import Problem
from formgen.tables import find_table, read_table


@dataclass(frozen=True, slots=True)
class CampaignData:
    """All data of a campaign folder after the check."""

    units: tuple[Unit, ...]
    applicants: Checked
    side_tables: Mapping[str, tuple[Entry, ...]]
    problems: tuple[Problem, ...]
    """The problems of all tables, in the order of units, applicants, side tables."""


def check_data(campaign: Campaign, folder: Path) -> CampaignData:
    """Read and check all tables of a campaign folder.

    Raises:
        InputError: a table is missing or cannot be read at all.
    """
    units, unit_problems = read_units(campaign, folder)
    file = campaign.file or find_table(folder)
    applicants = _check(campaign, campaign.fields, folder, file, units)
    sides = {
        side.name: _check(campaign, side.fields, folder, side.file, units)
        for side in campaign.side_tables
    }
    found = [*unit_problems, *applicants.problems]
    found += [problem for side in sides.values() for problem in side.problems]
    entries = {name: side.entries for name, side in sides.items()}
    return CampaignData(units, applicants, entries, tuple(found))


def _check(
    campaign: Campaign,
    fields: Sequence[FieldDefinition],
    folder: Path,
    file: str,
    units: Sequence[Unit],
) -> Checked:
    names = {field.name for field in fields}
    options = {
        field.name: {unit.name: unit.name for unit in units}
        if field.kind == "推荐单位"
        else campaign.options_of(field)
        for field in fields
    }
    rules = TableRules(
        fields,
        options,
        folder,
        campaign.name_field if campaign.name_field in names else fields[0].name,
        campaign.unit_field if campaign.unit_field in names else "",
    )
    return check_values(read_table(folder, file, fields), rules)
