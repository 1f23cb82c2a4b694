"""A proposal and what its fields are called now → the proposal with tags that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from formgen.adopt.known import Definition
from formgen.adopt.proposal import Insertion, Proposal, ProposedField, Repetition, Way

_QUOTED = re.compile(r'"([^"]*)"')
_PHOTO = (33, 47)
"""Millimetres of a photo that nobody gave a size."""


@dataclass(frozen=True, slots=True)
class Now:
    """What became of a proposed field in campaign.json."""

    name: str = ""
    """Empty where it was deleted; its blank stays a blank then."""
    kind: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    """Options as proposed, with their wording now."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Columns as proposed, with their names now; empty for deleted ones."""

    @classmethod
    def of(cls, proposed: Definition, now: Definition | None) -> Now:
        """Compare a field as proposed with the one in campaign.json; None is a deleted one."""
        if now is None:
            return cls()
        return cls(
            str(now["名称"]),
            str(now.get("类型", "")),
            _in_turn(_words(proposed.get("选项")), _words(now.get("选项"))),
            _columns(proposed, now),
        )


def _words(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _names(definition: Definition) -> list[str]:
    columns = definition.get("列")
    return [str(one["名称"]) for one in columns] if isinstance(columns, list | tuple) else []


def _columns(proposed: Definition, now: Definition) -> dict[str, str]:
    """Columns by name; as many as before but with other names are the same, renamed."""
    before, after = _names(proposed), _names(now)
    if len(before) == len(after):
        return _in_turn(before, after)
    return {name: name if name in after else "" for name in before}


def _in_turn(before: list[str], after: list[str]) -> dict[str, str]:
    """Words that stand where others stood, where only single ones were changed."""
    if len(before) != len(after):
        return {}
    if set(before) == set(after):  # put in another order
        return {}
    return dict(zip(before, after, strict=True))


def renamed(proposal: Proposal, now: Mapping[str, Now]) -> Proposal:
    """The proposal with its tags under the names of now.

    Args:
        proposal: as it was understood.
        now: for each of its fields' names what became of it.
    """
    kinds = {str(one.definition["名称"]): str(one.definition["类型"]) for one in proposal.fields}
    lists = {one.field for one in proposal.repetitions if one.field}
    return replace(
        proposal,
        fields=tuple(_fields(proposal, now)),
        insertions=tuple(_insertions(proposal, now, kinds, lists)),
        repetitions=tuple(_repetitions(proposal, now)),
    )


def _fields(proposal: Proposal, now: Mapping[str, Now]) -> Iterator[ProposedField]:
    for one in proposal.fields:
        current = now.get(str(one.definition["名称"]), Now())
        if current.name:
            changed = {"名称": current.name, "类型": current.kind or one.definition["类型"]}
            yield replace(one, definition={**one.definition, **changed})


def _repetitions(proposal: Proposal, now: Mapping[str, Now]) -> Iterator[Repetition]:
    for one in proposal.repetitions:
        group = now[one.group].name if one.group in now else one.group
        if not one.field:
            yield replace(one, group=group)
        elif one.field in now and now[one.field].name:
            yield replace(one, field=now[one.field].name, group=group)


def _insertions(
    proposal: Proposal, now: Mapping[str, Now], kinds: Mapping[str, str], lists: set[str]
) -> Iterator[Insertion]:
    items = {one.field: one.item for one in proposal.repetitions}
    for one in proposal.insertions:
        if not one.field:
            yield one
            continue
        current = now.get(one.field, Now(one.field))
        if not current.name:
            continue
        if one.field in lists:
            tag = _column_tag(one.tag, items[one.field], current)
            if tag:
                yield replace(one, field=current.name, tag=tag)
            continue
        if "填写(" in one.tag and (current.kind or kinds[one.field]) != "单选可填":
            continue  # no other kind has options with words of one's own
        tag = _named(one.tag, one.field, current.name, items.get("", ""))
        tag = _with_options(tag, current.options)
        yield _of_kind(replace(one, field=current.name, tag=tag), kinds[one.field], current)


def _named(tag: str, old: str, new: str, item: str) -> str:
    """A tag that begins with a field, or with an item's, under the field's new name."""
    start = rf"(\{{\{{\s*(?:{re.escape(item)}\.)?)" if item else r"(\{\{\s*)"
    return re.sub(rf"{start}{re.escape(old)}", lambda found: found[1] + new, tag, count=1)


def _with_options(tag: str, options: Mapping[str, str]) -> str:
    """A tag with the wording of now of the options it quotes."""
    return _QUOTED.sub(lambda found: f'"{options.get(found[1], found[1])}"', tag)


def _column_tag(tag: str, item: str, current: Now) -> str:
    """The tag of a list's column; empty where the column was deleted."""
    found = re.match(rf"\{{\{{\s*{re.escape(item)}\.(\w+)", tag)
    if found is None:
        return tag
    new = current.columns.get(found[1], found[1])
    return tag[: found.start(1)] + new + tag[found.end(1) :] if new else ""


def _of_kind(insertion: Insertion, proposed: str, current: Now) -> Insertion:
    """The insertion as the field's kind of now needs it, where that was changed by hand."""
    if not current.kind or current.kind == proposed:
        return insertion
    if current.kind == "照片":
        tag = f"{{{{ {current.name}|图片{_PHOTO} }}}}"
        return replace(insertion, tag=tag, way=Way.PICTURE)
    if current.kind == "长文本" and "|" not in insertion.tag:
        return replace(insertion, tag=f"{{{{ {current.name}|段落 }}}}")
    if proposed == "长文本":
        return replace(insertion, tag=insertion.tag.replace("|段落", ""))
    if proposed == "照片":
        return replace(insertion, tag=f"{{{{ {current.name} }}}}", way=Way.BELOW)
    return insertion
