"""Campaign and entries → jobs: which document, for whom, from what, to which file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePosixPath

from formgen.campaign import Campaign, Document, Scope
from formgen.check import CampaignData, Entry
from formgen.plan.context import View
from formgen.plan.paths import distinct, safe_name
from formgen.plan.selection import select, split_by_value
from formgen.plan.slip import Job, Slip
from formgen.plan.wanted import Selection, formatted, list_formats, wanted_documents
from formgen.publish.listing import PublicList

_Shared = Callable[[], Mapping[str, object]]
"""What every paper over several entries sees beside them."""

PUBLIC_FOLDER = "公示"
"""What is published, apart from all papers that are not."""


def plan(campaign: Campaign, data: CampaignData, selection: Selection) -> list[Job]:
    """The jobs of a campaign, document by document, in the order of campaign.json."""
    return list(plan_jobs(campaign, data, selection))


def plan_jobs(campaign: Campaign, data: CampaignData, selection: Selection) -> Iterator[Job]:
    """The same one by one: no more than a document's own data is held at a time."""
    for paper, slip in _planned(campaign, data, selection):
        names = paper.names() if paper.names and not slip.template else None
        yield Job.of(slip, paper.context() if names is None else {}, names)


def plan_slips(campaign: Campaign, data: CampaignData, selection: Selection) -> Iterator[Slip]:
    """What is told of the jobs, without making what they are made of."""
    return (slip for _, slip in _planned(campaign, data, selection))


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper, whatever its formats; what it is made of is put together when asked for."""

    draft: Slip
    """Without template and ending."""
    context: Callable[[], Mapping[str, object]]
    names: Callable[[], PublicList] | None = None
    """The list that is published of it beside its templates, if one is."""


def _planned(
    campaign: Campaign, data: CampaignData, selection: Selection
) -> Iterator[tuple[_Paper, Slip]]:
    """Each file with its paper, in order."""
    for document in wanted_documents(campaign, selection):
        for paper in _Planner(campaign, data, selection, document).papers():
            made = _made_once(paper)
            for slip in formatted(document, selection, paper.draft):
                yield made, slip
            if paper.names is None:
                continue
            for name in list_formats(document):
                if not selection.formats or name in selection.formats:
                    path = paper.draft.path.with_name(f"{paper.draft.path.name}.{name}")
                    yield made, replace(paper.draft, path=path)


def _made_once(paper: _Paper) -> _Paper:
    """The same paper, whose formats share one context."""
    names = paper.names and cache(paper.names)
    return replace(paper, context=cache(paper.context), names=names)


@dataclass(frozen=True, slots=True)
class _Planner:
    """Plans one document."""

    campaign: Campaign
    data: CampaignData
    selection: Selection
    document: Document

    def papers(self) -> Iterator[_Paper]:
        """The document's papers in order."""
        view = View(self.campaign, self.document)
        entries = self._entries()
        whole = self.selection.whole
        shared = cache(lambda: self._shared(view))
        for scope in self.document.scopes:
            match scope:
                case Scope.ENTRY:
                    yield from self._for_entries(view, entries)
                case Scope.UNIT if self.selection.entries is None:
                    yield from self._for_units(view, entries, shared)
                case Scope.VALUE if whole:
                    yield from self._for_values(view, entries, shared)
                case Scope.CAMPAIGN if whole:
                    yield self._for_campaign(view, entries, shared)

    def _entries(self) -> list[Entry]:
        name = self.document.table
        entries = self.data.side_tables[name] if name else self.data.applicants.entries
        return select(self.document, entries, self.campaign, self.data.units)

    def _for_entries(self, view: View, entries: Sequence[Entry]) -> Iterator[_Paper]:
        units = {unit["名称"]: unit for unit in self._units(view)}
        head = view.head()
        table = self.data.applicants
        digits = len(str(len(table.entries) + len(table.left_out)))
        identifiers = entry_identifiers(self.campaign.id, table.entries)
        places = {entry.number: place for place, entry in enumerate(entries, start=1)}

        def context(entry: Entry) -> Mapping[str, object]:
            unit = units.get(entry.unit) or view.unit(None, 0)
            row = view.row(entry, entry.number)
            return {**head, **row, "单位": unit, "名单序号": places[entry.number]}

        wanted = [entry for entry in entries if self.selection.admits(entry)]
        for entry in sorted(wanted, key=lambda entry: entry.number):
            title = str(entry.values[self.document.file_name or self.campaign.name_field])
            stem = f"{entry.number:0{max(digits, 2)}}_{safe_name(title or entry.name)}"
            draft = self._draft(stem, entry.name)
            draft = replace(draft, identifier=identifiers[entry.number], number=entry.number)
            yield _Paper(draft, partial(context, entry))

    def _for_units(self, view: View, entries: Sequence[Entry], shared: _Shared) -> Iterator[_Paper]:
        sent: dict[str, list[Entry]] = {}
        for entry in filter(self.selection.admits, entries):
            sent.setdefault(entry.unit, []).append(entry)
        units = [unit for unit in self._units(view) if unit["名称"] in sent]
        stems = distinct([safe_name(str(unit["名称"])) for unit in units])

        def context(unit: Mapping[str, object], own: Sequence[Entry]) -> Mapping[str, object]:
            return {**shared(), **view.listing(own), "单位": unit}

        for unit, stem in zip(units, stems, strict=True):
            name = str(unit["名称"])
            draft = replace(self._draft(stem, name), unit=name)
            yield _Paper(draft, partial(context, unit, sent[name]))

    def _for_values(
        self, view: View, entries: Sequence[Entry], shared: _Shared
    ) -> Iterator[_Paper]:
        groups = split_by_value(entries, self.document.value_field)
        stems = distinct([safe_name(value) for value in groups])

        def context(value: str, own: Sequence[Entry]) -> Mapping[str, object]:
            return {**shared(), **view.listing(own), "取值": value}

        for (value, own), stem in zip(groups.items(), stems, strict=True):
            yield _Paper(self._draft(stem, value), partial(context, value, own))

    def _for_campaign(self, view: View, entries: Sequence[Entry], shared: _Shared) -> _Paper:
        return _Paper(
            self._draft("", self.campaign.name),
            lambda: {**shared(), **view.listing(entries)},
            (lambda: view.names(entries)) if list_formats(self.document) else None,
        )

    def _shared(self, view: View) -> dict[str, object]:
        """What every paper over several entries sees beside them; made once a document."""
        return {
            **view.head(),
            "单位": view.unit(None, 0),
            "单位表": self._units(view),
            "取值": "",
            "附表": self._side_tables(view),
        }

    def _units(self, view: View) -> list[Mapping[str, object]]:
        used = Counter(entry.unit for entry in self.data.applicants.entries)
        return [view.unit(unit, used[unit.name]) for unit in self.data.units]

    def _side_tables(self, view: View) -> dict[str, object]:
        tables: dict[str, object] = {}
        for name, entries in self.data.side_tables.items():
            document = self.document.model_copy(update={"table": name})
            tables[name] = replace(view, document=document).rows(entries)
        return tables

    def _draft(self, stem: str, subject: str) -> Slip:
        """A slip without template and ending.

        Args:
            stem: of the file's name; empty for the only paper of its document.
            subject: for whom the paper is made.
        """
        name = safe_name(self.document.name)
        if self.document.public:  # each with its list and check sums, to be sent off as it is
            path = PurePosixPath(PUBLIC_FOLDER, name, stem or name)
        else:
            path = PurePosixPath(name, stem) if stem else PurePosixPath(name)
        return Slip(self.document.name, "", path, subject)


def entry_identifiers(campaign_id: str, entries: Sequence[Entry]) -> dict[int, str]:
    """What tells each entry's papers from all others, by the entry's number.

    Made of unit and name, so that it stays when the rows are sorted anew; people of one name
    in one unit are told apart by their order.
    """
    seen: Counter[tuple[str, str]] = Counter()
    identifiers = {}
    for entry in entries:
        seen[entry.unit, entry.name] += 1
        text = "\0".join((campaign_id, entry.unit, entry.name, str(seen[entry.unit, entry.name])))
        digest = hashlib.sha256(text.encode()).hexdigest()
        identifiers[entry.number] = f"{campaign_id}-{digest[:12]}"
    return identifiers
