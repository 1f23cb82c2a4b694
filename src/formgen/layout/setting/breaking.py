"""Text and a position → whether a line may break there.

Forbidden characters are LibreOffice 7.4's for zh-CN, with % ％ ° ℃ ‰ ′ ″ ∶, which Word forbids as
well (ECMA-376 part 1, 17.15.1.59: noLineBreaksBefore).
"""

from __future__ import annotations

from formgen.layout.setting.scripts import SPACES, is_word

NO_START = frozenset(
    "!),.:;?]}¢'\"-、。〉》」』】〕〗〞︰︱︳﹐﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝︴︶︸︺︼︾﹀﹂﹄﹏､～￠々‖•·ˇˉ―’”"
    "%°‰′″℃∶％＂＇］"
)
"""Characters no line starts with."""
NO_END = frozenset("([{£¥'\"‵〈《「『【〔〖（［｛￡￥〝︵︷︹︻︽︿﹁﹃﹙﹛﹝“‘$＄")
"""Characters no line ends with."""
HANGING = frozenset("!,.:;?、。！，．：；？")
"""Punctuation that may stand beyond the line's end (悬挂标点)."""
_SPACES = frozenset(SPACES)
_PAIRED = frozenset("—…⸺―")
_SLASHES = frozenset(":/")
ADDRESS_BREAKS = frozenset("/.@?&=_-")
"""Signs after which an address that fills more than a line is cut first."""
_GLUE = frozenset("\u00a0\u2007\u202f\u2011\u2060")


def may_break(text: str, at: int, *, kinsoku: bool = True, inside_words: bool = False) -> bool:
    """Whether a line may end before `text[at]`; both neighbours must be there."""
    before, after = text[at - 1], text[at]
    if after in _SPACES or before in _GLUE or after in _GLUE:
        return False
    if before in _SPACES:
        return True
    if kinsoku and (after in NO_START or before in NO_END):
        return False
    if before == after and before in _PAIRED:
        return False
    if not is_word(after):
        return True
    if not is_word(before):
        return not (before == "’" and at > 1 and is_word(text[at - 2]))
    return inside_words or _may_break_word(text, at, before)


def _may_break_word(text: str, at: int, before: str) -> bool:
    """Inside a word: after a hyphen, and in an address after a slash, though not in "://"."""
    if before == "-":
        return at > 1 and text[at - 2] not in _SPACES
    return before == "/" and at > 1 and text[at - 2] not in _SLASHES and text[at].isalnum()


def after_spaces(text: str, at: int, end: int) -> int:
    """The first position from `at` that is no space, at most `end`."""
    while at < end and text[at] in _SPACES:
        at += 1
    return at


def before_spaces(text: str, at: int, start: int) -> int:
    """The last position down from `at` behind something that is no space, at least `start`."""
    while at > start and text[at - 1] in _SPACES:
        at -= 1
    return at
