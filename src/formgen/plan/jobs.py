"""Campaign and entries → jobs: which document, for whom, from what, to which file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from formgen.campaign import Campaign, Document, Scope
from formgen.campaign.document import LISTED, OUTPUTS
from formgen.check import CampaignData, Entry
from formgen.plan.context import View
from formgen.plan.paths import distinct, safe_name
from formgen.plan.selection import select, split_by_value
from formgen.publish.listing import PublicList

PUBLIC_FOLDER = "公示"
"""What is published, apart from all papers that are not."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to make. Small, picklable and independent of all others."""

    document: str
    template: str
    """File name of the template."""
    path: PurePosixPath
    """Where the file goes, relative to the campaign's output folder."""
    subject: str
    """For whom it is made: an entry, a unit, a value, or the campaign."""
    context: Mapping[str, object]
    identifier: str = ""
    """Of the entry it is made of; empty for papers of none or many."""
    number: int = 0
    """Of the entry it is made of, in the applicants' tables; 0 for papers of none or many."""
    unit: str = ""
    """Of the unit whose paper it is; empty for papers of entries and of the whole campaign."""
    names: PublicList | None = None
    """The list to be published, where the file is made of it and of no template."""

    @property
    def format(self) -> str:
        """The format of the file: docx, pdf, xlsx."""
        return self.path.suffix.lstrip(".")


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a campaign is wanted; empty means all."""

    documents: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    entries: frozenset[int] | None = None
    """Numbers of the entries on a chosen list; None for all."""

    @property
    def whole(self) -> bool:
        """Whether papers over all entries are wanted: one of some entries would mislead."""
        return not self.units and self.entries is None

    def admits(self, entry: Entry) -> bool:
        """Whether papers of an entry are wanted."""
        if self.units and entry.unit not in self.units:
            return False
        return self.entries is None or entry.number in self.entries


ALL = Selection()


def wanted_documents(campaign: Campaign, selection: Selection) -> list[Document]:
    """The documents selected, each with the templates of the wanted formats only."""
    documents = []
    for document in campaign.documents:
        if selection.documents and document.name not in selection.documents:
            continue
        templates = [name for name in document.templates if outputs(name, selection)]
        if templates or selection.formats & set(list_formats(document)):
            documents.append(document.model_copy(update={"templates": templates}))
    return documents


def outputs(template: str, selection: Selection) -> list[str]:
    """The formats wanted of those a template gives."""
    formats = OUTPUTS[PurePosixPath(template).suffix.lstrip(".")]
    return [name for name in formats if not selection.formats or name in selection.formats]


def list_formats(document: Document) -> tuple[str, ...]:
    """The formats that the list of a public document is published in beside its templates'."""
    if not document.public or Scope.CAMPAIGN not in document.scopes:
        return ()
    made = {name for file in document.templates for name in outputs(file, ALL)}
    return tuple(name for name in LISTED if name not in made)


def plan(campaign: Campaign, data: CampaignData, selection: Selection) -> list[Job]:
    """The jobs of a campaign, document by document, in the order of campaign.json."""
    documents = wanted_documents(campaign, selection)
    return [job for doc in documents for job in _Planner(campaign, data, selection, doc).jobs()]


