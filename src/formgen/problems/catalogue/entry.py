"""What the catalogue says of one problem code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of problem. `{...}` in message and hint is filled by a problem's details."""

    code: str
    title: str
    message: str
    hint: str
    example: str
    severity: Literal["error", "warning"] = "error"
    missing: bool = False
    """Whether something is only still to be filled in, not wrong."""
