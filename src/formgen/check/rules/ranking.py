"""排序完整: a unit that sends several entries ranks them 1, 2, 3 …."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering
from formgen.check.rules.base import AcrossRule, Facts
from formgen.check.rules.keys import By, Key, group_of, group_shown, unknown_fields

_SHOWN = 10
"""How many of the free ranks a message lists."""


class RankingRule(AcrossRule[By]):
    """The last field is the rank; a unit's only entry need not have one."""

    name = "排序完整"
    Parameters = By
    least_fields = 2

    def gathering(self, facts: Facts) -> Gathering:
        """Every rank that is blank, used before or out of range."""
        return _Ranking(self.parameters.by, self.fields[-1].name)

    def complaint(self) -> str:
        """Whether the rank is no number, or a field unknown."""
        rank = self.fields[-1]
        if rank.kind != "整数":
            return f"“字段”的最后一个“{rank.name}”应是整数字段"
        return unknown_fields(self.parameters.by, self.known_fields)


class _Ranking(Gathering):
    def __init__(self, by: Sequence[str], field: str) -> None:
        self._by = by
        self._field = field
        self._groups: dict[Key, list[tuple[int, int | None, bool]]] = {}
        """Of each unit the drafts, with their rank if they have one, and whether it is blank."""

    def add(self, index: int, draft: Draft) -> None:
        if (group := group_of(draft, self._by)) is not None:
            rank = draft.value(self._field)
            own = index, rank if isinstance(rank, int) else None, draft.blank(self._field)
            self._groups.setdefault(group, []).append(own)

    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        for group, members in self._groups.items():
            count = len(members)
            first: dict[int, int] = {}
            for index, rank, _ in members:
                if rank is not None and 1 <= rank <= count:
                    first.setdefault(rank, index)
            told = {"unit": group_shown(group), "field": self._field, "count": count}
            for index, rank, blank in members:
                if code := _fault(index, rank, first, count, blank=blank):
                    draft = drafts[index]
                    own: dict[str, object] = {"value": draft.value(self._field)}
                    if code == "R13":
                        own["free"] = _free(first, count)
                    elif code == "R12" and rank is not None:
                        own["first"] = drafts[first[rank]].called(draft)
                    yield Finding(code, draft, self._field, told | own)


def _fault(
    index: int, rank: int | None, first: Mapping[int, int], count: int, *, blank: bool
) -> str:
    """The code of what is wrong with a rank; empty if nothing is.

    Args:
        index: the draft.
        rank: its rank; None where it has none that is known.
        first: the draft that has a rank first.
        count: how many drafts the unit has.
        blank: whether the rank's cell is not filled in.
    """
    if rank is None:
        return "R11" if count > 1 and blank else ""
    if not 1 <= rank <= count:
        return "R13"
    return "R12" if first[rank] != index else ""


def _free(used: Mapping[int, int], count: int) -> str:
    """The ranks nobody has, the first few of them."""
    free = [str(rank) for rank in islice(_unused(used, count), _SHOWN + 1)]
    return "、".join(free[:_SHOWN]) + ("等" if len(free) > _SHOWN else "")


def _unused(used: Mapping[int, int], count: int) -> Iterator[int]:
    return (rank for rank in range(1, count + 1) if rank not in used)
