"""Load → check → plan: a campaign folder and what its user asked for → what is to be made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from formgen.campaign import Campaign, Document, load_campaign
from formgen.check import CampaignData, check_data
from formgen.check.chosen import read_chosen
from formgen.lint import lint_documents
from formgen.plan import ALL, Selection, wanted_documents
from formgen.plan.sets import SetPlan, plan_sets
from formgen.problems import Problem, Severity, TemplateError
from formgen.run.checking import problems_of
from formgen.run.crews.crew import Workers
from formgen.run.engines import PdfOptions
from formgen.run.modes import Mode
from formgen.run.planned import Extent, Planned
from formgen.run.refusals import (
    refuse_impossible,
    refuse_nobody,
    refuse_unknown_units,
    refuse_untracked,
    refuse_with_blank,
)
from formgen.templating import TemplateFolders, prepare_templates

_PLAIN_PDF = PdfOptions()
_ALL_CORES = Workers()


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
    workers: Workers = _ALL_CORES
    """Where the work is done."""
    prune: bool = False
    """Whether files of earlier builds that no longer belong are removed."""
    password: str = field(default="", repr=False)
    """What the print sets are sealed with; empty where they are not."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be made, and of what."""

    folder: Path
    """The campaign folder."""
    campaign: Campaign
    data: CampaignData | None
    """After the check; None for empty forms."""
    selection: Selection
    """With the entries of the chosen list."""
    of_list: tuple[Problem, ...]
    """What is wrong with the chosen list."""
    templates: dict[tuple[str, str], Path]
    """The file of each document name and template name."""
    planned: Planned
    extent: Extent
    """How much that is."""
    sets: list[SetPlan]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Those of the units asked for, and of their tables."""
        return problems_of(self.data, self.selection.units) if self.data else ()


def prepare(folder: Path, output: str | Path, wishes: Wishes) -> Prepared:
    """Read a campaign folder, check it and plan; nothing is written.

    Raises:
        FormgenError: the campaign file, a template or a table is unusable, or what is asked for
            cannot be.
    """
    campaign = load_campaign(folder)
    if wishes.mode is Mode.BLANK:
        refuse_with_blank(chosen=wishes.chosen is not None, tracking=wishes.tracking)
    refuse_untracked(wishes.pdf.engine, tracking=wishes.tracking)
    refuse_impossible(campaign, wishes.selection, folder, output)
    templates = _templates(campaign, wishes.selection, folder)
    data = _checked(campaign, folder, wishes.mode)
    selection, of_list = _selected(campaign, data, wishes)
    planned = _planned(campaign, data, selection, wishes.mode)
    extent = Extent.of(planned)
    sets = _sets(planned, extent, wishes)
    return Prepared(folder, campaign, data, selection, of_list, templates, planned, extent, sets)


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


def _sets(planned: Planned, extent: Extent, wishes: Wishes) -> list[SetPlan]:
    """The sets to be printed; none of drafts, empty and half-filled forms."""
    data = planned.data
    if data is None or wishes.mode not in (Mode.SOUND, Mode.STRICT):
        return []
    chosen = wishes.chosen.stem if wishes.chosen else ""
    return plan_sets(planned.campaign, data, planned.selection, extent.printed, chosen)


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


def _planned(
    campaign: Campaign, data: CampaignData | None, selection: Selection, mode: Mode
) -> Planned:
    """What is to be made of the data; of none, the empty forms."""
    nothing = False
    if data is not None:
        refuse_unknown_units(data.units, selection.units)
        refused = mode is Mode.STRICT and _has_errors(data, selection)
        nothing = refused or not _has_entries(data)
    return Planned(campaign, data, selection, mode, nothing)


def _has_errors(data: CampaignData, selection: Selection) -> bool:
    problems = problems_of(data, selection.units)
    return any(problem.severity is Severity.ERROR for problem in problems)


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
