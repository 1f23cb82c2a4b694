"""The marks of a question's options → the chosen ones, and how certain that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from formgen.campaign.kinds import Raw, Setting, parsed
from formgen.campaign.kinds.base import fold, listed, shown
from formgen.campaign.values import OpenChoice
from formgen.collect.collected import Confidence
from formgen.collect.content import Content
from formgen.collect.slots import FormReading, Found, Use
from formgen.collect.values.marks import Marked, Sign, sign_of
from formgen.collect.values.taken import Reason, Taken, Told, asking, doubts_of
from formgen.collect.values.texts import cleaned, on_one_line
from formgen.collect.values.wording import Beside, Turn, beside_options

_MOST_LISTED = 8
_NO_TEXT = frozenset({"", "无", "/", "—", "-", "——"})


@dataclass(frozen=True, slots=True)
class _Choice:
    """Chosen options, in the template's order."""

    options: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    claimed: tuple[str, ...] = ()
    """Texts that belong to no slot and told the choice."""


def taken_ticks(
    place: Sequence[Found], setting: Setting, reading: FormReading, content: Content
) -> Taken:
    """The value of a field whose options are ticked.

    Args:
        place: what was found at the boxes and open texts of the field, in order.
        setting: the field, and the wordings of its options.
        reading: the whole form's, for what else tells a choice.
        content: the form itself.
    """
    marks = {one.slot.option: "\n".join(one.lines) for one in place if one.slot.use is Use.TICK}
    signs = {option: sign_of(mark) for option, mark in marks.items()}
    texts = {one.slot.option: _open_text(one, marks) for one in place if one.slot.use is Use.OPEN}
    several = setting.field.kind == "多选"
    turn = _turn(setting.field.name, reading)
    choice = _ticked(signs, texts, content, several, turn)
    if choice.options and not any(one.sign in _CHOOSING for one in signs.values()):
        choice = replace(choice, claimed=_lone_marks(reading)[:1])
    if not choice.options and not any(texts.values()):
        choice = _written_out(signs, reading, content, setting) or choice
    choice = _with_open_text(choice, texts, signs)
    taken = _as_value(choice, signs, texts, setting).because(*doubts_of(place))
    return replace(taken, claimed=choice.claimed) if choice.claimed else taken


_CHOOSING = (Sign.TICK, Sign.CROSS, Sign.ROUND, Sign.BOTH)


def _lone_marks(reading: FormReading) -> tuple[str, ...]:
    """The marks that the form holds outside every slot."""
    marked = ((text, sign_of(text)) for text in reading.left_over)
    return tuple(text for text, one in marked if one.sign in _CHOOSING and not one.rest)


def _open_text(found: Found, marks: Mapping[str, str]) -> str:
    """What is written behind an option; the mark of its own box, written twice, is none."""
    text = on_one_line(cleaned(found.lines))
    mark = fold(marks.get(found.slot.option, ""))
    return "" if mark and fold(text) == mark else text


def _turn(name: str, reading: FormReading) -> Turn:
    """Which of the questions with the same options a field is, in the form's order."""
    asked: dict[str, set[str]] = {}
    for slot in (*(one.slot for one in reading.found), *reading.missing):
        if slot.use is Use.TICK:
            asked.setdefault(slot.field, set()).add(slot.option)
    alike = [other for other, options in asked.items() if options == asked.get(name)]
    return Turn(alike.index(name), len(alike)) if name in alike else Turn()


def _ticked(
    signs: Mapping[str, Marked],
    texts: Mapping[str, str],
    content: Content,
    several: bool,
    turn: Turn,
) -> _Choice:
    """The ticked options by their boxes, held against the marks beside their words."""
    by_slot, doubts = chosen(signs, several)
    aside = [f"“{name}”旁边还写了“{shown(one.rest)}”" for name, one in signs.items() if one.rest]
    doubts += tuple(map(asking, aside))
    seen = beside_options(content, tuple(signs), tuple(texts), turn)
    if seen is None:
        return _Choice(by_slot, doubts + _unproven(by_slot, signs))
    by_words, others = _by_words(seen, signs, several)
    if set(by_words) == set(by_slot):
        leaning = seen.unsure & {"".join(option.split()) for option in by_slot}
        return _Choice(by_slot, doubts + ((_BETWEEN,) if leaning else ()))
    if not by_words:
        return _Choice(by_slot, (*doubts, _BETWEEN))
    if not by_slot:
        mark = _BETWEEN if seen.unsure else asking("钩打在选项的文字旁边，不在方框里")
        return _Choice(by_words, (*others, mark))
    together = tuple(option for option in signs if option in {*by_slot, *by_words})
    reason = f"钩在“{listed(together, _MOST_LISTED)}”之间，看不准是哪一个的"
    sure = by_words if len(by_words) == 1 else by_slot
    return _Choice(sure, (*doubts, asking(reason, Confidence.LOW)))


_BETWEEN = asking("钩打在两个选项之间，看不准是哪一个的", Confidence.LOW)


def _unproven(by_slot: tuple[str, ...], signs: Mapping[str, Marked]) -> tuple[Reason, ...]:
    """A doubt where the words of the options were not found, and the boxes alone do not do."""
    moved = any(one.apart for one in signs.values())
    gone = any(one.sign is Sign.NONE for one in signs.values())
    return (_BETWEEN,) if by_slot and (moved or gone) else ()


def _by_words(
    seen: Beside, signs: Mapping[str, Marked], several: bool
) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    """The chosen options by the marks beside their words, in the template's spelling."""
    spelt = {"".join(option.split()): option for option in signs}
    return chosen({spelt[name]: mark for name, mark in seen.marks.items()}, several)


