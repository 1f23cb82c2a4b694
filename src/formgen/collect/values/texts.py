"""Typed lines → a field's text as a table of applicants writes it.

The first law: what its kind takes as typed stays as typed. Only what the kind would refuse is
mended (spaces, widths, units), and only where the mended text is taken; else it stays, and the
check says what is wrong with it. No digit is ever changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from formgen.campaign.kinds import FILE_KINDS, KINDS, Setting, parsed
from formgen.campaign.kinds.base import fold, plain, storable, visible
from formgen.campaign.values import YearMonth
from formgen.collect.collected import Confidence
from formgen.collect.slots import Doubt
from formgen.collect.values.dates import WrittenDate, read_date
from formgen.collect.values.marks import Sign, sign_of
from formgen.collect.values.numbers import without_unit
from formgen.collect.values.taken import Reason, Taken, asking

_WIDE = "\u2e80"
"""Characters from here on are set without spaces between them."""
_NOTHING = frozenset({"无", "/", "-", "--", "—", "——", "\\", "暂无", "没有", "不填", "免填", "n/a"})
"""What is written into a place to say that nothing belongs there."""
_STROKES = frozenset({"/", "-", "--", "—", "——", "\\"})
_KEEPING = frozenset({"文本", "地址"})
"""Kinds of short texts whose own line breaks are kept."""
_FREE = frozenset({"文本", "长文本", "分部长文", "明细", "地址"})
"""Kinds that may truly say “无”."""


class Lines(Enum):
    """What a line break in a short text is."""

    TYPED = "typed by hand, to fit the cell or to part two things"
    PRINTED = "the value's own: the form was printed of an entry"
    CELLS = "the border of cells that the text was found in"


def cleaned(lines: Sequence[str]) -> list[str]:
    """The lines without characters no table may hold and without outer space; blank ones not."""
    stripped = (storable(line).strip().strip("\u200b\u2060\ufeff").strip() for line in lines)
    return [line for line in stripped if line]


def on_one_line(lines: Sequence[str]) -> str:
    """Lines joined: without a space beside a Chinese character, with one between others."""
    text = ""
    for line in lines:
        apart = text and text[-1] < _WIDE and line[0] < _WIDE
        text += f" {line}" if apart else line
    return text


def taken_text(
    lines: Sequence[str], setting: Setting, blank: str = "", breaks: Lines = Lines.TYPED
) -> Taken:
    """The value that stands in one place as text.

    Args:
        lines: its paragraphs as typed.
        setting: the field, and the wordings of its options.
        blank: what the template prints where there is no value.
        breaks: what parts the paragraphs of a short text.
    """
    typed = cleaned(lines)
    if blank and typed:
        typed, hinted = _without_blank(typed, blank)
        if hinted and typed:
            taken = taken_text(typed, setting, "", breaks)
            return taken.because(Reason(Doubt.HINTED.value))
    if not typed:
        return Taken()
    kind = setting.field.kind
    if kind in ("长文本", "分部长文", "明细"):
        return Taken("\n".join(typed))
    said_nothing = fold(on_one_line(typed)).rstrip("。.").casefold()
    if said_nothing in _NOTHING and not _is_option(said_nothing, setting):
        return _nothing(on_one_line(typed), said_nothing, setting)
    if breaks is not Lines.CELLS and kind in _KEEPING and len(typed) > 1:
        taken = Taken("\n".join(typed))  # joined, 甲 and 乙 of two lines would become one 甲乙
        return taken if breaks is Lines.PRINTED else taken.because(Reason("分几行写，换行照样留着"))
    return _BY_KIND.get(kind, _plain)(typed, setting, breaks)


def _without_blank(typed: list[str], blank: str) -> tuple[list[str], bool]:
    """The lines without the template's own wording for a blank, and whether it was there."""
    wording = cleaned(blank.split("\n"))
    if fold("".join(typed)) == fold("".join(wording)):
        return [], True
    rest = [line for line in typed if line not in wording]
    if len(wording) == 1:
        rest = cleaned([line.replace(wording[0], "") for line in rest])
    return rest, rest != typed


def _is_option(folded: str, setting: Setting) -> bool:
    return folded in setting.folded


def _nothing(typed: str, said: str, setting: Setting) -> Taken:
    """What “无”, “/” or “—” means, by what the field asks for."""
    field = setting.field
    must = field.required and not getattr(field, "applies_to", None)
    if field.kind in _FREE or field.kind == "单选可填":
        if must and said in _STROKES:
            return Taken(typed, (asking(f"只写了“{typed}”", Confidence.LOW),))
        return Taken(typed)
    if must:
        return Taken(typed)
    return Taken("", (asking(f"写的是“{typed}”，按空着读"),))


def _plain(typed: list[str], setting: Setting, _breaks: Lines) -> Taken:
    """A short text: on one line, and mended where its kind wants it so."""
    text = on_one_line(typed)
    if parsed(text, setting) is not None:
        return Taken(text)
    return next(_mended(_pressed(text), setting), Taken(text))


def _pressed(text: str) -> Iterator[str]:
    """The text without widths and spaces, then without what surrounds it too."""
    yield unicodedata.normalize("NFKC", visible(text)).strip()
    pressed = plain(text)
    yield pressed
    yield pressed.rstrip("。.,;:").replace("。", ".")


