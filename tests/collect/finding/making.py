"""Small templates of one's own → their patterns, and forms filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from formgen.campaign import Campaign
from formgen.collect.content import Box, Content, PastedPicture
from formgen.collect.pattern import FormPattern
from formgen.collect.pattern.wording import label_of
from formgen.collect.reading import read_form
from formgen.collect.slots import FormReading, Found
from formgen.word import WordTemplate
from tests.campaign.test_load import MINIMAL
from tests.collect.forms import case, cases
from tests.word.making import docx

PHOTO = PastedPicture(b"photo", 35, 49)
WIDE = PastedPicture(b"wide", 100, 66)
FLOATING = PastedPicture(b"floating", 35, 49, floating=True)
STAMP = PastedPicture(b"stamp", 42, 42, floating=True)


def field(name: str, kind: str = "文本", **more: Any) -> Mapping[str, Any]:
    return {"名称": name, "类型": kind, **more}


def pattern_of(template: bytes, *fields: Mapping[str, Any], **more: Any) -> FormPattern:
    """The pattern of a template for a campaign of these fields."""
    own = {"命名字段": fields[0]["名称"], "字段": list(fields)}
    campaign = Campaign.model_validate(MINIMAL | own | more)
    compiled = WordTemplate.compile(template, "表.docx")
    return FormPattern.compile(compiled, campaign, campaign.documents[0])


@cache
def pattern_named(name: str) -> FormPattern:
    """The pattern of one of the five campaigns' forms, by the name of its case."""
    form = next(one for one in cases() if one.name == name)
    return FormPattern.compile(form.template, form.campaign, form.document)


def content(*body: str) -> Content:
    """What a returned form of these pieces holds."""
    return read_form(docx(*body))


def blank(campaign: str, document: str) -> Content:
    """An empty form of the five campaigns, as it was sent out."""
    return read_form(case(campaign, document).empty())


def place_of(form: Content, label: str, turn: int = 0) -> int:
    """The number of the box of a label."""
    return [n for n, box in enumerate(form.boxes) if label_of(box.text) == label][turn]


def with_box(
    form: Content,
    number: int,
    *lines: str,
    pictures: Sequence[PastedPicture] = (),
) -> Content:
    """The form with these lines in one of its boxes."""
    boxes = list(form.boxes)
    boxes[number] = replace(boxes[number], lines=lines, pictures=tuple(pictures))
    return replace(form, boxes=tuple(boxes))


def typed(form: Content, label: str, *lines: str) -> Content:
    """The form with these lines in the box right of a label."""
    return with_box(form, place_of(form, label) + 1, *lines)


def without(form: Content, *numbers: int) -> Content:
    """The form without some boxes."""
    return replace(form, boxes=tuple(b for n, b in enumerate(form.boxes) if n not in numbers))


def added(form: Content, *boxes: Box, at: int | None = None) -> Content:
    """The form with further boxes, at its end or before a box."""
    place = len(form.boxes) if at is None else at
    return replace(form, boxes=(*form.boxes[:place], *boxes, *form.boxes[place:]))


def texts(reading: FormReading, name: str) -> list[tuple[str, ...]]:
    """What was found at every slot of a field."""
    return [one.lines for one in reading.found if one.slot.field == name]


def one(reading: FormReading, name: str, *, option: str = "", part: str = "") -> Found:
    """What was found at the only slot of a field, or of its option or part."""
    [found] = [
        found
        for found in reading.found
        if (found.slot.field, found.slot.option, found.slot.part) == (name, option, part)
    ]
    return found
