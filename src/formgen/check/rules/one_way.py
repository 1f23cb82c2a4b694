"""一种途径: the same case comes by one way only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering
from formgen.check.rules.base import AcrossRule, Facts
from formgen.check.rules.keys import By, SharedKeys, same_in, unknown_fields

_NAMED = 3
"""How many of the others a message names."""


class OneWayRule(AcrossRule[By]):
    """Which of several is to stay, their units must settle, so all of them are told."""

    name = "一种途径"
    Parameters = By

    def gathering(self, facts: Facts) -> Gathering:
        """Every entry that shares its key with another, at the first field of the key."""
        return _OneWay([self.known_fields[name] for name in self.parameters.by])

    def complaint(self) -> str:
        """Whether a field of the key is unknown."""
        return unknown_fields(self.parameters.by, self.known_fields)


class _OneWay(SharedKeys):
    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        for _, members in self.groups.shared():
            named = [drafts[index] for index in members[: _NAMED + 1]]
            for index in members:
                draft = drafts[index]
                others = _others(draft, named, len(members) - 1)
                told = {"same": same_in(draft, self.fields), "others": others}
                yield Finding("R10", draft, self.fields[0].name, told)


def _others(draft: Draft, members: Sequence[Draft], count: int) -> str:
    """The others of a group, the first few by name.

    Args:
        draft: the one that is told of them.
        members: the first of the group, one more than are named.
        count: how many others there are.
    """
    others = (one for one in members if one.entry.number != draft.entry.number)
    shown = "、".join(_with_unit(other, draft) for other in islice(others, _NAMED))
    return f"{shown}等 {count} 份" if count > _NAMED else shown


def _with_unit(draft: Draft, beside: Draft) -> str:
    unit, called = draft.entry.unit, draft.called(beside)
    return f"{called}（{unit}）" if unit else called
