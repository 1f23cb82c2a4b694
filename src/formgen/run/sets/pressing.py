"""Sets that must be bound anew → given out to the crew, largest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from formgen.run.crews.running import Running
from formgen.run.ledger import Ledger, Stage
from formgen.run.notes import Notes
from formgen.run.sets.planned_sets import PlannedSet
from formgen.run.sets.pressed import SEALS, SetMade
from formgen.run.sets.set_tasks import SetTask
from formgen.run.work import SetDone, SetPiece, press_set
from formgen.run.workload import Tools, Work

_AHEAD = 2
"""Sets given out for each process: their papers lie in the memory meanwhile."""


def press(
    sets: Sequence[PlannedSet],
    work: Work,
    tools: Tools,
    inputs: Callable[[SetTask], str],
    held: frozenset[str],
) -> tuple[SetMade, ...]:
    """Bind the sets that are not there yet.

    Args:
        sets: all of them.
        work: what is to be made.
        tools: what the run works with; the papers are all there.
        inputs: digest of everything a set is made of.
        held: documents of which it has been said that they are not made: their sets have no
            news of it.

    Raises:
        FormgenError: a template is unusable, or the output cannot be written.
    """
    ledger = tools.ledger
    sealed = bool(work.tasks.password)
    made = {one.place: _kept(one, ledger, sealed=sealed) for one in sets if one.kept}
    anew = sorted((one for one in sets if not one.kept), key=lambda one: -one.weight)
    by_place = {one.place: one for one in anew}
    pieces = (_piece(one, work, tools, inputs) for one in anew)
    running = Running(tools.crew, press_set, pieces, _AHEAD)
    try:
        for done in running:
            _note(done, by_place[done.place], ledger, held)
            if done.pressed.made is not None:
                made[done.place] = done.pressed.made
    except BaseException:
        for done in running.finished():  # what is made need not be made again
            ledger.record(Stage.SETS, done.place, done.artifacts)
        raise
    return tuple(made[place] for place in sorted(made))


def _kept(one: PlannedSet, ledger: Ledger, *, sealed: bool) -> SetMade:
    """Note a set that is there already; what was said of it is said again."""
    ledger.keep(Stage.SETS, one.place, one.kept)
    if sealed:  # the workbook of an open set may still lie there
        ledger.lose(Stage.SETS, one.place, [one.plan.folder / f"{SEALS}.xlsx"])
    ledger.step(one.weight)
    return _made_before(one)


def _piece(one: PlannedSet, work: Work, tools: Tools, inputs: Callable[[SetTask], str]) -> SetPiece:
    """A set with its papers, for one process."""
    task = work.tasks.task(one.plan)
    papers = tuple(tools.papers.get(paper.path, b"") for paper in task.papers)
    address = tools.ledger.store.address
    return SetPiece(work.recipe, address, task, papers, one.place, inputs(task))


def _note(done: SetDone, one: PlannedSet, ledger: Ledger, held: frozenset[str]) -> None:
    """Note what came of a set."""
    pressed = done.pressed
    ledger.record(Stage.SETS, done.place, done.artifacts)
    ledger.lose(Stage.SETS, done.place, (*pressed.withheld, *pressed.unsealed))
    if not held.issuperset(one.documents):
        ledger.say(Stage.SETS, done.place, pressed.problems)
    ledger.spend({"bind": done.seconds})
    ledger.step(one.weight)


def _made_before(one: PlannedSet) -> SetMade:
    """What was said of a set that is there already."""
    pages, sheets, seals, duplex = Notes.read(one.kept[0].notes).sizes
    return SetMade(one.plan.name, one.kept[0].path, pages, sheets, seals, bool(duplex))
