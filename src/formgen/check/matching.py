"""A list of names, with units where they are said → the records they mean, and which mean none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from formgen.campaign.kinds.base import fold
from formgen.check.draft import Draft
from formgen.problems import Place, Problem, inner_quotes

_MOST_SOUGHT = 50
"""For so many unknown names near ones are looked for: who has more chose another file."""
_MOST_TOLD = 3
_MOST_DISTANCE = 6
"""Characters in which a long name may differ from one that is probably meant."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of a list: whom it names."""

    number: int
    """Its number in the list."""
    name: str
    unit: str | None
    """The unit it says, "" for none; None where the list has no place to say it."""
    place: Place


@dataclass(frozen=True, slots=True)
class Matches:
    """A list held against the records."""

    found: tuple[tuple[Asked, Draft], ...]
    """Each line that means one record, in the list's order."""
    problems: tuple[Problem, ...]
    """N05, and the code for names that are not there."""


def match(
    asked: Sequence[Asked], drafts: Sequence[Draft], unit_field: str, unknown: str
) -> Matches:
    """Find the record that each line of a list means.

    Names and units are compared without spaces, widths and cases. A line that says no unit
    means the one record of its name; one that says a unit means that unit's.

    Args:
        asked: the lines.
        drafts: every record.
        unit_field: name of the field that tells namesakes apart; empty where none does.
        unknown: the problem code for a name that no record has.
    """
    named: dict[str, list[Draft]] = {}
    for draft in drafts:
        named.setdefault(_key(draft.entry.name), []).append(draft)
    found: list[tuple[Asked, Draft]] = []
    problems: list[Problem] = []
    nobody: list[Asked] = []
    for one in asked:
        meant = _of_unit(named.get(_key(one.name), []), one.unit)
        if len(meant) == 1:
            found.append((one, meant[0]))
        elif meant:
            problems.append(_several(one, meant, unit_field))
        else:
            nobody.append(one)
    problems += _unknown(nobody, named, unknown)
    return Matches(tuple(found), tuple(problems))


def _key(text: str) -> str:
    return fold(text).casefold()


def _of_unit(namesakes: list[Draft], unit: str | None) -> list[Draft]:
    """Those of the unit; where the list has a column for it that is blank, those without one."""
    if not unit:
        alone = [draft for draft in namesakes if not draft.entry.unit]
        return alone if unit == "" and alone else namesakes
    return [draft for draft in namesakes if _key(draft.entry.unit) == _key(unit)]


def _several(one: Asked, meant: Sequence[Draft], unit_field: str) -> Problem:
    if not unit_field or one.unit or len({draft.entry.unit for draft in meant}) == 1:
        hint = "请先在申报表格里把它们的名称改得不一样"
    elif one.unit is not None:
        hint = f"请在“{unit_field}”一列写明是哪个单位的"
    elif one.place.file.lower().endswith(".txt"):
        hint = f"请把名单改成表格，加一列“{unit_field}”，写明是哪个单位的"
    else:
        hint = f"请在 {one.place.file} 里加一列“{unit_field}”，写明是哪个单位的"
    places = [_where(draft) for draft in meant[:_MOST_TOLD]]
    details = {
        "value": one.name,
        "count": len(meant),
        "others": "、".join(places) + (" 等" if len(meant) > _MOST_TOLD else ""),
        "hint": hint,
    }
    return Problem("N05", one.place, one.name, details=details)


def _where(draft: Draft) -> str:
    """A record as a sentence tells it: applicants.csv 第3行（铜山区）."""
    unit = f"（{draft.entry.unit}）" if draft.entry.unit else ""
    return f"{draft.place('')}{unit}"


def _unknown(
    nobody: Sequence[Asked], named: dict[str, list[Draft]], code: str
) -> Iterator[Problem]:
    keys = list(named)
    for number, one in enumerate(nobody):
        value = f"{one.name}（{one.unit}）" if one.unit else one.name
        if namesakes := named.get(_key(one.name)):
            others = _elsewhere(one, namesakes)
        elif number < _MOST_SOUGHT:
            others = _near(one, keys, named)
        else:
            others = ""
        yield Problem(code, one.place, one.name, details={"value": value, "others": others})


def _elsewhere(one: Asked, namesakes: Sequence[Draft]) -> str:
    """That there is such a name, but of another unit."""
    places = "、".join(map(_where, namesakes[:_MOST_TOLD]))
    return f"：“{inner_quotes(one.name)}”在 {places}"


def _near(one: Asked, keys: Sequence[str], named: dict[str, list[Draft]]) -> str:
    """The names that are probably meant; none where too many are equally near."""
    key = _key(one.name)
    most = min(max(1, len(key) // 4), _MOST_DISTANCE)
    near = process.extract(
        key, keys, scorer=Levenshtein.distance, score_cutoff=most, limit=_MOST_TOLD + 1
    )
    best = [name for name, distance, _ in near if distance == near[0][1]]
    if not best or len(best) > _MOST_TOLD or len(key) < 2:
        return ""
    names = "或".join(f"“{inner_quotes(named[name][0].entry.name)}”" for name in best)
    return f"，是否想写{names}"
