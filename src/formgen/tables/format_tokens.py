"""A spreadsheet's number format code → its sections of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache


class FormatError(Exception):
    """The code asks for something that is not understood, so nothing is shown for it."""


class Kind(Enum):
    """What a token of a format code stands for."""

    LITERAL = auto()
    PAD = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    TEXT = auto()
    GENERAL = auto()
    DATE = auto()
    ELAPSED = auto()
    HALF_DAY = auto()
    CHINESE = auto()
    SYSTEM_DATE = auto()
    SYSTEM_TIME = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token; its text is what it prints, or the letters of the code in lower case."""

    kind: Kind
    text: str


Section = tuple[Token, ...]

_SCANNER = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<pad>.) | \*(?P<fill>.)
  | \[(?P<bracket>[^\]]*)\]
  | (?P<general>General) | (?P<halfday>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
  | (?P<date>y+|m+|d+|h+|s+|e+|aaaa)
  | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%)
  | (?P<text>@) | (?P<section>;) | (?P<literal>[^A-Za-z"\\_*\[\]!])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_BRACKETS = (
    (re.compile(r"h+|m+|s+", re.IGNORECASE), Kind.ELAPSED),
    (re.compile(r"\$-(0*)804", re.IGNORECASE), Kind.CHINESE),
    (re.compile(r"\$-(x-sysdate|F800).*", re.IGNORECASE), Kind.SYSTEM_DATE),
    (re.compile(r"\$-(x-systime|F400).*", re.IGNORECASE), Kind.SYSTEM_TIME),
)
_NO_MEANING = re.compile(
    r"(black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|\$-(0*409|en-US))", re.IGNORECASE
)
_CURRENCY = re.compile(r"\$([^-]+)(?:-[0-9A-F]+)?", re.IGNORECASE)

_PLAIN = {
    "pad": Kind.PAD,
    "digit": Kind.DIGIT,
    "point": Kind.POINT,
    "comma": Kind.COMMA,
    "percent": Kind.PERCENT,
    "text": Kind.TEXT,
    "general": Kind.GENERAL,
    "quoted": Kind.LITERAL,
    "escaped": Kind.LITERAL,
    "literal": Kind.LITERAL,
}


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a code, at most four: positive, negative, zero, text.

    Raises:
        FormatError: a condition, an exponent, Chinese numerals ([DBNum1]), a calendar or
            language other than Chinese and English, a letter that means nothing, or an
            `!`, which English Excel prints and Chinese Excel takes for a backslash.
    """
    sections: list[list[Token]] = [[]]
    position = 0
    while position < len(code):
        match = _SCANNER.match(code, position)
        if match is None or match.lastgroup == "exponent":
            raise FormatError(code)
        position = match.end()
        if match.lastgroup == "section":
            sections.append([])
        else:
            sections[-1].extend(_tokens(match))
    if len(sections) > 4:
        raise FormatError(code)
    return tuple(tuple(section) for section in sections)


def _tokens(match: re.Match[str]) -> list[Token]:
    """The token of a match; none for what does not show."""
    group = match.lastgroup or ""
    text = match[group]
    match group:
        case "fill":
            return []
        case "bracket":
            return _bracket(text)
        case "date":
            return [Token(Kind.DATE, text.lower())]
        case "halfday":
            return [Token(Kind.HALF_DAY, text)]
    return [Token(_PLAIN[group], text)]


def _bracket(text: str) -> list[Token]:
    """The token of a bracket: elapsed time, language, colour or currency."""
    if _NO_MEANING.fullmatch(text):
        return []
    for pattern, kind in _BRACKETS:
        if pattern.fullmatch(text):
            return [Token(kind, text.lower())]
    currency = _CURRENCY.fullmatch(text)
    if currency is None:
        raise FormatError(text)
    return [Token(Kind.LITERAL, currency[1])]
