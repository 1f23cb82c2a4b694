"""Matches of a template with an altered form → for each place all that stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from formgen.collect.content import Box
from formgen.collect.finding.aligning import Match, align
from formgen.collect.finding.returned import Range, ReturnedBoxes
from formgen.collect.finding.worth import NEAR_LABEL
from formgen.collect.pattern import FormPattern, PatternBox, PatternList, Target
from formgen.collect.pattern.pieces import is_text
from formgen.collect.pattern.wording import loose
from formgen.collect.slots import Doubt


@dataclass(slots=True)
class Place:
    """Elements of the template that stand together, and the boxes there."""

    elements: list[int]
    boxes: list[int]
    doubts: list[Doubt] = field(default_factory=list)

    def standing(self, boxes: tuple[Box, ...]) -> tuple[list[Box], tuple[Doubt, ...]]:
        """The boxes in order, and every reason to doubt."""
        here = [boxes[number] for number in sorted(self.boxes)]
        joined = sum(bool(box.lines) for box in here) > 1
        doubts = (*self.doubts, *((Doubt.JOINED,) if joined else ()))
        return here, tuple(dict.fromkeys(doubts))


@dataclass(slots=True)
class Gathering:
    """Finds a place for every box and a box for every place, by wording first, then by geometry."""

    pattern: FormPattern
    returned: ReturnedBoxes
    places: dict[int, Place] = field(default_factory=dict)
    """By the number of each element."""
    owners: dict[int, int] = field(default_factory=dict)
    """The first element of the place a box belongs to."""

    @classmethod
    def of(cls, pattern: FormPattern, boxes: tuple[Box, ...]) -> Gathering:
        """Gather a form."""
        gathering = cls(pattern, ReturnedBoxes.of(boxes))
        for match in align(pattern, gathering.returned):
            gathering._settle(match)
        gathering._free_from_lists()
        gathering._find_moved()
        gathering._take_leftovers()
        gathering._find_missing()
        gathering._doubt_labels()
        gathering._doubt_far()
        return gathering

    def left_boxes(self) -> Iterator[int]:
        """Boxes with something in them that belong to no place."""
        for number, box in enumerate(self.returned.boxes):
            if number not in self.owners and not box.empty:
                yield number

    def columns(self, element: PatternList) -> dict[Target, Range]:
        """Where the columns of a list stand in the form, as the boxes of their headings tell."""
        found = {}
        for box in element.boxes:
            heading = self._heading(box)
            if heading is not None:
                own = self.returned.boxes[heading]
                found.update(dict.fromkeys(box.targets, (own.column, own.columns)))
        return found

    def _heading(self, below: PatternBox) -> int | None:
        """The returned box of the label that stands over a box in the template."""
        own = below.box
        over = [
            number
            for number, one in enumerate(self.pattern.elements)
            if isinstance(one, PatternBox)
            and one.fixed
            and (one.box.table, one.box.column, one.box.columns)
            == (own.table, own.column, own.columns)
            and one.box.row < own.row
        ]
        return self.places[over[-1]].boxes[0] if over and over[-1] in self.places else None

    def _settle(self, match: Match) -> None:
        doubts = [Doubt.MERGED] if match.merged else []
        self._put(list(range(match.first, match.last)), list(match.boxes), doubts)

    def _put(self, elements: list[int], boxes: list[int], doubts: list[Doubt]) -> None:
        place = Place(elements, boxes, doubts)
        for element in elements:
            self.places[element] = place
        for box in boxes:
            self.owners[box] = elements[0]

    def _box(self, element: int) -> PatternBox | None:
        if not 0 <= element < len(self.pattern.elements):
            return None
        found = self.pattern.elements[element]
        return found if isinstance(found, PatternBox) else None

    def _slot_behind(self, label: int) -> int | None:
        """The element a label is for: the next in its row that can be filled in."""
        own, next_one = self._box(label), self._box(label + 1)
        if own is None or next_one is None or not own.fixed or not next_one.slots:
            return None
        same_row = (own.box.table, own.box.row) == (next_one.box.table, next_one.box.row)
        return label + 1 if own.box.table and same_row else None

    def _free_from_lists(self) -> None:
        """Boxes beside the label of another field are no list's."""
        for element, place in self.places.items():
            if self._box(element) is not None:
                continue
            kept = []
            for number in place.boxes:
                left = self.returned.left_of(number)
                owner = self.owners.get(left) if left is not None else None
                if owner is not None and self._slot_behind(owner) is not None:
                    del self.owners[number]
                else:
                    kept.append(number)
            place.boxes = kept

    def _find_moved(self) -> None:
        """Labels that stand elsewhere in the form, with what stands right of them."""
        free = {
            label: number
            for number, label in enumerate(self.returned.labels)
            if label in self.pattern.labels and number not in self.owners
        }
        for element in range(len(self.pattern.elements)):
            own = self._box(element)
            slot = self._slot_behind(element)
            if own is None or slot is None or element in self.places or slot in self.places:
                continue
            label = free.get(own.wording)
            right = self.returned.right_of(label) if label is not None else None
            if label is not None and right is not None and right not in self.owners:
                self._put([element], [label], [])
                self._put([slot], [right], [Doubt.DISPLACED])

    def _take_leftovers(self) -> None:
        """Give boxes that are no element's to the place beside or above them."""
        for number in list(self.left_boxes()):
            owner = self._place_beside(number)
            if owner is not None:
                self.places[owner].boxes.append(number)
                self.owners[number] = owner

    def _place_beside(self, number: int) -> int | None:
        box = self.returned.boxes[number]
        if not box.table:
            return self._paragraph_before(number)
        left = self.returned.left_of(number)
        while left is not None and left not in self.owners and self.returned.boxes[left].empty:
            left = self.returned.left_of(left)
        owner = self._fillable(left)
        if owner is None and left is not None and left in self.owners:
            slot = self._slot_behind(self.owners[left])
            if slot is not None:
                if slot not in self.places:
                    self._put([slot], [], [])
                owner = slot
        return owner if owner is not None else self._fillable(self.returned.above(number))

    def _paragraph_before(self, number: int) -> int | None:
        """A free text goes on in the next paragraph."""
        owner = self.owners.get(number - 1)
        element = self._box(owner) if owner is not None else None
        if element is None or element.box.table or not element.pieces:
            return None
        return owner if is_text(element.pieces[-1]) else None

    def _fillable(self, number: int | None) -> int | None:
        """The place of a box, where it can be filled in."""
        owner = self.owners.get(number) if number is not None else None
        element = self._box(owner) if owner is not None else None
        if element is None or owner is None:
            return None
        place = self.places[owner]
        slots = any(self._has_slots(one) for one in place.elements)
        return owner if slots or element.signed else None

    def _has_slots(self, element: int) -> bool:
        box = self._box(element)
        return box is not None and bool(box.slots)

    def _find_missing(self) -> None:
        """Slots without a box: what stands right of their label, also where rows were merged."""
        for element in range(1, len(self.pattern.elements)):
            label = self.places.get(element - 1)
            if label is None or self._slot_behind(element - 1) != element:
                continue
            right = self.returned.right_of(label.boxes[0])
            if right is None or not self._lacks(element, right):
                continue
            owner = self._fillable(right)
            if right not in self.owners:
                self._put([element], [right], [])
            elif owner is not None and self._one_above_other(owner, element):
                place = self.places[owner]
                place.elements.append(element)
                place.doubts.append(Doubt.SHARED)
                self.places[element] = place

    def _lacks(self, element: int, right: int) -> bool:
        """Whether a slot has no box, or only blank ones that are not right of its label."""
        place = self.places.get(element)
        if place is None:
            return True
        blank = all(self.returned.boxes[number].empty for number in place.boxes)
        return blank and right not in place.boxes and len(place.elements) == 1

    def _one_above_other(self, first: int, second: int) -> bool:
        """Whether boxes of the template stand in the same columns of a table."""
        one, other = self._box(first), self._box(second)
        if one is None or other is None or one.pictures or other.pictures:
            return False
        place = (one.box.table, one.box.column)
        return bool(one.slots) and place == (other.box.table, other.box.column)

    def _doubt_labels(self) -> None:
        """Slots behind a label with other words are less certain."""
        for element, place in list(self.places.items()):
            own, slot = self._box(element), self._slot_behind(element)
            if own is None or slot is None or slot not in self.places or len(place.elements) > 1:
                continue
            label = self.returned.labels[place.boxes[0]]
            if loose(label) == loose(own.wording):
                continue
            near = fuzz.ratio(label, own.wording) >= NEAR_LABEL
            self.places[slot].doubts.append(Doubt.RESPELT if near else Doubt.DISPLACED)

    def _doubt_far(self) -> None:
        """Texts that do not stand right of their label are less certain."""
        for element, place in list(self.places.items()):
            slot = self._slot_behind(element)
            if slot is None or slot not in self.places or self.places[slot] is place:
                continue
            label = self.returned.boxes[place.boxes[0]]
            filled = (self.returned.boxes[n] for n in self.places[slot].boxes)
            if any(not box.empty and not _right_of(label, box) for box in filled):
                self.places[slot].doubts.append(Doubt.DISPLACED)


def _right_of(label: Box, box: Box) -> bool:
    same_rows = box.row < label.row + label.rows and label.row < box.row + box.rows
    return box.table == label.table and same_rows and box.column >= label.column + label.columns
