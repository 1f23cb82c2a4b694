"""Small campaigns' fields and forms as they are found, for tests of the values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import KINDS, Fault, Setting
from formgen.campaign.values import Value
from formgen.collect.collected import ReadValue
from formgen.collect.content import Box, Content, PastedPicture
from formgen.collect.slots import Doubt, FormReading, Found, Slot, Use
from formgen.collect.values import ValueReader
from formgen.problems import Problem

FOLDER = Path()
FILE = "回收/张三.docx"


def field(name: str, kind: str, **more: Any) -> FieldDefinition:
    """A field of campaign.json; further keys as there."""
    return FieldDefinition.model_validate({"名称": name, "类型": kind} | more)


def text(name: str, *lines: str, part: str = "", item: int = 0, **more: Any) -> Found:
    """A text found at a slot."""
    doubts: tuple[Doubt, ...] = more.pop("doubts", ())
    return Found(Slot(name, part=part, **more), lines, item=item, doubts=doubts)


def picture(name: str, *contents: bytes, item: int = 0, lines: Sequence[str] = ()) -> Found:
    """Pictures found at a slot."""
    pictures = tuple(PastedPicture(content, 35, 49) for content in contents)
    return Found(Slot(name, Use.PICTURE), tuple(lines), pictures, item)


def reading(*found: Found, **more: Any) -> FormReading:
    """A form, read; missing, alterations, left_over and stray_pictures by name."""
    blank: dict[str, Any] = dict.fromkeys(
        ("missing", "alterations", "left_over", "stray_pictures"), ()
    )
    return FormReading("申报表", found, **(blank | more))


def content(*texts: str, **more: Any) -> Content:
    """A form's boxes."""
    return Content(tuple(Box(tuple(text.split("\n"))) for text in texts), **more)


def read(
    fields: Sequence[FieldDefinition], form: FormReading, paper: Content | None = None
) -> tuple[Mapping[str, ReadValue], tuple[Problem, ...]]:
    """The values of a form and what is said of it."""
    reader = ValueReader.of(fields, {one.name: options_of(one) for one in fields})
    return reader.values_of(form, paper or content(), FILE)


def options_of(one: FieldDefinition) -> dict[str, str]:
    """The wordings of a field's own options."""
    return {option: option for option in one.options}


def value_of(one: FieldDefinition, raw: Any) -> Value | None:
    """What a raw value means to its field; None where its kind refuses it."""
    setting = Setting(one, FOLDER, KINDS, options_of(one))
    if raw in ("", [], {}):
        return KINDS[one.kind].blank(one)
    try:
        return KINDS[one.kind].parse(raw, setting)
    except Fault:
        return None


def question(
    line: str, options: Sequence[str], behind: bool, opens: Sequence[str] = ()
) -> tuple[FormReading, Content]:
    """A typed line of options, cut at their words as a template with boxes would cut it.

    Args:
        line: as it stands in the returned form.
        options: their words, all of which stand in the line in order.
        behind: whether the template's boxes stand behind the words.
        opens: options with a text in brackets behind them.
    """
    cuts = [re.search(re.escape(option), line) for option in options]
    spans = [cut.span() for cut in cuts if cut]
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(line)]
    between = [line[start:end] for start, end in zip(ends, starts, strict=True)]
    found, left = [], []
    for number, option in enumerate(options):
        slot = between[number + behind].strip()
        if option in opens and (aside := re.match(r"（(.*)）", between[number + 1].strip())):
            found.append(Found(Slot("方式", Use.OPEN, option=option), _lines(aside[1])))
            slot = slot.replace(aside[0], "") if behind else slot
        found.insert(number, Found(Slot("方式", Use.TICK, option=option), _lines(slot)))
    outside = between[0] if behind else between[-1]
    if outside.strip() and not (opens and not behind):
        left.append(outside.strip())
    return reading(*found, left_over=tuple(left)), content("推荐方式", line)


def _lines(text: str) -> tuple[str, ...]:
    return (text,) if text.strip() else ()
