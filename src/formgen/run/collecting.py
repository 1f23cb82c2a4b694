"""Returned forms → the table of applicants, pictures, a report, and the check of it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from formgen.campaign import Campaign, load_campaign
from formgen.check import check_data
from formgen.check.rules.binding import bind_rules
from formgen.check.sent_tables import read_applicants, read_given
from formgen.check.units import read_units
from formgen.collect.merging import NOBODY, Known, Merged, MergedRow, Setup, merge
from formgen.collect.saving import (
    CellWriter,
    KnownPictures,
    Shelf,
    Target,
    WrittenTable,
    with_saved_pictures,
    written_table,
)
from formgen.collect.settings import Settings, options_of, settings_of
from formgen.problems import Problem, Severity
from formgen.run.against_lists import held_against_lists
from formgen.run.checking import CheckResult
from formgen.run.collect_target import name_in, refuse_place, report_path, table_path
from formgen.run.collect_words import certainty_sheet, received_files
from formgen.run.gathering import Gathered, Progress, gather
from formgen.run.refusals import refuse_unknown_units
from formgen.run.returned_forms import FormReader
from formgen.run.stores.store import FolderStore
from formgen.tables import Table, find_tables
from formgen.tables.finding import APPLICANTS, COLLECT_REPORT, ENTRY_SHEET
from formgen.workbooks.collect_report import ReceivedFile, collect_report


@dataclass(frozen=True, slots=True)
class CollectWishes:
    """What the user asked of a collect."""

    unit: str = ""
    """The unit of forms that do not say theirs; empty where none is named."""


@dataclass(frozen=True, slots=True)
class CollectResult:
    """What was collected, what became of it, and what is to be looked at."""

    campaign: Campaign
    table: Path
    """The table's file."""
    changed: bool
    """Whether the table was written; not where nothing is new."""
    added: int
    """How many of its rows are new."""
    pictures: int
    """How many pictures were saved to the campaign folder."""
    known_pictures: int
    """How many pictures of the forms are files that its tables name already."""
    received: tuple[ReceivedFile, ...]
    """Every file, in order."""
    problems: tuple[Problem, ...]
    """What the forms and their merging gave, in the order of the files."""
    report: Path
    """The workbook that lists all this."""
    check: CheckResult | None
    """The check of the table; None where there is no table."""

    @property
    def errors(self) -> bool:
        """Whether there is an error, in the forms or in the table."""
        of_check = self.check.problems if self.check else ()
        return any(one.severity is Severity.ERROR for one in (*self.problems, *of_check))


