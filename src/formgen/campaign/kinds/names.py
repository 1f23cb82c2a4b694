"""Names of persons → the same with one kind of middle dot and no spaces for looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formgen.campaign.kinds.base import Fault, Raw, Setting, shown, text_of, visible
from formgen.campaign.kinds.text import CheckedText

_HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ue000-\uf8ff"
    "\uf900-\ufaff\ufe00-\ufe0f\U00020000-\U0003ffff\U000e0100-\U000e01ef\U000f0000-\U0010fffd"
)
"""Characters of Chinese names: ideographs of every block, Yi, variation selectors, and the
private areas, where old input methods put rare characters; whether they print is seen later."""
_MARKS = "\u0300-\u036f\u0f00-\u0fff\u1800-\u18af"
"""What Latin, Tibetan and Mongolian names are written with beside letters."""
_LATIN = "A-Za-z\u00c0-\u024f\u0300-\u052f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
_ANY_LETTER = r"[^\W\d_]"
_SPACE = r"[^\S\n]"
_DOTS = "・･•．.‧∙⋅●·"
"""What is typed for the middle dot of minority names, U+00B7."""
_DOT = f"{_SPACE}*[{_DOTS}]+{_SPACE}*"

_PLAIN_NAMES = re.compile(f"[{_HAN}]+(?:[·、][{_HAN}]+)*")
"""What nearly all names are; nothing is to be said of them."""
_DOT_IN_NAME = re.compile(
    f"(?<=[{_HAN}]){_DOT}(?={_ANY_LETTER}|[{_HAN}])|(?<={_ANY_LETTER}){_DOT}(?=[{_HAN}])"
)
_SPACED = re.compile(f"(?<![{_HAN}])[{_HAN}]+(?:{_SPACE}+[{_HAN}]+)+")
_NUMERALS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218b"
    "\u2460-\u24ff\u2776-\u2793\u3200-\u33ff"
)
"""Numbers in circles and the like, which regular expressions take for letters."""
_STRANGE = re.compile(f"(?!{_ANY_LETTER})[^\t \u00a0\u3000·'’.\\-{_HAN}{_MARKS}]|[{_NUMERALS}]")
_MISPLACED = re.compile(f"(?<![{_LATIN}])['’.-]|^·|·$")
"""Marks of foreign names behind no foreign letter, and a dot that parts nothing."""
_COMPOUND_SURNAME = re.compile(
    "欧阳|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|"
    "公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|端木|令狐|呼延|纳兰"
)
"""Surnames of two characters, behind which a space may stand for looks."""


class PersonName(CheckedText):
    """A person's name, or several parted by 、; no character of it is ever replaced."""

    name = "姓名"

    def accepted(self, text: str) -> str:
        """The names, middle dots as U+00B7, without spaces between Chinese characters.

        Raises:
            Fault: V27 where something stands in it that no name has.
        """
        if _PLAIN_NAMES.fullmatch(text):
            return text
        names = [_tidy(name) for name in text.split("、")]
        for name in names:
            if what := _not_of_a_name(name):
                raise Fault("V27", value=shown(text), what=what)
        return "、".join(names)

    def remarks(self, raw: Raw, setting: Setting) -> Iterator[Fault]:
        """V28 where the name is printed otherwise than it was typed."""
        text = visible(text_of(raw)).strip()
        if not text or _PLAIN_NAMES.fullmatch(text):
            return
        used = "、".join(_tidy(name) for name in text.split("、"))
        if used != text:
            yield Fault("V28", value=shown(text), what=_what_changed(text), used=shown(used))


def _tidy(name: str) -> str:
    """One name with · for its dots, and joined where a space stands only for looks."""
    dotted = _DOT_IN_NAME.sub("·", name.strip(" \t\u3000\u00a0"))
    return _SPACED.sub(lambda found: _joined(found[0]), dotted)


def _joined(spaced: str) -> str:
    """Chinese characters without their spaces, unless they look like two names."""
    parts = spaced.split()
    apart = all(len(part) > 1 for part in parts) and not _COMPOUND_SURNAME.fullmatch(parts[0])
    return spaced if apart else "".join(parts)


def _not_of_a_name(name: str) -> str:
    """What stands in a tidied name that no name has; empty if nothing does."""
    if not name:
        return "多余的“、”"
    if strange := _STRANGE.search(name) or _MISPLACED.search(name):
        mark = strange[0]
        return "数字" if mark.isdigit() else "换行" if mark == "\n" else f"“{mark}”"
    return "空格，看不出是一个人还是几个人" if _SPACED.search(name) else ""


def _what_changed(text: str) -> str:
    """What a name that is printed otherwise was typed with."""
    dots = dict.fromkeys(re.findall(f"[{_DOTS}]", text))
    wrong = [f"间隔点写成了“{dot}”" for dot in dots if dot != "·"]
    spaced = ["中间有空格"] if len(text.split()) > 1 else []
    return "，".join(spaced + wrong) or "有重复的间隔点"
