"""Returned forms and what was known before → groups of forms, one an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import Raw, is_blank
from formgen.check.draft import Draft
from formgen.collect.keys import key_of
from formgen.collect.merging.alike import Agreement, agreement
from formgen.collect.merging.claims import Claim
from formgen.collect.merging.comparing import Comparison
from formgen.collect.merging.known import Known, raw_of
from formgen.problems import Place, Problem, inner_quotes


@dataclass(slots=True, eq=False)
class Group:
    """The forms of one entry; grows while forms are assigned."""

    name: str
    unit: str
    record: Draft | None = None
    """Its row of the table that is being added to."""
    own: Draft | None = None
    """Its row of the campaign's own tables."""
    claims: list[Claim] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Place of its first form among all."""
        return min((claim.number for claim in self.claims), default=0)


@dataclass(frozen=True, slots=True)
class Grouping:
    """All forms, assigned."""

    groups: tuple[Group, ...]
    """Those that have forms: the table's records in their order, then new ones by first form."""
    problems: tuple[Problem, ...]
    """C10 of every form that is nobody's, C04 of those whose name is another than expected."""


class Assignment:
    """Assigns forms to entries, the surest first."""

    def __init__(
        self, campaign: Campaign, existing: Known, own: Known, comparison: Comparison
    ) -> None:
        self.campaign = campaign
        self.existing = existing
        self.own = own
        self.comparison = comparison
        telling = {campaign.name_field, campaign.unit_field}
        self.fields = [one for one in campaign.fields if one.name not in telling]
        self.groups: list[Group] = []
        self.by_identifier: dict[str, Group] = {}
        self.by_name: dict[str, list[Group]] = {}
        self.by_own: dict[int, Group] = {}
        """By number of the campaign's own record."""
        self.problems: list[Problem] = []
        for draft in existing.drafts:
            row = Group(draft.entry.name, draft.entry.unit, draft, self._own_of(draft))
            self._add(row, existing.identifiers[draft.entry.number])

    def grouping(self, claims: Sequence[Claim]) -> Grouping:
        """Assign all forms: those with an identifier first, then those that know their unit."""
        for claim in sorted(claims, key=_surest_first):
            group = self._group_of(claim)
            if group is not None:
                group.claims.append(claim)
                group.unit = group.unit or claim.unit
        filled = [group for group in self.groups if group.claims]
        filled.sort(key=lambda group: (group.record is None, _order(group)))
        return Grouping(tuple(filled), tuple(self.problems))

    def _group_of(self, claim: Claim) -> Group | None:
        """The entry a form is of, made where there is none yet; None where nobody can know."""
        group = self._made_for(claim) if claim.identifier else None
        if group is None and not claim.name:
            name = self.campaign.name_field
            advice = f"请在表里补上“{name}”，再收一次；或把内容填进表格"
            self._say_nobody(claim, f"表里没有写“{name}”", advice)
        elif group is None:
            group = self._by_content(claim)
        unclaimed = claim.identifier and claim.identifier not in self.own.by_identifier
        if group is not None and unclaimed:
            self.by_identifier.setdefault(claim.identifier, group)
        return group

    def _made_for(self, claim: Claim) -> Group | None:
        """The entry a form was made for; None where it was written over for another one."""
        group = self.by_identifier.get(claim.identifier)
        own = self.own.by_identifier.get(claim.identifier)
        if group is None and own is not None:
            number = own.entry.number
            group = self.by_own.get(number) or Group(own.entry.name, own.entry.unit, own=own)
        if group is None or not claim.name or key_of(claim.name) == key_of(group.name):
            return self._kept(group, claim)
        if not self._agreement(claim, group).renamed(claim.name, group.name):
            self._say_name(claim, f"这份表是发给“{inner_quotes(group.name)}”的，填的却是别的申报")
            return None
        self._say_name(claim, f"发出时这份表上是“{inner_quotes(group.name)}”")
        group = self._kept(self._same_name(claim, group) or group, claim)
        namesakes = self.by_name.setdefault(key_of(claim.name), [])
        if group is not None and group not in namesakes:
            namesakes.append(group)
        return group

    def _kept(self, group: Group | None, claim: Claim) -> Group | None:
        """A group, noted where it is a new one."""
        own = group.own if group is not None else None
        if (
            group is not None
            and group.record is None
            and own
            and own.entry.number not in self.by_own
        ):
            self._add(group, claim.identifier)
        return group

    def _same_name(self, claim: Claim, group: Group) -> Group | None:
        """A renamed entry's row, where an earlier collect has made one of its new name."""
        if group.record is not None or self.own.of_unit(claim.name, claim.unit or group.unit):
            return None  # a row of that name is the other entry's
        rows = [one for one in self._named(claim) if one.record is not None and one.own is None]
        if len(rows) != 1:
            return None
        rows[0].own = group.own
        return rows[0]

    def _by_content(self, claim: Claim) -> Group | None:
        """The entry of the form's name and unit."""
        named = self._named(claim)
        near = [one for one in named if not self._agreement(claim, one).namesakes]
        if claim.unit and not near:
            near = [one for one in self._unitless(claim) if self._fits(claim, one)]
        known = self.own.of_unit(claim.name, claim.unit)
        if len(near) > 1 or (len(known) > 1 and not claim.unit):
            proven = [one for one in near if self._agreement(claim, one).proven]
            if len(proven) == 1:
                return proven[0]
            if near or not (proven_own := self._proven(claim, known)):
                self._ambiguous(claim, max(len(near), len(known)))
                return None
            known = [proven_own]
        if near:
            return near[0]
        if named:
            self._say_name(claim, f"另有一份表也叫“{inner_quotes(claim.name)}”，内容多有不同")
        return self._new(claim, known)

    def _proven(self, claim: Claim, known: Sequence[Draft]) -> Draft | None:
        """The one of the campaign's own records that a form plainly agrees with."""
        proven = [one for one in known if self._with(claim, one, self.own).proven]
        return proven[0] if len(proven) == 1 else None

    def _new(self, claim: Claim, known: Sequence[Draft]) -> Group:
        """A new entry, with its record among the campaign's own where that is sure."""
        fitting = [
            one
            for one in known
            if one.entry.number not in self.by_own
            and not self._with(claim, one, self.own).namesakes
        ]
        own = fitting[0] if len(fitting) == 1 else None
        group = Group(claim.name, claim.unit or (own.entry.unit if own else ""), own=own)
        return self._add(group, self.own.identifiers[own.entry.number] if own else "")

    def _named(self, claim: Claim) -> list[Group]:
        """The entries of the form's name and, where it is known, unit."""
        named = self.by_name.get(key_of(claim.name), [])
        unit = key_of(claim.unit)
        return [
            one
            for one in named
            if (not unit or key_of(one.unit) == unit) and self._meets(claim, one)
        ]

    def _unitless(self, claim: Claim) -> list[Group]:
        """The one entry of the form's name whose unit is not known yet."""
        named = [one for one in self.by_name.get(key_of(claim.name), []) if not one.unit]
        return named if len(named) == 1 else []

    def _fits(self, claim: Claim, group: Group) -> bool:
        return self._meets(claim, group) and not self._agreement(claim, group).namesakes

    def _meets(self, claim: Claim, group: Group) -> bool:
        """Whether the form is for entries like this: a 典型人物推荐表 is for no 优秀团队."""
        return all(
            said in ("", allowed)
            for name, allowed in claim.conditions.items()
            for said in _said(group, name)
        )

    def _agreement(self, claim: Claim, group: Group) -> Agreement:
        """How far a form agrees with what is known of an entry."""
        if group.record is not None:
            return self._with(claim, group.record, self.existing)
        if group.claims:
            values = _values(group.claims[0])
            return agreement(values, _values(claim), self.fields, self.comparison.agree)
        return self._with(claim, group.own, self.own) if group.own is not None else Agreement()

    def _with(self, claim: Claim, draft: Draft, known: Known) -> Agreement:
        """How far a form agrees with a record."""
        raws = {one.name: raw_of(draft, one.name) for one in self.fields}
        settings = known.settings[draft.file]

        def same(name: str, kept: Raw, read: Raw) -> bool:
            return self.comparison.same(name, kept, settings, read)

        return agreement(raws, _values(claim), self.fields, same)

    def _own_of(self, draft: Draft) -> Draft | None:
        found = self.own.of_unit(draft.entry.name, draft.entry.unit)
        return found[0] if len(found) == 1 else None

    def _add(self, group: Group, identifier: str) -> Group:
        """Note a group under its identifier and name."""
        self.groups.append(group)
        if group.own is not None:
            self.by_own.setdefault(group.own.entry.number, group)
        if identifier:
            self.by_identifier.setdefault(identifier, group)
        self.by_name.setdefault(key_of(group.name), []).append(group)
        return group

    def _ambiguous(self, claim: Claim, count: int) -> None:
        unit = self.campaign.unit_field
        advice = f"请把表放进以单位名称命名的文件夹，或用 --unit 指明“{unit}”，再收一次"
        if not unit or claim.unit:
            advice = "请把内容填进表格，或改得不同名再收一次"
        reason = f"有 {count} 份申报都叫“{inner_quotes(claim.name)}”，表里看不出是哪一份"
        self._say_nobody(claim, reason, advice)

    def _say_nobody(self, claim: Claim, reason: str, advice: str) -> None:
        details = {"reason": reason, "advice": advice}
        place = Place(claim.form.file)
        self.problems.append(Problem("C10", place, claim.name, claim.unit, details))

    def _say_name(self, claim: Claim, reason: str) -> None:
        name = self.campaign.name_field
        details = {"label": name, "value": claim.name, "reason": reason}
        place = Place(claim.form.file, field=name)
        self.problems.append(Problem("C04", place, claim.name, claim.unit, details))


def _surest_first(claim: Claim) -> tuple[bool, bool, bool, int]:
    return not claim.identifier, not claim.name, not claim.unit, claim.number


def _order(group: Group) -> int:
    return group.record.entry.number if group.record is not None else group.first


def _values(claim: Claim) -> Mapping[str, Raw]:
    return {name: value.raw for name, value in claim.form.values.items()}


def _said(group: Group, name: str) -> Iterable[str]:
    """What is known of a field that documents are told apart by."""
    if group.record is not None:
        yield group.record.text(name)
    for claim in group.claims:
        value = claim.form.values.get(name)
        raw = value.raw if value else ""
        if isinstance(raw, str) and not is_blank(raw):
            yield raw.strip()
        yield claim.conditions.get(name, "")
