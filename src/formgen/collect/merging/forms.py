"""All returned forms → merged: claimed, grouped, and a row made of each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formgen.campaign import Campaign
from formgen.campaign.units import Unit
from formgen.collect.collected import CollectedForm
from formgen.collect.keys import key_of
from formgen.collect.merging.claims import claim_of
from formgen.collect.merging.comparing import Comparison
from formgen.collect.merging.grouping import Assignment
from formgen.collect.merging.known import NOBODY, Known
from formgen.collect.merging.merged import Merged, MergedRow
from formgen.collect.merging.rows import RowMaker
from formgen.collect.settings import options_of, settings_of
from formgen.tables import Table


@dataclass(frozen=True, slots=True)
class Setup:
    """What forms are merged with."""

    campaign: Campaign
    home: Path
    """The folder that pictures saved from the forms are named relative to."""
    units: Sequence[Unit] = ()
    unit: str = ""
    """The unit of forms that do not say theirs; empty where the user named none."""
    existing: Table | None = None
    """The table that is added to; None where there is none yet."""
    known: Known = NOBODY
    """Its records."""
    own: Known = NOBODY
    """The records of the campaign's own tables, where they are others."""


def merge(forms: Sequence[CollectedForm], setup: Setup) -> Merged:
    """Merge returned forms into rows.

    Args:
        forms: in the order of their files, pictures saved and named by their values.
        setup: what they are merged with.
    """
    campaign = setup.campaign
    names = {key_of(unit.name): unit.name for unit in setup.units}
    claims = [
        claim_of(form, number, campaign, names, setup.unit) for number, form in enumerate(forms)
    ]
    read = settings_of(campaign.fields, options_of(campaign, setup.units), setup.home)
    comparison = Comparison(read)
    grouping = Assignment(campaign, setup.known, setup.own, comparison).grouping(claims)
    columns = setup.existing.columns if setup.existing else frozenset[str]()
    maker = RowMaker(campaign, setup.known, setup.own, comparison, columns)
    rows, problems = [], list(grouping.problems)
    for group in grouping.groups:
        row, contradictions = maker.row(group)
        rows.append(row)
        problems += contradictions
    return Merged(tuple(rows), _columns(campaign, forms, rows), tuple(problems))


def _columns(
    campaign: Campaign, forms: Sequence[CollectedForm], rows: Sequence[MergedRow]
) -> tuple[str, ...]:
    """What units fill in, and what a form asks for, in the campaign's order."""
    asked = {field.name for field in campaign.asked_fields()}
    asked.update(name for form in forms for name in form.values)
    asked.update(name for row in rows for name in row.values)
    return tuple(field.name for field in campaign.fields if field.name in asked)
