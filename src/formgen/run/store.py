"""Bytes → files: the only place that writes artifacts, each whole or not at all."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formgen.problems import OutputError

_PART = ".part"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder that artifacts are written to."""

    root: Path

    def write(self, path: PurePosixPath, content: bytes) -> Path:
        """Write a file atomically: a reader sees the old one or the new one, never half.

        Raises:
            OutputError: the folder or file cannot be written; says what to do.
        """
        target = self.root / path
        partial = target.with_name(f"{target.name}.{os.getpid()}{_PART}")
        try:
            try:
                partial.write_bytes(content)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                partial.write_bytes(content)
            partial.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise _explained(target, error) from error
        return target


def _explained(target: Path, error: OSError) -> OutputError:
    if isinstance(error, PermissionError):
        return OutputError(
            f"“{target}”写不进去", hint="如果这个文件正在 Word 或 Excel 里打开，请先关闭它"
        )
    return OutputError(
        f"“{target}”写不进去：{error.strerror}", hint="请检查磁盘空间和文件夹，或用 -o 换一个位置"
    )
