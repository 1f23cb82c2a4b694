"""Where a manifest's file is worked on: what any place does, and the folder itself."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Protocol

from formgen.problems import OutputError, os_reason
from formgen.run.manifest.tables import set_aside
from formgen.run.stores.store import OWN_FOLDER, FolderStore

MANIFEST = PurePosixPath(OWN_FOLDER, "manifest.sqlite")


class Home(Protocol):
    """Keeps the file."""

    @property
    def file(self) -> Path:
        """The file to be opened."""

    def committed(self, *, now: bool = False) -> None:
        """Told after each commit.

        Args:
            now: whether it holds what must not be lost, and is brought where it belongs at once.
        """

    def set_aside(self) -> tuple[Path, str]:
        """Rename a damaged file; where it can be read now, and what it is called in the store.

        Raises:
            OutputError: it cannot be renamed.
        """

    def close(self) -> None:
        """Bring the file where it belongs; the connection is closed."""


class ReaderHome:
    """The file lies in the campaign's output folder, and is only read."""

    def __init__(self, store: FolderStore) -> None:
        self.file = store.root / MANIFEST

    def committed(self, *, now: bool = False) -> None:
        """Nothing is to be done."""

    def set_aside(self) -> tuple[Path, str]:
        """Leave a damaged file to the run that holds the folder.

        Raises:
            OutputError: always.
        """
        raise OutputError(f"生成记录“{self.file}”损坏", hint="请再运行一次")

    def close(self) -> None:
        """Nothing is to be done."""


class FolderHome:
    """The file lies in the campaign's output folder."""

    def __init__(self, store: FolderStore) -> None:
        self.file = store.root / MANIFEST
        store.make_private(MANIFEST)
        if self.file.is_symlink():
            raise OutputError(
                f"“{self.file}”是一个链接，没有使用", hint="请删去这个链接，或用 -o 换一个位置"
            )

    def committed(self, *, now: bool = False) -> None:
        """Nothing is to be done."""

    def set_aside(self) -> tuple[Path, str]:
        """Rename the file in its folder."""
        aside = renamed(self.file)
        return aside, aside.name

    def close(self) -> None:
        """Nothing is to be done."""


def renamed(file: Path) -> Path:
    """Rename a damaged file.

    Raises:
        OutputError: it cannot be renamed.
    """
    try:
        return set_aside(file)
    except OSError as error:
        raise unwritable(file, error) from error


def unwritable(file: Path, error: OSError) -> OutputError:
    """What the user is told where the file cannot be written."""
    return OutputError(
        f"生成记录“{file}”写不进去：{os_reason(error)}",
        hint="请检查磁盘空间和文件夹，或用 -o 换一个位置",
    )
