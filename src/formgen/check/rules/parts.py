"""分部完整: a text in parts has text in every part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.values import Sections
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, NoParameters, RuleKind


class PartsRule(RuleKind[NoParameters]):
    """No part is left out; a text of which nothing is written yet is for 必填 to say."""

    name = "分部完整"
    field_kinds = frozenset({"分部长文"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every part without text."""
        for draft in drafts:
            for field in self.fields:
                value = draft.value(field.name)
                if not isinstance(value, Sections) or not value:
                    continue
                for part, text in value.items():
                    if not text.strip():
                        told = {"field": field.name, "part": part}
                        yield Finding("V32", draft, field.name, told)
