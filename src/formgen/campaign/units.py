"""Recommending units: what units.csv says of each."""

from __future__ import annotations

from dataclasses import dataclass

from formgen.campaign.field import FieldDefinition
from formgen.campaign.model import Campaign

UNITS_FILE = "units.csv"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that recommends entries."""

    name: str
    type: str
    """Type that campaign.json's quotas name; may be empty."""
    quota: int | None
    """Entries it may send in all; None where nothing limits it."""
    contact: str
    phone: str
    note: str


def _text(name: str, *, required: bool = False, kind: str = "文本") -> FieldDefinition:
    return FieldDefinition(name=name, kind=kind, required=required)


UNIT_FIELDS = (
    _text("名称", required=True),
    _text("类型"),
    _text("名额", kind="整数"),
    _text("联系人"),
    _text("联系电话"),
    _text("说明"),
)
"""The columns of units.csv."""


def quota_of(campaign: Campaign, unit_type: str, own: int | None) -> int | None:
    """A unit's quota in all: its own, or that of its type where it counts over categories."""
    if own is not None:
        return own
    for quota in campaign.quotas:
        if quota.unit_type == unit_type and not quota.per_category:
            return quota.limit
    return None
