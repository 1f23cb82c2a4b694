"""Paragraph properties of one level → what they set; merged levels → the look of a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

from lxml import etree

from formgen.layout.model import (
    Alignment,
    Border,
    Edges,
    LineSpacing,
    ParagraphLook,
    TabStop,
)
from formgen.layout.reading.marks import border, shading
from formgen.layout.reading.measures import (
    is_switched_on,
    is_true,
    number_of,
    points,
    value_of,
    whole_number,
)
from formgen.layout.reading.names import W
from formgen.layout.reading.theme import Theme

TabAlign = Literal["left", "center", "right", "decimal", "bar"]
Leader = Literal["", "dot", "hyphen", "underscore", "middle_dot"]


class ParagraphProperties(TypedDict, total=False):
    """What one level sets (ECMA-376 part 1, 17.3.1); keys that are missing are inherited.

    Lengths are in points, `…_characters` and `…_lines` in characters and lines.
    """

    list_id: str
    list_level: int
    alignment: Alignment
    left: float
    right: float
    first: float
    left_characters: float
    right_characters: float
    first_characters: float
    before: float
    after: float
    before_lines: float
    after_lines: float
    before_auto: bool
    after_auto: bool
    line: float
    line_rule: str
    contextual: bool
    snap_to_grid: bool
    keep_next: bool
    keep_lines: bool
    page_break_before: bool
    widow_control: bool
    tabs: Mapping[float, TabStop | None]
    border_top: Border | None
    border_right: Border | None
    border_bottom: Border | None
    border_left: Border | None
    border_between: Border | None
    shading: str | None
    outline_level: int | None
    kinsoku: bool
    hanging_punctuation: bool
    space_beside_latin: bool
    space_beside_digits: bool
    word_wrap: bool


@dataclass(frozen=True, slots=True)
class Units:
    """What relative measures of a paragraph are reckoned in; points."""

    text_character: float = 10.5
    """One character of the paragraph's own text, for first-line indents."""
    base_character: float = 10.5
    """One character of the default paragraph style, for left and right indents."""
    line: float = 15.6


_AUTOMATIC_SPACE = 14.0
"""Points that before- and afterAutospacing come to in Word (17.3.1.33)."""
_BODY_LEVEL = 9
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left",
    "start": "left",
    "numTab": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
    "distribute": "distribute",
    "thaiDistribute": "distribute",
}
"""ST_Jc (17.18.44)."""
_TAB_ALIGNMENTS: dict[str, TabAlign] = {
    "left": "left",
    "start": "left",
    "num": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "decimal": "decimal",
    "bar": "bar",
}
LEADERS: dict[str, Leader] = {
    "dot": "dot",
    "hyphen": "hyphen",
    "underscore": "underscore",
    "heavy": "underscore",
    "middleDot": "middle_dot",
}


def read_paragraph(properties: etree._Element | None, theme: Theme) -> ParagraphProperties:
    """What a w:pPr itself sets."""
    found: ParagraphProperties = {}
    for element in properties if properties is not None else ():
        reader = _READERS.get(element.tag)
        if reader is not None:
            found.update(reader(element, theme))
    return found


def merge_paragraph(*levels: ParagraphProperties) -> ParagraphProperties:
    """Later levels over earlier ones; tab stops add up (17.3.1.38)."""
    merged: ParagraphProperties = {}
    tabs: dict[float, TabStop | None] = {}
    for level in levels:
        merged.update(level)
        tabs.update(level.get("tabs", {}))
    if tabs:
        merged["tabs"] = tabs
    return merged


