"""What came of each piece of work → the manifest at once, the report in the order of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePosixPath
from typing import TypeVar

from formgen.layout.printing import StandIn
from formgen.problems import Problem
from formgen.run.manifest.artifacts import Artifact
from formgen.run.manifest.manifest import Manifest
from formgen.run.notes import Notes
from formgen.run.stores.store import Store

Progress = Callable[["Step"], None]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is."""

    done: int
    """Files and sets that are made or kept."""
    planned: int
    weight: float
    """Milliseconds of work done, as guessed before."""
    whole: float
    """Milliseconds of work planned."""


class Stage(IntEnum):
    """The parts of a run's report, in their order."""

    UNSURE = 0
    FORMS = 1
    PUBLISHED = 2
    SETS = 3


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that is there, as lightly as a million of them can be held."""

    document: str
    name: str
    """Its path, relative to the campaign's output folder."""
    _digest: bytes

    @classmethod
    def of(cls, artifact: Artifact) -> MadeFile:
        """What is kept of an artifact."""
        return cls(artifact.document, str(artifact.path), bytes.fromhex(artifact.digest))

    @property
    def path(self) -> PurePosixPath:
        """Relative to the campaign's output folder."""
        return PurePosixPath(self.name)

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes, hexadecimal."""
        return self._digest.hex()


_Key = tuple[Stage, int]
_T = TypeVar("_T")


@dataclass(slots=True)
class Ledger:
    """Notes what is made, kept and lost; work comes back in any order."""

    store: Store
    manifest: Manifest
    progress: Progress
    planned: int
    """Files and sets to be made."""
    whole: float
    """Milliseconds of work, as a guess."""
    made: int = 0
    kept: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """What the work took, by stage, summed over all processes."""
    _files: list[tuple[_Key, MadeFile]] = field(default_factory=list)
    _problems: list[tuple[_Key, tuple[Problem, ...]]] = field(default_factory=list)
    _stand_ins: set[StandIn] = field(default_factory=set)
    _lost: list[tuple[_Key, PurePosixPath]] = field(default_factory=list)
    _weight: float = 0
    _done: int = 0

    def record(self, stage: Stage, place: int, artifacts: Iterable[Artifact]) -> None:
        """Note files that were written."""
        artifacts = list(artifacts)
        self.manifest.record(artifacts)
        self.made += len(artifacts)
        self._files += (((stage, place), MadeFile.of(artifact)) for artifact in artifacts)

    def keep(self, stage: Stage, place: int, artifacts: Iterable[Artifact]) -> None:
        """Note files that are there already, made of the same; what came up then is told again."""
        artifacts = list(artifacts)
        self.manifest.keep(artifacts)
        self.kept += len(artifacts)
        for artifact in artifacts:
            notes = Notes.read(artifact.notes)
            self.say(stage, place, notes.problems, notes.stand_ins)
            self._files.append(((stage, place), MadeFile.of(artifact)))

    def say(
        self,
        stage: Stage,
        place: int,
        problems: tuple[Problem, ...],
        stand_ins: Iterable[StandIn] = (),
    ) -> None:
        """Note what came up."""
        if problems:
            self._problems.append(((stage, place), problems))
        self._stand_ins.update(stand_ins)

    def lose(self, stage: Stage, place: int, paths: Iterable[PurePosixPath]) -> None:
        """Note files that were to be made and were not."""
        self._lost += (((stage, place), path) for path in paths)

    def spend(self, seconds: Mapping[str, float]) -> None:
        """Note what work took."""
        for stage, spent in seconds.items():
            self.seconds[stage] += spent

    def step(self, weight: float, count: int = 1) -> None:
        """Tell how far the run is."""
        self._done += count
        self._weight += weight
        self.progress(Step(self._done, self.planned, self._weight, self.whole))

    @property
    def files(self) -> tuple[MadeFile, ...]:
        """What is there now, in the order of the plan."""
        return tuple(_in_order(self._files))

    @property
    def problems(self) -> Iterator[Problem]:
        """What came up, in the order of the plan."""
        return (problem for problems in _in_order(self._problems) for problem in problems)

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        """The typefaces that stood in for others."""
        return tuple(sorted(self._stand_ins))

    def outdated(self) -> tuple[str, ...]:
        """Files of an earlier run that could not be made this time."""
        lost = _in_order(self._lost)
        return tuple(str(path) for path in lost if self.store.state(path) is not None)


def _in_order(noted: list[tuple[_Key, _T]]) -> Iterator[_T]:
    return (one for _, one in sorted(noted, key=lambda pair: pair[0]))
