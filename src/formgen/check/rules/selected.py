"""入选名额: no more entries are chosen in the whole campaign than the notice says."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import Part
from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering
from formgen.check.rules.base import AcrossRule, Facts


class SelectedParameters(Part):
    """How many at most."""

    most: int = Field(alias="上限", ge=0)


class SelectedRule(AcrossRule[SelectedParameters]):
    """Entries of the whole campaign that meet the rule's conditions."""

    name = "入选名额"
    Parameters = SelectedParameters

    def gathering(self, facts: Facts) -> Gathering:
        """Every entry beyond the limit, in the table's order."""
        return _Selected(self.fields[0].name, self.parameters.most)


class _Selected(Gathering):
    def __init__(self, field: str, most: int) -> None:
        self._field = field
        self._most = most
        self._chosen = array("Q")

    def add(self, index: int, draft: Draft) -> None:
        if draft.known(self._field):
            self._chosen.append(index)

    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        field, most, count = self._field, self._most, len(self._chosen)
        told = {"count": count, "limit": most, "rest": count - most}
        for number, index in enumerate(self._chosen[most:], start=most + 1):
            draft = drafts[index]
            own = {"value": draft.text(field), "number": number}
            yield Finding("R08", draft, field, told | own)
