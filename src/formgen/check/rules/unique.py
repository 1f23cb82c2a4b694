"""唯一: what tells entries apart is the same in no two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering
from formgen.check.rules.base import AcrossRule, Facts, NoParameters
from formgen.check.rules.keys import SharedKeys, same_in


class UniqueRule(AcrossRule[NoParameters]):
    """The fields are the key together; spaces, widths and cases do not matter."""

    name = "唯一"

    def gathering(self, facts: Facts) -> Gathering:
        """Every entry whose key another has, at the first field; which to keep, others decide."""
        return _Unique(self.fields)


class _Unique(SharedKeys):
    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        for _, members in self.groups.shared():
            first, second = drafts[members[0]], drafts[members[1]]
            for index in members:
                draft = drafts[index]
                other = second if index == members[0] else first
                told = {"same": same_in(draft, self.fields), "first": other.called(draft)}
                yield Finding("R09", draft, self.fields[0].name, told)
