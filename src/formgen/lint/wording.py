"""What stands inside a tag's braces → the same with half-width punctuation, and what was mended."""

from __future__ import annotations

from dataclasses import dataclass

PUNCTUATION = {
    "（": "(", "）": ")", "，": ",", "、": ",", "。": ".", "．": ".", "｡": ".", "｜": "|",
    "丨": "|", "│": "|", "：": ":", "＝": "=", "－": "-", "—": "-", "–": "-", "＋": "+",
    "＊": "*", "×": "*", "／": "/", "＜": "<", "＞": ">", "！": "!", "【": "[", "】": "]",
    "［": "[", "］": "]", "＂": '"', "＇": "'", "〈": "<", "〉": ">",
}  # fmt: skip
"""Chinese punctuation to what a tag needs in its place."""
_NAMES = {
    "（": "中文括号", "）": "中文括号", "【": "中文方括号", "】": "中文方括号", "，": "中文逗号",
    "、": "顿号", "。": "中文句号", "．": "全角的点", "｜": "全角竖线", "：": "中文冒号",
    "＂": "全角引号", "＇": "全角引号", "！": "中文叹号", "＝": "全角等号",
}  # fmt: skip
CURLY = "“”‘’"
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "＂": '"', "＇": "'", '"': '"', "'": "'"}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Wording:
    """The mended inside of a tag, and what had to be mended."""

    text: str
    replaced: tuple[str, ...] = ()
    """Chinese punctuation outside quotes, each character once."""
    invisible: bool = False
    """Whether it held characters that cannot be seen."""
    curly: bool = False
    """Whether its quotes are curly; these are read as straight ones."""
    nested: bool = False
    """Whether curly quotes stand inside quotes, where they would be taken for the end."""
    open_quote: bool = False
    """Whether a quote is left open."""


def mend(written: str) -> Wording:
    """Mend what a Chinese input method typed; text in quotes stays as it is."""
    mended: list[str] = []
    replaced: list[str] = []
    curly = nested = False
    opened = ""
    for character in written:
        straight = _STRAIGHT.get(character, "")
        if opened:
            ends = straight == _STRAIGHT[opened] and not _is_nested(opened, character)
            nested = nested or (not ends and character in CURLY)
            mended.append(straight if ends else character)
            opened = "" if ends else opened
        elif straight:
            opened = character
            curly = curly or character in CURLY
            if character in PUNCTUATION:
                replaced.append(character)
            mended.append(straight)
        elif character in PUNCTUATION:
            replaced.append(character)
            mended.append(PUNCTUATION[character])
        elif character not in _INVISIBLE:
            mended.append(character)
    text = " ".join("".join(mended).split())
    return Wording(
        text=text,
        replaced=tuple(dict.fromkeys(replaced)),
        invisible=any(character in _INVISIBLE for character in written),
        curly=curly,
        nested=nested,
        open_quote=bool(opened),
    )


def _is_nested(opened: str, character: str) -> bool:
    """Whether a curly quote inside straight ones belongs to the text quoted."""
    return opened in "\"'" and character in CURLY


def named(characters: tuple[str, ...]) -> str:
    """中文括号（ ）和中文逗号，: the punctuation as a reader would call it."""
    groups: dict[str, list[str]] = {}
    for character in characters:
        groups.setdefault(_NAMES.get(character, "全角符号"), []).append(character)
    return "、".join(f"{name}“{' '.join(found)}”" for name, found in groups.items())
