"""留空条件: what is left blank where the answers of an entry, or its unit, say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import Part
from formgen.check.draft import Draft, Finding
from formgen.check.limits import chosen_reason, not_asked_for
from formgen.check.rules.base import Facts, RuleKind
from formgen.problems import inner_quotes


class LeftBlankParameters(Part):
    """Types of units (units.csv) whose entries the rule is about; without, all."""

    unit_types: list[str] = Field(default_factory=list, alias="单位类型")


class LeftBlankRule(RuleKind[LeftBlankParameters]):
    """No field is filled in where the rule's conditions hold."""

    name = "留空条件"
    Parameters = LeftBlankParameters

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every cell filled in all the same."""
        unit_field = facts.campaign.unit_field
        for draft in drafts:
            reason, others = chosen_reason(draft, self.rule.when)
            if types := self.parameters.unit_types:
                unit = facts.units.get(draft.text(unit_field))
                if unit is None or unit.type not in types:
                    continue
                reason, others = f"“{inner_quotes(unit.type)}”推荐的", f"“{unit_field}”"
            for field in self.fields:
                if draft.known(field.name):
                    yield not_asked_for(draft, field.name, reason, others)

    def complaint(self) -> str:
        """Whether it would be about every entry, or about none."""
        units = any(field.kind == "推荐单位" for field in self.known_fields.values())
        if self.parameters.unit_types and not units:
            return "“单位类型”要求活动有推荐单位字段"
        if self.rule.when or self.parameters.unit_types:
            return ""
        return "请写“条件”，或在参数里写“单位类型”"
