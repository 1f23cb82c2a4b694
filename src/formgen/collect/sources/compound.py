"""A compound file (.doc, .wps, .xls) → the streams in it (MS-CFB)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors (2.1)."""
_MOST_SECTORS = 2**17
"""Of a chain; a file of 64 MB has as many of 512 bytes."""
_MINI_STREAM = 4096
"""Streams below this size lie elsewhere; the start of a Word document never does."""


class Compound:
    """An opened compound file."""

    def __init__(self, content: bytes) -> None:
        """Read the directory.

        Raises:
            ValueError: the file is damaged.
        """
        self._content = content
        try:
            self._size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)
            self._table = self._allocation()
            self.streams = dict(self._directory())
        except (struct.error, IndexError) as error:
            raise ValueError("a damaged compound file") from error

    streams: Mapping[str, tuple[int, int]]
    """Name to first sector and size in bytes."""

    def start(self, name: str, count: int) -> bytes:
        """The first bytes of a stream; empty where it is missing or lies in the mini stream."""
        sector, size = self.streams.get(name, (0, 0))
        return self._sector(sector)[:count] if size >= _MINI_STREAM else b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _allocation(self) -> list[int]:
        """The file allocation table (2.3, 2.5)."""
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        following, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, _MOST_SECTORS)):
            if following >= _LAST:
                break
            numbers = self._numbers(following)
            sectors += numbers[:-1]
            following = numbers[-1]
        table: list[int] = []
        for sector in sectors:
            if sector < _LAST:
                table += self._numbers(sector)
            if len(table) > _MOST_SECTORS:
                break
        return table

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._size // 4}I", self._sector(sector))

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """The entries of the directory (2.6)."""
        sector = struct.unpack_from("<I", self._content, 48)[0]
        seen: set[int] = set()
        while sector < _LAST and sector not in seen:
            seen.add(sector)
            block = self._sector(sector)
            for at in range(0, len(block) - _ENTRY + 1, _ENTRY):
                length = min(struct.unpack_from("<H", block, at + 64)[0], 64)
                name = block[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
                first, size = struct.unpack_from("<II", block, at + 116)
                if name:
                    yield name, (first, size)
            sector = self._table[sector]