@dataclass(frozen=True, slots=True)
class _Planner:
    """Plans one document."""

    campaign: Campaign
    data: CampaignData
    selection: Selection
    document: Document

    def jobs(self) -> Iterator[Job]:
        view = View(self.campaign, self.document)
        entries = self._entries()
        shared = self._shared(view)
        whole = self.selection.whole
        for scope in self.document.scopes:
            match scope:
                case Scope.ENTRY:
                    yield from self._for_entries(view, entries)
                case Scope.UNIT if self.selection.entries is None:
                    yield from self._for_units(view, entries, shared)
                case Scope.VALUE if whole:
                    yield from self._for_values(view, entries, shared)
                case Scope.CAMPAIGN if whole:
                    yield from self._for_campaign(view, entries, shared)

    def _entries(self) -> list[Entry]:
        name = self.document.table
        entries = self.data.side_tables[name] if name else self.data.applicants.entries
        return select(self.document, entries, self.campaign, self.data.units)

    def _for_entries(self, view: View, entries: Sequence[Entry]) -> Iterator[Job]:
        units = {unit["名称"]: unit for unit in self._units(view)}
        head = view.head()
        table = self.data.applicants
        digits = len(str(len(table.entries) + len(table.left_out)))
        identifiers = entry_identifiers(self.campaign.id, table.entries)
        places = {entry.number: place for place, entry in enumerate(entries, start=1)}
        wanted = [entry for entry in entries if self.selection.admits(entry)]
        for entry in sorted(wanted, key=lambda entry: entry.number):
            title = str(entry.values[self.document.file_name or self.campaign.name_field])
            stem = f"{entry.number:0{max(digits, 2)}}_{safe_name(title or entry.name)}"
            context = {**head, **view.row(entry, entry.number)}
            context["单位"] = units.get(entry.unit) or view.unit(None, 0)
            context["名单序号"] = places[entry.number]
            draft = self._draft(stem, entry.name, context)
            identifier = identifiers[entry.number]
            yield from self._files(replace(draft, identifier=identifier, number=entry.number))

    def _for_units(
        self, view: View, entries: Sequence[Entry], shared: Mapping[str, object]
    ) -> Iterator[Job]:
        sent: dict[str, list[Entry]] = {}
        for entry in filter(self.selection.admits, entries):
            sent.setdefault(entry.unit, []).append(entry)
        units = [unit for unit in self._units(view) if unit["名称"] in sent]
        stems = distinct([safe_name(str(unit["名称"])) for unit in units])
        for unit, stem in zip(units, stems, strict=True):
            name = str(unit["名称"])
            context = {**shared, **view.listing(sent[name]), "单位": unit}
            yield from self._files(replace(self._draft(stem, name, context), unit=name))

    def _for_values(
        self, view: View, entries: Sequence[Entry], shared: Mapping[str, object]
    ) -> Iterator[Job]:
        groups = split_by_value(entries, self.document.value_field)
        stems = distinct([safe_name(value) for value in groups])
        for (value, own), stem in zip(groups.items(), stems, strict=True):
            context = {**shared, **view.listing(own), "取值": value}
            yield from self._files(self._draft(stem, value, context))

    def _for_campaign(
        self, view: View, entries: Sequence[Entry], shared: Mapping[str, object]
    ) -> Iterator[Job]:
        context = {**shared, **view.listing(entries)}
        draft = self._draft("", self.campaign.name, context)
        yield from self._files(draft)
        if formats := list_formats(self.document):
            names = view.names(entries)
            for name in formats:
                if not self.selection.formats or name in self.selection.formats:
                    path = draft.path.with_name(f"{draft.path.name}.{name}")
                    yield replace(draft, path=path, context={}, names=names)

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

    def _draft(self, stem: str, subject: str, context: Mapping[str, object]) -> Job:
        """A job without template and ending.

        Args:
            stem: of the file's name; empty for the only paper of its document.
            subject: for whom the paper is made.
            context: what its template sees.
        """
        name = safe_name(self.document.name)
        if self.document.public:  # each with its list and check sums, to be sent off as it is
            path = PurePosixPath(PUBLIC_FOLDER, name, stem or name)
        else:
            path = PurePosixPath(name, stem) if stem else PurePosixPath(name)
        return Job(self.document.name, "", path, subject, context)

    def _files(self, draft: Job) -> Iterator[Job]:
        yield from formatted(self.document, self.selection, draft)


def formatted(document: Document, selection: Selection, draft: Job) -> Iterator[Job]:
    """One job for each format of each template; the draft has none, its path no ending."""
    for template in document.templates:
        for name in outputs(template, selection):
            file = draft.path.with_name(f"{draft.path.name}.{name}")
            yield replace(draft, template=template, path=file)


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
