"""Bytes → files of the campaign folder under names that say what they are, none overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from formgen.plan.paths import safe_name
from formgen.problems import OutputError, os_reason

_BAR = str.maketrans("|｜", "__")
"""In a table they part a file's name from its caption."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where files that come with forms are put."""

    home: Path
    """The campaign folder; names are relative to it."""
    write: Callable[[PurePosixPath, bytes], object]
    """Writes a file below it, whole or not at all."""
    beside: Path | None = None
    """The table's own folder inside the campaign folder, where a name is looked for first."""

    def put(self, folder: str, stem: str, suffix: str, content: bytes) -> str:
        """The name of a file with this content, written where there is none yet.

        Args:
            folder: the folder below the campaign folder.
            stem: how the file is to be called; _2, _3 … is added where another is called so.
            suffix: its ending, with the dot.
            content: its bytes.

        Raises:
            OutputError: it cannot be written, or what is there cannot be read.
        """
        for name in _names(folder, stem, suffix):
            there = self._content(name)
            if there is None:
                self.write(PurePosixPath(name), content)
            if there is None or there == content:
                return name
        raise AssertionError("names do not end")

    def is_called(self, name: str, path: Path) -> bool:
        """Whether a name in the table means that file, and none of another folder."""
        folders = filter(None, (self.beside, self.home))
        there = next((one / name for one in folders if (one / name).exists()), None)
        return there is not None and there.resolve() == path

    def _content(self, name: str) -> bytes | None:
        """What stands in the file that a name means; None where there is none."""
        for folder in filter(None, (self.beside, self.home)):
            path = folder / name
            try:
                if not path.resolve().is_relative_to(folder.resolve()):
                    raise OutputError(
                        f"“{folder / PurePosixPath(name).parent}”是指向别处的链接，没有放进图片",
                        hint="请换成活动文件夹里真正的文件夹，再收一次",
                    )
                if path.exists():
                    return path.read_bytes() if path.is_file() else b""
            except OSError as error:
                raise OutputError(f"“{path}”无法读取：{os_reason(error)}") from None
        return None


def _names(folder: str, stem: str, suffix: str) -> Iterator[str]:
    stem = safe_name(stem).translate(_BAR)
    yield f"{folder}/{stem}{suffix}"
    for number in count(2):
        yield f"{folder}/{stem}_{number}{suffix}"
