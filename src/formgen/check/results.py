"""A campaign folder's results file → the office's own fields of the records it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formgen.campaign.field import FieldDefinition
from formgen.campaign.model import Campaign
from formgen.campaign.values import Value
from formgen.check.draft import Draft, told
from formgen.check.entry import Entry
from formgen.check.judging import bounded
from formgen.check.kept_drafts import Chained, Replaced
from formgen.check.kept_values import Overlaid
from formgen.check.matching import Asked, match
from formgen.check.values import Parsed, blank_values
from formgen.problems import Problem
from formgen.tables import READERS, Cell, Table, find_table, read_table
from formgen.tables.headers import Headings
from formgen.tables.other_kinds import SPREADSHEETS

RESULTS = "results"
"""The stem of the table in which an office notes who was chosen."""


def result_fields(campaign: Campaign) -> tuple[FieldDefinition, ...]:
    """The columns of the results file: name, unit, and what the office fills in."""
    fields = {field.name: field for field in campaign.fields}
    name = fields[campaign.name_field].model_copy(update={"required": True, "applies_to": {}})
    columns = {name.name: name}
    if unit := fields.get(campaign.unit_field):
        columns.setdefault(unit.name, unit.model_copy(update={"required": False, "applies_to": {}}))
    for field in campaign.fields:
        if field.office:
            columns.setdefault(field.name, field)
    return tuple(columns.values())


def read_results(campaign: Campaign, folder: Path) -> Table | None:
    """The results file; None where there is none.

    Raises:
        InputError: it cannot be read at all; campaign.json names one that is not there; there
            are several.
    """
    file = campaign.results_file or _found(folder)
    if not file:
        return None
    fields = result_fields(campaign)
    table = read_table(folder, file, fields)
    allowed = "、".join(field.name for field in fields)
    headings = Headings(campaign.fields)
    problems = tuple(_not_read(problem, headings, allowed) for problem in table.problems)
    return replace(table, problems=problems)


def _found(folder: Path) -> str:
    """Name of the results file, which nobody has to have.

    Raises:
        InputError: there are several, or the only one is of a program whose tables are not read.
    """
    kinds = {*READERS, *SPREADSHEETS}
    there = any(
        path.stem == RESULTS and path.suffix.lower() in kinds and path.is_file()
        for path in folder.iterdir()
    )
    return find_table(folder, RESULTS) if there else ""


def _not_read(problem: Problem, headings: Headings, allowed: str) -> Problem:
    """N08 instead of T01 where the column is a field, but not one for the office to fill in."""
    heading = str(problem.details.get("column", ""))
    if problem.code != "T01" or not headings.find(heading):
        return problem
    return replace(problem, code="N08", details={"fields": allowed, "value": heading})


@dataclass(frozen=True, slots=True)
class WithResults:
    """The applicants' tables with what the results file says of them."""

    tables: tuple[Parsed, ...]
    """Problems of a row that means one record are that record's."""
    problems: tuple[Problem, ...]
    """What is wrong with the file, and with rows that mean no record."""


def with_results(tables: Sequence[Parsed], results: Parsed, campaign: Campaign) -> WithResults:
    """Put the values of the results file in the place of the records' own.

    Cells left blank there, rows of which it is not known what they say, and records not named
    there, keep what their own table says. A wrong cell leaves its field blank.

    Args:
        tables: the applicants' tables.
        results: the results file, parsed by `result_fields`.
        campaign: says which fields are name and unit.
    """
    drafts = Chained([table.drafts for table in tables])
    rows = {row.entry.number: row for row in results.drafts}
    asked = list(_asked(results, campaign))
    matches = match(asked, drafts, campaign.unit_field, "N04")
    taken: dict[int, _Merged] = {}
    for one, draft in matches.found:
        row, number = rows.pop(one.number), draft.entry.number
        own = results.problems.get(one.number, ())
        unread = results.ambiguous or one.number in results.unread
        if number in taken:
            taken[number] = taken[number].repeated(row, own)
        else:
            taken[number] = _merged(draft, row, own, campaign, unread=unread)
    loose = [*results.table_problems, *matches.problems]
    loose += [problem for number in rows for problem in results.problems.get(number, ())]
    return WithResults(
        tuple(_replaced(table, taken) for table in tables), tuple(map(bounded, loose))
    )


