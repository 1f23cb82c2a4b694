"""What one more entry costs, from 10 entries to 10,000, and how much memory the most entries take.

`formgen build --only 申报表 --jobs 1` makes the form of every entry, as Word or as PDF, of
generated batches in which no two persons and no two photos are alike. Reading, checking,
planning, filling, writing and recording are all counted: whatever grows with the number.

What a start costs whatever the number (imports, templates, typefaces) is taken off: the cost of
an entry is (T(n) - T(1)) / (n - 1), both in one process that has made a batch before. Runs of
the command alone would be farther from the truth: for 10 entries the difference is a thirtieth
of what a start takes, and how long a start takes varies more. Few entries are measured many
times, always of new folders, each beside a folder of one entry, and the median of the
differences is taken. Seconds are those of the processor, so that other work on the machine does
not count. Each number has a process of its own, whose memory at its highest is what is compared.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.batches import write_batch
from benchmarks.commands import keep_cores, memory_folder, run
from benchmarks.rows import Goal, Row, table_of

PAIRS = {10: 40, 100: 6, 1000: 2, 10_000: 1}
"""Number of entries to how many batches of it are made in a round, each beside one of one."""
QUICK_PAIRS = {10: 10, 100: 2, 1000: 1}
MOST = {"docx": 10_000, "pdf": 1000}
"""Format to the largest batch."""
NAMES = {"docx": "Word", "pdf": "PDF"}
ROUNDS = 2
MEASURE = 1000
"""The number the others are held against."""
TIME_GOAL = Goal(15, least=False)
MEMORY_GOAL = Goal(1.2, least=False)
_BEYOND = 20_000
"""Numbers of persons that no other batch of the process has."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one number of entries."""

    entry: float
    """Milliseconds of one more."""
    peak: float
    """MB."""


def measured(kind: str, count: int, pairs: int, root: Path) -> Cost:
    """Measure one number of entries in a process of its own."""
    folders = [write_batch(root / "warm", 2, _BEYOND)]
    for pair in range(pairs):
        folders.append(write_batch(root / f"one{pair}", 1, _BEYOND + 2 + pair))
        folders.append(write_batch(root / f"many{pair}", count, pair * count))
    result, out = root / "figures.json", root / "out"
    run([sys.executable, "-m", "benchmarks.repeated", kind, *map(str, (out, result, *folders))])
    shutil.rmtree(out)
    figures = json.loads(result.read_text(encoding="utf-8"))
    _, *seconds = figures["seconds"]
    more = [many - one for one, many in zip(seconds[::2], seconds[1::2], strict=True)]
    return Cost(1000 * statistics.median(more) / (count - 1), figures["peak"])


def rows(*, quick: bool = False) -> list[Row]:
    """Measure."""
    pairs = QUICK_PAIRS if quick else PAIRS
    found: list[Row] = []
    keep_cores(1)
    with memory_folder() as root:
        for kind, most in MOST.items():
            rounds = [
                {
                    count: measured(kind, count, pairs[count], root)
                    for count in pairs
                    if count <= most
                }
                for _ in range(1 if quick else ROUNDS)
            ]
            found += _rows_of(NAMES[kind], rounds)
    return found


def _rows_of(name: str, rounds: Sequence[Mapping[int, Cost]]) -> list[Row]:
    counts = list(rounds[0])
    costs = ", ".join(f"{n:,}: {_median(rounds, n, 'entry'):.2f} ms" for n in counts)
    span = "→".join(f"{n:,}" for n in counts)
    far = Row(
        f"{name}, {span}: cost of an entry, farthest from that of {MEASURE:,}",
        tuple(_farthest(one) for one in rounds),
        TIME_GOAL,
        costs,
        "%",
    )
    if counts[-1] <= MEASURE:
        return [far]
    peaks = ", ".join(f"{n:,}: {_median(rounds, n, 'peak'):.0f} MB" for n in counts)
    flat = Row(
        f"{name}: peak memory of {counts[-1]:,} entries against {MEASURE:,}",
        tuple(one[counts[-1]].peak / one[MEASURE].peak for one in rounds),
        MEMORY_GOAL,
        peaks,
    )
    return [far, flat]


def _farthest(costs: Mapping[int, Cost]) -> float:
    """In per cent of the cost that is held against."""
    measure = costs[MEASURE].entry
    return max(abs(cost.entry / measure - 1) * 100 for cost in costs.values())


def _median(rounds: Sequence[Mapping[int, Cost]], count: int, what: str) -> float:
    values: list[float] = [getattr(one[count], what) for one in rounds]
    return statistics.median(values)


def main() -> int:
    """Measure and print; the exit code says whether every goal is reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, up to 1,000 entries")
    found = rows(quick=parser.parse_args().quick)
    Console().print(table_of(found, "What one more entry costs, one core"))
    return 0 if all(row.reached for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
