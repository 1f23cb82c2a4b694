"""What stands in a box or between brackets → which sort of mark it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from formgen.campaign.kinds.base import fold
from formgen.collect.signs import BOXES, CROSSES, ROUNDS, SIGNS, TICKS


class Sign(Enum):
    """A sort of mark; what it means may depend on the marks beside the other options."""

    NONE = "nothing at all"
    BOX = "an empty box"
    ROUND = "a circle: an empty box, or a mark where the others are blank"
    CROSS = "a cross: chosen where it is the only sort of mark, else not chosen"
    TICK = "chosen"
    NO = "said not to be chosen"
    BOTH = "a tick and a cross"


_YES = frozenset({"v", "y", "yes", "ok", "1", "是", "有", "对", "选", "选中", "选择", "已选"})
_YES |= frozenset("þürp")  # the tick of a symbol font that is gone
_NO = frozenset({"n", "no", "0", "否", "无", "不", "不选", "-", "--", "—", "——", "/", "\\"})
_CROSS_LETTERS = frozenset({"x"})
_BOX_LETTERS = frozenset({"口", "o"})
_ALL = frozenset(SIGNS)
_WRAPPING = re.compile(r"[\s()（）\[\]【】〔〕_＿\u200b\u2060\ufeff\ufe0e\ufe0f]+")
_APART = re.compile(
    rf"[{BOXES}{ROUNDS}]\s+[{TICKS}{CROSSES}]|[{TICKS}{CROSSES}]\s+[{BOXES}{ROUNDS}]"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """What a slot for a tick holds."""

    sign: Sign
    rest: str = ""
    """What else is written there."""
    apart: bool = False
    """Whether a space parts a mark from an empty box, so that it may be another option's."""


_PLAIN = {"": Marked(Sign.NONE)} | {
    character: Marked(sign)
    for characters, sign in (
        (TICKS, Sign.TICK),
        (CROSSES, Sign.CROSS),
        (ROUNDS, Sign.ROUND),
        (BOXES, Sign.BOX),
    )
    for character in characters
}


def sign_of(text: str) -> Marked:
    """The sort of mark in a text, and what else stands there."""
    if text in _PLAIN:
        return _PLAIN[text]
    bare = _WRAPPING.sub("", text)
    if bare in _PLAIN:
        return _PLAIN[bare]
    marks = {_PLAIN[character].sign for character in bare if character in _ALL}
    rest = "".join(character for character in bare if character not in _ALL)
    sign, rest = _with_letters(marks, rest)
    return Marked(sign, rest, apart=bool(_APART.search(text)))


def _with_letters(marks: set[Sign], rest: str) -> tuple[Sign, str]:
    """The sort of mark that signs and letters make together, and what is no mark."""
    letters = fold(rest).casefold()
    for words, sign in (
        (_YES, Sign.TICK),
        (_CROSS_LETTERS, Sign.CROSS),
        (_BOX_LETTERS, Sign.BOX),
        (_NO, Sign.NO),
    ):
        if letters in words:
            marks, rest = marks | {sign}, ""
    return strongest(marks), rest


def strongest(signs: Collection[Sign]) -> Sign:
    """What several marks in one place mean: a tick in a box is a tick."""
    if Sign.TICK in signs and (Sign.CROSS in signs or Sign.NO in signs):
        return Sign.BOTH
    order = (Sign.TICK, Sign.CROSS, Sign.NO, Sign.ROUND, Sign.BOX)
    return next((sign for sign in order if sign in signs), Sign.NONE)
