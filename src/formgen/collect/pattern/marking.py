"""A campaign's fields → values that print as markers, so that a filled template shows its slots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, SupportsIndex

from formgen.campaign import Campaign, Document
from formgen.campaign.field import FieldDefinition
from formgen.campaign.values import NoRows
from formgen.collect.slots import Slot, Use
from formgen.plan.context import View
from formgen.tags import TagEnvironment, text_of
from formgen.tags.filters import FILTERS
from formgen.word.template import finalize, one_line

FIRST_MARKER = 0xF0000
"""First private-use character of plane 15; a marker is one character, so that it never splits."""
LAST_MARKER = 0xFFFFD
NO_FIELD = ""
"""The field of slots that hold what the program itself prints, such as 序号: not read."""
_LISTS = {"图片": Use.PICTURE, "附件": Use.TEXT}


@dataclass(frozen=True, slots=True)
class Target:
    """A slot, and which item of a list it is."""

    slot: Slot
    item: int = 0


class Marked(str):
    """A field's value that prints as its marker."""

    target: Target
    present: bool
    inside: Mapping[str, Marked]

    def __bool__(self) -> bool:
        return self.present

    def __getitem__(self, key: SupportsIndex | slice | str) -> str:
        return self.inside[key] if isinstance(key, str) else super().__getitem__(key)


class Markers:
    """The targets of a template by marker; one of a kind however often it is asked for."""

    def __init__(self) -> None:
        self._targets: list[Target] = []
        self._numbers: dict[Target, int] = {}

    def target(self, character: str) -> Target | None:
        """What a character marks; None for text."""
        number = ord(character) - FIRST_MARKER
        return self._targets[number] if 0 <= number < len(self._targets) else None

    def marked(
        self, target: Target, *, present: bool, inside: Mapping[str, Marked] | None = None
    ) -> Marked:
        """The value that marks a target."""
        number = self._numbers.setdefault(target, len(self._targets))
        if number == len(self._targets):
            self._targets.append(target)
        value = Marked(chr(min(FIRST_MARKER + number, LAST_MARKER)))
        value.target, value.present, value.inside = target, present, inside or {}
        return value

    def found_in(self, value: object) -> Marked | None:
        """The marked value a tag passes on, also where a filter made another text of it."""
        if isinstance(value, Marked):
            return value
        text = value.strip() if isinstance(value, str) else ""
        target = self.target(text) if len(text) == 1 else None
        return None if target is None else self.marked(target, present=True)

    def changed(self, value: Marked, **changes: Any) -> Marked:
        """The same place, put to another use."""
        slot = replace(value.target.slot, **changes)
        return self.marked(replace(value.target, slot=slot), present=value.present)


def marking_environment(markers: Markers) -> TagEnvironment:
    """The environment templates are filled in, with filters that pass markers on."""
    environment = TagEnvironment(finalize, autoescape=True)
    environment.filters |= {"_一行": one_line, "图片": _picture}
    for name, use in _USES.items():
        environment.filters[name] = _used(markers, FILTERS[name], use)
    for name in ("日期", "补齐", "垫宽", "补零"):
        environment.filters[name] = _unchanged(markers, FILTERS[name])
    environment.filters["段落"] = _paragraphs(markers)
    environment.filters["或"] = _otherwise(markers)
    environment.filters["求和"] = _total
    environment.filters["筛选"] = lambda rows, *_: rows
    return environment


_USES = {
    "勾选": Use.TICK,
    "打钩": Use.TICK,
    "填写": Use.OPEN,
    "年": Use.YEAR,
    "月": Use.MONTH,
    "日": Use.DAY,
}
_WITH_OPTION = (Use.TICK, Use.OPEN)


def _used(markers: Markers, original: Callable[..., Any], use: Use) -> Callable[..., Any]:
    def mark(value: object, *wordings: Any, **named: Any) -> object:
        found = markers.found_in(value)
        if found is None:
            return original(value, *wordings, **named)
        option = str(named.get("option", *wordings[:1])) if use in _WITH_OPTION else ""
        return markers.changed(found, use=use, option=option)

    return mark


