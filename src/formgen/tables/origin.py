"""The hidden sheet of a 填报表 ↔ which campaign, version and unit it was made for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import fold, is_blank
from formgen.problems import Place
from formgen.tables.keeping import Mapped
from formgen.tables.record import Cell, Origin, Record, Table

GUIDE_SHEET = "填报说明"
DATA_SHEET = "申报"
OPTIONS_SHEET = "选项"
ORIGIN_SHEET = "formgen"
SHEETS_BESIDE = frozenset({GUIDE_SHEET, OPTIONS_SHEET, ORIGIN_SHEET})
"""Sheets of a 填报表 that hold no records."""

_MARK = ("formgen", "填报表")
_CAMPAIGN, _VERSION, _UNIT, _NAME = "活动", "版本", "单位", "名称"


def origin_rows(origin: Origin) -> list[tuple[str, str]]:
    """The rows of the hidden sheet: a word and what it says."""
    return [
        _MARK,
        (_CAMPAIGN, origin.campaign),
        (_VERSION, origin.version),
        (_UNIT, origin.unit),
        (_NAME, origin.name),
    ]


def origin_of(rows: Iterable[tuple[str, str]]) -> Origin | None:
    """What the rows of a sheet of that name say; None where it is not ours."""
    said = dict(rows)
    if said.get(_MARK[0]) != _MARK[1]:
        return None
    return Origin(*(said.get(key, "") for key in (_CAMPAIGN, _VERSION, _UNIT, _NAME)))


def with_unit(table: Table, campaign: Campaign) -> Table:
    """A table with its own unit wherever the 推荐单位 is left blank.

    Nothing changes in a table made for no unit, nor in records to which the field does
    not apply, such as 网民自荐.

    Args:
        table: a table of the campaign's applicants.
        campaign: says which field is the unit and to whom it applies.
    """
    unit = table.origin.unit if table.origin else ""
    name = campaign.unit_field
    if not unit or not name or name in table.unusable:
        return table

    def with_its_unit(record: Record) -> Record:
        wanted = _wants_unit(record, name, table, campaign)
        return _filled(record, name, unit) if wanted else record

    records = Mapped(table.records, with_its_unit)
    return replace(table, records=records, columns=table.columns | {name})


def _wants_unit(record: Record, name: str, table: Table, campaign: Campaign) -> bool:
    """Whether a record leaves the unit blank though it should say one.

    A cell that could not be read is not blank; the table has a problem of it.
    """
    cell = record.cells.get(name)
    unread = cell is None and name in table.columns
    if unread or (cell is not None and not is_blank(cell.raw)):
        return False
    fields = {field.name: field for field in campaign.fields}
    for other, allowed in fields[name].applies_to.items():
        wordings = {fold(w): o for w, o in campaign.options_of(fields[other]).items()}
        text = _text(record.cells, other)
        if wordings.get(fold(text), text) not in allowed:
            return False
    return True


def _filled(record: Record, name: str, unit: str) -> Record:
    """The record with its unit, at the cell's own place where it has one."""
    cell = record.cells.get(name)
    if cell is not None:
        place = cell.place
    else:
        place = next((other.place for other in record.cells.values()), Place()).beside(name)
    return replace(record, cells={**record.cells, name: Cell(unit, place)})


def _text(cells: Mapping[str, Cell], name: str) -> str:
    raw = cells[name].raw if name in cells else ""
    return raw.strip() if isinstance(raw, str) else ""
