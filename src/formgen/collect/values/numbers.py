"""A number with its unit behind it → the number, where the unit is the one that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WITH_UNIT = re.compile(r"(\d[\d,.]*)([^\d\s,.].{0,4})")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]{1,6})[）)]")
_COUNTERS = frozenset("人名位个场次篇件项幅张条家所年岁分元届期部套册份")
_COUNTERS |= {"人次", "场次", "平方米"}
_SAME = {"㎡": "平方米", "m2": "平方米", "平米": "平方米", "平方": "平方米", "名": "人", "位": "人"}


def without_unit(text: str, label: str) -> Iterator[str]:
    """The number in front of its unit: 120 of “120人”; nothing where another unit is asked.

    Args:
        text: as typed, on one line.
        label: the form's, which may name the unit: 场地面积（平方米）.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _WITH_UNIT.fullmatch(plain)
    if match is None:
        return
    unit = _same(match[2])
    asked = [_same(one) for one in _IN_BRACKETS.findall(label)]
    persons = {unit, *asked} <= {"人", "人次"}
    if persons or unit in asked or (not asked and unit in _COUNTERS):
        yield match[1].rstrip(",.")


def _same(unit: str) -> str:
    plain = unicodedata.normalize("NFKC", unit).strip()
    return _SAME.get(plain, plain)
