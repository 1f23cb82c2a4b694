"""A draft: a record parsed as far as it can be, which the rules look at."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from formgen.campaign.values import Sections, Value
from formgen.check.entry import Entry
from formgen.problems import Place, Problem, Severity, inner_quotes
from formgen.tables import Record


@dataclass(frozen=True, slots=True)
class Draft:
    """A record under check. Wrong cells are in it too, so that all rules see every record."""

    entry: Entry
    """Its values; of a cell in `faulty` blank, or the text as typed without control characters."""
    record: Record
    file: str
    """The table it stands in, relative to the campaign folder."""
    faulty: frozenset[str] = frozenset()
    """Fields of which the value is not known, as a problem has said already."""

    def value(self, name: str) -> Value:
        """A field's value; "" where it is blank, absent or wrong."""
        return "" if name in self.faulty else self.entry.values.get(name, "")

    def text(self, name: str) -> str:
        """A field's value as a sentence tells it; "" where it is blank, absent or wrong."""
        return told(self.value(name))

    def known(self, name: str) -> bool:
        """Whether a cell is filled in and right."""
        value = self.value(name)
        return bool(value) or value == 0

    def blank(self, name: str) -> bool:
        """Whether a cell is not filled in; a wrong one is filled in."""
        value = self.entry.values.get(name, "")
        return name not in self.faulty and not value and value != 0

    def place(self, name: str) -> Place:
        """Where a field's cell stands; without a column where the table has none for it."""
        cell = self.record.cells.get(name)
        if cell is not None:
            return cell.place
        some = next((other.place for other in self.record.cells.values()), Place(self.file))
        return some.beside(name)

    def called(self, beside: Draft) -> str:
        """How a message about another entry names this one: 第3行“张三”.

        The file is named where it is another than that of the entry the message is about.
        """
        place, other = self.place(""), beside.place("")
        alike = (place.file, place.sheet) == (other.file, other.sheet)
        table = "" if alike else f"{Place(place.file, place.sheet)} "
        return f"{table}{place.record}“{inner_quotes(self.entry.name)}”"


def told(value: object) -> str:
    """A `Value` on one line of a sentence: several things by 、, the columns of a row by ｜."""
    if isinstance(value, tuple):
        return "、".join(told(item) for item in value)
    if isinstance(value, Mapping) and not isinstance(value, Sections):
        return "｜".join(told(item) for item in value.values())
    return str(value)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found about a draft, before it is said as a Problem."""

    code: str
    draft: Draft
    field: str
    """The field whose cell is to be changed."""
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)
    level: Severity | None = None
    """Where the check is surer or less sure than its rule: a rough one may only warn."""
    source: str = ""

    def problem(self) -> Problem:
        """The finding with its place."""
        entry = self.draft.entry
        place = self.draft.place(self.field)
        return Problem(
            self.code, place, entry.name, entry.unit, self.details, self.level, self.source
        )
