"""One file to make: what is told of it, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from formgen.publish.listing import PublicList


@dataclass(frozen=True, slots=True)
class Slip:
    """What is told of a file to make, without what it is made of: so many can be held."""

    document: str
    template: str
    """File name of the template."""
    path: PurePosixPath
    """Where the file goes, relative to the campaign's output folder."""
    subject: str
    """For whom it is made: an entry, a unit, a value, or the campaign."""
    identifier: str = ""
    """Of the entry it is made of; empty for papers of none or many."""
    number: int = 0
    """Of the entry it is made of, in the applicants' tables; 0 for papers of none or many."""
    unit: str = ""
    """Of the unit whose paper it is; empty for papers of entries and of the whole campaign."""

    @property
    def format(self) -> str:
        """The format of the file: docx, pdf, xlsx."""
        return self.path.suffix.lstrip(".")


@dataclass(frozen=True, slots=True)
class Job(Slip):
    """One file to make. Small, picklable and independent of all others."""

    context: Mapping[str, object] = field(default_factory=dict)
    """What its template sees."""
    names: PublicList | None = None
    """The list to be published, where the file is made of it and of no template."""

    @classmethod
    def of(cls, slip: Slip, context: Mapping[str, object], names: PublicList | None = None) -> Job:
        """A slip's job."""
        return cls(
            slip.document,
            slip.template,
            slip.path,
            slip.subject,
            slip.identifier,
            slip.number,
            slip.unit,
            context,
            names,
        )
