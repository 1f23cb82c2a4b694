"""A disk that fills, a folder that cannot be written, one that is taken away meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.faults.disk import Disk, small_disk
from tests.faults.kills import undisturbed
from tests.faults.yard import (
    CAMPAIGN,
    Ended,
    Stage,
    Yard,
    assert_completes,
    assert_whole_or_absent,
    edit,
    running,
    tree,
)

_SIZE = 16 * 2**20


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    return Yard.at(tmp_path_factory.mktemp("yard"), entries=4)


@pytest.fixture(scope="module")
def right(yard: Yard) -> Mapping[str, str]:
    return undisturbed(yard)[0]


def assert_told(ended: Ended) -> None:
    """The user reads what cannot be written and what to do."""
    assert ended.code == 6, (ended.code, ended.screen)
    assert "写不进去" in ended.words, ended.screen
    assert "用-o换一个位置" in ended.words, ended.screen
    assert "Traceback" not in ended.screen
    assert "Error" not in ended.screen


def fills(yard: Yard, right: Mapping[str, str], share: float, *options: str) -> int:
    """Build on a disk with room for a share of the files, then make room; files at once."""
    with small_disk(yard.root / "disk", _SIZE) as disk:
        whole = on(disk, yard, *options)
        assert whole.code == 0, whole.screen
        before = disk.free
        shutil.rmtree(disk.root / "out")
        disk.leave(int((disk.free - before) * share))
        assert_told(on(disk, yard, *options))
        assert_whole_or_absent(disk.root / "out", right)
        there = len(tree(disk.root / "out"))
        disk.make_room()
        completes(disk, yard, right, *options)
    assert yard.temporary() == []
    (yard.root / "disk").rmdir()
    return there


def on(disk: Disk, yard: Yard, *options: str) -> Ended:
    """A build on a disk."""
    return yard.build(disk.mounted / "out", *options, within=disk.within)


def completes(disk: Disk, yard: Yard, right: Mapping[str, str], *options: str) -> None:
    """The next run on a disk ends as it must."""
    inside = disk.mounted / "out"
    assert_completes(yard, disk.root / "out", right, *options, inside=inside, within=disk.within)


def test_a_disk_that_fills_halfway(yard: Yard, right: Mapping[str, str]) -> None:
    there = fills(yard, right, 0.5, "--jobs", "2")
    assert 0 < there < len(right)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.04, 0.08, 0.2, 0.35, 0.65, 0.8, 0.9, 0.97])
def test_a_disk_that_fills_anywhere(
    yard: Yard, right: Mapping[str, str], share: float, jobs: str
) -> None:
    fills(yard, right, share, "--jobs", jobs)


@pytest.mark.slow
def test_a_folder_that_may_only_be_read(yard: Yard, right: Mapping[str, str]) -> None:
    with small_disk(yard.root / "disk", _SIZE) as disk:
        disk.make("ro")
        assert_told(on(disk, yard))
        disk.make("rw")
        whole = on(disk, yard)
        assert whole.code == 0, whole.screen
        disk.make("ro")
        again = on(disk, yard)  # nothing is to be written
        assert (again.code, "都没有变化" in again.words) == (0, True), again.screen
        applicants = yard.campaign / "applicants.csv"
        edit(applicants, "温甲甲", "温甲改")
        assert_told(on(disk, yard))
        assert tree(disk.root / "out") == right
        edit(applicants, "温甲改", "温甲甲")
        disk.make("rw")
        completes(disk, yard, right)
    (yard.root / "disk").rmdir()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("stage", [Stage.WORKERS, Stage.FORMS, Stage.PUBLICATION, Stage.SETS])
def test_a_folder_taken_away_meanwhile(
    yard: Yard, right: Mapping[str, str], tmp_path: Path, stage: Stage, jobs: str
) -> None:
    out = tmp_path / "out"
    with running(yard.start(out, "--jobs", jobs)) as build:
        if jobs == "1" and stage is Stage.WORKERS:
            stage = Stage.MANIFEST
        assert build.comes_to(stage, 1)
        (out / CAMPAIGN).rename(tmp_path / "away")
        ended = build.wait()
    assert ended.code == 6, (ended.code, ended.screen)
    assert "Traceback" not in ended.screen
    assert_whole_or_absent(out, right)
    assert_completes(yard, out, right, "--jobs", jobs)
