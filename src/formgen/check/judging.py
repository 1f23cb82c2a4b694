"""Drafts and what was found about them → entries, and the problems in reading order."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from operator import itemgetter

from formgen.check.draft import Draft
from formgen.check.entry import Checked
from formgen.check.kept_drafts import Chained, Entries
from formgen.check.searching import Found
from formgen.check.values import Parsed
from formgen.problems import Place, Problem, Severity, masked
from formgen.tables.keeping import Chosen

_LONGEST_NAME = 200
"""Characters of an entry's or unit's name that a problem shows."""
_LONGEST_DETAIL = 1_000
"""Characters of a detail that a problem shows; all options of a field are fewer."""


class Admission(Enum):
    """Which drafts become entries."""

    SOUND = "those without errors"
    UNFINISHED = "those of which things are only missing, too"
    ALL = "all of them, to be looked at"


def judge(
    tables: Sequence[Parsed],
    findings: Iterable[Found],
    admission: Admission = Admission.SOUND,
    results: str = "",
) -> Checked:
    """Draw the line between drafts that become entries and those left out.

    Args:
        tables: the parsed tables.
        findings: what the checks found among all records.
        admission: which records become entries.
        results: the results file, whose mistakes are the office's: they keep no record from
            being an entry, though lists are held back for them.
    """
    found: dict[int, list[tuple[int, Problem]]] = {}
    for one in findings:
        found.setdefault(one.number, []).append((one.rank, one.problem))
    told: list[Problem] = []
    admitted: list[Sequence[Draft]] = []
    left_out: list[str] = []
    for table in tables:
        of_table = _addressed(table)
        sound = array("Q")
        for index, number in enumerate(table.numbers):
            cells, ranked = table.problems.get(number, ()), found.pop(number, ())
            if not (cells or ranked or _held_back(number, table, admission)):
                sound.append(index)  # as nearly all are; to read the draft takes its time
                continue
            draft = table.drafts[index]
            own = _said_once([*cells, *_in_turn(ranked)], draft)
            of_table += map(bounded, own)
            counted = [problem for problem in own if not results or problem.place.file != results]
            if _admitted(number, counted, table, admission):
                sound.append(index)
            else:
                left_out.append(_cut(draft.entry.name, _LONGEST_NAME))
        admitted.append(Chosen(table.drafts, sound))
        told += sorted(of_table, key=lambda problem: problem.place.row or 0)
    return Checked(Entries(Chained(admitted)), tuple(told), tuple(left_out))


def _in_turn(ranked: Sequence[tuple[int, Problem]]) -> list[Problem]:
    """Problems in the order of the checks that found them."""
    return [problem for _, problem in sorted(ranked, key=itemgetter(0))]


def bounded(problem: Problem) -> Problem:
    """A problem of a length that can be read, where somebody put a book into a cell.

    What each of its cells says would else be repeated by every problem of its entry.
    """
    details = problem.details
    if any(isinstance(told, str) and len(told) > _LONGEST_DETAIL for told in details.values()):
        details = {
            name: _cut(told, _LONGEST_DETAIL) if isinstance(told, str) else told
            for name, told in details.items()
        }
    elif len(problem.entry) <= _LONGEST_NAME and len(problem.unit) <= _LONGEST_NAME:
        return problem
    entry, unit = _cut(problem.entry, _LONGEST_NAME), _cut(problem.unit, _LONGEST_NAME)
    return replace(problem, entry=entry, unit=unit, details=details)


def _cut(text: str, most: int) -> str:
    """A text of a length that can be read; half a number would no longer be masked as one."""
    return text if len(text) <= most else masked(text[: 2 * most])[:most] + "…"


def _addressed(table: Parsed) -> list[Problem]:
    """What is wrong with the table; of a record's row, with the entry and unit it concerns."""
    if not table.table_problems:
        return []
    wanted = {_row(problem.place) for problem in table.table_problems}
    rows = {}
    for draft in table.drafts:
        if (row := _row(draft.place(""))) in wanted:
            rows[row] = draft.entry
    addressed = []
    for problem in table.table_problems:
        entry = rows.get(_row(problem.place))
        about = replace(problem, entry=entry.name, unit=entry.unit) if entry else problem
        addressed.append(bounded(about))
    return addressed


def _row(place: Place) -> tuple[str, int | None]:
    return place.sheet, place.row


def _admitted(
    number: int, problems: Sequence[Problem], table: Parsed, admission: Admission
) -> bool:
    """Whether a draft with these problems becomes an entry."""
    if admission is Admission.ALL:
        return True
    unfinished = admission is Admission.UNFINISHED
    return not _held_back(number, table, admission) and not any(
        problem.severity is Severity.ERROR and not (unfinished and problem.missing)
        for problem in problems
    )


def _held_back(number: int, table: Parsed, admission: Admission) -> bool:
    """Whether a draft becomes no entry for what its table could not read of it."""
    if admission is Admission.ALL:
        return False
    if table.ambiguous or number in table.unread:
        return True
    return table.incomplete and admission is not Admission.UNFINISHED


def _order(draft: Draft) -> Mapping[str, int]:
    """The place of each field in the record."""
    return {name: place for place, name in enumerate(draft.entry.values)}


def _said_once(problems: Sequence[Problem], draft: Draft) -> list[Problem]:
    """One of several problems of a code at one cell: that of the notice, the gravest.

    What a field's own limits find, a rule of the notice may find as well.
    """
    if len(problems) < 2:
        return list(problems)
    best: dict[tuple[object, ...], Problem] = {}
    out_of_bounds = {p.place.field for p in problems if p.code in _LENGTH_LIMITS}
    for problem in problems:
        if problem.code == _ABOUT and problem.place.field in out_of_bounds:
            continue  # a text cut or filled up to its limit is about as long as asked for
        key = (problem.place.field, problem.code, problem.message)
        if key not in best or _weight(problem) > _weight(best[key]):
            best[key] = problem
    order = _order(draft)
    return sorted(best.values(), key=lambda problem: order.get(problem.place.field, -1))


_LENGTH_LIMITS = frozenset({"V29", "V30"})
_ABOUT = "V31"


def _weight(problem: Problem) -> tuple[bool, bool]:
    return bool(problem.source), problem.severity is Severity.ERROR
