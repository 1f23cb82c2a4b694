"""Forms → the random code each carries in its footer, the same one in every run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from formgen.campaign import Campaign, Document
from formgen.layout.tracking import new_code
from formgen.plan import Job
from formgen.run.manifest import Tracked


def tracking_codes(
    campaign: Campaign, jobs: Iterable[Job], known: Mapping[str, Tracked]
) -> dict[PurePosixPath, tuple[str, Tracked]]:
    """The code of each form that is printed and stamped, by its path.

    Args:
        campaign: what campaign.json says.
        jobs: everything that is made.
        known: the codes of earlier runs; a form keeps its code, because the stamped one has it.
    """
    earlier = {paper: code for code, paper in known.items()}
    plain = {one.name for one in campaign.documents if _comes_back(one)}
    codes = {}
    for job in jobs:
        if job.format == "pdf" and job.identifier and job.document in plain:
            paper = Tracked(job.document, job.identifier)
            codes[job.path] = (earlier.get(paper) or new_code(), paper)
    return codes


def _comes_back(document: Document) -> bool:
    """Whether its forms are stamped and scanned; certificates and plaques are handed over."""
    return not (document.public or document.own_set or document.in_set is False)
