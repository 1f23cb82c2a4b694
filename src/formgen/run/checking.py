"""A campaign folder → its problems, and the workbooks that are sent back with them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from formgen.campaign import Campaign, FieldDefinition, load_campaign
from formgen.campaign.units import UNIT_FIELDS, UNITS_FILE
from formgen.check import CampaignData, check_data
from formgen.check.draft import Draft
from formgen.check.results import result_fields
from formgen.plan.paths import distinct, safe_name
from formgen.problems import Problem, Severity
from formgen.run.manifest.manifest import Manifest
from formgen.run.refusals import refuse_unknown_units
from formgen.run.stores.locking import locked
from formgen.run.stores.store import FolderStore
from formgen.tables import MARKED_COPY
from formgen.workbooks.marked_table import marked_table
from formgen.workbooks.problem_list import problem_workbook, unit_workbook

LIST_FOLDER = "检查结果"
UNIT_FOLDER = "按单位"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A campaign folder after the check."""

    campaign: Campaign
    folder: Path
    data: CampaignData
    problems: tuple[Problem, ...]
    """Those of the units asked for and of whole tables; all where no unit is named."""

    @property
    def errors(self) -> bool:
        """Whether there is an error among them."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def counts(self) -> Mapping[str, int]:
        """Number of records by the unit they name, "" for those without one."""
        return Counter(draft.entry.unit for draft in self.data.drafts)

    @property
    def units(self) -> tuple[str, ...]:
        """Names of the units, in the order of units.csv."""
        return tuple(unit.name for unit in self.data.units)


def check_campaign(folder: Path, units: frozenset[str] = frozenset()) -> CheckResult:
    """Check all data of a campaign folder; nothing is written.

    Args:
        folder: the campaign folder.
        units: whose problems are wanted, beside those of whole tables; of all where empty.

    Raises:
        UsageError: there is no such unit.
        CampaignError: campaign.json says what it may not.
        InputError: a table is missing or cannot be read at all.
    """
    campaign = load_campaign(folder)
    data = check_data(campaign, folder)
    refuse_unknown_units(data.units, units)
    return CheckResult(campaign, folder, data, problems_of(data, units))


def problems_of(data: CampaignData, units: frozenset[str]) -> tuple[Problem, ...]:
    """The problems of some units' entries, and of the tables they are in or all share.

    Args:
        data: after the check.
        units: the units asked for; empty for all.
    """
    if not units:
        return data.problems
    own = {draft.file for draft in data.drafts if draft.entry.unit in units}
    others = set(data.files) - own if len(data.files) > 1 else set()
    return tuple(
        problem
        for problem in data.problems
        if problem.unit in units or not (problem.entry or problem.place.file in others)
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """The workbooks written of a check."""

    folder: Path
    files: tuple[Path, ...]


def write_lists(result: CheckResult, output: Path) -> Lists:
    """Write 问题清单.xlsx, the marked copies of the tables, and both for each unit alone.

    Lists of an earlier check go, unless somebody has written in them.

    Args:
        result: of the check.
        output: the folder the campaign's own output folder is made in.

    Raises:
        OutputError: a file cannot be written.
    """
    store = FolderStore(output / result.campaign.id, aside=True)
    if not result.problems and not Manifest.exists(store):
        return Lists(store.root / LIST_FOLDER, ())  # a folder is not made to hold nothing
    files = []
    with locked(store), Manifest.open(store, result.campaign.id) as manifest:
        for old, digest in manifest.lists(LIST_FOLDER):
            store.remove(old, digest)  # an old list must not be sent to anyone
        for path, content in _lists(result):
            where = PurePosixPath(LIST_FOLDER, path)
            manifest.note_list(where, hashlib.sha256(content).hexdigest())
            store.write(where, content)
            files.append(store.root / where)
    return Lists(store.root / LIST_FOLDER, tuple(files))


def _lists(result: CheckResult) -> Iterator[tuple[PurePosixPath, bytes]]:
    if not result.problems:
        return
    content = problem_workbook(result.campaign, result.units, result.problems, result.counts)
    yield PurePosixPath("问题清单.xlsx"), content
    tables = _tables(result)
    concerned = {problem.place.file for problem in result.problems}
    files = [file for file in tables if file in concerned]
    for file, stem in zip(files, _stems(files), strict=True):
        yield PurePosixPath(file).parent / f"{stem}{_MARKED}", _marked(result, file, tables)
    problems: dict[str, list[Problem]] = {}
    for problem in result.problems:
        if not _is_of_results(problem, result.data):  # who was chosen is not told to units yet
            problems.setdefault(problem.unit, []).append(problem)
    rows = _rows(result.data.drafts)
    units = [unit for unit in result.units if unit in problems]
    for unit, name in zip(units, distinct([safe_name(unit) for unit in units]), strict=True):
        content = unit_workbook(result.campaign, unit, problems[unit])
        yield PurePosixPath(UNIT_FOLDER, name, "问题清单.xlsx"), content
        own = replace(result, problems=(*problems.get("", ()), *problems[unit]))
        for stem, content in _tables_of_unit(own, rows.get(unit, {}), tables):
            file = stem if name in stem else f"{stem}_{name}"  # they come back into one folder
            yield PurePosixPath(UNIT_FOLDER, name, f"{file}{_MARKED}"), content


def _is_of_results(problem: Problem, data: CampaignData) -> bool:
    """Whether a problem stands in the file in which the office notes the results."""
    return bool(data.results) and problem.place.file == data.results


def _tables_of_unit(
    result: CheckResult,
    rows: Mapping[str, Set[int]],
    tables: Mapping[str, tuple[FieldDefinition, ...]],
) -> Iterator[tuple[str, bytes]]:
    """The tables that are mailed back to a unit: nothing in them that another unit has sent."""
    files = [file for file in result.data.files if file in rows]
    sent = Counter(draft.file for draft in result.data.drafts)
    for file, stem in zip(files, _stems(files), strict=True):
        whole = len(rows[file]) == sent[file]  # nobody else's is in it: it may keep its looks
        yield stem, _marked(result, file, tables, None if whole else rows[file])


def _rows(drafts: Iterable[Draft]) -> dict[str, dict[str, set[int]]]:
    """The rows that each unit has sent in each table."""
    rows: dict[str, dict[str, set[int]]] = {}
    for draft in drafts:
        if (row := draft.place("").row) is not None:
            rows.setdefault(draft.entry.unit, {}).setdefault(draft.file, set()).add(row)
    return rows


_MARKED = f"{MARKED_COPY}.xlsx"


def _stems(files: Sequence[str]) -> list[str]:
    """The names of tables without folder and ending, told apart where they are equal."""
    return distinct([PurePosixPath(file).stem for file in files])


def _tables(result: CheckResult) -> dict[str, tuple[FieldDefinition, ...]]:
    """The tables that were read, and what their columns can be."""
    campaign = result.campaign
    applicants = dict.fromkeys(result.data.files, tuple(campaign.fields))
    sides = {side.file: tuple(side.fields) for side in campaign.side_tables}
    results = {result.data.results: result_fields(campaign)} if result.data.results else {}
    return {UNITS_FILE: UNIT_FIELDS, **applicants, **results, **sides}


def _marked(
    result: CheckResult,
    file: str,
    tables: Mapping[str, tuple[FieldDefinition, ...]],
    rows: Set[int] | None = None,
) -> bytes:
    own = [problem for problem in result.problems if problem.place.file == file]
    return marked_table(result.folder / file, own, tables[file], rows)
