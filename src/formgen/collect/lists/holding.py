"""Returned 汇总表 held against the forms → what is on one and not on the other, what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from formgen.campaign.kinds import FILE_KINDS, Raw, parsed
from formgen.campaign.kinds.base import shown
from formgen.collect.keys import key_of
from formgen.collect.lists.pairing import Pairs, pair, same_value
from formgen.collect.lists.reading import ListRow, ReturnedList
from formgen.collect.settings import Settings
from formgen.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Received:
    """An entry as its forms say it."""

    name: str
    unit: str
    """Empty where nobody knows it."""
    values: Mapping[str, Raw]
    """By field; blank ones may be left out."""
    file: str
    """The form it was read from."""
    asked: Collection[str] | None = None
    """Fields that its forms or the table have a place for; None for all."""


def hold_against(
    lists: Sequence[ReturnedList],
    received: Sequence[Received],
    settings: Settings,
    name_field: str,
    rank_field: str = "",
) -> tuple[Problem, ...]:
    """C15 to C19: all returned lists held against all forms.

    Args:
        lists: the lists.
        received: every entry that forms came for.
        settings: what the kind of each field needs, by its name.
        name_field: the campaign's 命名字段.
        rank_field: the field units rank their entries by; empty where none does.
    """
    rows = [(one, row) for one in lists for row in one.rows]
    pairs = pair([row for _, row in rows], received, settings, name_field)
    problems: list[Problem] = []
    for number, (_, row) in enumerate(rows):
        meant = pairs.of_row.get(number)
        if meant is None:
            name = row.values.get(name_field, "")
            problems.append(Problem("C15", row.place, name, row.unit, {"name": name}))
        else:
            problems += _differences(row, received[meant], settings)
    problems += _not_listed(lists, received, pairs, rows)
    if rank_field:
        problems += _order(rows, received, pairs, settings, rank_field)
    problems += _totals(lists, received)
    return tuple(problems)


def _differences(row: ListRow, entry: Received, settings: Settings) -> Iterator[Problem]:
    """C17 for every value of a row that the form has otherwise, or has not."""
    for name, read in row.values.items():
        setting = settings.get(name)
        if setting is None or setting.field.kind in FILE_KINDS:
            continue
        kept = entry.values.get(name, "")
        if not same_value(read, kept, setting):
            details = {
                "name": entry.name,
                "label": setting.field.printed,
                "read": shown(read),
                "other": entry.file,
                "kept": shown(str(kept)) or _blank(name, entry),
            }
            place = Place(row.place.file, row.place.sheet, row.place.row, None, name)
            yield Problem("C17", place, entry.name, entry.unit, details)


def _blank(name: str, entry: Received) -> str:
    """What is said in place of a value that the form has not."""
    has_place = entry.asked is None or name in entry.asked
    return "（没有填）" if has_place else "（没有这一项）"


def _not_listed(
    lists: Sequence[ReturnedList],
    received: Sequence[Received],
    pairs: Pairs,
    rows: Sequence[tuple[ReturnedList, ListRow]],
) -> Iterator[Problem]:
    """C16 for every form that should be on a list: that of its unit, or the only one there is."""
    by_unit = _lists_by_unit(lists, received, pairs, rows)
    for number, entry in enumerate(received):
        if number in pairs.of_entry:
            continue
        one = by_unit.get(key_of(entry.unit)) if entry.unit else None
        if one is None and lists and (not entry.unit or not by_unit):
            one = lists[0]
        if one is not None:
            details = {"name": entry.name, "other": entry.file}
            yield Problem("C16", Place(one.file), entry.name, entry.unit, details)


def _lists_by_unit(
    lists: Sequence[ReturnedList],
    received: Sequence[Received],
    pairs: Pairs,
    rows: Sequence[tuple[ReturnedList, ListRow]],
) -> dict[str, ReturnedList]:
    """The list of each unit: as it says, as its rows say, else as the forms of its rows say."""
    by_unit = {key_of(one.unit): one for one in lists if one.unit}
    for number, (one, row) in enumerate(rows):
        meant = pairs.of_row.get(number)
        unit = row.unit or (received[meant].unit if meant is not None else "")
        if unit:
            by_unit.setdefault(key_of(unit), one)
    return by_unit


def _order(
    rows: Sequence[tuple[ReturnedList, ListRow]],
    received: Sequence[Received],
    pairs: Pairs,
    settings: Settings,
    rank_field: str,
) -> Iterator[Problem]:
    """C18 where a unit's entries stand in another order than it ranks them."""
    groups: dict[tuple[int, str], list[tuple[int, ListRow, Received]]] = {}
    for number, (one, row) in enumerate(rows):
        meant = pairs.of_row.get(number)
        entry = received[meant] if meant is not None else None
        setting = settings.get(rank_field)
        if entry is None or setting is None:
            continue
        rank = parsed(entry.values.get(rank_field, ""), setting)
        if isinstance(rank, int):
            key = (id(one), key_of(row.unit or entry.unit))
            groups.setdefault(key, []).append((rank, row, entry))
    for ranked in groups.values():
        places = sorted(range(len(ranked)), key=lambda number: ranked[number][0])
        for rank, number in enumerate(places, start=1):
            if ranked[number][0] != ranked[rank - 1][0]:
                _, row, entry = ranked[number]
                details = {"name": entry.name, "listed": number + 1, "ranked": rank}
                yield Problem("C18", row.place, entry.name, entry.unit, details)


def _totals(lists: Sequence[ReturnedList], received: Sequence[Received]) -> Iterator[Problem]:
    """C19 where a list says another number than it lists."""
    for one in lists:
        if one.said_total is None or one.said_total == len(one.rows):
            continue
        units = {key_of(row.unit) for row in one.rows} | {key_of(one.unit)}
        units.discard("")
        count = sum(1 for entry in received if not units or key_of(entry.unit) in units)
        details = {"said": one.said_total, "listed": len(one.rows), "received": count}
        yield Problem("C19", Place(one.file), unit=one.unit, details=details)
