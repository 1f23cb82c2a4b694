"""What was proposed before, what people made of it, what is proposed now → what is kept.

A part of campaign.json that is as it was proposed follows the new proposal; one that was
changed by hand stays as it was changed, and is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from formgen.adopt.campaign_file import FieldId, Plan
from formgen.adopt.known import Definition
from formgen.adopt.matching import matched
from formgen.campaign.field import FieldDefinition

_NEEDED = frozenset({"编号", "名称", "年份", "通知", "命名字段", "字段", "文书"})
"""What campaign.json must say: put back where it was deleted."""
_GONE = object()


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier run proposed, and how its fields were called when it ended."""

    plan: Plan
    settled: Mapping[FieldId, str]
    """Names in campaign.json; empty for those that had been deleted by hand."""


@dataclass(slots=True)
class Reconciled:
    """The campaign.json to write."""

    data: dict[str, object]
    now: dict[FieldId, Definition | None] = field(default_factory=dict)
    """What became of each form's own field; None where it was deleted by hand."""
    kept: list[str] = field(default_factory=list)
    """What was changed by hand and stays so, a sentence each."""


def reconciled(
    before: Before | None, current: Mapping[str, object] | None, proposed: Plan
) -> Reconciled:
    """Bring a new proposal and the corrections of the last one together.

    Args:
        before: the last run; None for the first.
        current: campaign.json as it is; None where there is none.
        proposed: what is proposed now.
    """
    if before is None or current is None:
        fields = {one["名称"]: one for one in _fields_of(proposed.data)}
        now: dict[FieldId, Definition | None] = {
            identity: fields[name] for identity, name in proposed.names.items()
        }
        return Reconciled(dict(proposed.data), now)
    result = Reconciled({})
    fields_now = _FieldMerge(before, current, proposed, result.kept)
    result.now = fields_now.all_names()
    called = fields_now.renamed()
    for key in dict.fromkeys((*current, *proposed.data)):
        value = _top(key, before, current, proposed, result.kept)
        if key == "字段":
            value = fields_now.merged
        elif key == "文书":
            value = _documents(before.plan.data, current, proposed.data, called, result.kept)
        if value is not _GONE:
            result.data[key] = value
    _follow_names(result.data, called)
    return result


def _top(
    key: str,
    before: Before,
    current: Mapping[str, object],
    proposed: Plan,
    kept: list[str],
) -> object:
    """A key of the file beside fields and documents."""
    old = before.plan.data.get(key, _GONE)
    own, new = current.get(key, _GONE), proposed.data.get(key, _GONE)
    if own is _GONE and key in _NEEDED:
        return new
    value = _three_way(old, own, new)
    if own is not _GONE and old is not _GONE and own != old and key not in ("字段", "文书"):
        kept.append(f"“{key}”是您改过的，照您的")
    return value


def _three_way(old: object, own: object, new: object) -> object:
    """The new value where nobody changed the old one; of objects, key by key."""
    if own == old:
        return new
    if isinstance(old, Mapping) and isinstance(own, Mapping) and isinstance(new, Mapping):
        keys = dict.fromkeys((*own, *new))
        merged = {
            key: _three_way(old.get(key, _GONE), own.get(key, _GONE), new.get(key, _GONE))
            for key in keys
        }
        return {key: value for key, value in merged.items() if value is not _GONE}
    return own


def _fields_of(data: Mapping[str, object]) -> list[Definition]:
    return [one for one in _list(data.get("字段")) if "名称" in one]


