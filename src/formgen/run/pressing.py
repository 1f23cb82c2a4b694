"""Planned sets → those that must be bound anew, given out to the crew, largest first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from formgen.plan.sets import SetPlan
from formgen.run.digests import digest_of
from formgen.run.ledger import Ledger, Stage
from formgen.run.manifest import Artifact
from formgen.run.notes import Notes
from formgen.run.pressed import SEALS, SET, SetMade
from formgen.run.recipe import Recipe
from formgen.run.running import Running
from formgen.run.set_tasks import SetTask, SetTasks
from formgen.run.work import SetDone, SetPiece, press_set
from formgen.run.workload import Tools

_AHEAD = 2
"""Sets given out for each process: their papers lie in the memory meanwhile."""


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """A set with the digest of everything it is made of."""

    place: int
    """Among the sets, from 0."""
    task: SetTask
    inputs: str
    kept: tuple[Artifact, ...] = ()
    """Its files, where they are there and made of the same."""

    @property
    def weight(self) -> float:
        """Milliseconds it takes, as a guess."""
        return weight_of_set(len(self.task.papers))


def weight_of_set(papers: int) -> float:
    """Milliseconds that a set of so many papers takes, as a guess."""
    return 120.0 + 13.0 * papers


def planned_sets(
    plans: Sequence[SetPlan],
    tasks: SetTasks,
    paper_inputs: Mapping[PurePosixPath, str],
    ledger: Ledger,
    recipe: Recipe,
) -> list[PlannedSet]:
    """The sets, and which of them are there already.

    Args:
        plans: their papers.
        tasks: makes their tasks.
        paper_inputs: digest of what each paper is made of.
        ledger: knows what is there.
        recipe: what everything of the run is made by.

    Raises:
        TemplateError: there is no template of the index or of the list of seals.
    """
    seal = _sealing_digest(tasks.password, ledger.manifest.salt)
    shared = digest_of(recipe.program, recipe.author, recipe.pdf, recipe.typefaces, seal)
    found = []
    for place, plan in enumerate(plans):
        task = tasks.task(plan)
        own = [paper_inputs[paper.path] for paper in task.papers]
        inputs = digest_of(shared, replace(task, password=""), own).hex()
        kept = [ledger.manifest.current(path, inputs) for path in _files(task)]
        there = tuple(artifact for artifact in kept if artifact is not None)
        found.append(PlannedSet(place, task, inputs, there if len(there) == len(kept) else ()))
    return found


def _files(task: SetTask) -> Iterator[PurePosixPath]:
    """The files of a set; a workbook cannot be sealed, and is left away."""
    yield task.folder / f"{SET}.pdf"
    yield task.folder / f"{SEALS}.pdf"
    if not task.password:
        yield task.folder / f"{SEALS}.xlsx"


def _sealing_digest(password: str, salt: bytes) -> str:
    """What tells one password from another and costs too much to be guessed; "" for none."""
    if not password:
        return ""
    key = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(key, salt=salt, n=2**14, r=8, p=1).hex()


def press(
    sets: Sequence[PlannedSet], recipe: Recipe, tools: Tools, held: frozenset[str]
) -> tuple[SetMade, ...]:
    """Bind the sets that are not there yet.

    Args:
        sets: all of them.
        recipe: what everything of the run is made by.
        tools: what the run works with; the papers are all there.
        held: documents of which it has been said that they are not made: their sets have no
            news of it.

    Raises:
        FormgenError: a template is unusable, or the output cannot be written.
    """
    ledger = tools.ledger
    made = {one.place: _kept(one, ledger) for one in sets if one.kept}
    anew = sorted((one for one in sets if not one.kept), key=lambda one: -one.weight)
    by_place = {one.place: one for one in anew}
    pieces = (_piece(one, recipe, tools) for one in anew)
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


def _kept(one: PlannedSet, ledger: Ledger) -> SetMade:
    """Note a set that is there already; what was said of it is said again."""
    ledger.keep(Stage.SETS, one.place, one.kept)
    if one.task.password:  # the workbook of an open set may still lie there
        ledger.lose(Stage.SETS, one.place, [one.task.folder / f"{SEALS}.xlsx"])
    ledger.step(one.weight)
    return _made_before(one)


def _piece(one: PlannedSet, recipe: Recipe, tools: Tools) -> SetPiece:
    """A set with its papers, for one process."""
    papers = tuple(tools.papers.get(paper.path, b"") for paper in one.task.papers)
    address = tools.ledger.store.address
    return SetPiece(recipe, address, one.task, papers, one.place, one.inputs)


def _note(done: SetDone, one: PlannedSet, ledger: Ledger, held: frozenset[str]) -> None:
    """Note what came of a set."""
    pressed = done.pressed
    ledger.record(Stage.SETS, done.place, done.artifacts)
    ledger.lose(Stage.SETS, done.place, (*pressed.withheld, *pressed.unsealed))
    if not held.issuperset(paper.document for paper in one.task.papers):
        ledger.say(Stage.SETS, done.place, pressed.problems)
    ledger.spend({"bind": done.seconds})
    ledger.step(one.weight)


def _made_before(one: PlannedSet) -> SetMade:
    """What was said of a set that is there already."""
    pages, sheets, seals, duplex = Notes.read(one.kept[0].notes).sizes
    return SetMade(one.task.name, one.kept[0].path, pages, sheets, seals, bool(duplex))
