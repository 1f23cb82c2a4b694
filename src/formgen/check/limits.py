"""What a field's own keys ask for, whether or not a rule of the notice repeats it → findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.check.conditions import meets
from formgen.check.draft import Draft, Finding
from formgen.check.rules.length import LengthParameters, length_findings

_SHOWN = 20


def limit_findings(drafts: Sequence[Draft], fields: Sequence[FieldDefinition]) -> Iterator[Finding]:
    """Texts too long or short, too many or few of a thing, answers nobody asked for."""
    for field in fields:
        if field.applies_to:
            yield from _not_asked_for(drafts, field)
        if field.kind in COUNTED_KINDS and (field.min_items or field.max_items):
            yield from _counts(drafts, field)
        if field.kind not in _CAPTIONED and (
            field.min_chars or field.max_chars or field.about_chars
        ):
            limits = LengthParameters(
                least=field.min_chars, most=field.max_chars, about=field.about_chars
            )
            for draft in drafts:
                if draft.known(field.name):
                    yield from length_findings(draft, field.name, limits)


COUNTED_KINDS = frozenset({"图片", "附件", "多选", "明细"})
"""Kinds whose values are so many of a thing."""
_CAPTIONED = frozenset({"图片", "附件"})
"""Kinds of which 最多字数 bounds the captions; the materials' checks see to that."""


def _not_asked_for(drafts: Sequence[Draft], field: FieldDefinition) -> Iterator[Finding]:
    others = "、".join(f"“{name}”" for name in field.applies_to)
    for draft in drafts:
        if draft.known(field.name) and not meets(draft.entry.values, field.applies_to):
            if any(name in draft.faulty for name in field.applies_to):
                continue
            chosen = "、".join(f"“{draft.text(name)}”" for name in field.applies_to)
            yield not_asked_for(draft, field.name, f"{others}选{chosen}的", others)


def not_asked_for(draft: Draft, name: str, reason: str, others: str) -> Finding:
    """The finding of an answer to a question that is not put to this entry."""
    value = draft.text(name).replace("\n", " ")
    shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    details = {"field": name, "reason": reason, "others": others, "value": shown}
    return Finding("V33", draft, name, details)


def _counts(drafts: Sequence[Draft], field: FieldDefinition) -> Iterator[Finding]:
    for draft in drafts:
        value = draft.value(field.name)
        if isinstance(value, tuple) and value:
            yield from count_findings(draft, field.name, field.min_items, field.max_items)


def count_findings(
    draft: Draft, name: str, least: int | None, most: int | None
) -> Iterator[Finding]:
    """Too many or too few of a thing; none at all is for what requires the field to say."""
    value = draft.value(name)
    count = len(value) if isinstance(value, tuple) else 0
    told = {"field": name, "count": count}
    if least and 0 < count < least:
        yield Finding("V34", draft, name, told | {"limit": least, "rest": least - count})
    elif most and count > most:
        yield Finding("V35", draft, name, told | {"limit": most, "rest": count - most})
