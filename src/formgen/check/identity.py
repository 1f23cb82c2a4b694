"""An identity number against the birth month and sex beside it → findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.check.draft import Draft, Finding


def identity_findings(
    drafts: Sequence[Draft], fields: Sequence[FieldDefinition]
) -> Iterator[Finding]:
    """Where an identity number says another birth month or sex than the form."""
    yield from ()
