"""A printed document → the problems its user must know of."""

from __future__ import annotations

from collections.abc import Iterator

from formgen.layout.printing import Printed
from formgen.problems import Place, Problem


def printed_problems(
    printed: Printed, file: Place, template: Place, entry: str = ""
) -> tuple[Problem, ...]:
    """The problems of a printed document.

    Args:
        printed: what the engine gave.
        file: the file printed.
        template: where constructs that are not printed stand: the template, whose papers all
            share them, or the file itself.
        entry: for whom the document is.
    """
    return (
        *_missing(printed, file, entry),
        *_not_shown(printed, template),
        *(Problem("P04", file, entry, details={"reason": one}) for one in printed.warnings),
    )


def _missing(printed: Printed, file: Place, entry: str) -> Iterator[Problem]:
    for lost in dict.fromkeys(printed.missing):
        code = " ".join(f"U+{ord(character):04X}" for character in lost.character)
        details = {"character": lost.character, "code": code, "where": lost.source or "文中"}
        yield Problem("P02", file, entry, details=details)


def _not_shown(printed: Printed, template: Place) -> Iterator[Problem]:
    for lost in dict.fromkeys(printed.not_shown):
        details = {"construct": lost.construct, "where": lost.place, "effect": lost.effect}
        yield Problem("P03", template, details=details)
