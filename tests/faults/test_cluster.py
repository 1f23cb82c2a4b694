"""A cluster that loses workers, all of them, or its head; and clusters that will not do."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from formgen.problems import EnvironmentLackError
from formgen.run.build import build
from formgen.run.crews.crew import Workers
from formgen.run.preparing import Wishes
from tests.faults.cluster import cluster, until
from tests.faults.yard import (
    Build,
    Stage,
    Yard,
    assert_completes,
    assert_whole_or_absent,
    copy_of_program,
    running,
    tree,
)

pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    return Yard.at(tmp_path_factory.mktemp("yard"))


@pytest.fixture(scope="module")
def right(yard: Yard) -> Mapping[str, str]:
    """What one process makes."""
    out = yard.root / "alone"
    ended = yard.build(out, "--jobs", "1")
    assert ended.code == 0, ended.screen
    return tree(out)


def begun(build: Build, out: Path) -> None:
    """Wait until workers write; what they do, the watched process does not tell."""
    assert build.comes_to(Stage.MANIFEST, 1)
    until(lambda: bool(list(out.rglob("*.docx"))), build.process)


def test_a_cluster_makes_the_same_and_a_lost_worker_is_made_up_for(
    yard: Yard, right: Mapping[str, str], tmp_path: Path
) -> None:
    with cluster(yard) as dask:
        ended = yard.build(tmp_path / "a", "--cluster", dask.address)
        assert ended.code == 0, ended.screen
        assert tree(tmp_path / "a") == right
        assert "distributed" not in ended.screen, ended.screen
        out = tmp_path / "b"
        with running(yard.start(out, "--cluster", dask.address)) as build:
            begun(build, out)
            dask.kill_worker(0)
            ended = build.wait()
        assert ended.code == 0, ended.screen
        assert tree(out) == right
        assert "Traceback" not in ended.screen, ended.screen
        assert "distributed" not in ended.screen, ended.screen
    assert_completes(yard, out, right)


@pytest.mark.slow
def test_a_worker_that_its_nanny_starts_again(
    yard: Yard, right: Mapping[str, str], tmp_path: Path
) -> None:
    with cluster(yard, 2, "--nanny") as dask:
        with running(yard.start(tmp_path, "--cluster", dask.address)) as build:
            begun(build, tmp_path)
            os.kill(dask.child_of(0), signal.SIGKILL)
            ended = build.wait()
        assert ended.code == 0, ended.screen
        assert tree(tmp_path) == right


@pytest.mark.slow
def test_without_any_worker_left_the_run_gives_up_and_the_next_completes_it(
    yard: Yard, right: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formgen.run.crews.running._PATIENCE", 0.5)
    with cluster(yard) as dask:
        told = Wishes(workers=Workers(cluster=dask.address, patience=1.0))
        steps = 0

        def kill_all(_: object) -> None:
            nonlocal steps
            steps += 1
            if steps == 3:
                dask.kill_worker(0)
                dask.kill_worker(1)

        with pytest.raises(EnvironmentLackError, match="没有干活的机器了"):
            build(yard.campaign, tmp_path, told, kill_all)
    assert_whole_or_absent(tmp_path, right)
    assert_completes(yard, tmp_path, right)


@pytest.mark.slow
def test_a_lost_scheduler_is_said(yard: Yard, right: Mapping[str, str], tmp_path: Path) -> None:
    with (
        cluster(yard) as dask,
        running(yard.start(tmp_path, "--cluster", dask.address)) as build,
    ):
        begun(build, tmp_path)
        os.killpg(dask.scheduler.pid, signal.SIGKILL)
        ended = build.wait()
    assert ended.code == 7, ended.screen
    assert "和集群的连接断了" in ended.words, ended.screen
    assert "Traceback" not in ended.screen, ended.screen
    assert_whole_or_absent(tmp_path, right)
    assert_completes(yard, tmp_path, right)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_the_cluster_idle(
    yard: Yard, right: Mapping[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    with cluster(yard) as dask:
        with running(yard.start(tmp_path, "--cluster", dask.address)) as build:
            begun(build, tmp_path)
            os.kill(build.process.pid, number)
            ended = build.wait()
        codes = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -signal.SIGKILL}
        assert ended.code == codes[number], ended.screen
        assert "Traceback" not in ended.screen, ended.screen
        assert_whole_or_absent(tmp_path, right)
        assert_completes(yard, tmp_path, right, "--cluster", dask.address)


@pytest.mark.slow
def test_a_worker_that_cannot_write_says_so_and_writes_no_name_into_its_log(
    yard: Yard, right: Mapping[str, str], tmp_path: Path
) -> None:
    with cluster(yard) as dask:
        folder = tmp_path / "reading-2025"
        folder.mkdir()
        (folder / "推荐表").write_text("a file where the folder is to be")
        ended = yard.build(tmp_path, "--cluster", dask.address)
        assert ended.code == 6, ended.screen
        assert "Traceback" not in ended.screen, ended.screen
        assert "写不进去" in ended.words, ended.screen
        for number in range(2):
            assert "温甲" not in dask.log(number)
            assert "推荐表" not in dask.log(number)
        (folder / "推荐表").unlink()
        assert_completes(yard, tmp_path, right, "--cluster", dask.address)


def other_program(folder: Path) -> Path:
    """Another version of the program."""
    program = copy_of_program(folder)
    file = program / "formgen/__init__.py"
    file.write_text(file.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    return program


def without_formgen(folder: Path) -> Path:
    """A folder of a program called alike that cannot be imported."""
    (folder / "formgen").mkdir()
    (folder / "formgen/__init__.py").write_text("raise ImportError('not here')")
    return folder


@pytest.mark.slow
def test_clusters_that_will_not_do(yard: Yard, tmp_path: Path) -> None:
    for name in ("other", "none"):
        (tmp_path / name).mkdir()
    with cluster(yard, 1) as dask:
        dask.add_worker("--no-nanny", program=other_program(tmp_path / "other"))
        ended = yard.build(tmp_path / "out", "--cluster", dask.address)
        assert (ended.code, "不是同一个版本" in ended.words) == (7, True), ended.screen
    with cluster(yard, 1) as dask:
        dask.add_worker("--no-nanny", program=without_formgen(tmp_path / "none"))
        ended = yard.build(tmp_path / "out", "--cluster", dask.address)
        assert (ended.code, "不能运行formgen" in ended.words) == (7, True), ended.screen
        assert "Traceback" not in ended.screen, ended.screen
    assert tree(tmp_path / "out") == {}


@pytest.mark.slow
def test_addresses_where_no_cluster_is(yard: Yard, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    for address, code, told in (
        (nobody, 7, "连不上"),
        ("nowhere", 2, "不是集群的地址"),
        ("tcp://", 2, "不是集群的地址"),
        ("http://127.0.0.1:1", 2, "不是集群的地址"),
    ):
        ended = yard.build(tmp_path, "--cluster", address)
        assert (ended.code, told in ended.words) == (code, True), (address, ended.screen)
        assert "Traceback" not in ended.screen, ended.screen


@pytest.mark.slow
def test_a_cluster_without_workers(yard: Yard, tmp_path: Path) -> None:
    with cluster(yard, 0) as dask:
        ended = yard.build(tmp_path, "--cluster", dask.address)
    assert (ended.code, "没有干活的机器" in ended.words) == (7, True), ended.screen
