"""A context → its shape: which names there are, and what can be asked of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from formgen.campaign.values import NoRows


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A thing with named properties."""

    fields: Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list; `item` is None where nothing is known of its items."""

    item: Shape


Shape: TypeAlias = "RecordShape | ListShape | None"
"""None is anything: a text, a number, or what cannot be known."""


def shape_of(value: object) -> Shape:
    """The shape of a value; of a list, that of its first item."""
    if isinstance(value, Mapping):
        return RecordShape({str(name): shape_of(item) for name, item in value.items()})
    if isinstance(value, NoRows):
        return ListShape(RecordShape(dict.fromkeys(value.columns)))
    if isinstance(value, list | tuple):
        return ListShape(shape_of(value[0]) if value else None)
    return None
