"""Disturbances of ticks: drawn otherwise, by other means, left out, made twice."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import fold
from tests.collect.disturbance import (
    KEPT,
    Disturbance,
    Effect,
    Element,
    Form,
    W,
    chosen,
    new_run,
    text_of,
    xml,
)
from tests.collect.forms import empty_paragraphs

_CHOICES = ("单选", "多选", "单选可填")
_BOX = re.compile("[□☑]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A box, or the inside of the brackets behind an option."""

    start: int
    end: int
    text: str
    option: str
    box: bool

    @property
    def ticked(self) -> bool:
        """Whether the option is chosen."""
        return self.text.strip() in ("☑", "√")

    @property
    def open_text(self) -> bool:
        """Whether a text of one's own stands in the brackets."""
        return not self.box and self.text.strip() not in ("", "√")


@dataclass(frozen=True, slots=True)
class TickLine:
    """A paragraph with options to be ticked."""

    paragraph: Element
    field: FieldDefinition
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A paragraph of the empty form as a search pattern of the filled one."""

    field: FieldDefinition
    pattern: re.Pattern[str]


def tick_lines(form: Form) -> list[TickLine]:
    """The paragraphs in which options are ticked."""
    found = []
    shapes = list(_shapes(form))
    for paragraph in form.root.iter(f"{W}p"):
        text = text_of(paragraph)
        for shape in shapes:
            if match := shape.pattern.fullmatch(text):
                marks = tuple(_marks(form, shape.field, text, match))
                found.append(TickLine(paragraph, shape.field, text, marks))
                break
    return found


def _shapes(form: Form) -> Iterator[_Shape]:
    for field in form.case.asked:
        if field.kind in _CHOICES:
            options = set(form.case.options[field.name].values())
            for pattern in _patterns(form.case.name, frozenset(options)):
                yield _Shape(field, pattern)


@cache
def _patterns(name: str, options: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """Patterns of the lines of an empty form that offer these options."""
    found = []
    for _, text in empty_paragraphs(name):
        blanks = list(re.finditer(r"□|（[ \u3000]+）", text))
        if not blanks or not any(option in text for option in options):
            continue
        pattern, last = "", 0
        for blank in blanks:
            pattern += re.escape(text[last : blank.start()])
            pattern += "([□☑])" if blank[0] == "□" else "（(.*?)）"
            last = blank.end()
        found.append(re.compile(pattern + re.escape(text[last:])))
    return tuple(dict.fromkeys(found))


def _marks(form: Form, field: FieldDefinition, text: str, match: re.Match[str]) -> Iterator[Mark]:
    options = sorted(set(form.case.options[field.name].values()), key=len, reverse=True)
    places = {text.find(option): option for option in options if option in text}
    boxes_first = bool(_BOX.match(text))
    for number in range(1, len(match.groups()) + 1):
        start, end = match.span(number)
        box = bool(_BOX.fullmatch(match[number]))
        before = [at for at in places if at < start]
        after = [at for at in places if at > start]
        at = min(after) if box and boxes_first and after else max(before, default=min(places))
        yield Mark(start, end, match[number], places[at], box)


Draw = Callable[[Mark], "list[Element] | None"]
"""What stands for a mark instead; None to leave it."""


def redraw(line: TickLine, draw: Draw) -> None:
    """Write a line anew with other marks."""
    pieces: list[Element] = []
    last = 0
    for mark in line.marks:
        own = draw(mark)
        if own is None:
            continue
        pieces += [new_run(line.text[last : mark.start]), *own]
        last = mark.end
    pieces.append(new_run(line.text[last:]))
    for child in list(line.paragraph):
        if child.tag != f"{W}pPr":
            line.paragraph.remove(child)
    line.paragraph.extend(pieces)


def _all_redrawn(form: Form, draw: Draw) -> Effect | None:
    lines = tick_lines(form)
    for line in lines:
        redraw(line, draw)
    return KEPT if lines else None


def _drawn(form: Form, chance: random.Random, ticked: str, empty: str) -> Effect | None:
    """Every tick is this character, every empty box that one."""

    def draw(mark: Mark) -> list[Element] | None:
        if mark.ticked:
            return [new_run(ticked)]
        return [new_run(empty)] if mark.box else None

    return _all_redrawn(form, draw)


def _symbols(
    form: Form, chance: random.Random, font: str, ticked: str, empty: str
) -> Effect | None:
    """Ticks are symbols of a font without letters."""

    def symbol(code: str) -> list[Element]:
        return [xml(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')]

    def draw(mark: Mark) -> list[Element] | None:
        if mark.ticked:
            return symbol(ticked)
        return symbol(empty) if mark.box and empty else None

    return _all_redrawn(form, draw)


def _symbol_letters(form: Form, chance: random.Random) -> Effect | None:
    """Ticks are letters in a run whose font draws them as symbols, as WPS writes them."""
    look = (
        '<w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2" w:cs="Wingdings 2"/></w:rPr>'
    )

    def draw(mark: Mark) -> list[Element] | None:
        if mark.ticked:
            return [new_run("R", xml(look))]
        return [new_run("\uf0a3", xml(look))] if mark.box else None

    return _all_redrawn(form, draw)


def _controls(form: Form, chance: random.Random) -> Effect | None:
    """Boxes are content controls of Word 2010."""

    def draw(mark: Mark) -> list[Element] | None:
        if not mark.box and not mark.ticked:
            return None
        on = int(mark.ticked)
        return [
            xml(
                f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/>'
                '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
                '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
                f"<w:sdtContent><w:r><w:t>{'☒' if on else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
            )
        ]

    return _all_redrawn(form, draw)


def _form_fields(form: Form, chance: random.Random) -> Effect | None:
    """Boxes are form fields of an old Word."""

    def draw(mark: Mark) -> list[Element] | None:
        if not mark.box and not mark.ticked:
            return None
        on = int(mark.ticked)
        return [
            xml(
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check1"/>'
                '<w:enabled/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>'
                f'<w:checked w:val="{on}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
            ),
            xml('<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'),
            xml('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
            xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        ]

    return _all_redrawn(form, draw)


def _typed_behind(form: Form, chance: random.Random) -> Effect | None:
    """A tick is typed behind the box, which stays."""

    def draw(mark: Mark) -> list[Element] | None:
        if not mark.ticked or not mark.box:
            return None
        return [new_run("□" + chance.choice("√✓✔"))]

    lines = tick_lines(form)
    if not any(mark.ticked and mark.box for line in lines for mark in line.marks):
        return None
    return _all_redrawn(form, draw)


def _at_the_word(form: Form, chance: random.Random) -> Effect | None:
    """A tick is typed at the option's own words, on the side away from the box."""
    for line in tick_lines(form):
        for mark in line.marks:
            if not (mark.ticked and mark.box):
                continue
            at = line.text.find(mark.option)
            boxes_first = mark.start < at
            end = at + len(mark.option)
            text = line.text.replace("☑", "□")
            place = end if boxes_first else at
            redraw_text(line, f"{text[:place]}√{text[place:]}")
            return KEPT
    return None


