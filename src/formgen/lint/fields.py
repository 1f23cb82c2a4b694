"""The campaign's fields and the names its templates use → fields that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from formgen.campaign import Campaign, FieldDefinition
from formgen.campaign.load import FILE_NAME
from formgen.lint.finding import Finding
from formgen.problems import Severity


def unused_fields(campaign: Campaign, used: frozenset[str]) -> Iterator[Finding]:
    """A warning for every field whose value would be collected and never shown or needed.

    Args:
        campaign: the campaign.
        used: every name that its templates mention.
    """
    needed = used | _named_in_campaign(campaign)
    tables = [("字段", campaign.fields)]
    tables += [(f"附表“{side.name}”", side.fields) for side in campaign.side_tables]
    for where, fields in tables:
        for field in fields:
            if field.name not in needed:
                yield _finding(where, f"字段“{field.name}”没有一个模板用到")
            else:
                yield from _unused_pieces(where, field, used)


def _unused_pieces(where: str, field: FieldDefinition, used: frozenset[str]) -> Iterator[Finding]:
    """Parts and columns left out by templates that do use the field."""
    if field.name not in used:
        return
    if missing := [column.name for column in field.columns if column.name not in used]:
        yield _finding(where, f"明细“{field.name}”的列“{'、'.join(missing)}”没有一个模板用到")
    missing = [part for part in field.parts if part not in used]
    if missing and len(missing) < len(field.parts):  # none at all: it is printed as a whole
        yield _finding(where, f"“{field.name}”的“{'、'.join(missing)}”没有一个模板用到")


def _named_in_campaign(campaign: Campaign) -> frozenset[str]:
    """Fields that documents, materials, rules or other fields are governed by."""
    names = {campaign.name_field, campaign.unit_field}
    for document in campaign.documents:
        names |= {document.value_field, document.group_by, document.file_name}
        names |= {*document.where, *(key.field for key in document.sort_by)}
    names |= {material.field for material in campaign.materials}
    names |= {name for rule in campaign.rules for name in (*rule.fields, *rule.when)}
    tables = [campaign.fields, *(side.fields for side in campaign.side_tables)]
    names |= {name for fields in tables for field in fields for name in field.applies_to}
    return frozenset(names)


def _finding(place: str, message: str) -> Finding:
    hint = "如果表上不印它，请从 campaign.json 里删去，或写进材料、规则里"
    return Finding(Severity.WARNING, FILE_NAME, place, message, hint)
