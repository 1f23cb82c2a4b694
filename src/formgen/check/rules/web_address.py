"""域名: what stands for a site is a web address, not the ID of an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.kinds.base import shown
from formgen.campaign.kinds.links import web_address_complaint
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, NoParameters, RuleKind


class WebAddressRule(RuleKind[NoParameters]):
    """URLs or domains in fields that elsewhere may hold other things."""

    name = "域名"
    field_kinds = frozenset({"文本", "网址", "网址或账号"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every text that is no web address."""
        for draft in drafts:
            for field in self.fields:
                value = draft.text(field.name)
                if value and (reason := web_address_complaint(value)):
                    told = {"value": shown(value), "reason": reason}
                    yield Finding("V24", draft, field.name, told)
