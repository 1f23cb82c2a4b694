"""The bytes of an Office file → its parts, each unpacked when it is first asked for.

A reader of a form's text needs three of its ten parts; the others stay packed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from zipfile import ZipFile

from formgen.ooxml.package import (
    DAMAGED,
    MAX_TOTAL_BYTES,
    ZIP_DAMAGE,
    Package,
    PackageError,
    check_bounds,
    check_start,
)


@contextmanager
def open_bytes(content: bytes) -> Iterator[Package]:
    """The package in some bytes, to be read within the block.

    Raises:
        PackageError: not a zip, encrypted, larger than the bounds; inside the block, whenever
            a part turns out damaged.
    """
    check_start(content)
    try:
        archive = ZipFile(io.BytesIO(content))
    except (*ZIP_DAMAGE, ValueError, OSError):
        raise PackageError(DAMAGED) from None
    with archive:
        check_bounds(archive, MAX_TOTAL_BYTES)
        yield Package(_Parts(archive))


class _Parts(Mapping[str, bytes]):
    """A zip file as a mapping that unpacks a part once."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {part.filename for part in archive.infolist() if not part.is_dir()}
        self._unpacked: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._unpacked:
            if name not in self._names:
                raise KeyError(name)
            try:
                self._unpacked[name] = self._archive.read(name)
            except (*ZIP_DAMAGE, ValueError, OSError):
                raise PackageError(DAMAGED) from None
        return self._unpacked[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
