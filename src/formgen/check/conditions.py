"""Conditions of campaign.json → whether an entry's answers meet them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formgen.campaign.values import OpenChoice, Value


def meets(values: Mapping[str, Value], conditions: Mapping[str, Sequence[str]]) -> bool:
    """Whether every named field takes one of its values; no condition is always met."""
    return all(
        not chosen(values.get(name, "")).isdisjoint(allowed) for name, allowed in conditions.items()
    )


def chosen(value: Value) -> frozenset[str]:
    """The options a value chooses."""
    if isinstance(value, OpenChoice):
        return frozenset({value.option})
    if isinstance(value, tuple):
        return frozenset(str(item) for item in value)
    return frozenset({str(value)})
