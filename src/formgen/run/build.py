"""The build: load → check → plan → render → store → pack → report, in that order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formgen.campaign import Campaign
from formgen.check import CampaignData
from formgen.layout.printing import Engine, StandIn
from formgen.plan import ALL, Job, Selection
from formgen.problems import EnvironmentLackError, Place, Problem
from formgen.run.engines import PdfOptions, open_engine
from formgen.run.making import Forms, Maker
from formgen.run.manifest import (
    MANIFEST,
    Artifact,
    manifest_json,
    read_manifest,
    read_tracking,
)
from formgen.run.modes import FOLDERS, WATERMARK, Mode
from formgen.run.preparing import Prepared, Wishes, prepare
from formgen.run.press_sets import Press, SetMade
from formgen.run.rendering import Ledger, Progress, Tools, Work, make_all
from formgen.run.store import Store
from formgen.run.tracking import tracking_codes
from formgen.templating import TemplateFolders
from formgen.workbooks.to_fill import to_fill_lists, to_fill_workbook


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made, and what was wrong with the data."""

    campaign: Campaign
    mode: Mode
    root: Path
    """The campaign's output folder."""
    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    """Names of the entries no document was made for."""
    units: tuple[str, ...]
    """Names of the recommending units, in their order."""
    untouched: tuple[str, ...]
    """Files an earlier build made that this one, of everything, no longer makes."""
    stand_ins: tuple[StandIn, ...] = ()
    """Typefaces that others stood in for, in the PDFs."""
    notices: tuple[str, ...] = ()
    """What the engine that printed the PDFs has to say."""
    outdated: tuple[str, ...] = ()
    """Files of an earlier build that could not be made this time: they are out of date."""
    to_fill: Path | None = None
    """The list of what is still to be filled in, of pre-filled forms."""
    sets: tuple[SetMade, ...] = ()
    """The sets to be printed in one go."""
    of_list: tuple[Problem, ...] = ()
    """Those of the problems that are the chosen list's; their places are in that file."""

    @property
    def folder(self) -> Path:
        """The folder the files are in."""
        return self.root / self.mode.folder


def build(
    folder: Path,
    output: Path,
    wishes: Wishes,
    progress: Progress = lambda _done, _planned: None,
) -> BuildResult:
    """Make a campaign's documents.

    Args:
        folder: the campaign folder.
        output: the folder the campaign's own output folder is made in.
        wishes: what the user asked for.
        progress: told after each file.

    Raises:
        FormgenError: the campaign file, a template, a table or the output is unusable;
            nothing is written before the first three have been read.
    """
    work = prepare(folder, output, wishes)
    campaign, data, selection, mode = work.campaign, work.data, work.selection, wishes.mode
    store = Store(output / campaign.id)
    earlier, known = read_manifest(store.root), read_tracking(store.root)
    codes = tracking_codes(campaign, work.jobs, known) if wishes.tracking else {}
    maker = _maker(work, wishes, {path: code for path, (code, _) in codes.items()})
    press = Press.of(campaign, data, TemplateFolders.of(folder, campaign.id), maker)
    ledger = Ledger(store)
    try:
        made = make_all(
            Work(campaign, data, work.jobs, work.sets, whole=_every_format(selection, mode)),
            Tools(maker, press, ledger, progress),
        )
    finally:  # what was made before a run broke off is known to the next one
        tracked = known | dict(codes.values())
        store.write(MANIFEST, manifest_json(campaign.id, ledger.artifacts, earlier, tracked))
    whole = mode is Mode.SOUND and selection == ALL
    return BuildResult(
        campaign=campaign,
        mode=mode,
        root=store.root,
        artifacts=tuple(ledger.artifacts),
        problems=(*work.problems, *work.of_list, *made.problems),
        left_out=_left_out(data, selection),
        units=tuple(unit.name for unit in data.units) if data else (),
        untouched=_untouched(earlier, ledger.artifacts, made.outdated) if whole else (),
        stand_ins=made.stand_ins,
        notices=maker.engine.notices if maker.engine else (),
        outdated=made.outdated,
        to_fill=_write_to_fill(work, store) if mode is Mode.PREFILLED else None,
        sets=made.sets,
        of_list=work.of_list,
    )


def _maker(work: Prepared, wishes: Wishes, tracking: Mapping[PurePosixPath, str]) -> Maker:
    documents = work.campaign.documents
    return Maker(
        templates=work.templates,
        author="、".join(work.campaign.organisers.hosts),
        engine=_engine(work.jobs, wishes.pdf),
        watermark=WATERMARK if wishes.mode is Mode.DRAFT else "",
        page_limits={one.name: one.page_limit for one in documents if one.page_limit is not None},
        tracking=tracking,
        forms=Forms.of(work.campaign),
    )


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


def _write_to_fill(work: Prepared, store: Store) -> Path | None:
    """Write what each pre-filled form still lacks; None where none lacks anything."""
    data = work.data
    if data is None:
        return None
    made = {entry.number for entry in data.applicants.entries}
    records = {_record(d.place("")) for d in data.drafts if d.entry.number in made}
    problems = [
        problem
        for problem in work.problems
        if not problem.entry or _record(problem.place) in records
    ]
    lists = to_fill_lists(problems, [unit.name for unit in data.units])
    if not lists:
        return None
    path = PurePosixPath(Mode.PREFILLED.folder, "待填清单.xlsx")
    return store.write(path, to_fill_workbook(work.campaign, lists))


def _record(place: Place) -> tuple[str, str, int | None]:
    """Which record a place is in."""
    return place.file, place.sheet, place.row


def _engine(jobs: Sequence[Job], pdf: PdfOptions) -> Engine | None:
    """What prints the PDFs, where any are wanted."""
    if not any(job.format == "pdf" for job in jobs):
        return None
    try:
        return open_engine(pdf)
    except EnvironmentLackError as error:
        hint = f"{error.hint}；只要 Word 和 Excel 时，请加 --format docx,xlsx"
        raise EnvironmentLackError(error.message, hint=hint) from error


def _untouched(
    earlier: Mapping[str, str], artifacts: Sequence[Artifact], outdated: Sequence[str]
) -> tuple[str, ...]:
    made = {*(str(a.path) for a in artifacts), *outdated}
    return tuple(
        path
        for path in earlier
        if path not in made and PurePosixPath(path).parts[0] not in FOLDERS.values()
    )
