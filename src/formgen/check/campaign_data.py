"""A campaign folder's tables → checked units, entries and side tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formgen.campaign.field import FieldDefinition
from formgen.campaign.model import Campaign
from formgen.campaign.units import Unit
from formgen.check.collector import collector_resting
from formgen.check.draft import Draft
from formgen.check.entry import Checked, Entry
from formgen.check.judging import Admission, judge
from formgen.check.kept_drafts import Chained, loaded
from formgen.check.results import read_results, result_fields, with_results
from formgen.check.rules.base import Facts, RuleKind
from formgen.check.rules.binding import bind_rules
from formgen.check.searching import Search, full_search, limits_search
from formgen.check.sent_tables import read_applicants
from formgen.check.units import read_units
from formgen.check.values import Parsed, TableRules, parse_table
from formgen.problems import Problem
from formgen.tables import Table, read_table
from formgen.tables.keeping import Spool


@dataclass(frozen=True, slots=True)
class CampaignData:
    """All data of a campaign folder after the check."""

    units: tuple[Unit, ...]
    applicants: Checked
    side_tables: Mapping[str, Sequence[Entry]]
    problems: tuple[Problem, ...]
    """The problems of all tables, in the order of units, applicants, results, side tables."""
    drafts: Sequence[Draft] = ()
    """Every record of the applicants' tables, those left out too."""
    files: tuple[str, ...] = ()
    """The applicants' tables, relative to the campaign folder."""
    results: str = ""
    """The results file, relative to the campaign folder; empty where there is none."""


def check_data(
    campaign: Campaign,
    folder: Path,
    admission: Admission = Admission.SOUND,
    table: Path | None = None,
) -> CampaignData:
    """Read and check all tables of a campaign folder.

    Args:
        campaign: what campaign.json says.
        folder: the campaign folder.
        admission: which records become entries, beside those without errors.
        table: an applicants' table, anywhere, to be checked in place of the folder's own; the
            results file, which is about those, is then not read.

    Raises:
        CampaignError: a rule of campaign.json is none, or does not fit its fields.
        InputError: a table is missing or cannot be read at all.
        OutputError: the temporary file that holds the data cannot be written.
    """
    with collector_resting():
        return _check(campaign, folder, bind_rules(campaign), admission, table)


def _check(
    campaign: Campaign,
    folder: Path,
    rules: Sequence[RuleKind[Any]],
    admission: Admission,
    given: Path | None,
) -> CampaignData:
    spool = Spool()
    units, unit_problems = read_units(campaign, folder)
    sent, unread = read_applicants(campaign, folder, given, spool)
    results = read_results(campaign, folder) if given is None else None
    facts = Facts(campaign, {unit.name: unit for unit in units})
    search = full_search(rules, facts)
    parsing = table_rules(campaign, campaign.fields, folder, units)
    tables = _parsed(sent, parsing, search if results is None else None)
    of_results: tuple[Problem, ...] = ()
    if results is not None:
        [parsed] = parse_tables(campaign, result_fields(campaign), folder, [results], units)
        merged = with_results(tables, parsed, campaign)
        tables, of_results = list(merged.tables), merged.problems
    drafts = Chained([table.drafts for table in tables])
    for draft in loaded(drafts) if results is not None else ():
        search.add(draft)
    noted = results.file if results else ""
    applicants = judge(tables, search.found(drafts), admission, noted)
    sides = {}
    for side in campaign.side_tables:
        table = read_table(folder, side.file, side.fields, spool)
        parsing = table_rules(campaign, side.fields, folder, units)
        sides[side.name] = _check_side(table, parsing, admission)
    found = [*unit_problems, *unread, *_by_file(applicants.problems, of_results, noted)]
    found += [problem for side in sides.values() for problem in side.problems]
    entries = {name: side.entries for name, side in sides.items()}
    files = tuple(table.file for table in sent)
    return CampaignData(units, applicants, entries, tuple(found), drafts, files, noted)


def _by_file(
    problems: Sequence[Problem], of_results: Sequence[Problem], results: str
) -> Iterator[Problem]:
    """The problems of the applicants' tables, then all of the results file in its order.

    Args:
        problems: of the records, also those that the results file says something wrong about.
        of_results: those of the results file that are about no record.
        results: the results file; empty where there is none.
    """
    if not results:
        yield from problems
        return
    yield from (problem for problem in problems if problem.place.file != results)
    own = [problem for problem in problems if problem.place.file == results]
    yield from sorted([*own, *of_results], key=lambda problem: problem.place.row or 0)


def _check_side(table: Table, parsing: TableRules, admission: Admission) -> Checked:
    """A side table, which no rule of the notice is about."""
    search = limits_search(parsing.fields)
    [parsed] = _parsed([table], parsing, search)
    return judge([parsed], search.found(parsed.drafts), admission)


def parse_tables(
    campaign: Campaign,
    fields: Sequence[FieldDefinition],
    folder: Path,
    tables: Sequence[Table],
    units: Sequence[Unit],
) -> list[Parsed]:
    """Parse the records of tables, numbered through.

    Args:
        campaign: what campaign.json says.
        fields: what the tables' columns can be.
        folder: the campaign folder.
        tables: the tables, in the order of their entries.
        units: the recommending units there are.
    """
    return _parsed(tables, table_rules(campaign, fields, folder, units))


def table_rules(
    campaign: Campaign,
    fields: Sequence[FieldDefinition],
    folder: Path,
    units: Sequence[Unit],
) -> TableRules:
    """What tables of a campaign are parsed by.

    Args:
        campaign: what campaign.json says.
        fields: what the tables' columns can be.
        folder: the campaign folder.
        units: the recommending units there are.
    """
    names = {field.name for field in fields}
    options = {
        field.name: {unit.name: unit.name for unit in units}
        if field.kind == "推荐单位"
        else campaign.options_of(field)
        for field in fields
    }
    return TableRules(
        fields,
        options,
        folder,
        campaign.name_field if campaign.name_field in names else fields[0].name,
        campaign.unit_field if campaign.unit_field in names else "",
    )


def _parsed(
    tables: Sequence[Table], rules: TableRules, search: Search | None = None
) -> list[Parsed]:
    """Parse the records of tables, numbered through; each draft is searched on the way."""
    spool = Spool()
    watch = search.add if search else None
    parsed: list[Parsed] = []
    first = 1
    for table in tables:
        parsed.append(parse_table(table, rules, first, spool, watch))
        first += len(parsed[-1].drafts)
    return parsed
