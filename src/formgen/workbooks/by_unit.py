"""Problems → grouped by the unit that has to put them right, with their counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from formgen.campaign import Campaign
from formgen.campaign.units import UNITS_FILE
from formgen.check.results import RESULTS
from formgen.problems import Problem, Severity

NO_UNIT = "未写推荐单位"
"""Heads the problems of entries that name no unit."""
ALL_ENTRIES = "全部申报"
"""The same where the campaign knows no units."""
TABLES = "数据表"
"""Heads the problems of whole tables, of units.csv, of side tables and of the results file."""


@dataclass(frozen=True, slots=True)
class UnitProblems:
    """The problems one unit has to put right, or nobody's in particular."""

    heading: str
    """The unit's name, or one of `NO_UNIT`, `ALL_ENTRIES`, `TABLES`."""
    problems: tuple[Problem, ...]
    """In the order given."""
    unit: str | None = None
    """The unit's name, "" where entries name none; None for whole tables."""
    several: bool = False
    """Whether the entries stand in several tables."""

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return count_of(self.problems, Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many of them are warnings."""
        return count_of(self.problems, Severity.WARNING)

    def places(self) -> list[str]:
        """Where each of them stands; the table is named where there are several."""
        tables = {(problem.place.file, problem.place.sheet) for problem in self.problems}
        named = self.several or self.unit is None or len(tables) > 1
        return [place_text(problem, named=named) for problem in self.problems]


def by_unit(
    problems: Iterable[Problem], campaign: Campaign, units: Sequence[str]
) -> tuple[UnitProblems, ...]:
    """The problems by unit: the known units first, then unknown ones, no unit, whole tables.

    Args:
        problems: in reading order, which stays within a unit.
        campaign: tells the applicants' tables from side tables.
        units: names of the units, in the order of units.csv.
    """
    side_files = {UNITS_FILE, *(side.file for side in campaign.side_tables)}
    entries: dict[str, list[Problem]] = {name: [] for name in units}
    without: list[Problem] = []
    tables: list[Problem] = []
    for problem in problems:
        office = problem.place.file in side_files or _is_results(problem.place.file, campaign)
        if office or not (problem.unit or problem.entry):
            tables.append(problem)
        elif problem.unit:
            entries.setdefault(problem.unit, []).append(problem)
        else:
            without.append(problem)
    places = {(p.place.file, p.place.sheet) for own in (*entries.values(), without) for p in own}
    several = len(places) > 1
    named = [UnitProblems(name, tuple(own), name, several) for name, own in entries.items()]
    others = [
        UnitProblems(unsaid(campaign), tuple(without), "", several),
        UnitProblems(TABLES, tuple(tables)),
    ]
    return tuple(group for group in (*named, *others) if group.problems)


def _is_results(file: str, campaign: Campaign) -> bool:
    """Whether it is the office's own file of results, which no unit has to put right."""
    if campaign.results_file:
        return file == campaign.results_file
    return PurePath(file).stem == RESULTS


def unsaid(campaign: Campaign) -> str:
    """What heads entries that name no unit."""
    return NO_UNIT if campaign.unit_field else ALL_ENTRIES


def place_text(problem: Problem, *, named: bool) -> str:
    """Where a problem stands, as a clerk looks for it: 第3行 C列“姓名”.

    Args:
        problem: the problem.
        named: whether its file and sheet are named too.
    """
    place = problem.place
    short = str(replace(place, file="", sheet=""))
    return short if short and not named else str(place)


def count_of(problems: Iterable[Problem], severity: Severity) -> int:
    """How many problems are of a severity."""
    return sum(problem.severity is severity for problem in problems)
