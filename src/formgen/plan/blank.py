"""A document with nothing filled in: jobs of empty forms, the shape templates are held to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from formgen.campaign import Campaign, Document, Scope
from formgen.plan.context import View
from formgen.plan.paths import safe_name
from formgen.plan.slip import Job, Slip
from formgen.plan.wanted import Selection, formatted, wanted_documents

BLANK_FOLDER = "空白表"
BLANK_ROWS = 10
"""Rows of an empty list where the document does not say."""


def filled_by_units(document: Document) -> bool:
    """Whether units write on a paper; certificates, plaques and notices are the office's own."""
    if document.public or document.own_set or document.in_set is False:
        return False
    return bool({Scope.ENTRY, Scope.UNIT} & set(document.scopes))


def papers_of_units(campaign: Campaign) -> list[Document]:
    """The papers that units fill in; of a campaign without any, nor units, its lists."""
    papers = [one for one in campaign.documents if filled_by_units(one)]
    if papers or campaign.unit_field:
        return papers
    return [one for one in campaign.documents if _is_only_list(one)]


def _is_only_list(document: Document) -> bool:
    apart = document.public or document.own_set or document.in_set is False or document.table
    return Scope.CAMPAIGN in document.scopes and not apart


def plan_blank(campaign: Campaign, selection: Selection) -> list[Job]:
    """The jobs of the papers units fill in by hand: every form and list, empty."""
    jobs: list[Job] = []
    papers = {one.name for one in papers_of_units(campaign)}
    for document in wanted_documents(campaign, selection):
        if document.name not in papers:
            continue
        context = blank_context(campaign, document)
        path = PurePosixPath(BLANK_FOLDER, safe_name(document.name))
        draft = Slip(document.name, "", path, "")
        jobs += (Job.of(slip, context) for slip in formatted(document, selection, draft))
    return jobs


_NAMES_SHAPE: Mapping[str, object] = {
    "总数": 0,
    "量词": "",
    "分组": "",
    "列": [{"名称": "", "标签": ""}],
    "组": [{"名称": "", "数量": 0, "量词": "", "列": [""], "行": [[""]]}],
}
"""A list of names with one of everything, to hold a template's names against."""


def naming_context(campaign: Campaign, document: Document) -> Mapping[str, object]:
    """A blank context in which every list has an item, to hold a template's names against."""
    context = dict(blank_context(campaign, document))
    if "行" in context:
        context["申报"] = context["行"]
    groups = context.get("分组")
    if isinstance(groups, list):
        context["分组"] = [{**group, "申报": group["行"]} for group in groups]
    if document.public and "名单" in context:
        context["名单"] = _NAMES_SHAPE
    return context


def blank_context(campaign: Campaign, document: Document) -> Mapping[str, object]:
    """Everything a document can name, with nothing filled in: what an empty form is made from."""
    blank_rows = document.blank_rows or BLANK_ROWS
    document = document.model_copy(update={"blank_rows": blank_rows})
    view = View(campaign, document, blank=True)
    listing = view.listing(())
    shared = {**view.head(), "单位": view.unit(None, 0)}
    context: dict[str, object] = {}
    if Scope.ENTRY in document.scopes:
        context |= {**shared, **view.blank_row(""), "名单序号": ""}
    if set(document.scopes) - {Scope.ENTRY}:
        sides = {side.name: _blank_side(view, side.name) for side in campaign.side_tables}
        context |= {**shared, **listing, "取值": "", "附表": sides}
        context["单位表"] = [view.unit(None, 0)]
    return context


def _blank_side(view: View, name: str) -> list[Mapping[str, object]]:
    return replace(view, document=view.document.model_copy(update={"table": name})).padded([])
