"""A pool whose processes are killed: pieces are given out again, but not for ever."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from formgen.problems import EnvironmentLackError
from formgen.run.crews.crew import Workers, crew_of
from formgen.run.crews.pool import Pool
from formgen.run.crews.running import MOST_ATTEMPTS, Running

Piece = tuple[int, Path]


def squared(piece: Piece) -> int:
    """The work, as long as nobody is killed by it."""
    return piece[0] ** 2


def killed_at(piece: Piece) -> int:
    """The work; number 7 kills its process until that has happened often enough."""
    number, folder = piece
    deaths = len(list(folder.iterdir()))
    if number == 7 and deaths < int(folder.name):
        (folder / str(deaths)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return squared(piece)


def killed_while_it_sends(piece: Piece) -> int:
    """The work; the first process at number 7 is killed when half of the result is sent."""
    number, folder = piece
    if number == 7 and not list(folder.iterdir()):
        (folder / "0").touch()
        setattr(Connection, "_send", _send_half)  # noqa: B010 - of this process alone
    return squared(piece)


def _send_half(connection: Connection, message: bytes) -> None:
    os.write(connection.fileno(), bytes(message)[: len(message) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def pieces(folder: Path, number: int = 60) -> list[Piece]:
    return [(one, folder) for one in range(number)]


def folder_of(tmp_path: Path, deaths: int) -> Path:
    """A folder that says by its name how many are to be killed."""
    folder = tmp_path / str(deaths)
    folder.mkdir()
    return folder


@pytest.mark.parametrize("deaths", [1, MOST_ATTEMPTS - 1])
def test_what_a_killed_process_had_is_done_by_another(tmp_path: Path, deaths: int) -> None:
    folder = folder_of(tmp_path, deaths)
    with crew_of(Workers(2), 100) as crew:
        results = list(Running(crew, killed_at, pieces(folder)))
    assert sorted(results) == [one**2 for one in range(60)], "each once"
    assert len(list(folder.iterdir())) == deaths
    assert multiprocessing.active_children() == []


def test_a_process_killed_while_it_sends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the result never comes, and the others wait until they may send theirs."""
    monkeypatch.setattr("formgen.run.crews.running._PATIENCE", 0.3)
    folder = folder_of(tmp_path, 1)
    with crew_of(Workers(2), 100) as crew:
        results = list(Running(crew, killed_while_it_sends, pieces(folder)))
    assert sorted(results) == [one**2 for one in range(60)], "each once"


def test_a_piece_that_always_kills_ends_the_run(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 100)
    told = pytest.raises(EnvironmentLackError, match="连续 4 次被中止")
    with told, crew_of(Workers(2), 100) as crew:
        list(Running(crew, killed_at, pieces(folder)))
    assert len(list(folder.iterdir())) == MOST_ATTEMPTS
    for process in multiprocessing.active_children():
        process.join(10)
    assert multiprocessing.active_children() == []


def test_processes_killed_while_nobody_looks(tmp_path: Path) -> None:
    """The next piece is given to a pool that has broken since the last."""
    pool = Pool(2)
    running = Running(pool, squared, pieces(tmp_path))
    for process in multiprocessing.active_children():
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    assert sorted(running) == [one**2 for one in range(60)]
    pool.close()
