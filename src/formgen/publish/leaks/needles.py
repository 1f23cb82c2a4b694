"""A private value → what of it is looked for, and how.

Only what is distinctive can be told from ordinary text. What to look for is seen from the
value's shape:

- **Numbers** (identity, telephone, codes, counts) by their digits, however they are parted. Of
  fewer than five digits, not counting noughts at the end, they may be anything, and are not
  looked for. Below nine they have to stand alone; longer ones are found inside longer rows of
  digits and in bytes too. A telephone number is also known without the country, the area and
  the extension. Numbers of seven digits and more inside a text are looked for by themselves.
- **Dates and months** by what they mean: 1990.05, 1990-05, 1990年5月 and 199005 are one. A month
  is not found in a full date: a day of that month is not what the cell said.
- **Texts** of eight characters and more, spaces not counted, anywhere: addresses, e-mail, links
  without their http://. Long ones sentence by sentence, of at least ten characters, and long
  sentences in pieces between commas of at least thirty, so that a part that was copied is found.
  Shorter sentences and pieces are phrases that every notice uses.
- **Shorter texts**, names above all, as whole words only: what stands between characters that
  are not Chinese, or in a cell, run, attribute or field of its own. Words of one character, and
  of fewer than five letters, are none.

What kinds of fields give no secrets at all is decided in `formgen.publish.secrets`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from formgen.publish.leaks.folding import folded, tight
from formgen.publish.leaks.numbers import phone_spellings
from formgen.publish.leaks.written_dates import whole_date

LEAST_DIGITS = 5
ALONE = 9
"""Numbers of fewer digits must stand alone."""
INNER_DIGITS = 7
"""Numbers of so many digits are looked for though they are only part of a value."""
GRAM = 8
"""Length of the shortest text that is found anywhere."""
LEAST_SENTENCE = 10
LEAST_PIECE = 30
LEAST_LETTERS = 5

HAN = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
    "\U000f0000-\U0010fffd·"
)
"""Characters of Chinese words and names: ideographs, the private areas where old input methods
put rare ones, and the middle dot of minority names."""

_HAN_WORD = re.compile(f"[{HAN}]+")
_OTHER_WORD = re.compile(r"[\w.@-]+")
_NUMBER = re.compile(
    r"[(+]{0,2}\d[\d\s()+-]*x?(?:(?:转|分机|ext\.?)(?:分机)?\s*\d{1,6})?|\d{1,3}(?:,\d{3})+"
)
"""Nothing but a number, as people type it; an extension is part of a telephone number."""
_BETWEEN = re.compile(r"[、/;,|\n]")
_INNER_NUMBER = re.compile(r"\d(?:[ -]{0,2}\d)+x?")
_SENTENCE_END = re.compile("[。!?;…\n]+")
_CLAUSE_END = re.compile("(?<=[,、:])")
_SCHEME = re.compile(r"^[a-z][a-z\d+.]*:/{0,2}(?:www\.)?|^www\.")


@dataclass(frozen=True, slots=True)
class Needles:
    """What is looked for of one value, folded."""

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Digits, and an x at the end of identity numbers."""
    dates: tuple[str, ...] = ()
    """1990-05 or 1990-05-17."""
    pieces: tuple[str, ...] = ()
    """Texts of at least `GRAM` characters, without spaces."""


def needles_of(value: str) -> Needles:
    """What of a value is looked for; nothing where it is not distinctive."""
    text = folded(value).strip()
    if len(text) < 2:
        return Needles()
    if date := whole_date(text):
        return Needles(dates=(date,))
    if text[0] in "(+0123456789" and (numbers := _numbers(text)):
        return Needles(numbers=tuple(dict.fromkeys(filter(_distinctive, numbers))))
    close = tight(text)
    inner = tuple(_inner_numbers(text)) if any(map(str.isdigit, text)) else ()
    if len(close) < GRAM:
        return Needles(words=tuple(_words(text)), numbers=inner)
    return Needles(numbers=inner, pieces=tuple(dict.fromkeys(_pieces(text, close))))


def _numbers(text: str) -> list[str]:
    """The spellings in digits of a value that is nothing but numbers; none where it is not."""
    if _NUMBER.fullmatch(text):
        return list(phone_spellings(text))
    parts = [part.strip() for part in _BETWEEN.split(text)]
    if not all(_NUMBER.fullmatch(part) for part in parts if part):
        return []
    return [spelling for part in parts if part for spelling in phone_spellings(part)]


def _inner_numbers(text: str) -> Iterator[str]:
    for found in _INNER_NUMBER.finditer(text):
        for spelling in phone_spellings(found[0]):
            if len(spelling) >= INNER_DIGITS and _distinctive(spelling):
                yield spelling


def _distinctive(number: str) -> bool:
    return len(number.rstrip("0")) >= LEAST_DIGITS


def _words(text: str) -> Iterator[str]:
    """The words of a short text; one that is only spaced out is one word."""
    close = tight(text)
    if _HAN_WORD.fullmatch(close):
        yield close
        return
    for part in _OTHER_WORD.findall(_SCHEME.sub("", close)):
        if len(part) >= LEAST_LETTERS or (len(part) >= 4 and _HAN_WORD.search(part)):
            yield part.strip(".-")


def _pieces(text: str, close: str) -> Iterator[str]:
    """The texts to be found anywhere: the sentences of a long one, or the whole of a short one."""
    if len(close) < LEAST_SENTENCE or close.isascii():
        bare = _SCHEME.sub("", close).rstrip("/")
        yield bare if len(bare) >= GRAM else close
        return
    sentences = [tight(part) for part in _SENTENCE_END.split(text)]
    long = [sentence for sentence in sentences if len(sentence) >= LEAST_SENTENCE]
    if not long:
        yield close
    for sentence in long:
        yield from _clauses(sentence) if len(sentence) >= 2 * LEAST_PIECE else (sentence,)


def _clauses(sentence: str) -> Iterator[str]:
    """Pieces of a long sentence between commas; what is left at the end goes with the last."""
    piece = last = ""
    for clause in _CLAUSE_END.split(sentence):
        piece += clause
        if len(piece) >= LEAST_PIECE:
            if last:
                yield last
            last, piece = piece, ""
    yield last + piece
