"""Slips of what is printed → sets: which papers are printed in one go, for whom, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from formgen.campaign import Campaign, Document, Scope
from formgen.check import CampaignData, Entry
from formgen.plan.paths import distinct, safe_name
from formgen.plan.selection import as_printed, in_order
from formgen.plan.slip import Slip
from formgen.plan.wanted import Selection

PRESS_FOLDER = "打印"
_UNITS, _WHOLE = _FOLDERS = "按单位", "全部"
VOLUME = 500
"""Entries in one set: as thick as anyone stacks, and as much as is held in memory."""


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Papers to be printed in one go."""

    name: str
    """For whom: 全部, a unit, a document, the chosen list."""
    folder: PurePosixPath
    """Where its files go, relative to the campaign's output folder."""
    papers: tuple[tuple[Document, Slip], ...]
    """In printing order."""
    index: bool = True
    """Whether an index goes before them; none on the special paper of certificates."""


def plan_sets(
    campaign: Campaign,
    data: CampaignData,
    selection: Selection,
    slips: Iterable[Slip],
    chosen: str = "",
) -> list[SetPlan]:
    """The sets of a campaign's printed papers.

    Args:
        campaign: what campaign.json says.
        data: after the check.
        selection: a document that is not wanted leaves its whole set away, because a set with
            some of its papers would be taken for all of them.
        slips: of everything that is made; only PDFs are looked at.
        chosen: what a chosen list is called, where one was given.
    """
    planner = _Planner(campaign, data, _printed(campaign, slips))
    shared = [document for document in campaign.documents if _in_shared_set(document)]
    own = [document for document in campaign.documents if document.own_set]
    sets: list[SetPlan] = []
    if _all_wanted(shared, selection):
        sets += planner.shared_sets(shared, selection, chosen)
    for document in own:
        # A unit's certificates would stand in the place of all.
        if _all_wanted([document], selection) and (selection.whole or chosen):
            sets += planner.own_set(document, chosen)
    return [one for one in sets if one.papers]


def _in_shared_set(document: Document) -> bool:
    if document.own_set:
        return False
    if document.in_set is not None:
        return document.in_set
    return not document.public and bool({Scope.ENTRY, Scope.UNIT} & set(document.scopes))


def _all_wanted(documents: Iterable[Document], selection: Selection) -> bool:
    return all(not selection.documents or one.name in selection.documents for one in documents)


@dataclass(frozen=True, slots=True)
class _Printed:
    """The slips of one document that print."""

    forms: dict[int, list[Slip]] = field(default_factory=dict)
    """By number of the entry."""
    lists: dict[str, list[Slip]] = field(default_factory=dict)
    """Of papers over several entries, by name of the unit; of no unit under ""."""

    def add(self, slip: Slip) -> None:
        """Put a slip where it is asked for."""
        if slip.number:
            self.forms.setdefault(slip.number, []).append(slip)
        else:
            self.lists.setdefault(slip.unit, []).append(slip)


def _printed(campaign: Campaign, slips: Iterable[Slip]) -> dict[str, _Printed]:
    """The slips that print, by document."""
    found = {document.name: _Printed() for document in campaign.documents}
    for slip in slips:
        if slip.format == "pdf":
            found[slip.document].add(slip)
    return found


