"""Blanks → fields with names of their own, and the blanks that share one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from formgen.adopt.understanding import vocabulary, wording
from formgen.adopt.understanding.found import Blank
from formgen.campaign.references import RESERVED

_LONGEST = 30
_ABOUT = re.compile(r"(?:基本|个人|主要)?(?:信息|情况|资料|概况)$")
_RESERVED_INSTEAD = {"单位": "单位名称", "申报": "申报事项", "活动": "活动名称", "序号": "编号"}
_LISTS = (
    (("称谓", "关系"), "家庭成员"),
    (("院校", "学校"), "教育经历"),
    (("起止", "任职时间", "工作时间"), "工作经历"),
    (("奖项", "奖励", "荣誉", "颁奖", "授予"), "获奖情况"),
    (("成果", "论文", "刊物", "著作"), "主要成果"),
    (("预算", "金额", "支出"), "经费预算"),
    (("姓名",), "人员名单"),
)
"""What a list without a name is, by its columns; the first that fits."""


@dataclass(frozen=True, slots=True)
class Named:
    """A field: its name, and the blanks that print it."""

    name: str
    blank: Blank
    """The one that tells most of it."""
    slots_of: tuple[Blank, ...]
    key: str
    questions: tuple[str, ...] = ()


def named(blanks: Sequence[Blank], covers: frozenset[int]) -> list[Named]:
    """The fields of a form, in its order.

    Args:
        blanks: as found, in the form's order.
        covers: numbers of tables (-1: lines outside) that only repeat what the form asks for.
    """
    merged = _merged([_with_label(blank) for blank in blanks], covers)
    alike: dict[str, list[Blank]] = defaultdict(list)
    for one in merged:
        alike[_base(one[0])].append(one[0])
    taken: set[str] = set()
    turns: Counter[str] = Counter()
    found = []
    for one in merged:
        path = "/".join((*one[0].group, wording.compact(one[0].label)))
        turns[path] += 1
        name, questions = _name(one[0], alike[_base(one[0])], taken)
        taken.add(name)
        found.append(Named(name, _fullest(one), tuple(one), f"{path}#{turns[path]}", questions))
    return found


def column_names(columns: Sequence[Blank]) -> list[str]:
    """Names of a list's columns: labels, the one over them in front where they come twice."""
    counts = Counter(_base(column) for column in columns)
    names: list[str] = []
    for column in columns:
        name = _base(column)
        if counts[name] > 1 and column.group:
            name = _identifier("".join(column.group)) + name
        names.append(_fresh(name, set(names)))
    return names


def _with_label(blank: Blank) -> Blank:
    """A list that nothing names is called by its columns."""
    if blank.label:
        return blank
    labels = [wording.without_brackets(column.label) for column in blank.columns]
    for words, name in _LISTS:
        if any(word in label for label in labels for word in words):
            return replace(
                blank, label=name, questions=(*blank.questions, f"一张没有名称的表当作“{name}”")
            )
    return replace(
        blank, label="明细", questions=(*blank.questions, "一张没有名称的表叫作“明细”，请改名")
    )


def _base(blank: Blank) -> str:
    label = wording.without_brackets(blank.label)
    if label[:1].isdigit() and blank.group:
        label = blank.group[-1] + label  # no name alone: 2022年 of 年度考核结果
    name = _identifier(label) or _identifier(blank.label) or "字段"
    return _RESERVED_INSTEAD.get(name, f"{name}项" if name in RESERVED else name)


def _identifier(text: str) -> str:
    return wording.identifier(text)[:_LONGEST]


def _merged(blanks: Sequence[Blank], covers: frozenset[int]) -> list[list[Blank]]:
    """Blanks grouped into fields: what the cover asks for again below is one field."""
    found: list[list[Blank]] = []
    waiting: dict[str, list[Blank]] = {}
    turns = Counter((wording.compact(blank.label), blank.region) for blank in blanks)
    for blank in blanks:
        label = wording.compact(blank.label)
        cover = waiting.get(label)
        once = not blank.group or turns[label, blank.region] == 1
        if cover is not None and once and _repeats(cover[0], blank):
            cover.append(blank)
            del waiting[label]
            continue
        found.append([blank])
        if blank.region in covers:
            waiting.setdefault(label, found[-1])
    return found


def _repeats(cover: Blank, blank: Blank) -> bool:
    """Whether a blank asks for what the cover asks for."""
    if cover.region == blank.region or blank.kind not in ("", cover.kind) or _whose(blank):
        return False
    if vocabulary.LONG.search(wording.compact(blank.label)):
        return False
    return _same_person(cover, blank)


def _same_person(cover: Blank, blank: Blank) -> bool:
    """Whether the cover's blank is not about somebody else, such as the one to be called."""
    return (
        not cover.person
        or cover.person == blank.person
        or bool(vocabulary.THE_ONE.match(cover.person))
    )


def _fullest(blanks: Sequence[Blank]) -> Blank:
    """The blank that says most: options before limits, the first among equals."""
    return max(
        blanks, key=lambda b: (bool(b.options), bool(b.kind), bool(b.hints), b.room.height > 0)
    )


def _name(blank: Blank, alike: Sequence[Blank], taken: set[str]) -> tuple[str, tuple[str, ...]]:
    """A name of its own: the label, with what tells it from others of that label before it."""
    base = _base(blank)
    if len(alike) > 1 and len({wording.compact(one.label) for one in alike}) == len(alike):
        base = _identifier(blank.label) or base
        alike = [blank]
    told = _whose(blank) or (_difference(blank, alike) if len(alike) > 1 else "")
    name = _joined(_identifier(told), base)[:_LONGEST]
    if name not in taken:
        return name, ()
    name = _fresh(name, taken)
    question = f"“{blank.label}”在表上不止一处，这一处叫“{name}”；如果是同一项，请改成同一个名字"
    return name, (question,)


def _difference(blank: Blank, alike: Sequence[Blank]) -> str:
    """What differs among blanks of one label: their groups, the person or the label before."""
    long = vocabulary.LONG.search(wording.without_brackets(blank.label)) is not None
    ways: tuple[Callable[[Blank], str], ...] = (
        lambda one: _role(one.group[-1]) if one.group else "",
        lambda one: "" if long else one.person,
        lambda one: "" if long else one.before,
        lambda one: "".join(one.group),
    )
    for way in ways:
        values = [way(one) for one in alike]
        if len(set(values)) == len(values):
            return way(blank)
    return ""


def _role(group: str) -> str:
    """Whom a group is about: 监护人信息 is about the 监护人."""
    return _ABOUT.sub("", group) or group


def _joined(before: str, base: str) -> str:
    """Two wordings as one, what ends the first and begins the second said once."""
    if base.startswith(before):
        return base
    shared = next(
        (n for n in range(min(len(before), len(base)), 0, -1) if before[-n:] == base[:n]), 0
    )
    return before + (base[shared:] if shared > 1 else base)


def _whose(blank: Blank) -> str:
    """The person or unit whose label comprises the blank's, where that is not the form's own."""
    over = _role(blank.whose)
    if not vocabulary.PERSON.search(over) or vocabulary.THE_ONE.match(over):
        return ""
    return "" if over in wording.compact(blank.label) else over


def _fresh(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}{n}" for n in count(2) if f"{name}{n}" not in taken)
