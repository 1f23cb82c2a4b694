"""A printed document → the problems its user must know of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from formgen.fonts import needs_shaping
from formgen.layout.printing import Printed
from formgen.layout.proving import layout_faults
from formgen.problems import Place, Problem, Severity

_SHAPED = "这种文字要连写或叠写"
_OWN = "这是自造字，现有的字体里都没有"
_ODD = "这不是文字"
_UNKNOWN = "现有的字体里都没有这个字"
_HINTS = {
    _SHAPED: "请改用 --pdf-engine libreoffice",
    _OWN: "请用 --fonts 指定收有它的字体文件夹，或换一种写法",
    _ODD: "请换一种写法",
    _UNKNOWN: "请用 --fonts 指定存有这个字的字体文件夹",
}
"""What to do, by what is the matter with a character."""
_BY_CATEGORY = {"Co": _OWN, "So": _ODD, "Sk": _ODD}
"""What a character is, by its category (UAX 44, General_Category)."""


def printed_problems(
    printed: Printed, file: Place, template: Place, entry: str = "", *, empty: bool = False
) -> tuple[Problem, ...]:
    """The problems of a printed document.

    Args:
        printed: what the engine gave.
        file: the file printed.
        template: where constructs that are not printed stand: the template, whose papers all
            share them, or the file itself.
        entry: for whom the document is.
        empty: whether it is a form that nobody has filled in.
    """
    return (
        *_missing(printed, file, entry),
        *_not_shown(printed, template),
        *(Problem("P04", file, entry, details={"reason": one}) for one in printed.warnings),
        *_proven(printed, file, entry, empty=empty),
    )


def _missing(printed: Printed, file: Place, entry: str) -> Iterator[Problem]:
    """One problem for each place and reason, however many characters it has."""
    found: dict[tuple[str, str], list[str]] = {}
    for lost in dict.fromkeys(printed.missing):
        found.setdefault((lost.source, _reason(lost.character)), []).append(lost.character)
    for (source, reason), characters in found.items():
        codes = " ".join(f"U+{ord(character):04X}" for character in "".join(characters))
        details = {
            "characters": "".join(characters),
            "codes": codes,
            "where": source or "文中",
            "reason": reason,
            "hint": _HINTS[reason],
        }
        yield Problem("P02", file, entry, details=details)


def _reason(character: str) -> str:
    if needs_shaping(character[0]):
        return _SHAPED
    return _BY_CATEGORY.get(unicodedata.category(character[0]), _UNKNOWN)


def _not_shown(printed: Printed, template: Place) -> Iterator[Problem]:
    for lost in dict.fromkeys(printed.not_shown):
        details = {"construct": lost.construct, "where": lost.place, "effect": lost.effect}
        yield Problem("P03", template, details=details)


def _proven(printed: Printed, file: Place, entry: str, *, empty: bool) -> Iterator[Problem]:
    """What the laid-out pages show; nothing where another program laid them out.

    An empty form whose cells are too low for a seal was drawn so: its office is told, no more.
    """
    if printed.pages is not None:
        for fault in layout_faults(printed.pages):
            level = Severity.WARNING if empty and fault.code == "P06" else None
            yield Problem(fault.code, file, entry, details=fault.details, level=level)
