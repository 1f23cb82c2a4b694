"""Planned sets → which are there already, and the digest of what each is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from formgen.plan.sets import SetPlan
from formgen.run.digests import digest_of
from formgen.run.ledger import Ledger
from formgen.run.manifest.artifacts import Artifact
from formgen.run.recipe import Recipe
from formgen.run.sets.pressed import SEALS, SET
from formgen.run.sets.set_tasks import SetTask, SetTasks
from formgen.run.workload import Work


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """A set, and whether it is there already."""

    place: int
    """Among the sets, from 0."""
    plan: SetPlan
    kept: tuple[Artifact, ...] = ()
    """Its files, where they are there and made of the same."""

    @property
    def documents(self) -> frozenset[str]:
        """Names of those its papers are of."""
        return frozenset(document.name for document, _ in self.plan.papers)

    @property
    def weight(self) -> float:
        """Milliseconds it takes, as a guess."""
        return weight_of_set(len(self.plan.papers))


def weight_of_set(papers: int) -> float:
    """Milliseconds that a set of so many papers takes, as a guess."""
    return 120.0 + 13.0 * papers


@dataclass(frozen=True, slots=True)
class SetDigests:
    """Digests of what sets are made of, under one recipe and one password."""

    _shared: bytes

    @classmethod
    def of(cls, recipe: Recipe, password: str, salt: bytes) -> SetDigests:
        """Digest what all sets share.

        Args:
            recipe: what everything of the run is made by.
            password: the sets are sealed with; empty for open ones.
            salt: of the output's manifest.
        """
        seal = _sealing_digest(password, salt)
        told = digest_of(recipe.program, recipe.author, recipe.pdf, recipe.typefaces, seal)
        return cls(told)

    def inputs(self, task: SetTask, papers: Mapping[PurePosixPath, str]) -> str:
        """The digest of everything a set is made of, hexadecimal.

        Args:
            task: the set.
            papers: digest of what each paper is made of; of one that is not made, none.
        """
        own = [papers.get(paper.path, "") for paper in task.papers]
        return digest_of(self._shared, replace(task, password=""), own).hex()


def planned_sets(
    work: Work,
    digests: SetDigests,
    ledger: Ledger,
    paper_inputs: Callable[[Iterable[SetPlan]], Mapping[PurePosixPath, str]],
) -> list[PlannedSet]:
    """The sets, and which of them are there already.

    What a paper is made of is asked only for sets that an earlier run made: others are made
    anew in any case.

    Args:
        work: what is to be made.
        digests: of what sets are made of.
        ledger: knows what is there.
        paper_inputs: digest of what each paper of sets is made of.

    Raises:
        TemplateError: there is no template of the index or of the list of seals.
    """
    work.tasks.check(work.sets)
    known = [place for place, plan in enumerate(work.sets) if _is_known(plan, work.tasks, ledger)]
    inputs = paper_inputs(work.sets[place] for place in known) if known else {}
    kept = {place: _current(work.sets[place], work, digests, ledger, inputs) for place in known}
    return [PlannedSet(place, plan, kept.get(place, ())) for place, plan in enumerate(work.sets)]


def _is_known(plan: SetPlan, tasks: SetTasks, ledger: Ledger) -> bool:
    """Whether an earlier run made all files of a set."""
    return all(map(ledger.manifest.knows, _files(plan.folder, sealed=bool(tasks.password))))


def _current(
    plan: SetPlan,
    work: Work,
    digests: SetDigests,
    ledger: Ledger,
    papers: Mapping[PurePosixPath, str],
) -> tuple[Artifact, ...]:
    """The files of a set, if all are as they would be made now."""
    inputs = digests.inputs(work.tasks.task(plan), papers)
    files = _files(plan.folder, sealed=bool(work.tasks.password))
    found = [ledger.manifest.current(path, inputs) for path in files]
    return tuple(one for one in found if one is not None) if all(found) else ()


def _files(folder: PurePosixPath, *, sealed: bool) -> Iterator[PurePosixPath]:
    """The files of a set; a workbook cannot be sealed, and is left away."""
    yield folder / f"{SET}.pdf"
    yield folder / f"{SEALS}.pdf"
    if not sealed:
        yield folder / f"{SEALS}.xlsx"


def _sealing_digest(password: str, salt: bytes) -> str:
    """What tells one password from another and costs too much to be guessed; "" for none."""
    if not password:
        return ""
    key = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(key, salt=salt, n=2**14, r=8, p=1).hex()
