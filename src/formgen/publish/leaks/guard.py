"""What is private and what is public anyway → the leaks of a file that is to be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from formgen.publish.leaks.boxes import boxed_numbers
from formgen.publish.leaks.files import NOTHING, passages_of
from formgen.publish.leaks.index import Hit, Index
from formgen.publish.leaks.model import Leak, Level, Passage, Secret
from formgen.publish.leaks.needles import GRAM, INNER_DIGITS
from formgen.publish.leaks.numbers import phone_spellings
from formgen.publish.leaks.patterns import personal_numbers
from formgen.publish.leaks.view import View, numbers_in, views

MOST_LEAKS = 100
"""No more are told of one file: the cause of so many is one."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Holds files against the private values of a campaign.

    A private value that is public too is no leak: the telephone of a unit's contact that
    campaign.json prints as the organiser's, the name of a contact who is on the list, a sentence
    of the notice that an applicant has copied.
    """

    index: Index
    public_needles: frozenset[str]
    """What is looked for of secrets and is public anyway."""
    public_numbers: frozenset[str]
    """Every number of the organiser's contacts, of secrets or not."""
    public_clauses: frozenset[str]
    """What stands between two marks in texts that are public anyway, folded, without spaces."""

    @classmethod
    def of(
        cls, secrets: Iterable[Secret], allowed: Iterable[str], values: Iterable[str] = ()
    ) -> Guard:
        """A guard for all files of a campaign.

        Args:
            secrets: as `formgen.publish.secrets.private_values` gives them.
            allowed: texts in which everything is public, numbers of persons too: the
                organiser's contacts.
            values: texts that are public but for numbers and e-mail of persons: what else
                campaign.json says, and the public values of the entries on the lists. A
                telephone number that was typed behind a name stays private. Whole texts: in
                which of them a value stands does not matter.
        """
        index = Index.of(secrets)
        needles: set[str] = set()
        numbers: set[str] = set()
        clauses: set[str] = set()
        for view in _views_of(allowed):
            needles.update(hit.needle for hit in index.hits(view, Level.TEXT))
            for _, row in numbers_in(view.spaced.text):
                numbers.update(phone_spellings(row))
            clauses.update(_clauses(view.close.text))
        for view in _views_of(values):
            found = {hit.needle for hit in index.hits(view, Level.TEXT)}
            needles |= found - index.personal
            clauses.update(_clauses(view.close.text))
        return cls(index, frozenset(needles), frozenset(numbers), frozenset(clauses))

    def leaks(
        self, name: str, content: bytes, cleared: Mapping[str, bytes] = NOTHING
    ) -> tuple[Leak, ...]:
        """Private values and numbers of persons in a file, at most `MOST_LEAKS`.

        Args:
            name: the file's name; its ending tells CSV, JSON and web pages from other text, all
                else is told by the content.
            content: its bytes.
            cleared: files by name in which nothing was found; an archive of them is not taken
                apart a second time.

        Returns:
            Each value once a place, in the order of the file. What only shows in attributes or
            raw bytes comes last, and only if the same value does not stand in a better place.
            A file that cannot be looked into is a leak as well.
        """
        passages = tuple(passages_of(name, content, cleared=cleared))
        return self._leaks((*passages, *boxed_numbers(passages)))

    def leaks_in_name(self, path: PurePath) -> tuple[Leak, ...]:
        """Private values and numbers of persons in the names of a file and its folders."""
        words = [word for part in path.parts for word in (part, PurePath(part).stem)]
        return self._leaks([Passage("文件名", word) for word in dict.fromkeys(words)])

    def _leaks(self, passages: Sequence[Passage]) -> tuple[Leak, ...]:
        found: dict[Leak, None] = {}
        seen: set[str] = set()
        for level in Level:
            own = [passage for passage in passages if passage.level is level and passage.text]
            known = frozenset(seen) if level is not Level.TEXT else frozenset()
            for leak, needle in self._leaks_at(level, own, known):
                seen.add(needle)
                found.setdefault(leak)
                if len(found) >= MOST_LEAKS:
                    return tuple(found)
        return tuple(found)

    def _leaks_at(
        self, level: Level, passages: Sequence[Passage], known: frozenset[str]
    ) -> Iterator[tuple[Leak, str]]:
        """The leaks in passages of one level with what was found, but for what is known."""
        if level is Level.CLOSED:
            yield from ((Leak(one.where, f"没法检查的内容（{one.text}）"), "") for one in passages)
            return
        for view in views(passages):
            private = self._private(self.index.hits(view, level), known)
            for hit in private:
                what = self.index.secrets[hit.secret].what
                yield Leak(view.passages[hit.passage].where, what), hit.needle
            if level <= Level.CODE:
                told = known | {hit.needle for hit in private}
                yield from self._by_shape(view, told)

    def _private(self, hits: Iterable[Hit], known: frozenset[str]) -> list[Hit]:
        """The hits that are not public anyway nor known, in the order of the file."""
        kept = (h for h in hits if h.needle not in known and not self._is_public(h.needle))
        return sorted(kept, key=lambda hit: hit.passage)

    def _is_public(self, needle: str) -> bool:
        """Whether a needle is public anyway, or made of nothing but public values.

        Of an applicant whose story begins “张三，某站站长。” the row of a list is the sentence.
        """
        if needle in self.public_needles or self._is_contact(needle):
            return True
        if needle in self.index.personal:
            return False
        return len(needle) >= GRAM and self.public_clauses.issuperset(_clauses(needle))

    def _is_contact(self, needle: str) -> bool:
        """Whether a needle is a telephone number of the organiser's, with the area or without."""
        return (
            needle.isdecimal()
            and len(needle) >= INNER_DIGITS
            and not self.public_numbers.isdisjoint(phone_spellings(needle))
        )

    def _by_shape(self, view: View, told: frozenset[str]) -> Iterator[tuple[Leak, str]]:
        """Numbers that look like a person's, but for those that are told or public."""
        for position, digits, what in personal_numbers(view.spaced.text):
            spellings = set(phone_spellings(digits))
            if spellings & told or spellings & self.public_numbers:
                continue
            passage = view.passages[view.spaced.passage_at(position)]
            yield Leak(passage.where, what), digits


def _views_of(texts: Iterable[str]) -> Iterator[View]:
    return views(Passage("", text) for text in dict.fromkeys(texts))


_MARKS = re.compile("[\\0,、:;。!?()]+")


def _clauses(text: str) -> Iterator[str]:
    """What stands between two marks."""
    return filter(None, _MARKS.split(text))
