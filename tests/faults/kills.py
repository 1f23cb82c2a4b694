"""Builds broken off at random points: what is there at once, and what the next run makes of it."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tests.faults.yard import (
    CAMPAIGN,
    Build,
    Ended,
    Stage,
    Yard,
    assert_completes,
    assert_whole_or_absent,
    running,
    tree,
)

GONE = 3.0
"""Seconds after which nothing of a build that was killed may be left running."""
_CLEARED = 10.0
"""The same of a build that was asked to end, and clears away; on a busy machine."""
_PAUSE = 0.04
"""The longest that is waited after a thing was done, in seconds: so a kill comes anywhere."""


class Kind(Enum):
    """Who is ended, and how."""

    MAIN = "主进程 kill -9"
    WORKER = "一个工作进程 kill -9"
    ALL = "全部进程 kill -9"
    INTERRUPT = "Ctrl-C"
    TERMINATE = "主进程 kill"
    TERMINATE_ALL = "全部进程 kill"


@dataclass(frozen=True, slots=True)
class Blow:
    """What is done to a build, and when."""

    kind: Kind
    stage: Stage
    count: int
    """After so many things done at the stage."""
    pause: float
    """Seconds after the last of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    blow: Blow
    struck: bool
    """Whether it came before the build was done."""
    code: int
    there: int
    """Files that were there at once."""
    kept: int
    """Files that the next run did not make again."""
    seconds: float
    """Until nothing of the build was running any more."""


def undisturbed(yard: Yard, jobs: int = 2) -> tuple[dict[str, str], Mapping[Stage, int]]:
    """What a build makes that nobody disturbs, and how much it does at each stage."""
    out = yard.root / "undisturbed"
    with running(yard.start(out, "--jobs", str(jobs))) as build:
        ended = build.wait()
        assert ended.code == 0, ended.screen
        made = dict(build.seen)
    found = tree(out)
    shutil.rmtree(out)
    return found, made


def blows(seed: int, number: int, whole: Mapping[Stage, int]) -> Iterator[Blow]:
    """So many blows, spread over kinds and stages, at points that the seed decides."""
    chance = random.Random(seed)
    stages = [*Stage]
    helped = [Stage.FORMS, Stage.PUBLICATION, Stage.SETS]
    for place in range(number):
        kind = [*Kind][place % len(Kind)]
        among = helped if kind is Kind.WORKER else stages
        stage = among[place // len(Kind) % len(among)]
        count = chance.randint(1, whole[stage])
        yield Blow(kind, stage, count, chance.uniform(0, _PAUSE))


def struck(yard: Yard, blow: Blow, right: Mapping[str, str], jobs: int = 2) -> Outcome:
    """Break a build off and see to all that has to hold; the next run completes it."""
    out = yard.root / "out"
    shutil.rmtree(out, ignore_errors=True)
    yard.tidy()
    with running(yard.start(out, "--jobs", str(jobs))) as build:
        hit = build.comes_to(blow.stage, blow.count) and _strike(build, blow)
        begun = time.monotonic()
        if blow.kind is Kind.WORKER:
            ended = build.wait()
            assert ended.code == 0, ended.screen
            assert tree(out) == right
        asked = blow.kind in (Kind.INTERRUPT, Kind.TERMINATE, Kind.TERMINATE_ALL)
        assert build.is_gone(_CLEARED if asked else GONE), f"still running: {build.where()}"
        seconds = time.monotonic() - begun
        ended = build.wait()
    _see_to_words(ended, blow.kind)
    assert_whole_or_absent(out, right)
    there = len(tree(out))
    if blow.kind is Kind.WORKER:
        assert not list((out / CAMPAIGN / ".formgen").glob("parts/*")), "the same run clears away"
    else:
        _leave_half(out)
    following = assert_completes(yard, out, right, "--jobs", str(jobs))
    again = yard.build(out, "--jobs", str(jobs))
    assert again.code == 0
    assert "都没有变化" in again.words, again.screen
    assert yard.temporary() == []
    hit = hit and (ended.code != 0 or blow.kind is Kind.WORKER)
    return Outcome(blow, hit, ended.code, there, following.reported[1], seconds)


def _leave_half(out: Path) -> None:
    """Leave a half file, whether or not the blow came within a write."""
    with contextlib.suppress(FileNotFoundError):
        (out / CAMPAIGN / ".formgen/parts/0.part").write_bytes(b"half")


def _strike(build: Build, blow: Blow) -> bool:
    """Whether there was somebody to be struck."""
    time.sleep(blow.pause)
    main = build.process.pid
    if build.process.poll() is not None:
        return False
    if blow.kind is Kind.WORKER:
        workers = build.workers()
        if workers:
            os.kill(workers[blow.count % len(workers)], signal.SIGKILL)
        return bool(workers)
    if blow.kind is Kind.MAIN:
        os.kill(main, signal.SIGKILL)
    elif blow.kind is Kind.TERMINATE:
        os.kill(main, signal.SIGTERM)
    else:
        signals = {Kind.ALL: signal.SIGKILL, Kind.INTERRUPT: signal.SIGINT}
        os.killpg(main, signals.get(blow.kind, signal.SIGTERM))
    return True


def _see_to_words(ended: Ended, kind: Kind) -> None:
    """A build that could still say something said it in the user's words."""
    assert "Traceback" not in ended.screen, ended.screen
    assert "Error" not in ended.screen, ended.screen
    right = {Kind.INTERRUPT: {130}, Kind.TERMINATE: {143}, Kind.TERMINATE_ALL: {143}}
    early = {-signal.SIGINT, -signal.SIGTERM}  # before the program listens, Python itself ends
    killed = {-signal.SIGKILL}
    assert ended.code in right.get(kind, killed) | early | {0}, (ended.code, ended.screen)
