"""What of a campaign is wanted: documents, formats, units, entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from formgen.campaign import Campaign, Document, Scope
from formgen.campaign.document import LISTED, OUTPUTS
from formgen.check import Entry
from formgen.plan.slip import Slip


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


def formatted(document: Document, selection: Selection, draft: Slip) -> Iterator[Slip]:
    """One slip for each format of each template; the draft has none, its path no ending."""
    for template in document.templates:
        for name in outputs(template, selection):
            file = draft.path.with_name(f"{draft.path.name}.{name}")
            yield replace(draft, template=template, path=file)