@dataclass(frozen=True, slots=True)
class _Planner:
    campaign: Campaign
    data: CampaignData
    printed: dict[str, _Printed]
    """What prints of each document."""

    def shared_sets(
        self, documents: Sequence[Document], selection: Selection, chosen: str
    ) -> Iterator[SetPlan]:
        """A set for each unit and one of everything; of a chosen list only that one."""
        entries = self._ordered(documents)
        if chosen:
            yield from self._volumes(chosen, self._folder_of(chosen), documents, entries)
            return
        if selection.whole:
            folder = PurePosixPath(PRESS_FOLDER, _WHOLE)
            yield from self._volumes(_WHOLE, folder, documents, entries)
        if not self.campaign.unit_field:
            return
        sent: dict[str, list[Entry]] = {}
        for entry in entries:
            sent.setdefault(entry.unit, []).append(entry)
        units = [unit.name for unit in self.data.units if sent.get(unit.name)]
        for unit, stem in zip(units, distinct([safe_name(one) for one in units]), strict=True):
            folder = PurePosixPath(PRESS_FOLDER, _UNITS, stem)
            yield from self._volumes(unit, folder, documents, sent[unit], unit)

    def own_set(self, document: Document, chosen: str) -> Iterator[SetPlan]:
        """A set of one document only, in its own order."""
        entries: Sequence[Entry] = ()
        if Scope.ENTRY in document.scopes:
            every = self.data.applicants.entries
            entries = in_order(document, every, self.campaign, self.data.units)
        name = safe_name(document.name)
        folder = self._folder_of(chosen) / name if chosen else self._folder_of_own(document)
        for one in self._volumes(document.name, folder, [document], entries):
            yield SetPlan(one.name, one.folder, one.papers, index=False)

    def _folder_of_own(self, document: Document) -> PurePosixPath:
        return PurePosixPath(PRESS_FOLDER, self._own_names()[document.name])

    def _folder_of(self, chosen: str) -> PurePosixPath:
        """The folder of a chosen list, which may be called like that of another set."""
        taken = [*_FOLDERS, *self._own_names().values()]
        return PurePosixPath(PRESS_FOLDER, distinct([*taken, safe_name(chosen)])[-1])

    def _own_names(self) -> dict[str, str]:
        """The folder of each document that has sets of its own."""
        own = [document.name for document in self.campaign.documents if document.own_set]
        folders = distinct([*_FOLDERS, *map(safe_name, own)])[len(_FOLDERS) :]
        return dict(zip(own, folders, strict=True))

    def _ordered(self, documents: Sequence[Document]) -> list[Entry]:
        """The entries in the order of the summary table, else of the applicants' table."""
        entries = self.data.applicants.entries
        summary = next((one for one in documents if Scope.UNIT in one.scopes), None)
        if summary is None:
            return list(entries)
        return as_printed(summary, entries, self.campaign, self.data.units)

    def _volumes(
        self,
        name: str,
        folder: PurePosixPath,
        documents: Sequence[Document],
        entries: Sequence[Entry],
        unit: str = "",
    ) -> Iterator[SetPlan]:
        """The set, or several where it would be thicker than anyone stacks.

        Lists stand before or behind the forms, as campaign.json has the documents.
        """
        forms = [one for one in documents if Scope.ENTRY in one.scopes]
        first = documents.index(forms[0]) if forms else len(documents)
        before = [*self._lists(documents[:first], unit)]
        behind = [*self._lists(documents[first:], unit)]
        printed = [entry for entry in entries if any(self._of(entry, forms))]
        parts = [printed[at : at + VOLUME] for at in range(0, len(printed), VOLUME)] or [[]]
        for number, part in enumerate(parts, start=1):
            papers = [paper for entry in part for paper in self._of(entry, forms)]
            if number == 1:
                papers = [*before, *papers]
            if number == len(parts):
                papers = [*papers, *behind]
            many = len(parts) > 1
            called = f"{name}（第{number}册）" if many else name
            place = folder / f"第{number}册" if many else folder
            yield SetPlan(called, place, tuple(papers))

    def _lists(self, documents: Iterable[Document], unit: str) -> Iterator[tuple[Document, Slip]]:
        """The papers over several entries: a unit's, or the whole campaign's.

        A document that units have, and the whole campaign has not, goes into the set of
        everything unit by unit.
        """
        for document in documents:
            lists = self.printed[document.name].lists
            each = not unit and Scope.CAMPAIGN not in document.scopes
            for own in lists.values() if each else (lists.get(unit, ()),):
                yield from ((document, slip) for slip in own)

    def _of(self, entry: Entry, documents: Iterable[Document]) -> Iterator[tuple[Document, Slip]]:
        """The forms of an entry."""
        for document in documents:
            for slip in self.printed[document.name].forms.get(entry.number, ()):
                yield document, slip
