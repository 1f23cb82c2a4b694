"""Pictures that stand at no slot → the slot they are for, where only one can be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formgen.collect.content import PastedPicture
from formgen.collect.pattern import FormPattern, PatternList
from formgen.collect.slots import Doubt, Found, Slot, Use

_PORTRAIT = 1.1
"""How much higher than wide a photo of a person is at least; a stamp is as high as wide."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Findings with stray pictures put where they belong."""

    found: tuple[Found, ...]
    strays: tuple[PastedPicture, ...]


def place_strays(
    pattern: FormPattern, found: Sequence[Found], strays: Sequence[PastedPicture]
) -> Placed:
    """Give the photo to the slot left empty, and other pictures to the form's list of pictures."""
    if not strays:
        return Placed(tuple(found), ())
    placed = _photo(pattern, list(found), list(strays))
    return _listed(pattern, list(placed.found), placed.strays)


def _photo(pattern: FormPattern, found: list[Found], strays: list[PastedPicture]) -> Placed:
    open_slots = [
        number
        for number, one in enumerate(found)
        if one.slot.use is Use.PICTURE and not one.pictures and _is_photo(pattern, one.slot)
    ]
    fitting = [picture for picture in strays if _portrait(picture)]
    if len(open_slots) == 1 and len(fitting) == 1:
        number = open_slots[0]
        doubt = Doubt.FLOATING if fitting[0].floating else Doubt.DISPLACED
        found[number] = replace(found[number], pictures=(fitting[0],), doubts=(doubt,))
        strays = [picture for picture in strays if picture is not fitting[0]]
    return Placed(tuple(found), tuple(strays))


def _is_photo(pattern: FormPattern, slot: Slot) -> bool:
    field = pattern.fields.get(slot.field)
    return field is not None and field.kind == "照片"


def _portrait(picture: PastedPicture) -> bool:
    return not picture.width or picture.height >= _PORTRAIT * picture.width


def _square(picture: PastedPicture) -> bool:
    """Whether it may be a scanned stamp."""
    return bool(picture.width) and 1 / _PORTRAIT < picture.height / picture.width < _PORTRAIT


def _listed(pattern: FormPattern, found: list[Found], strays: tuple[PastedPicture, ...]) -> Placed:
    lists = [one for one in pattern.elements if isinstance(one, PatternList) and one.pictured]
    if len(lists) != 1:
        return Placed(tuple(found), strays)
    slots = [t.slot for t in lists[0].targets if t.slot.use is Use.PICTURE]
    mine = [picture for picture in strays if not (picture.floating and _square(picture))]
    items = [one.item for one in found if one.slot.field == lists[0].field and one.pictures]
    start = max(items, default=-1) + 1
    found += [
        Found(slots[0], (), (picture,), item, (Doubt.DISPLACED,))
        for item, picture in enumerate(mine, start=start)
    ]
    return Placed(tuple(found), tuple(p for p in strays if not any(p is one for one in mine)))
