"""The values of entries ↔ what a temporary file can keep of them, as little as possible."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias, cast

from formgen.campaign.kinds.base import Raw
from formgen.campaign.values import Day, OpenChoice, Value, YearMonth

Packed: TypeAlias = "tuple[str | int | bytes | None, ...]"
"""Of each field: its text; the number of a value that many share; what pickle makes of it; or
None where the value is what its cell says, which is kept with the record."""

_SHARED_TYPES = (YearMonth, Day, OpenChoice)
_MOST_SHARED = 20_000
"""Different values that are kept once: there are fewer days in fifty years."""


class Packer:
    """Packs the values of the entries of one table."""

    def __init__(self, blank: Mapping[str, Value]) -> None:
        """Args: blank: the values of an entry nobody has filled in, in the order of the fields."""
        self.names = {name: place for place, name in enumerate(blank)}
        """The fields in their order, with their places."""
        self._shared: list[Value] = list(blank.values())
        self._blank = {name: number for number, name in enumerate(blank)}
        self._numbers: dict[Value, int] = {}

    def packed(self, values: Mapping[str, Value], raws: Mapping[str, Raw]) -> Packed:
        """The values of an entry.

        Args:
            values: of every field.
            raws: what the cells of its record say, which will be there again at `unpacked`.
        """
        get = raws.get
        return tuple(
            (None if value is get(name) else value)
            if type(value) is str and value
            else self._number_or_pickle(name, value)
            for name, value in values.items()
        )

    def unpacked(self, packed: Packed, raws: Mapping[str, Raw]) -> dict[str, Value]:
        """The values that were packed."""
        shared = self._shared
        values: dict[str, Any] = {}
        for name, kept in zip(self.names, packed, strict=True):
            if kept is None:
                values[name] = raws[name]
            elif type(kept) is int:
                values[name] = shared[kept]
            else:
                values[name] = _unpickled(kept) if type(kept) is bytes else kept
        return values

    def value(self, name: str, packed: Packed, raws: Callable[[], Mapping[str, Raw]]) -> Value:
        """One of the values that were packed.

        Args:
            name: the field.
            packed: as `packed` gave it.
            raws: gives what the cells of the entry's record say.

        Raises:
            KeyError: there is none of that name.
        """
        kept = packed[self.names[name]]
        if kept is None:
            return cast(Value, raws()[name])
        if type(kept) is int:
            return self._shared[kept]
        return _unpickled(kept) if type(kept) is bytes else cast(Value, kept)

    def _number_or_pickle(self, name: str, value: Value) -> int | bytes:
        blank = self._blank[name]
        if value is self._shared[blank]:
            return blank
        if not isinstance(value, _SHARED_TYPES):
            return _pickled(value)
        number = self._numbers.get(value)
        if number is None:
            if len(self._numbers) == _MOST_SHARED:
                return _pickled(value)
            number = self._numbers[value] = len(self._shared)
            self._shared.append(value)
        return number


def _pickled(value: Value) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _unpickled(content: bytes) -> Value:
    value: Value = pickle.loads(content)  # noqa: S301 - this process wrote it, no one else can
    return value


class Source(Protocol):
    """Where the values of entries are read from."""

    @property
    def names(self) -> Mapping[str, object]:
        """The fields, in their order."""

    def values(self, index: int) -> Mapping[str, Value]:
        """All values of the entry at an index."""

    def value(self, index: int, name: str) -> Value:
        """One of them, without reading the others.

        Raises:
            KeyError: there is no such field.
        """


class LazyValues(Mapping[str, Value]):
    """The values of an entry, read when they are asked for.

    Who wants them all makes a `dict` of them: one alone is read without the others.
    """

    __slots__ = ("_index", "_source")

    def __init__(self, source: Source, index: int) -> None:
        self._source = source
        self._index = index

    def __getitem__(self, name: str) -> Value:
        return self._source.value(self._index, name)

    def __contains__(self, name: object) -> bool:
        return name in self._source.names

    def __iter__(self) -> Iterator[str]:
        return iter(self._source.values(self._index))

    def __len__(self) -> int:
        return len(self._source.names)

    def __reduce__(self) -> tuple[type[dict[str, Value]], tuple[dict[str, Value]]]:
        """As the values themselves: who unpickles them has no file to read from."""
        return dict, (dict(self),)


class Overlaid(Mapping[str, Value]):
    """Values, some of which others take the place of."""

    __slots__ = ("_below", "_own")

    def __init__(self, below: Mapping[str, Value], own: Mapping[str, Value]) -> None:
        """Args: own: what stands in the place of values of the same name."""
        self._below = below
        self._own = own

    def __getitem__(self, name: str) -> Value:
        return self._own[name] if name in self._own else self._below[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._below)

    def __len__(self) -> int:
        return len(self._below)
