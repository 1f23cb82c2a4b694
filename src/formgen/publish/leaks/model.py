"""The words of the leak scan: a secret, a passage of a file, a leak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Secret:
    """A private value, which nothing that is published may hold."""

    value: str
    """As typed or printed; `DIGEST` and the SHA-256 in hexadecimal for a private picture."""
    what: str
    """Whose and which it is, in Chinese, never the value: applicants.csv 第3行“张三”的身份证号."""
    personal: bool = False
    """Whether its numbers and addresses stay private where a value on a list repeats them."""


DIGEST = "sha256:"
"""How the value of a secret begins that is a file: a photo of an applicant."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A private value, or a number of a person, in a file that is to be published."""

    where: str
    """The place inside the file, in Chinese: 第2页."""
    what: str
    """Whose and which value it is, in Chinese, never the value itself."""


class Level(IntEnum):
    """How much a stretch of a file can be taken for something that people wrote."""

    TEXT = 1
    """Text of people. Everything is looked for in it."""
    CODE = 2
    """Text of programs: attributes, time stamps, or all text of a part without its marks. No
    words, dates and short numbers are looked for, which could stand in it by chance."""
    RAW = 3
    """What can be read in bytes of any kind. No patterns are looked for either: among digits
    by chance there are telephone numbers too."""
    DIGEST = 4
    """Not text, but the SHA-256 of an embedded file."""
    CLOSED = 5
    """Not text, but the reason why something cannot be looked into, in Chinese."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a file that reads as one, and where it stands."""

    where: str
    """In Chinese, as its user would point at it."""
    text: str
    """As it is read, before any folding."""
    level: Level = Level.TEXT

    def inside(self, outer: str) -> Passage:
        """The same, of a file within another."""
        return Passage(f"{outer}的{self.where}", self.text, self.level)


Files = Callable[[str, bytes], Iterator[Passage]]
"""Takes a file that stands in another apart, by its name and bytes."""
