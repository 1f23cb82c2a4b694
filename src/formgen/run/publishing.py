"""The public documents of a run → published anew, or kept where nothing of theirs changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from formgen.check import CampaignData
from formgen.check.draft import Draft
from formgen.check.kept_drafts import loaded
from formgen.plan import Job
from formgen.publish.bundle import ARCHIVE, CHECKSUMS, INDEX
from formgen.run.certainty import uncertain
from formgen.run.digests import digest_of
from formgen.run.inputs import InputDigests
from formgen.run.kept import packed
from formgen.run.ledger import Ledger, Stage
from formgen.run.notes import Notes
from formgen.run.publication import publish
from formgen.run.recipe import maker_of
from formgen.run.work import stored
from formgen.run.workload import Tools, Work


def publish_all(
    work: Work,
    data: CampaignData,
    bound: frozenset[PurePosixPath],
    tools: Tools,
    pause: Callable[[], None],
) -> None:
    """Make, search and store the public documents, all or none of them.

    Args:
        work: what is to be made.
        data: after the check.
        bound: papers that go into sets which are made anew.
        tools: what the run works with.
        pause: called every now and then, to look after other work.

    Raises:
        FormgenError: as `publish`, or the output cannot be written.
    """
    ledger, started = tools.ledger, time.perf_counter()
    public = work.public & work.extent.documents
    jobs = list(work.planned.jobs(public)) if public else []
    if not jobs:
        return
    pause()
    inputs = _inputs(work, data, jobs, tools.digests)
    pause()
    # Who is on a list may have become unsure without a change of what is on it.
    unsure = uncertain(work.campaign, data, {job.document for job in jobs})
    unbound = bound.isdisjoint(job.path for job in jobs)
    if not unsure and unbound and _kept(work, jobs, inputs, ledger):
        return
    published = publish(work, data, jobs, maker_of(work.recipe), pause)
    sure = not published.problems
    for place, file in enumerate(published.files):
        notes = Notes(published.stand_ins) if sure else None
        ledger.record(Stage.PUBLISHED, place, [stored(ledger.store, file, inputs, notes)])
    for path, printed in published.printed:
        if path in bound:
            tools.papers.keep(path, packed(printed))
    ledger.say(Stage.PUBLISHED, 0, published.problems, published.stand_ins)
    ledger.lose(Stage.PUBLISHED, 0, published.withheld)
    ledger.spend({"publish": time.perf_counter() - started})
    ledger.step(0, len(jobs))


def _inputs(work: Work, data: CampaignData, jobs: Sequence[Job], digests: InputDigests) -> str:
    """The digest of all public files together: a private value anywhere holds all of them back."""
    found = [digests.of(job) for job in jobs]
    private = b"".join(map(_private, loaded(data.drafts)))
    rest = digest_of(data.units, data.side_tables, data.results, work.whole, work.campaign)
    return digest_of(found, private.hex(), rest).hex()


def _private(draft: Draft) -> bytes:
    """The digest of what the search for leaks knows of a draft."""
    said = {name: cell.raw for name, cell in draft.record.cells.items()} if draft.faulty else {}
    return digest_of(draft.entry.name, draft.entry.values, draft.faulty, said)


def _kept(work: Work, jobs: Sequence[Job], inputs: str, ledger: Ledger) -> bool:
    """Whether every public file is there as it would be made; it is noted then."""
    paths = [*(job.path for job in jobs), *(_bundle(jobs) if work.whole else ())]
    found = [ledger.manifest.current(path, inputs) for path in paths]
    if not all(found):
        return False
    for place, artifact in enumerate(found):
        ledger.keep(Stage.PUBLISHED, place, [artifact] if artifact else [])
    ledger.step(0, len(jobs))
    return True


def _bundle(jobs: Sequence[Job]) -> Iterator[PurePosixPath]:
    """The files that go to the web office with a document that has a list of names."""
    folders = dict.fromkeys(job.path.parent for job in jobs if job.names is not None)
    for folder in folders:
        for name in (INDEX, CHECKSUMS, ARCHIVE):
            yield folder / name
