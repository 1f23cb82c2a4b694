"""Pieces of work → their results: here, on the cores of this machine, or on a cluster.

All three are executors of `concurrent.futures`; work that a dying process took with it is given
out again.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for
from typing import Any, Generic, Protocol, TypeVar

from formgen.problems import EnvironmentLackError

_P = TypeVar("_P")
_R = TypeVar("_R")

_PATIENCE = 15.0
"""Seconds without a result after which it is asked whether anyone is still at work."""
MOST_ATTEMPTS = 4
"""How often a piece may take a process with it before the run is given up."""
_AHEAD = 6
"""Pieces waiting for each process, so that none stands idle while this one is busy."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Where the work of a run is done."""

    jobs: int | None = None
    """Processes; 1 for this one alone, None for one on each core if that is worth while."""
    cluster: str = ""
    """Address of a Dask scheduler; empty for this machine."""

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
    def breaks(self) -> tuple[type[BaseException], ...]:
        """What a piece of work ends in whose process is gone."""

    def executor(self) -> Executor:
        """What takes the work."""

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
        from formgen.run.cluster import Cluster  # noqa: PLC0415 - an extra, slow to import

        with Cluster.of(workers.cluster) as cluster:
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


class Here(Executor):
    """Does each piece at once, in this process."""

    size = 1
    breaks: tuple[type[BaseException], ...] = ()

    def renew(self) -> None:
        """It is never gone."""

    def look_after(self) -> None:
        """It is here."""

    def executor(self) -> Executor:
        """Itself: it cannot break."""
        return self

    def submit(self, fn: Callable[..., _R], /, *args: Any, **kwargs: Any) -> Future[_R]:
        """The work's future, done already. What stops a run is raised at once."""
        future: Future[_R] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Pool:
    """Processes of this machine."""

    breaks: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, size: int) -> None:
        self.size = size
        self._executor: ProcessPoolExecutor | None = None

    def executor(self) -> Executor:
        """The pool."""
        if self._executor is None:
            # Where a process can be copied, templates and typefaces come along for nothing.
            method = "fork" if sys.platform == "linux" else "spawn"
            context = multiprocessing.get_context(method)
            with _undisturbed():
                self._executor = ProcessPoolExecutor(self.size, context, initializer=_settle_in)
                self._executor.submit(os.getpid)  # only now the processes are started
        return self._executor

    def renew(self) -> None:
        """Other processes for those of which one was killed: the rest go with it."""
        self.close()
        self._executor = None

    def look_after(self) -> None:
        """See whether a process was killed while it sent a result.

        The executor then waits for the rest of it, as the other processes could still write.
        """
        alive = multiprocessing.active_children()
        if self._executor is None or len(alive) >= self.size:
            return
        for process in alive:
            process.terminate()
        results = getattr(self._executor, "_result_queue", None)
        if results is not None:  # this process is the last that could write
            results._writer.close()

    def close(self) -> None:
        """Let the processes go once they have done what they have."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def stop(self) -> None:
        """Break off what is being done."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        self.close()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Start processes that Ctrl-C reaches only when they know that it is none of theirs."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_ENDING = (signal.SIGINT, signal.SIGTERM)


def _settle_in() -> None:
    """In a new process: leave Ctrl-C to the main process, and go when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


class Running(Generic[_P, _R]):
    """Work given out: iterating gives the results as they come, in no order.

    Only so many pieces are given out at a time as keep everyone busy; so neither all pieces
    nor all results are ever held at once.
    """

    def __init__(
        self,
        crew: Crew,
        work: Callable[[_P], _R],
        pieces: Iterable[_P],
        ahead: int = _AHEAD,
    ) -> None:
        """Give out the first pieces.

        Args:
            crew: who does the work.
            work: what is done with a piece; it goes to other processes by its name.
            pieces: asked for one by one, as there are hands for them.
            ahead: how many are given out for each that is worked on.
        """
        self._crew = crew
        self._most = crew.size * ahead
        self._work = work
        self._pieces = iter(pieces)
        self._given: dict[Future[_R | Exception], tuple[_P, int]] = {}
        self._fill()

    def __iter__(self) -> Iterator[_R]:
        """The results.

        Raises:
            EnvironmentLackError: a piece took its process with it again and again.
            FormgenError: what the work raises.
        """
        while self._given:
            done, _ = wait(self._given, _PATIENCE, FIRST_COMPLETED)
            if not done:
                self._crew.look_after()
            broken = False
            for future in done:
                try:
                    result = future.result()
                except self._crew.breaks:
                    broken = True
                else:
                    del self._given[future]
                    if isinstance(result, Exception):
                        raise result
                    yield result
            if broken:
                self._again()
            self._fill()

    def finished(self) -> Iterator[_R]:
        """The results there are already, where nobody waits for the others any more."""
        for future in self._given:
            if _has_result(future):
                result = future.result()
                if not isinstance(result, Exception):
                    yield result

    def _fill(self) -> None:
        while len(self._given) < self._most:
            piece = next(self._pieces, None)
            if piece is None:
                return
            self._give(piece, 1)

    def _give(self, piece: _P, attempt: int) -> None:
        try:
            future = self._submitted(piece)
        except self._crew.breaks:  # a process has gone since the last piece
            self._crew.renew()
            future = self._submitted(piece)
        self._given[future] = piece, attempt

    def _submitted(self, piece: _P) -> Future[_R | Exception]:
        return self._crew.executor().submit(_answer, self._work, piece)

    def _again(self) -> None:
        """Give out anew what was lost with a process.

        Which piece killed it nobody knows; it was one of the first, as they are taken in order.
        """
        self._crew.renew()
        lost = [
            (future, *given)
            for future, given in self._given.items()
            if future.done() and not _has_result(future)
        ]
        for place, (future, piece, attempts) in enumerate(lost):
            if attempts >= MOST_ATTEMPTS:
                raise EnvironmentLackError(
                    f"帮助生成的进程连续 {MOST_ATTEMPTS} 次被中止，多半是内存不够",
                    hint="已经生成的文件不用重做。请关掉别的程序，或加上 --jobs 1 再运行一次",
                )
            del self._given[future]
            self._give(piece, attempts + (place <= self._crew.size))


def _answer(work: Callable[[_P], _R], piece: _P) -> _R | Exception:
    """What came of a piece, or why nothing did, for the main process to tell.

    A worker of a cluster writes what is raised into its log, and with it what the piece holds.
    """
    try:
        return work(piece)
    except Exception as error:  # noqa: BLE001 - raised again where its words are chosen
        return error


def _has_result(future: Future[_R]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
