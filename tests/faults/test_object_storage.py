"""Whole builds into object storage: the same bytes, nothing made twice, and interruptions."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from formgen.problems import OutputError
from formgen.run.build import build
from formgen.run.crews.crew import Workers
from formgen.run.preparing import Wishes
from formgen.run.stores import object_lock
from formgen.run.stores.store import open_store
from tests.faults.kills import undisturbed
from tests.faults.yard import Stage, Yard, running
from tests.run.storage import reach, s3_server

pytest.importorskip("s3fs")


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    return Yard.at(tmp_path_factory.mktemp("yard"), entries=4)


@pytest.fixture(scope="module")
def right(yard: Yard) -> Mapping[str, str]:
    return undisturbed(yard)[0]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as url:
        yield url


@pytest.fixture
def address(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A place on a server that speaks S3."""
    reach(monkeypatch, server)
    return f"s3://forms/{tmp_path.name}"


def stored(address: str) -> dict[str, str]:
    """The SHA-256 of each object by its path."""
    store = open_store(address)
    return {
        str(path): hashlib.sha256(store.read(path)).hexdigest()
        for path in store.names()
        if ".formgen" not in path.parts
    }


def test_memory_of_this_process(
    yard: Yard, right: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(object_lock, "_SETTLE", 0.05)
    address = f"memory://{tmp_path.name}"
    alone = Wishes(workers=Workers(1))
    assert build(yard.campaign, address, alone).kept == 0
    assert stored(address) == right
    again = build(yard.campaign, address, alone)
    assert (again.kept, len(again.artifacts)) == (len(right), len(right))
    assert stored(address) == right


def test_a_run_that_is_broken_off_within_a_write(
    yard: Yard, right: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(object_lock, "_SETTLE", 0.05)
    address = f"memory://{tmp_path.name}"
    steps = iter(range(100))

    def breaks_off(_: object) -> None:
        if next(steps) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(yard.campaign, address, Wishes(workers=Workers(1)), breaks_off)
    there = stored(address)
    assert there.items() <= right.items()
    assert 0 < len(there) < len(right)
    result = build(yard.campaign, address, Wishes(workers=Workers(1)))
    assert stored(address) == right
    assert (result.kept, len(result.artifacts)) == (len(there), len(right))


@pytest.mark.slow
def test_a_server_that_speaks_s3(yard: Yard, right: Mapping[str, str], address: str) -> None:
    first = yard.build(address, "--jobs", "2")
    assert first.code == 0, first.screen
    assert "Traceback" not in first.screen, first.screen
    assert stored(address) == right
    again = yard.build(address, "--jobs", "2")
    assert again.reported == (len(right), len(right)), again.screen
    assert stored(address) == right


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_into_storage_that_is_interrupted(
    yard: Yard, right: Mapping[str, str], address: str, number: signal.Signals
) -> None:
    with running(yard.start(address, "--jobs", "2")) as build_:
        assert build_.comes_to(Stage.WORKERS, 2)
        os.killpg(build_.process.pid, number)
        ended = build_.wait()
    assert ended.code == {signal.SIGINT: 130, signal.SIGTERM: 143}[number], ended.screen
    assert "Traceback" not in ended.screen, ended.screen
    assert stored(address).items() <= right.items()
    following = yard.build(address, "--jobs", "2")
    assert following.code == 0, following.screen
    assert stored(address) == right


@pytest.mark.slow
def test_a_run_into_storage_that_is_killed_holds_it_until_its_sign_of_life_is_old(
    yard: Yard, right: Mapping[str, str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(yard.start(address, "--jobs", "2")) as build_:
        assert build_.comes_to(Stage.WORKERS, 2)
        os.killpg(build_.process.pid, signal.SIGKILL)
        build_.wait()
    told = yard.build(address)
    assert (told.code, "正被另一次运行使用" in told.words) == (6, True), told.screen
    monkeypatch.setattr(object_lock, "STALE", 0.0)
    with pytest.raises(OutputError, match="没有这个存储桶"):
        build(yard.campaign, "s3://no-such-bucket", Wishes())
    result = build(yard.campaign, address, Wishes(workers=Workers(1)))
    assert len(result.artifacts) == len(right)
    assert stored(address) == right
