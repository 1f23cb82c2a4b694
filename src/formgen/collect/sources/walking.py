"""Files and folders on the disk → the files in them, archives opened, one at a time."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from formgen.collect.sources.archives import (
    MAX_FILE_BYTES,
    Budget,
    files_of,
    open_archive,
    too_large,
)
from formgen.collect.sources.names import natural, passed_over, shown
from formgen.collect.sources.returned import Item, Refused, unreadable
from formgen.collect.sources.sorting import is_archive
from formgen.ooxml import PackageError
from formgen.problems import os_reason

MAX_DEPTH = 40
"""Folders within folders."""
_READABLE = "请检查这个文件或文件夹的权限"


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk through what was given."""

    apart_from: Collection[Path] = ()
    """Resolved paths that are none of what was sent, such as the table to be written."""

    def given(self, path: Path, *, alone: bool) -> Iterator[Item | Refused]:
        """The files of one path of the user's.

        Args:
            path: a file, an archive or a folder that is there.
            alone: whether it is the only one: names are then shown below it.
        """
        name = shown(path.resolve().name)
        if path.is_dir():
            yield from self._folder(path, "" if alone else f"{name}/", (name,), 0)
        elif path.resolve() not in self.apart_from:
            above = shown(path.resolve().parent.name)
            yield from _file(path, name, (above,) if above else ())

    def _folder(
        self, folder: Path, prefix: str, folders: tuple[str, ...], depth: int
    ) -> Iterator[Item | Refused]:
        if depth > MAX_DEPTH:
            yield _refused(prefix.rstrip("/"), "文件夹套得太深，没有再打开", "请移到外层再收")
            return
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: natural([shown(entry.name)]))
        except OSError as error:
            said = f"文件夹打不开：{os_reason(error)}"
            yield _refused(prefix.rstrip("/") or folders[-1], said, _READABLE)
            return
        for entry in entries:
            if not passed_over(entry.name):
                yield from self._entry(entry, prefix, folders, depth)

    def _entry(
        self, entry: os.DirEntry[str], prefix: str, folders: tuple[str, ...], depth: int
    ) -> Iterator[Item | Refused]:
        name = shown(entry.name)
        if entry.is_symlink():
            yield _refused(f"{prefix}{name}", "是指向别处的链接，没有打开", "请放入文件本身")
        elif entry.is_dir(follow_symlinks=False):
            yield from self._folder(
                Path(entry.path), f"{prefix}{name}/", (*folders, name), depth + 1
            )
        elif Path(entry.path).resolve() not in self.apart_from:
            yield from _file(Path(entry.path), f"{prefix}{name}", folders)


def _refused(file: str, reason: str, advice: str) -> Refused:
    return unreadable(file, PackageError(reason, advice))


def _file(path: Path, file: str, folders: tuple[str, ...]) -> Iterator[Item | Refused]:
    """A file, or the files of an archive."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield _refused(file, "不是普通的文件", "请换成填好的表")
            return
        with path.open("rb") as stream:
            yield from _content(stream, file, folders)
    except OSError as error:
        yield _refused(file, f"文件打不开：{os_reason(error)}", _READABLE)
    except PackageError as error:
        yield unreadable(file, error)


def _content(stream: IO[bytes], file: str, folders: tuple[str, ...]) -> Iterator[Item | Refused]:
    """What an open file holds.

    Raises:
        PackageError: it is damaged, or larger than the bounds.
        OSError: it cannot be read.
    """
    if stream.read(2) == b"PK":
        with open_archive(stream) as archive:
            if is_archive(archive):
                yield from files_of(archive, file, folders, Budget())
                return
    size = stream.seek(0, os.SEEK_END)
    if size > MAX_FILE_BYTES:
        raise too_large(size)
    stream.seek(0)
    yield Item(file, folders, stream.read(MAX_FILE_BYTES))
