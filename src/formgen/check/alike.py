"""Drafts → those that seem to be the same person or case twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.model import Campaign
from formgen.check.draft import Draft, Finding


def alike_findings(drafts: Sequence[Draft], campaign: Campaign) -> Iterator[Finding]:
    """The same identity number, the same name, nearly the same name."""
    yield from ()
