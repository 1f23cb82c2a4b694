"""Records → drafts: every cell parsed by its field's kind, every fault a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import KINDS, Fault, Kind, Raw, Setting
from formgen.campaign.kinds.base import is_blank, storable
from formgen.campaign.kinds.files import home_of
from formgen.campaign.values import Value
from formgen.check.conditions import meets
from formgen.check.draft import Draft
from formgen.check.entry import Entry
from formgen.check.kept_drafts import KeptDrafts
from formgen.problems import Place, Problem, Severity
from formgen.tables import Record, Table, read_side_text
from formgen.tables.keeping import Spool
from formgen.tables.kept_records import raws_of

SIDE_FILE_MARKS = ("@", "＠")
"""A long value of one line that starts so names the file its text stands in."""


@dataclass(frozen=True, slots=True)
class TableRules:
    """What a table is checked against."""

    fields: Sequence[FieldDefinition]
    options: Mapping[str, Mapping[str, str]]
    """Accepted wordings of each choice field, and the option each means."""
    folder: Path
    name_field: str
    unit_field: str


def blank_values(fields: Sequence[FieldDefinition]) -> dict[str, Value]:
    """The values of an entry nobody has filled in."""
    return {field.name: KINDS[field.kind].blank(field) for field in fields}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A table after parsing."""

    drafts: Sequence[Draft]
    """Numbered through."""
    problems: Mapping[int, tuple[Problem, ...]]
    """What is wrong with the cells of a draft, by its number; drafts without are left out."""
    table_problems: tuple[Problem, ...]
    """What is wrong with the table itself, and with cells that could not be read."""
    unread: frozenset[int]
    """Numbers of the drafts of which the table could not read something."""
    incomplete: bool
    """Whether a column every record needs is absent."""
    ambiguous: bool
    """Whether a field has more than one column."""
    first: int = 1
    """Number of the first draft."""

    @property
    def numbers(self) -> range:
        """The numbers of the drafts."""
        return range(self.first, self.first + len(self.drafts))


def parse_table(
    table: Table,
    rules: TableRules,
    first: int = 1,
    spool: Spool | None = None,
    watch: Callable[[Draft], None] | None = None,
) -> Parsed:
    """Parse every record of a table.

    Args:
        table: the records.
        rules: what they are parsed by.
        first: number of the first draft, where a table follows others.
        spool: where the drafts are put away; one may serve many tables.
        watch: is told each draft while its values are at hand.

    Raises:
        OutputError: the temporary file cannot be written.
    """
    reader = _Reader.of(table, rules)
    drafts = KeptDrafts(table.file, table.records, reader.blank, spool or Spool(), first)
    problems: dict[int, tuple[Problem, ...]] = {}
    unread: set[int] = set()
    faulty_rows = _faulty_rows(table)
    columns = table.columns - table.unusable
    for number, record in enumerate(table.records, start=first):
        raws = raws_of(record)
        draft, faults = reader.draft(record, raws, number)
        drafts.add(draft.entry, draft.faulty, raws)
        if watch is not None:
            watch(draft)
        if faults:
            problems[number] = tuple(_problem(fault, name, draft) for name, fault in faults)
        if (faulty_rows and _row(record) in faulty_rows) or not columns <= raws.keys():
            unread.add(number)
    return Parsed(
        drafts=drafts,
        problems=problems,
        table_problems=table.problems,
        unread=frozenset(unread),
        incomplete=bool(_required(rules) - table.columns),
        ambiguous=bool(table.unusable),
        first=first,
    )


def _required(rules: TableRules) -> frozenset[str]:
    """The fields that every record must have."""
    return frozenset(f.name for f in rules.fields if f.required and not f.applies_to)


def _faulty_rows(table: Table) -> frozenset[int | None]:
    """The rows of which the table has said that something of them could not be read."""
    errors = (p for p in table.problems if p.severity is Severity.ERROR)
    of_rows = (p.place.row for p in errors if p.code not in _OF_COLUMNS)
    return frozenset(row for row in of_rows if row is not None)


_OF_COLUMNS = frozenset({"T01", "T04", "T05"})
"""Problems of a whole column, or key, that are said where it first comes."""


def _row(record: Record) -> int | None:
    """The row of a record, as its cells tell."""
    return next((cell.place.row for cell in record.cells.values()), None)