def chosen(
    signs: Mapping[str, Marked], several: bool
) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    """The options that marks choose, by what stands beside the others.

    Where any is ticked, crosses mean no; where crosses are the only marks, they choose. A
    circle chooses where it stands alone among blanks and boxes.

    Args:
        signs: the mark of each option.
        several: whether more than one may be chosen.
    """
    by_sign: dict[Sign, list[str]] = {}
    for option, one in signs.items():
        by_sign.setdefault(one.sign, []).append(option)
    unclear = by_sign.get(Sign.BOTH, [])
    doubts = tuple(asking(f"“{option}”又打钩又打叉", Confidence.LOW) for option in unclear)
    if ticked := by_sign.get(Sign.TICK):
        return _ordered(signs, [*ticked, *unclear]), doubts
    if unclear:
        return _ordered(signs, unclear), doubts
    if crossed := by_sign.get(Sign.CROSS):
        return tuple(crossed), ()
    circled = by_sign.get(Sign.ROUND, [])
    most = len(signs) - 1 if several else 1
    if circled and len(circled) <= min(most, len(signs) - 1):
        return tuple(circled), (asking("打的是圈，别的选项没有", Confidence.LOW),)
    return (), ()


def _ordered(signs: Mapping[str, Marked], some: Sequence[str]) -> tuple[str, ...]:
    return tuple(option for option in signs if option in some)


def _written_out(
    signs: Mapping[str, Marked], reading: FormReading, content: Content, setting: Setting
) -> _Choice | None:
    """A choice made without a tick: the option written out, or the others deleted."""
    typed = [(one.rest, ()) for one in signs.values() if one.rest]
    short = (text for text in reading.left_over if len(text) <= _LONGEST_WORDING)
    for text, claimed in [*typed, *((sign_of(text).rest, (text,)) for text in short)]:
        option = setting.folded.get(fold(text))
        if option is not None and option in signs:
            return _Choice((option,), (asking("没有打钩，写的是选项的文字"),), claimed)
    left = [option for option in signs if not _is_gone(option, reading, setting)]
    if len(left) == 1 and len(signs) > 1 and _is_printed(left[0], content):
        return _Choice((left[0],), (asking("没有打钩，只留下了这一个选项", Confidence.LOW),))
    return None


_LONGEST_WORDING = 60
"""A longer text that belongs nowhere is no option."""


def _is_gone(option: str, reading: FormReading, setting: Setting) -> bool:
    """Whether the option's own words are no longer in the form."""
    name = setting.field.name
    if any(slot.field == name and slot.option == option for slot in reading.missing):
        return True
    word = fold(option)
    return any(word in fold(one.was) and word not in fold(one.now) for one in reading.alterations)


def _is_printed(option: str, content: Content) -> bool:
    """Whether the option's words stand in a cell of their own."""
    word = fold(option)
    return any(
        word in fold(text) and len(fold(text)) <= len(word) + _AROUND
        for box in content.boxes
        if len(text := box.text) <= _LONGEST_WORDING
    )


_AROUND = 6
"""Characters that may stand around the only option left: its box, its number."""


def _with_open_text(
    choice: _Choice, texts: Mapping[str, str], signs: Mapping[str, Marked]
) -> _Choice:
    """The choice with the options whose text is written, ticked or not."""
    options, reasons = choice.options, choice.reasons
    for option, text in texts.items():
        written = fold(text) not in _NO_TEXT
        if option in options or not written:
            continue
        mark = sign_of(text)
        if option not in signs:  # the text stands where the tick would
            if mark.rest or mark.sign in (Sign.TICK, Sign.CROSS):
                options = (*options, option)
        elif mark.rest or mark.sign is Sign.TICK:
            options = (*options, option)
            reasons = (*reasons, asking(f"“{option}”没有打钩，但填了“{shown(text)}”"))
    return replace(choice, options=options, reasons=reasons)


def _as_value(
    choice: _Choice, signs: Mapping[str, Marked], texts: Mapping[str, str], setting: Setting
) -> Taken:
    """The choice in the table's writing, and C02 or C03 where it is none."""
    field = setting.field
    if field.kind == "多选":
        told = () if choice.options or not field.required else (_none(field.printed),)
        return Taken(_several(choice.options, setting), choice.reasons, told=told)
    if len(choice.options) > 1:
        options = listed(choice.options, _MOST_LISTED)
        details = {"label": field.printed, "count": len(choice.options), "options": options}
        ticked_twice = Reason("勾了几个选项", Confidence.LOW)
        return Taken("", (ticked_twice,), told=(Told("C02", details),))
    if not choice.options:
        told = (_none(field.printed),) if field.required else ()
        return Taken("", choice.reasons, told=told)
    option = choice.options[0]
    text = texts.get(option, "")
    if not text or _is_only_a_mark(text, option in signs):
        return Taken(option, choice.reasons)
    return Taken(_open(option, text, setting), choice.reasons)


def _is_only_a_mark(text: str, has_box: bool) -> bool:
    """Whether what stands behind an option is a mark; beside a box of its own a V is a text."""
    bare = sign_of(text)
    if bare.rest or bare.sign not in (*_CHOOSING, Sign.BOX):
        return False
    return not has_box or not any(character.isalnum() for character in text)


def _none(label: str) -> Told:
    return Told("C03", {"label": label})


def _several(options: tuple[str, ...], setting: Setting) -> Raw:
    """Several options on one line, or as a list where their own wording holds a separator."""
    line = "、".join(options)
    value = parsed(line, setting) if options else ()
    if isinstance(value, tuple) and set(value) == set(options):
        return line
    return list(options)


def _open(option: str, text: str, setting: Setting) -> Raw:
    """An option with its text, as its kind reads it back."""
    line = str(OpenChoice(option, text))
    if parsed(line, setting) == OpenChoice(option, text):
        return line
    return {"选项": option, "文字": text}
