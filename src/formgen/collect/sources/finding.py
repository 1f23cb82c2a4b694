"""The user's paths → what was sent back, one file after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from formgen.collect.sources.converting import CONVERSIONS, Converter
from formgen.collect.sources.returned import Item, Refused, Returned, Sort, twice, unreadable
from formgen.collect.sources.sorting import sort_of
from formgen.collect.sources.walking import Walk
from formgen.ooxml import PackageError
from formgen.problems import InputError

_LOT_FILES = 100
"""Old files converted in one go."""
_LOT_BYTES = 64 * 2**20


def find_returned(
    paths: Sequence[Path], apart_from: Iterable[Path] = ()
) -> Iterator[Returned | Refused]:
    """Every file below the paths, in the natural order of their names, one at a time in memory.

    Zip archives are looked into, also archives in archives, one level deep. Files of old formats
    are converted many at a time, so they come after others. What no one sent is passed over
    without a word: system and hidden files, locks, this program's own reports.

    Args:
        paths: files, folders and archives.
        apart_from: files that are none of what was sent, such as the table to be written.

    Raises:
        InputError: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise InputError(f"找不到“{path}”", hint="请检查文件或文件夹的名字")
    return _found(paths, Walk(frozenset(path.resolve() for path in apart_from)))


def _found(paths: Sequence[Path], walk: Walk) -> Iterator[Returned | Refused]:
    first: dict[str, str] = {}
    with Converter() as converter:
        lots = {sort: _Lot(converter, sort) for sort in CONVERSIONS}
        for item in (one for path in paths for one in walk.given(path, alone=len(paths) == 1)):
            if isinstance(item, Refused):
                yield item
                continue
            result = _judged(item, first)
            if isinstance(result, Returned) and result.sort in lots:
                yield from lots[result.sort].add(result)
            else:
                yield result
        for lot in lots.values():
            yield from lot.converted()


def _judged(item: Item, first: dict[str, str]) -> Returned | Refused:
    """What a file is; `first` names the first file of each digest."""
    try:
        sort = sort_of(item.content)
    except PackageError as error:
        return unreadable(item.file, error)
    digest = hashlib.sha256(item.content).hexdigest()
    if digest in first:
        return twice(item.file, first[digest])
    first[digest] = item.file
    return Returned(item.file, item.content, item.folders, digest, sort)


@dataclass(slots=True)
class _Lot:
    """Files of one old format, waiting to be converted together."""

    converter: Converter
    sort: Sort
    files: list[Returned] = field(default_factory=list)

    def add(self, file: Returned) -> Iterator[Returned | Refused]:
        """Wait with a file, and convert all that wait once they are many."""
        self.files.append(file)
        size = sum(len(one.content) for one in self.files)
        if len(self.files) >= _LOT_FILES or size >= _LOT_BYTES:
            yield from self.converted()

    def converted(self) -> Iterator[Returned | Refused]:
        """What came of the files that wait."""
        if not self.files:
            return
        files, self.files = self.files, []
        made = self.converter.converted({one.digest: one.content for one in files}, self.sort)
        for one in files:
            content = made[one.digest]
            if isinstance(content, PackageError):
                yield unreadable(one.file, content)
            else:
                yield Returned(one.file, content, one.folders, one.digest, Sort.WORD)
