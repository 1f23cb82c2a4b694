"""What a form says against what is known of an entry → whether they can be the same one's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from formgen.campaign import FieldDefinition
from formgen.campaign.kinds import KINDS
from formgen.campaign.kinds.base import Raw, is_blank
from formgen.collect.keys import key_of

_NOT_TELLING = frozenset({"单选", "多选", "单选可填", "推荐单位", "照片", "图片", "附件", "整数"})
"""Kinds in which two entries may well agree, or one entry differ from form to form."""
_SURE = frozenset({"身份证号"})
"""Kinds in which only one person agrees."""
_LONG_WEIGHT = 3
"""Two cases of one unit share contact and dates, but not their texts."""
_LEAST_COMPARED = 3
"""Fields; one text written anew makes no other person."""
_DIFFERENT = 0.34
"""With a smaller share of agreeing values two forms of one name are two namesakes'."""
_RENAMED = 0.6
"""So great a share shows that an entry with quite another name is the same."""
_NAMES_ALIKE = 50.0
"""How like two names must be (0 to 100) for one to be a correction of the other."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two writings of an entry agree in what tells entries apart."""

    compared: int = 0
    agreeing: int = 0
    """Both by weight."""
    fields: int = 0
    """How many fields were compared."""
    sure: bool | None = None
    """Whether their identity numbers agree; None where one has none."""

    @property
    def share(self) -> float:
        """Share of agreeing values, 0 to 1; 1 where there is nothing to compare."""
        return self.agreeing / self.compared if self.compared else 1.0

    @property
    def namesakes(self) -> bool:
        """Whether two forms of one name are of two entries."""
        if self.sure is not None:
            return not self.sure and self.share <= 0.5
        return self.fields >= _LEAST_COMPARED and self.share < _DIFFERENT

    @property
    def proven(self) -> bool:
        """Whether they plainly are of one entry."""
        if self.sure is not None:
            return self.sure
        return self.fields >= _LEAST_COMPARED and self.share >= _RENAMED

    def renamed(self, one: str, other: str) -> bool:
        """Whether two names can be one entry's: one of them corrected, not another's form."""
        if key_of(one) == key_of(other):
            return True
        if self.sure is not None:
            return self.sure
        similar = fuzz.ratio(key_of(one), key_of(other)) >= _NAMES_ALIKE
        return self.share >= (_DIFFERENT if similar else _RENAMED)


def agreement(
    one: Mapping[str, Raw],
    other: Mapping[str, Raw],
    fields: Sequence[FieldDefinition],
    same: Callable[[str, Raw, Raw], bool],
) -> Agreement:
    """How far two writings of an entry agree.

    Args:
        one: values by field.
        other: values by field.
        fields: those that may be compared: not name and unit.
        same: whether two values of a field say the same.
    """
    compared = agreeing = count = 0
    sure: bool | None = None
    for field in fields:
        first, second = one.get(field.name, ""), other.get(field.name, "")
        if field.kind in _NOT_TELLING or is_blank(first) or is_blank(second):
            continue
        alike = same(field.name, first, second)
        weight = _LONG_WEIGHT if KINDS[field.kind].long else 1
        count += 1
        compared += weight
        agreeing += weight if alike else 0
        if field.kind in _SURE:
            sure = alike
    return Agreement(compared, agreeing, count, sure)
