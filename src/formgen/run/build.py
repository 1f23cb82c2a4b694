"""The build: load → check → plan → render → store → pack → report, in that order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from formgen.campaign import Campaign, Document, load_campaign
from formgen.check import CampaignData, check_data
from formgen.check.chosen import read_chosen
from formgen.layout.printing import Engine, StandIn
from formgen.lint import lint_documents
from formgen.plan import ALL, Job, Selection, filled_by_units, plan, plan_blank, wanted_documents
from formgen.plan.sets import SetPlan, plan_sets
from formgen.problems import (
    EnvironmentLackError,
    Place,
    Problem,
    Severity,
    TemplateError,
)
from formgen.run.checking import problems_of
from formgen.run.engines import PdfOptions, open_engine
from formgen.run.making import Maker
from formgen.run.manifest import (
    MANIFEST,
    Artifact,
    manifest_json,
    read_manifest,
    read_tracking,
)
from formgen.run.modes import FOLDERS, WATERMARK, Mode
from formgen.run.press_sets import Press, SetMade
from formgen.run.refusals import (
    refuse_impossible,
    refuse_nobody,
    refuse_unknown_units,
    refuse_untracked,
    refuse_with_blank,
)
from formgen.run.rendering import Ledger, Progress, Tools, Work, make_all
from formgen.run.store import Store
from formgen.run.tracking import tracking_codes
from formgen.templating import TemplateFolders, prepare_templates
from formgen.workbooks.to_fill import to_fill_lists, to_fill_workbook

_PLAIN_PDF = PdfOptions()


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


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked of a build."""

    selection: Selection = ALL
    """Documents, formats and units wanted."""
    mode: Mode = Mode.SOUND
    """What is made of data that is not complete and right."""
    pdf: PdfOptions = _PLAIN_PDF
    """How PDFs are printed."""
    chosen: Path | None = None
    """A list of the entries that are wanted; None for all."""
    tracking: bool = False
    """Whether each printed form carries a code in its footer."""


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
    campaign = load_campaign(folder)
    mode = wishes.mode
    if mode is Mode.BLANK:
        refuse_with_blank(chosen=wishes.chosen is not None, tracking=wishes.tracking)
    refuse_untracked(wishes.pdf.engine, tracking=wishes.tracking)
    refuse_impossible(campaign, wishes.selection, folder, output)
    paths = _templates(campaign, wishes.selection, folder)
    data = _checked(campaign, folder, mode)
    selection, unknown = _selected(campaign, data, wishes)
    jobs = _jobs(campaign, data, selection, mode)
    sets = _sets(campaign, data, selection, jobs, wishes)
    store = Store(output / campaign.id)
    earlier, known = read_manifest(store.root), read_tracking(store.root)
    codes = tracking_codes(campaign, jobs, known) if wishes.tracking else {}
    maker = Maker(
        paths,
        "、".join(campaign.organisers.hosts),
        _engine(jobs, wishes.pdf),
        WATERMARK if mode is Mode.DRAFT else "",
        {one.name: one.page_limit for one in campaign.documents if one.page_limit is not None},
        {path: code for path, (code, _) in codes.items()},
    )
    press = Press.of(campaign, data, TemplateFolders.of(folder, campaign.id), maker)
    ledger = Ledger(store)
    try:
        made = make_all(
            Work(campaign, data, jobs, sets, whole=_every_format(selection, mode)),
            Tools(maker, press, ledger, progress),
        )
    finally:  # what was made before a run broke off is known to the next one
        tracked = known | dict(codes.values())
        store.write(MANIFEST, manifest_json(campaign.id, ledger.artifacts, earlier, tracked))
    whole = mode is Mode.SOUND and selection == ALL
    prefilled = mode is Mode.PREFILLED
    return BuildResult(
        campaign=campaign,
        mode=mode,
        root=store.root,
        artifacts=tuple(ledger.artifacts),
        problems=(*_problems(data, selection), *unknown, *made.problems),
        left_out=_left_out(data, selection),
        units=tuple(unit.name for unit in data.units) if data else (),
        untouched=_untouched(earlier, ledger.artifacts, made.outdated) if whole else (),
        stand_ins=made.stand_ins,
        notices=maker.engine.notices if maker.engine else (),
        outdated=made.outdated,
        to_fill=_write_to_fill(campaign, data, selection, store) if prefilled else None,
        sets=made.sets,
        of_list=unknown,
    )


def _every_format(selection: Selection, mode: Mode) -> bool:
    """Whether what is made of a public document can be sent off as it is."""
    return selection.whole and not selection.formats and mode is not Mode.DRAFT


def _selected(
    campaign: Campaign, data: CampaignData | None, wishes: Wishes
) -> tuple[Selection, tuple[Problem, ...]]:
    """The selection with the entries of the chosen list, and which of them there are not."""
    if wishes.chosen is None or data is None:
        return wishes.selection, ()
    chosen = read_chosen(wishes.chosen, campaign, data)
    numbers = frozenset(chosen.numbers)
    sent = [one.unit for one in data.applicants.entries if one.number in numbers]
    if sent:
        refuse_nobody(wishes.selection.units, sent, wishes.chosen.name)
    return replace(wishes.selection, entries=numbers), chosen.problems


