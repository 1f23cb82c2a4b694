"""A text of a form → as much of it as a message quotes, without numbers of persons."""

from __future__ import annotations

from formgen.campaign.kinds.base import storable
from formgen.problems import masked


def short(text: str, longest: int) -> str:
    """A text on one line, cut where it is long.

    Masked before it is cut: a number of which half is cut off no longer looks like one.
    """
    line = " ".join(masked(storable(text[: 4 * longest])).split())
    return line if len(line) <= longest else line[:longest] + "…"
