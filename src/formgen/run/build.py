"""The build: load → check → plan → render → store → pack → report, in that order."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from formgen.check import CampaignData
from formgen.plan import ALL, Selection
from formgen.problems import OutputError, Place
from formgen.run.build_result import BuildResult
from formgen.run.crews.crew import crew_of
from formgen.run.engines import check_engine, engine_digest
from formgen.run.fingerprint import build_fingerprint, program
from formgen.run.ledger import Ledger, Progress
from formgen.run.making import Forms
from formgen.run.manifest.manifest import Manifest
from formgen.run.modes import FOLDERS, WATERMARK, Mode
from formgen.run.preparing import Prepared, Wishes, prepare
from formgen.run.recipe import Recipe, maker_of
from formgen.run.rendering import make_all
from formgen.run.sets.planned_sets import weight_of_set
from formgen.run.sets.set_tasks import SetTasks
from formgen.run.settled import settled
from formgen.run.stores.locking import locked
from formgen.run.stores.store import Store, open_store
from formgen.run.summary import summary_of
from formgen.run.tracking import tracking_codes
from formgen.run.unchanged import campaign_id_of, wishes_key
from formgen.run.workload import Work
from formgen.templating import TemplateFolders, template_digest
from formgen.workbooks.to_fill import to_fill_lists, to_fill_workbook


def build(
    folder: Path,
    output: str | Path,
    wishes: Wishes,
    progress: Progress = lambda _step: None,
) -> BuildResult:
    """Make a campaign's documents.

    Args:
        folder: the campaign folder.
        output: the folder, or the URL of object storage, that the campaign's own output folder
            is made in.
        wishes: what the user asked for.
        progress: told after each file.

    Raises:
        FormgenError: the campaign file, a template, a table or the output is unusable, or
            another run has the output; nothing is written before the first three have been read.
    """
    started = time.perf_counter()
    mark = _mark(folder, output, wishes)
    prepared = prepare(folder, output, wishes)
    checked = time.perf_counter()
    store = open_store(str(output)).inner(prepared.campaign.id)
    with locked(store):
        store.sweep()
        try:
            with Manifest.open(store, prepared.campaign.id) as manifest:
                result = _built(prepared, wishes, store, manifest, progress)
                if mark and _is_settled(result, wishes):
                    manifest.complete(mark, summary_of(result))
        finally:  # also where it broke off: what a process that was stopped left half done
            with contextlib.suppress(OutputError):
                store.sweep()
    seconds = {"check": checked - started, **result.seconds}
    return replace(result, seconds=seconds, elapsed=time.perf_counter() - started)


def _mark(folder: Path, output: str | Path, wishes: Wishes) -> str:
    """The fingerprint of all the build reads, before it reads; "" where none can be told."""
    campaign_id = campaign_id_of(folder)
    if campaign_id is None or "://" in str(output):
        return ""
    chosen = [wishes.chosen] if wishes.chosen is not None else []
    selection, pdf = wishes.selection, wishes.pdf
    key = wishes_key(
        selection.documents,
        selection.formats,
        selection.units,
        [wishes.mode.name, pdf.engine, pdf.variant, str(wishes.tracking)],
    )
    root = Path(output, campaign_id)
    return build_fingerprint(folder, campaign_id, root, [*pdf.fonts, *chosen], key)


def _built(
    prepared: Prepared, wishes: Wishes, store: Store, manifest: Manifest, progress: Progress
) -> BuildResult:
    """Make what was prepared, in the store."""
    manifest.begin()
    work = _work(prepared, wishes, manifest)
    ledger = _ledger(work, store, manifest, progress)
    if wishes.pdf.engine == "formgen":  # before others are started, so that they have it too
        maker_of(work.recipe)
    with settled(), crew_of(wishes.workers, ledger.whole / 1000) as crew:
        crew.prove_shared(store)
        made = make_all(work, crew, ledger)
    earlier = _earlier(prepared, wishes, manifest, made.outdated)
    removed, stale = _pruned(store, manifest, earlier) if wishes.prune else ((), earlier)
    engine, data = maker_of(work.recipe).engine, prepared.data
    return BuildResult(
        campaign=prepared.campaign,
        mode=wishes.mode,
        place=store.place(),
        artifacts=ledger.files,
        kept=ledger.kept,
        problems=(*prepared.problems, *prepared.of_list, *made.problems),
        left_out=_left_out(data, prepared.selection),
        units=tuple(unit.name for unit in data.units) if data else (),
        untouched=tuple(str(path) for path, _ in stale),
        removed=removed,
        stand_ins=made.stand_ins,
        notices=(*manifest.notices, *(engine.notices if engine else ())),
        outdated=made.outdated,
        to_fill=_write_to_fill(prepared, store) if wishes.mode is Mode.PREFILLED else "",
        sets=made.sets,
        of_list=prepared.of_list,
        seconds=dict(ledger.seconds),
    )


def _work(prepared: Prepared, wishes: Wishes, manifest: Manifest) -> Work:
    """What was prepared, with all that it is made by."""
    campaign, data = prepared.campaign, prepared.data
    codes = _codes(prepared, wishes, manifest)
    folders = TemplateFolders.of(prepared.folder, campaign.id)
    return Work(
        campaign,
        data,
        prepared.planned,
        prepared.extent,
        prepared.sets,
        SetTasks.of(campaign, data if prepared.sets else None, folders, codes, wishes.password),
        _recipe(prepared, wishes),
        codes,
        whole=_every_format(prepared.selection, wishes.mode),
    )


def _codes(prepared: Prepared, wishes: Wishes, manifest: Manifest) -> Mapping[PurePosixPath, str]:
    """The code of each form's footer; noted before any is printed."""
    if not wishes.tracking:
        return {}
    codes = tracking_codes(prepared.campaign, prepared.extent.printed, manifest.tracking())
    manifest.track(dict(codes.values()))
    return {path: code for path, (code, _) in codes.items()}