def _sets(
    campaign: Campaign,
    data: CampaignData | None,
    selection: Selection,
    jobs: Sequence[Job],
    wishes: Wishes,
) -> list[SetPlan]:
    """The sets to be printed; none of drafts, empty and half-filled forms."""
    if data is None or wishes.mode not in (Mode.SOUND, Mode.STRICT):
        return []
    return plan_sets(campaign, data, selection, jobs, wishes.chosen.stem if wishes.chosen else "")


def _problems(data: CampaignData | None, selection: Selection) -> tuple[Problem, ...]:
    """The problems of the units asked for, and of their tables."""
    return problems_of(data, selection.units) if data else ()


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


def _write_to_fill(
    campaign: Campaign, data: CampaignData | None, selection: Selection, store: Store
) -> Path | None:
    """Write what each pre-filled form still lacks; None where none lacks anything."""
    if data is None:
        return None
    made = {entry.number for entry in data.applicants.entries}
    records = {_record(d.place("")) for d in data.drafts if d.entry.number in made}
    problems = [
        problem
        for problem in _problems(data, selection)
        if not problem.entry or _record(problem.place) in records
    ]
    lists = to_fill_lists(problems, [unit.name for unit in data.units])
    if not lists:
        return None
    path = PurePosixPath(Mode.PREFILLED.folder, "待填清单.xlsx")
    return store.write(path, to_fill_workbook(campaign, lists))


def _record(place: Place) -> tuple[str, str, int | None]:
    """Which record a place is in."""
    return place.file, place.sheet, place.row


def _templates(
    campaign: Campaign, selection: Selection, folder: Path
) -> dict[tuple[str, str], Path]:
    """The templates of the documents wanted, checked and compiled."""
    documents = wanted_documents(campaign, selection)
    folders = TemplateFolders.of(folder, campaign.id)
    _sound(campaign, documents, folders)
    return prepare_templates(documents, folders)


def _checked(campaign: Campaign, folder: Path, mode: Mode) -> CampaignData | None:
    """The campaign's data after the check; None where none is asked for."""
    if mode is Mode.BLANK:
        return None
    return check_data(campaign, folder, mode.admission)


def _jobs(
    campaign: Campaign, data: CampaignData | None, selection: Selection, mode: Mode
) -> list[Job]:
    """What is to be made of the data; of none, the empty forms."""
    if data is None:
        return plan_blank(campaign, selection)
    refuse_unknown_units(data.units, selection.units)
    if not _has_entries(data) or (mode is Mode.STRICT and _has_errors(data, selection)):
        return []
    jobs = plan(campaign, data, selection)
    if mode is Mode.DRAFT:  # a list for machines cannot say that it is a draft
        jobs = [job for job in jobs if job.names is None]
    if mode is Mode.PREFILLED:  # lists, notices and certificates are made of finished entries
        forms = {one.name for one in campaign.documents if filled_by_units(one)}
        jobs = [job for job in jobs if job.identifier and job.document in forms]
    top = mode.folder
    return [replace(job, path=PurePosixPath(top, job.path)) for job in jobs] if top else jobs


def _has_errors(data: CampaignData, selection: Selection) -> bool:
    return any(problem.severity is Severity.ERROR for problem in _problems(data, selection))


def _engine(jobs: Sequence[Job], pdf: PdfOptions) -> Engine | None:
    """What prints the PDFs, where any are wanted."""
    if not any(job.format == "pdf" for job in jobs):
        return None
    try:
        return open_engine(pdf)
    except EnvironmentLackError as error:
        hint = f"{error.hint}；只要 Word 和 Excel 时，请加 --format docx,xlsx"
        raise EnvironmentLackError(error.message, hint=hint) from error


def _has_entries(data: CampaignData) -> bool:
    """Whether any entry is fit to print; lists and notices of none would mislead."""
    return bool(data.applicants.entries) or not data.applicants.left_out


def _sound(campaign: Campaign, documents: Sequence[Document], folders: TemplateFolders) -> None:
    """Refuse templates that would print a raw tag, or lose text without a word."""
    faults = [
        f"模板“{finding.template}”{finding.place}：{finding.message}。{finding.hint}"
        for finding in lint_documents(campaign, documents, folders)
        if finding.severity is Severity.ERROR
    ]
    if faults:
        raise TemplateError("\n".join(faults))


def _untouched(
    earlier: Mapping[str, str], artifacts: Sequence[Artifact], outdated: Sequence[str]
) -> tuple[str, ...]:
    made = {*(str(a.path) for a in artifacts), *outdated}
    return tuple(
        path
        for path in earlier
        if path not in made and PurePosixPath(path).parts[0] not in FOLDERS.values()
    )
