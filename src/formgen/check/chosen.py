"""A list of names → the entries that are to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from formgen.campaign.field import FieldDefinition
from formgen.campaign.model import Campaign
from formgen.check.campaign_data import CampaignData
from formgen.check.draft import Draft
from formgen.check.matching import Asked, match
from formgen.check.values import TableRules, parse_table
from formgen.problems import (
    InputError,
    Place,
    Problem,
    Severity,
    inner_quotes,
    os_reason,
    regular_bytes,
)
from formgen.tables import Cell, Record, Table, read_table
from formgen.tables.decoding import EncodingError, decode
from formgen.tables.headers import heading_key
from formgen.tables.read import MAX_FILE_BYTES


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries that a list names."""

    numbers: tuple[int, ...]
    """`Entry.number` of each, once, in the list's order."""
    problems: tuple[Problem, ...]
    """What is wrong with the list; places name it without its folder."""


def read_chosen(path: Path, campaign: Campaign, data: CampaignData) -> Chosen:
    """The entries that a list names: a text with a name a line, or a table.

    A table needs the field that entries are named by, and for namesakes that of the unit;
    its other columns are not looked at.

    Args:
        path: the list, anywhere: .txt, or a table in any format that is read.
        campaign: says which fields are name and unit.
        data: the campaign's data after the check.

    Raises:
        InputError: the list cannot be read, or names nothing.
    """
    table = _read(path, campaign)
    asked = list(_asked(table, path, campaign))
    if not asked:
        raise InputError(
            f"{path.name} 里没有名称", hint=f"请每行写一个{campaign.name_field}，或用有这一列的表格"
        )
    matches = match(asked, data.drafts, campaign.unit_field, "N09")
    sound = {entry.number for entry in data.applicants.entries}
    numbers: dict[int, None] = {}
    problems = [problem for problem in table.problems if problem.severity is Severity.ERROR]
    problems += matches.problems
    for one, draft in matches.found:
        if draft.entry.number in sound:
            numbers[draft.entry.number] = None
        else:
            problems.append(_faulty(one, draft))
    problems.sort(key=lambda problem: problem.place.row or 0)
    return Chosen(tuple(numbers), tuple(problems))


def _faulty(one: Asked, draft: Draft) -> Problem:
    """N09 of a record that is there, but cannot be printed."""
    others = f"：“{inner_quotes(one.name)}”在 {draft.place('')}，请先改正它的错误"
    return Problem("N09", one.place, one.name, details={"value": one.name, "others": others})


def _fields(campaign: Campaign) -> list[FieldDefinition]:
    """Name and unit; the unit as a text, so that an unknown one is said with the name."""
    fields = {field.name: field for field in campaign.fields}
    named = fields[campaign.name_field].model_copy(update={"required": True, "applies_to": {}})
    if not campaign.unit_field or campaign.unit_field == named.name:
        return [named]
    unit = fields[campaign.unit_field]
    return [named, FieldDefinition(name=unit.name, kind="文本", label=unit.label)]


def _read(path: Path, campaign: Campaign) -> Table:
    fields = _fields(campaign)
    if path.suffix.lower() == ".txt":
        return _read_lines(path, fields[0])
    table = read_table(path.parent, path.name, fields)
    incomplete = next((problem for problem in table.problems if problem.code == "T02"), None)
    if incomplete is not None:
        raise InputError(f"{path.name} {incomplete.message}", hint=incomplete.hint)
    return table


def _read_lines(path: Path, named: FieldDefinition) -> Table:
    """A text as a table of one column; a first line that is its heading is none of the names.

    Raises:
        InputError: it cannot be opened, or is no text.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(f"{path.name} 太大，不像名单", hint="请检查是不是选错了文件")
        lines = decode(regular_bytes(path)).splitlines()
    except OSError as error:
        raise InputError(f"{path.name} 无法打开：{os_reason(error)}") from None
    except EncodingError as error:
        raise InputError(f"{path.name} 读不出来：{error}", hint="请另存为 UTF-8") from None
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    headings = {heading_key(named.name), heading_key(named.printed)}
    if filled and heading_key(filled[0][1]) in headings:
        del filled[0]
    records = tuple(
        Record(number, {named.name: Cell(line, Place(path.name, row=number, field=named.name))})
        for number, line in filled
    )
    return Table(path.name, records, (), frozenset({named.name}), frozenset())


def _asked(table: Table, path: Path, campaign: Campaign) -> Iterator[Asked]:
    """The lines that say a name; how it is spelled is no matter of the list."""
    fields = _fields(campaign)
    options = {fields[0].name: campaign.options_of(fields[0])}
    rules = TableRules(fields, options, path.parent, campaign.name_field, campaign.unit_field)
    for row in parse_table(replace(table, problems=()), rules).drafts:
        has_unit = campaign.unit_field in row.record.cells
        if str(row.entry.values[campaign.name_field]):
            unit = row.text(campaign.unit_field) if has_unit else None
            place = row.place(campaign.name_field)
            yield Asked(row.entry.number, row.entry.name, unit, place)
