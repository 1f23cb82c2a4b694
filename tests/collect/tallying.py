"""Forms filled, disturbed and read back by the hundred → how many values came out right."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from formgen.campaign.values import Value
from tests.collect.disturbing import DISTURBANCES, disturbed
from tests.collect.forms import FormCase, cases
from tests.collect.generated import many
from tests.collect.judging import Outcome, Verdict, judged

_SHOWN = 60
"""Characters of a value that a failure shows."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A value that did not come out right."""

    form: str
    number: int
    """Of the entry, among those generated."""
    disturbances: tuple[str, ...]
    outcome: Outcome

    def __str__(self) -> str:
        outcome = self.outcome
        told = "；".join(f"{p.code} {p.message}" for p in outcome.problems)[: 3 * _SHOWN]
        return (
            f"{self.form} #{self.number} {'、'.join(self.disturbances)}: {outcome.field} "
            f"{outcome.verdict.value}\n    was {str(outcome.was)[:_SHOWN]!r}\n"
            f"    now {str(outcome.now)[:_SHOWN]!r}\n    told {told}"
        )


@dataclass(slots=True)
class Tally:
    """Verdicts counted."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, outcome: Outcome, failure: Failure) -> None:
        """Count one value."""
        self.counts[outcome.verdict] += 1
        if outcome.verdict is not Verdict.RIGHT:
            self.failures.append(failure)

    @property
    def total(self) -> int:
        """How many values were looked at."""
        return self.counts.total()

    @property
    def right(self) -> float:
        """Share of the values that are right; 1 for none."""
        return self.counts[Verdict.RIGHT] / self.total if self.total else 1.0

    @property
    def silent(self) -> list[Failure]:
        """Values that are wrong, and nothing says so."""
        return [one for one in self.failures if one.outcome.verdict is Verdict.SILENT]

    def shown(self, most: int = 10) -> str:
        """The first failures, the silent ones before the others."""
        said = [one for one in self.failures if one.outcome.verdict is not Verdict.SILENT]
        return "\n".join(map(str, [*self.silent, *said][:most]))


Entries = Sequence[Mapping[str, Value]]


@cache
def filled(
    name: str, count: int, calm: bool = False
) -> tuple[tuple[Mapping[str, Value], bytes], ...]:
    """Entries of the form of that name, and their forms as `build` makes them."""
    form = next(one for one in cases() if one.name == name)
    entries = many(form, count, calm=calm)
    return tuple(zip(entries, form.fill_all(entries), strict=True))


def round_trip(form: FormCase, forms: Iterable[tuple[Mapping[str, Value], bytes]]) -> Tally:
    """Forms read back as they are."""
    tally = Tally()
    for number, (values, content) in enumerate(forms):
        for outcome in judged(form, values, content):
            tally.add(outcome, Failure(form.name, number, (), outcome))
    return tally


def disturbed_trip(
    forms: Sequence[FormCase], names: Sequence[str], count: int, *, calm: bool = True
) -> Tally:
    """Forms read back after these disturbances together, where any of them finds a place."""
    tally = Tally()
    for form in forms:
        _disturb_all(form, names, filled(form.name, count, calm), tally)
    return tally


def _disturb_all(
    form: FormCase,
    names: Sequence[str],
    forms: Iterable[tuple[Mapping[str, Value], bytes]],
    tally: Tally,
) -> None:
    for number, (values, content) in enumerate(forms):
        seed = f"{form.name} {number} {names}"
        other = disturbed(form, values, content, names, seed)
        if not other.applied:
            continue
        effect = other.effect
        for outcome in judged(form, values, other.content, effect.to_say, effect.codes):
            tally.add(outcome, Failure(form.name, number, other.applied, outcome))


def triples(count: int, start: int = 0) -> Iterator[tuple[str, str, str]]:
    """So many different threes of disturbances, always the same ones."""
    chance = random.Random(f"triples {start}")
    names = list(DISTURBANCES)
    seen: set[frozenset[str]] = set()
    while len(seen) < count:
        first, second, third = chance.sample(names, k=3)
        if frozenset((first, second, third)) not in seen:
            seen.add(frozenset((first, second, third)))
            yield first, second, third
