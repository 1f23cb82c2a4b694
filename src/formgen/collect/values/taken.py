"""A value as one place of a form gives it, with everything that makes it less than certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from formgen.campaign.kinds import Raw
from formgen.collect.collected import Confidence, ReadValue, TakenPicture
from formgen.collect.slots import Doubt, Found

_ORDER = (Confidence.HIGH, Confidence.MIDDLE, Confidence.LOW)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is not certain."""

    text: str
    """In Chinese, as a report says it."""
    confidence: Confidence = Confidence.MIDDLE
    asked: bool = False
    """Whether a person is to look at the value (C04)."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem of a field that is said whatever becomes of its value."""

    code: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Taken:
    """A value, blank or not, as it was taken from one place."""

    raw: Raw = ""
    reasons: tuple[Reason, ...] = ()
    pictures: tuple[TakenPicture, ...] = ()
    told: tuple[Told, ...] = ()
    claimed: tuple[str, ...] = ()
    """Of what belongs to no slot, the texts that told this value."""

    @property
    def blank(self) -> bool:
        """Whether nothing was taken."""
        return not self.raw and not self.pictures

    @property
    def confidence(self) -> Confidence:
        """The lowest of its reasons."""
        return max((reason.confidence for reason in self.reasons), key=_ORDER.index, default=_SURE)

    def as_read(self, field: str) -> ReadValue:
        """The value of a field, each reason once."""
        reasons = tuple(dict.fromkeys(reason.text for reason in self.reasons))
        return ReadValue(field, self.raw, self.confidence, reasons, self.pictures)

    def because(self, *reasons: Reason) -> Taken:
        """The same with further reasons."""
        return replace(self, reasons=self.reasons + reasons) if reasons else self


_SURE = Confidence.HIGH


def asking(text: str, confidence: Confidence = Confidence.MIDDLE) -> Reason:
    """A reason for a person to look at a value."""
    return Reason(text, confidence, asked=True)


def doubts_of(found: Iterable[Found]) -> tuple[Reason, ...]:
    """The doubts of what was found, each once; those of places left blank say nothing."""
    doubts = dict.fromkeys(
        doubt for one in found if one.doubts and (one.lines or one.pictures) for doubt in one.doubts
    )
    return tuple(map(_reason, doubts))


def _reason(doubt: Doubt) -> Reason:
    if doubt is Doubt.FLOATING:  # a picture cannot be another one's text
        return asking(doubt.value)
    if doubt.serious:
        return asking(doubt.value, Confidence.LOW)
    return Reason(doubt.value)
