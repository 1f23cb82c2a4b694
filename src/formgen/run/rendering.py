"""Jobs and sets → files in the store: render, publish, pack, each file noted as it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol

from formgen.campaign import Campaign
from formgen.check import CampaignData
from formgen.layout.printing import Printed, StandIn
from formgen.plan import Job
from formgen.plan.sets import SetPlan
from formgen.problems import Problem
from formgen.run.making import Maker, each_once
from formgen.run.manifest import Artifact, artifact
from formgen.run.press_sets import Press, SetMade
from formgen.run.publication import publish
from formgen.run.store import Store

Progress = Callable[[int, int], None]
"""Called with the number of jobs and sets made and the number planned."""


class Finished(Protocol):
    """A file's bytes, of which document, and where it goes."""

    @property
    def document(self) -> str: ...  # noqa: D102
    @property
    def path(self) -> PurePosixPath: ...  # noqa: D102
    @property
    def content(self) -> bytes: ...  # noqa: D102


@dataclass(slots=True)
class Ledger:
    """Stores files and notes each one at once, also where the run breaks off later."""

    store: Store
    artifacts: list[Artifact] = field(default_factory=list)

    def add(self, document: str, path: PurePosixPath, content: bytes) -> None:
        """Store one file.

        Raises:
            OutputError: it cannot be written.
        """
        self.store.write(path, content)
        self.artifacts.append(artifact(document, path, content))

    def add_all(self, files: Iterable[Finished]) -> None:
        """Store files in order."""
        for file in files:
            self.add(file.document, file.path, file.content)


@dataclass(frozen=True, slots=True)
class Tools:
    """What makes and keeps the files of a run."""

    maker: Maker
    press: Press
    ledger: Ledger
    progress: Progress


@dataclass(frozen=True, slots=True)
class MadeAll:
    """What making the files had to say, each thing once."""

    problems: tuple[Problem, ...]
    stand_ins: tuple[StandIn, ...]
    outdated: tuple[str, ...]
    """Files of an earlier run that could not be made this time."""
    sets: tuple[SetMade, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What came of a part of the work."""

    problems: tuple[Problem, ...] = ()
    stand_ins: frozenset[StandIn] = frozenset()
    lost: tuple[PurePosixPath, ...] = ()
    """Files that were to be made and were not."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be made."""

    campaign: Campaign
    data: CampaignData | None
    """After the check; None for empty forms."""
    jobs: Sequence[Job]
    sets: Sequence[SetPlan]
    """Which of the printed papers are bound together."""
    whole: bool
    """Whether every format of each document is made."""


def make_all(work: Work, tools: Tools) -> MadeAll:
    """Make and store every job and set; what cannot be made is told and passed over."""
    jobs, sets = work.jobs, work.sets
    public = {one.name for one in work.campaign.documents if one.public}
    planned = len(jobs) + len(sets)
    ordinary = [job for job in jobs if job.document not in public]
    own = [job for job in jobs if job.document in public]
    bound = {job.path for one in sets for _, job in one.papers}
    parts, printed = _render(ordinary, bound, tools, planned)
    if work.data is not None and own:
        published = publish(work.campaign, work.data, own, tools.maker, whole=work.whole)
        tools.ledger.add_all(published.files)
        tools.progress(len(jobs), planned)
        said = frozenset(published.stand_ins)
        parts.append(_Part(published.problems, said, published.withheld))
    made = []
    for number, plan in enumerate(sets, start=len(jobs) + 1):
        pressed = tools.press.make(plan, printed)
        tools.ledger.add_all(pressed.files)
        tools.progress(number, planned)
        parts.append(_Part(pressed.problems, lost=pressed.withheld))
        made += [pressed.made] if pressed.made else []
    lost = (path for part in parts for path in part.lost)
    return MadeAll(
        problems=each_once(problem for part in parts for problem in part.problems),
        stand_ins=tuple(sorted({one for part in parts for one in part.stand_ins})),
        outdated=tuple(str(path) for path in lost if tools.ledger.store.has(path)),
        sets=tuple(made),
    )


def _render(
    jobs: Sequence[Job], bound: set[PurePosixPath], tools: Tools, planned: int
) -> tuple[list[_Part], dict[PurePosixPath, Printed]]:
    """Make and store jobs; of papers that are bound into sets the printed pages are kept."""
    parts: list[_Part] = []
    printed: dict[PurePosixPath, Printed] = {}
    for number, job in enumerate(jobs, start=1):
        result = tools.maker.make(job)
        if result.content:
            tools.ledger.add(job.document, job.path, result.content)
        if result.content and result.printed is not None and job.path in bound:
            printed[job.path] = result.printed
        lost = () if result.content else (job.path,)
        parts.append(_Part(result.problems, frozenset(result.stand_ins), lost))
        tools.progress(number, planned)
    return parts, printed
