"""Lines outside tables, and lines inside a cell → their blanks, signatures, headings, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from formgen.adopt.reading import Block, Paragraph, Table
from formgen.adopt.understanding import vocabulary, wording
from formgen.adopt.understanding.cells import Label, label_from
from formgen.adopt.understanding.filling import PARAGRAPHS, whole, with_options
from formgen.adopt.understanding.found import ANY_ROOM, Blank, Findings, Room
from formgen.adopt.understanding.lines import LineBlank, date_kind, line_blanks, slots_of
from formgen.adopt.understanding.options import has_options, option_sets

_BARE_DATE = re.compile(r"^(?:签署|签字|盖章)?(?:日期|时间)$")
"""Labels of dates that are written when the form is signed."""
_UNIT_DATA = (
    (re.compile(r".*(?:单位|部门|学校|院系)(?:名称)?$"), "单位.名称"),
    (re.compile(r"(?:填表|填报|制表|报送|经办|联系)人(?:姓名)?$"), "单位.联系人"),
    (re.compile(r".*(?:电话|联系方式|手机|手机号码)$"), "单位.联系电话"),
)
_SHORT = 15
"""Characters of a line that are quoted; a stamp's line is hardly longer."""
_LEAST_OPTIONS = 2
_LEAST_ROOM = 2
"""Blank paragraphs below a heading that show it asks for a text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands."""

    said: str
    """For people."""
    region: int = -1
    """Number of its table; -1 outside."""
    group: tuple[str, ...] = ()
    """Labels over it."""
    whose: str = ""
    """The label of its cell."""
    room: Room = ANY_ROOM
    """Of its cell."""
    below: Paragraph | None = None
    """The blank paragraph below, where there is one."""


def read_line_blanks(paragraph: Paragraph, found: Findings, place: Place) -> None:
    """Add the blanks of a line's labels to the findings."""
    person, before = "", ""
    blanks = line_blanks(paragraph)
    for blank in blanks:
        label = label_from([blank.label])
        if blank.label and blank.stamped:
            found.seals.append((label.core, (label.core,)))
        if reason := _left_alone(blank, label, paragraph):
            if reason != "-":
                found.left_alone.append(f"{place.said}：{reason}")
            continue
        told = _blank(paragraph, blank, label, place)
        if len(blanks) == 1 and not blank.drawn and place.below is not None:
            told = _with_room_below(told, label, place)
        found.blanks.append(replace(told, person=person, before=before))
        before = label.core
        if vocabulary.meaning_of(label.core).kind == "姓名" and label.core != "姓名":
            person = label.core.removesuffix("姓名")


def _blank(paragraph: Paragraph, blank: LineBlank, label: Label, place: Place) -> Blank:
    return Blank(
        label.text,
        f"{place.said}“{label.text}”后面",
        slots_of(paragraph, blank),
        paragraph.number,
        place.region,
        group=place.group,
        whose=place.whose,
        hints=label.hints,
        kind=date_kind(paragraph.text[blank.start : blank.end]) if blank.date else "",
        unit=blank.unit or label.unit,
    )


def _with_room_below(blank: Blank, label: Label, place: Place) -> Blank:
    """A label at the end of its line, with blank paragraphs below for a long text."""
    if place.below is None or not vocabulary.LONG.search(label.core):
        return blank
    return replace(blank, slots=(whole(place.below, PARAGRAPHS),), room=place.room, kind="长文本")


def _left_alone(blank: LineBlank, label: Label, paragraph: Paragraph) -> str:
    """Why a blank of a line stays one; "-" where that needs no word, "" where it does not stay."""
    text = wording.compact(paragraph.text)
    if wording.SIGNATURE.search(blank.label) or wording.SIGNATURE.search("".join(label.hints)):
        return f"“{label.core}”手写签字"
    if (not blank.asked and blank.date) or _BARE_DATE.match(label.core):
        return "日期留空"
    if not blank.label or not blank.asked:
        return "-" if not blank.drawn else f"“{text[:_SHORT]}”里的空"
    if wording.STAMP.fullmatch(blank.label):
        return "盖章处留空"
    if wording.OPINION.search(label.core) and not wording.OWN_OPINION.search(label.core):
        return f"“{label.core}”留空"
    if wording.OFFICE.match(label.core) or any(wording.BY_OFFICE.search(h) for h in label.hints):
        return f"“{label.core}”由主办方填写"
    return ""


def unit_data(label: str) -> str:
    """The expression that prints a unit's own data beside a label of a 汇总表; empty for none."""
    core = wording.without_brackets(label)
    return next((told for pattern, told in _UNIT_DATA if pattern.fullmatch(core)), "")


def read_free_paragraph(paragraph: Paragraph, rest: Sequence[Block], found: Findings) -> str:
    """Add what a paragraph outside tables holds; what it names if it is a heading, else "".

    Args:
        paragraph: the paragraph.
        rest: what follows it in the form.
        found: what is added to.
    """
    text = wording.compact(paragraph.text)
    if has_options([paragraph]):
        _free_options(paragraph, found)
        return ""
    below = rest[0] if rest and isinstance(rest[0], Paragraph) and rest[0].blank else None
    blanks = line_blanks(paragraph)
    if any(blank.asked or blank.drawn or blank.date for blank in blanks):
        read_line_blanks(paragraph, found, Place("表外", below=below))
        return ""
    if wording.SIGNATURE.search(text) or (wording.STAMP.search(text) and len(text) < _SHORT):
        found.left_alone.append(f"“{text[:_SHORT]}”一行留空")
        return ""
    if not wording.is_label(text) and not wording.numbered(text):
        return ""
    label = label_from([paragraph.text])
    if below is not None and _asks_for_text(rest, paragraph, label):
        found.blanks.append(
            Blank(
                label.text,
                f"“{label.text}”下面",
                (whole(below, PARAGRAPHS),),
                paragraph.number,
                -1,
                hints=label.hints,
                kind="长文本",
            )
        )
        return ""
    return label.core if wording.is_label(text) else ""


def _asks_for_text(rest: Sequence[Block], paragraph: Paragraph, label: Label) -> bool:
    """Whether a heading has room for a text below it, rather than a table."""
    if paragraph.look.centred or not wording.is_label(label.text):
        return False
    room = 0
    for block in rest:
        if isinstance(block, Table):
            return False
        if not block.blank:
            break
        room += 1
    told = any(re.search(r"\d字", hint) for hint in label.hints)
    ordered = wording.numbered(paragraph.text) or paragraph.look.numbered
    long = vocabulary.LONG.search(label.core) is not None
    return (room >= _LEAST_ROOM and (told or ordered or long)) or (
        room > 0 and (told or (ordered and long))
    )


def _free_options(paragraph: Paragraph, found: Findings) -> None:
    for one in option_sets([paragraph]):
        label = label_from([one.label])
        if not wording.is_label(label.text) or len(one.options) < _LEAST_OPTIONS:
            found.left_alone.append(f"“{wording.compact(paragraph.text)[:_SHORT]}”一行的方框留空")
            continue
        blank = Blank(
            label.text, f"表外“{label.text}”后面", (), paragraph.number, -1, hints=label.hints
        )
        found.blanks.append(with_options(blank, one))
