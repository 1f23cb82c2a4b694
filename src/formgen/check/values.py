"""Records → entries: every cell parsed by its field's kind, every fault a Problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import KINDS, Fault, Raw, Setting
from formgen.campaign.values import OpenChoice, Value
from formgen.check.entry import Checked, Entry
from formgen.problems import CATALOGUE, Place, Problem, Severity
from formgen.tables import Record, Table, read_side_text

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


def check_values(table: Table, rules: TableRules) -> Checked:
    """Parse every record; those with an error are left out, the others become entries."""
    settings = [
        Setting(field, rules.folder, KINDS, rules.options.get(field.name, {}))
        for field in rules.fields
    ]
    entries: list[Entry] = []
    problems = list(table.problems)
    left_out: list[str] = []
    lacking = _misses_a_column(table, rules)
    faulty_rows = _faulty_rows(table)
    for record in table.records:
        entry, found = _entry(record, settings, table, rules)
        problems += found
        blocked = any(problem.severity is Severity.ERROR for problem in found)
        blocked = blocked or _row(record) in faulty_rows
        if blocked or lacking or _has_unreadable_cell(record, table):
            left_out.append(entry.name)
        else:
            entries.append(entry)
    return Checked(tuple(entries), tuple(problems), tuple(left_out))


def _misses_a_column(table: Table, rules: TableRules) -> bool:
    """Whether a column is ambiguous, or a required one absent; said once, at the heading."""
    required = {field.name for field in rules.fields if field.required and not field.applies_to}
    return bool(table.unusable or required - table.columns)


def _faulty_rows(table: Table) -> set[int | None]:
    """The rows of which the table has said that something of them could not be read."""
    errors = (p for p in table.problems if p.severity is Severity.ERROR and p.place.row is not None)
    return {problem.place.row for problem in errors}


def _row(record: Record) -> int | None:
    """The row of a record, as its cells tell."""
    return next((cell.place.row for cell in record.cells.values()), None)


def _has_unreadable_cell(record: Record, table: Table) -> bool:
    """Whether the table could not read a cell of the record, and has said so."""
    return bool(table.columns - table.unusable - set(record.cells))


def _entry(
    record: Record, settings: Sequence[Setting], table: Table, rules: TableRules
) -> tuple[Entry, list[Problem]]:
    values: dict[str, Value] = {}
    faults: list[tuple[Setting, Fault]] = []
    for setting in settings:
        field = setting.field
        raw = _raw(record, field.name, table)
        values[field.name] = KINDS[field.kind].blank(field)
        if _is_blank(raw):
            continue
        try:
            values[field.name] = _parse(raw, setting)
        except Fault as fault:
            faults.append((setting, fault))
    faulty = {setting.field.name for setting, _ in faults}
    fields = zip(settings, rules.fields, strict=True)
    faults += [(s, fault) for s, f in fields for fault in _missing(f, values, table, faulty)]
    name = str(values.get(rules.name_field, "")) or f"第{record.number}条"
    unit = str(values.get(rules.unit_field, "")) if rules.unit_field else ""
    entry = Entry(record.number, name, unit, values)
    return entry, [_problem(fault, setting, record, table, entry) for setting, fault in faults]


def _raw(record: Record, name: str, table: Table) -> Raw:
    cell = record.cells.get(name)
    return "" if cell is None or name in table.unusable else cell.raw


def _is_blank(raw: Raw) -> bool:
    return not raw.strip() if isinstance(raw, str) else not raw


def _parse(raw: Raw, setting: Setting) -> Value:
    kind = KINDS[setting.field.kind]
    if kind.long and isinstance(raw, str):
        name = raw.strip()
        if name.startswith(SIDE_FILE_MARKS) and "\n" not in name:
            raw = read_side_text(setting.folder, name[1:].strip())
    return kind.parse(raw, setting)


def _missing(
    field: FieldDefinition, values: Mapping[str, Value], table: Table, faulty: set[str]
) -> Iterator[Fault]:
    """A fault for a required field left blank, where it applies and its column exists."""
    given = bool(values[field.name]) or values[field.name] == 0
    if not field.required or given or field.name in faulty | table.unusable:
        return
    has_column = field.name in table.columns or bool(field.applies_to)
    if has_column and _applies(field, values):
        yield Fault("V01", field=field.name, label=field.printed)


def _applies(field: FieldDefinition, values: Mapping[str, Value]) -> bool:
    """Whether the entry is of the sort that fills this field in."""
    return all(
        not _chosen(values.get(name, "")).isdisjoint(allowed)
        for name, allowed in field.applies_to.items()
    )


def _chosen(value: Value) -> set[str]:
    """The options a value chooses."""
    if isinstance(value, OpenChoice):
        return {value.option}
    return {str(item) for item in value} if isinstance(value, tuple) else {str(value)}


def _problem(fault: Fault, setting: Setting, record: Record, table: Table, entry: Entry) -> Problem:
    cell = record.cells.get(setting.field.name)
    sheet = next((c.place.sheet for c in record.cells.values()), "")
    place = cell.place if cell else Place(table.file, sheet, _row(record), None, setting.field.name)
    return Problem(fault.code, place, entry.name, entry.unit, _spelled_out(fault))


def _spelled_out(fault: Fault) -> dict[str, object]:
    """A fault's details; one inside a row of a 明细 becomes its own sentences."""
    details = dict(fault.details)
    inner = details.get("inner")
    if isinstance(inner, Fault):
        entry, own = CATALOGUE[inner.code], _spelled_out(inner)
        details["inner"] = entry.message.format_map(own)
        details["inner_hint"] = entry.hint.format_map(own)
    return details
