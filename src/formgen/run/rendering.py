"""Jobs and sets → files in the store: render, publish, pack, each file noted as it is stored.

What is there already, made of the same, is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath

from formgen.campaign import Scope
from formgen.layout.printing import StandIn
from formgen.plan import Job
from formgen.plan.sets import SetPlan
from formgen.problems import Problem
from formgen.run.certainty import uncertain
from formgen.run.executors import Crew
from formgen.run.inputs import InputDigests, PaperInputs
from formgen.run.kept import kept_papers
from formgen.run.ledger import Ledger, Stage
from formgen.run.making import each_once
from formgen.run.planned import weight_of
from formgen.run.planned_sets import PlannedSet, SetDigests, planned_sets
from formgen.run.pressed import SetMade
from formgen.run.pressing import press
from formgen.run.running import Running
from formgen.run.work import Done, FormsPiece, Task, make_forms
from formgen.run.workload import Tools, Work

_PIECE = 80
"""Milliseconds of work that are given out at once."""


@dataclass(frozen=True, slots=True)
class MadeAll:
    """What making the files had to say, each thing once."""

    problems: tuple[Problem, ...]
    stand_ins: tuple[StandIn, ...]
    outdated: tuple[str, ...]
    """Files of an earlier run that could not be made this time."""
    sets: tuple[SetMade, ...]


def make_all(work: Work, crew: Crew, ledger: Ledger) -> MadeAll:
    """Make and store every job and set; what cannot be made is told and passed over.

    Args:
        work: what is to be made.
        crew: who does it.
        ledger: notes what came of it.

    Raises:
        FormgenError: a template asks for something a value cannot do, a file has gone since
            the check, the output cannot be written, or nobody is left to do the work.
    """
    with kept_papers() as papers:
        tools = Tools(crew, InputDigests(work.recipe), papers, ledger)
        inputs = PaperInputs(tools.digests, work.codes, frozenset(_papers(work.sets)))
        digests = SetDigests.of(work.recipe, work.tasks.password, ledger.manifest.salt)
        held = _held(work, ledger)
        learn = partial(_learn, work, inputs)
        planned = planned_sets(work, digests, ledger, learn)
        sets = [_unsure(one, held | work.public) for one in planned]
        bound = frozenset(_papers(one.plan for one in sets if not one.kept))
        _make_papers(_Forms(work, tools, bound, held, inputs))
        made = press(sets, work, tools, partial(digests.inputs, papers=inputs.known), held)
    return MadeAll(each_once(ledger.problems), ledger.stand_ins, ledger.outdated(), made)


def _make_papers(forms: _Forms) -> None:
    """Make and store every file but the sets."""
    work, tools = forms.work, forms.tools
    _load(work, forms.bound)
    running = Running(tools.crew, make_forms, _pieces(forms))
    try:
        if work.data is not None and work.public:  # while the others are at the forms
            from formgen.run.publishing import publish_all  # noqa: PLC0415 - as in _load

            publish_all(work, work.data, forms.bound, tools, lambda: _note_come(running, tools))
            forms.inputs.learn(work.planned.jobs(work.public) if forms.bound else ())
        for dones in running:
            _note(dones, tools)
    except BaseException:
        for dones in running.finished():  # what is made need not be made again
            _record(dones, tools.ledger)
        raise


def _note_come(running: Running[FormsPiece, tuple[Done, ...]], tools: Tools) -> None:
    """Note what came back meanwhile, and give out more: nobody is to wait for this process."""
    for dones in running.come():
        _note(dones, tools)


def _load(work: Work, bound: frozenset[PurePosixPath]) -> None:
    """Import what brings pypdf, before processes are copied: each would do it for itself.

    Nor is this process at it when it is told to stop, which ends it before it has cleared away.
    """
    if work.data is not None and work.public:
        from formgen.run import publishing  # noqa: F401, PLC0415 - not needed by most runs
    if bound:
        from formgen.run import press_sets  # noqa: F401, PLC0415 - as above


def _papers(sets: Iterable[SetPlan]) -> Iterator[PurePosixPath]:
    """The papers of sets."""
    return (slip.path for one in sets for _, slip in one.papers)


def _learn(work: Work, inputs: PaperInputs, sets: Iterable[SetPlan]) -> Mapping[PurePosixPath, str]:
    """The digest of what each paper of sets is made of."""
    documents = frozenset(document.name for one in sets for document, _ in one.papers)
    inputs.learn(work.planned.jobs(documents))
    return inputs.known


def _unsure(one: PlannedSet, documents: frozenset[str]) -> PlannedSet:
    """A set; one with papers that may not be made this time is not taken for made."""
    return one if documents.isdisjoint(one.documents) else replace(one, kept=())


def _held(work: Work, ledger: Ledger) -> frozenset[str]:
    """The documents, certificates and the like, of which it is not sure who is to have them."""
    if work.data is None:
        return frozenset()
    made = work.extent.documents - work.public
    problems = tuple(uncertain(work.campaign, work.data, made))
    ledger.say(Stage.UNSURE, 0, problems)
    return frozenset(str(problem.details["document"]) for problem in problems)


@dataclass(frozen=True, slots=True)
class _Forms:
    """The papers that are not public."""

    work: Work
    tools: Tools
    bound: frozenset[PurePosixPath]
    """Papers that go into sets which are made anew."""
    held: frozenset[str]
    """Documents that are not made."""
    inputs: PaperInputs

    def tasks(self) -> Iterator[Task]:
        """The files that are not there yet, or of which a set needs the paper."""
        first = self.work.extent.first
        for document in self._documents():
            jobs = self.work.planned.jobs(frozenset({document}))
            for place, job in enumerate(jobs, start=first[document]):
                task = self._task(place, job)
                if task is None:
                    self.tools.ledger.step(weight_of(job.path))
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
        ledger = self.tools.ledger
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


def _pieces(forms: _Forms) -> Iterator[FormsPiece]:
    """Tasks, so many together as are worth the way to another process."""
    recipe, address = forms.work.recipe, forms.tools.ledger.store.address
    tasks: list[Task] = []
    weight = 0.0
    for task in forms.tasks():
        tasks.append(task)
        weight += weight_of(task.job.path)
        if weight >= _PIECE:
            yield FormsPiece(recipe, address, tuple(tasks))
            tasks, weight = [], 0.0
    if tasks:
        yield FormsPiece(recipe, address, tuple(tasks))


def _note(dones: Sequence[Done], tools: Tools) -> None:
    """Note what came of a piece."""
    ledger = tools.ledger
    _record(dones, ledger)
    for done in dones:
        if not done.made:
            ledger.lose(Stage.FORMS, done.place, [done.path])
        if done.paper:
            tools.papers.keep(done.path, done.paper)
        if done.stored:
            ledger.say(Stage.FORMS, done.place, done.problems, done.stand_ins)
        ledger.spend(done.seconds)
        ledger.step(weight_of(done.path))


def _record(dones: Sequence[Done], ledger: Ledger) -> None:
    """Note the files of a piece, first of all: they are there."""
    for done in dones:
        if done.artifact is not None:
            ledger.record(Stage.FORMS, done.place, [done.artifact])
