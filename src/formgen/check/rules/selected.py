"""入选名额: no more entries are chosen in the whole campaign than the notice says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import Part
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind


class SelectedParameters(Part):
    """How many at most."""

    most: int = Field(alias="上限", ge=0)


class SelectedRule(RuleKind[SelectedParameters]):
    """Entries of the whole campaign that meet the rule's conditions."""

    name = "入选名额"
    Parameters = SelectedParameters

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every entry beyond the limit, in the table's order."""
        field, most = self.fields[0].name, self.parameters.most
        chosen = [draft for draft in drafts if draft.known(field)]
        told = {"count": len(chosen), "limit": most, "rest": len(chosen) - most}
        for number, draft in enumerate(chosen[most:], start=most + 1):
            own = {"value": draft.text(field), "number": number}
            yield Finding("R08", draft, field, told | own)
