"""Forms → the random code each carries in its footer, the same one in every run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from formgen.campaign import Campaign, Document
from formgen.layout.tracking import new_code
from formgen.plan import Slip
from formgen.run.manifest.tables import Tracked


def tracking_codes(
    campaign: Campaign, slips: Iterable[Slip], known: Mapping[str, Tracked]
) -> dict[PurePosixPath, tuple[str, Tracked]]:
    """The code of each form that is printed and stamped, by its path.

    Args:
        campaign: what campaign.json says.
        slips: of everything that is made.
        known: the codes of earlier runs; a form keeps its code, because the stamped one has it.
    """
    earlier = {paper: code for code, paper in known.items()}
    plain = {one.name for one in campaign.documents if _comes_back(one)}
    codes = {}
    for slip in slips:
        if slip.format == "pdf" and slip.identifier and slip.document in plain:
            paper = Tracked(slip.document, slip.identifier)
            codes[slip.path] = (earlier.get(paper) or new_code(), paper)
    return codes


def _comes_back(document: Document) -> bool:
    """Whether its forms are stamped and scanned; certificates and plaques are handed over."""
    return not (document.public or document.own_set or document.in_set is False)
