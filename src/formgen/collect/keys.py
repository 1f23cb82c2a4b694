"""A name or a unit as people write it → what it is known by."""

from __future__ import annotations

from formgen.campaign.kinds.base import fold, visible


def key_of(text: str) -> str:
    """A name or unit without what does not tell it from others: spaces, widths, cases."""
    return fold(visible(text)).casefold()
