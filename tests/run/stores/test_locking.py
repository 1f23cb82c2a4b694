"""Two runs into one folder: the second says who holds it; the dead hold nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path, PurePosixPath

import pytest

from formgen.problems import OutputError
from formgen.run.stores import object_lock
from formgen.run.stores.locking import locked
from formgen.run.stores.object_store import ObjectStore
from formgen.run.stores.store import FolderStore, Store, open_store

LOCK = PurePosixPath(".formgen/lock")
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and fork of POSIX")
HOLD = """
import sys, time
from formgen.run.stores.locking import locked
from formgen.run.stores.store import open_store
with locked(open_store(sys.argv[1])):
    print("on", flush=True)
    sys.stdin.readline()
"""
FORK = """
import os, sys, time
from formgen.run.stores.locking import locked
from formgen.run.stores.store import open_store
with locked(open_store(sys.argv[1])):
    heard, told = os.pipe()
    worker = os.fork()
    if not worker:
        os.write(told, b".")  # it runs: what is done in a process at its birth is done
        {worker}
    os.read(heard, 1)
    print("on", worker, flush=True)
    sys.stdin.readline()
"""


def start(program: str, address: str) -> tuple[subprocess.Popen[str], int]:
    """A process that holds a store until its input ends, and the number of its worker."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    on, _, worker = process.stdout.readline().strip().partition(" ")
    assert on == "on"
    return process, int(worker or 0)


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "out", aside=True)


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    monkeypatch.setattr(object_lock, "_SETTLE", 0.05)
    store = open_store(f"memory://{tmp_path.name}/out")
    assert isinstance(store, ObjectStore)
    return store


def refused(store: Store) -> str:
    """What is said to a second run."""
    with pytest.raises(OutputError) as caught, locked(store):
        pass
    assert caught.value.exit_code == 6
    return caught.value.message


def test_the_second_process_is_told_who_holds_it(folder: FolderStore) -> None:
    holder, _ = start(HOLD, folder.address)
    said = refused(folder)
    assert f"机器 {socket.gethostname()}，进程 {holder.pid}，从 20" in said
    assert folder.place() in said
    holder.communicate("\n")
    assert holder.returncode == 0
    with locked(folder):
        assert str(os.getpid()) in refused(folder)
    with locked(folder):
        pass
    assert list(folder.names()) == []


@POSIX
def test_a_killed_holder_holds_nothing(folder: FolderStore) -> None:
    holder, _ = start(HOLD, folder.address)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with locked(folder):
        pass


@POSIX
def test_a_worker_that_outlives_its_killed_run_holds_nothing(folder: FolderStore) -> None:
    holder, worker = start(FORK.format(worker="time.sleep(600)"), folder.address)
    try:
        refused(folder)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        os.kill(worker, 0)  # it is still there
        with locked(folder):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        holder.communicate()


@POSIX
@pytest.mark.parametrize("end", ["os._exit(0)", "sys.exit(0)"])
def test_a_worker_that_ends_does_not_let_go_of_it(folder: FolderStore, end: str) -> None:
    program = FORK.format(worker=end).replace('print("on"', 'os.wait(); print("on"')
    holder, _ = start(program, folder.address)
    refused(folder)
    holder.communicate("\n")
    with locked(folder):
        pass


def test_a_folder_that_cannot_be_locked_is_said(folder: FolderStore) -> None:
    folder.root.mkdir()
    (folder.root / ".formgen").write_bytes(b"")
    assert "写不进去" in refused(folder)
    (folder.root / ".formgen").unlink()
    (folder.root / LOCK).mkdir(parents=True)
    assert "写不进去" in refused(folder)


def test_what_a_run_raises_passes_and_lets_go(folder: FolderStore, storage: ObjectStore) -> None:
    for store in (folder, storage):
        with pytest.raises(ZeroDivisionError), locked(store):
            raise ZeroDivisionError
        with locked(store):
            pass


def test_object_storage_is_held_too(storage: ObjectStore) -> None:
    with locked(storage):
        assert f"机器 {socket.gethostname()}，进程 {os.getpid()}" in refused(storage)
        assert storage.state(LOCK) is not None
    assert storage.state(LOCK) is None
    with locked(storage):
        pass


def test_a_holder_without_sign_of_life_is_taken_to_have_died(
    storage: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.write(LOCK, b'{"machine": "m", "process": 7, "since": "s", "token": "t"}')
    assert "机器 m，进程 7，从 s 开始" in refused(storage)
    monkeypatch.setattr(object_lock, "STALE", 0.2)
    threading.Event().wait(0.3)
    with locked(storage):
        assert b'"t"' not in storage.read(LOCK)
    assert list(storage.names()) == []


def test_a_holder_gives_signs_of_life(
    storage: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(object_lock, "STALE", 1.0)
    monkeypatch.setattr(object_lock, "_BEAT", 0.05)
    with locked(storage):
        first = storage.state(LOCK)
        threading.Event().wait(1.3)
        assert storage.state(LOCK) != first
        assert "正被另一次运行使用" in refused(storage)


def test_a_lock_that_another_took_over_is_said_at_the_end(storage: ObjectStore) -> None:
    theirs = b'{"machine": "m", "process": 7, "since": "s", "token": "t"}'
    with pytest.raises(OutputError, match="被另一次运行接手"), locked(storage):
        storage.write(LOCK, theirs)
    assert storage.read(LOCK) == theirs


def test_a_lock_that_says_nothing_is_a_lock(storage: ObjectStore) -> None:
    storage.write(LOCK, b"[1]")
    assert refused(storage).endswith("正被另一次运行使用")
