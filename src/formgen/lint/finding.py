"""What is wrong in a template, as values: while it is looked for, and as it is reported."""

from __future__ import annotations

from dataclasses import dataclass

from formgen.problems import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a template, or with how campaign.json and the templates fit."""

    severity: Severity
    """An error stops `build` or spoils what it makes; a warning does neither."""
    template: str
    """File name of the template; campaign.json for what no single template is to blame for."""
    place: str
    """Where, as the user of Word or Excel would point at it; empty for the whole file."""
    message: str
    """What is wrong, a Chinese sentence without a full stop."""
    hint: str
    """What to do about it, a Chinese sentence without a full stop."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding before it is known which template it is reported for."""

    at: int
    """Number of the passage in reading order; -1 for the whole file."""
    place: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR

    def of(self, template: str) -> Finding:
        """The finding about a template."""
        return Finding(self.severity, template, self.place, self.message, self.hint)
