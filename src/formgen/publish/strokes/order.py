"""Names → their order by 姓氏笔画: count of strokes, stroke sequence, then the given name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from formgen.publish.strokes.surnames import split_name
from formgen.publish.strokes.table import StrokeTable, stroke_table

Rank = tuple[int, str, str]
"""Where a character stands: place in the table, strokes within a gap of it, the character."""
NameKey = tuple[tuple[Rank, ...], bool, tuple[Rank, ...]]
"""Surname, whether a longer given name follows a single one, given name."""

_UNKNOWN = 1_000_000
_LETTERS = _UNKNOWN + 1
_CHINESE = frozenset({"Lo", "Lm", "Nl", "Co", "Cn"})
"""Unicode categories of what may be a Chinese character: 々, 〇, private use and newer ones too."""


@dataclass(frozen=True, slots=True)
class StrokeOrder:
    """姓氏笔画 order over our table and a campaign's own 笔画.

    By the surname: fewer strokes first, then the strokes 横竖撇点折 one by one, then the standard's
    order of characters with the same strokes (GF 3003-1999, 通用规范汉字表). A compound surname is
    compared by its first character, then its second, and follows the single one. Then the given
    name in the same way, character by character, a shorter one before a longer one that begins
    alike. Characters without data follow all others, and letters, digits and signs follow those,
    letters alphabetically.
    """

    table: StrokeTable
    extra: Mapping[str, Rank]

    @classmethod
    def open(cls, extra: Mapping[str, str]) -> Self:
        """The order with a campaign's own strokes.

        Args:
            extra: 笔画 of campaign.json, character to digits 1横 2竖 3撇 4点 5折. They go before
                our data; such a character stands behind those of the table with the same strokes.
        """
        table = stroke_table()
        ranks: dict[str, Rank] = {}
        for given, digits in extra.items():
            character = unicodedata.normalize("NFKC", given)
            ranks[character] = (table.place_of(digits), digits, character)
        return cls(table, ranks)

    def key(self, name: str, *, single_first: bool) -> NameKey:
        """What to sort a name by; equal keys stay as they were.

        Args:
            name: blanks in it do not count, nor does the dot of 迪丽热巴·某某.
            single_first: 单名在前, as 党代会 and 政协 sort: within one surname, given names of one
                character come first. Otherwise, as 人大 sorts, they are compared directly.
        """
        surname, given = split_name(name)
        ranks = tuple(map(self._rank, surname))
        later = single_first and len(given) > 1 and ranks[0][0] < _LETTERS
        return ranks, later, tuple(map(self._rank, given))

    def unknown(self, name: str) -> str:
        """The Chinese characters of a name whose strokes are not known, each once, in order."""
        characters = dict.fromkeys("".join(split_name(name)))
        return "".join(each for each in characters if self._rank(each)[0] == _UNKNOWN)

    def _rank(self, character: str) -> Rank:
        if own := self.extra.get(character):
            return own
        if place := self.table.places.get(character):
            return place, "", ""
        if unicodedata.category(character) in _CHINESE:
            return _UNKNOWN, "", character
        return _LETTERS, _letter(character), ""


def _letter(character: str) -> str:
    """A letter as it is sorted: é as e, in either case."""
    return unicodedata.normalize("NFD", character)[0].casefold()
