"""The five campaigns' forms: which there are, filled as `build` fills them, and empty."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import meta
from lxml import etree

from formgen.campaign import Campaign, Document, Scope, load_campaign
from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import fold
from formgen.campaign.units import Unit
from formgen.campaign.values import Value
from formgen.check import CampaignData, Checked, Entry
from formgen.check.units import read_units
from formgen.plan import Selection, filled_by_units, plan, plan_blank
from formgen.run.making import Forms, Maker
from formgen.templating import TemplateFolders, compiled
from formgen.word import WordTemplate

ROOT = Path(__file__).parents[2]
CAMPAIGNS = ("anhui-2024", "bozhou-2022", "guizhou-2018", "hubei-2024", "xuzhou-2023")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True, eq=False)
class FormCase:
    """One form that units fill in, with all that is needed to fill it."""

    campaign: Campaign
    folder: Path
    document: Document
    path: Path
    """Its template."""
    template: WordTemplate
    units: tuple[Unit, ...]
    asked: tuple[FieldDefinition, ...]
    """The fields its template names, in the order of campaign.json."""

    @property
    def name(self) -> str:
        """Campaign and form, for the tests' names."""
        return f"{self.campaign.id}-{self.document.name}"

    @property
    def options(self) -> dict[str, dict[str, str]]:
        """Accepted wordings of each choice field, and the option each means."""
        units = {unit.name: unit.name for unit in self.units}
        return {
            field.name: units if field.kind == "推荐单位" else self.campaign.options_of(field)
            for field in self.campaign.fields
        }

    def fill(self, values: Mapping[str, Value]) -> bytes:
        """The form of one entry."""
        return self.fill_all([values])[0]

    def fill_all(self, entries: Sequence[Mapping[str, Value]]) -> list[bytes]:
        """The forms of entries, planned and rendered as `build` does it."""
        name, unit = self.campaign.name_field, self.campaign.unit_field
        known = tuple(
            Entry(number, str(values[name]), str(values[unit]) if unit else "", values)
            for number, values in enumerate(entries, start=1)
        )
        data = CampaignData(self.units, Checked(known, (), ()), {}, ())
        chosen = Selection(frozenset({self.document.name}), frozenset({"docx"}))
        maker = self._maker()
        return [maker.make(job).content for job in plan(self.campaign, data, chosen)]

    def empty(self) -> bytes:
        """The form nobody has filled in."""
        chosen = Selection(frozenset({self.document.name}), frozenset({"docx"}))
        [job] = plan_blank(self.campaign, chosen)
        return self._maker().make(job).content

    def _maker(self) -> Maker:
        """What makes the form's files, as `build` sets it up."""
        template = (self.document.name, self.document.templates[0])
        return Maker({template: self.path}, "", None, forms=Forms.of(self.campaign))


@cache
def cases() -> tuple[FormCase, ...]:
    """Every Word form for one entry that units of the five campaigns fill in."""
    found = []
    for name in CAMPAIGNS:
        folder = ROOT / "data" / name
        campaign = load_campaign(folder)
        units = tuple(read_units(campaign, folder)[0])
        templates = TemplateFolders.of(folder, campaign.id)
        for document in campaign.documents:
            if Scope.ENTRY not in document.scopes or not filled_by_units(document):
                continue
            for file in document.templates:
                path = templates.find(file)
                template = compiled(path)
                assert isinstance(template, WordTemplate)
                asked = _asked(campaign, template)
                found.append(FormCase(campaign, folder, document, path, template, units, asked))
    return tuple(found)


def case(campaign: str, document: str) -> FormCase:
    """One form by the names of its campaign and document."""
    return next(c for c in cases() if (c.campaign.id, c.document.name) == (campaign, document))


def _asked(campaign: Campaign, template: WordTemplate) -> tuple[FieldDefinition, ...]:
    named: set[str] = set()
    for tree in template.trees():
        named |= meta.find_undeclared_variables(tree)
    return tuple(field for field in campaign.fields if field.name in named)


@cache
def empty_paragraphs(name: str) -> tuple[tuple[str, str], ...]:
    """Paragraphs of the empty form of that name: text of the cell left of it, and its text.

    The first is empty outside tables and in the first cell of a row.
    """
    form = next(c for c in cases() if c.name == name)
    with zipfile.ZipFile(io.BytesIO(form.empty())) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for paragraph in root.iter(f"{W}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        cell = paragraph.getparent()
        before = cell.getprevious() if cell is not None and cell.tag == f"{W}tc" else None
        label = "" if before is None or before.tag != f"{W}tc" else _text(before)
        if text.strip():
            found.append((fold(label), text))
    return tuple(found)


@cache
def empty_cells(name: str) -> frozenset[str]:
    """The folded texts of the cells of the empty form of that name."""
    form = next(c for c in cases() if c.name == name)
    with zipfile.ZipFile(io.BytesIO(form.empty())) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return frozenset(fold(_text(cell)) for cell in root.iter(f"{W}tc") if _text(cell).strip())


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))
