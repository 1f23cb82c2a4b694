"""截止: a day lies within the time the notice sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import IsoDay, Part
from formgen.campaign.values import Day
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind


class DeadlineParameters(Part):
    """The first and the last day, both included."""

    start: IsoDay | None = Field(default=None, alias="起")
    end: IsoDay = Field(alias="截止")


class DeadlineRule(RuleKind[DeadlineParameters]):
    """Days not before the start and not after the deadline."""

    name = "截止"
    Parameters = DeadlineParameters
    field_kinds = frozenset({"日期"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every day outside."""
        own = self.parameters
        for draft in drafts:
            for field in self.fields:
                day = draft.value(field.name)
                if not isinstance(day, Day):
                    continue
                told = {"field": field.name, "value": day}
                if day > own.end:
                    yield Finding("R03", draft, field.name, told | {"limit": own.end})
                elif own.start and day < own.start:
                    yield Finding("R04", draft, field.name, told | {"limit": own.start})

    def complaint(self) -> str:
        """Whether it ends before it starts."""
        own = self.parameters
        return "“起”比“截止”还晚" if own.start and own.start > own.end else ""
