"""A small disk of its own, which can be full or read-only, without touching the machine's."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Disk:
    """A file system in memory, mounted where only its holder sees it."""

    holder: subprocess.Popen[bytes]
    mounted: Path

    @property
    def root(self) -> Path:
        """The way to it from here; SQLite does not find it, and works within."""
        return Path(f"/proc/{self.holder.pid}/root{self.mounted}")

    @property
    def within(self) -> list[str]:
        """What a command is run by that is to see it at `mounted`."""
        enter = ["nsenter", f"--target={self.holder.pid}", "--user", "--mount"]
        return [*enter, "--preserve-credentials"]

    @property
    def free(self) -> int:
        """Bytes that are left."""
        state = os.statvfs(self.root)
        return state.f_bavail * state.f_frsize

    def leave(self, size: int) -> None:
        """Fill it so that only so many bytes are left."""
        with (self.root / "filler").open("wb") as stream:
            for _ in range((self.free - size) // _PAGE):
                stream.write(bytes(_PAGE))

    def make_room(self) -> None:
        """Remove what fills it."""
        (self.root / "filler").unlink()

    def make(self, state: str) -> None:
        """Make it read-only ("ro") or writable ("rw")."""
        mount = ["mount", "-o", f"remount,{state}", str(self.mounted)]
        subprocess.run([*self.within, *mount], check=True)


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Disk]:
    """A disk of so many bytes; the test is skipped where none may be mounted."""
    folder.mkdir()
    mount = f"mount -t tmpfs -o size={size} none '{folder}' && echo ready && exec sleep 600"
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount]
    try:
        holder = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        pytest.skip("there is no unshare on this system")
    try:
        assert holder.stdout is not None
        if holder.stdout.readline() != b"ready\n":
            pytest.skip("no file system may be mounted here, not even in a namespace")
        yield Disk(holder, folder)
    finally:
        holder.kill()
        holder.wait()
