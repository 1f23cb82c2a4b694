"""Rows of lists and entries that forms came for → which row means which entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from formgen.campaign.kinds import Raw, Setting, parsed
from formgen.collect.keys import key_of
from formgen.collect.settings import Settings

_MOST_DISTANCE = 6
"""Characters in which a long name may differ from one that is probably meant."""
_MOST_NEAR = 5
_MOST_SOUGHT = 200
"""For so many rows without an entry near names are looked for; more come of another file."""


class Row(Protocol):
    """What is asked of a row."""

    @property
    def values(self) -> Mapping[str, str]:
        """By field."""

    @property
    def unit(self) -> str:
        """Its unit; empty where nobody says it."""


class Entry(Protocol):
    """What is asked of an entry."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def unit(self) -> str:
        """Its unit; empty where nobody knows it."""

    @property
    def values(self) -> Mapping[str, Raw]:
        """By field."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Numbers of rows and entries, each to the other."""

    of_row: Mapping[int, int]
    of_entry: Mapping[int, int]


def pair(
    rows: Sequence[Row],
    entries: Sequence[Entry],
    settings: Settings,
    name_field: str,
) -> Pairs:
    """Find the entry each row means.

    By name and unit; namesakes in the order in which they stand; then names that are nearly
    the same, where most of what row and entry both say agrees.
    """
    pairing = _Pairing(rows, entries, settings, name_field)
    pairing.by_name(same_unit=True)
    pairing.by_name(same_unit=False)
    pairing.by_near_name()
    return Pairs(pairing.of_row, pairing.of_entry)


class _Pairing:
    """Rows and entries while they are paired."""

    def __init__(
        self,
        rows: Sequence[Row],
        entries: Sequence[Entry],
        settings: Settings,
        name_field: str,
    ) -> None:
        self.rows = rows
        self.entries = entries
        self.settings = settings
        self.of_row: dict[int, int] = {}
        self.of_entry: dict[int, int] = {}
        naming = settings.get(name_field)
        self.names = [_name_key(row.values.get(name_field, ""), naming) for row in rows]
        self.named: dict[str, list[int]] = {}
        for number, entry in enumerate(entries):
            self.named.setdefault(_name_key(entry.name, naming), []).append(number)

    def by_name(self, *, same_unit: bool) -> None:
        """Pair rows with entries of their name, of the same unit or of none that contradicts."""
        for number, row in enumerate(self.rows):
            if number in self.of_row:
                continue
            fits = _is_same_unit if same_unit else _may_be_same_unit
            for one in self.named.get(self.names[number], ()):
                if one not in self.of_entry and fits(row.unit, self.entries[one].unit):
                    self._take(number, one)
                    break

    def by_near_name(self) -> None:
        """Pair what is left by names that differ a little, where nothing else comes near."""
        left = [number for number in range(len(self.rows)) if number not in self.of_row]
        for number in left[:_MOST_SOUGHT]:
            name = self.names[number]
            free = [
                key
                for key, some in self.named.items()
                if any(one not in self.of_entry for one in some)
            ]
            most = min(max(1, len(name) // 4), _MOST_DISTANCE)
            near = process.extract(
                name, free, scorer=Levenshtein.distance, score_cutoff=most, limit=_MOST_NEAR
            )
            meant = [one for key, _, _ in near for one in self.named[key] if self._may(number, one)]
            if len(meant) == 1:
                self._take(number, meant[0])

    def _take(self, row: int, entry: int) -> None:
        self.of_row[row] = entry
        self.of_entry[entry] = row

    def _may(self, number: int, one: int) -> bool:
        """Whether a row may mean an entry of nearly its name."""
        row, entry = self.rows[number], self.entries[one]
        free = one not in self.of_entry and _may_be_same_unit(row.unit, entry.unit)
        return free and self._agree(row, entry)

    def _agree(self, row: Row, entry: Entry) -> bool:
        """Whether most of what both say is the same, beside the name."""
        both = [
            (read, entry.values[name], self.settings[name])
            for name, read in row.values.items()
            if name in self.settings and entry.values.get(name, "") not in ("", entry.name)
        ]
        same = sum(1 for read, kept, setting in both if same_value(read, kept, setting))
        return bool(same) and 2 * same > len(both)


def _is_same_unit(first: str, second: str) -> bool:
    return key_of(first) == key_of(second)


def _may_be_same_unit(first: str, second: str) -> bool:
    """Whether two units may be one: one of them is unknown, or part of the other's name."""
    one, other = key_of(first), key_of(second)
    return one in other or other in one


def _name_key(name: str, setting: Setting | None) -> str:
    """A name as it is compared: middle dots and spaces for looks do not matter."""
    value = parsed(name, setting) if setting is not None and name else None
    return key_of(value if isinstance(value, str) else name)


def same_value(first: Raw, second: Raw, setting: Setting) -> bool:
    """Whether two writings mean the same to a field."""
    if not second or not first:
        return not first and not second
    if isinstance(first, str) and isinstance(second, str) and key_of(first) == key_of(second):
        return True
    value = parsed(first, setting)
    return value is not None and value == parsed(second, setting)
