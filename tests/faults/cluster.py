"""A Dask cluster on loopback: a scheduler and workers, each a process that can be killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.yard import PATIENCE, Yard

_DASK = Path(sys.executable).with_name("dask")


@dataclass(slots=True)
class DaskCluster:
    """A scheduler and its workers."""

    yard: Yard
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        told: str = json.loads((self.yard.root / "scheduler.json").read_text())["address"]
        return told

    def add_worker(self, *options: str, program: Path | None = None) -> int:
        """Start a worker and wait until the scheduler knows it; its number."""
        number = len(self.workers)
        room = self.yard.root / f"worker{number}"
        room.mkdir(exist_ok=True)
        given = ["worker", self.address, "--nthreads", "1", "--no-dashboard"]
        given += ["--host", "127.0.0.1", "--local-directory", str(room), *options]
        self.workers.append(_started(self.yard, f"worker{number}.log", given, program))
        until(lambda: "Registered to" in self.log(number), self.workers[-1])
        return number

    def log(self, number: int) -> str:
        """What a worker has written."""
        return (self.yard.root / f"worker{number}.log").read_text(errors="replace")

    def kill_worker(self, number: int, signal_number: int = signal.SIGKILL) -> None:
        """End a worker that is no nanny's, or all of its processes."""
        os.killpg(self.workers[number].pid, signal_number)
        self.workers[number].wait()

    def child_of(self, number: int) -> int:
        """The process that a nanny looks after."""
        found: list[int] = []

        def there() -> bool:
            found[:] = [
                pid for pid in children(self.workers[number].pid) if "spawn_main" in command_of(pid)
            ]
            return bool(found)

        until(there, self.workers[number])
        return found[0]


def children(parent: int) -> list[int]:
    """The child processes of a process."""
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def command_of(pid: int) -> str:
    """The command line of a process; empty where it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    return ""


def until(holds: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait for something that a process brings about."""
    ended = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ended, "it never came"
        assert process is None or process.poll() is None, "the process has ended"
        time.sleep(0.02)


@contextlib.contextmanager
def cluster(yard: Yard, workers: int = 2, *options: str) -> Iterator[DaskCluster]:
    """A scheduler on a free port, and so many workers, each with one thread."""
    file = yard.root / "scheduler.json"
    given = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    given += ["--scheduler-file", str(file)]
    made = DaskCluster(yard, _started(yard, "scheduler.log", given))
    try:
        until(file.exists, made.scheduler)
        for _ in range(workers):
            made.add_worker(*(options or ("--no-nanny",)))
        yield made
    finally:
        for process in (*made.workers, made.scheduler):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        file.unlink(missing_ok=True)


def _started(
    yard: Yard, log: str, given: list[str], program: Path | None = None
) -> subprocess.Popen[bytes]:
    environment = yard.environment() | {"TMPDIR": str(yard.root)}
    if program is not None:
        environment["PYTHONPATH"] = str(program)
    with (yard.root / log).open("wb") as stream:
        return subprocess.Popen(
            [str(_DASK), *given], cwd=yard.root, env=environment,
            stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, start_new_session=True,
        )  # fmt: skip
