"""A cell that somebody fills in → where its tags go, and what it says of its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formgen.adopt.proposal import Way
from formgen.adopt.reading import Cell, Paragraph
from formgen.adopt.understanding import vocabulary, wording
from formgen.adopt.understanding.cells import Role, lines_of, parts_of
from formgen.adopt.understanding.found import NAME, Blank, Slot, quoted
from formgen.adopt.understanding.lines import date_kind, date_slots, kept
from formgen.adopt.understanding.options import OptionSet

_LEAST_ROOM = 2
"""Blank paragraphs below a label in its own cell that are meant to be written in."""
PARAGRAPHS = "{{ " + NAME + "|段落 }}"
"""A tag that prints a text of several paragraphs."""


def filled(blank: Blank, cell: Cell, role: Role) -> Blank:
    """A blank of one value: in an empty cell, before a unit, between 年 and 月, with a hint."""
    paragraphs = cell.paragraphs
    printed = [p for p in paragraphs if p.text.strip()]
    if role is Role.EMPTY:
        return _empty(blank, paragraphs)
    if role is Role.UNIT:
        first = printed[0]
        unit = first.text.strip().strip("_＿")
        end = first.offsets[first.text.rindex(unit)]
        return replace(blank, slots=(Slot(first.number, 0, end),), unit=unit)
    if role is Role.DATE:
        return _date(blank, printed[0])
    if role is Role.PLACES:
        return replace(blank, slots=(whole(printed[0], kept(printed[0].text)),))
    if role is Role.NUMBERS:
        return _numbered(blank, printed)
    if role is Role.PARTS:
        return _with_parts(blank, cell)
    return _hinted(blank, paragraphs, printed)


def _empty(blank: Blank, paragraphs: Sequence[Paragraph]) -> Blank:
    """A blank cell: on its drawn line where there is one, chosen from a list that dropped down."""
    listed = next((p for p in paragraphs if p.choices), None)
    if listed is not None:
        return replace(blank, kind="选项", options=listed.choices, slots=(whole(listed),))
    drawn = (p for p in paragraphs if p.text.strip() or any(p.underlined))
    return replace(blank, slots=(whole(next(drawn, paragraphs[0])),))


def with_options(blank: Blank, sets: OptionSet) -> Blank:
    """A blank with the options of one question."""
    hints = (*blank.hints, *sets.hints)
    told = (*hints, sets.label)
    return replace(
        blank,
        kind="选项",
        hints=hints,
        options=tuple(sets.options),
        open_options=tuple(sets.open_options),
        many=any(wording.MANY.search(wording.compact(text)) for text in told),
        slots=tuple(sets.slots),
    )


def several(labels: Sequence[Paragraph], cell: Cell, printed: str) -> list[tuple[str, Slot]]:
    """Two labels in two lines of one cell, each known by itself: 通信地址 / 邮政编码.

    Args:
        labels: the label cell's paragraphs.
        cell: the blank one.
        printed: the label cell's text, taken apart as one label.
    """
    names = [wording.label_of(line) for line in lines_of(labels)]
    if len(names) < 2 or "".join(names) != printed or not all(map(vocabulary.known, names)):
        return []
    if names[1] == "姓名" or (
        vocabulary.meaning_of(names[0]).kind == "姓名"
        and len(names) == 2
        and sum(p.blank for p in cell.paragraphs) < 2
    ):
        return []  # 负责人 / 姓名 is one label in two lines
    empty = [p for p in cell.paragraphs if p.blank]
    slots = [whole(p) for p in empty[: len(names)]]
    while empty and len(slots) < len(names):
        slots.append(Slot(empty[-1].number, way=Way.BELOW))
    return list(zip(names, slots, strict=False))


def whole(paragraph: Paragraph, pattern: str = Slot(0).pattern) -> Slot:
    """A tag in place of all of a paragraph's text."""
    return Slot(paragraph.number, 0, paragraph.offsets[-1], pattern)


