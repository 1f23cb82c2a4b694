"""`python -m tests.faults [NUMBER [SEED]]`: break builds off, and print the table."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections import defaultdict
from pathlib import Path

from tests.faults.kills import Kind, Outcome, blows, struck, undisturbed
from tests.faults.yard import Yard, copy_of_program


def main() -> int:
    """Run so many blows; how many ended otherwise than they must."""
    number, seed = (*map(int, sys.argv[1:3]), *(100, 1)[len(sys.argv) - 1 :])[:2]
    begun, failed = time.monotonic(), 0
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        yard = Yard.at(Path(name, "yard"), copy_of_program(Path(name, "program")))
        right, whole = undisturbed(yard)
        told = ", ".join(f"{stage.name} {count}" for stage, count in whole.items())
        sys.stdout.write(f"{len(right)} files; done at each stage: {told}\n")
        for blow in blows(seed, number, whole):
            try:
                outcomes.append(struck(yard, blow, right))
                sys.stdout.write(f"{outcomes[-1]}\n")
            except AssertionError:
                failed += 1
                sys.stdout.write(f"FAILED {blow}\n{traceback.format_exc()}\n")
            sys.stdout.flush()
    _print(outcomes, len(right))
    sys.stdout.write(f"{failed} of {number} failed; {time.monotonic() - begun:.0f} s\n")
    return int(failed > 0)


def _print(outcomes: list[Outcome], files: int) -> None:
    by_kind: dict[Kind, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by_kind[one.blow.kind].append(one)
    for kind, these in by_kind.items():
        hit = [one for one in these if one.struck]
        there = sorted(one.there for one in hit) or [0]
        lost = max((one.there - one.kept for one in hit), default=0)
        slowest = max((one.seconds for one in hit), default=0)
        sys.stdout.write(
            f"{kind.value}: {len(these)} runs, {len(hit)} struck; files there at once "
            f"{there[0]}–{there[-1]} of {files}; made twice at most {lost}; "
            f"gone after at most {slowest:.2f} s\n"
        )


sys.exit(main())
