"""ObjectStore: the same as a folder, in memory and on a server that speaks S3."""

from __future__ import annotations

import hashlib
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path, PurePosixPath

import pytest

from formgen.problems import EnvironmentLackError, OutputError, UsageError
from formgen.run.manifest.artifacts import Artifact
from formgen.run.manifest.manifest import Manifest
from formgen.run.stores import object_lock
from formgen.run.stores.locking import locked
from formgen.run.stores.store import Store, open_store
from tests.run.storage import reach, s3_server

NAME = PurePosixPath("申报表", "01_张 三#1%20?.docx")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as url:
        yield url


@pytest.fixture(params=["memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(object_lock, "_SETTLE", 0.05)
    if request.param == "memory":
        return open_store(f"memory://{tmp_path.name}/out")
    reach(monkeypatch, request.getfixturevalue("server"))
    return open_store(f"s3://forms/{tmp_path.name}/out")


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_what_is_written_is_there_as_written(store: Store) -> None:
    assert store.state(NAME) is None
    written = store.write(NAME, b"x" * 70_000)
    assert written.size == 70_000
    assert written.modified > 0
    assert store.state(NAME) == written
    assert store.read(NAME) == b"x" * 70_000
    assert store.write(NAME, b"new").size == 3
    assert store.read(NAME) == b"new"
    assert store.state(NAME.parent) is None, "a folder is no file"


def test_all_files_are_told_but_formgens_own(store: Store) -> None:
    assert list(store.files()) == []
    sizes = {"a.docx": 1, str(NAME): 2, "打印/按单位/c.pdf": 3, "申报表/.formgen/d": 4}
    for name, size in sizes.items():
        store.write(PurePosixPath(name), b"x" * size)
    store.write(PurePosixPath(".formgen/lock"), b"")
    found = dict(store.files())
    assert {str(path): written.size for path, written in found.items()} == sizes
    assert all(written == store.state(path) for path, written in found.items())
    assert sorted(store.names()) == sorted(found)


def test_only_what_was_written_is_removed(store: Store) -> None:
    store.write(NAME, b"x")
    assert not store.remove(NAME, sha(b"other"))
    assert store.remove(NAME, sha(b"x"))
    assert not store.remove(NAME, sha(b"x"))
    assert list(store.names()) == []


def test_a_store_in_it_and_one_of_its_address_are_the_same(store: Store) -> None:
    inner = store.inner("xuzhou-2023")
    inner.write(NAME, b"x")
    assert open_store(inner.address).read(NAME) == b"x"
    assert list(store.names()) == [PurePosixPath("xuzhou-2023") / NAME]
    assert inner.place(NAME) == f"{store.address}/xuzhou-2023/{NAME}"
    inner.sweep()
    assert list(inner.names()) == [NAME]


def test_a_path_out_of_it_is_refused(store: Store) -> None:
    for path in ("../x", "/x", "a/../../x"):
        with pytest.raises(UsageError, match="不在输出文件夹里"):
            store.write(PurePosixPath(path), b"")


def test_reading_what_is_not_there_says_so(store: Store) -> None:
    with pytest.raises(OutputError, match="读不了：找不到"):
        store.read(NAME)


def test_a_run_is_held_recorded_and_found_again(store: Store) -> None:
    with locked(store), Manifest.open(store, "x") as manifest:
        with pytest.raises(OutputError, match="正被另一次运行使用"), locked(store):
            pass
        manifest.begin()
        written = store.write(NAME, b"x")
        manifest.record([Artifact("d", NAME, sha(b"x"), "aa", written.size, written.modified)])
        manifest.complete("f", "{}")
    with locked(store), Manifest.open(store, "x") as manifest:
        assert manifest.completed("f") == "{}"
        assert manifest.current(NAME, "aa") is not None
        store.write(NAME, b"y")
        manifest.begin()
        assert [path for path, _ in manifest.earlier()] == [NAME]


def write_there(address: str, name: str) -> None:
    """What a worker does."""
    open_store(address).write(PurePosixPath(name), name.encode())


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods()[:2])
def test_a_worker_writes_to_a_server_however_it_was_started(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    reach(monkeypatch, server)
    store = open_store(f"s3://forms/{tmp_path.name}/{method}")
    store.write(NAME, b"")  # this process has its connections already
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        list(pool.map(write_there, [store.address] * 2, ["a", "b"], timeout=60))
    assert [store.read(PurePosixPath(name)) for name in ("a", "b")] == [b"a", b"b"]


def test_a_bucket_that_is_not_there_is_said(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(monkeypatch, server)
    with pytest.raises(OutputError, match="找不到，可能没有这个存储桶"):
        open_store("s3://no-such-bucket/out").write(NAME, b"x")


@pytest.mark.parametrize(
    "address",
    ["nope://x/y", "memory://", "s3:///", "file:///somewhere/out", "simplecache::memory://x"],
)
def test_an_address_that_nothing_is_written_to_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        open_store(address)


def test_a_password_in_an_address_is_not_shown() -> None:
    store = open_store("memory://me:secret@out/x")
    assert store.place(NAME) == f"memory://out/x/{NAME}"
    assert "secret" in store.address


def test_a_kind_of_storage_that_is_not_installed_is_said() -> None:
    with pytest.raises(EnvironmentLackError, match="gcsfs"):
        open_store("gs://bucket/out")


WITHOUT = """
import sys
sys.modules["fsspec"] = None
from formgen.problems import EnvironmentLackError
from formgen.run.stores.store import open_store
try:
    open_store("s3://bucket/out")
except EnvironmentLackError as error:
    print(error.hint)
"""


def test_without_the_extra_it_is_said_what_to_install() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert ran.stdout == '请运行 pip install "formgen[cluster]"\n'
