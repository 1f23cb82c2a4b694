"""Drafts as they are parsed → a sequence that keeps them out of the memory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain
from typing import TypeAlias

from formgen.campaign.kinds.base import Raw
from formgen.campaign.values import Value
from formgen.check.draft import Draft
from formgen.check.entry import Entry
from formgen.check.kept_values import LazyValues, Packed, Packer
from formgen.tables import Record
from formgen.tables.keeping import Kept, Lazy, Spool
from formgen.tables.kept_records import raws_of

_Item: TypeAlias = "tuple[str, str, tuple[str, ...], Packed]"
"""A draft's name, unit, faulty fields and values."""

_NONE: frozenset[str] = frozenset()
_READ_BEFORE = 256
"""Drafts whose values stay in memory once they were read."""


class Drafts(Lazy[Draft]):
    """Drafts whose values are read when they are asked for."""

    def loaded(self) -> Iterator[Draft]:
        """The drafts in their order, each with its values read.

        Who looks at many values of each draft, and keeps none, is faster with these.
        """
        for draft in self:
            entry = draft.entry
            yield replace(draft, entry=replace(entry, values=dict(entry.values)))


def loaded(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts with their values read, wherever they are kept."""
    return drafts.loaded() if isinstance(drafts, Drafts) else iter(drafts)


class KeptDrafts(Drafts):
    """The drafts of a table."""

    def __init__(
        self,
        file: str,
        records: Sequence[Record],
        blank: Mapping[str, Value],
        spool: Spool,
        first: int = 1,
    ) -> None:
        """Nothing yet of the drafts of a table.

        Args:
            file: the table, relative to the campaign folder.
            records: its records; there will be a draft of each.
            blank: the values of an entry nobody has filled in.
            spool: where drafts are put away.
            first: number of the first draft, where the table follows others.
        """
        self._file = file
        self._records = records
        self._first = first
        self._packer = Packer(blank)
        self._items: Kept[_Item] = Kept(spool)
        self._read: dict[int, dict[str, Value]] = {}
        """The values read last, by the draft's place."""

    def add(self, entry: Entry, faulty: frozenset[str], raws: Mapping[str, Raw]) -> None:
        """Keep the draft of the next record.

        Args:
            entry: its values, of every field in the order of the blank ones.
            faulty: fields of which the value is not known.
            raws: what the record's cells say.

        Raises:
            OutputError: the temporary file cannot be written.
        """
        packed = self._packer.packed(entry.values, raws)
        self._items.append((entry.name, entry.unit, tuple(faulty), packed))

    def item(self, index: int) -> Draft:
        """A draft; its values are read when they are asked for."""
        name, unit, faulty, _ = self._items.item(index)
        entry = Entry(self._first + index, name, unit, LazyValues(self, index))
        known = frozenset(faulty) if faulty else _NONE
        return Draft(entry, self._records[index], self._file, known)

    def __len__(self) -> int:
        return len(self._items)

    def loaded(self) -> Iterator[Draft]:
        """The drafts in their order, each with its values read."""
        for index, record in enumerate(self._records):
            name, unit, faulty, packed = self._items.item(index)
            values = self._packer.unpacked(packed, raws_of(record))
            entry = Entry(self._first + index, name, unit, values)
            yield Draft(entry, record, self._file, frozenset(faulty) if faulty else _NONE)

    @property
    def names(self) -> Mapping[str, object]:
        """The fields of the drafts, in their order."""
        return self._packer.names

    def value(self, index: int, name: str) -> Value:
        """One of a draft's values.

        Raises:
            KeyError: there is no such field.
        """
        values = self._read.get(index)
        if values is not None:
            return values[name]
        packed = self._items.item(index)[3]
        return self._packer.value(name, packed, lambda: raws_of(self._records[index]))

    def values(self, index: int) -> dict[str, Value]:
        """All of a draft's values, in the order of the fields."""
        values = self._read.get(index)
        if values is None:
            packed = self._items.item(index)[3]
            values = self._packer.unpacked(packed, raws_of(self._records[index]))
            if len(self._read) >= _READ_BEFORE:
                del self._read[next(iter(self._read))]
            self._read[index] = values
        return values


class Chained(Drafts):
    """The drafts of several tables, one after the other."""

    def __init__(self, tables: Sequence[Sequence[Draft]]) -> None:
        self._tables = tables
        self._ends = list(accumulate(map(len, tables)))

    def item(self, index: int) -> Draft:
        """The draft, of whichever table."""
        number = bisect_right(self._ends, index)
        return self._tables[number][index - self._ends[number]]  # counted from the table's end

    def __iter__(self) -> Iterator[Draft]:
        return chain.from_iterable(self._tables)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def loaded(self) -> Iterator[Draft]:
        """The drafts in their order, each with its values read."""
        return chain.from_iterable(map(loaded, self._tables))


class Replaced(Drafts):
    """Drafts, some of which others take the place of."""

    def __init__(self, drafts: Sequence[Draft], others: Mapping[int, Draft]) -> None:
        """Args: others: what stands in a draft's place, by its number."""
        self._drafts = drafts
        self._others = others

    def item(self, index: int) -> Draft:
        """The draft, or what stands in its place."""
        draft = self._drafts[index]
        return self._others.get(draft.entry.number, draft)

    def __len__(self) -> int:
        return len(self._drafts)

    def loaded(self) -> Iterator[Draft]:
        """The drafts in their order, each with its values read."""
        for draft in loaded(self._drafts):
            other = self._others.get(draft.entry.number)
            if other is None:
                yield draft
            else:
                entry = replace(other.entry, values=dict(other.entry.values))
                yield replace(other, entry=entry)


class Entries(Lazy[Entry]):
    """The entries of some drafts."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts

    def item(self, index: int) -> Entry:
        """The entry of the draft."""
        return self._drafts[index].entry

    def __len__(self) -> int:
        return len(self._drafts)
