"""Lines with boxes or brackets to tick → the options, and where each is ticked or filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from formgen.adopt.reading import Paragraph
from formgen.adopt.understanding import wording
from formgen.adopt.understanding.found import NAME, Slot, quoted

_BRACKET = re.compile(r"[（(]([\s\u3000]{0,80})[)）]")
_ROUND = "○◯"
"""Boxes that stay round: where the option is chosen, a full one takes their place."""
_NUMERALS = "〇零一二三四五六七八九十0123456789"
_FILL_LINE = re.compile(r"[_＿﹍﹎][_＿﹍﹎\s]*")
_FILL_BRACKET = re.compile(r"[（(]([^（()）]{0,80}?)([_＿\s\u3000]{0,80})[)）]")
_OTHER = re.compile(r"其[他它]|另有|具体")
_HEAD = re.compile(r"^(.*?)[：:]\s*")
_NEXT_SET = re.compile(r"^\s*(\S+)\s{1,}(\S[^：:]{0,15}[：:])\s*$")
_NEXT_NUMBER = re.compile(
    r"(?<=[\s\u3000、；;，,_＿）)])(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）]|[①-⑳]|[A-Z][.、．])$"
)
"""The number of the next option, where numbers stand before the boxes."""
_LAST_COLON = re.compile(r"[：:]\s*$")
_LAST_BRACKET = re.compile(r"[（(【]([^（()）【】]*)[)）】]\s*$")
_LONGEST = 60
"""A longer text behind a box is a sentence, such as a promise to be confirmed."""


@dataclass(slots=True)
class OptionSet:
    """Options of one question."""

    label: str = ""
    """What stands before the first option; empty where a cell beside it is the label."""
    options: list[str] = field(default_factory=list)
    open_options: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place to tick in a line."""

    start: int
    end: int
    """What is replaced, in the paragraph's text."""
    outer_start: int
    outer_end: int
    """The same with the brackets around it."""
    box: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph with its places to tick."""

    paragraph: Paragraph
    start: int
    end: int
    """In the paragraph's text."""
    marks: tuple[_Mark, ...]

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]

    @property
    def tail(self) -> str:
        """What stands behind the last place to tick."""
        return self.paragraph.text[self.marks[-1].outer_end : self.end]

    @property
    def head(self) -> str:
        """What stands before the first one."""
        return self.paragraph.text[self.start : self.marks[0].outer_start]

    def until(self, number: int) -> int:
        """Where the next mark begins, or the line ends."""
        following = self.marks[number + 1 : number + 2]
        return following[0].outer_start if following else self.end


@dataclass(frozen=True, slots=True)
class _Fill:
    """A blank for an option's own words."""

    start: int
    end: int
    option_end: int
    """Where the option's wording ends."""


