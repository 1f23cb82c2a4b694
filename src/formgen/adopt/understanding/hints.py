"""Hints of a form → limits, as campaign.json says them: 不超过200字 → 最多字数 200."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from formgen.adopt.understanding import wording
from formgen.campaign.values import number_of_numeral

_THINGS = "项个条幅张件篇部份名人次例种组款"
_NUMBER = r"(\d{1,6}|[一二两三四五六七八九十百千]{1,7})"
_SPAN = re.compile(rf"{_NUMBER}字?(?:-|—|–|~|～|至|到){_NUMBER}字")
_AT_MOST = re.compile(
    rf"(?:不超过|不得超过|不多于|不超出|控制在|限|最多|至多|上限|≤|<)(?:为|约)?{_NUMBER}(?:个?汉?字|字)|{_NUMBER}(?:个?汉?字)(?:以内|之内|内|以下|为限)"
)
_AT_LEAST = re.compile(rf"(?:不少于|不低于|至少|最少|≥|>){_NUMBER}字|{_NUMBER}字(?:以上|起)")
_ABOUT = re.compile(rf"(?:约|大约){_NUMBER}字|{_NUMBER}字(?:左右|上下)")
_BARE = re.compile(rf"^[（(]?(?:字数)?[:：]?{_NUMBER}字[)）]?$")
_THINGS_SPAN = re.compile(rf"{_NUMBER}(?:-|—|–|~|～|至|到){_NUMBER}[{_THINGS}]")
_THINGS_AT_MOST = re.compile(
    rf"(?:不超过|不得超过|不多于|限填?报?选?|最多选?|至多选?|仅限|限于)(?:择优)?(?:填写|填报|报送|列举|选)?{_NUMBER}[{_THINGS}]|{_NUMBER}[{_THINGS}](?:以内|之内|以下)"
)
_THINGS_AT_LEAST = re.compile(
    rf"(?:不少于|不低于|至少){_NUMBER}[{_THINGS}]|{_NUMBER}[{_THINGS}]以上"
)
_CHOOSE = re.compile(
    r"从(.{3,200}?)(?:等)?(?:这)?[\d一二三四五六七八九十]{0,3}[个种类项者]?(?:类别|选项)?中(?:任?选|选择)"
)

_INCHES: Mapping[str, tuple[int, int]] = {
    "小一寸": (22, 32), "小1寸": (22, 32), "小二寸": (35, 45), "小2寸": (35, 45),
    "大一寸": (33, 48), "大1寸": (33, 48), "一寸": (25, 35), "1寸": (25, 35), "壹寸": (25, 35),
    "二寸": (35, 49), "2寸": (35, 49), "两寸": (35, 49), "贰寸": (35, 49),
}  # fmt: skip
"""Width and height in millimetres; the longer wordings first."""
_GROUND = re.compile(r"([红蓝白])色?(?:底|背景)")


@dataclass(slots=True)
class Limits:
    """What the hints of one blank say."""

    chars: dict[str, int] = field(default_factory=dict)
    """最少字数, 最多字数, 约字数."""
    items: dict[str, int] = field(default_factory=dict)
    """最少数量, 最多数量."""
    options: tuple[str, ...] = ()


def limits_of(hints: Iterable[str]) -> Limits:
    """The limits that the hints of a blank set."""
    limits = Limits()
    for hint in map(wording.compact, hints):
        _chars(hint, limits.chars)
        _items(hint, limits.items)
        if not limits.options:
            limits.options = options_in(hint)
    return limits


def options_in(hint: str) -> tuple[str, ...]:
    """The options a hint lists: 网站平台/账号, or 从甲、乙、丙3类中选择."""
    if choose := _CHOOSE.search(hint):
        options = re.split(r"[、，,/或和]", choose.group(1))
        return tuple(option for option in options if option) if len(options) > 1 else ()
    options = re.split(r"[/／|]", hint.strip("（）()"))
    short = all(0 < len(option) <= 8 and option.isalnum() for option in options)
    return tuple(options) if len(options) > 1 and short else ()


def photo_size(texts: Iterable[str]) -> tuple[int, int] | None:
    """The size of a photo in millimetres, where it is told; 2寸 is 35 × 49."""
    whole = wording.compact("".join(texts))
    return next((size for word, size in _INCHES.items() if word in whole), None)


def photo_ground(texts: Iterable[str]) -> str:
    """The colour a photo's background is to have; empty where any will do."""
    found = _GROUND.search(wording.compact("".join(texts)))
    return found.group(1) if found else ""


def _chars(hint: str, chars: dict[str, int]) -> None:
    if span := _SPAN.search(hint):
        chars.setdefault("最少字数", _value(span.group(1)))
        chars.setdefault("最多字数", _value(span.group(2)))
        return
    for pattern, key in ((_AT_MOST, "最多字数"), (_AT_LEAST, "最少字数"), (_ABOUT, "约字数")):
        if found := pattern.search(hint):
            chars.setdefault(key, _value(next(filter(None, found.groups()))))
    if not chars and (bare := _BARE.match(hint)):
        chars["最多字数"] = _value(bare.group(1))


def _items(hint: str, items: dict[str, int]) -> None:
    if span := _THINGS_SPAN.search(hint):
        items.setdefault("最少数量", _value(span.group(1)))
        items.setdefault("最多数量", _value(span.group(2)))
        return
    for pattern, key in ((_THINGS_AT_MOST, "最多数量"), (_THINGS_AT_LEAST, "最少数量")):
        if found := pattern.search(hint):
            items.setdefault(key, _value(next(filter(None, found.groups()))))


def _value(text: str) -> int:
    """A number in figures or in Chinese."""
    return max(int(text) if text.isdigit() else number_of_numeral(text), 1)
