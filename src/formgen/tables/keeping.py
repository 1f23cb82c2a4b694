"""Things made of texts and numbers → kept in a nameless temporary file, read back when asked for.

Thousands of records with their long texts would fill the memory. Below some megabytes nothing
is written to the disk; above, the file has no name where the system allows that, and is gone
when the run ends, however it ends: personal data does not outlive it.
"""

from __future__ import annotations

import io
import marshal
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from formgen.problems import OutputError, os_reason

_IN_MEMORY = 4 * 2**20
"""Bytes up to which nothing is written to the disk: some thousand records."""
_TOGETHER = 16
"""Things written in one piece: one of them alone costs as much to read as all."""
_READ_BEFORE = 4
"""Pieces that stay in memory: who asks for one thing mostly asks for its neighbours next."""

Item = TypeVar("Item")
Other = TypeVar("Other")


class Spool:
    """A place for bytes, for as long as anything refers to it."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed below
        weakref.finalize(self, self._file.close)

    def put(self, content: bytes) -> int:
        """Put bytes away; returns where they begin.

        Raises:
            OutputError: the temporary file cannot be written.
        """
        try:
            start = self._file.seek(0, io.SEEK_END)
            self._file.write(content)
        except OSError as error:
            hint = "请检查磁盘空间和放临时文件的文件夹"
            raise OutputError(f"临时文件写不进去：{os_reason(error)}", hint=hint) from error
        return start

    def get(self, start: int, length: int) -> bytes:
        """So many of the bytes from there.

        Raises:
            OutputError: the temporary file cannot be read.
        """
        try:
            self._file.seek(start)
            return self._file.read(length)
        except OSError as error:
            raise OutputError(f"临时文件读不出来：{os_reason(error)}") from error


class Lazy(Sequence[Item]):
    """A sequence whose items are made when they are asked for."""

    def item(self, index: int) -> Item:
        """The item at an index from 0 that exists."""
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        """An item, or those of a slice."""
        if isinstance(index, slice):
            return tuple(map(self.item, range(*index.indices(len(self)))))
        count = len(self)
        if not -count <= index < count:
            raise IndexError(index)
        return self.item(index % count)

    def __iter__(self) -> Iterator[Item]:
        return map(self.item, range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Whether the other holds equal items in the same order, however it keeps them."""
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(
            one == another for one, another in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]  # as of a list: it is compared by its items


class Kept(Lazy[Item]):
    """Items of what `marshal` can write: texts, numbers, bytes, None; tuples, lists, dicts."""

    def __init__(self, spool: Spool, pieces: int = _READ_BEFORE) -> None:
        """Args: pieces: how many of those that were read stay in memory."""
        self._spool = spool
        self._most_read = pieces
        self._starts = array("Q")
        self._lengths = array("Q")
        self._last: list[Item] = []
        """The items of the last piece, which is not full."""
        self._now: tuple[int, list[Item]] = -1, []
        """The piece read last, and its number."""
        self._read: dict[int, list[Item]] = {}
        """The pieces read last, by their number, the latest at the end."""

    def append(self, item: Item) -> None:
        """Keep an item behind the others.

        Raises:
            OutputError: the temporary file cannot be written.
        """
        self._last.append(item)
        if len(self._last) == _TOGETHER:
            content = marshal.dumps(self._last)
            self._starts.append(self._spool.put(content))
            self._lengths.append(len(content))
            self._last = []

    def item(self, index: int) -> Item:
        """The item, read back from the file; it is not to be changed."""
        number, within = divmod(index, _TOGETHER)
        if number != self._now[0]:
            if number == len(self._starts):
                return self._last[within]
            self._now = number, self._piece(number)
        return self._now[1][within]

    def _piece(self, number: int) -> list[Item]:
        piece = self._read.pop(number, None)
        if piece is None:
            content = self._spool.get(self._starts[number], self._lengths[number])
            piece = marshal.loads(content)  # noqa: S302 - this process wrote it, no one else can
            if len(self._read) == self._most_read:
                del self._read[next(iter(self._read))]
        self._read[number] = piece
        return piece

    def __len__(self) -> int:
        return len(self._starts) * _TOGETHER + len(self._last)


class Mapped(Lazy[Item], Generic[Item, Other]):
    """Another sequence's items, each made into something else when it is asked for."""

    def __init__(self, items: Sequence[Other], make: Callable[[Other], Item]) -> None:
        self._items = items
        self._make = make

    def item(self, index: int) -> Item:
        """What is made of the other sequence's item."""
        return self._make(self._items[index])

    def __len__(self) -> int:
        return len(self._items)


class Chosen(Lazy[Item]):
    """Some of another sequence's items."""

    def __init__(self, items: Sequence[Item], indices: Iterable[int]) -> None:
        """Args: indices: of those that are chosen, in their order."""
        self._items = items
        self._indices = array("Q", indices)

    def item(self, index: int) -> Item:
        """The item of the other sequence."""
        return self._items[self._indices[index]]

    def __len__(self) -> int:
        return len(self._indices)
