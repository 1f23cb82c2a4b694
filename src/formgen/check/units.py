"""units.csv → the recommending units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from formgen.campaign.kinds.base import fold
from formgen.campaign.model import Campaign
from formgen.campaign.units import UNIT_FIELDS, UNITS_FILE, Unit, quota_of
from formgen.check.entry import Entry
from formgen.check.judging import bounded, judge
from formgen.check.values import TableRules, parse_table
from formgen.problems import InputError, Problem
from formgen.tables import Table, read_table


def read_units(campaign: Campaign, folder: Path) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The campaign's units in the file's order, and what is wrong with the file.

    Raises:
        InputError: the campaign has a unit field and no units.csv, or it is unreadable.
    """
    if not (folder / UNITS_FILE).is_file():
        if not campaign.unit_field:
            return (), ()
        raise InputError(
            f"活动文件夹里没有 {UNITS_FILE}",
            hint="请建一个推荐单位名单，列为：名称,类型,名额,联系人,联系电话,说明",
        )
    table = read_table(folder, UNITS_FILE, UNIT_FIELDS)
    checked = judge([parse_table(table, TableRules(UNIT_FIELDS, {}, folder, "名称", ""))], ())
    first: dict[str, Unit] = {}
    repeated: list[Entry] = []
    for entry in checked.entries:
        if (folded := fold(entry.name)) in first:
            repeated.append(entry)
        else:
            first[folded] = _unit(campaign, entry)
    units = tuple(first.values())
    return units, (*checked.problems, *_said_twice(repeated, table))


def _said_twice(repeated: Sequence[Entry], table: Table) -> Iterator[Problem]:
    """V16 of every unit that was there before."""
    records = {record.number: record for record in table.records}
    for entry in repeated:
        place = records[entry.number].cells["名称"].place
        yield bounded(Problem("V16", place, entry.name, details={"value": entry.name}))


def _unit(campaign: Campaign, entry: Entry) -> Unit:
    values = entry.values
    own = values["名额"]
    return Unit(
        name=str(values["名称"]),
        type=str(values["类型"]),
        quota=quota_of(campaign, str(values["类型"]), own if isinstance(own, int) else None),
        contact=str(values["联系人"]),
        phone=str(values["联系电话"]),
        note=str(values["说明"]),
    )
