"""Pieces of work → results as they come; what a dying process took along is given out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Generic, TypeVar

from formgen.problems import EnvironmentLackError
from formgen.run.crews.crew import Crew

_P = TypeVar("_P")
_R = TypeVar("_R")

_PATIENCE = 15.0
"""Seconds without a result after which it is asked whether anyone is still at work."""
MOST_ATTEMPTS = 4
"""How often a piece may take a process with it before the run is given up."""
_AHEAD = 12
"""Pieces waiting for each process, so that none stands idle while this one is busy: a second's."""


class Running(Generic[_P, _R]):
    """Work given out: iterating gives the results as they come, in no order.

    Only so many pieces are given out at a time as keep everyone busy; so neither all pieces
    nor all results are ever held at once.
    """

    def __init__(
        self,
        crew: Crew,
        work: Callable[[_P], _R],
        pieces: Iterable[_P],
        ahead: int = _AHEAD,
    ) -> None:
        """Give out the first pieces.

        Args:
            crew: who does the work.
            work: what is done with a piece; it goes to other processes by its name.
            pieces: asked for one by one, as there are hands for them.
            ahead: how many are given out for each that is worked on.
        """
        self._crew = crew
        self._most = crew.size * ahead if crew.aside else 1
        self._work = work
        self._pieces = iter(pieces)
        self._given: dict[Future[_R], tuple[_P, int]] = {}
        self._fill()

    def __iter__(self) -> Iterator[_R]:
        """The results.

        Raises:
            EnvironmentLackError: a piece took its process with it again and again.
            FormgenError: what the work raises.
        """
        while self._given:
            done, _ = wait(self._given, _PATIENCE, FIRST_COMPLETED)
            if not done:
                self._crew.look_after()
            yield from self._taken(done)

    def come(self) -> Iterator[_R]:
        """The results that are there by now; whoever has done a piece gets another.

        Nothing where this process does all itself: then nobody waits for it.

        Raises:
            EnvironmentLackError: a piece took its process with it again and again.
            FormgenError: what the work raises.
        """
        if self._crew.aside:
            yield from self._taken([future for future in self._given if future.done()])

    def finished(self) -> Iterator[_R]:
        """The results there are already, where nobody waits for the others any more."""
        for future in self._given:
            if _has_result(future):
                yield future.result()

    def _taken(self, done: Iterable[Future[_R]]) -> Iterator[_R]:
        """The results of pieces that have ended; in their place others are given out."""
        broken = False
        for future in done:
            try:
                result = future.result()
            except self._crew.breaks:
                broken = True
            else:
                del self._given[future]
                yield result
        if broken:
            self._again()
        self._fill()

    def _fill(self) -> None:
        while len(self._given) < self._most:
            piece = next(self._pieces, None)
            if piece is None:
                return
            self._give(piece, 1)

    def _give(self, piece: _P, attempt: int) -> None:
        try:
            future = self._crew.submit(self._work, piece)
        except self._crew.breaks:  # a process has gone since the last piece
            self._crew.renew()
            future = self._crew.submit(self._work, piece)
        self._given[future] = piece, attempt

    def _again(self) -> None:
        """Give out anew what was lost with a process.

        Which piece killed it nobody knows; it was one of the first, as they are taken in order.
        """
        self._crew.renew()
        lost = [
            (future, *given)
            for future, given in self._given.items()
            if future.done() and not _has_result(future)
        ]
        for place, (future, piece, attempts) in enumerate(lost):
            if attempts >= MOST_ATTEMPTS:
                raise EnvironmentLackError(
                    f"帮助生成的进程连续 {MOST_ATTEMPTS} 次被中止，多半是内存不够",
                    hint="已经生成的文件不用重做。请关掉别的程序，或加上 --jobs 1 再运行一次",
                )
            del self._given[future]
            self._give(piece, attempts + (place <= self._crew.size))


def _has_result(future: Future[_R]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
