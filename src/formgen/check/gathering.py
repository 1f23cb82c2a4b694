"""Checks that hold drafts against each other: what they gather of each, and then find."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from formgen.check.draft import Draft, Finding

Key = TypeVar("Key", bound=Hashable)


class Gathering(ABC):
    """One check under way. It keeps no draft: there may be thousands, with long texts."""

    @abstractmethod
    def add(self, index: int, draft: Draft) -> None:
        """Look at the next draft.

        Args:
            index: its place among all drafts, from 0.
            draft: the draft.
        """

    @abstractmethod
    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        """What is wrong, after all drafts were looked at.

        Args:
            drafts: all of them, also those that were not added.
        """


def gathered(gathering: Gathering, drafts: Iterable[Draft]) -> Iterator[Finding]:
    """What a check finds among drafts.

    Args:
        gathering: the check, which has seen nothing yet.
        drafts: all there are.
    """
    every = list(drafts)
    for index, draft in enumerate(every):
        gathering.add(index, draft)
    yield from gathering.findings(every)


class Groups(Generic[Key]):
    """Drafts by what they have in common, each by its index."""

    def __init__(self) -> None:
        self._first: dict[Key, int] = {}
        self._members: dict[Key, array[int]] = {}
        """Of keys that several drafts have."""

    def add(self, key: Key, index: int) -> None:
        """Put a draft into its group."""
        first = self._first.setdefault(key, index)
        if first != index:
            self._members.setdefault(key, array("Q", (first,))).append(index)

    def shared(self) -> Iterator[tuple[Key, Sequence[int]]]:
        """The groups of more than one, in the order in which their first members came."""
        if self._members:
            for key in self._first:
                if members := self._members.get(key):
                    yield key, members

    def all(self) -> Iterator[tuple[Key, Sequence[int]]]:
        """Every group, in the order in which their first members came."""
        for key, first in self._first.items():
            yield key, self._members.get(key) or (first,)
