"""Two builds at once: into one folder, where the second is told; into one for two campaigns."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.faults.kills import undisturbed
from tests.faults.yard import (
    Stage,
    Yard,
    assert_completes,
    make_campaign,
    running,
    tree,
)


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    return Yard.at(tmp_path_factory.mktemp("yard"), entries=4)


def test_the_second_is_told_who_is_at_work_and_has_the_folder_once_that_is_killed(
    yard: Yard, tmp_path: Path
) -> None:
    right = undisturbed(yard)[0]
    with running(yard.start(tmp_path, "--jobs", "2")) as first:
        assert first.comes_to(Stage.MANIFEST, 1)
        os.kill(first.process.pid, signal.SIGSTOP)  # so that it holds the folder for sure
        second = yard.build(tmp_path)
        assert second.code == 6, second.screen
        assert (
            f"正被另一次运行使用：机器{os.uname().nodename}，进程{first.process.pid}"
            in second.words
        )
        assert "Traceback" not in second.screen
        os.kill(first.process.pid, signal.SIGKILL)
        first.wait()
        assert_completes(yard, tmp_path, right)


@pytest.mark.slow
def test_two_campaigns_are_built_into_one_folder_at_once(yard: Yard, tmp_path: Path) -> None:
    other = make_campaign(tmp_path / "other", 4, "reading-2026")
    out = tmp_path / "out"
    with (
        running(yard.start(out, "--jobs", "2")) as first,
        running(yard.start(out, "--jobs", "2", campaign=other)) as second,
    ):
        assert first.comes_to(Stage.MANIFEST, 1)
        assert second.comes_to(Stage.MANIFEST, 1)
        ended = [first.wait(), second.wait()]
    assert [one.code for one in ended] == [0, 0], [one.screen for one in ended]
    made = tree(out)
    assert {name.partition("/")[0] for name in made} == {"reading-2025", "reading-2026"}
    alone = tmp_path / "alone"
    assert yard.build(alone, campaign=other).code == 0
    assert tree(alone) == {name: digest for name, digest in made.items() if "2026" in name}
