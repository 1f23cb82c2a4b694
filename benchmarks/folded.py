"""The benchmarks of the check and of print sets → rows of the table of all benchmarks."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.check_speed import (
    ENTRIES,
    GOAL,
    MEMORY_GOAL,
    measured,
    without_materials,
    write_tables,
)
from benchmarks.commands import keep_cores, memory_folder
from benchmarks.print_set import FORMS, MB, MOST_MB, bound, merged, printed_forms
from benchmarks.rows import Goal, Row, range_of

ROUNDS = 3


def check_rows(*, quick: bool = False) -> list[Row]:
    """Entries checked a second, and the memory that takes."""
    with memory_folder() as folder:
        write_tables(folder, without_materials(folder))
        rounds = [
            (measured("peer", folder), measured("formgen", folder))
            for _ in range(1 if quick else ROUNDS)
        ]
    ours = [ENTRIES / float(mine["seconds"]) for _, mine in rounds]
    theirs = [ENTRIES / float(peer["seconds"]) for peer, _ in rounds]
    detail = f"{ENTRIES:,} entries, one core; a loop that counts characters "
    detail += range_of(theirs, "entries/s")
    peaks = tuple(float(mine["peak"]) for _, mine in rounds)
    return [
        Row("entries checked", tuple(ours), Goal(GOAL), detail, "entries/s"),
        Row(
            "check: peak memory",
            peaks,
            Goal(MEMORY_GOAL, least=False),
            f"{ENTRIES:,} entries",
            "MB",
        ),
    ]


def set_rows(*, quick: bool = False) -> list[Row]:
    """The size of a print set, and its cost beside appending single PDFs."""
    keep_cores(1)
    printed = printed_forms()
    rounds = [
        (_seconds(lambda: bound(printed)), _seconds(lambda: merged(printed)))
        for _ in range(1 if quick else ROUNDS)
    ]
    mine, theirs = len(bound(printed)) / MB, len(merged(printed)) / MB
    sizes = f"{FORMS} forms in one PDF: formgen {mine:.2f} MB, pypdf appends {theirs:.2f} MB"
    ours, peer = (range_of(seconds, "s") for seconds in zip(*rounds, strict=True))
    return [
        Row("print set: size", (mine,), Goal(MOST_MB, least=False), sizes, "MB"),
        Row(
            "print set: time, against appending single PDFs",
            tuple(other / own for own, other in rounds),
            None,
            f"one core: formgen {ours}, pypdf {peer}",
        ),
    ]


def _seconds(make: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    make()
    return time.perf_counter() - start