def has_options(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the paragraphs hold places to tick: a box, or two brackets with nothing in them."""
    paragraphs = [p for p in paragraphs if len(p.text) <= wording.LONGEST_LINE]
    return _boxed(paragraphs) or sum(len(_BRACKET.findall(p.text)) for p in paragraphs) > 1


def option_sets(paragraphs: Sequence[Paragraph]) -> list[OptionSet]:
    """The questions that the paragraphs put, with their options, from first to last."""
    paragraphs = [p for p in paragraphs if len(p.text) <= wording.LONGEST_LINE]
    boxed = _boxed(paragraphs)
    lines = [line for p in paragraphs for line in _lines(p, boxed=boxed)]
    behind = _behind([line for line in lines if line.marks])
    sets: list[OptionSet] = []
    for line in lines:
        text = wording.compact(line.text)
        if line.marks and behind:
            _read_behind(line, sets)
        elif line.marks:
            _read_before(line, sets)
        elif sets and text:
            sets[-1].hints.append(text)
        elif text:
            sets.append(OptionSet(label=text))
    return [one for one in sets if one.options]


def lone_box(paragraphs: Sequence[Paragraph], option: str) -> Slot | None:
    """The tick of an option whose wording stands elsewhere; None where there is more than a box."""
    lines = [line for p in paragraphs if p.text.strip() for line in _lines(p, boxed=True)]
    if len(lines) != 1 or len(lines[0].marks) != 1 or len(wording.compact(lines[0].text)) != 1:
        return None
    [mark] = lines[0].marks
    box = lines[0].paragraph.text[mark.start : mark.end]
    return _slot(lines[0].paragraph, mark.start, mark.end, _box_filter(quoted(option), box))


def _boxed(paragraphs: Sequence[Paragraph]) -> bool:
    return any(True for p in paragraphs for _ in _boxes(p, 0, len(p.text)))


def _lines(paragraph: Paragraph, *, boxed: bool) -> Iterator[_Line]:
    start = 0
    for text in paragraph.text.split("\n"):
        end = start + len(text)
        found = _boxes(paragraph, start, end) if boxed else _brackets(text, start)
        yield _Line(paragraph, start, end, tuple(found))
        start = end + 1


def _boxes(paragraph: Paragraph, start: int, end: int) -> Iterator[_Mark]:
    text = paragraph.text
    for at in range(start, end):
        numeral = text[at] in _ROUND and text[max(at - 1, 0) : at] in _NUMERALS and at > 0
        if text[at] in wording.BOXES and not numeral:
            yield _Mark(at, at + 1, at, at + 1, box=True)


def _brackets(text: str, start: int) -> Iterator[_Mark]:
    for found in _BRACKET.finditer(text):
        inner, outer = found.span(1), found.span()
        first, last, outer_first, outer_last = (start + at for at in (*inner, *outer))
        yield _Mark(first, last, outer_first, outer_last, box=False)


def _behind(lines: Sequence[_Line]) -> bool:
    """Whether the place to tick stands behind its option: no line has words behind its last one."""
    tails = [_words(line.tail) for line in lines]
    heads = [_words(_HEAD.sub("", line.head)) for line in lines]
    return bool(lines) and not any(tails) and any(heads)


def _words(text: str) -> str:
    bare = _FILL_LINE.sub("", _FILL_BRACKET.sub("", text))
    return "".join(character for character in bare if character.isalnum())


def _begin(label: str, sets: list[OptionSet]) -> None:
    """A new question where a line begins with words of its own, or where there is none yet."""
    label = label.strip()
    label = "" if wording.NUMBER_CELL.fullmatch(label) else label
    if not sets or (label and sets[-1].options):
        sets.append(OptionSet(label=label))


def _read_behind(line: _Line, sets: list[OptionSet]) -> None:
    """甲□ 乙□: the words before a mark are its option."""
    head = _HEAD.match(line.head)
    first = line.start + (head.end() if head else 0)
    _begin(line.paragraph.text[line.start : first], sets)
    for number, mark in enumerate(line.marks):
        fill = _fill(line.paragraph, mark.outer_end, line.until(number)) if mark.box else None
        _add(line.paragraph, mark, line.paragraph.text[first : mark.outer_start], fill, sets[-1])
        first = mark.outer_end


def _read_before(line: _Line, sets: list[OptionSet]) -> None:
    """□甲 □乙: the words behind a mark are its option."""
    _begin(line.head, sets)
    text = line.paragraph.text
    for number, mark in enumerate(line.marks):
        first, last = mark.outer_end, line.until(number)
        following = _NEXT_SET.match(text[first:last]) if number + 1 < len(line.marks) else None
        if following:
            last = first + following.end(1)
        fill = _fill(line.paragraph, first, last)
        words = text[first : fill.option_end] if fill else text[first:last]
        _add(line.paragraph, mark, words, fill, sets[-1])
        if fill and wording.MANY.search(text[fill.end : last]):
            sets[-1].hints.append(wording.compact(text[fill.end : last]).strip("（）()"))
        if following:
            sets.append(OptionSet(label=following.group(2)))


def _add(
    paragraph: Paragraph, mark: _Mark, words: str, fill: _Fill | None, found: OptionSet
) -> None:
    option, hint = _option(words)
    if hint:
        found.hints.append(hint)
    if not option or len(option) > _LONGEST or option in found.options:
        return
    found.options.append(option)
    words = quoted(option)
    blank = paragraph.text[mark.start : mark.end]
    writing = not mark.box and _OTHER.match(option) is not None
    tick = _box_filter(words, blank) if mark.box else _blank_filter("打钩", words, blank)
    told = _blank_filter("填写", words, blank) if writing else tick
    found.slots.append(_slot(paragraph, mark.start, mark.end, told))
    if fill and not writing:
        blank = paragraph.text[fill.start : fill.end].replace("\t", "")
        drawn = bool(_FILL_LINE.search(blank)) or all(paragraph.underlined[fill.start : fill.end])
        told = f'填写("{words}")' if drawn else _blank_filter("填写", words, blank)
        found.slots.append(_slot(paragraph, fill.start, fill.end, told))
    if fill or writing:
        found.open_options.append(option)


def _box_filter(option: str, box: str) -> str:
    """A filter that prints a box: the form's own where it is round, else the usual one."""
    return f'勾选("{option}", "{box}")' if box in _ROUND else f'勾选("{option}")'


def _blank_filter(name: str, option: str, blank: str) -> str:
    """A filter that prints the form's own blank where the option is not chosen."""
    return f'{name}("{option}")' if blank == "  " else f'{name}("{option}", "{blank}")'


def _slot(paragraph: Paragraph, start: int, end: int, filter_: str) -> Slot:
    first, last = paragraph.offsets[start], paragraph.offsets[end]
    return Slot(paragraph.number, first, last, "{{ " + NAME + "|" + filter_ + " }}")


def _fill(paragraph: Paragraph, start: int, end: int) -> _Fill | None:
    """Where an option's own words are written: on a line, in brackets, or behind a colon."""
    text = paragraph.text
    drawn = _drawn(paragraph, start, end)
    if drawn is not None:
        opening = max(text.rfind("（", start, drawn[0]), text.rfind("(", start, drawn[0]))
        return _Fill(*drawn, opening if opening >= start else drawn[0])
    if bracket := _FILL_BRACKET.search(text, start, end):
        inside = bracket.group(1).strip()
        if not inside or inside.endswith(("：", ":")):
            return _Fill(*bracket.span(2), bracket.start())
        if _OTHER.match(text[start : bracket.start()].strip()) and wording.HINT.search(inside):
            return _Fill(bracket.start(1), bracket.end(2), bracket.start())
    colon = _LAST_COLON.search(text[start:end])
    if colon and _OTHER.search(text[start:end]):
        at = start + colon.start()
        return _Fill(at + 1, at + 1, at)
    return None


def _drawn(paragraph: Paragraph, start: int, end: int) -> tuple[int, int] | None:
    """The first drawn line: underscores, or underlined spaces."""
    text = paragraph.text
    if line := _FILL_LINE.search(text, start, end):
        return line.start(), line.start() + len(line.group().rstrip())
    lined = [at for at in range(start, end) if paragraph.underlined[at] and text[at].isspace()]
    if not lined:
        return None
    stop = lined[0]
    while stop in lined:
        stop += 1
    return lined[0], stop


def _option(text: str) -> tuple[str, str]:
    """An option's wording, and what behind it is a hint for all."""
    bare = _NEXT_NUMBER.sub("", text.strip()).strip("、；;，,。/|｜ \u3000")
    hint = ""
    for found in _LAST_BRACKET.finditer(bare):
        if wording.MANY.search(found.group(1)) or re.search(r"打|勾|√|选", found.group(1)):
            hint, bare = found.group(1), bare[: found.start()]
    bare = wording.without_number(bare).strip().strip("：:、；;，,。/|｜_＿")
    if re.search(r"[A-Za-z]\s+[A-Za-z]", bare):
        return " ".join(bare.split()), hint
    return wording.compact(bare), hint
