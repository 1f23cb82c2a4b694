"""Jobs → pieces of work: those whose files are not there, or whose papers a set needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from formgen.campaign import Scope
from formgen.plan import Job
from formgen.run.inputs import PaperInputs
from formgen.run.ledger import Ledger, Stage
from formgen.run.planned import weight_of
from formgen.run.work import FormsPiece, Task
from formgen.run.workload import Work

_PIECE = 80
"""Milliseconds of work that are given out at once."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The work on the papers that are not public: iterating gives it in pieces."""

    work: Work
    ledger: Ledger
    """Knows what is there, and notes it."""
    bound: frozenset[PurePosixPath]
    """Papers that go into sets which are made anew."""
    held: frozenset[str]
    """Documents that are not made."""
    inputs: PaperInputs

    def __iter__(self) -> Iterator[FormsPiece]:
        """Tasks, so many together as are worth the way to another process."""
        recipe, address = self.work.recipe, self.ledger.store.address
        tasks: list[Task] = []
        weight = 0.0
        for task in self._tasks():
            tasks.append(task)
            weight += weight_of(task.job.path)
            if weight >= _PIECE:
                yield FormsPiece(recipe, address, tuple(tasks))
                tasks, weight = [], 0.0
        if tasks:
            yield FormsPiece(recipe, address, tuple(tasks))

    def _tasks(self) -> Iterator[Task]:
        """The files that are not there yet, or of which a set needs the paper."""
        first = self.work.extent.first
        for document in self._documents():
            jobs = self.work.planned.jobs(frozenset({document}))
            for place, job in enumerate(jobs, start=first[document]):
                task = self._task(place, job)
                if task is None:
                    self.ledger.step(weight_of(job.path))
                else:
                    yield task

    def _documents(self) -> list[str]:
        """Names of the documents, those with papers of many entries first.

        A list of everybody takes as long as dozens of forms: were it the last that is given
        out, all others would wait for whoever has it.
        """
        work = self.work
        ordinary = [one for one in work.campaign.documents if one.name in work.extent.files]
        alone = {Scope.ENTRY}
        ordinary.sort(key=lambda one: alone.issuperset(one.scopes))
        return [one.name for one in ordinary if one.name not in work.public]

    def _task(self, place: int, job: Job) -> Task | None:
        """What is to be done about a job; None where nothing is, which is noted."""
        ledger = self.ledger
        if job.document in self.held:
            ledger.lose(Stage.UNSURE, place, [job.path])
            return None
        inputs, code = self.inputs.of(job), self.work.codes.get(job.path, "")
        current = ledger.manifest.current(job.path, inputs)
        if current is not None:
            ledger.keep(Stage.FORMS, place, [current])
            if job.path not in self.bound:
                return None
        return Task(place, job, inputs, code, job.path in self.bound, stored=current is None)
