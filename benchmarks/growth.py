"""What one more entry costs, from 10 entries to 10,000, and how much memory the most entries take.

`formgen build --only 申报表 --jobs 1` makes the form of every entry, as Word or as PDF, of
generated batches in which no two persons and no two photos are alike. Reading, checking,
planning, filling, writing and recording are all counted: whatever grows with the number.

What a start costs whatever the number (imports, templates, typefaces) is taken off: the cost of
an entry is (T(n) - T(1)) / (n - 1), each beside a folder of one entry. All are made by one
process, few entries many times, always of new folders, before and behind the many: a machine's
pace changes from one second to the next by more than what is looked for, and so meets all alike.
What counts is all that batches of a number took together, in seconds of the processor, so that
other work on the machine does not count. Memory at its highest is that of a process that makes
one batch.
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
from typing import Any

from rich.console import Console

from benchmarks.batches import write_batch
from benchmarks.commands import keep_cores, memory_folder, run
from benchmarks.rows import Goal, Row, table_of

BLOCKS = {
    "docx": (4, {1000: 1, 100: 5, 10: 50}),
    "pdf": (2, {1000: 1, 100: 3, 10: 30}),
}
"""Format to how many blocks are made, and in each: number of entries to how many batches of it."""
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
class Costs:
    """Of one format, in one round."""

    entry: Mapping[int, float]
    """Number of entries to milliseconds of one more."""
    peak: Mapping[int, float]
    """Number of entries to MB."""


def measured(kind: str, order: Sequence[int], peaks: Sequence[int], root: Path) -> Costs:
    """Measure one format: the cost of an entry in batches of these numbers, made in this order."""
    folders, first = [write_batch(root / "warm", 2, _BEYOND)], 0
    for place, count in enumerate(order):
        folders.append(write_batch(root / f"one{place}", 1, _BEYOND + 2 + place))
        folders.append(write_batch(root / f"many{place}", count, first))
        first += count
    _, *seconds = _made(kind, folders, root)["seconds"]
    more: dict[int, list[float]] = {count: [] for count in sorted(order)}
    for count, one, many in zip(order, seconds[::2], seconds[1::2], strict=True):
        more[count].append(1000 * (many - one) / (count - 1))
    entry = {count: statistics.mean(found) for count, found in more.items()}
    return Costs(entry, {count: _peak(kind, count, root) for count in peaks})


def _peak(kind: str, count: int, root: Path) -> float:
    """The most memory of a process that makes one batch, in MB."""
    folders = [write_batch(root / "warm", 2, _BEYOND), write_batch(root / "many", count)]
    return float(_made(kind, folders, root)["peak"])


def _made(kind: str, folders: Sequence[Path], root: Path) -> dict[str, Any]:
    """What making batches in a process of their own took; they are removed."""
    result, out = root / "figures.json", root / "out"
    run([sys.executable, "-m", "benchmarks.repeated", kind, *map(str, (out, result, *folders))])
    for folder in (out, *folders):
        shutil.rmtree(folder)
    found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return found


def _order(kind: str, *, quick: bool) -> list[int]:
    """The numbers of entries, in the order of their batches."""
    blocks, times = BLOCKS[kind]
    block = [count for count, number in times.items() for _ in range(number)]
    if quick:
        return block
    largest = [MOST[kind]] if MOST[kind] > MEASURE else []
    return [*block, *largest, *block * (blocks - 1)]


def rows(*, quick: bool = False) -> list[Row]:
    """Measure."""
    found: list[Row] = []
    keep_cores(1)
    with memory_folder() as root:
        for kind, most in MOST.items():
            peaks = (MEASURE, most) if most > MEASURE and not quick else ()
            order = _order(kind, quick=quick)
            rounds = [measured(kind, order, peaks, root) for _ in range(1 if quick else ROUNDS)]
            found += _rows_of(NAMES[kind], rounds)
    return found


def _rows_of(name: str, rounds: Sequence[Costs]) -> list[Row]:
    counts, peaks = list(rounds[0].entry), list(rounds[0].peak)
    entry = {n: statistics.median(one.entry[n] for one in rounds) for n in counts}
    span = "→".join(f"{n:,}" for n in counts)
    far = Row(
        f"{name}, {span}: cost of an entry, farthest from that of {MEASURE:,}",
        tuple(_farthest(one.entry) for one in rounds),
        TIME_GOAL,
        ", ".join(f"{n:,}: {cost:.2f} ms" for n, cost in entry.items()),
        "%",
    )
    if not peaks:
        return [far]
    peak = {n: statistics.median(one.peak[n] for one in rounds) for n in peaks}
    flat = Row(
        f"{name}: peak memory of {peaks[-1]:,} entries against {MEASURE:,}",
        tuple(one.peak[peaks[-1]] / one.peak[MEASURE] for one in rounds),
        MEMORY_GOAL,
        ", ".join(f"{n:,}: {most:.0f} MB" for n, most in peak.items()),
    )
    return [far, flat]


def _farthest(costs: Mapping[int, float]) -> float:
    """In per cent of the cost that is held against."""
    return max(abs(cost / costs[MEASURE] - 1) * 100 for cost in costs.values())


def main() -> int:
    """Measure and print; the exit code says whether every goal is reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, up to 1,000 entries")
    found = rows(quick=parser.parse_args().quick)
    Console().print(table_of(found, "What one more entry costs, one core"))
    return 0 if all(row.reached for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
