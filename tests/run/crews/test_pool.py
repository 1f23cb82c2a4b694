"""Processes of this machine: broken off at once, and left alone while they are at work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from pathlib import Path

import pytest

from formgen.run.crews.pool import Pool
from formgen.run.crews.running import Running
from tests.conftest import ROOT

BREAKING_OFF = """
import time
from formgen.run.crews.pool import Pool
from formgen.run.crews.running import Running

def big(number):
    return bytes(3_000_000)

for delay in range(12):
    pool = Pool(2)
    results = iter(Running(pool, big, range(200)))
    next(results)
    time.sleep(delay / 1000)
    pool.stop()
print("at the end")
"""
"""Results of 3 MB: many times what a pipe holds, so that they are mostly being sent."""


def test_breaking_off_does_not_wait_for_results_half_sent() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BREAKING_OFF],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "at the end\n"), ended.stderr


STUCK = """
import os, signal, time
from formgen.run.crews import pool as pools
pools._GRACE = pools._GOING = 0.5
pool = pools.Pool(3)
assert [pool.submit(abs, -n).result() for n in range(9)] == list(range(9))
processes = pools._processes_of(pool._executor)
for process in processes:
    os.kill(process.pid, signal.SIGSTOP)
getattr(pool, WAY)()
print("gone", *(process.is_alive() for process in processes))
"""
"""Stopped, they neither take what they are given nor end: as where one died with the turn."""


@pytest.mark.parametrize("way", ["close", "stop"])
def test_processes_that_do_not_end_are_not_waited_for(way: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STUCK.replace("WAY", repr(way))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    told = (ended.returncode, ended.stdout)
    assert told == (0, "gone False False False\n"), ended.stderr


def until(path: Path) -> int:
    """Work that ends once a file is there; given up after a while, lest a test hang."""
    for _ in range(600):
        if path.exists():
            return os.getpid()
        time.sleep(0.02)
    raise TimeoutError


def die(_piece: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def double(number: int) -> int:
    return 2 * number


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(4)
    yield pool
    pool.stop()


class Spawned(Pool):
    """As on macOS and Windows: a process is started with a piece that has nobody yet."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(size, context)


def test_fewer_pieces_than_processes_are_left_alone(tmp_path: Path) -> None:
    """Of four processes only one is started, as there is one piece."""
    pool = Spawned(4)
    try:
        waited: Future[int] = pool.submit(until, tmp_path / "now")
        assert len(multiprocessing.active_children()) == 1
        for _ in range(5):
            pool.look_after()
            time.sleep(0.05)
        (tmp_path / "now").touch()
        assert waited.result(20) != os.getpid()
    finally:
        pool.stop()


def test_processes_at_work_are_left_alone(pool: Pool, tmp_path: Path) -> None:
    waited = [pool.submit(until, tmp_path / "now") for _ in range(2)]
    pool.look_after()
    (tmp_path / "now").touch()
    assert all(one.result(20) != os.getpid() for one in waited)


def test_nobody_is_looked_after_before_the_first_piece(pool: Pool) -> None:
    pool.look_after()
    assert pool.submit(double, 4).result(20) == 8


def test_a_process_that_was_killed_is_seen(pool: Pool) -> None:
    lost = pool.submit(die, None)
    with pytest.raises(BrokenExecutor):
        lost.result(20)
    pool.look_after()
    pool.renew()
    assert pool.submit(double, 4).result(20) == 8


def test_what_was_broken_off_leaves_nobody_behind(pool: Pool, tmp_path: Path) -> None:
    waited = pool.submit(until, tmp_path / "never")
    pool.stop()
    assert multiprocessing.active_children() == []
    pool.stop()
    assert not waited.done() or waited.cancelled() or waited.exception() is not None


def test_all_results_come(pool: Pool) -> None:
    assert sorted(Running(pool, double, range(100))) == list(range(0, 200, 2))
