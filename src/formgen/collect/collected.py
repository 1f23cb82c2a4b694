"""What one returned form gives: values in the table's writing, how sure they are, and problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from formgen.campaign.kinds.base import Raw
from formgen.collect.content import Imprint, PastedPicture
from formgen.problems import Problem


class Confidence(StrEnum):
    """How sure a value is, in the word a report prints."""

    HIGH = "高"
    MIDDLE = "中"
    LOW = "低"


@dataclass(frozen=True, slots=True)
class TakenPicture:
    """A picture taken out of a form, and what was written about it."""

    picture: PastedPicture
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A field's value as read."""

    field: str
    raw: Raw
    """As a table of applicants writes it; "" where it is blank. Of pictures see `pictures`."""
    confidence: Confidence = Confidence.HIGH
    reasons: tuple[str, ...] = ()
    """Why it is not certain, in Chinese; empty for HIGH."""
    pictures: tuple[TakenPicture, ...] = ()
    """Of kinds 照片 and 图片, not yet saved."""


@dataclass(frozen=True, slots=True)
class CollectedForm:
    """One returned form, read."""

    file: str
    """As its sender named it: path below what was given, 回收.zip/张三.docx inside an archive."""
    document: str
    """The 文书 it is."""
    imprint: Imprint
    values: Mapping[str, ReadValue]
    """Every field the form asks for, blank ones too, by name."""
    problems: tuple[Problem, ...]
    """What could not be read, is doubtful or was altered; `place.file` is `file`."""
    sender: str = ""
    """The unit whose folder it came in; empty where no folder says one."""

    def text(self, field: str) -> str:
        """A field's text on one line; "" where it is blank, no text, or not asked for."""
        value = self.values.get(field)
        raw: Raw = value.raw if value else ""
        return " ".join(raw.split()) if isinstance(raw, str) else ""
