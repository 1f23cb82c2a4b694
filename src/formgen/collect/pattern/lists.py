"""Renderings with more and fewer items → where a form repeats, and what it repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from formgen.collect.pattern.boxes import PatternBox
from formgen.collect.pattern.marking import Target
from formgen.collect.pattern.pieces import Literal, literals_in
from formgen.collect.slots import Use


@dataclass(frozen=True, slots=True)
class PatternList:
    """A stretch of boxes that repeats with the items of a list."""

    field: str
    boxes: tuple[PatternBox, ...]
    """Those of its first item, or row of items."""
    wordings: tuple[Literal, ...]
    """Fixed wording in any form of the stretch: 图1, （贴照片处）."""
    orders: Mapping[int, tuple[int, ...]]
    """For so many items: their numbers in the order the form shows them."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets of its first item, in order."""
        return tuple(
            target
            for box in self.boxes
            for target in box.pictures + box.targets
            if target.item == 0 and target.slot.field == self.field
        )

    @property
    def pictured(self) -> bool:
        """Whether its items are pictures."""
        return any(target.slot.use is Use.PICTURE for target in self.targets)

    @property
    def captions_first(self) -> bool:
        """Whether texts stand over the pictures they go with, in the same box."""
        return any(box.captions_first for box in self.boxes)

    @property
    def tabular(self) -> bool:
        """Whether an item is one row of a table."""
        rows = {(box.box.table, box.box.row) for box in self.boxes}
        return len(rows) == 1 and self.boxes[0].box.table > 0


Sequenced = tuple[PatternBox, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a list stands in the rendering with one item of every list."""

    start: int
    end: int
    variants: tuple[Sequenced, ...]
    """Its boxes for 0, 1, 2 … items."""
    list: PatternList

    def with_wording(self, more: Sequence[Literal]) -> Stretch:
        """The same with wording that the empty form prints in its place."""
        known = {literal.plain for literal in self.list.wordings}
        new = [literal for literal in more if literal.plain not in known]
        wordings = sorted((*self.list.wordings, *new), key=_longest_first)
        return replace(self, list=replace(self.list, wordings=tuple(wordings)))


def stretch_of(field: str, renderings: Sequence[Sequenced]) -> Stretch | None:
    """The part of the renderings with 0, 1, 2 … items of a list that differs; None if none does."""
    keys = [tuple(map(_key, rendering)) for rendering in renderings]
    if len(set(keys)) == 1:
        return None
    start = _common([list(key) for key in keys])
    end = _common([list(reversed(key[start:])) for key in keys])
    variants = tuple(r[start : len(r) - end] for r in renderings)
    variants = (tuple(replace(box, of_list=True) for box in variants[0]), *variants[1:])
    if all(_holds_pictures(field, variant) for variant in variants[1:]):
        whole = (tuple(replace(box, pictured=field) for box in one) for one in variants[1:])
        variants = (variants[0], *whole)
    found = PatternList(
        field,
        _first_item(field, variants),
        tuple(_wordings(variants)),
        {count: _order(field, variant) for count, variant in enumerate(variants)},
    )
    return Stretch(start, len(renderings[1]) - end, variants, found) if found.boxes else None


def _key(box: PatternBox) -> tuple[object, ...]:
    """What two renderings have in common where they are the same; not where the columns are."""
    return (box.box.lines, box.box.table)


def _common(sequences: Sequence[Sequence[object]]) -> int:
    """Length of the common start."""
    shortest = min(map(len, sequences))
    return next(
        (n for n in range(shortest) if len({sequence[n] for sequence in sequences}) > 1), shortest
    )


def _first_item(field: str, variants: Sequence[Sequenced]) -> Sequenced:
    """The boxes from the first target of item 0 to before the next item's."""
    for variant in (variants[2], variants[1]):
        items = [_item(box, field) for box in variant]
        holding = [number for number, item in enumerate(items) if item is not None]
        if holding:
            later = [n for n in holding if n > holding[0] and items[n] != items[holding[0]]]
            return variant[holding[0] : later[0] if later else holding[-1] + 1]
    return ()


def _item(box: PatternBox, field: str) -> int | None:
    targets = (t for t in box.pictures + box.targets if t.slot.field == field)
    return next((target.item for target in targets), None)


def _holds_pictures(field: str, variant: Sequenced) -> bool:
    """Whether a list of pictures stands in one box, and nothing else is filled in there."""
    own = {target.slot.field for box in variant for target in box.slots}
    return len(variant) == 1 and bool(variant[0].pictures) and own == {field}


def _wordings(variants: Sequence[Sequenced]) -> list[Literal]:
    """Each fixed wording of the stretch and its hints once, the longest first."""
    literals = (
        literal
        for variant in variants
        for box in variant
        for literal in (*literals_in(box.pieces), *box.hints)
    )
    return sorted({one.plain: one for one in literals}.values(), key=_longest_first)


def _longest_first(literal: Literal) -> int:
    return -len(literal.plain)


def _order(field: str, variant: Sequenced) -> tuple[int, ...]:
    items = [t.item for box in variant for t in box.pictures + box.targets if t.slot.field == field]
    return tuple(dict.fromkeys(items))
