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
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u200e\u200f"
"""Characters without a shape that copying from a web page or a chat brings along."""


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
    wording = _mended(written, quoting=True)
    if wording.open_quote and wording.nested:  # curly quotes that end what straight ones began
        return _mended(written, quoting=False)
    return wording


def _mended(written: str, *, quoting: bool) -> Wording:
    """Mend a tag; `quoting` tells whether curly quotes inside straight ones are text."""
    mended: list[str] = []
    replaced: list[str] = []
    curly = nested = False
    opened = ""
    for character in written:
        straight = _STRAIGHT.get(character, "")
        if opened:
            is_text = quoting and opened in "\"'" and character in CURLY
            ends = straight == _STRAIGHT[opened] and not is_text
            nested = nested or (not ends and character in CURLY)
            curly = curly or (ends and character in CURLY)
            mended.append(straight if ends else character)
            opened = "" if ends else opened
        elif straight or character in PUNCTUATION:
            opened = character if straight else ""
            curly = curly or character in CURLY
            replaced += [character] if character in PUNCTUATION else []
            mended.append(straight or PUNCTUATION[character])
        elif character not in INVISIBLE:
            mended.append(" " if character.isspace() else character)
    return Wording(
        text="".join(mended).strip(),
        replaced=tuple(dict.fromkeys(replaced)),
        invisible=any(character in INVISIBLE for character in written),
        curly=curly,
        nested=nested,
        open_quote=bool(opened),
    )


def named(characters: tuple[str, ...]) -> str:
    """中文括号（ ）和中文逗号，: the punctuation as a reader would call it."""
    groups: dict[str, list[str]] = {}
    for character in characters:
        groups.setdefault(_NAMES.get(character, "全角符号"), []).append(character)
    return "、".join(f"{name}“{' '.join(found)}”" for name, found in groups.items())
