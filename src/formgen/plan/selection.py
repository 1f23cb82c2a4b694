"""Which entries a document holds, in which order, in which groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from formgen.campaign import Campaign, Document
from formgen.campaign.field import FieldDefinition
from formgen.campaign.units import Unit
from formgen.check import Entry


def select(
    document: Document, entries: Sequence[Entry], campaign: Campaign, units: Sequence[Unit]
) -> list[Entry]:
    """The entries a document's conditions admit, in its order.

    Entries that are equal in every sort field keep the table's order.
    """
    chosen = [entry for entry in entries if _meets(entry, document.where)]
    fields = {field.name: field for field in campaign.fields_of(document.table)}
    for key in reversed(document.sort_by):
        ranks = _ranks(fields[key.field], campaign, units)
        chosen.sort(key=lambda entry: _sort_key(entry.values[key.field], ranks))
    return chosen


def _meets(entry: Entry, where: Mapping[str, Sequence[str]]) -> bool:
    return all(str(entry.values[name]) in allowed for name, allowed in where.items())


def _ranks(field: FieldDefinition, campaign: Campaign, units: Sequence[Unit]) -> Mapping[str, int]:
    """The place of each option or unit in its list; empty for numbers and dates."""
    if field.kind == "推荐单位":
        return {unit.name: place for place, unit in enumerate(units)}
    options = dict.fromkeys(campaign.options_of(field).values())
    return {option: place for place, option in enumerate(options)}


def _sort_key(value: Any, ranks: Mapping[str, int]) -> tuple[bool, Any]:
    """Blanks last; options by their place, numbers and dates by themselves.

    A draft may hold a wording that is no option: it comes behind all of them.
    """
    if value == "":
        return (True, 0)
    return (False, ranks.get(value, len(ranks)) if ranks else value)


def split_by_value(entries: Sequence[Entry], name: str) -> dict[str, list[Entry]]:
    """The entries of every value of a field, in the order the values come."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(str(entry.values[name]), []).append(entry)
    return groups
