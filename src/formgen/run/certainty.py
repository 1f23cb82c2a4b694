"""Documents of chosen entries → why they are not made: it is not sure who is on their lists.

A list that lacks somebody, and certificates that are numbered without them, must not go out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from formgen.campaign import Campaign, Document, Scope
from formgen.check import CampaignData
from formgen.plan.selection import meets
from formgen.problems import Place, Problem, Severity


def uncertain(campaign: Campaign, data: CampaignData, documents: Collection[str]) -> list[Problem]:
    """N10, N03 and N11 of the documents that must not be made; `details["document"]` says which.

    Args:
        campaign: what campaign.json says.
        data: after the check.
        documents: names of those that are to be made; forms and tables of whoever applied are
            passed over.
    """
    wanted = [one for one in campaign.documents if one.name in documents and _chosen(campaign, one)]
    problems: list[Problem] = []
    for document in wanted:
        if count := _errors(data):
            details = {"count": count, "document": document.name}
            problems.append(Problem("N10", Place(data.results), details=details))
        else:
            problems += [*_incomplete(data, document)] or _nobody(data, document)
    return problems


def _chosen(campaign: Campaign, document: Document) -> bool:
    """Whether a document is of those the office chose: public, or by a field it fills in."""
    office = {field.name for field in campaign.fields if field.office}
    return not document.table and (document.public or not office.isdisjoint(document.where))


def _errors(data: CampaignData) -> int:
    """How many errors the results file has: a wrong line may mean anyone."""
    return sum(
        problem.severity is Severity.ERROR
        for problem in data.problems
        if data.results and problem.place.file == data.results
    )


def _incomplete(data: CampaignData, document: Document) -> Iterator[Problem]:
    """N03 of every entry that belongs on the list and is not fit to stand there."""
    admitted = {entry.number for entry in data.applicants.entries}
    for draft in data.drafts:
        entry = draft.entry
        unread = draft.faulty.intersection(document.where)  # 评审结果 itself is misspelt
        sure = {name: allowed for name, allowed in document.where.items() if name not in unread}
        if entry.number not in admitted and meets(entry, sure):
            belongs = "可能在" if unread else "应在"
            details = {"name": entry.name, "belongs": belongs, "document": document.name}
            yield Problem("N03", draft.place(""), entry.name, entry.unit, details)


def _nobody(data: CampaignData, document: Document) -> Iterator[Problem]:
    """N11 where a notice over all entries would have an empty list."""
    listed = any(meets(entry, document.where) for entry in data.applicants.entries)
    if document.public and Scope.CAMPAIGN in document.scopes and not listed:
        wanted = "，".join(f"“{k}”是“{'”或“'.join(v)}”的" for k, v in document.where.items())
        what = f"没有{wanted}申报" if wanted else "没有一份申报"
        yield Problem("N11", details={"what": what, "document": document.name})
