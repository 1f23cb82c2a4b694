"""What came up in making a file → words the manifest keeps, to be told again when it is kept.

The manifest holds nothing about persons: what concerns one entry is not noted, and the file is
made anew next time, so that its user hears of it again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formgen.layout.printing import StandIn
from formgen.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Notes:
    """What came up in making a file."""

    stand_ins: tuple[StandIn, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Of the template only."""
    sizes: tuple[int, ...] = ()
    """Of a set: pages, sheets, seals, and 1 where it is printed on both sides."""

    def written(self) -> str:
        """The notes as the manifest keeps them."""
        kept: dict[str, object] = {}
        if self.stand_ins:
            kept["stand_ins"] = [[one.asked, one.printed, one.rare] for one in self.stand_ins]
        if self.problems:
            kept["problems"] = [
                [one.code, one.place.file, dict(one.details)] for one in self.problems
            ]
        if self.sizes:
            kept["sizes"] = list(self.sizes)
        return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""

    @classmethod
    def read(cls, kept: str) -> Notes:
        """The notes that were written."""
        found = json.loads(kept) if kept else {}
        return cls(
            tuple(StandIn(*one) for one in found.get("stand_ins", ())),
            tuple(
                Problem(code, Place(file), details=details)
                for code, file, details in found.get("problems", ())
            ),
            tuple(found.get("sizes", ())),
        )


def notes_of(
    problems: Sequence[Problem], stand_ins: Sequence[StandIn], template: str
) -> Notes | None:
    """The notes on a file; None where something came up that must not be noted."""
    if not all(_of_template(problem, template) for problem in problems):
        return None
    return Notes(tuple(stand_ins), tuple(problems))


def _of_template(problem: Problem, template: str) -> bool:
    """Whether a problem says nothing but what the template does."""
    plain = Problem(problem.code, Place(template), details=problem.details)
    return bool(template) and problem == plain and _is_plain(problem.details)


def _is_plain(details: Mapping[str, object]) -> bool:
    """Whether nothing is quoted: words of a paper may be a name."""
    return all(
        type(one) in (int, bool) or (type(one) is str and "“" not in one)
        for one in details.values()
    )
