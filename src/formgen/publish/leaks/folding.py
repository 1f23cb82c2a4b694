r"""Text of a file, or a private value → the one spelling in which both are compared.

Folded are: entities (&#24352;), percent signs (%E5%BC%A0) and \u escapes, also one in another;
width and compatibility forms (NFKC), case, dashes and middle dots, numbers in Chinese digits
(一三八〇〇 …); characters that nobody sees,
soft hyphens and variation selectors among them, are taken out. Spaces stay, because words are
told apart by them; `tight` takes them out.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote_to_bytes

from formgen.web.parser import short_references

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef\x00-\x08\x0e-\x1b]"
)
"""Characters without a shape, variation selectors and tags, and controls."""
_DASHES = re.compile("[\u2010-\u2015\u2212\u2500\u30fc]")
_DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u25cf\u30fb]")
_CHINESE_DIGITS = str.maketrans(
    "〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789"
)
_DIGIT = r"[\d〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
_CHINESE_NUMBER = re.compile(f"{_DIGIT}(?:[ -]?{_DIGIT}){{6,}}")
"""A row of digits in either script, as long as a telephone number: shorter ones are words."""
_ESCAPED = re.compile(r"(?:\\{1,4}u[0-9a-fA-F]{4})+")
_UNIT = re.compile("u(....)")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_ROUNDS = 3
"""A link in the JSON of an attribute is escaped three times; nobody writes more."""


def folded(text: str) -> str:
    """The spelling two texts are compared in."""
    text = _unescaped(text)
    if text.isascii():
        return _UNSEEN.sub("", text.lower()) if not text.isprintable() else text.lower()
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = _DOTS.sub("·", _DASHES.sub("-", _UNSEEN.sub("", text.lower())))
    return _CHINESE_NUMBER.sub(lambda found: found[0].translate(_CHINESE_DIGITS), text)


def tight(text: str) -> str:
    """A folded text without spaces and line ends."""
    return "".join(text.split())


def _unescaped(text: str) -> str:
    for _ in range(_ROUNDS):
        before = text
        if "&" in text:
            text = html.unescape(short_references(text))
        if "%" in text:
            text = _PERCENT.sub(_from_percent, text)
        if "\\u" in text:
            text = _ESCAPED.sub(_from_escape, text)
        if text == before:
            break
    return text


def _from_percent(found: re.Match[str]) -> str:
    """The bytes that percent signs stand for, as text; as it was where they are none."""
    content = unquote_to_bytes(found[0])
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return found[0]


def _from_escape(found: re.Match[str]) -> str:
    r"""The characters of \u escapes, of which two may make one."""
    units = bytes.fromhex("".join(_UNIT.findall(found[0])))
    return units.decode("utf-16-be", "replace")
