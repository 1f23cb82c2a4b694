"""What was found for one field → the places it stands at; their values → one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum

from formgen.campaign.kinds import Raw, Setting, parsed
from formgen.campaign.kinds.base import fold, shown
from formgen.collect.collected import Confidence
from formgen.collect.slots import Found, Use
from formgen.collect.values.taken import Taken, asking


class Form(Enum):
    """How a field stands at a place."""

    TEXT = "as one text"
    PARTS = "as several texts: parts, or the cells of rows"
    TICKS = "as boxes to tick"
    NUMBERS = "as the blanks of a date"
    PICTURES = "as pictures and captions"


_FORMS = {
    Use.TICK: Form.TICKS,
    Use.OPEN: Form.TICKS,
    Use.YEAR: Form.NUMBERS,
    Use.MONTH: Form.NUMBERS,
    Use.DAY: Form.NUMBERS,
    Use.PICTURE: Form.PICTURES,
    Use.CAPTION: Form.PICTURES,
}


def form_of(found: Found) -> Form:
    """How the field of a slot stands there."""
    form = _FORMS.get(found.slot.use, Form.TEXT)
    return Form.PARTS if form is Form.TEXT and found.slot.part else form


def places_of(found: Iterable[Found]) -> list[list[Found]]:
    """What belongs together: a field printed on the cover and in the table stands at two places."""
    places: list[list[Found]] = []
    seen: set[tuple[object, ...]] = set()
    last: Form | None = None
    for one in found:
        form = form_of(one)
        key = (one.slot.use, one.slot.part, one.slot.option, one.item)
        if form is not last or (key in seen and form is not Form.PICTURES):
            places.append([])
            seen.clear()
            last = form
        seen.add(key)
        places[-1].append(one)
    return places


def one_of(takens: Sequence[Taken], setting: Setting) -> Taken:
    """The value of a field that stands at several places.

    Blank places say nothing. Where filled ones differ, what most say is taken, and among
    equals what stands last: the table of a form comes behind its cover.
    """
    told = tuple(problem for taken in takens for problem in taken.told)
    filled = [taken for taken in takens if not taken.blank]
    if len(takens) == 1:
        return takens[0]
    if not filled:
        return Taken("", max(takens, key=lambda one: len(one.reasons)).reasons, told=told[:1])
    told = tuple(problem for problem in told if problem.code != "C03")
    keys = [_key(taken, setting) for taken in filled]
    votes = Counter(map(str, keys))
    most = max(votes.values())
    same = [taken for taken, key in zip(filled, keys, strict=True) if votes[str(key)] == most]
    best = min(reversed(same), key=lambda taken: len(taken.reasons) if len(votes) == 1 else 0)
    result = replace(best, told=told)
    if len(votes) == 1:
        return result
    others = [
        taken
        for taken, key in zip(filled, keys, strict=True)
        if str(key) != str(_key(best, setting))
    ]
    wordings = "”、“".join(dict.fromkeys(shown(str(taken.raw)) for taken in others))
    return result.because(asking(f"表里别处写的是“{wordings}”", Confidence.LOW))


def _key(taken: Taken, setting: Setting) -> object:
    """What makes two values of a field equal."""
    if taken.pictures:
        return tuple(one.picture.content for one in taken.pictures)
    value = parsed(taken.raw, setting)
    return _folded(taken.raw) if value is None or isinstance(value, str) else value


def _folded(raw: Raw) -> object:
    return fold(raw) if isinstance(raw, str) else raw
