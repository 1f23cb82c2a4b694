"""The list of names of a public document, as it is published for people and machines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: a public field."""

    field: str
    """The field's name, the key in JSON."""
    label: str
    """What is printed over it."""


@dataclass(frozen=True, slots=True)
class ListGroup:
    """The names of one group, in their order."""

    name: str
    """Such as 网络正能量类; empty where the list has no groups."""
    rows: tuple[tuple[str, ...], ...]
    """One text for each column of the list; "" where an entry has none."""
    counter: str = ""
    """The word that counts these names: 人, 个, 件."""


@dataclass(frozen=True, slots=True)
class PublicList:
    """A list of names, ready to be published."""

    campaign: str
    """The campaign's name."""
    title: str
    """The document's title."""
    group_label: str
    """What is printed over the groups' names; empty where the list has no groups."""
    columns: tuple[ListColumn, ...]
    """Without the field the list is grouped by."""
    groups: tuple[ListGroup, ...]
    """Groups without names are not there."""
    about: tuple[tuple[str, str], ...] = ()
    """What else is said of the list, as label and text: 公示时间, 发布单位, 成文日期."""

    @property
    def total(self) -> int:
        """How many names there are."""
        return sum(len(group.rows) for group in self.groups)