def collect(
    folder: Path,
    returned: Sequence[Path],
    output: Path,
    wishes: CollectWishes | None = None,
    progress: Progress | None = None,
) -> CollectResult:
    """Read returned forms into a table, and check it. Nothing that is there is overwritten.

    Pictures are written while forms are read, then the table, then the report.

    Args:
        folder: the campaign folder.
        returned: files, folders and archives with the forms.
        output: the table, which may be there already, or a folder for it.
        wishes: what else was asked for.
        progress: is told how many files are done.

    Raises:
        FormgenError: the campaign file, a template, units.csv or the table that is there cannot
            be used; a path does not exist; something cannot be written.
    """
    wishes = wishes or CollectWishes()
    work = _prepared(folder, table_path(output), wishes)
    save = partial(
        with_saved_pictures, campaign=work.campaign, shelf=work.shelf, known=work.pictures
    )
    gathered = gather(work.reader, save, returned, work.table, progress)
    merged = merge(gathered.forms, work.setup)
    written, of_table = _write_table(work, merged)
    known = work.setup.known
    of_lists = held_against_lists(gathered, merged, work.campaign, known, work.settings)
    problems = tuple(_in_order(gathered, merged, [*of_table, *of_lists]))
    received = tuple(received_files(gathered, merged))
    check: CheckResult | None = None
    try:
        check = _checked(work)
    finally:  # what was read is reported also where the check cannot be made
        told = (*problems, *(check.problems if check else ()))
        certainty = certainty_sheet(work.campaign, merged, written)
        content = collect_report(work.campaign.name, received, certainty, told)
        report = report_path(work.table, folder)
        FolderStore(report.parent).write(PurePosixPath(report.name), content)
    return CollectResult(
        campaign=work.campaign,
        table=work.table,
        changed=written is not None and written.content is not None,
        added=sum(row.record is None for row in merged.rows),
        pictures=gathered.pictures,
        known_pictures=gathered.known_pictures,
        received=received,
        problems=problems,
        report=report,
        check=check,
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """All that a collect needs, read before the first form."""

    campaign: Campaign
    folder: Path
    table: Path
    reader: FormReader
    setup: Setup
    shelf: Shelf
    pictures: KnownPictures
    settings: Settings
    """What the kinds of the fields need."""


def _prepared(folder: Path, table: Path, wishes: CollectWishes) -> _Work:
    campaign = load_campaign(folder)
    bind_rules(campaign)
    units, _ = read_units(campaign, folder)
    refuse_unknown_units(units, {wishes.unit} - {""})
    own = _own_tables(campaign, folder)
    refuse_place(table, folder, [one.file for one in own])
    name = name_in(table, folder)
    existing = read_given(campaign, folder, table) if table.exists() else None
    others = [one for one in own if one.file != name]
    setup = Setup(
        campaign,
        folder,
        units,
        wishes.unit,
        existing,
        Known.of(campaign, folder, [existing], units) if existing else NOBODY,
        Known.of(campaign, folder, others, units) if others else NOBODY,
    )
    beside = folder / PurePosixPath(name).parent if "/" in name else None
    shelf = Shelf(folder, FolderStore(folder).write, beside)
    pictures = KnownPictures(campaign, (setup.known, setup.own))
    reader = FormReader.of(campaign, folder, units)
    settings = settings_of(campaign.fields, options_of(campaign, units), folder)
    return _Work(campaign, folder, table, reader, setup, shelf, pictures, settings)


def _own_tables(campaign: Campaign, folder: Path) -> list[Table]:
    """The campaign's own tables; a campaign that begins has none.

    Raises:
        InputError: there are some, and they cannot be used.
    """
    if not campaign.file and not _has_tables(folder):
        return []
    return read_applicants(campaign, folder)[0]


def _has_tables(folder: Path) -> bool:
    """Whether anything in a campaign folder is called as its tables are."""
    if (folder / ENTRY_SHEET).is_dir():
        return True
    return any(
        path.stem == APPLICANTS or path.name.startswith(ENTRY_SHEET)
        for path in folder.iterdir()
        if not path.name.endswith(COLLECT_REPORT)
    )


def _write_table(work: _Work, merged: Merged) -> tuple[WrittenTable | None, tuple[Problem, ...]]:
    """Write the table; not where nothing was read for a new one, or nothing in it changes."""
    if not merged.rows:
        return None, ()
    campaign = work.campaign
    cells = CellWriter(work.table.suffix.lower(), work.shelf, work.settings)
    target = Target(work.table, campaign.fields, work.setup.existing)
    written, problems = written_table(merged, target, cells)
    if written.content is not None:
        FolderStore(work.table.parent).write(PurePosixPath(work.table.name), written.content)
    return written, problems


def _checked(work: _Work) -> CheckResult | None:
    """The check of the table as it is now."""
    if not work.table.is_file():
        return None
    name = name_in(work.table, work.folder)
    campaign = work.campaign
    is_own = bool(name) and (
        name == campaign.file if campaign.file else name in _tables_in(work.folder)
    )
    data = check_data(campaign, work.folder, table=None if is_own else work.table)
    return CheckResult(campaign, work.folder, data, data.problems)


def _tables_in(folder: Path) -> tuple[str, ...]:
    return find_tables(folder).tables if _has_tables(folder) else ()


def _in_order(gathered: Gathered, merged: Merged, of_table: Iterable[Problem]) -> Iterator[Problem]:
    """All problems in the order of the files, each with the entry and unit it is about."""
    rows: dict[str, MergedRow] = {file: row for row in merged.rows for file in row.files}
    found = [*gathered.refused.values()]
    found += [problem for form in gathered.forms for problem in form.problems]
    found += [*merged.problems, *of_table]
    places = {file: number for number, file in enumerate(gathered.files)}
    last = len(places)
    for problem in sorted(found, key=lambda one: places.get(one.place.file, last)):
        row = rows.get(problem.place.file)
        if row is None or problem.entry:
            yield problem
        else:
            yield replace(problem, entry=row.name, unit=row.unit)