def _mended(candidates: Iterator[str], setting: Setting) -> Iterator[Taken]:
    """The candidates that the field's kind takes, as values."""
    for candidate in candidates:
        if candidate and parsed(candidate, setting) is not None:
            yield Taken(candidate, (Reason("去掉了空格、全角字符或多余的标点"),))


def _names(typed: list[str], setting: Setting, breaks: Lines) -> Taken:
    """Names of persons: whole names on lines of their own are several, parts of one are one."""
    whole = len(typed) > 1 and all(len(fold(line)) > 1 and line[0] not in _DOTS for line in typed)
    if whole and breaks is Lines.CELLS and _is_one_name("".join(typed)):
        return Taken("".join(typed), (asking("分在几格里，按一个人读"),))
    if whole and all(parsed(line, setting) is not None for line in typed):
        together = "、".join(line.strip("、，,；;") for line in typed)
        return Taken(together, (asking("分几行写，按几个人读"),))
    return Taken(on_one_line(typed))


_DOTS = "·・•"
_LONGEST_NAME = 4
"""Characters of a Chinese name without a dot."""


def _is_one_name(joined: str) -> bool:
    return len(joined) <= _LONGEST_NAME or any(dot in joined for dot in _DOTS)


_NARROW = {ord("０") + digit: str(digit) for digit in range(10)}


def _phones(typed: list[str], setting: Setting, breaks: Lines) -> Taken:
    """Numbers, their digits narrow; several lines are several numbers where each is one."""
    narrow = [line.translate(_NARROW) for line in typed]
    if narrow != typed:
        return _phones(narrow, setting, breaks).because(Reason("全角数字改成了半角"))
    if len(typed) > 1 and all(parsed(line, setting) is not None for line in typed):
        return Taken("、".join(typed))
    return _plain(typed, setting, breaks)


def _date(typed: list[str], setting: Setting, _breaks: Lines) -> Taken:
    """A date in the table's writing, where it can be read; else as typed."""
    text = on_one_line(typed)
    found = read_date(text)
    return Taken(text) if found is None else taken_date(found, text, setting)


def taken_date(found: WrittenDate, typed: str, setting: Setting) -> Taken:
    """A date as the value of a field; as typed where its kind asks for more than is written."""
    value = parsed(found.text, setting)
    if value is None:
        return Taken(typed)
    raw = found.text
    # A month keeps the day that was written with it: nothing is lost, and its kind takes it.
    if isinstance(value, YearMonth) and found.day is None:
        raw = str(value)
    reasons = []
    if found.guessed:
        reasons.append(asking(f"写的是“{typed}”，年份只有两位", Confidence.LOW))
    if found.dropped:
        reasons.append(asking(f"后面还写着“{found.dropped}”，没有读进来"))
    return Taken(raw, tuple(reasons))


def _number(typed: list[str], setting: Setting, _breaks: Lines) -> Taken:
    """A number, without the unit behind it where that is the one asked for."""
    text = on_one_line(typed)
    if parsed(text, setting) is not None:
        return Taken(text)
    for bare in without_unit(text, setting.field.printed):
        if parsed(bare, setting) is not None:
            return Taken(bare, (Reason(f"去掉了“{text}”里的单位"),))
    return next(_mended(_pressed(text), setting), Taken(text))


def _option(typed: list[str], setting: Setting, _breaks: Lines) -> Taken:
    """One option written out, in its own wording."""
    text = on_one_line(typed)
    value = parsed(text, setting)
    if isinstance(value, str):
        return Taken(value)
    bare = sign_of(text)
    if bare.sign is Sign.TICK and isinstance(value := parsed(bare.rest, setting), str):
        return Taken(value, (asking(f"写的是“{text}”"),))
    return _unknown(text, setting)


def _open_option(typed: list[str], setting: Setting, _breaks: Lines) -> Taken:
    """One option written out, with the text behind it."""
    text = on_one_line(typed)
    return Taken(text) if parsed(text, setting) is not None else _unknown(text, setting)


def _unknown(text: str, setting: Setting) -> Taken:
    """A text that is none of the options; where there are none to compare, as typed."""
    doubt = (asking("不是给出的选项", Confidence.LOW),) if setting.options else ()
    return Taken(text, doubt)


def _options(typed: list[str], setting: Setting, _breaks: Lines) -> Taken:
    """Several options written out, each line or mark parting them."""
    line = "、".join(line.strip("、，,；; ") for line in typed)
    if parsed(line, setting) is not None:
        return Taken(line)
    return _unknown(on_one_line(typed), setting)


_BY_KIND: dict[str, Callable[[list[str], Setting, Lines], Taken]] = {
    "姓名": _names,
    "电话": _phones,
    "年月": _date,
    "日期": _date,
    "整数": _number,
    "小数": _number,
    "单选": _option,
    "推荐单位": _option,
    "多选": _options,
    "单选可填": _open_option,
}
PROVING = frozenset(KINDS) - _FREE - FILE_KINDS - {"姓名"}
"""Kinds that take little by chance: a text they take is one."""
