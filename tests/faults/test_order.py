"""Any number of processes, and work that comes back in any order: the same files."""

from __future__ import annotations

import contextlib
import queue
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest

from formgen.run.build import build
from formgen.run.crews.crew import Crew, Workers
from formgen.run.preparing import Wishes
from formgen.run.stores.store import Store
from tests.faults.yard import Yard, rows, tree

_P = TypeVar("_P")
_R = TypeVar("_R")


class Shuffled:
    """A thread that does of the pieces it has one that chance decides."""

    size = 4
    aside = True
    breaks: tuple[type[BaseException], ...] = ()

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._given: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.order: list[int] = []
        self._count = 0
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def submit(self, work: Callable[[_P], _R], piece: _P) -> Future[_R]:
        """Give out a piece."""
        future: Future[_R] = Future()
        number, self._count = self._count, self._count + 1

        def do() -> None:
            self.order.append(number)
            future.set_result(work(piece))

        self._given.put(do)
        return future

    def prove_shared(self, store: Store) -> None:
        """It is one process."""

    def renew(self) -> None:
        """Nobody is lost."""

    def look_after(self) -> None:
        """Nobody is lost."""

    def end(self) -> None:
        """Let the thread go."""
        self._given.put(None)
        self._thread.join()

    def _work(self) -> None:
        waiting: list[Callable[[], None] | None] = [self._given.get()]
        while waiting:
            with contextlib.suppress(queue.Empty):
                while True:
                    waiting.append(self._given.get(timeout=0.05))
            found = [one for one in waiting if one is not None]
            if found:
                chosen = self._chance.choice(found)
                waiting.remove(chosen)
                chosen()
                waiting = waiting or [self._given.get()]
            elif None in waiting:
                return


@pytest.mark.slow
def test_any_number_of_processes_makes_the_same(tmp_path: Path) -> None:
    yard = Yard.at(tmp_path)
    trees = []
    for jobs in ("1", "2", "3"):
        ended = yard.build(tmp_path / jobs, "--jobs", jobs)
        assert ended.code == 0, ended.screen
        assert rows(tmp_path / jobs) == len(tree(tmp_path / jobs))
        trees.append(tree(tmp_path / jobs))
    assert trees[0] == trees[1] == trees[2]
    assert len(trees[0]) == 48


def test_work_that_comes_back_in_any_order_makes_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yard = Yard.at(tmp_path, entries=40)
    alone = build(yard.campaign, tmp_path / "alone", Wishes(workers=Workers(1)))
    orders = []
    for seed in range(2):
        crew = Shuffled(seed)

        @contextlib.contextmanager
        def crew_of(_: Workers, __: float, crew: Shuffled = crew) -> Iterator[Crew]:
            yield crew
            crew.end()

        with monkeypatch.context() as patched:
            patched.setattr("formgen.run.build.crew_of", crew_of)
            result = build(yard.campaign, tmp_path / str(seed), Wishes())
        orders.append(crew.order)
        assert tree(tmp_path / str(seed)) == tree(tmp_path / "alone")
        assert [one.path for one in result.artifacts] == [one.path for one in alone.artifacts]
        assert [one.digest for one in result.artifacts] == [one.digest for one in alone.artifacts]
        assert (result.problems, result.sets) == (alone.problems, alone.sets)
    assert orders[0] != orders[1]
    assert orders[0] != sorted(orders[0])
