"""A planned set → everything it is made of besides its papers, to be made in any process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from formgen.campaign import Campaign, Document
from formgen.check import CampaignData, Entry
from formgen.plan import Slip
from formgen.plan.sets import SetPlan
from formgen.run.sets.seal_places import AskedSeal, asked_seals
from formgen.templating import TemplateFolders

_INDEX = "打印目录.docx"
_SEALS = "用印清单"


@dataclass(frozen=True, slots=True)
class SetPaper:
    """What a set says of one of its papers."""

    path: PurePosixPath
    """Of its PDF, relative to the campaign's output folder."""
    document: str
    subject: str
    entry: int
    """Number of the entry it is made of; 0 for papers of none or many."""
    own: bool
    """Whether it is of an entry or a unit, and not the organiser's own."""
    duplex: bool
    copies: int
    seals: tuple[AskedSeal, ...]
    note: str = ""
    """What the list of seals says beside it, such as the code in its foot."""


@dataclass(frozen=True, slots=True)
class SetTask:
    """A set to be made: picklable, small, and its `repr` equal for what is equal.

    It holds of the entries' values only those that name a seal.
    """

    name: str
    """For whom: 全部, a unit, a document, the chosen list."""
    folder: PurePosixPath
    """Where its files go, relative to the campaign's output folder."""
    campaign: str
    """Its name."""
    papers: tuple[SetPaper, ...]
    """In printing order."""
    index: Path | None
    """Template of the index; None for a set without one."""
    seals: tuple[Path, Path]
    """Templates of the list of seals: Word and Excel."""
    fields: tuple[str, ...] = ()
    """Names of fields that campaign.json names for seals: of nobody's paper no seal itself."""
    password: str = field(default="", repr=False)
    """With which the set is sealed; empty for an open one."""


@dataclass(frozen=True, slots=True)
class SetTasks:
    """Makes the tasks of a campaign's sets."""

    campaign: Campaign
    entries: Mapping[int, Entry]
    """By number."""
    folders: TemplateFolders
    tracking: Mapping[PurePosixPath, str]
    """The code each paper carries in its footer, by the paper's path."""
    password: str = field(default="", repr=False)

    @classmethod
    def of(
        cls,
        campaign: Campaign,
        data: CampaignData | None,
        folders: TemplateFolders,
        tracking: Mapping[PurePosixPath, str] = MappingProxyType({}),
        password: str = "",
    ) -> SetTasks:
        """The tasks of a campaign's sets."""
        entries = {entry.number: entry for entry in data.applicants.entries} if data else {}
        return cls(campaign, MappingProxyType(entries), folders, tracking, password)

    def check(self, plans: Iterable[SetPlan]) -> None:
        """Prove that all templates of sets are there.

        Raises:
            TemplateError: there is no template of the index or of the list of seals.
        """
        for index in {plan.index for plan in plans}:
            self._templates(index=index)

    def task(self, plan: SetPlan) -> SetTask:
        """What a set is made of.

        Raises:
            TemplateError: there is no template of the index or of the list of seals.
        """
        index, seals = self._templates(index=plan.index)
        return SetTask(
            name=plan.name,
            folder=plan.folder,
            campaign=self.campaign.name,
            papers=tuple(self._paper(document, slip) for document, slip in plan.papers),
            index=index,
            seals=seals,
            fields=self._fields(),
            password=self.password,
        )

    def _templates(self, *, index: bool) -> tuple[Path | None, tuple[Path, Path]]:
        """Those of the index, where there is one, and of the list of seals."""
        word, sheet = (self._template(f"{_SEALS}{ending}") for ending in (".docx", ".xlsx"))
        return self._template(_INDEX) if index else None, (word, sheet)

    def _template(self, name: str) -> Path:
        return self.folders.find(name).absolute()

    def _fields(self) -> tuple[str, ...]:
        seals = (seal for document in self.campaign.documents for seal in document.seals)
        named = {name for seal in seals for name in seal.stamps}
        return tuple(one.name for one in self.campaign.fields if one.name in named)

    def _paper(self, document: Document, slip: Slip) -> SetPaper:
        return SetPaper(
            path=slip.path,
            document=document.name,
            subject=slip.subject,
            entry=slip.number,
            own=bool(slip.number or slip.unit),
            duplex=document.duplex,
            copies=document.copies,
            seals=asked_seals(document, self.entries.get(slip.number), self._stand_for(slip)),
            note=self.tracking.get(slip.path, ""),
        )

    def _stand_for(self, slip: Slip) -> Mapping[str, str]:
        """What the fields that name a seal stand for on a paper."""
        entry = self.entries.get(slip.number)
        if entry is not None:
            return {name: str(value) for name, value in entry.values.items() if value}
        return {self.campaign.unit_field: slip.unit} if slip.unit else {}
