"""Jobs and sets → files in the store: render, publish, pack, each file noted as it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from formgen.campaign import Campaign
from formgen.check import CampaignData
from formgen.layout.printing import Printed, StandIn
from formgen.plan import Job
from formgen.plan.sets import SetPlan
from formgen.problems import Problem
from formgen.run.certainty import uncertain
from formgen.run.kept import KeptPapers, kept_papers
from formgen.run.making import FinishedFile, Maker, each_once
from formgen.run.manifest import Artifact, artifact
from formgen.run.press_sets import Press, SetMade
from formgen.run.publication import publish
from formgen.run.store import Store

Progress = Callable[[int, int], None]
"""Called with the number of jobs and sets made and the number planned."""


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

    def add_all(self, files: Iterable[FinishedFile]) -> None:
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
    public = {one.name for one in work.campaign.documents if one.public}
    ordinary = [job for job in work.jobs if job.document not in public]
    own = [job for job in work.jobs if job.document in public]
    planned = len(work.jobs) + len(work.sets)
    with kept_papers() as papers:
        keeping = _Keeping(
            papers, frozenset(job.path for one in work.sets for _, job in one.papers)
        )
        sure, unsure = _sure(work, ordinary)
        parts = [unsure, *_render(sure, keeping, tools, planned)]
        parts += _published(work, own, keeping, tools)
        tools.progress(len(work.jobs), planned)
        held = {str(problem.details["document"]) for problem in unsure.problems}
        made: list[SetMade] = []
        for number, plan in enumerate(work.sets, start=len(work.jobs) + 1):
            pressed = tools.press.make(plan, papers)
            tools.ledger.add_all(pressed.files)
            tools.progress(number, planned)
            # Why certificates are not made at all has been said: their set has no news of it.
            said = held.issuperset(document.name for document, _ in plan.papers)
            parts.append(_Part(() if said else pressed.problems, lost=pressed.withheld))
            made += [pressed.made] if pressed.made else []
    lost = (path for part in parts for path in part.lost)
    return MadeAll(
        problems=each_once(problem for part in parts for problem in part.problems),
        stand_ins=tuple(sorted({one for part in parts for one in part.stand_ins})),
        outdated=tuple(str(path) for path in lost if tools.ledger.store.has(path)),
        sets=tuple(made),
    )


def _sure(work: Work, jobs: Sequence[Job]) -> tuple[list[Job], _Part]:
    """The jobs without certificates and the like of which it is not sure who is to have them."""
    if work.data is None:
        return list(jobs), _Part()
    problems = uncertain(work.campaign, work.data, {job.document for job in jobs})
    held = {problem.details["document"] for problem in problems}
    lost = tuple(job.path for job in jobs if job.document in held)
    return [job for job in jobs if job.document not in held], _Part(tuple(problems), lost=lost)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """Keeps the printed papers that are bound into sets, and no others."""

    papers: KeptPapers
    bound: frozenset[PurePosixPath]

    def keep(self, path: PurePosixPath, printed: Printed | None) -> None:
        if printed is not None and path in self.bound:
            self.papers.keep(path, printed)


def _render(jobs: Sequence[Job], keeping: _Keeping, tools: Tools, planned: int) -> list[_Part]:
    """Make and store jobs."""
    parts: list[_Part] = []
    for number, job in enumerate(jobs, start=1):
        result = tools.maker.make(job)
        if result.content:
            tools.ledger.add(job.document, job.path, result.content)
            keeping.keep(job.path, result.printed)
        lost = () if result.content else (job.path,)
        parts.append(_Part(result.problems, frozenset(result.stand_ins), lost))
        tools.progress(number, planned)
    return parts


def _published(work: Work, jobs: Sequence[Job], keeping: _Keeping, tools: Tools) -> Iterator[_Part]:
    """Make, search and store the jobs of public documents."""
    if work.data is None or not jobs:
        return
    published = publish(work.campaign, work.data, jobs, tools.maker, whole=work.whole)
    tools.ledger.add_all(published.files)
    for path, printed in published.printed:
        keeping.keep(path, printed)
    yield _Part(published.problems, frozenset(published.stand_ins), published.withheld)
