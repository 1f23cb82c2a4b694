"""Bytes → files: the only place that writes artifacts, each whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formgen.problems import OutputError, os_reason

_PART = ".part"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder that artifacts are written to."""

    root: Path

    def has(self, path: PurePosixPath) -> bool:
        """Whether a file of that name is there."""
        return (self.root / path).is_file()

    def remove(self, path: PurePosixPath, digest: str) -> None:
        """Remove a file if it is still what was written: with this SHA-256, hexadecimal.

        Raises:
            OutputError: it cannot be removed.
        """
        target = self.root / path
        try:
            if hashlib.sha256(target.read_bytes()).hexdigest() == digest:
                target.unlink()
                with contextlib.suppress(OSError):  # the folder of a unit with nothing left in it
                    target.parent.rmdir()
        except FileNotFoundError:
            return
        except OSError as error:
            raise _explained(target, error) from error

    def write(self, path: PurePosixPath, content: bytes) -> Path:
        """Write a file atomically: a reader sees the old one or the new one, never half.

        Raises:
            OutputError: the folder or file cannot be written; says what to do.
        """
        target = os.path.join(self.root, path)  # noqa: PTH118 - pathlib costs as much as the file
        partial = f"{target}.{os.getpid()}{_PART}"
        try:
            try:
                _write(partial, content)
            except FileNotFoundError:
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                _write(partial, content)
            os.replace(partial, target)  # noqa: PTH105 - as above
        except BaseException as error:  # an interrupted run leaves no half file behind either
            with contextlib.suppress(OSError):
                Path(partial).unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise _explained(Path(target), error) from error
            raise
        return Path(target)


def is_folder(path: Path) -> bool:
    """Whether a folder is there; it is not where the name is longer than any may be."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _write(path: str, content: bytes) -> None:
    with open(path, "wb", buffering=0) as stream:  # noqa: PTH123 - as above
        written = stream.write(content)
        while written < len(content):  # a pipe or a network folder may take less at once
            written += stream.write(content[written:])


def _explained(target: Path, error: OSError) -> OutputError:
    if isinstance(error, PermissionError):
        return OutputError(
            f"“{target}”写不进去",
            hint="如果正在 Word 或 Excel 里打开，请先关闭；否则请用 -o 换一个位置",
        )
    return OutputError(
        f"“{target}”写不进去：{os_reason(error)}", hint="请检查磁盘空间和文件夹，或用 -o 换一个位置"
    )
