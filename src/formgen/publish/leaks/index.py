"""Secrets → an index that finds all of them in one pass over a text.

Words, numbers and dates are looked up as they come in the text. Texts are known by the hashes of
their first and last eight characters: where both stand in a text, which among ordinary prose is
rare, the whole is looked for. So time grows with text and secrets, never with their product, and
long texts cost twenty-four bytes a sentence.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, count

from formgen.publish.leaks.model import DIGEST, Level, Secret
from formgen.publish.leaks.needles import ALONE, GRAM, needles_of
from formgen.publish.leaks.view import View, joined_numbers_in, numbers_in
from formgen.publish.leaks.words import words_in
from formgen.publish.leaks.written_dates import written_dates


@dataclass(frozen=True, slots=True)
class Hit:
    """A secret in a view."""

    passage: int
    secret: int
    needle: str
    """What was found of it, folded."""


@dataclass(frozen=True, slots=True)
class Index:
    """What to look for; of values that several entries share, the first entry's stands."""

    secrets: tuple[Secret, ...]
    words: Mapping[str, int]
    numbers: Mapping[str, int]
    lengths: tuple[int, ...]
    """Of the numbers that are found inside longer ones, in ascending order."""
    dates: Mapping[str, int]
    digests: Mapping[str, int]
    firsts: array[int]
    """Hashes of the first characters of the texts."""
    lasts: array[int]
    """Hashes of the last characters of the same."""
    owners: array[int]
    """The secrets they are of."""
    personal: frozenset[str]
    """Needles that only the organiser's own contacts can make public: numbers and e-mail."""

    @classmethod
    def of(cls, secrets: Iterable[Secret]) -> Index:
        """An index of secrets."""
        kept: list[Secret] = []
        words: dict[str, int] = {}
        numbers: dict[str, int] = {}
        dates: dict[str, int] = {}
        digests: dict[str, int] = {}
        personal: set[str] = set()
        firsts, lasts, owners = array("q"), array("q"), array("L")
        for number, secret in enumerate(secrets):
            kept.append(secret)
            if secret.value.startswith(DIGEST):
                digests.setdefault(secret.value.removeprefix(DIGEST), number)
                continue
            needles = needles_of(secret.value)
            if secret.personal:
                personal.update(needles.numbers, (one for one in needles.pieces if "@" in one))
            _note(words, needles.words, number)
            _note(numbers, needles.numbers, number)
            _note(dates, needles.dates, number)
            firsts.extend(hash(piece[:GRAM]) for piece in needles.pieces)
            lasts.extend(hash(piece[-GRAM:]) for piece in needles.pieces)
            owners.extend(number for _ in needles.pieces)
        lengths = tuple(sorted({len(number) for number in numbers if len(number) >= ALONE}))
        return cls(
            tuple(kept), words, numbers, lengths, dates, digests,
            firsts, lasts, owners, frozenset(personal),
        )  # fmt: skip

    def hits(self, view: View, level: Level) -> Iterator[Hit]:
        """Every secret that stands in the view's passages, some of them several times."""
        if level is Level.DIGEST:
            for number, passage in enumerate(view.passages):
                if (secret := self.digests.get(passage.text)) is not None:
                    yield Hit(number, secret, passage.text)
            return
        yield from self._numbers(view, alone=level is Level.TEXT)
        yield from self._pieces(view)
        if level is Level.TEXT:
            yield from self._words_and_dates(view)

    def _words_and_dates(self, view: View) -> Iterator[Hit]:
        text = view.spaced
        for found, known in (
            (words_in(text.text), self.words),
            (written_dates(text.text), self.dates),
        ):
            for position, needle in found:
                if (secret := known.get(needle)) is not None:
                    yield Hit(text.passage_at(position), secret, needle)

    def _numbers(self, view: View, *, alone: bool) -> Iterator[Hit]:
        least = 1 if alone else ALONE
        for position, row in numbers_in(view.spaced.text):
            if len(row) >= least:
                for needle in self._known(row):
                    yield Hit(view.spaced.passage_at(position), self.numbers[needle], needle)
        for position, row in joined_numbers_in(view.close.text):
            for needle in self._known(row) if len(row) >= ALONE else ():
                yield Hit(view.close.passage_at(position), self.numbers[needle], needle)

    def _known(self, row: str) -> Iterator[str]:
        """The numbers that a row of digits is, or that are long enough to be found inside it."""
        if row in self.numbers:
            yield row
        for length in self.lengths:
            if length > len(row):
                break
            for start in range(len(row) - length + 1):
                if (part := row[start : start + length]) in self.numbers and part != row:
                    yield part

    def _pieces(self, view: View) -> Iterator[Hit]:
        text = view.close.text
        grams = {hash(text[at : at + GRAM]) for at in range(len(text) - GRAM + 1)}
        asked: set[int] = set()
        begun = compress(count(), map(grams.__contains__, self.firsts))  # a loop of C's
        for at in begun:
            owner = self.owners[at]
            if self.lasts[at] in grams and owner not in asked:
                asked.add(owner)
                for piece in needles_of(self.secrets[owner].value).pieces:
                    if hash(piece[:GRAM]) in grams and (found := text.find(piece)) >= 0:
                        yield Hit(view.close.passage_at(found), owner, piece)


def _note(known: dict[str, int], needles: Iterable[str], secret: int) -> None:
    for needle in needles:
        known.setdefault(needle, secret)
