"""一种途径: the same case comes by one way only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind
from formgen.check.rules.keys import By, Key, key_of, same_in, unknown_fields

_NAMED = 3
"""How many of the others a message names."""


class OneWayRule(RuleKind[By]):
    """Which of several is to stay, their units must settle, so all of them are told."""

    name = "一种途径"
    Parameters = By

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every entry that shares its key with another, at the first field of the key."""
        fields = [self.known_fields[name] for name in self.parameters.by]
        groups: dict[Key, list[Draft]] = {}
        for draft in drafts:
            if (key := key_of(draft, fields)) is not None:
                groups.setdefault(key, []).append(draft)
        for members in groups.values():
            if len(members) < 2:
                continue
            for draft in members:
                told = {"same": same_in(draft, fields), "others": _others(draft, members)}
                yield Finding("R10", draft, self.parameters.by[0], told)

    def complaint(self) -> str:
        """Whether a field of the key is unknown."""
        return unknown_fields(self.parameters.by, self.known_fields)


def _others(draft: Draft, members: Sequence[Draft]) -> str:
    """The others of a group, the first few by name."""
    named = islice((other for other in members if other is not draft), _NAMED)
    shown = "、".join(_with_unit(other, draft) for other in named)
    count = len(members) - 1
    return f"{shown}等 {count} 份" if count > _NAMED else shown


def _with_unit(draft: Draft, beside: Draft) -> str:
    unit, called = draft.entry.unit, draft.called(beside)
    return f"{called}（{unit}）" if unit else called
