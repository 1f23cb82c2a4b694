"""A piece of work → what came of it, in whichever process it is done."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePosixPath

from formgen.layout.printing import StandIn
from formgen.plan import Job
from formgen.problems import Problem
from formgen.run.kept import packed
from formgen.run.making import FinishedFile, Maker
from formgen.run.manifest.artifacts import Artifact
from formgen.run.notes import Notes, notes_of
from formgen.run.recipe import Recipe, maker_of
from formgen.run.sets.pressed import Pressed
from formgen.run.sets.set_tasks import SetTask
from formgen.run.stores.store import Store, open_store

_ONE_AT_A_TIME = threading.Lock()
"""A cluster's worker has threads; what makes files is made for one."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job with what is to be done about it."""

    place: int
    """In the plan, from 0."""
    job: Job
    inputs: str
    """Digest of everything the file is made of."""
    tracking: str = ""
    """The code its paper carries in the footer."""
    bound: bool = False
    """Whether its printed paper goes into a set."""
    stored: bool = True
    """Whether its file is to be written; one that is there needs only its paper."""


@dataclass(frozen=True, slots=True)
class FormsPiece:
    """Jobs for one process."""

    recipe: Recipe
    address: str
    """Of the store."""
    tasks: tuple[Task, ...] = field(repr=False)
    """A cluster's worker logs what it was given where it fails: nothing about persons."""


@dataclass(frozen=True, slots=True)
class SetPiece:
    """A set for one process."""

    recipe: Recipe
    address: str
    task: SetTask = field(repr=False)
    papers: tuple[bytes, ...] = field(repr=False)
    """The packed paper of each slip."""
    place: int
    """Among the sets, from 0."""
    inputs: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task."""

    place: int
    artifact: Artifact | None
    """None where no file could be made, or none was to be written."""
    path: PurePosixPath
    made: bool
    """Whether there is a file."""
    stored: bool
    """Whether it was to be written; else all has been said of it."""
    problems: tuple[Problem, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    paper: bytes = b""
    """The packed paper, where it goes into a set and could be printed."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """What it took, by stage."""


@dataclass(frozen=True, slots=True)
class SetDone:
    """What came of a set."""

    place: int
    pressed: Pressed
    """Without its files' bytes."""
    artifacts: tuple[Artifact, ...]
    seconds: float


def make_forms(piece: FormsPiece) -> tuple[Done, ...]:
    """Make and store the files of jobs.

    Raises:
        FormgenError: a template asks for something a value cannot do, a picture's file has
            gone since the check, or the output cannot be written.
    """
    with _ONE_AT_A_TIME:
        maker, store = maker_of(piece.recipe), _store_at(piece.address)
        return tuple(_done(task, maker, store) for task in piece.tasks)


def _done(task: Task, maker: Maker, store: Store) -> Done:
    job = task.job
    start = time.perf_counter()
    made = maker.make(job, task.tracking)
    making = time.perf_counter()
    wanted = task.bound and made.content and made.printed is not None
    paper = packed(made.printed) if wanted and made.printed is not None else b""
    packing = time.perf_counter()
    artifact = None
    if made.content and task.stored:
        file = FinishedFile(job.document, job.path, made.content)
        notes = notes_of(made.problems, made.stand_ins, job.template)
        artifact = stored(store, file, task.inputs, notes)
    seconds = {
        **made.seconds,
        "render": making - start - sum(made.seconds.values()),
        "pack": packing - making,
        "store": time.perf_counter() - packing,
    }
    return Done(
        task.place,
        artifact,
        job.path,
        bool(made.content),
        task.stored,
        made.problems,
        made.stand_ins,
        paper,
        seconds,
    )


def stored(store: Store, file: FinishedFile, inputs: str, notes: Notes | None) -> Artifact:
    """Write a file and say what was written.

    Args:
        store: where to.
        file: what is written.
        inputs: digest of everything it is made of.
        notes: what came up; None where that is told again only by making the file anew.

    Raises:
        OutputError: it cannot be written.
    """
    written = store.write(file.path, file.content)
    return Artifact(
        file.document,
        file.path,
        hashlib.sha256(file.content).hexdigest(),
        inputs if notes is not None else "",
        written.size,
        written.modified,
        notes.written() if notes is not None else "",
    )


def press_set(piece: SetPiece) -> SetDone:
    """Bind and store a set.

    Raises:
        FormgenError: its templates are unusable, or the output cannot be written.
    """
    with _ONE_AT_A_TIME:
        from formgen.run.sets.press_sets import make_set  # noqa: PLC0415 - where sets are bound only

        start = time.perf_counter()
        maker, store = maker_of(piece.recipe), _store_at(piece.address)
        pressed = make_set(piece.task, piece.papers, maker)
        notes = _notes_on(pressed)
        artifacts = tuple(stored(store, one, piece.inputs, notes) for one in pressed.files)
        told = replace(pressed, files=())
        return SetDone(piece.place, told, artifacts, time.perf_counter() - start)


def _notes_on(pressed: Pressed) -> Notes | None:
    made = pressed.made
    if made is None or pressed.problems:
        return None
    return Notes(sizes=(made.pages, made.sheets, made.seals, int(made.duplex)))


@lru_cache(maxsize=2)
def _store_at(address: str) -> Store:
    return open_store(address)
