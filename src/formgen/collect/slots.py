"""Where a form is filled in, and what was found there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from formgen.collect.content import PastedPicture


class Use(Enum):
    """What stands at a slot."""

    TEXT = "the value, or one part or column of it"
    TICK = "a mark where the option is chosen: a box, or a blank between brackets"
    OPEN = "the text written behind a chosen option, as in 其他（ ）"
    PICTURE = "a picture"
    CAPTION = "the text that goes with a picture"
    YEAR = "the year of a date"
    MONTH = "the month of a date"
    DAY = "the day of a date"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the template where a value goes."""

    field: str
    use: Use = Use.TEXT
    part: str = ""
    """Heading of one part of a 分部长文, or column of a 明细; empty for the whole value."""
    option: str = ""
    """Of a tick or an open text: the option."""
    blank: str = ""
    """What the template prints where the value is blank, such as （账号不填）."""


class Doubt(StrEnum):
    """Why a finding is not certain, as a report says it."""

    JOINED = "内容分在几格里，已合在一起"
    MERGED = "标签和内容写在同一格里"
    RESPELT = "标签的字改过"
    DISPLACED = "不在原来的位置"
    SHARED = "与别的内容写在同一格里，分开时可能不准"
    FLOATING = "图片浮在别处，按大小认作这一张"
    HINTED = "与填写提示写在一起，去掉了提示"

    @property
    def serious(self) -> bool:
        """Whether a person should look at the value."""
        return self in (Doubt.DISPLACED, Doubt.SHARED, Doubt.FLOATING)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a slot of a returned form."""

    slot: Slot
    lines: tuple[str, ...]
    """Paragraphs as typed, without hints and fixed wording; () for a slot left blank."""
    pictures: tuple[PastedPicture, ...] = ()
    item: int = 0
    """Which item of a list, from 0; of rows and pictures that repeat."""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Alteration:
    """Fixed wording that a returned form has otherwise than the template."""

    was: str
    now: str
    """Empty where it is gone."""


@dataclass(frozen=True, slots=True)
class FormReading:
    """A returned form held against one template."""

    document: str
    """The 文书 whose template it is."""
    found: tuple[Found, ...]
    """In the template's order, blank ones too; of a list one for each item that is not blank."""
    missing: tuple[Slot, ...]
    """Slots whose place was not found."""
    alterations: tuple[Alteration, ...]
    left_over: tuple[str, ...]
    """What stands in the form and belongs to no slot, so that nothing is lost without a word."""
    stray_pictures: tuple[PastedPicture, ...]
    """Pictures that belong to no slot."""
