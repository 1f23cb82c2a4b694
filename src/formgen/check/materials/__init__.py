"""The files entries hand in: whether they are what they claim, and as the notice asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import FILE_KINDS
from formgen.check.draft import Draft, Finding
from formgen.check.materials.asking import (
    caption_findings,
    format_findings,
    opening_findings,
    photo_findings,
)
from formgen.check.materials.reuse import Reuse

__all__ = ["Reuse", "material_findings"]


def material_findings(
    drafts: Sequence[Draft], fields: Sequence[FieldDefinition]
) -> Iterator[Finding]:
    """What is wrong with the files themselves, by the fields' own keys; of each draft alone.

    Raises:
        EnvironmentLackError: there is a video, and the MediaInfo library cannot be loaded.
    """
    for field in fields:
        if field.kind in FILE_KINDS:
            for draft in drafts:
                yield from _field_findings(draft, field)


def _field_findings(draft: Draft, field: FieldDefinition) -> Iterator[Finding]:
    yield from opening_findings(draft, field.name)
    yield from format_findings(draft, field.name, field.formats)
    yield from caption_findings(draft, field.name, field.max_chars)
    size = (field.size.width, field.size.height) if field.size else None
    yield from photo_findings(draft, field.name, size, field.background)
