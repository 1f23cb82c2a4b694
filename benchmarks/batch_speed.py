"""A whole batch of 200 entries by wall clock: formgen against a user's script, on two cores.

In each round, one after the other: formgen makes the papers that the script makes, too (200
申报表 as Word and PDF, 41 推荐汇总表 as Word, PDF and Excel, the 公示 as Word and PDF); the
script makes them; formgen makes everything it makes of these data (with 工作照片, certificates,
the web page, print sets); the same again with nothing changed; everything again, on one core.
What a second core brings is held against its goal with 1,000 entries: with 200, a sixth of the
time goes into start, lint and check, which one core does, and both figures are told. So is what
the machine can give: two builds on one core each, side by side, which share nothing but memory.

formgen is timed from the start of the command to its end, with reading, checking and searching
for private values. The script's clock starts when its LibreOffices run already, and it gets
what it fills its papers from ready-made; one LibreOffice a core, which is its best (peer.py).
Before anything is timed, the texts of all papers of both sides are compared.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.batches import CAMPAIGN, write_batch
from benchmarks.commands import Ran, build, keep_cores, memory_folder, run
from benchmarks.offices import office_environment, offices
from benchmarks.peer_batch import DOCUMENTS, FORMATS, differences, write_peer_batch
from benchmarks.rows import Goal, Row, range_of, table_of

ENTRIES, MANY = 200, 1000
CORES = 2
ROUNDS, MANY_ROUNDS = 3, 5
AGAIN = 3
"""Runs with nothing changed after each first run."""
PEER_GOAL, AGAIN_GOAL, CORES_GOAL = Goal(2.5), Goal(50), Goal(1.8)
SHOWN = 5
SAME = (*itertools.chain.from_iterable(("--only", name) for name in DOCUMENTS),)
SAME_PAPERS = (*SAME, "--format", ",".join(FORMATS))


@dataclass(frozen=True, slots=True)
class Contest:
    """A campaign folder, and where both sides put what they make."""

    root: Path
    campaign: Path
    files: list[Path]
    """What both make, relative to the campaign's output."""
    environment: dict[str, str]
    """Of the script and its LibreOffices."""

    @classmethod
    def open(cls, root: Path) -> Contest:
        """Write the batch and what the script is given."""
        campaign = write_batch(root / "campaign", ENTRIES)
        files = write_peer_batch(campaign, root / "batch.json")
        return cls(root, campaign, files, office_environment(root))

    def ours(self, jobs: int, *arguments: str) -> Ran:
        """formgen, into a new folder."""
        shutil.rmtree(self.root / "ours", ignore_errors=True)
        return self.again(jobs, *arguments)

    def again(self, jobs: int, *arguments: str) -> Ran:
        """formgen, into the folder of the run before."""
        return build(self.campaign, self.root / "ours", jobs, *arguments)

    def theirs(self) -> Ran:
        """The script, into a new folder."""
        shutil.rmtree(self.root / "theirs", ignore_errors=True)
        profiles = [self.root / f"profile{number}" for number in range(CORES)]
        command = [sys.executable, "-m", "benchmarks.peer", str(self.root / "batch.json")]
        command += [str(self.root / "theirs"), *map(str, profiles)]
        with offices(profiles, self.environment):
            return run(command, self.environment)

    def check(self) -> None:
        """Stop unless both make papers of the same texts; warms both.

        Raises:
            SystemExit: they do not.
        """
        self.ours(CORES, *SAME_PAPERS)
        self.theirs()
        ours, theirs = self.root / "ours" / CAMPAIGN.name, self.root / "theirs"
        if told := list(itertools.islice(differences(ours, theirs, self.files), SHOWN)):
            raise SystemExit("\n".join(("the two do not make the same papers", *told)))


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds of one round."""

    same: float
    """formgen, the papers both make."""
    peer: float
    everything: float
    again: tuple[float, ...]
    """With nothing changed."""
    one_core: float


def one_round(contest: Contest) -> Round:
    """Run all, one after the other."""
    same, peer = contest.ours(CORES, *SAME_PAPERS).seconds, contest.theirs().seconds
    everything = contest.ours(CORES).seconds
    again = tuple(contest.again(CORES).seconds for _ in range(AGAIN))
    return Round(same, peer, everything, again, contest.ours(1).seconds)


def rows(*, quick: bool = False) -> list[Row]:
    """Measure."""
    keep_cores(CORES)
    with memory_folder() as root:
        contest = Contest.open(root)
        contest.check()
        rounds = [one_round(contest) for _ in range(1 if quick else ROUNDS)]
        found = _rows_of(rounds)
        return found if quick else [*found, *_many(root / "many")]


def _rows_of(rounds: Sequence[Round]) -> list[Row]:
    same = range_of([one.same for one in rounds], "s")
    peer = range_of([one.peer for one in rounds], "s")
    everything = range_of([one.everything for one in rounds], "s")
    again = [seconds for one in rounds for seconds in one.again]
    one_core = range_of([one.one_core for one in rounds], "s")
    files = f"{ENTRIES} entries, {CORES} cores"
    return [
        Row(
            "whole batch: the papers both make, against docxtpl + LibreOffice + openpyxl",
            tuple(one.peer / one.same for one in rounds),
            PEER_GOAL,
            f"{files}: formgen {same}, script {peer}",
        ),
        Row(
            "whole batch: everything formgen makes, against the script's papers",
            tuple(one.peer / one.everything for one in rounds),
            None,
            f"{files}: formgen {everything}, script {peer}",
        ),
        Row(
            "second run, nothing changed, against the first",
            tuple(one.everything / seconds for one in rounds for seconds in one.again),
            AGAIN_GOAL,
            f"{files}: first {everything}, second {range_of(again, 's')}",
        ),
        Row(
            "two cores against one, start and check, which take one, not made small by many",
            tuple(one.one_core / one.everything for one in rounds),
            None,
            f"{ENTRIES} entries: --jobs 2 {everything}, --jobs 1 {one_core}",
        ),
    ]


def _many(folder: Path) -> Iterator[Row]:
    """A larger batch, as cores are added for; each run on two is held against its neighbours."""
    campaign = write_batch(folder / "campaign", MANY)
    ones, both = [_anew(campaign, folder / "one", 1)], []
    beside: dict[int, float] = {}
    for number in range(MANY_ROUNDS):
        both.append(_anew(campaign, folder / "both", CORES))
        if number % 2:
            beside[number] = _side_by_side(campaign, folder)
        ones.append(_anew(campaign, folder / "one", 1))
    again = [build(campaign, folder / "both", CORES).seconds for _ in range(AGAIN * ROUNDS)]
    alone = [statistics.mean(two) for two in itertools.pairwise(ones)]
    one_core, two_cores = range_of(ones, "s"), range_of(both, "s")
    yield Row(
        f"two cores against one ({MANY:,})",
        tuple(one / two for one, two in zip(alone, both, strict=True)),
        CORES_GOAL,
        f"{MANY:,} entries: --jobs 2 {two_cores}, --jobs 1 {one_core}",
    )
    yield Row(
        "what this machine's second core gives: builds of one core side by side",
        tuple(CORES * alone[number] / seconds for number, seconds in beside.items()),
        None,
        f"{MANY:,} entries: {CORES} at once {range_of([*beside.values()], 's')}, one {one_core}",
    )
    yield Row(
        f"second run, nothing changed, against the first ({MANY:,})",
        tuple(both[-1] / seconds for seconds in again),
        AGAIN_GOAL,
        f"{MANY:,} entries, {CORES} cores: first {range_of(both[-1:], 's')}, "
        f"second {range_of(again, 's')}",
    )


def _side_by_side(campaign: Path, folder: Path) -> float:
    """Seconds until builds on one core each, begun at once, have ended."""
    folders = [folder / f"beside{number}" for number in range(CORES)]
    with ThreadPoolExecutor(CORES) as threads:
        return max(threads.map(lambda out: _anew(campaign, out, 1), folders))


def _anew(campaign: Path, out: Path, jobs: int) -> float:
    """Seconds of a build into a folder where nothing is."""
    shutil.rmtree(out, ignore_errors=True)
    return build(campaign, out, jobs).seconds


def main() -> int:
    """Measure and print; the exit code says whether every goal is reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, and no larger batch")
    found = rows(quick=parser.parse_args().quick)
    Console().print(table_of(found, "A whole batch, by wall clock"))
    return 0 if all(row.reached for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
