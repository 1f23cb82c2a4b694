"""What a crew is, and the one a user asked for; this process alone is one too.

All of them take a piece as executors of `concurrent.futures` do, and answer with its future.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol, TypeVar

from formgen.run.crews.pool import Pool
from formgen.run.stores.store import Store

_P = TypeVar("_P")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Workers:
    """Where the work of a run is done."""

    jobs: int | None = None
    """Processes; 1 for this one alone, None for one on each core if that is worth while."""
    cluster: str = ""
    """Address of a Dask scheduler; empty for this machine."""
    patience: float = 60.0
    """Seconds without any worker of the cluster after which the run is given up."""

    def count(self, seconds: float) -> int:
        """How many processes of this machine work that takes so long alone is given to."""
        if self.jobs is not None:
            return self.jobs
        return min(cores(), 1 + int(seconds / _WORTH_A_PROCESS))


_WORTH_A_PROCESS = 0.3
"""Seconds of work for which another process is started: its start takes about a tenth of that."""


def cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew(Protocol):
    """Whoever does the work."""

    @property
    def size(self) -> int:
        """How many pieces are worked on at a time."""

    @property
    def aside(self) -> bool:
        """Whether the work goes on beside this process; else giving out a piece does it."""

    @property
    def breaks(self) -> tuple[type[BaseException], ...]:
        """What a piece of work ends in whose process is gone."""

    def prove_shared(self, store: Store) -> None:
        """Prove that whoever does the work writes where this process reads.

        Raises:
            EnvironmentLackError: somebody does not.
        """

    def submit(self, work: Callable[[_P], _R], piece: _P) -> Future[_R]:
        """Give out a piece.

        Raises:
            BaseException: one of `breaks`, where a process is gone.
        """

    def renew(self) -> None:
        """Called where a process is gone; every piece it took along has ended after that.

        Raises:
            EnvironmentLackError: there is nobody to go on with.
        """

    def look_after(self) -> None:
        """Called where nothing came back for a while.

        Raises:
            EnvironmentLackError: nobody is left to do the work.
        """


@contextlib.contextmanager
def crew_of(workers: Workers, seconds: float) -> Iterator[Crew]:
    """The crew a user asked for, for as long as the context lasts.

    Where the context is left by an exception, work that is being done is broken off.

    Args:
        workers: what was asked for.
        seconds: what the work would take in one process, as a guess.

    Raises:
        EnvironmentLackError: there is no such cluster, or its library is not installed.
    """
    if workers.cluster:
        from formgen.run.crews.cluster import Cluster  # noqa: PLC0415 - an extra, slow to import

        with Cluster.of(workers.cluster, workers.patience) as cluster:
            yield cluster
        return
    count = workers.count(seconds)
    if count <= 1:
        yield Here()
        return
    pool = Pool(count)
    try:
        yield pool
    except BaseException:
        pool.stop()
        raise
    pool.close()


class Here:
    """Does each piece at once, in this process."""

    size = 1
    aside = False
    breaks: tuple[type[BaseException], ...] = ()

    def prove_shared(self, store: Store) -> None:
        """It is one process."""

    def renew(self) -> None:
        """It is never gone."""

    def look_after(self) -> None:
        """It is here."""

    def submit(self, work: Callable[[_P], _R], piece: _P) -> Future[_R]:
        """The work's future, done already. What stops a run is raised at once."""
        future: Future[_R] = Future()
        future.set_result(work(piece))
        return future
