"""Bytes → files in a folder, each whole or not at all, and none outside it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formgen.problems import OutputError, UsageError, os_reason

OWN_FOLDER = ".formgen"
"""What formgen keeps for itself in a campaign's output, hidden from those who mail the folder."""
_PARTS = f"{OWN_FOLDER}/parts"
_PART = ".part"
_PRIVATE = 0o700
_HERE = PurePosixPath()


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it lies in a store."""

    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since the epoch; 0 where the store tells none."""


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A folder that artifacts are written to; those it makes are open to their owner only."""

    root: Path
    aside: bool = False
    """Whether half files lie in a folder of their own, where the next run finds them, as in a
    campaign's output; else beside their target, as where a user's document is."""

    @property
    def address(self) -> str:
        """The folder's path from the root of its file system."""
        return os.path.abspath(self.root)  # noqa: PTH100 - links the user made stay as they are

    def inner(self, name: str) -> FolderStore:
        """The store of a folder in it."""
        return FolderStore(self.root / inside(PurePosixPath(name)), self.aside)

    def write(self, path: PurePosixPath, content: bytes) -> Written:
        """Write a file atomically: a reader sees the old one or the new one, never half.

        Raises:
            OutputError: the folder or file cannot be written; says what to do.
        """
        # pathlib costs as much as the file
        target = os.path.join(self.root, inside(path))  # noqa: PTH118
        name = os.urandom(8).hex()  # processes of many machines may write into one folder
        partial = f"{self.root}/{_PARTS}/{name}{_PART}" if self.aside else f"{target}.{name}{_PART}"
        try:
            try:
                self._refuse_links(path)
                return _replaced(partial, target, content)
            except FileNotFoundError:
                self._make_folders(path)
                return _replaced(partial, target, content)
        except BaseException as error:  # an interrupted run leaves no half file behind either
            with contextlib.suppress(OSError):
                os.unlink(partial)  # noqa: PTH108
            if isinstance(error, OSError):
                raise _explained(self.place(path), error) from error
            raise

    def state(self, path: PurePosixPath) -> Written | None:
        """Size and time of a file; None where none is there, or a link."""
        try:
            found = os.lstat(os.path.join(self.root, inside(path)))  # noqa: PTH118
        except (OSError, ValueError):  # no name a file can have is no file either
            return None
        return Written(found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None

    def read(self, path: PurePosixPath) -> bytes:
        """The bytes of a file.

        Raises:
            OutputError: it cannot be read.
        """
        try:
            return (self.root / inside(path)).read_bytes()
        except OSError as error:
            reason = os_reason(error)
            raise OutputError(
                f"“{self.place(path)}”读不了：{reason}", hint="请检查文件夹，或用 -o 换一个位置"
            ) from error

    def remove(self, path: PurePosixPath, digest: str) -> bool:
        """Remove a file if it is still what was written, and folders that it leaves empty.

        Raises:
            OutputError: it cannot be removed.
        """
        target = self.root / inside(path)
        try:
            self._refuse_links(path)
            if self.state(path) is None or _digest(target) != digest:
                return False
            target.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise _explained(self.place(path), error) from error
        with contextlib.suppress(OSError):  # a folder with something left in it
            for folder in [*path.parents][:-1]:
                (self.root / folder).rmdir()
        return True

    def files(self) -> Iterator[tuple[PurePosixPath, Written]]:
        """Every file, those that formgen keeps for itself excepted, in no certain order.

        Raises:
            OutputError: a folder cannot be read.
        """
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(os.path.join(self.root, folder)) as entries:  # noqa: PTH118
                    for entry in entries:
                        name = f"{folder}/{entry.name}" if folder else entry.name
                        if entry.is_dir(follow_symlinks=False):
                            if name != OWN_FOLDER:
                                folders.append(name)
                        elif entry.is_file(follow_symlinks=False):
                            with contextlib.suppress(FileNotFoundError):  # gone meanwhile
                                found = entry.stat(follow_symlinks=False)
                                written = Written(found.st_size, found.st_mtime_ns)
                                yield PurePosixPath(name), written
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unlisted(self.place(PurePosixPath(folder)), error) from error

    def names(self) -> Iterator[PurePosixPath]:
        """The paths of `files`."""
        return (path for path, _ in self.files())

    def sweep(self) -> None:
        """Remove what killed runs left half done; only while the store is locked.

        Raises:
            OutputError: it cannot be removed.
        """
        try:
            self._refuse_links(PurePosixPath(_PARTS, "x"))
            with os.scandir(f"{self.root}/{_PARTS}") as entries:
                for entry in entries:
                    if entry.name.endswith(_PART):
                        os.unlink(entry.path)  # noqa: PTH108 - as above
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise _explained(self.place(PurePosixPath(_PARTS)), error) from error

    def is_swept(self) -> bool:
        """Whether nothing half done lies there; not on any doubt."""
        try:
            with os.scandir(f"{self.root}/{_PARTS}") as entries:
                return not any(entry.name.endswith(_PART) for entry in entries)
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            return False

    def place(self, path: PurePosixPath = _HERE) -> str:
        """The path as the user would write it."""
        return str(self.root / path)

    def make_private(self, path: PurePosixPath) -> None:
        """Make the folders that a file is to lie in, open to their owner only.

        Raises:
            OutputError: they cannot be made, or lead out of the store.
        """
        try:
            self._refuse_links(path)
            _make_private(self.root / path.parent)
        except OSError as error:
            raise _explained(self.place(path.parent), error) from error

    def _make_folders(self, path: PurePosixPath) -> None:
        _make_private((self.root / path).parent)
        if self.aside:
            _make_private(self.root / _PARTS)

    def _refuse_links(self, path: PurePosixPath) -> None:
        """Refuse to write through a link to somewhere else.

        Raises:
            OutputError: a folder on the way is one.
        """
        ways = (path, PurePosixPath(_PARTS, "x")) if self.aside else (path,)
        for way in ways:
            folder = str(self.root)
            for part in way.parts[:-1]:
                folder = f"{folder}/{part}"
                linked = _is_link(folder)
                if linked is None:
                    break  # what is made further down is no link
                if linked and not self._holds(folder):
                    raise OutputError(
                        f"“{folder}”是一个链接，指向输出文件夹外面，没有往里写",
                        hint="请删去这个链接，或用 -o 换一个位置",
                    )

    def _holds(self, folder: str) -> bool:
        root = os.path.realpath(self.root)
        return os.path.commonpath((root, os.path.realpath(folder))) == root


def inside(path: PurePosixPath) -> PurePosixPath:
    """The path, if it stays in the store.

    Raises:
        UsageError: it does not.
    """
    parts = path.parts
    if ".." in parts or path.is_absolute() or (os.name == "nt" and set("\\:") & set(str(path))):
        raise UsageError(f"“{path}”不在输出文件夹里", hint="文件名里不能有 .. 和盘符")
    return path


def _is_link(folder: str) -> bool | None:
    """Whether a path is a link, also one of the kinds that Windows has; None: nothing is there."""
    try:
        found = os.lstat(folder)
    except FileNotFoundError:
        return None
    reparse = getattr(found, "st_file_attributes", 0) & getattr(
        stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0
    )
    return stat.S_ISLNK(found.st_mode) or bool(reparse)


def _make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing; `Path.mkdir` opens the latter to all."""
    missing = [folder]
    while not missing[-1].exists() and missing[-1] != missing[-1].parent:
        missing.append(missing[-1].parent)
    for one in reversed(missing[:-1]):
        one.mkdir(mode=_PRIVATE, exist_ok=True)
    folder.mkdir(exist_ok=True)  # says so where a file stands in its way


def _replaced(partial: str, target: str, content: bytes) -> Written:
    with open(partial, "wb", buffering=0) as stream:  # noqa: PTH123 - as in write
        written = stream.write(content)
        while written < len(content):  # a pipe or a network folder may take less at once
            written += stream.write(content[written:])
    found = os.stat(partial)  # noqa: PTH116 - after closing: a network folder sets the time then
    os.replace(partial, target)  # noqa: PTH105 - as in write
    return Written(found.st_size, found.st_mtime_ns)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _explained(place: str, error: OSError) -> OutputError:
    if isinstance(error, PermissionError):
        return OutputError(
            f"“{place}”写不进去",
            hint="如果正在 Word 或 Excel 里打开，请先关闭；否则请用 -o 换一个位置",
        )
    return OutputError(
        f"“{place}”写不进去：{os_reason(error)}", hint="请检查磁盘空间和文件夹，或用 -o 换一个位置"
    )


def _unlisted(place: str, error: OSError) -> OutputError:
    return OutputError(
        f"“{place}”读不了：{os_reason(error)}", hint="请检查文件夹，或用 -o 换一个位置"
    )
