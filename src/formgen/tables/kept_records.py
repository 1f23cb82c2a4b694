"""Records as they are read → a sequence that keeps them out of the memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias, cast

from formgen.campaign.kinds.base import Raw
from formgen.problems import Place
from formgen.tables.keeping import Kept, Lazy, Spool
from formgen.tables.record import Cell, Record

Raws: TypeAlias = "dict[str, Raw]"
"""Field name to what its cell says, of the cells that can be read."""

_Item: TypeAlias = "tuple[int, tuple[str, ...], dict[str, Raw | None]]"
"""A record's row, what else tells its place, and its cells."""


class Places(Protocol):
    """Where the cells of a table stand."""

    def place(self, name: str, row: int, hint: Sequence[str]) -> Place:
        """The place of a field's cell.

        Args:
            name: the field.
            row: of the record, as `Place` has it.
            hint: what the reader kept with the record.
        """


class KeptRecords(Lazy[Record]):
    """The records of a table."""

    def __init__(self, spool: Spool, places: Places) -> None:
        self._items: Kept[_Item] = Kept(spool)
        self._places = places

    def add(self, row: int, raws: Mapping[str, Raw | None], hint: tuple[str, ...] = ()) -> None:
        """Keep a record behind the others.

        Args:
            row: as `Place` has it.
            raws: what its cells say; of lists and objects too.
            hint: what `places` needs to know to tell where a cell stands.

        Raises:
            OutputError: the temporary file cannot be written.
        """
        self._items.append((row, hint, dict(raws)))

    def item(self, index: int) -> Record:
        """A record; its cells are read when they are asked for."""
        return Record(index + 1, KeptCells(self, index))

    def __len__(self) -> int:
        return len(self._items)

    def raws(self, index: int) -> Raws:
        """What the cells of a record say."""
        found = self._items.item(index)[2]
        return cast(Raws, found)

    def cell(self, index: int, name: str) -> Cell:
        """A cell of a record.

        Raises:
            KeyError: the record has none of that name.
        """
        row, hint, _ = self._items.item(index)
        return Cell(self.raws(index)[name], self._places.place(name, row, hint))


class KeptCells(Mapping[str, Cell]):
    """The cells of a record that is kept in a file."""

    __slots__ = ("_index", "_records")

    def __init__(self, records: KeptRecords, index: int) -> None:
        self._records = records
        self._index = index

    def raws(self) -> Raws:
        """What the cells say; not to be changed."""
        return self._records.raws(self._index)

    def __getitem__(self, name: str) -> Cell:
        return self._records.cell(self._index, name)

    def __contains__(self, name: object) -> bool:
        return name in self.raws()

    def __iter__(self) -> Iterator[str]:
        return iter(self.raws())

    def __len__(self) -> int:
        return len(self.raws())

    def __reduce__(self) -> tuple[type[dict[str, Cell]], tuple[dict[str, Cell]]]:
        """As the cells themselves: who unpickles them has no file to read from."""
        return dict, (dict(self),)


def raws_of(record: Record) -> Mapping[str, Raw]:
    """What a record's cells say, without asking where they stand."""
    cells = record.cells
    if isinstance(cells, KeptCells):
        return cells.raws()
    return {name: cell.raw for name, cell in cells.items()}
