"""Jobs of public documents → files searched for private values: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import TypeVar

from formgen.campaign import Campaign
from formgen.check import CampaignData, Entry
from formgen.check.draft import Draft
from formgen.layout.printing import Printed, StandIn
from formgen.plan import Job
from formgen.plan.selection import meets
from formgen.problems import Place, Problem
from formgen.publish.bundle import ARCHIVE, CHECKSUMS, INDEX, bundle
from formgen.publish.leaks import Guard, Secret
from formgen.publish.secrets import private_values, public_contacts, public_values
from formgen.publish.strokes import StrokeOrder
from formgen.run.certainty import uncertain
from formgen.run.making import FinishedFile, Made, Maker, each_once
from formgen.run.workload import Work

_T = TypeVar("_T")
_SECRETS = 1_000
"""Private values after which there is a pause: as much work as a file."""

BUNDLE = "网站发布包"
"""What the report calls the files that go with the pages to the web office."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of the public documents."""

    files: tuple[FinishedFile, ...]
    problems: tuple[Problem, ...]
    stand_ins: tuple[StandIn, ...]
    withheld: tuple[PurePosixPath, ...]
    """Files of whole publications that were not made: older ones of their name are out of date."""
    printed: tuple[tuple[PurePosixPath, Printed], ...] = ()
    """Of the PDFs among the files, to be bound into sets."""


def publish(
    work: Work,
    data: CampaignData,
    jobs: Sequence[Job],
    maker: Maker,
    pause: Callable[[], None],
) -> Publication:
    """Make the public documents and search them; nothing is written here.

    Args:
        work: what the run is to make.
        data: after the check.
        jobs: of public documents.
        maker: makes their files.
        pause: called after each file that was made or searched.

    Raises:
        TemplateError: a template asks for something a value cannot do.
    """
    campaign, documents = work.campaign, dict.fromkeys(job.document for job in jobs)
    unsure = uncertain(campaign, data, documents)
    withheld = {problem.details["document"] for problem in unsure}
    wanted = [job for job in jobs if job.document not in withheld]
    made = [(job, maker.make(job)) for job in _each(wanted, pause)]
    problems = [*unsure, *_unknown_strokes(campaign, data, wanted)]
    problems += [one for _, result in made for one in result.problems]
    files = [FinishedFile(job.document, job.path, m.content) for job, m in made if m.content]
    if work.whole:
        files += _bundles(campaign, made)
    leaks = [*_leaks(campaign, data, files, pause)] if files else []
    kept = () if leaks else tuple(files)
    written = {file.path for file in kept}
    return Publication(
        files=kept,
        problems=each_once((*problems, *leaks)),
        stand_ins=tuple(sorted({one for _, result in made for one in result.stand_ins})),
        withheld=tuple(path for path in _parts(jobs) if path not in written),
        printed=tuple(
            (job.path, m.printed) for job, m in made if m.printed and job.path in written
        ),
    )


def _each(things: Iterable[_T], pause: Callable[[], None], every: int = 1) -> Iterator[_T]:
    """The things, with a pause after so many."""
    for number, thing in enumerate(things, start=1):
        yield thing
        if number % every == 0:
            pause()


def _parts(jobs: Iterable[Job]) -> dict[PurePosixPath, None]:
    """Every file of a whole publication of these jobs, what goes with them to the web included."""
    jobs = list(jobs)
    files = dict.fromkeys(job.path for job in jobs)
    added = (job.path.parent / name for job in jobs for name in (INDEX, CHECKSUMS, ARCHIVE))
    return files | dict.fromkeys(added)


def _unknown_strokes(
    campaign: Campaign, data: CampaignData, jobs: Iterable[Job]
) -> Iterator[Problem]:
    """N02 of every listed name with a character that the stroke table does not have."""
    strokes = StrokeOrder.open(campaign.strokes)
    wanted = {job.document for job in jobs}
    drafts = {draft.entry.number: draft for draft in data.drafts}
    for document in campaign.documents:
        fields = [key.field for key in document.sort_by if key.order]
        if document.name not in wanted or document.table or not fields:
            continue
        for entry in data.applicants.entries:
            for field in fields if meets(entry, document.where) else ():
                if unknown := strokes.unknown(str(entry.values[field])):
                    codes = " ".join(f"U+{ord(one):04X}" for one in unknown)
                    details = {"characters": unknown, "codes": codes}
                    yield _problem("N02", drafts[entry.number], details, field)


def _problem(code: str, draft: Draft, details: Mapping[str, object], field: str = "") -> Problem:
    entry = draft.entry
    told = {"name": entry.name, **details}
    return Problem(code, draft.place(field), entry.name, entry.unit, told)


def _bundles(campaign: Campaign, made: Sequence[tuple[Job, Made]]) -> Iterator[FinishedFile]:
    """The check sums, index and archive of each document of which all files could be made."""
    documents = dict.fromkeys(job.document for job, _ in made)
    for name in documents:
        own = [(job, result) for job, result in made if job.document == name]
        listed = next((job.names for job, _ in own if job.names is not None), None)
        if listed is None or not all(result.content for _, result in own):
            continue
        folder = own[0][0].path.parent
        files = [(job.path.name, result.content) for job, result in own]
        for file, content in bundle(listed.title, campaign.id, files, [listed]):
            yield FinishedFile(BUNDLE, folder / file, content)


def _listed(campaign: Campaign, data: CampaignData) -> list[Entry]:
    """The entries on any public list: what may be public of them may stand in the files."""
    wheres = [one.where for one in campaign.documents if one.public and not one.table]
    return [e for e in data.applicants.entries if any(meets(e, where) for where in wheres)]


def _unlisted(data: CampaignData, listed: Iterable[Entry]) -> Iterator[Secret]:
    """The names of those who are on no list: that they applied is nobody's business."""
    numbers = {entry.number for entry in listed}
    for draft in data.drafts:
        entry = draft.entry
        if entry.number not in numbers and len(entry.name) > 1:
            place = draft.place("")
            yield Secret(entry.name, f"{place.file} {place.record}的名称，它不在名单上")


def _leaks(
    campaign: Campaign,
    data: CampaignData,
    files: Iterable[FinishedFile],
    pause: Callable[[], None],
) -> Iterator[Problem]:
    """N01 of every private value in the files."""
    listed = _listed(campaign, data)
    private = private_values(campaign, data.drafts, data.units, data.side_tables)
    guard = Guard.of(
        _each(chain(private, _unlisted(data, listed)), pause, _SECRETS),
        public_contacts(campaign, listed),
        public_values(campaign, listed),
    )
    cleared: dict[str, bytes] = {}
    found = False
    pause()
    for file in _each(files, pause):
        if found and file.document == BUNDLE:  # it holds the files, and would tell all twice
            break
        named = guard.leaks_in_name(file.path)
        inside = guard.leaks(file.path.name, file.content, cleared)
        if not inside:
            cleared[file.path.name] = file.content
        for leak in (*named, *inside):
            found = True
            details = {"where": leak.where, "what": leak.what}
            yield Problem("N01", Place(str(file.path)), details=details)