def texts_of_parts(blank: Blank, cell: Cell) -> list[Blank]:
    """One long text for each heading of a cell that no other cell names."""
    found = []
    for position, name, hints in parts_of(cell.paragraphs):
        heading = cell.paragraphs[position]
        below = next_blank(cell, heading)
        slot = (
            whole(below, PARAGRAPHS)
            if below
            else Slot(heading.number, pattern=PARAGRAPHS, way=Way.BELOW)
        )
        where = f"{blank.where}“{name}”下面"
        found.append(
            replace(blank, label=name, hints=hints, kind="长文本", slots=(slot,), where=where,
                    place=heading.number)
        )  # fmt: skip
    return found


def has_room(cell: Cell) -> bool:
    """Whether a label's own cell has blank paragraphs below it, enough to write in."""
    printed = [p.number for p in cell.paragraphs if p.text.strip()]
    room = [p.number for p in cell.paragraphs if p.blank and p.number > printed[0]]
    return len(room) >= _LEAST_ROOM and max(printed) < min(room)


def next_blank(cell: Cell, paragraph: Paragraph) -> Paragraph | None:
    """The paragraph below another in its cell, if it is blank."""
    following = [p for p in cell.paragraphs if p.number > paragraph.number][:1]
    return following[0] if following and following[0].blank else None


def _date(blank: Blank, printed: Paragraph) -> Blank:
    kind = date_kind(printed.text)
    if kind == "文本":
        return replace(blank, slots=(whole(printed, kept(printed.text)),), kind=kind)
    return replace(blank, slots=date_slots(printed, 0, len(printed.text)), kind=kind)


def _numbered(blank: Blank, printed: Sequence[Paragraph]) -> Blank:
    """A text whose lines are numbered on the form, which prints the numbers while it is blank."""
    first, *others = printed
    pattern = "{{ " + NAME + f'|或("{first.text.strip()}")|段落' + " }}"
    slots = [whole(first, pattern)]
    for paragraph in others:
        number = paragraph.text.strip()
        slots.append(whole(paragraph, "{{ " + NAME + f' == "" and "{number}" or ""' + " }}"))
    hint = f"分行填写，表上印了{len(slots)}行"
    return replace(blank, kind="长文本", slots=tuple(slots), hints=(*blank.hints, hint))


def _hinted(blank: Blank, paragraphs: Sequence[Paragraph], printed: Sequence[Paragraph]) -> Blank:
    """A text below its hint; a short one over it, where there is no room below."""
    hints = (*blank.hints, *(wording.compact(p.text) for p in printed))
    empty = [p for p in paragraphs if not p.text.strip()]
    behind = [p for p in empty if p.number > printed[-1].number] or empty
    if behind:
        return replace(blank, slots=(whole(behind[0]),), hints=hints)
    below = Slot(printed[-1].number, way=Way.BELOW)
    return replace(blank, slots=(below,), short_slots=(_over_hint(printed[0]),), hints=hints)


def _over_hint(paragraph: Paragraph) -> Slot:
    """A tag in place of a hint, which is printed while there is no value."""
    printed = paragraph.text.strip()
    start = paragraph.text.index(printed)
    end = start + len(printed)
    return Slot(paragraph.number, paragraph.offsets[start], paragraph.offsets[end], kept(printed))


def _with_parts(blank: Blank, cell: Cell) -> Blank:
    """A text in parts: one tag below each heading."""
    paragraphs = cell.paragraphs
    parts = parts_of(paragraphs)
    slots = []
    for position, name, _ in parts:
        member = f".{name}" if name.isidentifier() else f'["{quoted(name)}"]'
        pattern = "{{ " + NAME + member + "|段落 }}"
        below = next_blank(cell, paragraphs[position])
        if below is not None:
            slots.append(whole(below, pattern))
        else:
            slots.append(Slot(paragraphs[position].number, pattern=pattern, way=Way.BELOW))
    headings = {position for position, _, _ in parts}
    other = [wording.compact(p.text) for n, p in enumerate(paragraphs) if n not in headings]
    own = [hint for _, _, hints in parts for hint in hints]
    told = f"“{blank.label}”各部分另有要求（{'；'.join(own)}），程序只能检查整篇的字数"
    return replace(
        blank,
        kind="分部长文",
        parts=tuple(name for _, name, _ in parts),
        slots=tuple(slots),
        hints=(*blank.hints, *filter(None, other)),
        questions=(told,) if own else (),
    )
