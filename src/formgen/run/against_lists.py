"""Returned 汇总表 and the entries that forms came for → where the two contradict."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import Raw
from formgen.check.draft import Draft
from formgen.check.rules.ranking import RankingRule
from formgen.collect.keys import key_of
from formgen.collect.lists import Received, ReturnedList, hold_against
from formgen.collect.merging import Known, Merged, MergedRow
from formgen.collect.merging.known import raw_of
from formgen.collect.settings import Settings
from formgen.problems import Problem
from formgen.run.gathering import Gathered


def held_against_lists(
    gathered: Gathered, merged: Merged, campaign: Campaign, known: Known, settings: Settings
) -> tuple[Problem, ...]:
    """C15 to C19: the returned 汇总表 held against the entries of the forms.

    Args:
        gathered: the lists, with what could not be read of them.
        merged: the entries.
        campaign: says which fields are name and rank.
        known: the records that were there before; a cell of theirs stands for what a form left out.
        settings: what the kinds of the fields need.
    """
    problems = [problem for one in gathered.lists for problem in one.problems]
    records = {draft.record.number: draft for draft in known.drafts}
    name, rank = campaign.name_field, _rank_field(campaign)
    asked = {form.file: form.values.keys() for form in gathered.forms}
    received = [_received(row, records.get(row.record or 0), name, asked) for row in merged.rows]
    alone = {row.name for row in merged.rows if not _may_have_unit(row, campaign)}
    for batch in _batches(gathered.lists, name):
        held = hold_against(batch, received, settings, name, rank)
        if gathered.lists_are_entries:  # held against themselves
            held = tuple(one for one in held if one.code in _OF_ONE_LIST)
        problems += [one for one in held if one.code != "C16" or one.entry not in alone]
    return tuple(problems)


_OF_ONE_LIST = ("C18", "C19")
"""What a list alone can contradict: its own ranking, its own total."""


def _batches(lists: Sequence[ReturnedList], name_field: str) -> list[list[ReturnedList]]:
    """The lists, those apart that list somebody again: the same one as Word and as Excel file."""
    batches: list[list[ReturnedList]] = []
    listed: list[set[str]] = []
    for one in lists:
        names = {key_of(row.values.get(name_field, "")) for row in one.rows}
        free = (n for n, there in enumerate(listed) if there.isdisjoint(names))
        number = next(free, len(batches))
        if number == len(batches):
            batches.append([])
            listed.append(set())
        batches[number].append(one)
        listed[number] |= names
    return batches


def _may_have_unit(row: MergedRow, campaign: Campaign) -> bool:
    """Whether an entry can be on a unit's list: 网民自荐 cannot."""
    field = next((one for one in campaign.fields if one.name == campaign.unit_field), None)
    conditions = field.applies_to if field and not row.unit else {}
    return all(row.read.get(other, "") in ("", *allowed) for other, allowed in conditions.items())


def _rank_field(campaign: Campaign) -> str:
    """The field units rank all their entries by; empty where none does."""
    for rule in campaign.rules:
        if rule.kind == RankingRule.name and rule.values.get("按") == [campaign.unit_field]:
            return rule.fields[-1]
    return ""


def _received(
    row: MergedRow,
    record: Draft | None,
    name_field: str,
    asked: Mapping[str, Collection[str]],
) -> Received:
    """An entry as its forms say it, with what the table says beside."""
    values: dict[str, Raw] = {}
    if record is not None:
        values |= {name: raw_of(record, name) for name in record.record.cells}
    values |= row.read
    named = row.values.get(name_field)
    file = named.source if named and named.source in row.files else row.files[0]
    places = {name for one in row.files for name in asked[one]} | values.keys()
    return Received(row.name, row.unit, values, file, places)
