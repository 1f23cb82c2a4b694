"""What a returned form holds beside values → problems: altered wording, text of no field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.collect.content import Content
from formgen.collect.quoting import short
from formgen.collect.slots import Alteration, FormReading
from formgen.collect.values.marks import Sign, sign_of
from formgen.problems import Place, Problem

_MOST_TOLD = 10
"""Alterations of one form that are told one by one, and texts that belong nowhere."""
_LONGEST = 40
"""Characters of the form's own wording that a sentence quotes."""
_LONGEST_LOST = 120
"""Characters quoted of a text that was not read."""


def remarks_on(
    reading: FormReading, content: Content, unplaced: Sequence[str], file: str, template: str
) -> Iterator[Problem]:
    """C05, C06, C07, C11, C20 and C21 of one form.

    Args:
        reading: the form, read.
        content: the form itself.
        unplaced: texts that belong to no field.
        file: the form's name for messages.
        template: version of the template it was read with; empty where it has none.
    """
    place = Place(file)
    imprint = content.imprint
    if template and imprint.template not in ("", template) and imprint.document == reading.document:
        yield Problem("C11", place)
    if content.revised:
        yield Problem("C21", place)
    yield from _altered(reading.alterations, place)
    yield from _left_over(unplaced, place)
    if reading.stray_pictures:
        count = len(reading.stray_pictures)
        yield Problem("C20", place, details={"count": count, "reason": "不知道属于哪一项"})
    if content.linked_pictures:
        details = {"count": content.linked_pictures, "reason": "只是链接，图片本身不在这份文件里"}
        yield Problem("C20", place, details=details)


def _altered(alterations: Sequence[Alteration], place: Place) -> Iterator[Problem]:
    for one in alterations[:_MOST_TOLD]:
        details = {"was": short(one.was, _LONGEST)}
        if one.now.strip():
            yield Problem("C05", place, details=details | {"now": short(one.now, _LONGEST)})
        else:
            yield Problem("C06", place, details=details)
    if (more := len(alterations) - _MOST_TOLD) > 0:
        details = {"was": f"（另有 {more} 处）", "now": "（也改过或删掉了，不再一一列出）"}
        yield Problem("C05", place, details=details)


def _left_over(texts: Sequence[str], place: Place) -> Iterator[Problem]:
    for text in texts[:_MOST_TOLD]:
        yield Problem("C07", place, details={"text": short(text, _LONGEST_LOST)})
    if more := texts[_MOST_TOLD:]:
        together = short("；".join(more), _LONGEST_LOST)
        text = f"{together}（另有 {len(more)} 处，不再一一列出）"
        yield Problem("C07", place, details={"text": text})


def is_legible(text: str) -> bool:
    """Whether anything is written in a text: not only empty boxes, rules and punctuation."""
    return any(character.isalnum() for character in text) or sign_of(text).sign in _WRITTEN


_WRITTEN = (Sign.TICK, Sign.CROSS, Sign.BOTH)
