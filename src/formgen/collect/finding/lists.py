"""The boxes where a list stands → its items, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from formgen.collect.content import Box, PastedPicture
from formgen.collect.finding.aligning import align_part
from formgen.collect.finding.boxes import read_box
from formgen.collect.finding.parts import BoxReading, Standing, clean_lines, found_text, telling
from formgen.collect.finding.returned import Range, ReturnedBoxes
from formgen.collect.finding.worth import Worth
from formgen.collect.pattern import FormPattern, PatternBox, PatternList, Target
from formgen.collect.pattern.pieces import Literal
from formgen.collect.slots import Doubt, Found, Use

_LOOKED_BACK = 200
"""Pictures among which the one over a caption is looked for: a row of Word has at most 63 cells."""


def read_list(
    pattern: FormPattern,
    element: PatternList,
    returned: ReturnedBoxes,
    numbers: Sequence[int],
    columns: Mapping[Target, Range],
) -> BoxReading:
    """Read the boxes of a list.

    Args:
        pattern: the form's.
        element: the list.
        returned: the form.
        numbers: of the boxes that stand in the list's place.
        columns: where the column of a target stands in the returned form, as its heading tells.
    """
    if element.pictured:
        return read_pictures(element, [returned.boxes[number] for number in numbers])
    if element.tabular:
        return _read_rows(element, returned, numbers, columns)
    return _read_repeated(pattern, element, returned, numbers)


def _read_rows(
    element: PatternList,
    returned: ReturnedBoxes,
    numbers: Sequence[int],
    columns: Mapping[Target, Range],
) -> BoxReading:
    """One item a row, each box in the column it stands in."""
    found: list[Found] = []
    left_over: list[str] = []
    item = 0
    for row in returned.rows(numbers):
        cells: dict[Target, list[str]] = {}
        doubts: dict[Target, tuple[Doubt, ...]] = {}
        for place, number in enumerate(row):
            box = returned.boxes[number]
            own = _columns_of(element, columns, (box.column, box.columns), place)
            if not own:
                left_over += telling([box.text])
                continue
            cells.setdefault(own[0], []).extend(clean_lines(box.lines))
            if len(own) > 1 and box.lines:
                doubts[own[0]] = (Doubt.SHARED,)
        if any(cells.values()):
            for target in element.targets:
                here = replace(target, item=item)
                found.append(found_text(here, cells.get(target, ()), doubts.get(target, ())))
            item += 1
    return BoxReading(tuple(found), left_over=tuple(left_over))


def _columns_of(
    element: PatternList, columns: Mapping[Target, Range], own: Range, place: int
) -> list[Target]:
    """The targets in whose columns a box stands, that with the largest share first."""
    if len(columns) < len(element.targets):
        return list(element.targets[place : place + 1])
    shares = [(_overlap(columns[target], own), target) for target in element.targets]
    half = [one for one in shares if one[0] * 2 >= min(own[1], columns[one[1]][1]) and one[0]]
    return [target for _, target in sorted(half, key=lambda one: -one[0])]


def _overlap(one: Range, other: Range) -> int:
    return max(0, min(sum(one), sum(other)) - max(one[0], other[0]))


@dataclass(slots=True)
class _Item:
    """A picture, and what is written about it."""

    picture: PastedPicture
    table: int
    columns: Range
    lines: list[str] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()


def read_pictures(element: PatternList, boxes: Sequence[Box]) -> BoxReading:
    """Pictures in order; what stands in the same box or behind is written about them."""
    items: list[_Item] = []
    left_over: list[str] = []
    for box in boxes:
        place = (box.column, box.columns)
        typed = list(_without_wordings(element.wordings, box.lines))
        lines = list(clean_lines(typed))
        here = [_Item(picture, box.table, place) for picture in box.pictures]
        items += here
        own = _item_of(items, box.table, place)
        if len(here) > 1 and lines:
            behind = None if element.captions_first else _behind_each(box, typed)
            if behind is None:
                _share_captions(here, lines)
            for one, said in zip(here, behind or (), strict=False):
                one.lines += said
        elif own is not None:
            own.lines += lines
        else:
            left_over += telling(lines)
    found = tuple(
        found for item, one in enumerate(items) for found in _found_item(element, one, item)
    )
    return BoxReading(found, left_over=tuple(left_over))


def _behind_each(box: Box, typed: Sequence[str]) -> list[list[str]] | None:
    """What stands behind each of several pictures of a box; None where it may be another's.

    Args:
        box: the box.
        typed: its lines, without what is printed there.
    """
    if len(box.before) != len(box.pictures) or any(one.floating for one in box.pictures):
        return None
    parts = pairwise((0, *box.before, len(typed)))
    above, *behind = (list(clean_lines(typed[start:end])) for start, end in parts)
    heaped = any(len(some) > 1 for some in behind) and not all(behind)
    return None if above or heaped else behind


def _share_captions(items: Sequence[_Item], lines: Sequence[str]) -> None:
    """Several pictures in one box: a line each, but which is whose is not certain."""
    for number, line in enumerate(lines):
        items[min(number, len(items) - 1)].lines.append(line)
    for item in items:
        item.doubts = (Doubt.SHARED,)


def _found_item(element: PatternList, one: _Item, item: int) -> Iterator[Found]:
    for target in element.targets:
        here = replace(target, item=item)
        if target.slot.use is Use.PICTURE:
            yield Found(here.slot, (), (one.picture,), item, one.doubts)
        else:
            yield found_text(here, one.lines, one.doubts)


def _item_of(items: Sequence[_Item], table: int, columns: Range) -> _Item | None:
    """The last picture in the same columns, else the last one."""
    near = items[: -_LOOKED_BACK - 1 : -1]
    in_column = (i for i in near if table and i.table == table and _overlap(i.columns, columns))
    return next(in_column, items[-1] if items else None)


_DIGITS = re.compile(r"\d+")
_ONE_OF = {"0": r"[0-9０-９]{1,3}(?![0-9０-９])"} | {
    either: f"[{both}]" for both in ("（(", "）)", "：:", "，,", "；;") for either in both
}
"""Expressions for characters that are typed in several ways; 0 stands for a number."""


def _without_wordings(wordings: Sequence[Literal], lines: Sequence[str]) -> Iterator[str]:
    """Lines without what is printed around pictures: 图1, （贴照片处）, 照片说明：."""
    patterns = dict.fromkeys(_as_typed(wording.shown) for wording in wordings)
    printed = re.compile(rf"\s*(?:{'|'.join(patterns)})" if patterns else r"(?!)")
    for line in lines:
        match = printed.match(line)
        yield line[match.end() :] if match else line


def _as_typed(wording: str) -> str:
    """An expression for a wording with any spaces, widths and numbers: 图1, 图 12, 说明:."""
    characters = (c for c in _DIGITS.sub("0", wording) if not c.isspace())
    return r"\s*".join(_ONE_OF.get(c, re.escape(c)) for c in characters)


def _read_repeated(
    pattern: FormPattern, element: PatternList, returned: ReturnedBoxes, numbers: Sequence[int]
) -> BoxReading:
    """Items of several boxes, each with wording of its own."""
    count = len(numbers) // max(1, len(element.boxes)) + 1
    boxes = [box.numbered(item) for item in range(count) for box in element.boxes]
    part = (numbers[0], numbers[-1] + 1)
    matches = align_part(boxes, Worth(pattern, returned), part)
    readings = []
    taken: set[int] = set()
    for match in matches:
        expected: PatternBox = boxes[match.first]
        box = returned.boxes[match.boxes[0]]
        taken |= set(match.boxes)
        doubts = (Doubt.MERGED,) if match.merged else ()
        readings.append(read_box(pattern, expected, Standing(box.lines, box.pictures, doubts)))
    left = (returned.boxes[number].text for number in numbers if number not in taken)
    return BoxReading(
        tuple(found for reading in readings for found in reading.found),
        left_over=(*(t for r in readings for t in r.left_over), *telling(left)),
        strays=tuple(picture for reading in readings for picture in reading.strays),
    )
