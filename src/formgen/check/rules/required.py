"""必填条件: what must be filled in where the answers of an entry ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import Part
from formgen.campaign.field import FieldDefinition
from formgen.campaign.values import OpenChoice
from formgen.check.conditions import meets
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind
from formgen.check.values import blank_details


class RequiredParameters(Part):
    """Whether the chosen option must be explained in brackets."""

    explained: bool = Field(default=False, alias="注明")


class RequiredRule(RuleKind[RequiredParameters]):
    """No field is blank where the rule's conditions hold."""

    name = "必填条件"
    Parameters = RequiredParameters

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every blank cell, and every option that says no more than 其他."""
        columns = {(draft.file, name) for draft in drafts for name in draft.record.cells}
        for draft in drafts:
            for field in self.fields:
                if draft.blank(field.name):
                    if not _told(draft, field, (draft.file, field.name) in columns):
                        yield Finding("V01", draft, field.name, blank_details(field))
                elif self.parameters.explained:
                    yield from _unexplained(draft, field.name)

    def complaint(self) -> str:
        """Whether an explanation is asked for where none can be given."""
        if not self.parameters.explained:
            return ""
        others = [field.name for field in self.fields if field.kind != "单选可填"]
        return f"“注明”只能用于单选可填字段，“{others[0]}”不是" if others else ""


def _told(draft: Draft, field: FieldDefinition, has_column: bool) -> bool:
    """Whether the table has said already why there is no such cell.

    A record has no cell where it could not be read, or its field has no column or two; of
    fields every entry must have, the table says so.
    """
    if field.name in draft.record.cells:
        return False
    return has_column or (field.required and meets(draft.entry.values, field.applies_to))


def _unexplained(draft: Draft, name: str) -> Iterator[Finding]:
    value = draft.value(name)
    if isinstance(value, OpenChoice) and not value.text:
        yield Finding("V36", draft, name, {"field": name, "option": value.option})
