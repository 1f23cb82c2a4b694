"""A line of a form → its labels with the blanks behind them: 姓名：____　性别：____."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from formgen.adopt.reading import Paragraph
from formgen.adopt.understanding import vocabulary, wording
from formgen.adopt.understanding.found import NAME, Slot, quoted

_LINE = "_＿﹍﹎"
_COLON = re.compile(r"[：:]")
_STAMPED = re.compile(r"\s*[（(][^）)]{0,6}章[^）)]{0,4}[)）]")
_CLAUSE = re.compile(r".*[，,。；;]")
_BETWEEN = 4
"""Longest word inside a blank, such as 市 or 县（区）."""
_LABEL_WITHOUT_COLON = 10
"""Longest label of an underlined blank that no colon parts from it."""
_LABELLED = re.compile(r"([^_＿﹍﹎\s：:]{2,10})(?=[_＿﹍﹎\s：:]|$)")
"""A word with a blank or a colon behind it."""
_BRACKETED = re.compile(r"(?<=[：:\s])[（(][办宅手机传真固话\w]{1,4}[)）]([\s\u3000]{2,})")
"""Several blanks behind one label: 联系电话：（办）　　　（手机）　　　"""
_CENTURY = re.compile(r"[\d_\s年月日时点分至到~～—–-]*")


@dataclass(frozen=True, slots=True)
class LineBlank:
    """A blank inside a line, and what stands before it."""

    label: str
    """Empty where it is only text."""
    start: int
    end: int
    """In the paragraph's text."""
    date: bool = False
    """Whether it is a date to be written between 年 月 日."""
    unit: str = ""
    stamped: bool = False
    """Whether a stamp is asked for beside it."""
    drawn: bool = False
    """Whether the blank is drawn, by a line, rather than left behind a colon."""
    joined: bool = False
    """Whether words of the form stand inside it."""
    asked: bool = True
    """Whether the label asks for something; else it is part of a sentence."""


@dataclass(frozen=True, slots=True)
class _Gap:
    start: int
    end: int
    sort: str
    """line, colon, date, or bracket: behind a word in brackets."""


def line_blanks(paragraph: Paragraph) -> list[LineBlank]:
    """The blanks of a paragraph, line by line, from left to right."""
    found: list[LineBlank] = []
    if len(paragraph.text) > wording.LONGEST_LINE:
        return found
    start = 0
    for line in paragraph.text.split("\n"):
        found.extend(_joined(paragraph.text, _of_line(paragraph, start, start + len(line))))
        start += len(line) + 1
    return found


def slots_of(paragraph: Paragraph, blank: LineBlank) -> tuple[Slot, ...]:
    """Where the tags of a blank go; words inside it are printed while it is blank."""
    if blank.date and date_kind(paragraph.text[blank.start : blank.end]) != "文本":
        return date_slots(paragraph, blank.start, blank.end)
    pattern = "{{ " + NAME + " }}"
    if blank.date or blank.joined:
        pattern = kept(paragraph.text[blank.start : blank.end])
    return (_slot(paragraph, blank.start, blank.end, pattern),)


def kept(printed: str) -> str:
    """The pattern of a tag in place of a text that is printed while there is no value."""
    words = quoted(printed.replace("\t", ""))
    return "{{ " + NAME + f'|或("{words}")' + " }}"


def date_kind(printed: str) -> str:
    """The kind of a date by what is printed around its blanks; a span, an hour make it a text."""
    if printed.count("年") > 1 or re.search("[时点]", printed):
        return "文本"
    return "日期" if "日" in printed else "年月"


def date_slots(paragraph: Paragraph, start: int, end: int) -> tuple[Slot, ...]:
    """One tag each for the year, the month and the day of a date, in place of their blanks."""
    slots = []
    at = start
    for part in "年月日":
        stop = paragraph.text.find(part, at, end)
        if stop < 0:
            break
        blank = paragraph.text[at:stop].replace("\t", "")
        slots.append(_slot(paragraph, at, stop, "{{ " + NAME + f'|{part}("{blank}")' + " }}"))
        at = stop + 1
    return tuple(slots)


def _slot(paragraph: Paragraph, start: int, end: int, pattern: str) -> Slot:
    return Slot(paragraph.number, paragraph.offsets[start], paragraph.offsets[end], pattern)


def _joined(text: str, blanks: Iterable[LineBlank]) -> list[LineBlank]:
    """Blanks with a short word between them are one: ____市____县."""
    found: list[LineBlank] = []
    for blank in blanks:
        before = found[-1] if found else None
        between = text[before.end : blank.start] if before is not None else ""
        near = 0 < len(between) <= _BETWEEN and not re.search(r"[\s：:，。；]", between)
        goes_on = near and blank.drawn and not (blank.asked or blank.date or blank.unit)
        if before is not None and goes_on and before.asked and before.drawn and not before.date:
            found[-1] = replace(before, end=blank.end, unit="", joined=True)
        else:
            found.append(blank)
    return found


