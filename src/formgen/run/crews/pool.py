"""Processes of this machine as a crew, and what Python's own pool does not see to when one dies."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, TypeVar

from formgen.run.stores.store import Store

_P = TypeVar("_P")
_R = TypeVar("_R")

_GRACE = 15.0
"""Seconds in which a process that has nothing to do is gone; LibreOffice takes some to close."""
_GOING = 3.0
"""Seconds in which a process that is told to break off is gone."""


class Pool:
    """Processes of this machine."""

    aside = True
    breaks: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, size: int) -> None:
        self.size = size
        self._executor: ProcessPoolExecutor | None = None

    def submit(self, work: Callable[[_P], _R], piece: _P) -> Future[_R]:
        """Give out a piece, with the first of them starting the processes."""
        if self._executor is None:
            # Where a process can be copied, templates and typefaces come along for nothing.
            method = "fork" if sys.platform == "linux" else "spawn"
            context = multiprocessing.get_context(method)
            with _undisturbed():
                self._executor = ProcessPoolExecutor(self.size, context, initializer=_settle_in)
                return self._executor.submit(work, piece)  # only now they are started
        return self._executor.submit(work, piece)

    def prove_shared(self, store: Store) -> None:
        """It is one machine."""

    def renew(self) -> None:
        """Other processes for those of which one was killed: the rest go with it."""
        self.close()
        self._executor = None

    def look_after(self) -> None:
        """See whether a process was killed while it sent a result.

        The executor then waits for the rest of it, as the other processes could still write.
        """
        if self._executor is None:
            return
        processes = _processes_of(self._executor)
        if all(process.is_alive() for process in processes):
            return
        for process in processes:
            process.terminate()
        _stop_waiting(_results_of(self._executor))

    def close(self) -> None:
        """Let the processes go once they have done what they have.

        One that was killed while it took a piece, or was about to, never gives up its turn: the
        others wait for it for ever, and the executor for them.
        """
        if self._executor is None:
            return
        processes, manager = _processes_of(self._executor), _manager_of(self._executor)
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in _staying(processes, _GRACE):
            process.kill()
        _buried(processes, manager)

    def stop(self) -> None:
        """Break off what is being done."""
        executor, self._executor = self._executor, None
        if executor is None:
            return
        processes, results = _processes_of(executor), _results_of(executor)
        manager = _manager_of(executor)
        executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in _staying(processes, _GOING):
            process.kill()
        _staying(processes, _GOING)
        _stop_waiting(results)
        _buried(processes, manager)


def _processes_of(executor: ProcessPoolExecutor) -> list[BaseProcess]:
    """The processes of a pool; it has no public word for them before Python 3.14."""
    return [*(getattr(executor, "_processes", None) or {}).values()]


def _manager_of(executor: ProcessPoolExecutor) -> threading.Thread | None:
    """The thread that sees to a pool's processes; a pool that was shut down has forgotten it."""
    thread: threading.Thread | None = getattr(executor, "_executor_manager_thread", None)
    return thread


def _buried(processes: Iterable[BaseProcess], manager: threading.Thread | None) -> None:
    """See the dead off; the manager first: of two who ask for one of them, one is told nothing."""
    if manager is not None:
        manager.join(_GOING)
    for process in processes:
        process.join(_GOING)


def _staying(processes: Iterable[BaseProcess], seconds: float) -> list[BaseProcess]:
    """Those of the processes that are still there when the time is over."""
    left, until = list(processes), time.monotonic() + seconds
    while left and (more := until - time.monotonic()) > 0:
        gone = wait_for([process.sentinel for process in left], more)
        left = [process for process in left if process.sentinel not in gone]
    return left


def _results_of(executor: ProcessPoolExecutor) -> Any:
    """The queue that results come by; a pool that was shut down has forgotten it."""
    return getattr(executor, "_result_queue", None)


def _stop_waiting(results: Any) -> None:
    """End a pool's wait for the rest of a result: all who could have written it are gone.

    Its queue is told only then, as this process holds the writing end, too.
    """
    if results is not None:
        results._writer.close()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off what would end this process: one that is copied would do the same for itself.

    Nor may it come while Python copies the process: what is raised then is lost.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    told: list[int] = []
    owner = os.getpid()

    def note(number: int, _: FrameType | None) -> None:
        if os.getpid() == owner:
            told.append(number)
        elif number == signal.SIGTERM:  # a copy that has not settled in yet: it must not be lost
            os._exit(1)

    before = {one: signal.signal(one, note) for one in _ENDING}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        for number in told[:1]:
            signal.raise_signal(number)


_ENDING = (signal.SIGINT, signal.SIGTERM)


def _settle_in() -> None:
    """In a new process: leave Ctrl-C to the main process, and go when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