def redraw_text(line: TickLine, text: str) -> None:
    """Give a line another text."""
    for child in list(line.paragraph):
        if child.tag != f"{W}pPr":
            line.paragraph.remove(child)
    line.paragraph.append(new_run(text))


def _left_empty(form: Form, chance: random.Random) -> Effect | None:
    """No box is ticked."""
    lines = tick_lines(form)
    marked = [line for line in lines if any(m.ticked or m.open_text for m in line.marks)]
    names = {line.field.name for line in marked if chosen(form, line.field)}
    if not names:
        return None
    for line in lines:
        redraw(line, lambda mark: [new_run("□" if mark.box else "  ")])
    return Effect(to_say=frozenset(names))


def _ticked_twice(form: Form, chance: random.Random) -> Effect | None:
    """A second box is ticked."""
    free = [
        (line, mark)
        for line in tick_lines(form)
        for mark in line.marks
        if not mark.ticked
        and not mark.open_text
        and line.field.kind != "多选"
        and chosen(form, line.field)
        and fold(mark.option) != fold(chosen(form, line.field))
        and (mark.box or mark.option not in line.field.open_options)
    ]
    if not free:
        return None
    line, second = chance.choice(free)

    def draw(mark: Mark) -> list[Element] | None:
        return [new_run("☑" if mark.box else "√")] if mark is second else None

    redraw(line, draw)
    return Effect(to_say=frozenset({line.field.name}))


_CHARACTERS = {
    "☑": ("☑", "☐"),
    "☒": ("☒", "□"),
    "√": ("√", "□"),
    "✓": ("✓", "□"),
    "✔": ("✔", "□"),
    "■": ("■", "□"),
    "●": ("●", "○"),
    "○": ("√", "○"),
    "×": ("×", "□"),
    "是": ("是", "□"),
}

DISTURBANCES: dict[str, Disturbance] = {
    f"勾画成{name}": partial(_drawn, ticked=ticked, empty=empty)
    for name, (ticked, empty) in _CHARACTERS.items()
} | {
    "勾画成符号 Wingdings FE": partial(_symbols, font="Wingdings", ticked="F0FE", empty="F0A8"),
    "勾画成符号 Wingdings 2 52": partial(_symbols, font="Wingdings 2", ticked="F052", empty="F0A3"),
    "勾画成符号 Wingdings FC": partial(_symbols, font="Wingdings", ticked="F0FC", empty=""),
    "勾画成符号字体的字母": _symbol_letters,
    "勾画成内容控件": _controls,
    "勾画成旧式复选框": _form_fields,
    "勾打在方框后面": _typed_behind,
    "勾打在选项的字上": _at_the_word,
    "一个也没有勾": _left_empty,
    "勾了两个": _ticked_twice,
}
