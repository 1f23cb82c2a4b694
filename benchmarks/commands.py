"""Whole commands, as a user gives them: seconds by wall clock and the most memory of a process.

Commands keep the processor cores of the process that calls this, so that both sides of a
comparison have the same. Compiled Python modules are kept as they are for every user, also where
the caller's environment forbids to write them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")
"""A file system in memory, where there is one."""
KILOBYTES = 1024


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ended well."""

    seconds: float
    peak: float
    """In MB, of that of its processes that held most."""


def keep_cores(count: int) -> None:
    """Let this process and all it starts use so many cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:count]))


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder in memory where there is one, so that no disk is measured; removed at the end."""
    before = tempfile.tempdir
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)
    try:
        with tempfile.TemporaryDirectory(prefix="formgen-bench-") as name:
            yield Path(name)
    finally:
        tempfile.tempdir = before


def formgen(*arguments: object) -> Ran:
    """Run formgen as it is installed beside this Python."""
    program = Path(sys.executable).with_name("formgen")
    return run([str(program), *map(str, arguments)])


def build(folder: Path, out: Path, jobs: int, *arguments: object) -> Ran:
    """Run `formgen build` on so many cores."""
    return formgen("build", folder, "-o", out, "--jobs", jobs, *arguments)


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Ran:
    """Run a command to its end.

    Raises:
        SystemExit: it failed; what it said is shown.
    """
    settings = dict(os.environ if environment is None else environment)
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=settings, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode(errors='replace')}")
    return Ran(seconds, used.ru_maxrss / KILOBYTES)