def _unchanged(markers: Markers, original: Callable[..., Any]) -> Callable[..., Any]:
    def mark(value: object, *details: Any, **named: Any) -> object:
        found = markers.found_in(value)
        return original(value, *details, **named) if found is None else found

    return mark


def _paragraphs(markers: Markers) -> Callable[[object], list[str]]:
    def mark(value: object) -> list[str]:
        found = markers.found_in(value)
        lines: list[str] = FILTERS["段落"](value) if found is None else [found]
        return lines

    return mark


def _otherwise(markers: Markers) -> Callable[[object, object], object]:
    def mark(value: object, replacement: object) -> object:
        found = markers.found_in(value)
        if found is None:
            return FILTERS["或"](value, replacement)
        if markers.found_in(replacement) is not None:
            return found
        return markers.changed(found, blank=text_of(replacement).strip())

    return mark


def _picture(value: object, _width: float, _height: float) -> str:
    """图片: a picture is marked where it is shown; a blank shows nothing."""
    return str.__str__(value) if isinstance(value, Marked) else ""


def _total(_rows: Iterable[object], _name: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Filling:
    """How a template is filled with markers."""

    present: bool
    """Whether conditions on a field hold, as in a filled form, or do not, as in an empty one."""
    counts: Mapping[str, int]
    """Items of each list; one where it says nothing."""


def marked_context(
    campaign: Campaign, document: Document, markers: Markers, filling: Filling
) -> Mapping[str, object]:
    """What a template sees: the campaign's own words, and a marker for every field."""
    view = View(campaign, document)
    marking = _Marking(markers, filling)
    unit = view.unit(None, 0)
    own = marking.ignored()
    named = marking.text(Slot(campaign.unit_field)) if campaign.unit_field else own
    return {
        **view.head(),
        **{field.name: marking.value(field) for field in view.fields()},
        "单位": dict.fromkeys(unit, own) | {"名称": named},
        "序号": own,
        "名单序号": own,
    }


def list_fields(campaign: Campaign, document: Document) -> list[str]:
    """The fields of which a form may show any number of items."""
    fields = View(campaign, document).fields()
    return [field.name for field in fields if field.kind == "明细" or field.kind in _LISTS]


@dataclass(frozen=True, slots=True)
class _Marking:
    """Makes the marked values of one filling."""

    markers: Markers
    filling: Filling

    def text(self, slot: Slot, item: int = 0, inside: Mapping[str, Marked] | None = None) -> Marked:
        target = Target(slot, item)
        return self.markers.marked(target, present=self.filling.present, inside=inside)

    def ignored(self) -> Marked:
        return self.text(Slot(NO_FIELD))

    def value(self, field: FieldDefinition) -> object:
        """A field's marked value: a text, or a list with so many marked items."""
        count = self.filling.counts.get(field.name, 1) if self.filling.present else 0
        match field.kind:
            case "明细" if count == 0:
                return NoRows.of(column.name for column in field.columns)
            case "明细":
                return tuple(self._row(field, item) for item in range(count))
            case "图片" | "附件":
                return tuple(self._picture(field, item) for item in range(count))
            case "照片":
                return self._picture(field, 0)
            case "分部长文":
                parts = {part: self.text(Slot(field.name, part=part)) for part in field.parts}
                return self.text(Slot(field.name), inside=parts)
        return self.text(Slot(field.name))

    def _row(self, field: FieldDefinition, item: int) -> Mapping[str, Marked]:
        names = [column.name for column in field.columns]
        return {name: self.text(Slot(field.name, part=name), item) for name in names}

    def _picture(self, field: FieldDefinition, item: int) -> Marked:
        use = _LISTS.get(field.kind, Use.PICTURE)
        if use is Use.TEXT:
            return self.text(Slot(field.name), item)
        caption = self.text(Slot(field.name, Use.CAPTION), item)
        return self.text(Slot(field.name, use), item, {"说明": caption})