def _of_line(paragraph: Paragraph, start: int, end: int) -> Iterator[LineBlank]:
    text = paragraph.text
    told, shared = start, ""
    for gap in _gaps(paragraph, start, end):
        before = text[told : gap.start]
        if gap.sort == "bracket":
            shared = before.partition("：")[0] if "：" in before else shared
            before = shared + before.rpartition("：")[2]
        before = _last_words(before) if told > start else before
        told = gap.end
        unit = _unit_behind(text[gap.end : end]) if gap.sort == "line" else ""
        told += len(unit)
        stamp = _STAMPED.match(text[gap.end : end])
        told += stamp.end() if stamp else 0
        told += len(text[told:end]) - len(text[told:end].lstrip())
        colon = bool(re.search(r"[：:]\s*$", before)) or gap.sort in ("colon", "bracket")
        words = _CLAUSE.sub("", before)
        stamped = bool(stamp or wording.STAMP.search(wording.compact(words).rstrip("：:")))
        label = wording.label_of(words)
        asked = wording.is_label(words) and not wording.NOT_A_LABEL.match(label)
        if not colon:
            behind = _LABELLED.match(text, told, end)
            ends = told == end or bool(unit) or text[told] in "，,。；;）)" or gap.end < told
            ends = ends or (behind is not None and vocabulary.known(wording.label_of(behind[1])))
            asked = asked and 1 < len(label) <= _LABEL_WITHOUT_COLON and ends and gap.sort == "line"
        first = gap.start if gap.sort != "colon" else gap.start + 1
        yield LineBlank(
            label,
            first,
            gap.end if gap.sort != "colon" else first,
            date=gap.sort == "date",
            unit=unit,
            stamped=stamped,
            drawn=gap.sort != "colon",
            asked=asked,
        )


_FAR = re.compile(r"\s{4,}")


def _last_words(text: str) -> str:
    """Of what stands between two blanks the label of the second: words may close the first."""
    words = _FAR.split(text.strip())
    return words[-1] if len(wording.label_of(words[-1])) > 1 else text


def _gaps(paragraph: Paragraph, start: int, end: int) -> list[_Gap]:
    text = paragraph.text[start:end]
    gaps = [_Gap(start + m.start(), start + m.end(), "date") for m in _dates(text)]
    taken = [(gap.start, gap.end) for gap in gaps]
    for first, last in _drawn(paragraph, start, end):
        if not any(a < last and first < b for a, b in taken):
            gaps.append(_Gap(first, last, "line"))
    starts = {gap.start for gap in gaps}
    for colon in _COLON.finditer(text):
        behind = text[colon.end() :]
        spaces = len(behind) - len(behind.lstrip())
        place = start + colon.end()
        if any(place <= s <= place + spaces for s in starts):
            continue
        rest = behind[spaces:]
        if not rest or spaces > 1 or "\t" in behind[:spaces] or _STAMPED.match(behind):
            gaps.append(_Gap(place - 1, place + spaces, "colon"))
    for bracket in _BRACKETED.finditer(text):
        first, last = (start + at for at in bracket.span(1))
        if not any(gap.start < last and first < gap.end for gap in gaps):
            gaps.append(_Gap(first, last, "bracket"))
    return sorted(gaps, key=lambda gap: gap.start)


def _dates(text: str) -> Iterator[re.Match[str]]:
    for match in wording.DATE_BLANK.finditer(text):
        filled = re.search(r"\d\s*月|\d\s*日", match.group())
        word = not re.search(r"[\s_\d]", match.group()) and text[: match.start()][-1:].isalnum()
        if _CENTURY.fullmatch(match.group()) and not filled and not word:
            yield match


def _drawn(paragraph: Paragraph, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of underscores and of underlined spaces."""
    at = start
    while at < end:
        stop = at
        while stop < end and _is_drawn(paragraph, stop):
            stop += 1
        if stop - at >= 2 or (stop > at and paragraph.text[at] == "\t"):
            yield at, stop
        at = max(stop, at + 1)


def _is_drawn(paragraph: Paragraph, at: int) -> bool:
    character = paragraph.text[at]
    return character in _LINE or (paragraph.underlined[at] and character.isspace())


def _unit_behind(text: str) -> str:
    for unit in wording.UNITS:
        rest = text[len(unit) :]
        if text.startswith(unit) and not (rest[:1].isalpha() and not rest[:1].isspace()):
            return unit
    return ""
