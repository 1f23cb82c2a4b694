"""Folded text → the words in it that may be a name or another short value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formgen.publish.leaks.needles import HAN

_HAN_WORD = re.compile(f"[{HAN}]{{2,}}")
_OTHER_WORD = re.compile(r"[\w.@-]{4,}")
_LATIN_WORD = re.compile(r"[a-z\d_.@-]{4,}")
_SPACED_OUT = re.compile(rf"(?<![{HAN}])[{HAN}]{{1,3}}(?:\s{{1,4}}[{HAN}]{{1,3}})+(?![{HAN}])")
_MOST_PARTS = 4
_LONGEST = 7
_LABELLED = re.compile(
    "(?:联系人员?|姓名|负责人|经办人|填[表报]人|审[核批]人|申报人|推荐人|收件人|作者|咨询|致)?"
    "(.{2,7}?)"
    "(?:同志|先生|女士|老师|收|的?(?:联系)?(?:电话|方式)|手机号?码?)?"
)
"""What stands directly at a name: 联系人张三电话 …"""
_ADDRESSED = re.compile(f"(?=([{HAN}]{{2,4}})(?:同志|先生|女士|老师|主任|科长|处长))")
_APPROACHED = re.compile(f"(?:与|找|向|请|由|和|致电|联系|咨询)(?=([{HAN}]{{3,4}}))")
"""What makes a name of the characters before or behind it, within a sentence: 请与张小三联系.
A verb or preposition does so only of three characters: 与文明 … is no name."""


def words_in(text: str) -> Iterator[tuple[int, str]]:
    """Each whole word, with the name in it where a label or a title is written to it.

    Names that are spaced out for looks (张　三) are words too.
    """
    for found in _HAN_WORD.finditer(text):
        yield found.start(), found[0]
        if len(found[0]) > 3 and (labelled := _LABELLED.fullmatch(found[0])):
            yield found.start(), labelled[1]
    for found in _ADDRESSED.finditer(text):
        yield from _ends_of(found.start(1), found[1])
    for found in _APPROACHED.finditer(text):
        yield found.start(1), found[1]
        yield found.start(1), found[1][:3]
    for found in _OTHER_WORD.finditer(text):
        yield found.start(), found[0].strip(".-")
    for found in _LATIN_WORD.finditer(text):
        yield found.start(), found[0].strip(".-")
    for found in _SPACED_OUT.finditer(text):
        for name in _joined(found[0].split()):
            yield found.start(), name


def _ends_of(start: int, text: str) -> Iterator[tuple[int, str]]:
    """The text and what it ends with, down to two characters: one of them may be the name."""
    for at in range(len(text) - 1):
        yield start + at, text[at:]


def _joined(parts: list[str]) -> Iterator[str]:
    """Neighbouring parts as one word."""
    for start in range(len(parts) - 1):
        name = parts[start]
        for part in parts[start + 1 : start + _MOST_PARTS]:
            name += part
            if len(name) > _LONGEST:
                break
            yield name
