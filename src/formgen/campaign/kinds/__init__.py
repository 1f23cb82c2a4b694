"""The field kinds, each registered under the Chinese name campaign.json uses."""

from __future__ import annotations

from formgen.campaign.kinds.base import Fault, Kind, Raw, Setting
from formgen.campaign.kinds.choices import Choice, Choices, OpenChoiceKind, RecommendingUnit
from formgen.campaign.kinds.codes import CreditCode, PostalCode, SiteRecord
from formgen.campaign.kinds.contacts import Email, Phone
from formgen.campaign.kinds.dates import Date, Month
from formgen.campaign.kinds.files import Attachments, Photo, Pictures
from formgen.campaign.kinds.identity import IdentityNumber
from formgen.campaign.kinds.links import Link, LinkOrAccount
from formgen.campaign.kinds.names import PersonName
from formgen.campaign.kinds.numbers import DecimalNumber, Integer
from formgen.campaign.kinds.rows import Rows
from formgen.campaign.kinds.sections import SectionedText
from formgen.campaign.kinds.text import Address, LongText, Text
from formgen.campaign.values import Value

_ALL: tuple[Kind, ...] = (
    Text(),
    LongText(),
    SectionedText(),
    PersonName(),
    IdentityNumber(),
    CreditCode(),
    Phone(),
    Email(),
    Address(),
    PostalCode(),
    Link(),
    LinkOrAccount(),
    SiteRecord(),
    Month(),
    Date(),
    Integer(),
    DecimalNumber(),
    Choice(),
    Choices(),
    OpenChoiceKind(),
    RecommendingUnit(),
    Photo(),
    Pictures(),
    Attachments(),
    Rows(),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
"""Chinese name to kind. A new kind is one class and one line here."""

PICTURE_KINDS = frozenset({Photo.name, Pictures.name})
"""Kinds whose values are pictures, which stand in forms."""
FILE_KINDS = PICTURE_KINDS | {Attachments.name}
"""Kinds whose values are files."""


def parsed(raw: Raw, setting: Setting) -> Value | None:
    """The value of a text by its field's kind; None where the kind refuses it."""
    try:
        return KINDS[setting.field.kind].parse(raw, setting)
    except Fault:
        return None


__all__ = ["FILE_KINDS", "KINDS", "PICTURE_KINDS", "Fault", "Kind", "Raw", "Setting", "parsed"]
