"""The files entries hand in: whether they are what they claim, and as the notice asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.check.draft import Draft, Finding


def material_findings(
    drafts: Sequence[Draft], fields: Sequence[FieldDefinition]
) -> Iterator[Finding]:
    """What is wrong with the files themselves, by the fields' own keys."""
    yield from ()
