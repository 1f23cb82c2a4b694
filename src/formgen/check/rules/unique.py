"""唯一: what tells entries apart is the same in no two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, NoParameters, RuleKind
from formgen.check.rules.keys import Key, key_of, same_in


class UniqueRule(RuleKind[NoParameters]):
    """The fields are the key together; spaces, widths and cases do not matter."""

    name = "唯一"

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every entry whose key another has, at the first field; which to keep, others decide."""
        groups: dict[Key, list[Draft]] = {}
        for draft in drafts:
            if (key := key_of(draft, self.fields)) is not None:
                groups.setdefault(key, []).append(draft)
        for members in groups.values():
            for draft in members if len(members) > 1 else ():
                other = members[1] if draft is members[0] else members[0]
                told = {"same": same_in(draft, self.fields), "first": other.called(draft)}
                yield Finding("R09", draft, self.fields[0].name, told)
