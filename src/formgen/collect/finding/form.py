"""A returned form's content and a template's pattern → what stands at each slot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from formgen.collect.content import Box, Content, PastedPicture
from formgen.collect.finding.boxes import read_box
from formgen.collect.finding.gathering import Gathering, Place
from formgen.collect.finding.known import Known, known_shape
from formgen.collect.finding.lists import read_list, read_pictures
from formgen.collect.finding.parts import BoxReading, Standing, telling
from formgen.collect.finding.pictures import place_strays
from formgen.collect.finding.spilling import Pair, settle_spilled
from formgen.collect.pattern import FormPattern, PatternBox, PatternList
from formgen.collect.pattern.boxes import joined
from formgen.collect.pattern.pieces import literals_in
from formgen.collect.slots import Alteration, FormReading, Found


def read_with(pattern: FormPattern, content: Content) -> FormReading:
    """Hold a form against a template.

    A form as the template prints it is read box by box; in any other the wording is looked for.
    """
    known = known_shape(pattern, content.boxes)
    if known is not None:
        readings = list(_read_known(pattern, known))
        return _reading(pattern, readings)
    gathering = Gathering.of(pattern, content.boxes)
    readings = list(_read_gathered(pattern, gathering))
    return _reading(pattern, readings)


def _read_known(pattern: FormPattern, known: Known) -> Iterator[BoxReading]:
    pairs = [
        (expected, Standing(box.lines, box.pictures, before=box.before))
        for expected, box in known
        if not (expected.of_list or (expected.fixed and not expected.signed))
        and not (expected.empty and box.empty)
    ]
    yield from _read_pairs(pattern, pairs)


def _read_pairs(pattern: FormPattern, pairs: Sequence[Pair]) -> Iterator[BoxReading]:
    for one in settle_spilled(pattern, pairs):
        yield one if isinstance(one, BoxReading) else _read_pair(pattern, *one)


def _read_pair(pattern: FormPattern, box: PatternBox, standing: Standing) -> BoxReading:
    if not box.pictured:
        return read_box(pattern, box, standing)
    lists = (one for one in pattern.elements if isinstance(one, PatternList))
    element = next(one for one in lists if one.field == box.pictured)
    return read_pictures(element, [Box(standing.lines, standing.pictures, before=standing.before)])


def _read_gathered(pattern: FormPattern, gathering: Gathering) -> Iterator[BoxReading]:
    """The readings of all places; runs of boxes are looked at together."""
    seen: set[int] = set()
    pairs: list[Pair] = []
    for number, element in enumerate(pattern.elements):
        place = gathering.places.get(number)
        if place is not None and id(place) in seen:
            continue
        seen.add(id(place))
        if place is not None and isinstance(element, PatternBox):
            pairs.append(_pair(pattern, gathering, place, element))
            continue
        yield from _read_pairs(pattern, pairs)
        pairs = []
        if place is not None and isinstance(element, PatternList):
            columns = gathering.columns(element)
            yield read_list(pattern, element, gathering.returned, sorted(place.boxes), columns)
        else:
            yield _not_there(element)
    yield from _read_pairs(pattern, pairs)
    left = [gathering.returned.boxes[number] for number in gathering.left_boxes()]
    yield BoxReading(
        left_over=tuple(telling(box.text for box in left)),
        strays=tuple(picture for box in left for picture in box.pictures),
    )


def _pair(pattern: FormPattern, gathering: Gathering, place: Place, element: PatternBox) -> Pair:
    """A place's box of the template, joined where several stand together, and what is there."""
    own = [pattern.elements[number] for number in place.elements]
    parts = [one for one in own if isinstance(one, PatternBox)]
    expected = joined(parts) if len(parts) > 1 else element
    boxes, doubts = place.standing(gathering.returned.boxes)
    if not expected.targets and not expected.pictures:
        doubts = ()
    lines = tuple(line for box in boxes for line in box.lines)
    pictures = tuple(picture for box in boxes for picture in box.pictures)
    return expected, Standing(lines, pictures, doubts)


def _not_there(element: PatternBox | PatternList) -> BoxReading:
    """An element without a place: a list is blank, a paragraph left blank is not there at all."""
    if isinstance(element, PatternList):
        return BoxReading()
    blank = element.optional or not (element.box.table or element.wording)
    if blank:
        found = tuple(Found(target.slot, (), (), target.item) for target in element.slots)
        return BoxReading(found)
    wording = " ".join(literal.shown for literal in literals_in(element.pieces))
    gone = (Alteration(wording, ""),) if element.wording else ()
    return BoxReading(missing=tuple(target.slot for target in element.slots), alterations=gone)


def _reading(pattern: FormPattern, readings: Sequence[BoxReading]) -> FormReading:
    found = [one for reading in readings for one in reading.found]
    strays: tuple[PastedPicture, ...] = tuple(p for reading in readings for p in reading.strays)
    placed = place_strays(pattern, list(_of_lists(pattern, found)), strays)
    return FormReading(
        document=pattern.document,
        found=placed.found,
        missing=tuple(slot for reading in readings for slot in reading.missing),
        alterations=tuple(one for reading in readings for one in reading.alterations),
        left_over=tuple(text for reading in readings for text in reading.left_over),
        stray_pictures=placed.strays,
    )


def _of_lists(pattern: FormPattern, found: Sequence[Found]) -> Iterator[Found]:
    """Findings without the blank items of lists; of an empty list one item stays, blank."""
    lists = {one.field: one for one in pattern.elements if isinstance(one, PatternList)}
    filled = {name: _numbers(element, found) for name, element in lists.items()}
    for one in found:
        if one.slot.field not in lists:
            yield one
        elif one.item in filled[one.slot.field]:
            yield replace(one, item=filled[one.slot.field][one.item])
    for name, element in lists.items():
        if not filled[name]:
            yield from (Found(target.slot, ()) for target in element.targets)


def _numbers(element: PatternList, found: Sequence[Found]) -> Mapping[int, int]:
    """The items of a list that hold something, as found, and what their numbers are.

    Pictures set in columns are numbered down the first column, however many there are.
    """
    own = (one for one in found if one.slot.field == element.field)
    items = list(dict.fromkeys(one.item for one in own if one.lines or one.pictures))
    order = element.orders.get(len(items)) if element.pictured else None
    return dict(zip(items, order or range(len(items)), strict=True))
