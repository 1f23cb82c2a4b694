"""A text in which several slots stand without a wording between → which lines are whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formgen.collect.finding.kinds import fits, tells
from formgen.collect.pattern import FormPattern, Target


@dataclass(frozen=True, slots=True)
class Shared:
    """A text shared out."""

    lines: tuple[tuple[str, ...], ...]
    """For each target its lines."""
    sure: bool
    """Whether nothing else is possible."""


def share(pattern: FormPattern, targets: Sequence[Target], lines: tuple[str, ...]) -> Shared:
    """Share lines out among targets: by what their kinds take, else in order."""
    if not lines:
        return Shared(((),) * len(targets), True)
    telling = [n for n, target in enumerate(targets) if tells(pattern, target.slot)]
    taken, left, sure = _by_look(pattern, targets, telling, lines)
    open_ones = [n for n in range(len(targets)) if n not in telling]
    if not left:
        return _made(targets, taken, sure)
    if len(open_ones) == 1:
        return _made(targets, taken | {open_ones[0]: left}, sure)
    unfilled = open_ones or [n for n in telling if n not in taken] or [len(targets) - 1]
    if len(unfilled) == len(left) == len(lines) and len(open_ones) == len(targets):
        return _made(targets, {n: (line,) for n, line in zip(unfilled, left, strict=True)}, sure)
    return _made(targets, taken | _in_order(unfilled, left), sure=False)


def _made(targets: Sequence[Target], taken: dict[int, tuple[str, ...]], sure: bool) -> Shared:
    return Shared(tuple(taken.get(n, ()) for n in range(len(targets))), sure)


def _by_look(
    pattern: FormPattern, targets: Sequence[Target], telling: Sequence[int], lines: tuple[str, ...]
) -> tuple[dict[int, tuple[str, ...]], tuple[str, ...], bool]:
    """What targets of telling kinds take, what is left, and whether only they could take it."""
    taken: dict[int, tuple[str, ...]] = {}
    left = list(lines)
    sure = True
    for number in telling:
        slot = targets[number].slot
        whole = [line for line in left if fits(pattern, slot, line)]
        if whole:
            sure = sure and len(whole) == 1
            taken[number] = (whole[0],)
            left.remove(whole[0])
            continue
        for at, line in enumerate(left):
            words = line.split()
            fitting = [word for word in words if fits(pattern, slot, word)]
            if fitting and len(words) > 1:
                sure = False
                taken[number] = (fitting[-1],)
                left[at] = line.replace(fitting[-1], "", 1).strip()
                break
    return taken, tuple(left), sure


def _in_order(numbers: Sequence[int], lines: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """One line each, the rest to the last."""
    shared = {number: lines[at : at + 1] for at, number in enumerate(numbers)}
    shared[numbers[-1]] = lines[len(numbers) - 1 :]
    return {number: own for number, own in shared.items() if own}
