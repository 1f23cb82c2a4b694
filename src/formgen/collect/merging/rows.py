"""The forms of one entry, and its row where there is one → the row, and what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from formgen.campaign import Campaign, FieldDefinition
from formgen.campaign.kinds.base import Raw, is_blank
from formgen.check.draft import Draft
from formgen.collect.collected import Confidence, ReadValue
from formgen.collect.keys import key_of
from formgen.collect.merging.claims import Claim
from formgen.collect.merging.comparing import Comparison
from formgen.collect.merging.grouping import Group
from formgen.collect.merging.known import Known, raw_of
from formgen.collect.merging.merged import MergedRow, MergedValue
from formgen.collect.merging.rebasing import rebased
from formgen.collect.merging.telling import differing
from formgen.problems import Place, Problem

_UNREADABLE = "（这一格读不出来）"


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows of groups."""

    campaign: Campaign
    existing: Known
    own: Known
    comparison: Comparison
    existing_columns: frozenset[str]
    """Fields that have a column in the table that was there, readable or not."""

    def row(self, group: Group) -> tuple[MergedRow, list[Problem]]:
        """The row of an entry, and C08 and C09 of what contradicts in it."""
        claims = sorted(group.claims, key=lambda one: (-len(one.form.values), one.number))
        values, problems = self._read(claims, group)
        for name, value in self._known_besides(claims, group):
            values.setdefault(name, value)
        read = {name: value.raw for name, value in values.items()}
        if group.record is not None:
            values, conflicts = self._held_against(values, group.record, group)
            problems += conflicts
        for name, blank in self._blank_doubts(claims, group.record):
            values.setdefault(name, blank)
        ordered = {one.name: values[one.name] for one in self.campaign.fields if one.name in values}
        files = [claim.form.file for claim in sorted(claims, key=lambda one: one.number)]
        number = group.record.record.number if group.record is not None else None
        name = self._name(group, values)
        return MergedRow(name, group.unit, number, ordered, read, tuple(files)), problems

    def _name(self, group: Group, values: Mapping[str, MergedValue]) -> str:
        read = values.get(self.campaign.name_field)
        if group.record is None and read is not None and isinstance(read.raw, str):
            return read.raw
        return group.name

    def _read(
        self, claims: Sequence[Claim], group: Group
    ) -> tuple[dict[str, MergedValue], list[Problem]]:
        """What the forms say, that of the fullest first, and C09 where others say otherwise."""
        values: dict[str, MergedValue] = {}
        problems: list[Problem] = []
        for claim in claims:
            for name, read in claim.form.values.items():
                if is_blank(read.raw):
                    continue
                new = self._value(read, claim, group)
                before = values.get(name)
                if before is None:
                    values[name] = new
                elif self.comparison.agree(name, before.raw, read.raw):
                    values[name] = before if before.confidence is Confidence.HIGH else new
                else:
                    problems.append(self._two_forms(name, before, new, group))
        return values, problems

    def _blank_doubts(
        self, claims: Sequence[Claim], record: Draft | None
    ) -> Iterator[tuple[str, MergedValue]]:
        """Fields left blank because it is not certain what the form says: two boxes ticked."""
        for claim in claims:
            for name, read in claim.form.values.items():
                known = record is not None and not is_blank(raw_of(record, name))
                if read.confidence is not Confidence.HIGH and is_blank(read.raw) and not known:
                    value = MergedValue("", claim.form.file, read.confidence, read.reasons)
                    yield name, replace(value, written=False)

    def _value(self, read: ReadValue, claim: Claim, group: Group) -> MergedValue:
        value = MergedValue(read.raw, claim.form.file, read.confidence, read.reasons)
        known = group.own.entry.name if group.own is not None else ""
        if read.field != self.campaign.name_field or not known:
            return value
        if key_of(claim.name) == key_of(known) or value.confidence is Confidence.LOW:
            return value
        reason = f"发出时这份表上是“{known}”"
        return replace(value, confidence=Confidence.MIDDLE, reasons=(*value.reasons, reason))

    def _known_besides(
        self, claims: Sequence[Claim], group: Group
    ) -> Iterator[tuple[str, MergedValue]]:
        """What no form of the entry says: what its document implies, its unit, its own record."""
        for claim in claims:
            for name, said in claim.conditions.items():
                yield name, MergedValue(said, claim.form.file, reasons=("由这种表本身得知",))
            if claim.unit_source:
                source = (claim.unit_source,)
                value = MergedValue(claim.unit, claim.form.file, reasons=source)
                yield self.campaign.unit_field, value
        if group.own is not None:
            asked = {name for claim in claims for name in claim.form.values}
            yield from self._of_own(group.own, asked)

    def _of_own(self, own: Draft, asked: set[str]) -> Iterator[tuple[str, MergedValue]]:
        """The fields of the campaign's own record that no form of the entry asks for."""
        alone = self.own.alone(own)
        confidence = Confidence.HIGH if alone else Confidence.MIDDLE
        for field in self.campaign.asked_fields():
            raw = raw_of(own, field.name)
            if field.name in asked or is_blank(raw):
                continue
            reasons = [f"表上没有这一项，取自 {own.place(field.name)}"]
            if not alone:
                reasons.append("这个单位有同名的申报")
            raw = rebased(raw, self.own.settings[own.file][field.name])
            value = MergedValue(raw, own.file, confidence, tuple(reasons), from_table=True)
            yield field.name, value

    def _held_against(
        self, values: Mapping[str, MergedValue], record: Draft, group: Group
    ) -> tuple[dict[str, MergedValue], list[Problem]]:
        """What goes into the blank cells of a row, and C08 where a cell says otherwise."""
        settings = self.existing.settings[record.file]
        kept: dict[str, MergedValue] = {}
        problems = []
        for name, value in values.items():
            cell = record.record.cells.get(name)
            if cell is None and name in self.existing_columns:
                problems.append(self._conflict(name, _UNREADABLE, value, group))
            elif cell is None or is_blank(cell.raw):
                kept[name] = value
            elif self.comparison.same(name, cell.raw, settings, value.raw):
                kept[name] = replace(value, written=False)
            else:
                problems.append(self._conflict(name, cell.raw, value, group))
        return kept, problems

    def _conflict(self, name: str, kept: Raw, value: MergedValue, group: Group) -> Problem:
        one, other = differing(kept, value.raw)
        details = {"label": self._field(name).printed, "kept": one, "read": other}
        place = Place(value.source, field=name)
        return Problem("C08", place, group.name, group.unit, details)

    def _two_forms(self, name: str, kept: MergedValue, other: MergedValue, group: Group) -> Problem:
        one, two = differing(kept.raw, other.raw)
        details = {
            "label": self._field(name).printed,
            "other": kept.source,
            "kept": one,
            "read": two,
        }
        place = Place(other.source, field=name)
        return Problem("C09", place, group.name, group.unit, details)

    def _field(self, name: str) -> FieldDefinition:
        return next(field for field in self.campaign.fields if field.name == name)
