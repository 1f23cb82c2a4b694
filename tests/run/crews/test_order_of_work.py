"""What is given out first, what is not done twice, and what goes on beside this process."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formgen.campaign import load_campaign
from formgen.plan import Job, plan_jobs
from formgen.run.build import build
from formgen.run.crews.crew import Here, Workers
from formgen.run.crews.pool import Pool
from formgen.run.crews.running import Running
from formgen.run.ledger import Step
from formgen.run.preparing import Wishes

WISHES = Wishes(workers=Workers(1))


def double(number: int) -> int:
    return 2 * number


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often what a file is made of is put together, by its path."""
    counted: Counter[str] = Counter()

    def counting(*arguments: Any) -> Iterator[Job]:
        for job in plan_jobs(*arguments):
            counted[str(job.path)] += 1
            yield job

    monkeypatch.setattr("formgen.run.planned.plan_jobs", counting)
    return counted


def test_lists_of_many_entries_are_made_first_and_told_in_their_place(
    campaign: Path, here: Path
) -> None:
    """They take longest: were one the last, every other process would wait for it."""
    root, seen = here / "out" / "reading-2025", list[int]()

    def look(_step: Step) -> None:
        if not seen:
            seen.append(len(list(root.glob("汇总表*/*"))) + len(list(root.glob("汇总表.*"))))
            assert len(list(root.glob("推荐表/*"))) < 6, (
                "not all forms, which come first in the plan"
            )

    result = build(campaign, here / "out", WISHES, look)
    assert seen == [3], "all lists"
    documents = dict.fromkeys(file.document for file in result.artifacts)
    named = [one.name for one in load_campaign(campaign).documents]
    assert list(documents)[: len(named)] == named


def test_what_a_paper_is_made_of_is_put_together_once(
    campaign: Path, here: Path, contexts: Counter[str]
) -> None:
    result = build(campaign, here / "out", WISHES)
    made = {file.name for file in result.artifacts}
    assert len(result.sets) > 1
    assert {path: n for path, n in contexts.items() if n > 1 and not path.startswith("公示")} == {}
    assert contexts.keys() <= made


def test_a_set_is_made_anew_where_one_of_its_files_is_gone(campaign: Path, here: Path) -> None:
    first = build(campaign, here / "out", WISHES)
    lost = first.root / first.sets[0].path.parent / "用印清单.xlsx"
    content = lost.read_bytes()
    lost.unlink()
    again = build(campaign, here / "out", WISHES)
    assert lost.read_bytes() == content
    assert len(again.artifacts) - again.kept == 3, "the set, its list of seals as two files"
    assert [file.digest for file in again.artifacts] == [file.digest for file in first.artifacts]


def test_work_goes_on_while_this_process_does_something_else() -> None:
    """Sixty times what is given out ahead comes back without ever being waited for."""
    pool = Pool(2)
    try:
        running = Running(pool, double, range(1500))
        come: list[int] = []
        until = time.monotonic() + 30
        while len(come) < 1500 and time.monotonic() < until:
            come += running.come()
        assert sorted(come) == list(range(0, 3000, 2))
    finally:
        pool.stop()


def test_where_there_is_one_process_a_piece_is_done_when_its_result_is_wanted() -> None:
    asked: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(5):
            asked.append(number)
            yield number

    running = Running(Here(), double, pieces())
    assert asked == [0], "given out is done: no more than one before it is asked for"
    assert [*running.come()] == [], "this process is busy with something else"
    assert asked == [0]
    assert list(running) == [0, 2, 4, 6, 8]
