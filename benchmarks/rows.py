"""Figures of one comparison, a round each → a row of the table, with its goal."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Goal:
    """What the median of a row must reach."""

    figure: float
    least: bool = True
    """Whether it must be as much, not as little."""

    def reached(self, value: float) -> bool:
        """Whether a figure reaches it."""
        return value >= self.figure if self.least else value <= self.figure

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.figure:,.10g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    values: tuple[float, ...]
    """One a round: ratios of figures measured side by side, or what the detail says."""
    goal: Goal | None
    """None where the row is for information only."""
    detail: str
    """The absolute figures behind it, with their units."""
    unit: str = "×"

    @property
    def median(self) -> float:
        """What counts."""
        return statistics.median(self.values)

    @property
    def reached(self) -> bool:
        """Whether the goal is."""
        return self.goal is None or self.goal.reached(self.median)

    def cells(self) -> tuple[str, ...]:
        """As they are printed."""
        low, high = min(self.values), max(self.values)
        return (
            self.name,
            f"{_short(self.median)} {self.unit}",
            f"{_short(low)}–{_short(high)}" if low < high else "",
            str(len(self.values)),
            f"{self.goal} {self.unit}" if self.goal else "",
            "" if self.goal is None else "reached" if self.reached else "missed",
            self.detail,
        )


HEADINGS = ("", "median", "range", "rounds", "goal", "", "measured")


def as_json(row: Row) -> dict[str, Any]:
    """A row as a process hands it to another."""
    return dataclasses.asdict(row)


def from_json(found: dict[str, Any]) -> Row:
    """A row as another process handed it over."""
    goal = Goal(**found["goal"]) if found["goal"] else None
    return Row(found["name"], tuple(found["values"]), goal, found["detail"], found["unit"])


def table_of(rows: Iterable[Row], title: str) -> Table:
    """The rows for a terminal; a missed goal is red."""
    table = Table(title=title)
    for heading in HEADINGS:
        right = heading in ("median", "range", "rounds", "goal")
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row.cells(), style="" if row.reached else "red")
    return table


def markdown_of(rows: Iterable[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = [f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}"]
    lines += [f"| {' | '.join(row.cells())} |" for row in rows]
    return "\n".join(lines) + "\n"


def range_of(values: Sequence[float], unit: str) -> str:
    """The median of figures as a detail tells it."""
    return f"{_short(statistics.median(values))} {unit}"


def _short(value: float) -> str:
    """Three digits, more only before the point."""
    digits = (
        0
        if abs(value) >= 100 or not value
        else 1
        if abs(value) >= 10
        else 2
        if abs(value) >= 1
        else 3
    )
    return f"{value:,.{digits}f}"
