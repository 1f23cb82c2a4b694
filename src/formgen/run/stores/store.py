"""Where artifacts are written to: a folder or object storage, behind one protocol."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from formgen.run.stores.folder_store import OWN_FOLDER, FolderStore, Written
from formgen.run.stores.object_store import ObjectStore

__all__ = ["OWN_FOLDER", "FolderStore", "Store", "Written", "is_folder", "open_store"]

_HERE = PurePosixPath()


class Store(Protocol):
    """Where artifacts are written to: a folder, or a place in object storage."""

    @property
    def address(self) -> str:
        """What `open_store` makes the same store of, in any process."""

    def inner(self, name: str) -> Store:
        """The store of a folder in it."""

    def write(self, path: PurePosixPath, content: bytes) -> Written:
        """Write a file: whole, or not at all; a reader sees the old one or the new one.

        Raises:
            OutputError: it cannot be written; says what to do.
        """

    def state(self, path: PurePosixPath) -> Written | None:
        """Size and time of a file; None where none is there."""

    def read(self, path: PurePosixPath) -> bytes:
        """The bytes of a file.

        Raises:
            OutputError: it cannot be read.
        """

    def remove(self, path: PurePosixPath, digest: str) -> bool:
        """Remove a file if it is still what was written, and folders that it leaves empty.

        Args:
            path: the file.
            digest: SHA-256 of what was written, hexadecimal.

        Returns:
            Whether it was removed.

        Raises:
            OutputError: it cannot be removed.
        """

    def files(self) -> Iterator[tuple[PurePosixPath, Written]]:
        """Every file, those that formgen keeps for itself excepted, in no certain order."""

    def names(self) -> Iterator[PurePosixPath]:
        """The paths of `files`."""

    def sweep(self) -> None:
        """Remove what killed runs left half done; only while the store is locked."""

    def place(self, path: PurePosixPath = _HERE) -> str:
        """How a user is told where the store, or a file in it, is."""


def open_store(address: str) -> Store:
    """The store of a campaign's output, in this or any other process.

    Args:
        address: a folder, or a URL such as s3://bucket/folder.

    Raises:
        UsageError: there is no such kind of URL.
        EnvironmentLackError: what reaches it is not installed.
    """
    if "://" not in address:
        return FolderStore(Path(os.path.abspath(address)), aside=True)  # noqa: PTH100 - no links
    return ObjectStore.at(address)


def is_folder(path: Path) -> bool:
    """Whether a folder is there; it is not where the name is longer than any may be."""
    try:
        return path.is_dir()
    except OSError:
        return False