def _list(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


class _FieldMerge:
    """The fields of campaign.json, brought together one by one."""

    def __init__(
        self,
        before: Before,
        current: Mapping[str, object],
        proposed: Plan,
        kept: list[str],
    ) -> None:
        self._proposed = proposed
        self._kept = kept
        self._old = dict(zip(before.plan.ids, _fields_of(before.plan.data), strict=False))
        self._new = dict(zip(proposed.ids, _fields_of(proposed.data), strict=False))
        self._own = _fields_of(current)
        self._place = matched(self._old, before.settled, self._own)
        self.final: dict[FieldId, Definition | None] = {}
        self.merged: list[Definition] = []
        self._merge()

    def _merge(self) -> None:
        identity_at = {at: identity for identity, at in self._place.items() if at is not None}
        slots: list[tuple[FieldId | None, Definition]] = []
        for at, own in enumerate(self._own):
            identity = identity_at.get(at)
            definition = own if identity is None else self._settled(identity, own)
            if definition is not None:
                slots.append((identity, definition))
        for identity, old in self._old.items():
            if self._place[identity] is None and identity in self._new:
                self.final[identity] = None
                self._kept.append(f"“{old['名称']}”是您删去的，没有再加，表上那一处空着")
        self._add_new(slots)
        self.merged = [definition for _, definition in slots]

    def _settled(self, identity: FieldId, own: Definition) -> Definition | None:
        """What a field that was proposed before is now; None to leave it out."""
        old, new = self._old[identity], self._new.get(identity)
        if new is None:
            if own == old:
                self._kept.append(f"“{own['名称']}”在表上已经找不到，去掉了")
                return None
            self._kept.append(f"“{own['名称']}”在表上已经找不到，但您改过它，所以留着")
            self.final[identity] = own
            return own
        definition = merged_field(old, own, new)
        self.final[identity] = definition
        if own != old:
            self._kept.append(_said(old, own))
        return definition

    def _add_new(self, slots: list[tuple[FieldId | None, Definition]]) -> None:
        """Put fields that were not proposed before behind the one they follow on the form."""
        previous: FieldId | None = None
        for identity, new in self._new.items():
            if identity not in self._old:
                names = [str(one["名称"]) for _, one in slots]
                if new["名称"] in names:
                    at = names.index(str(new["名称"]))
                    self.final[identity] = slots[at][1]
                    previous = identity
                    continue
                places = [at for at, (other, _) in enumerate(slots) if other == previous]
                at = places[0] + 1 if places and previous is not None else len(slots)
                slots.insert(at if self._old else len(slots), (identity, new))
                self.final[identity] = new
            previous = identity

    def all_names(self) -> dict[FieldId, Definition | None]:
        """What became of every form's own field, those of a shared name too."""
        owner = {str(one["名称"]): identity for identity, one in self._new.items()}
        return {
            identity: self.final.get(owner[name], None)
            for identity, name in self._proposed.names.items()
        }

    def renamed(self) -> dict[str, str]:
        """Names as proposed to names now; deleted ones to nothing."""
        called = {}
        for identity, new in self._new.items():
            now = self.final.get(identity)
            called[str(new["名称"])] = str(now["名称"]) if now is not None else ""
        return called


def merged_field(old: Definition, own: Definition, new: Definition) -> Definition:
    """A field with the corrections of the last proposal and the rest of the new one."""
    if own == old:
        return new
    merged = _three_way(old, own, new)
    try:
        FieldDefinition.model_validate(merged)
    except ValidationError:
        return own
    return merged if isinstance(merged, Mapping) else own


def _said(old: Definition, own: Definition) -> str:
    name = str(own["名称"])
    changed = [key for key in dict.fromkeys((*old, *own)) if old.get(key) != own.get(key)]
    if "名称" in changed:
        rest = f"，还有您改的{'、'.join(k for k in changed if k != '名称')}" if changed[1:] else ""
        return f"“{old['名称']}”您改名为“{name}”，照您的{rest}"
    return f"“{name}”的{'、'.join(changed)}是您改过的，照您的"


def _documents(
    before: Mapping[str, object],
    current: Mapping[str, object],
    proposed: Mapping[str, object],
    called: Mapping[str, str],
    kept: list[str],
) -> list[Mapping[str, object]]:
    """The documents: those of the forms with what was changed by hand, and those added."""
    olds, owns, news = (_list(data.get("文书")) for data in (before, current, proposed))
    result: list[Mapping[str, object]] = []
    for own in owns:
        old, new = _same_document(own, olds), _same_document(own, news)
        if new is None or old is None:
            result.append(own)
            continue
        new = _with_group(new, called)
        if own != old:
            kept.append(f"文书“{own.get('名称', '')}”是您改过的，照您的")
        merged = _three_way(_with_group(old, called), own, new)
        result.append(merged if isinstance(merged, Mapping) else own)
    for new in news:
        if _same_document(new, owns) is not None:
            continue
        if _same_document(new, olds) is None:
            result.append(_with_group(new, called))
        else:
            kept.append(f"文书“{new.get('名称', '')}”是您删去的，没有再加")
    return result


def _same_document(
    one: Mapping[str, object], among: Sequence[Mapping[str, object]]
) -> Mapping[str, object] | None:
    """The document of the same name, or made from the same template."""
    for other in among:
        if other.get("名称") == one.get("名称"):
            return other
    mine = set(map(str, _plain_list(one.get("模板"))))
    return next((b for b in among if mine & set(map(str, _plain_list(b.get("模板"))))), None)


def _plain_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _with_group(document: Mapping[str, object], called: Mapping[str, str]) -> Mapping[str, object]:
    group = document.get("分组")
    if not isinstance(group, str) or not called.get(group):
        return document
    return {**document, "分组": called[group]}


def _follow_names(data: dict[str, object], called: Mapping[str, str]) -> None:
    """Let 命名字段 and 单位字段 name what their fields are called now."""
    names = [str(one["名称"]) for one in _fields_of(data)]
    naming, unit = str(data.get("命名字段", "")), str(data.get("单位字段", ""))
    if naming not in names:
        data["命名字段"] = called.get(naming) or (names[0] if names else "")
    if unit and unit not in names:
        if called.get(unit):
            data["单位字段"] = called[unit]
        else:
            data.pop("单位字段", None)
