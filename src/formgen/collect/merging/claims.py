"""A returned form → what it says of whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import fold, is_blank
from formgen.collect.collected import CollectedForm
from formgen.collect.keys import key_of


@dataclass(frozen=True, slots=True)
class Claim:
    """A form, and whose it says it is."""

    number: int
    """Its place among all forms, from 0."""
    form: CollectedForm
    name: str
    """As written on it, on one line; empty where it is not."""
    unit: str
    """As units.csv writes it, or as the form does where it is no unit; empty where unknown."""
    unit_source: str
    """Whence the unit is known, in Chinese, where the form does not say it."""
    identifier: str
    """Of the entry that formgen made it for; empty where it says none of this campaign."""
    conditions: Mapping[str, str]
    """What its document tells without writing it: 荣誉类别 典型人物."""


def claim_of(
    form: CollectedForm, number: int, campaign: Campaign, units: Mapping[str, str], asked_unit: str
) -> Claim:
    """What a form says of whose it is.

    Args:
        form: the form.
        number: its place among all forms, from 0.
        campaign: says which fields are name and unit.
        units: names of the units by `key_of` them.
        asked_unit: the unit that the user says the forms are of; empty for none.
    """
    conditions = _conditions(form, campaign)
    name = form.text(campaign.name_field)
    unit, source = _unit(form, campaign, units, asked_unit, conditions)
    identifier = form.imprint.entry_of(campaign.id)
    return Claim(number, form, name, unit, source, identifier, conditions)


def _conditions(form: CollectedForm, campaign: Campaign) -> dict[str, str]:
    """The fields whose values every entry with this document has."""
    document = next((one for one in campaign.documents if one.name == form.document), None)
    where = document.where if document else {}
    office = {field.name for field in campaign.fields if field.office}
    return {
        name: values[0]
        for name, values in where.items()
        if len(values) == 1 and name not in office and is_blank(form.text(name))
    }


def _unit(
    form: CollectedForm,
    campaign: Campaign,
    units: Mapping[str, str],
    asked: str,
    conditions: Mapping[str, str],
) -> tuple[str, str]:
    """The unit, and whence it is known where not from the form."""
    if not campaign.unit_field:
        return "", ""
    if said := form.text(campaign.unit_field):
        return units.get(key_of(said)) or form.sender or said, ""
    if not _has_unit(form, campaign, conditions):
        return "", ""
    if form.sender:
        return form.sender, "按所在文件夹的名称"
    return (asked, "按 --unit 指定") if asked else ("", "")


def _has_unit(form: CollectedForm, campaign: Campaign, conditions: Mapping[str, str]) -> bool:
    """Whether the entry has a unit at all: 网民自荐 has none."""
    fields = {field.name: field for field in campaign.fields}
    for name, allowed in fields[campaign.unit_field].applies_to.items():
        said = form.text(name) or conditions.get(name, "")
        wordings = {fold(w): o for w, o in campaign.options_of(fields[name]).items()}
        if said and wordings.get(fold(said), said) not in allowed:
            return False
    return True
