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
        """Every entry after the first of a key, at the first field."""
        first: dict[Key, Draft] = {}
        for draft in drafts:
            key = key_of(draft, self.fields)
            if key is None:
                continue
            other = first.setdefault(key, draft)
            if other is not draft:
                told = {"same": same_in(draft, self.fields), "first": other.called(draft)}
                yield Finding("R09", draft, self.fields[0].name, told)
