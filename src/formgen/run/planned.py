"""Campaign, data and mode → the jobs of a run, one by one and as often as asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import PurePosixPath
from typing import TypeVar

from formgen.campaign import Campaign
from formgen.check import CampaignData
from formgen.plan import (
    Job,
    Selection,
    Slip,
    filled_by_units,
    list_formats,
    plan_blank,
    plan_jobs,
    plan_slips,
)
from formgen.run.modes import Mode

_S = TypeVar("_S", bound=Slip)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be made. Jobs are planned anew at each asking, so that none need be kept."""

    campaign: Campaign
    data: CampaignData | None
    """After the check; None for empty forms."""
    selection: Selection
    mode: Mode
    nothing: bool = False
    """Whether the data, or what was asked for, leave nothing to be made."""

    def slips(self) -> Iterator[Slip]:
        """What is told of each job, in the order of campaign.json."""
        if self.data is None:
            return self._chosen(iter(plan_blank(self.campaign, self.selection)))
        return self._chosen(self._planned(plan_slips, self.selection))

    def jobs(self, documents: frozenset[str] = frozenset()) -> Iterator[Job]:
        """The same with what they are made of.

        Args:
            documents: names of those whose jobs are asked for; empty for all.
        """
        selection = self.selection
        if documents:
            wanted = documents & (selection.documents or documents)
            if not wanted:
                return iter(())
            selection = replace(selection, documents=wanted)
        if self.data is None:
            return self._chosen(iter(plan_blank(self.campaign, selection)))
        return self._chosen(self._planned(plan_jobs, selection))

    def _planned(
        self,
        planner: Callable[[Campaign, CampaignData, Selection], Iterator[_S]],
        selection: Selection,
    ) -> Iterator[_S]:
        if self.data is not None and not self.nothing:
            yield from planner(self.campaign, self.data, selection)

    def _chosen(self, slips: Iterator[_S]) -> Iterator[_S]:
        """Those the mode has, in the folder the mode has."""
        top = self.mode.folder if self.data is not None else ""  # blank forms have it already
        machines = _for_machines(self.campaign)
        forms = {one.name for one in self.campaign.documents if filled_by_units(one)}
        for slip in slips:
            if self.mode is Mode.DRAFT and (slip.document, slip.template, slip.format) in machines:
                continue  # a list for machines cannot say that it is a draft
            if self.mode is Mode.PREFILLED and not (slip.identifier and slip.document in forms):
                continue  # lists, notices and certificates are made of finished entries
            yield replace(slip, path=PurePosixPath(top, slip.path)) if top else slip


def _for_machines(campaign: Campaign) -> frozenset[tuple[str, str, str]]:
    """Document, template (none) and format of every list that is published beside templates."""
    return frozenset(
        (document.name, "", name)
        for document in campaign.documents
        for name in list_formats(document)
    )


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is to be made: what one walk through the plan tells."""

    count: int = 0
    """Files."""
    weight: float = 0
    """Milliseconds of work, as a guess; public documents are made beside it."""
    files: Mapping[str, int] = field(default_factory=dict)
    """How many there are of each document that is made, in the order of the plan."""
    printed: tuple[Slip, ...] = ()
    """Of what is printed."""

    @property
    def documents(self) -> frozenset[str]:
        """Names of those that are made."""
        return frozenset(self.files)

    @property
    def first(self) -> Mapping[str, int]:
        """The place in the plan, from 0, of each document's first file."""
        starts = accumulate(self.files.values(), initial=0)
        return dict(zip(self.files, starts, strict=False))  # behind the last begins nothing

    @classmethod
    def of(cls, planned: Planned) -> Extent:
        """Walk through a plan."""
        public = frozenset(one.name for one in planned.campaign.documents if one.public)
        weight, printed = 0.0, []
        files: Counter[str] = Counter()
        for slip in planned.slips():
            files[slip.document] += 1
            if slip.document not in public:
                weight += weight_of(slip.path)
            if slip.format == "pdf":
                printed.append(slip)
        return cls(files.total(), weight, files, tuple(printed))


_WEIGHTS: Mapping[str, float] = {"docx": 0.5, "html": 2, "xlsx": 8, "pdf": 30}
"""Milliseconds a file of each format takes, as a guess; all others one."""


def weight_of(path: PurePosixPath) -> float:
    """Milliseconds a file takes, as a guess."""
    return _WEIGHTS.get(path.suffix.lstrip("."), 1)
