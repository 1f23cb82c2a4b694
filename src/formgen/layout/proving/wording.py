"""The words of a printed line → what it is for: a stamp, a signature, a date, or none of these.

A line comes with its gaps: white space of two characters or more, or a tab, parts it in segments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Purpose = Literal["stamp", "signature", "date", ""]

_CLOSED = (
    (re.compile(r"([盖公签印])[^\S\t]+(?=章)"), r"\1"),
    (re.compile(r"(签)[^\S\t]+(?=[字名])"), r"\1"),
    (re.compile(r"([（(])\s+"), r"\1"),
    (re.compile(r"\s+(?=[)）])"), ""),
    (re.compile(r"(?<=\d)[^\S\t]+(?=年)"), ""),
    (re.compile(r"(?<=[年月])[\s_＿]+(?=[月日\d])"), ""),
    (re.compile(r"(?<=\d)\s+(?=[月日])"), ""),
)
"""Words that are spread over a place: 盖　　章, （ 公章 ）, 年　月　日."""
OPENING = "（([〔【"
"""Brackets a caption stands in."""
_GAP = re.compile(r"\t+|[^\S\t]{2,}")
_STAMP = r"(?:盖公?章|公章|签章|印章)处?"
_BRACKETED_STAMP = rf"(?:[^（()）。；]{{0,10}}{_STAMP}|(?:单位)?章)"
_BRACKETED = re.compile(
    rf"(?P<before>[^。；！？，,]{{0,90}}?)"
    rf"(?P<caption>[（(\[〔【]{_BRACKETED_STAMP}[)）\]〕】])"
    r"(?:[：:].*)?"
)
"""（单位公章）, 推荐单位（盖章）：, 推荐单位：徐州市委网信办（盖章）."""
_BARE = re.compile(rf"(?P<before>[^。；！？，,、（()）]{{0,8}}?)(?P<caption>加?{_STAMP})[：:]?")
"""盖章, 单位公章, 主管部门盖章：; no sentence."""
_SENTENCE = re.compile(r"[由请须需将并后的]")
"""What a caption never says, and a short sentence does."""
_BEHIND_SENTENCE = re.compile(
    rf"(?:(?<=[。；！？])|(?<=[。；！？][”’」』）)]))[^\S\t]?"
    rf"(?=[（(\[〔【](?![^）)]*{_SENTENCE.pattern}){_BRACKETED_STAMP}[)）\]〕】]"
    r"[：:]?(?:\s*$|\t|[^\S\t]{2}))"
)
"""Where a caption follows a sentence without a gap: 同意推荐。（盖章）; not （须加盖公章）."""
_PERSON = re.compile(r"(?:人|者|代表|家长|导师|姓名)[：:]?$")
"""Who signs; what stands behind it is a personal seal, which is small."""
_SIGNATURE = re.compile(
    r"[^。；！？，,]{0,16}?(?:[（(](?:签字|签名|手签|签章)[)）]|签字|签名|签章|签署)"
    r"(?:[（(][^（()）]{0,8}[)）])?(?:[：:][^。；！？，,]{0,12})?|"
    r"(?:单位)?(?:负责|经办|审核|填表|主管|推荐|申报)人[：:][^。；！？，,]{0,8}"
)
_DATE = re.compile(
    r"(?:(?:填表|填报|申报|签署|盖章)?(?:日期|时间)[：:])?"
    r"(?:(?:\d{2,4}|[〇○零一二三四五六七八九]{2,4}|[xX×]+)?年"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[xX×]+)?月"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[xX×]+)?日|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
)
_BLANKS = re.compile(r"[\s_＿]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a segment of a line is for."""

    purpose: Purpose
    caption: str = ""
    """Of a stamp or signature: the words that ask for it, as printed, without spaces."""
    before: str = ""
    """What stands before brackets, or before 盖章 in the caption; without spaces and colon."""


@lru_cache(maxsize=1024)
def wordings(line: str) -> tuple[Wording, ...]:
    """What each segment of a line is for, from the left; forms say the same over and over.

    A line in which a sentence stands has no segment that asks for a stamp, unless a gap parts
    them or a caption in brackets follows at its end: 同意推荐。　　（盖章）, 同意推荐。（盖章）.
    """
    for spread, closed in _CLOSED:
        line = spread.sub(closed, line)
    line = _BEHIND_SENTENCE.sub("\t", line)
    segments = (_BLANKS.sub("", segment) for segment in _GAP.split(line))
    return tuple(_wording(segment) for segment in segments if segment)


def is_signature(text: str) -> bool:
    """Whether words without spaces ask for a signature."""
    return _SIGNATURE.fullmatch(text) is not None


def _wording(segment: str) -> Wording:
    if _DATE.fullmatch(segment):
        return Wording("date")
    found = _BRACKETED.fullmatch(segment) or _bare(segment)
    if found:
        before = found["before"].rstrip("：:")
        purpose: Purpose = "signature" if _is_personal(found) else "stamp"
        caption = found["caption"]
        if caption[0] not in OPENING:
            caption = before + caption
        return Wording(purpose, caption, before)
    if _SIGNATURE.fullmatch(segment):
        return Wording("signature", segment.rstrip("：:"))
    return Wording("")


def _is_personal(found: re.Match[str]) -> bool:
    who = found["before"] or found["caption"][1:-3]
    return "公章" not in found["caption"] and _PERSON.search(who) is not None


def _bare(segment: str) -> re.Match[str] | None:
    found = _BARE.fullmatch(segment)
    return None if found is None or _SENTENCE.search(found["before"]) else found