def _asked(results: Parsed, campaign: Campaign) -> Iterator[Asked]:
    """The rows that say a name, and no unit that is none: that has been told already."""
    for row in results.drafts:
        name, unit = campaign.name_field, campaign.unit_field
        has_unit = bool(unit) and unit in row.record.cells
        if str(row.entry.values[name]) and unit not in row.faulty:
            said = row.text(unit) if has_unit else None
            yield Asked(row.entry.number, row.entry.name, said, row.place(name))


@dataclass(frozen=True, slots=True)
class _Merged:
    """A record with what its row of the results file says."""

    draft: Draft
    row: Draft
    problems: tuple[Problem, ...]

    def repeated(self, row: Draft, problems: Sequence[Problem]) -> _Merged:
        """The same, with a word on another row that means the record; it is not used."""
        name = self.draft.entry.name
        records = f"{self.row.place('').record}、{row.place('').record}"
        twice = Problem("N06", row.place(""), name, details={"value": name, "others": records})
        own = _about(self.draft, (*problems, twice))
        return replace(self, problems=(*self.problems, *own))


def _merged(
    draft: Draft, row: Draft, problems: Sequence[Problem], campaign: Campaign, *, unread: bool
) -> _Merged:
    fields = [
        field
        for field in campaign.fields
        if field.office
        and field.name not in (campaign.name_field, campaign.unit_field)
        and not (unread or row.blank(field.name))
    ]
    names = [field.name for field in fields]
    blank = blank_values(fields)
    values: dict[str, Value] = {
        name: blank[name] if name in row.faulty else row.entry.values[name] for name in names
    }
    faulty = draft.faulty.difference(names) | row.faulty.intersection(names)
    entry = draft.entry
    return _Merged(
        draft=Draft(
            Entry(entry.number, entry.name, entry.unit, Overlaid(entry.values, values)),
            replace(draft.record, cells=_Cells(draft.record.cells, row.record.cells, names)),
            draft.file,
            faulty,
        ),
        row=row,
        problems=tuple(_about(draft, (*problems, *_differing(draft, row, names)))),
    )


class _Cells(Mapping[str, Cell]):
    """The cells a record's values come from; its own stand first, as its place."""

    __slots__ = ("_names", "_own", "_row")

    def __init__(self, own: Mapping[str, Cell], row: Mapping[str, Cell], names: Sequence[str]):
        """Args: names: of the cells that the row of the results file has in place of the own."""
        self._own = own
        self._row = row
        self._names = names

    def __getitem__(self, name: str) -> Cell:
        return self._row[name] if name in self._names else self._own[name]

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self._own if name not in self._names)
        yield from (name for name in self._names if name in self._row)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _differing(draft: Draft, row: Draft, names: Sequence[str]) -> Iterator[Problem]:
    """N07 of every field that the record's own table says otherwise."""
    for name in names:
        both = draft.known(name) and row.known(name)
        if both and draft.value(name) != row.value(name):
            said = {"value": told(row.value(name)), "other": told(draft.value(name))}
            yield Problem("N07", row.place(name), details={"field": name, **said})


def _about(draft: Draft, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems of a row, as those of the record it means."""
    for problem in problems:
        yield replace(problem, entry=draft.entry.name, unit=draft.entry.unit)


def _replaced(table: Parsed, taken: Mapping[int, _Merged]) -> Parsed:
    """A table with the records that the results file names."""
    others = {number: merged.draft for number, merged in taken.items()}
    problems = dict(table.problems)
    for draft in table.drafts:
        if merged := taken.get(draft.entry.number):
            number = draft.entry.number
            problems[number] = (*problems.get(number, ()), *merged.problems)
    return replace(table, drafts=Replaced(table.drafts, others), problems=problems)
