"""A blank with its label, hints and room → a field's definition as campaign.json has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from formgen.adopt.understanding import vocabulary, wording
from formgen.adopt.understanding.found import Blank
from formgen.adopt.understanding.hints import Limits, limits_of, photo_ground, photo_size
from formgen.campaign.kinds import KINDS

_LONG_CHARS = 60
"""A text of more characters than this has more than one paragraph."""
_LONG_HEIGHT = 14.0
_VERY_HIGH = 22.0
"""Millimetres from which a wide cell is for a long text: if its label says so, and in any case."""
_WIDE = 80.0
_WIDE_SHARE = 0.5
_PICTURES = re.compile("图片|照片")
_PICTURES_BESIDE = re.compile("另附.{0,10}(?:图片|照片)")
_WITH_PICTURES = "“{}”还要另附照片或图片，表上没有贴的地方；要一起收，就另加一个“图片”字段"
_PHOTO = (35, 49)
"""Width and height of a photo whose size the form does not tell: 2寸."""
_NOT_IN_COLUMNS = frozenset({"推荐单位", "长文本", "分部长文", "明细", "图片", "照片", "附件"})


@dataclass(frozen=True, slots=True)
class Defined:
    """A field's definition without its name, and what was guessed."""

    kind: str
    more: Mapping[str, object]
    """标签, 提示, 必填 and limits, in the order in which people read them."""
    questions: tuple[str, ...] = ()


def defined(blank: Blank, name: str) -> Defined:
    """What campaign.json says of a blank, but for its name.

    Args:
        blank: the blank.
        name: the field's name, to say what the form prints where that differs.
    """
    limits = limits_of(blank.hints)
    core = wording.without_brackets(blank.label)
    kind, extra, questions = _kind(blank, core, limits)
    more: dict[str, object] = {}
    printed = wording.compact(blank.label)
    if printed != name:
        more["标签"] = printed
    if hint := _hint(blank):
        more["提示"] = hint
    if _required(blank, core, kind):
        more["必填"] = True
    more |= extra
    takes = KINDS[kind].takes
    told = limits.chars if kind not in ("图片", "附件") else {}
    more |= {k: v for k, v in (told | limits.items).items() if k in takes and k not in more}
    if kind == "长文本" and any(map(_PICTURES_BESIDE.search, map(wording.compact, blank.hints))):
        questions = (*questions, _WITH_PICTURES.format(blank.label))
    elif limits.items and "最多数量" not in takes and kind in ("长文本", "文本"):
        most = "、".join(f"{k}{v}" for k, v in limits.items.items())
        questions = (*questions, f"“{blank.label}”的{most}写进了提示，程序不数项数")
    return Defined(kind, _consistent(more), (*blank.questions, *questions))


def column(blank: Blank, name: str) -> dict[str, object]:
    """The definition of a column of a 明细, which takes fewer kinds and no limits."""
    core = wording.without_brackets(blank.label)
    kind, extra, _ = _kind(blank, core, limits_of(blank.hints))
    if kind in _NOT_IN_COLUMNS or "选项来自" in extra:
        kind, extra = "文本", {}
    found: dict[str, object] = {"名称": name, "类型": kind}
    if blank.label != name:
        found["标签"] = blank.label
    return found | extra


def photo_tag_size(blank: Blank) -> tuple[int, int]:
    """Width and height of a printed photo in millimetres, as the form says and its cell allows."""
    width, height = photo_size(blank.hints) or _PHOTO
    room = blank.room
    shrink = min(
        1.0,
        (room.width - 2) / width if room.width > 10 else 1.0,
        (room.height - 1) / height if room.height > 10 else 1.0,
    )
    return int(width * shrink), int(height * shrink)


