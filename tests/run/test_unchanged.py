"""The second run: when it may say that there is nothing to do, and when not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from formgen.run.unchanged import unchanged, wishes_key
from tests.run.conftest import Formgen

KEY = wishes_key((), frozenset({"docx"}), (), ["SOUND", "formgen", "", "False"])
NAME = "reading-2025"


@pytest.fixture
def built(campaign: Path, here: Path, formgen: Formgen) -> Path:
    """The campaign folder, of which all Word papers were made in `output`."""
    code, told = formgen("build", campaign, "--format", "docx", "--jobs", "1")
    assert code == 0, told
    assert "没有重做" not in told
    return campaign


def paper(here: Path) -> Path:
    return min((here / "output" / NAME).rglob("*.docx"))


def test_nothing_changed(built: Path) -> None:
    assert unchanged(built, "output", KEY) is not None


def test_the_command_tells_what_is_there_and_touches_nothing(
    built: Path, here: Path, formgen: Formgen
) -> None:
    before = {p: p.stat().st_mtime_ns for p in here.rglob("*")}
    code, told = formgen("build", built, "--format", "docx")
    assert code == 0
    assert f"共 4 个文件，都没有变化，没有重做，在 output/{NAME}\n" in told
    assert "推荐表 docx 3 份" in told
    assert {p: p.stat().st_mtime_ns for p in here.rglob("*")} == before


def test_what_a_run_killed_at_its_end_left_half_done_is_cleared_away(
    built: Path, here: Path, formgen: Formgen
) -> None:
    half = here / "output" / NAME / ".formgen" / "parts" / "0.part"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"half")
    assert unchanged(built, "output", KEY) is None
    code, told = formgen("build", built, "--format", "docx", "--jobs", "1")
    assert code == 0
    assert "没有重做" in told
    assert not half.exists()
    assert unchanged(built, "output", KEY) is not None


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "a value": lambda data, _: (data / "applicants.csv").write_text(
        (data / "applicants.csv").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    ),
    "the campaign": lambda data, _: os.utime(data / "campaign.json", ns=(1, 1)),
    "a paper lost": lambda _, here: paper(here).unlink(),
    "a paper written in": lambda _, here: paper(here).write_bytes(b"shorter"),
    "a paper opened and saved": lambda _, here: os.utime(paper(here), ns=(1, 1)),
    "the manifest lost": lambda _, here: (
        here / "output" / NAME / ".formgen" / "manifest.sqlite"
    ).unlink(),
    "the manifest damaged": lambda _, here: (
        here / "output" / NAME / ".formgen" / "manifest.sqlite"
    ).write_bytes(b"no database"),
    "no JSON": lambda data, _: (data / "campaign.json").write_text("{"),
    "a list in place of the campaign": lambda data, _: (data / "campaign.json").write_text("[]"),
    "another 编号": lambda data, _: (data / "campaign.json").write_text('{"编号": "../x"}'),
    "brackets without end": lambda data, _: (data / "campaign.json").write_text("[" * 100_000),
    "no campaign": lambda data, _: (data / "campaign.json").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_no_second_run(
    built: Path, here: Path, change: Callable[[Path, Path], object]
) -> None:
    change(built, here)
    assert unchanged(built, "output", KEY) is None


def test_a_pipe_in_place_of_the_campaign_is_not_waited_for(built: Path) -> None:
    (built / "campaign.json").unlink()
    os.mkfifo(built / "campaign.json")
    assert unchanged(built, "output", KEY) is None


def test_other_wishes_are_another_run(built: Path, here: Path) -> None:
    other = wishes_key((), frozenset({"pdf"}), (), ["SOUND", "formgen", "", "False"])
    assert unchanged(built, "output", other) is None
    assert unchanged(built, "output", KEY, [here / "fonts"]) is None
    assert unchanged(built, "elsewhere", KEY) is None
    assert unchanged(built, "memory://output", KEY) is None


def test_a_moved_output_folder_is_told_where_it_is_now(
    built: Path, here: Path, formgen: Formgen
) -> None:
    (here / "output").rename(here / "做好的")
    code, told = formgen("build", built, "--format", "docx", "-o", "做好的")
    assert code == 0
    assert f"没有重做，在 做好的/{NAME}\n" in told


def test_the_order_of_wishes_does_not_matter() -> None:
    one = wishes_key(["公示", "推荐表"], ["pdf", "docx"], ["甲", "乙"], ["SOUND"])
    assert one == wishes_key(["推荐表", "公示"], ["docx", "pdf"], ["乙", "甲"], ["SOUND"])
    assert one != wishes_key(["推荐表"], ["docx", "pdf"], ["乙", "甲"], ["SOUND"])


def test_a_run_that_has_something_to_tell_tells_it_again(campaign: Path, formgen: Formgen) -> None:
    table = campaign / "applicants.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    first = formgen("build", campaign, "--format", "docx", "--jobs", "1")
    second = formgen("build", campaign, "--format", "docx", "--jobs", "1")
    assert "数据检查" in first[1]
    assert "数据检查" in second[1]
    assert first[0] == second[0]