def resolve_paragraph(merged: ParagraphProperties, style: str, units: Units) -> ParagraphLook:
    """The look that merged levels come to."""
    left, right, first = _indents(merged, units)
    stops = (stop for _, stop in sorted(merged.get("tabs", {}).items()))
    beside = merged.get("space_beside_latin", True), merged.get("space_beside_digits", True)
    return ParagraphLook(
        alignment=merged.get("alignment", "left"),
        indent_left=left,
        indent_right=right,
        first_line=first,
        space_before=_space(
            merged.get("before"), merged.get("before_lines"), merged.get("before_auto"), units
        ),
        space_after=_space(
            merged.get("after"), merged.get("after_lines"), merged.get("after_auto"), units
        ),
        contextual_spacing=merged.get("contextual", False),
        style=style,
        line=_line(merged),
        snap_to_grid=merged.get("snap_to_grid", True),
        keep_next=merged.get("keep_next", False),
        keep_lines=merged.get("keep_lines", False),
        page_break_before=merged.get("page_break_before", False),
        widow_control=merged.get("widow_control", True),
        tabs=tuple(stop for stop in stops if stop is not None),
        borders=Edges(
            merged.get("border_top"),
            merged.get("border_right"),
            merged.get("border_bottom"),
            merged.get("border_left"),
        ),
        border_between=merged.get("border_between"),
        shading=merged.get("shading"),
        outline_level=merged.get("outline_level"),
        kinsoku=merged.get("kinsoku", True),
        hanging_punctuation=merged.get("hanging_punctuation", True),
        auto_space=all(beside),
        break_words=not merged.get("word_wrap", True),
    )


def _indents(merged: ParagraphProperties, units: Units) -> tuple[float, float, float]:
    """Left, right and first line; characters go before points, unless they are 0 (17.3.1.12).

    A 0 is how Word takes an inherited character measure back: list paragraphs say
    firstLineChars="0" so that the list's own hanging indent holds. A left indent in
    characters is that of the hanging first line, as the w:left Word writes beside it shows.
    """
    characters = merged.get("first_characters", 0.0)
    first = characters * units.text_character if characters else merged.get("first", 0.0)
    left, right = merged.get("left", 0.0), merged.get("right", 0.0)
    if characters := merged.get("left_characters", 0.0):
        left = characters * units.base_character - min(first, 0.0)
    if characters := merged.get("right_characters", 0.0):
        right = characters * units.base_character
    return left, right, first


def _space(
    points: float | None, lines: float | None, automatic: bool | None, units: Units
) -> float:
    if automatic:
        return _AUTOMATIC_SPACE
    return lines * units.line if lines else max(0.0, points or 0.0)


def _line(merged: ParagraphProperties) -> LineSpacing:
    """Line spacing in 240ths of a line or in twips; a negative multiple is exact.

    Source: 17.3.1.33 line and lineRule; the negative sign is from the binary format.
    """
    points = merged.get("line", 12.0)
    rule = merged.get("line_rule", "auto")
    if points == 0:
        return LineSpacing()
    if rule == "atLeast":
        return LineSpacing("at_least", abs(points))
    if rule in ("exact", "exactly") or points < 0:
        return LineSpacing("exact", abs(points))
    return LineSpacing("multiple", points / 12)


def _list(element: etree._Element, _: Theme) -> ParagraphProperties:
    found: ParagraphProperties = {}
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    if number is not None:
        found["list_id"] = value_of(number)
    depth = whole_number(value_of(level)) if level is not None else None
    if depth is not None:
        found["list_level"] = max(0, min(8, depth))
    return found


def _indent(element: etree._Element, _: Theme) -> ParagraphProperties:
    found: ParagraphProperties = {}
    if (left := points(_either(element, "left", "start"))) is not None:
        found["left"] = left
    if (right := points(_either(element, "right", "end"))) is not None:
        found["right"] = right
    if (first := points(element.get(f"{W}firstLine"))) is not None:
        found["first"] = first
    if (hanging := points(element.get(f"{W}hanging"))) is not None:
        found["first"] = -hanging
    if (characters := _hundredths(_either(element, "leftChars", "startChars"))) is not None:
        found["left_characters"] = characters
    if (characters := _hundredths(_either(element, "rightChars", "endChars"))) is not None:
        found["right_characters"] = characters
    if (characters := _hundredths(element.get(f"{W}firstLineChars"))) is not None:
        found["first_characters"] = characters
    if (characters := _hundredths(element.get(f"{W}hangingChars"))) is not None:
        found["first_characters"] = -characters
    return found