def _kind(
    blank: Blank, core: str, limits: Limits
) -> tuple[str, dict[str, object], tuple[str, ...]]:
    if blank.kind in ("选项", "单选"):
        return _choice(blank)
    if blank.kind == "分部长文":
        return blank.kind, {"分部": list(blank.parts)}, ()
    if blank.kind == "照片":
        return blank.kind, _photo(blank), ()
    if blank.kind == "图片":
        return blank.kind, {"文件格式": ["JPG", "PNG"]}, ()
    if blank.kind == "日期" and vocabulary.meaning_of(core).kind == "年月":
        return "日期", {}, ()
    if blank.kind:
        return blank.kind, {}, ()
    if limits.options and len(limits.options) > 1:
        return "单选", {"选项": list(limits.options)}, ()
    if blank.unit in vocabulary.COUNTED:
        return "整数", {}, ()
    if blank.unit in vocabulary.MEASURED:
        return "小数", {}, ()
    meaning = vocabulary.meaning_of(core)
    if meaning.kind == "照片":
        return "照片", _photo(blank), ()
    if meaning.kind == "图片" or (limits.items and _asks_for_pictures(blank, limits)):
        return "图片", {"文件格式": ["JPG", "PNG"]}, ()
    if meaning.kind and _long_by_limit(limits) is not True:
        questions = () if meaning.sure else (f"“{blank.label}”当作文本；是日期或年月就请改类型",)
        return meaning.kind, dict(meaning.more), questions
    return _text(blank, core, limits)


def _text(
    blank: Blank, core: str, limits: Limits
) -> tuple[str, dict[str, object], tuple[str, ...]]:
    """A text: long where a limit, the label with the room, or the room alone says so."""
    by_limit = _long_by_limit(limits)
    if by_limit is not None:
        return ("长文本" if by_limit else "文本"), {}, ()
    if any("另附页" in hint or "附页" in hint for hint in blank.hints):
        return "长文本", {}, ()
    room = blank.room
    wide = room.share >= _WIDE_SHARE or room.width >= _WIDE
    worded = vocabulary.LONG.search(core) is not None
    high = room.height >= _LONG_HEIGHT or room.lines > 1 or (room.height == 0 and room.share > 0)
    if vocabulary.SHORT.search(core):
        return "文本", {}, ()
    if wide and ((worded and high) or room.height >= _VERY_HIGH or room.lines > 2):
        questions = () if worded else (f"“{blank.label}”的空格较大，当作长文本",)
        return "长文本", {}, questions
    return "文本", {}, ()


def _long_by_limit(limits: Limits) -> bool | None:
    """Whether the limits say that a text is long; None where they say nothing."""
    if not limits.chars:
        return None
    return max(limits.chars.values()) >= _LONG_CHARS


def _choice(blank: Blank) -> tuple[str, dict[str, object], tuple[str, ...]]:
    options = list(blank.options)
    if blank.many:
        questions = tuple(
            f"“{blank.label}”可以多选，选“{option}”时写的字没有地方记；需要就另加一个文本字段"
            for option in blank.open_options
        )
        return "多选", {"选项": options}, questions
    if blank.open_options:
        return "单选可填", {"选项": options, "可填选项": list(blank.open_options)}, ()
    return "单选", {"选项": options}, ()


def _photo(blank: Blank) -> dict[str, object]:
    found: dict[str, object] = {}
    if size := photo_size((*blank.hints, blank.label)):
        found["照片尺寸"] = {"宽": size[0], "高": size[1]}
    if ground := photo_ground(blank.hints):
        found["底色"] = ground
    return found | {"文件格式": ["JPG", "PNG"]}


def _asks_for_pictures(blank: Blank, limits: Limits) -> bool:
    """Whether a blank is for pictures; those of a long text are handed in beside the form."""
    hints = [_PICTURES_BESIDE.sub("", hint) for hint in map(wording.compact, blank.hints)]
    return any(map(_PICTURES.search, hints)) and _long_by_limit(limits) is not True


def _hint(blank: Blank) -> str:
    if blank.kind == "照片":
        return wording.compact("".join(blank.hints))
    kept = [hint for hint in blank.hints if hint]
    return "；".join(dict.fromkeys(kept))


def _required(blank: Blank, core: str, kind: str) -> bool:
    if any(wording.OPTIONAL.search(hint) for hint in blank.hints) or kind in ("明细", "图片"):
        return False
    return vocabulary.NOT_NEEDED.search(core) is None


def _consistent(more: dict[str, object]) -> dict[str, object]:
    """Limits that contradict each other are left out; the hint still says them."""
    for least, most in (("最少字数", "最多字数"), ("最少数量", "最多数量")):
        low, high = more.get(least), more.get(most)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            more = {k: v for k, v in more.items() if k not in (least, most)}
    return more
