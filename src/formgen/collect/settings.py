"""A campaign's fields and units → what their kinds need to read a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from formgen.campaign import Campaign, FieldDefinition
from formgen.campaign.kinds import KINDS, Setting
from formgen.campaign.units import Unit

Settings: TypeAlias = Mapping[str, Setting]
"""What the kind of each field needs, by the field's name."""


def settings_of(
    fields: Sequence[FieldDefinition],
    options: Mapping[str, Mapping[str, str]],
    folder: Path,
    beside: Path | None = None,
) -> Settings:
    """What the kinds of fields need.

    Args:
        fields: the fields.
        options: accepted wordings of each choice field, and what each means.
        folder: the folder that files are named relative to.
        beside: the table's own folder, where it is another.
    """
    return {
        field.name: Setting(field, folder, KINDS, options.get(field.name, {}), beside=beside)
        for field in fields
    }


def options_of(campaign: Campaign, units: Sequence[Unit]) -> dict[str, Mapping[str, str]]:
    """Accepted wordings of each choice field, and what each means; of units their names."""
    names = {unit.name: unit.name for unit in units}
    return {
        field.name: names if field.kind == "推荐单位" else campaign.options_of(field)
        for field in campaign.fields
    }
