"""排序完整: a unit that sends several entries ranks them 1, 2, 3 …."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind
from formgen.check.rules.keys import By, Key, group_of, group_shown, unknown_fields

_SHOWN = 10
"""How many of the free ranks a message lists."""


class RankingRule(RuleKind[By]):
    """The last field is the rank; a unit's only entry need not have one."""

    name = "排序完整"
    Parameters = By
    least_fields = 2

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every rank that is blank, used before or out of range."""
        groups: dict[Key, list[Draft]] = {}
        for draft in drafts:
            if (group := group_of(draft, self.parameters.by)) is not None:
                groups.setdefault(group, []).append(draft)
        for group, members in groups.items():
            yield from self._ranks(group_shown(group), members)

    def complaint(self) -> str:
        """Whether the rank is no number, or a field unknown."""
        rank = self.fields[-1]
        if rank.kind != "整数":
            return f"“字段”的最后一个“{rank.name}”应是整数字段"
        return unknown_fields(self.parameters.by, self.known_fields)

    def _ranks(self, unit: str, members: Sequence[Draft]) -> Iterator[Finding]:
        field, count = self.fields[-1].name, len(members)
        first: dict[int, Draft] = {}
        for draft in members:
            rank = draft.value(field)
            if isinstance(rank, int) and 1 <= rank <= count:
                first.setdefault(rank, draft)
        free = _free(first, count)
        for draft in members:
            rank = draft.value(field)
            told = {"unit": unit, "field": field, "count": count, "value": rank}
            if not isinstance(rank, int):
                if count > 1 and draft.blank(field):
                    yield Finding("R11", draft, field, told)
            elif not 1 <= rank <= count:
                yield Finding("R13", draft, field, told | {"free": free})
            elif first[rank] is not draft:
                yield Finding("R12", draft, field, told | {"first": first[rank].called(draft)})


def _free(used: Mapping[int, Draft], count: int) -> str:
    """The ranks nobody has, the first few of them."""
    free = [str(rank) for rank in islice(_unused(used, count), _SHOWN + 1)]
    return "、".join(free[:_SHOWN]) + ("等" if len(free) > _SHOWN else "")


def _unused(used: Mapping[int, Draft], count: int) -> Iterator[int]:
    return (rank for rank in range(1, count + 1) if rank not in used)
