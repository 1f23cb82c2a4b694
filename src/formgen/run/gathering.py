"""Files that were sent back, one after the other → everything read from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import Raw
from formgen.check.draft import Draft
from formgen.check.rules.ranking import RankingRule
from formgen.collect.collected import CollectedForm
from formgen.collect.lists import Received, ReturnedList, entries_of, hold_against
from formgen.collect.merging import Known, Merged, MergedRow, sender_of
from formgen.collect.merging.comparing import Settings
from formgen.collect.merging.known import key_of, raw_of
from formgen.collect.saving import Saved
from formgen.collect.sources import Refused, Returned, find_returned
from formgen.problems import Problem
from formgen.run.returned_forms import FormReader, Read

Progress = Callable[[int], None]
"""Called with the number of files done so far."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All files, read."""

    files: tuple[str, ...]
    forms: tuple[CollectedForm, ...]
    """In the order of the files; their pictures are saved."""
    lists: tuple[ReturnedList, ...]
    refused: Mapping[str, Problem]
    """Why a file was not read, by file."""
    pictures: int
    """How many were saved."""
    known_pictures: int = 0
    """How many are files that the tables name already."""
    lists_are_entries: bool = False
    """Whether the rows of the lists are forms themselves, since the campaign has no others."""


def gather(
    reader: FormReader,
    save: Callable[[CollectedForm], Saved],
    returned: Sequence[Path],
    table: Path,
    progress: Progress | None = None,
) -> Gathered:
    """Read one file after the other; what stays in memory is texts only.

    Args:
        reader: of the campaign's forms.
        save: saves the pictures of a form.
        returned: files, folders and archives.
        table: the table that is written, which nobody sent.
        progress: is told how many files are done.

    Raises:
        InputError: a path does not exist.
        OutputError: a picture cannot be written.
    """
    files: list[str] = []
    forms: list[CollectedForm] = []
    lists: list[ReturnedList] = []
    refused: dict[str, Problem] = {}
    pictures = known_pictures = 0
    for item in _named_apart(find_returned(returned, [table])):
        files.append(item.file)
        read: Read = item.problem if isinstance(item, Refused) else reader.read(item)
        match read:
            case Problem():
                refused[item.file] = read
            case CollectedForm():
                saved = save(read)
                forms.append(saved.form)
                pictures += saved.count
                known_pictures += saved.known
            case _:
                lists += read
                if reader.lists_are_entries and not isinstance(item, Refused):
                    sender = sender_of(item.folders, reader.units)
                    for one in read:
                        forms += entries_of(one, reader.campaign, sender)
        if progress is not None:
            progress(len(files))
    return Gathered(
        tuple(files),
        tuple(forms),
        tuple(lists),
        refused,
        pictures,
        known_pictures,
        reader.lists_are_entries,
    )


def _named_apart(items: Iterable[Returned | Refused]) -> Iterator[Returned | Refused]:
    """The files, those of one name from two folders told apart: 张三.docx（第2个）."""
    seen: Counter[str] = Counter()
    for item in items:
        seen[item.file] += 1
        if seen[item.file] == 1:
            yield item
            continue
        name = f"{item.file}（第{seen[item.file]}个）"
        if isinstance(item, Refused):
            place = replace(item.problem.place, file=name)
            yield Refused(name, replace(item.problem, place=place))
        else:
            yield replace(item, file=name)


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
    received = [_received(row, records.get(row.record or 0), name) for row in merged.rows]
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


def _received(row: MergedRow, record: Draft | None, name_field: str) -> Received:
    """An entry as its forms say it, with what the table says beside."""
    values: dict[str, Raw] = {}
    if record is not None:
        values |= {name: raw_of(record, name) for name in record.record.cells}
    values |= row.read
    named = row.values.get(name_field)
    file = named.source if named and named.source in row.files else row.files[0]
    return Received(row.name, row.unit, values, file)
