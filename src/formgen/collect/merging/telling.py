"""Values of a form → short texts that a problem shows, with what differs in sight."""

from __future__ import annotations

from collections.abc import Mapping

from formgen.campaign.kinds.base import Raw
from formgen.problems import masked

_MOST = 60
"""Characters of a value that a problem shows."""
_BEFORE = 10
"""Of them before the first difference."""


def told(raw: Raw) -> str:
    """A value on one line."""
    if isinstance(raw, str):
        return " ".join(raw.split())
    if isinstance(raw, Mapping):
        return "｜".join(filter(None, map(told, raw.values())))
    return "、".join(map(told, raw))


def differing(kept: Raw, read: Raw) -> tuple[str, str]:
    """Two values, of long ones the part where they begin to differ."""
    one, other = told(kept), told(read)
    start = 0
    if max(len(one), len(other)) > _MOST:
        pairs = enumerate(zip(one, other, strict=False))
        first = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
        start = max(0, first - _BEFORE)
        # Masked before they are cut: half a number no longer looks like one.
        one, other = masked(one), masked(other)
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    before = "…" if start else ""
    behind = "…" if len(text) > start + _MOST else ""
    return f"{before}{text[start : start + _MOST]}{behind}"
