"""Jobs and sets → files in the store: render, publish, pack, each file noted as it is stored.

What is there already, made of the same, is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath

from formgen.layout.printing import StandIn
from formgen.plan.sets import SetPlan
from formgen.problems import Problem
from formgen.run.certainty import uncertain
from formgen.run.crews.crew import Crew
from formgen.run.crews.running import Running
from formgen.run.inputs import InputDigests, PaperInputs
from formgen.run.kept import kept_papers
from formgen.run.ledger import Ledger, Stage
from formgen.run.making import each_once
from formgen.run.pieces import Pieces
from formgen.run.planned import weight_of
from formgen.run.sets.planned_sets import PlannedSet, SetDigests, planned_sets
from formgen.run.sets.pressed import SetMade
from formgen.run.sets.pressing import press
from formgen.run.work import Done, FormsPiece, make_forms
from formgen.run.workload import Tools, Work


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
        anew = [one.plan for one in sets if not one.kept]
        pieces = Pieces(work, ledger, frozenset(_papers(anew)), held, inputs)
        _make_papers(pieces, tools, partial(learn, anew, work.public))
        made = press(sets, work, tools, partial(digests.inputs, papers=inputs.known), held)
    return MadeAll(each_once(ledger.problems), ledger.stand_ins, ledger.outdated(), made)


def _make_papers(pieces: Pieces, tools: Tools, learn_public: Callable[[], object]) -> None:
    """Make and store every file but the sets.

    Args:
        pieces: the work on papers that are not public.
        tools: what the run works with.
        learn_public: digests what public papers of sets are made of.
    """
    work = pieces.work
    _load(work, pieces.bound)
    running = Running(tools.crew, make_forms, pieces)
    try:
        if work.data is not None and work.public:  # while the others are at the forms
            from formgen.run.publishing import publish_all  # noqa: PLC0415 - as in _load

            publish_all(work, work.data, pieces.bound, tools, lambda: _note_come(running, tools))
            learn_public()
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
        from formgen.run.sets import press_sets  # noqa: F401, PLC0415 - as above


def _papers(sets: Iterable[SetPlan]) -> Iterator[PurePosixPath]:
    """The papers of sets."""
    return (slip.path for one in sets for _, slip in one.papers)


def _learn(
    work: Work,
    inputs: PaperInputs,
    sets: Iterable[SetPlan],
    only: frozenset[str] | None = None,
) -> Mapping[PurePosixPath, str]:
    """The digest of what each paper of sets is made of; only of some documents, if so asked."""
    documents = frozenset(document.name for one in sets for document, _ in one.papers)
    if wanted := documents if only is None else documents & only:
        inputs.learn(work.planned.jobs(wanted))
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