_Faults = list[tuple[str, Fault]]
"""Faults of a record's cells by field name."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Parses the records of one table."""

    table: Table
    rules: TableRules
    cells: tuple[tuple[str, Kind, Setting], ...]
    """Name, kind and setting of every field that has a readable column."""
    blank: Mapping[str, Value]
    """The values of a record nobody has filled in."""
    required: tuple[FieldDefinition, ...]
    """Fields that may not be blank; where a column is absent, those that say to whom they apply."""
    remarked: frozenset[str]
    """Fields whose kinds have something to say of values they take."""

    @classmethod
    def of(cls, table: Table, rules: TableRules) -> _Reader:
        readable = table.columns - table.unusable
        own = rules.folder / PurePosixPath(table.file).parent
        beside = own if own != rules.folder else None
        cells = tuple(
            (
                field.name,
                KINDS[field.kind],
                Setting(
                    field, rules.folder, KINDS, rules.options.get(field.name, {}), beside=beside
                ),
            )
            for field in rules.fields
            if field.name in readable
        )
        required = (f for f in rules.fields if f.required)
        asked = tuple(f for f in required if f.name in table.columns or f.applies_to)
        remarked = frozenset(n for n, k, _ in cells if type(k).remarks is not Kind.remarks)
        return cls(table, rules, cells, blank_values(rules.fields), asked, remarked)

    def draft(self, record: Record, raws: Mapping[str, Raw], number: int) -> tuple[Draft, _Faults]:
        """A record's draft, and the faults of its cells.

        Args:
            record: the record.
            raws: what its cells say.
            number: of the draft.
        """
        values = dict(self.blank)
        faults: _Faults = []
        faulty = set(self.table.columns - raws.keys())  # not read, as the table has said
        for name, kind, setting in self.cells:
            said = raws.get(name)
            if said is None or is_blank(said):
                continue
            try:
                raw = _from_side_file(said, setting) if kind.long else said
                values[name] = kind.parse(raw, setting)
            except Fault as fault:
                faulty.add(name)
                # Its traceback holds this very list, and nobody looks for such circles meanwhile.
                faults += [(name, one.with_traceback(None)) for one in (fault, *fault.others)]
                if kind.textual and isinstance(said, str):
                    values[name] = storable(said).strip()
            else:
                if name in self.remarked:
                    faults += [(name, remark) for remark in kind.remarks(raw, setting)]
        faults += [(name, fault) for name, fault in self._missing(values, faulty)]
        name = str(values.get(self.rules.name_field, "")) or self._unnamed(record)
        unit = str(values.get(self.rules.unit_field, "")) if self.rules.unit_field else ""
        entry = Entry(number, name, unit, values)
        return Draft(entry, record, self.table.file, frozenset(faulty)), faults

    def _unnamed(self, record: Record) -> str:
        """What a record without a name is called: 未写姓名（第2行）."""
        place = next((cell.place for cell in record.cells.values()), Place(row=record.number))
        return f"未写{self.rules.name_field}（{place.record}）"

    def _missing(
        self, values: Mapping[str, Value], faulty: set[str]
    ) -> Iterator[tuple[str, Fault]]:
        """A fault for every required field left blank, where it applies."""
        for field in self.required:
            value = values[field.name]
            if value or value == 0 or field.name in faulty:
                continue
            if meets(values, field.applies_to):
                yield field.name, Fault("V01", **blank_details(field))


def blank_details(field: FieldDefinition) -> dict[str, str]:
    """What V01 says of a blank field: the words of the form, or which file's name to write."""
    example = _FILE_EXAMPLES.get(field.kind)
    label = f"{field.printed}的文件名，如 {example}" if example else field.printed
    return {"field": field.name, "label": label}


_FILE_EXAMPLES = {
    "照片": "photos/01.jpg",
    "图片": "pictures/01.jpg",
    "附件": "scans/01.pdf",
}
"""Kinds whose cells hold names of files, not the files themselves."""


def _from_side_file(raw: Raw, setting: Setting) -> Raw:
    """What a cell says, or the text of the file it names instead.

    Raises:
        Fault: there is no such file, or no text in it.
    """
    if isinstance(raw, str):
        name = raw.strip()
        if name.startswith(SIDE_FILE_MARKS) and "\n" not in name:
            file = name[1:].strip()
            return read_side_text(home_of(setting, file), file)
    return raw


def _problem(fault: Fault, name: str, draft: Draft) -> Problem:
    entry = draft.entry
    return Problem(fault.code, draft.place(name), entry.name, entry.unit, _spelled_out(fault))


def _spelled_out(fault: Fault) -> dict[str, object]:
    """A fault's details; one inside a row of a 明细 becomes its own sentences."""
    details = dict(fault.details)
    inner = details.get("inner")
    if isinstance(inner, Fault):
        told = Problem(inner.code, details=_spelled_out(inner))
        details |= {"inner": told.message, "inner_hint": told.hint}
    return details
