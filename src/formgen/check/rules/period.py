"""时段: months lie within the time the notice sets, the first not after the second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import Part
from formgen.campaign.values import YearMonth
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind
from formgen.check.rules.months import MonthText


class PeriodParameters(Part):
    """The first and the last month, both included."""

    start: MonthText = Field(alias="起")
    end: MonthText = Field(alias="止")


class PeriodRule(RuleKind[PeriodParameters]):
    """Months within a period; two fields are its start and end."""

    name = "时段"
    Parameters = PeriodParameters
    field_kinds = frozenset({"年月"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every month outside, and every start after its end."""
        own = self.parameters
        told = {"start": own.start, "end": own.end}
        for draft in drafts:
            for field in self.fields:
                month = draft.value(field.name)
                if isinstance(month, YearMonth) and not own.start <= month <= own.end:
                    yield Finding("R05", draft, field.name, told | {"value": month})
            if len(self.fields) == 2:
                yield from self._turned_round(draft)

    def complaint(self) -> str:
        """Whether it ends before it starts."""
        return "“起”比“止”还晚" if self.parameters.start > self.parameters.end else ""

    def _turned_round(self, draft: Draft) -> Iterator[Finding]:
        first, second = (field.name for field in self.fields)
        start, end = draft.value(first), draft.value(second)
        if isinstance(start, YearMonth) and isinstance(end, YearMonth) and start > end:
            told = {"start_field": first, "start": start, "end_field": second, "end": end}
            yield Finding("R06", draft, second, told)
