"""牵头单位: a task is led by the unit the plan names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import Part
from formgen.campaign.kinds.base import fold
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind


class LeadUnitParameters(Part):
    """Who leads the task of the rule's conditions, and who helps."""

    lead: str = Field(alias="牵头单位", min_length=1)
    partners: list[str] = Field(default_factory=list, alias="协作单位")


class LeadUnitRule(RuleKind[LeadUnitParameters]):
    """The field names the unit that leads the chosen task, not one that helps."""

    name = "牵头单位"
    Parameters = LeadUnitParameters

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every other unit."""
        expected = self.parameters.lead
        for draft in drafts:
            task = "、".join(draft.text(name) for name in self.rule.when)
            for field in self.fields:
                if draft.known(field.name) and fold(draft.text(field.name)) != fold(expected):
                    value = draft.text(field.name)
                    told = {"task": task, "expected": expected, "value": value}
                    yield Finding("R14", draft, field.name, told)

    def complaint(self) -> str:
        """Whether no task is named."""
        return "" if self.rule.when else "请在“条件”里写明是哪项任务"
