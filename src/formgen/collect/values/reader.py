"""A returned form held against its template → the value of every field it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import FILE_KINDS, Setting, parsed
from formgen.campaign.kinds.base import shown
from formgen.collect.collected import Confidence, ReadValue
from formgen.collect.content import Content
from formgen.collect.settings import Settings, settings_of
from formgen.collect.slots import Doubt, FormReading, Found, Slot
from formgen.collect.values.composed import (
    taken_numbers,
    taken_parts,
    taken_pictures,
    taken_rows,
    texts_at_pictures,
)
from formgen.collect.values.places import Form, form_of, one_of, places_of
from formgen.collect.values.remarks import is_legible, remarks_on
from formgen.collect.values.taken import Reason, Taken, asking, doubts_of
from formgen.collect.values.texts import PROVING, Lines, taken_text
from formgen.collect.values.ticks import taken_ticks
from formgen.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads the values of one campaign's forms; made once for all of them."""

    settings: Settings
    """What the kind of each field needs, by its name."""

    @classmethod
    def of(
        cls, fields: Sequence[FieldDefinition], options: Mapping[str, Mapping[str, str]]
    ) -> ValueReader:
        """A reader of a campaign's fields.

        Args:
            fields: the campaign's.
            options: accepted wordings of each choice field, and the option each means.
        """
        return cls(settings_of(fields, options, Path()))

    def values_of(
        self, reading: FormReading, content: Content, file: str, template: str = ""
    ) -> tuple[Mapping[str, ReadValue], tuple[Problem, ...]]:
        """The values of a form, and what is to be said of it.

        Args:
            reading: the form held against its template.
            content: the form itself.
            file: its name for messages.
            template: version of the template; empty where there is none to compare.
        """
        takens = self._takens(reading, content)
        values: dict[str, ReadValue] = {}
        problems: list[Problem] = []
        for name, taken in takens.items():
            setting, place = self.settings[name], Place(file, field=name)
            sure = _weighed(taken, setting)
            values[name] = sure.as_read(name)
            problems += self._problems_of(sure, setting, place, takens)
        problems += self._missing(reading, takens, file)
        unplaced = [*self._beside_pictures(reading), *_unclaimed(reading, takens)]
        problems += remarks_on(reading, content, unplaced, file, template)
        return values, tuple(problems)

    def _takens(self, reading: FormReading, content: Content) -> dict[str, Taken]:
        """What stands in the form for each field it asks for, by its name."""
        by_field: dict[str, list[Found]] = {}
        for one in reading.found:
            by_field.setdefault(one.slot.field, []).append(one)
        takens = {}
        for name, found in by_field.items():
            setting = self.settings.get(name)
            if setting is not None:
                takens[name] = one_of(
                    [_taken(place, setting, reading, content) for place in places_of(found)],
                    setting,
                )
        for slot in reading.missing:
            if slot.field in self.settings:
                takens.setdefault(slot.field, _NOT_FOUND)
        return takens

    def _problems_of(
        self, taken: Taken, setting: Setting, place: Place, takens: Mapping[str, Taken]
    ) -> Iterator[Problem]:
        """C02, C03 and C04 of one field."""
        field = setting.field
        for told in taken.told:
            if told.code != "C03" or self._applies(field.name, takens):
                yield Problem(told.code, place, details=told.details)
        asked = [reason.text for reason in taken.reasons if reason.asked]
        if asked:
            details = {"label": field.printed, "value": _shown(taken), "reason": "；".join(asked)}
            yield Problem("C04", place, details=details)

    def _applies(self, name: str, takens: Mapping[str, Taken]) -> bool:
        """Whether the form's own answers ask for a field; so long as nothing says they do not."""
        field = self.settings[name].field
        conditions = field.applies_to if isinstance(field, FieldDefinition) else {}
        return all(
            other not in takens or takens[other].raw in ("", *allowed)
            for other, allowed in conditions.items()
        )

    def _missing(
        self, reading: FormReading, takens: Mapping[str, Taken], file: str
    ) -> Iterator[Problem]:
        """C01 for every field, or part of one, that has no place in the form."""
        found = {one.slot for one in reading.found}
        told: set[str] = set()
        for slot in reading.missing:
            setting = self.settings.get(slot.field)
            if setting is None or slot in found:
                continue
            label = _label_of(slot, setting, found)
            taken = takens[slot.field]
            if label and label not in told and not (slot.option and (taken.raw or taken.told)):
                told.add(label)
                yield Problem("C01", Place(file, field=slot.field), details={"label": label})

    def _beside_pictures(self, reading: FormReading) -> list[str]:
        """What is written where pictures belong."""
        places: dict[str, list[Found]] = {}
        for one in reading.found:
            if form_of(one) is Form.PICTURES:
                places.setdefault(one.slot.field, []).append(one)
        return [text for place in places.values() for text in texts_at_pictures(place)]


_NOT_FOUND = Taken("", (Reason("找不到填写的地方", Confidence.LOW),))


def _taken(
    place: Sequence[Found], setting: Setting, reading: FormReading, content: Content
) -> Taken:
    """The value that stands at one place."""
    breaks = Lines.PRINTED if content.imprint.identifier else Lines.TYPED
    match form_of(place[0]):
        case Form.TICKS:
            return taken_ticks(place, setting, reading, content)
        case Form.NUMBERS:
            return taken_numbers(place, setting)
        case Form.PICTURES:
            return taken_pictures(place, setting)
        case Form.PARTS:
            if setting.field.kind == "明细":
                return taken_rows(place, setting, breaks)
            return taken_parts(place, setting)
    found = place[0]
    if Doubt.JOINED in found.doubts:
        breaks = Lines.CELLS
    taken = taken_text(found.lines, setting, found.slot.blank, breaks)
    return taken.because(*doubts_of(place))


def _weighed(taken: Taken, setting: Setting) -> Taken:
    """The value with its doubts weighed by its kind: what that takes is proven, or is wrong."""
    kind = setting.field.kind
    if not taken.reasons or not taken.raw or kind in FILE_KINDS:
        return taken
    if parsed(taken.raw, setting) is None:
        return taken.because(asking("不像这一项该填的内容", Confidence.LOW))
    if kind not in PROVING:
        return taken
    reasons = tuple(
        asking(one.text) if one.text in _PLACES and one.asked else one for one in taken.reasons
    )
    return replace(taken, reasons=reasons)


_PLACES = frozenset({Doubt.DISPLACED.value, Doubt.SHARED.value})


def _shown(taken: Taken) -> str:
    """A value as C04 quotes it."""
    if taken.pictures:
        return f"{len(taken.pictures)} 张图片"
    return shown(taken.raw if isinstance(taken.raw, str) else str(taken.raw)) or "空"


def _label_of(slot: Slot, setting: Setting, found: set[Slot]) -> str:
    """What C01 calls a slot: its field, or a part of it where other parts were found."""
    label = setting.field.printed
    rest = slot.part or slot.option
    known = any(one.field == slot.field for one in found)
    return f"{label}（{rest}）" if rest and known else "" if known and not rest else label


def _unclaimed(reading: FormReading, takens: Mapping[str, Taken]) -> list[str]:
    """The texts that belong nowhere and told no value; empty boxes and punctuation are none."""
    claimed = Counter(text for taken in takens.values() for text in taken.claimed)
    texts = []
    for text in reading.left_over:
        if claimed[text]:
            claimed[text] -= 1
        elif is_legible(text):
            texts.append(text)
    return texts
