"""唯一: what tells entries apart is the same in no two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering, Groups
from formgen.check.rules.base import AcrossRule, Facts, NoParameters
from formgen.check.rules.keys import Key, key_of, same_in


class UniqueRule(AcrossRule[NoParameters]):
    """The fields are the key together; spaces, widths and cases do not matter."""

    name = "唯一"

    def gathering(self, facts: Facts) -> Gathering:
        """Every entry whose key another has, at the first field; which to keep, others decide."""
        return _Unique(self.fields)


class _Unique(Gathering):
    def __init__(self, fields: Sequence[FieldDefinition]) -> None:
        self._fields = fields
        self._groups: Groups[Key] = Groups()

    def add(self, index: int, draft: Draft) -> None:
        if (key := key_of(draft, self._fields)) is not None:
            self._groups.add(key, index)

    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        for _, members in self._groups.shared():
            first, second = drafts[members[0]], drafts[members[1]]
            for index in members:
                draft = drafts[index]
                other = second if index == members[0] else first
                told = {"same": same_in(draft, self._fields), "first": other.called(draft)}
                yield Finding("R09", draft, self._fields[0].name, told)
