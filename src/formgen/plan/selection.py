"""Which entries a document holds, in which order, in which groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from formgen.campaign import Campaign, Document
from formgen.campaign.document import SINGLE_FIRST, SortKey
from formgen.campaign.field import FieldDefinition
from formgen.campaign.units import Unit
from formgen.check import Entry
from formgen.publish.strokes import StrokeOrder


def select(
    document: Document, entries: Sequence[Entry], campaign: Campaign, units: Sequence[Unit]
) -> list[Entry]:
    """The entries a document's conditions admit, in its order.

    Entries that are equal in every sort field keep the table's order.
    """
    chosen = [entry for entry in entries if meets(entry, document.where)]
    return in_order(document, chosen, campaign, units)


def in_order(
    document: Document, entries: Sequence[Entry], campaign: Campaign, units: Sequence[Unit]
) -> list[Entry]:
    """The entries in a document's order, all of them."""
    ordered = list(entries)
    fields = {field.name: field for field in campaign.fields_of(document.table)}
    for key in reversed(document.sort_by):
        place = _place(key, fields[key.field], campaign, units)
        ordered.sort(key=lambda entry: place(entry.values[key.field]), reverse=key.descending)
    return ordered


def as_printed(
    document: Document, entries: Sequence[Entry], campaign: Campaign, units: Sequence[Unit]
) -> list[Entry]:
    """The entries as a list prints them: in its order, and group by group where it has groups."""
    ordered = in_order(document, entries, campaign, units)
    if not document.group_by:
        return ordered
    groups = split_by_value(ordered, document.group_by)
    names = group_names(document, groups, campaign)
    return [entry for name in names for entry in groups.get(name, ())]


def group_names(document: Document, chosen: Iterable[str], campaign: Campaign) -> list[str]:
    """The options of a document's group field in their order, then what was chosen besides."""
    fields = {field.name: field for field in campaign.fields_of(document.table)}
    options = dict.fromkeys(campaign.options_of(fields[document.group_by]).values())
    return [*options, *(name for name in chosen if name not in options)]


def meets(entry: Entry, where: Mapping[str, Sequence[str]]) -> bool:
    """Whether an entry's fields have the values that conditions ask for."""
    return all(str(entry.values[name]) in allowed for name, allowed in where.items())


def _place(
    key: SortKey, field: FieldDefinition, campaign: Campaign, units: Sequence[Unit]
) -> Callable[[Any], tuple[bool, Any]]:
    """What a value is sorted by; blanks come last, in either direction."""
    blank = not key.descending
    if key.order:
        strokes, single = StrokeOrder.open(campaign.strokes), key.order == SINGLE_FIRST
        return lambda value: (
            (blank, ())
            if value == ""
            else (not blank, strokes.key(str(value), single_first=single))
        )
    ranks = _ranks(field, campaign, units)
    # A draft may hold a wording that is no option: it comes behind all of them.
    return lambda value: (
        (blank, 0) if value == "" else (not blank, ranks.get(value, len(ranks)) if ranks else value)
    )


def _ranks(field: FieldDefinition, campaign: Campaign, units: Sequence[Unit]) -> Mapping[str, int]:
    """The place of each option or unit in its list; empty for numbers and dates."""
    if field.kind == "推荐单位":
        return {unit.name: place for place, unit in enumerate(units)}
    options = dict.fromkeys(campaign.options_of(field).values())
    return {option: place for place, option in enumerate(options)}


def split_by_value(entries: Sequence[Entry], name: str) -> dict[str, list[Entry]]:
    """The entries of every value of a field, in the order the values come."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(str(entry.values[name]), []).append(entry)
    return groups