def _recipe(prepared: Prepared, wishes: Wishes) -> Recipe:
    documents = prepared.campaign.documents
    limits = ((one.name, one.page_limit) for one in documents)
    prints = bool(prepared.extent.printed)
    if prints:
        check_engine(wishes.pdf)
    return Recipe(
        templates=tuple(
            (document, name, path.absolute(), template_digest(path))
            for (document, name), path in prepared.templates.items()
        ),
        author="、".join(prepared.campaign.organisers.hosts),
        pdf=wishes.pdf if prints else None,
        watermark=WATERMARK if wishes.mode is Mode.DRAFT else "",
        page_limits=tuple((name, limit) for name, limit in limits if limit is not None),
        forms=Forms.of(prepared.campaign),
        program=program(),
        typefaces=engine_digest(wishes.pdf) if prints else "",
    )


def _ledger(work: Work, store: Store, manifest: Manifest, progress: Progress) -> Ledger:
    count = work.extent.count + len(work.sets)
    weight = work.extent.weight + sum(weight_of_set(len(one.papers)) for one in work.sets)
    return Ledger(store, manifest, progress, count, weight)


def _earlier(
    prepared: Prepared, wishes: Wishes, manifest: Manifest, outdated: Sequence[str]
) -> list[tuple[PurePosixPath, str]]:
    """Files an earlier build made, with their digests, that a build of everything did not."""
    if wishes.mode is not Mode.SOUND or prepared.selection != ALL:
        return []
    lost = set(outdated)
    return sorted(
        (path, digest)
        for path, digest in manifest.earlier()
        if str(path) not in lost and path.parts[0] not in FOLDERS.values()
    )


def _pruned(
    store: Store, manifest: Manifest, earlier: Iterable[tuple[PurePosixPath, str]]
) -> tuple[tuple[str, ...], list[tuple[PurePosixPath, str]]]:
    """Remove files; those that somebody has changed since are left, and told."""
    removed, left = [], []
    for path, digest in earlier:
        if store.remove(path, digest):
            manifest.forget(path)
            removed.append(str(path))
        else:
            left.append((path, digest))
    return tuple(removed), left


def _is_settled(result: BuildResult, wishes: Wishes) -> bool:
    """Whether a run like this one would have nothing else to make or to say."""
    said = result.problems or result.left_out or result.untouched or result.outdated
    return not said and wishes.mode is Mode.SOUND and not wishes.password


def _every_format(selection: Selection, mode: Mode) -> bool:
    """Whether what is made of a public document can be sent off as it is."""
    return selection.whole and not selection.formats and mode is not Mode.DRAFT


def _left_out(data: CampaignData | None, selection: Selection) -> tuple[str, ...]:
    """Names of the entries of the units asked for that are not fit to print."""
    if data is None:
        return ()
    admitted = {entry.number for entry in data.applicants.entries}
    return tuple(
        draft.entry.name
        for draft in data.drafts
        if draft.entry.number not in admitted
        and (not selection.units or draft.entry.unit in selection.units)
    )


def _write_to_fill(work: Prepared, store: Store) -> str:
    """Write what each pre-filled form still lacks; "" where none lacks anything."""
    data = work.data
    if data is None:
        return ""
    made = {entry.number for entry in data.applicants.entries}
    records = {_record(d.place("")) for d in data.drafts if d.entry.number in made}
    problems = [
        problem
        for problem in work.problems
        if not problem.entry or _record(problem.place) in records
    ]
    lists = to_fill_lists(problems, [unit.name for unit in data.units])
    if not lists:
        return ""
    path = PurePosixPath(Mode.PREFILLED.folder, "待填清单.xlsx")
    store.write(path, to_fill_workbook(work.campaign, lists))
    return store.place(path)


def _record(place: Place) -> tuple[str, str, int | None]:
    """Which record a place is in."""
    return place.file, place.sheet, place.row
