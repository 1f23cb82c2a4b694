"""What a field's own keys ask for, whether or not a rule of the notice repeats it → findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.campaign.values import Attachment, Picture, Value
from formgen.check.conditions import chosen
from formgen.check.draft import Draft, Finding, told
from formgen.check.rules.length import LengthParameters, length_findings
from formgen.problems import inner_quotes, masked

_SHOWN, _MASKED = 20, 200
"""Characters of a value that a sentence shows, and that are searched for numbers."""


def limit_findings(drafts: Sequence[Draft], fields: Sequence[FieldDefinition]) -> Iterator[Finding]:
    """Texts too long or short, too many or few of a thing, answers nobody asked for."""
    unasked: dict[tuple[object, ...], list[Draft]] = {}
    for field in fields:
        if field.applies_to:
            # Many fields have the same condition, which is to be looked at once.
            key = tuple((name, *allowed) for name, allowed in field.applies_to.items())
            if key not in unasked:
                unasked[key] = [one for one in drafts if not_asked(one, field.applies_to)]
            yield from _not_asked_for(unasked[key], field)
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


def not_asked(draft: Draft, conditions: Mapping[str, Sequence[str]]) -> bool:
    """Whether a question is surely not put to an entry: by an answer that is blank or wrong, no."""
    return any(
        draft.known(name) and chosen(draft.value(name)).isdisjoint(allowed)
        for name, allowed in conditions.items()
    )


def _not_asked_for(drafts: Sequence[Draft], field: FieldDefinition) -> Iterator[Finding]:
    for draft in drafts:
        if draft.known(field.name):
            yield not_asked_for(draft, field.name, *chosen_reason(draft, field.applies_to))


def chosen_reason(draft: Draft, conditions: Iterable[str]) -> tuple[str, str]:
    """Why a question is not put to an entry, and the fields to look at, for `not_asked_for`.

    Args:
        draft: the entry.
        conditions: the fields whose answers decide it.
    """
    others = "、".join(f"“{name}”" for name in conditions)
    answers = "、".join(f"“{inner_quotes(draft.text(name))}”" for name in conditions)
    return f"{others}选{answers}的", others


def not_asked_for(draft: Draft, name: str, reason: str, others: str) -> Finding:
    """The finding of an answer to a question that is not put to this entry."""
    # Masked before it is cut: half a number would no longer be known as one.
    value = masked(_shown(draft.value(name))[:_MASKED]).replace("\n", " ")
    shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    details = {"field": name, "reason": reason, "others": others, "value": shown}
    return Finding("V33", draft, name, details)


def _shown(value: Value) -> str:
    """A value as its cell shows it; files by name, which print as their captions."""
    files = value if isinstance(value, tuple) else (value,)
    if names := [file.path.name for file in files if isinstance(file, Picture | Attachment)]:
        return "、".join(names)
    return told(value)


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
    counted = {"field": name, "count": count}
    if least and 0 < count < least:
        yield Finding("V34", draft, name, counted | {"limit": least, "rest": least - count})
    elif most and count > most:
        yield Finding("V35", draft, name, counted | {"limit": most, "rest": count - most})
