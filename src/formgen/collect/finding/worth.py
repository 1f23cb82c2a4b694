"""How well an element of the template and a box of a returned form go together."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from formgen.collect.finding.kinds import fits, tells
from formgen.collect.finding.returned import ReturnedBoxes
from formgen.collect.pattern import FormPattern, PatternBox, PatternList
from formgen.collect.pattern.pieces import is_text, literals_in
from formgen.collect.pattern.shapes import Element
from formgen.collect.pattern.wording import Typed, loose, plain

NEVER = -9.0
NEAR_LABEL = 60.0
"""How like (0 to 100) a box must be to a label to be it, respelt."""
_VALUE_TOO = 1.0
"""What a label loses that seems respelt only because its value, a short one, stands with it."""
_LONGEST_PLACED = 30
"""A longer text in a label's place is not the label with other words."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Weighs pairs; what is added up is compared, and has no unit."""

    pattern: FormPattern
    returned: ReturnedBoxes

    def pair(self, element: PatternBox, number: int) -> float:
        """Of a box of the template in the place of a returned one."""
        box = self.returned.boxes[number]
        own = element.box
        bonus = 0.0
        if (own.table > 0) != (box.table > 0):
            bonus = -1.5
        elif own.table and (own.column, own.columns) == (box.column, box.columns):
            bonus = 0.2
        if element.fixed:
            return bonus + self._fixed(element, number)
        if element.empty:
            return bonus + (0.4 if box.empty else -0.2)
        if element.pictures and not element.targets:
            return bonus + self._picture(element, number)
        if element.wording:
            return bonus + self._mixed(element, number)
        return bonus + self._slot(element, number)

    def beside(self, label: PatternBox, number: int) -> float:
        """What is added for a box right of its label."""
        left = self.returned.left_of(number)
        return 1.2 if left is not None and self.returned.labels[left] == label.wording else 0.0

    def _fixed(self, element: PatternBox, number: int) -> float:
        label = self.returned.labels[number]
        wording = element.wording
        if label == wording:
            return 3.0 + 0.1 * min(len(wording), 20)
        if not label:
            return -1.0
        if loose(label) == loose(wording):
            return 2.8 + 0.1 * min(len(wording), 20)
        if element.signed:
            found = sum(one.plain in label for one in literals_in(element.pieces))
            return 2.5 * found / max(1, len(literals_in(element.pieces))) - 0.3
        if label in self.pattern.labels:
            return NEVER
        ratio = fuzz.ratio(label, wording)
        if ratio >= NEAR_LABEL:
            return 2.2 * ratio / 100 - (_VALUE_TOO if self._holds_more(wording, number) else 0.0)
        return -0.8 if len(label) <= _LONGEST_PLACED else -2.5

    def _holds_more(self, wording: str, number: int) -> bool:
        """Whether a box begins with a label and goes on set apart from it: 姓名 堃 is no 姓名."""
        typed = Typed.of(self.returned.boxes[number].lines)
        rest = typed.plain.removeprefix(wording)
        if len(rest) in (0, len(typed.plain)) or rest.startswith("("):
            return False
        return rest.startswith(":") or bool(typed.between(len(wording), len(wording)))

    def _picture(self, element: PatternBox, number: int) -> float:
        box, label = self.returned.boxes[number], self.returned.labels[number]
        if box.pictures:
            return 2.5
        if box.empty:
            return 0.3
        hints = "".join(hint.plain for hint in element.hints)
        if label and (label in hints or any(hint.plain in label for hint in element.hints)):
            return 2.0
        return -0.6 if label not in self.pattern.labels else -2.0

    def _mixed(self, element: PatternBox, number: int) -> float:
        box = self.returned.boxes[number]
        literals = literals_in(element.pieces)
        text = plain(box.text)
        found = sum(min(len(one.plain), 6) for one in literals if one.plain in text)
        whole = sum(min(len(one.plain), 6) for one in literals)
        if found:
            return 3.0 * found / whole
        if any(hint.plain in text for hint in element.hints):
            return 1.5
        return -1.0 if text else -0.2

    def _slot(self, element: PatternBox, number: int) -> float:
        box, label = self.returned.boxes[number], self.returned.labels[number]
        if box.empty:
            return 0.5
        if box.pictures and not box.lines:
            return -0.5
        if label in self.pattern.labels:
            return -0.6
        if element.hints and any(hint.plain in plain(box.text) for hint in element.hints):
            return 2.5
        first = element.targets[0].slot
        if len(element.targets) == 1 and tells(self.pattern, first):
            return 1.1 if fits(self.pattern, first, " ".join(box.lines)) else 0.4
        return 0.7

    def in_list(self, element: PatternList, number: int) -> float:
        """Of a returned box as one of a list's."""
        box, label = self.returned.boxes[number], self.returned.labels[number]
        tabled = element.boxes[0].box.table > 0
        if label and label in self.pattern.labels and not element.tabular:
            return -2.0
        if tabled and not box.table and not self._of_picture(number):
            return -2.0
        fitting = 0.0 if (box.table > 0) == tabled else -0.6
        if box.pictures:
            return fitting + (1.5 if element.pictured else -0.5)
        if box.empty:
            return fitting + 0.15
        if any(one.plain in label for one in element.wordings):
            return 1.5
        return fitting + (0.5 if tabled or element.pictured else 0.3)

    def _of_picture(self, number: int) -> bool:
        """Whether a paragraph outside tables holds a picture, or stands behind one that does."""
        near = self.returned.boxes[max(0, number - 1) : number + 1]
        return any(box.pictures and not box.table for box in near)

    def without(self, element: Element) -> float:
        """Of a form that lacks an element."""
        if isinstance(element, PatternList) or element.optional:
            return 0.0
        if element.empty:
            return -0.05
        free_text = (
            not element.box.table and not element.wording and any(map(is_text, element.pieces))
        )
        if free_text:
            return -0.1  # a free paragraph without text is not there at all
        return -1.0 if element.wording else -0.4

    def besides(self, number: int) -> float:
        """Of a returned box that is none of the template's."""
        return -0.1 if self.returned.boxes[number].empty else -0.9

    def merged(self, elements: tuple[PatternBox, ...], number: int) -> float:
        """Of neighbouring boxes of the template merged into a returned one."""
        typed = Typed.of(self.returned.boxes[number].lines)
        worth, at = -0.3, 0
        for element in elements:
            if not element.fixed:
                worth += 0.3
                continue
            start = typed.plain.find(element.wording, at)
            if start < 0:
                return NEVER
            at = start + len(element.wording)
            worth += _label_inside(typed, start, at)
        return worth


def _label_inside(typed: Typed, start: int, end: int) -> float:
    """Of a label that stands in a box with other text, from start to end of what is compared."""
    before = start == 0 or bool(typed.between(start, start))
    rest = typed.plain[end:]
    behind = not rest or rest.startswith(":") or bool(typed.between(end, end))
    if before and behind:
        return 2.0 + 0.1 * min(end - start, 10)
    if rest.startswith("(") and rest.endswith(")"):
        return NEVER
    return 1.4 if start == 0 else 0.3
