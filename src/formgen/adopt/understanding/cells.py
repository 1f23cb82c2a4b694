"""A cell of a form → what it is: a label, a blank, options, a hint, a place to stamp."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from formgen.adopt.reading import Cell, Paragraph
from formgen.adopt.understanding import wording
from formgen.adopt.understanding.lines import line_blanks
from formgen.adopt.understanding.options import has_options


class Role(Enum):
    """What a cell is there for."""

    EMPTY = "nothing in it, or only a drawn line"
    LABEL = "says what the blank beside or below it is"
    HINT = "a blank with a word on how to fill it in"
    DATE = "a date to be written between 年 月 日"
    PLACES = "an address to be written between 县, 镇, 村"
    UNIT = "a blank with what is counted behind it"
    OPTIONS = "boxes or brackets to tick"
    PARTS = "headings with room below each"
    NUMBERS = "several numbers with room behind each"
    INLINE = "labels with blanks behind them, in lines"
    NUMBER = "a number of a row"
    PHOTO = "a place for a person's photo"
    STAMP = "a place for a stamp, a signature, a date"
    NESTED = "a table"
    TEXT = "text to be read"


VALUES = frozenset(
    {
        Role.EMPTY,
        Role.HINT,
        Role.DATE,
        Role.PLACES,
        Role.UNIT,
        Role.OPTIONS,
        Role.PARTS,
        Role.NUMBERS,
    }
)
"""Roles of cells that somebody fills in and another cell names."""

_PART = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d))"
)
_LONGEST_PART = 40
_LONGEST_PHOTO = 60
_PHOTO_HEIGHT = 25.0
"""Millimetres: what is lower holds no photo."""
_DRAWN_ONLY = re.compile(r"[\s_＿﹍﹎]+")
_COUNT_HINT = re.compile(
    r"(?:，|,|、)?(?:字数)?(?:限|不超过|约|不少于)?[\d一二三四五六七八九十百千]+字(?:以内|左右|以上|内)?$"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label cell's text, taken apart."""

    text: str
    """As printed, without spaces, hints, numbering and colon; other brackets kept."""
    hints: tuple[str, ...] = ()
    unit: str = ""
    stamped: bool = False
    """Whether a stamp is asked for in it: 申报单位（盖章）."""

    @property
    def core(self) -> str:
        """The label without its brackets."""
        return wording.without_brackets(self.text).strip("：:")


def lines_of(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The lines of paragraphs that are not blank."""
    return [line.strip() for p in paragraphs for line in p.text.split("\n") if line.strip()]


def role_of(cell: Cell) -> Role:
    """What a cell is there for, by what stands in it alone."""
    paragraphs = cell.paragraphs
    lines = lines_of(paragraphs)
    text = wording.compact("".join(lines))
    if cell.tables:
        return Role.NESTED
    if not text or _DRAWN_ONLY.fullmatch(text):
        pictured = any(p.picture for p in paragraphs) and not text
        return Role.TEXT if pictured else Role.EMPTY
    if _is_photo(cell, text):
        return Role.PHOTO
    if _is_stamp(paragraphs, text):
        return Role.STAMP
    if has_options(paragraphs):
        return Role.OPTIONS
    if wording.DATE_BLANK.fullmatch(re.sub("(?:起|止|前|后|以来)$", "", text)):
        return Role.DATE
    if len(lines) == 1 and wording.PLACES_BLANK.fullmatch("".join(p.text for p in paragraphs)):
        return Role.PLACES
    if all(wording.NUMBER_CELL.fullmatch(wording.compact(line)) for line in lines):
        return Role.NUMBER if len(lines) == 1 else Role.NUMBERS
    if len(parts_of(paragraphs)) > 1:
        return Role.PARTS
    return _role_of_words(paragraphs, text)


def _role_of_words(paragraphs: Sequence[Paragraph], text: str) -> Role:
    if any(blank.asked for p in paragraphs for blank in line_blanks(p)):
        return Role.INLINE
    if text in wording.UNITS and re.match(r"[\s_]{2,}", "".join(p.text for p in paragraphs)):
        return Role.UNIT
    if wording.bracketed(text) and wording.is_hint(text):
        return Role.HINT
    if wording.is_label(label_from(lines_of(paragraphs)).text):
        return Role.LABEL
    return Role.HINT if wording.is_hint(text) and len(text) < 200 else Role.TEXT


def label_from(lines: Sequence[str]) -> Label:
    """A label of the lines of its cell."""
    whole = wording.compact("".join(lines))
    hints, unit, stamped = [], "", False
    for inside in wording.brackets(whole):
        if wording.STAMP.search(inside) or wording.SIGNATURE.search(inside):
            stamped = True
        elif inside in wording.UNITS:
            unit = inside
            continue
        elif not (wording.HINT.search(inside) or "/" in inside or wording.PHOTO.search(inside)):
            continue
        hints.append(inside)
        whole = re.sub(r"[（(【\[〔]" + re.escape(inside) + r"[)）】\]〕]", "", whole, count=1)
    text = wording.label_of(whole)
    count = _COUNT_HINT.search(text)
    if count is not None and count.start() > 1:
        hints.append(count.group())
        text = text[: count.start()]
    return Label(text, tuple(hints), unit, stamped)


def parts_of(paragraphs: Sequence[Paragraph]) -> list[tuple[int, str, tuple[str, ...]]]:
    """Numbered headings: position among the paragraphs, wording, hints; none in running text."""
    found = []
    for position, paragraph in enumerate(paragraphs):
        line = paragraph.text.strip()
        if not line or wording.NUMBER_CELL.fullmatch(wording.compact(line)):
            continue
        if _PART.match(line) and len(line) <= _LONGEST_PART and "。" not in line[:-1]:
            label = label_from([line])
            found.append((position, label.text, label.hints))
        elif not wording.is_hint(line):
            return []
    return found


def _is_photo(cell: Cell, text: str) -> bool:
    """A photo's place says photo, and little else; a label for one is low."""
    if not wording.PHOTO.search(text) or len(text) > _LONGEST_PHOTO:
        return False
    if re.search(r"说明|\d[张幅]|[:：]$", text) and "寸" not in text:
        return False
    return cell.rows > 1 or cell.height >= _PHOTO_HEIGHT or re.search(r"贴|寸", text) is not None


def _is_stamp(paragraphs: Sequence[Paragraph], text: str) -> bool:
    if not (wording.STAMP.search(text) or wording.SIGNATURE.search(text)):
        return (
            any(not blank.asked and blank.date for p in paragraphs for blank in line_blanks(p))
            and not has_options(paragraphs)
            and len(text) > 12
            and "：" not in text
        )
    if wording.OPINION.search(label_from(lines_of(paragraphs)[:1]).core) and "：" in text:
        return True
    core = wording.without_brackets(text).strip("：:")
    dated = wording.DATE_BLANK.search("".join(p.text for p in paragraphs)) is not None
    named = wording.is_label(core) and not re.fullmatch(
        r"(?:单位)?(?:公|盖|签|印)章|签[字名署]", core
    )
    if named and not dated and not text.endswith(("：", ":")) and "：" not in text:
        return False
    blanks = [blank for p in paragraphs for blank in line_blanks(p) if blank.asked]
    own = [
        b
        for b in blanks
        if not wording.SIGNATURE.search(b.label) and not wording.STAMP.search(b.label)
    ]
    return not own or (dated and len(own) < 2 and len(text) > 20 and not own[0].stamped)
