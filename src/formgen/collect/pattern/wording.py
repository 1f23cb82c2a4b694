"""Wording as typed → wording to compare, without what people change when they fill in a form."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_QUOTES = dict.fromkeys("“”„‟＂«»「」『』", '"') | dict.fromkeys("‘’‚‛＇`´", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−─ー", "-")
_DOTS = {"。": ".", "．": ".", "｡": ".", "·": ".", "・": ".", "•": "."}
_SAME = _QUOTES | _DASHES | _DOTS | {"、": ",", "〔": "(", "〕": ")", "【": "(", "】": ")"}
_UNSEEN = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})


class _Plain(dict[int, str]):
    """A character's code → what it is compared as; filled as characters come."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _SAME:
            plain = _SAME[character]
        else:
            folded = unicodedata.normalize("NFKC", character).casefold()
            seen = (_SAME.get(one, one) for one in folded)
            plain = "".join(c for c in seen if unicodedata.category(c) not in _UNSEEN)
        self[code] = plain
        return plain


class _Loose(dict[int, str]):
    """The same without punctuation."""

    def __missing__(self, code: int) -> str:
        kept = (c for c in _PLAIN[code] if unicodedata.category(c)[0] != "P")
        loose = self[code] = "".join(kept)
        return loose


_PLAIN, _LOOSE = _Plain(), _Loose()
_COLONS = re.compile(r":+$")
_APART = "\ufdd0"
"""A noncharacter that keeps numbers apart."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,\-/](?=\d)")


@lru_cache(maxsize=8192)
def _short_plain(text: str) -> str:
    return text.translate(_PLAIN)


def plain(text: str) -> str:
    """A wording without spaces, what nobody sees, and the differences of width and quotes."""
    return _short_plain(text) if len(text) < 100 else text.translate(_PLAIN)


@lru_cache(maxsize=8192)
def label_of(text: str) -> str:
    """A label's wording to compare: plain, without the colon behind it."""
    return _COLONS.sub("", plain(text))


@lru_cache(maxsize=8192)
def loose(text: str) -> str:
    """A wording without its punctuation too, numbers kept apart: 1.5 is not 15."""
    return _BETWEEN_DIGITS.sub(_APART, plain(text)).translate(_LOOSE)


def shown(text: str) -> str:
    """A wording as a message quotes it: on one line, its blanks shortened."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as typed and as compared, with the way back."""

    text: str
    """As typed, lines parted by \\n."""
    plain: str
    starts: tuple[int, ...]
    """For each character of `plain` where it stands in `text`."""
    line_starts: frozenset[int]
    """Where lines begin in `plain`."""
    line_ends: frozenset[int]
    """Where lines end in `plain`."""

    @classmethod
    def of(cls, lines: tuple[str, ...]) -> Typed:
        """A box's lines."""
        text = "\n".join(lines)
        compared = text.translate(_PLAIN)
        starts = _starts(text, compared)
        lengths = [len(line) for line in lines]
        ends = list(accumulate(length + 1 for length in lengths))
        plain_ends = [bisect_right(starts, end - 1) for end in ends]
        first = [0, *plain_ends[:-1]]
        return cls(text, compared, starts, frozenset(first), frozenset(plain_ends))

    def between(self, start: int, end: int) -> str:
        """What was typed between the end of one compared stretch and the start of the next.

        Args:
            start: in `plain`; the text begins behind the character before it.
            end: in `plain`; the text ends before the character there.
        """
        first = self.starts[start - 1] + 1 if start else 0
        last = self.starts[end] if end < len(self.starts) else len(self.text)
        return self.text[first:last]


_WORDS = re.compile(r"\S+")


def _starts(text: str, compared: str) -> tuple[int, ...]:
    """For each compared character where it stands in the text."""
    places: list[int] = []
    for word in _WORDS.finditer(text):
        places += range(word.start(), word.end())
    usual = len(places) == len(compared) and all(
        len(_PLAIN[ord(character)]) == 1 for character in set(text) if not character.isspace()
    )
    if usual:  # characters that are compared as none or as several are rare
        return tuple(places)
    return tuple(n for n, character in enumerate(text) for _ in _PLAIN[ord(character)])
