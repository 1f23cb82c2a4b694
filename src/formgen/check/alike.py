"""Drafts → those that seem to be the same person or case twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import fold
from formgen.campaign.model import Campaign
from formgen.check.conditions import meets
from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering, Groups
from formgen.check.near_names import NearNames
from formgen.check.rules.keys import key_of
from formgen.check.rules.one_way import OneWayRule
from formgen.check.rules.unique import UniqueRule
from formgen.problems import Severity


class Alike(Gathering):
    """The same identity number, the same name, nearly the same name."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        identities = [field.name for field in campaign.fields if field.kind == "身份证号"]
        self._people: dict[str, Groups[str]] = {name: Groups() for name in identities}
        """Drafts by the number in each of the fields that ask for one."""
        self._name = campaign.name_field
        named = next(field for field in campaign.fields if field.name == self._name)
        self._compared = named.kind == "文本"
        """Whether names are of things: persons may share theirs."""
        self._names: list[str] = []

    def add(self, index: int, draft: Draft) -> None:
        """Remember a draft's numbers and its name."""
        for name, groups in self._people.items():
            if number := draft.text(name):
                groups.add(number, index)
        if self._compared:
            self._names.append(fold(draft.text(self._name)).casefold())

    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        """R15, then R16 and R17 of those of which that does not say it all."""
        told = set()
        for index, finding in self._same_person(drafts):
            told.add(index)
            yield finding
        if self._compared:
            yield from self._like_names(drafts, told)

    def _same_person(self, drafts: Sequence[Draft]) -> Iterator[tuple[int, Finding]]:
        """R15 on every draft whose number another has: which is right, nobody here knows."""
        level = None
        for name, groups in self._people.items():
            for _, members in groups.shared():
                first, second = drafts[members[0]], drafts[members[1]]
                for index in members:
                    draft = drafts[index]
                    other = second if index == members[0] else first
                    details = {"first": other.called(draft)}
                    yield index, Finding("R15", draft, name, details, level)
            # Who else is named, a contact or a teacher, may well stand in two entries.
            level = Severity.WARNING

    def _like_names(self, drafts: Sequence[Draft], told: set[int]) -> Iterator[Finding]:
        """R16 on a name that was there before, R17 on one that nearly was."""
        keys = _keys_with_name(self._campaign)
        first: dict[str, int] = {}
        near = NearNames(self._names)
        for index, name in enumerate(self._names):
            if not name:
                continue
            same = first.setdefault(name, index)
            if same != index:
                if index not in told and not _said_by_rule(drafts[index], drafts[same], keys):
                    yield _like("R16", drafts[index], self._name, drafts[same])
                continue
            earlier = near.nearest(index)
            if earlier is not None and index not in told:
                yield _like("R17", drafts[index], self._name, drafts[earlier])


def _like(code: str, draft: Draft, name: str, other: Draft) -> Finding:
    return Finding(code, draft, name, {"value": draft.text(name), "first": other.called(draft)})


_NameKey = tuple[Sequence[FieldDefinition], Mapping[str, Sequence[str]]]


def _keys_with_name(campaign: Campaign) -> list[_NameKey]:
    """Keys of rules of the notice that hold entries together by name, with their conditions."""
    known = {definition.name: definition for definition in campaign.fields}
    keys: list[_NameKey] = []
    for rule in campaign.rules:
        by = rule.values.get("按")
        names = {UniqueRule.name: rule.fields, OneWayRule.name: by if isinstance(by, list) else []}
        if campaign.name_field in (key := names.get(rule.kind, [])):
            keys.append(([known[name] for name in key], rule.when))
    return keys


def _said_by_rule(one: Draft, other: Draft, keys: Sequence[_NameKey]) -> bool:
    """Whether a rule of the notice says already that two entries are the same."""
    for fields, when in keys:
        both = all(meets(draft.entry.values, when) for draft in (one, other))
        if both and (key := key_of(one, fields)) is not None and key == key_of(other, fields):
            return True
    return False