def _spacing(element: etree._Element, _: Theme) -> ParagraphProperties:
    found: ParagraphProperties = {}
    if (before := points(element.get(f"{W}before"))) is not None:
        found["before"] = before
    if (after := points(element.get(f"{W}after"))) is not None:
        found["after"] = after
    if (lines := _hundredths(element.get(f"{W}beforeLines"))) is not None:
        found["before_lines"] = lines
    if (lines := _hundredths(element.get(f"{W}afterLines"))) is not None:
        found["after_lines"] = lines
    if automatic := element.get(f"{W}beforeAutospacing"):
        found["before_auto"] = is_true(automatic)
    if automatic := element.get(f"{W}afterAutospacing"):
        found["after_auto"] = is_true(automatic)
    if (line := points(element.get(f"{W}line"))) is not None:
        found["line"] = line
        found["line_rule"] = "auto"
    if rule := element.get(f"{W}lineRule"):
        found["line_rule"] = rule
    return found


def _tabs(element: etree._Element, _: Theme) -> ParagraphProperties:
    stops: dict[float, TabStop | None] = {}
    for tab in element.iterchildren(f"{W}tab"):
        position = points(tab.get(f"{W}pos"))
        if position is not None:
            align = _TAB_ALIGNMENTS.get(value_of(tab))
            leader = LEADERS.get(value_of(tab, "leader"), "")
            stops[position] = TabStop(position, align, leader) if align else None
    return {"tabs": stops}


def _borders(element: etree._Element, theme: Theme) -> ParagraphProperties:
    found: ParagraphProperties = {}
    if (edge := element.find(f"{W}top")) is not None:
        found["border_top"] = border(edge, theme)
    if (edge := _edge(element, "right", "end")) is not None:
        found["border_right"] = border(edge, theme)
    if (edge := element.find(f"{W}bottom")) is not None:
        found["border_bottom"] = border(edge, theme)
    if (edge := _edge(element, "left", "start")) is not None:
        found["border_left"] = border(edge, theme)
    if (edge := element.find(f"{W}between")) is not None:
        found["border_between"] = border(edge, theme)
    return found


def _outline(element: etree._Element, _: Theme) -> ParagraphProperties:
    level = whole_number(value_of(element))
    return {"outline_level": level if level is not None and 0 <= level < _BODY_LEVEL else None}


def _alignment(element: etree._Element, _: Theme) -> ParagraphProperties:
    alignment = _ALIGNMENTS.get(value_of(element))
    return {"alignment": alignment} if alignment else {}


def _either(element: etree._Element, name: str, newer: str) -> str | None:
    """An attribute under its old name or the one of later editions (start for left)."""
    return element.get(W + name) or element.get(W + newer)


def _edge(borders: etree._Element, name: str, newer: str) -> etree._Element | None:
    found = borders.find(W + name)
    return found if found is not None else borders.find(W + newer)


def _hundredths(text: str | None) -> float | None:
    amount = number_of(text)
    return None if amount is None else max(-10_000.0, min(10_000.0, amount)) / 100


_READERS: dict[object, Callable[[etree._Element, Theme], ParagraphProperties]] = {
    f"{W}numPr": _list,
    f"{W}jc": _alignment,
    f"{W}ind": _indent,
    f"{W}spacing": _spacing,
    f"{W}tabs": _tabs,
    f"{W}pBdr": _borders,
    f"{W}shd": lambda element, theme: {"shading": shading(element, theme)},
    f"{W}outlineLvl": _outline,
    f"{W}contextualSpacing": lambda element, _: {"contextual": is_switched_on(element)},
    f"{W}snapToGrid": lambda element, _: {"snap_to_grid": is_switched_on(element)},
    f"{W}keepNext": lambda element, _: {"keep_next": is_switched_on(element)},
    f"{W}keepLines": lambda element, _: {"keep_lines": is_switched_on(element)},
    f"{W}pageBreakBefore": lambda element, _: {"page_break_before": is_switched_on(element)},
    f"{W}widowControl": lambda element, _: {"widow_control": is_switched_on(element)},
    f"{W}kinsoku": lambda element, _: {"kinsoku": is_switched_on(element)},
    f"{W}overflowPunct": lambda element, _: {"hanging_punctuation": is_switched_on(element)},
    f"{W}autoSpaceDE": lambda element, _: {"space_beside_latin": is_switched_on(element)},
    f"{W}autoSpaceDN": lambda element, _: {"space_beside_digits": is_switched_on(element)},
    f"{W}wordWrap": lambda element, _: {"word_wrap": is_switched_on(element)},
}
"""Paragraph properties by element; what is not here is the structure's, or never shows."""
