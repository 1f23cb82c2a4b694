"""A proposal, or what an earlier run wrote down of one → what campaign.json needs of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formgen.adopt.proposal import FormSort, Proposal

Definition = Mapping[str, object]
"""A field as campaign.json has it, by Chinese keys."""


@dataclass(frozen=True, slots=True)
class KnownForm:
    """One form of a campaign, without where its tags go."""

    name: str
    """The document's name; unique in the campaign."""
    template: str
    """Name of its template's file."""
    title: str
    sort: FormSort
    fields: tuple[tuple[str, Definition], ...]
    """Keys of `ProposedField`, with the fields as proposed, in the form's order."""
    blank_rows: int = 0
    """Rows of a list, of each group where it has groups."""
    group: str = ""
    """The field a list is grouped by."""
    seals: tuple[Mapping[str, object], ...] = ()
    texts: Mapping[str, object] = field(default_factory=dict)
    """Further keys of campaign.json that the form tells."""
    names_unit: bool = False
    """Whether it is a list with a blank for the unit that sends it: 填报单位：____."""

    @classmethod
    def of(cls, name: str, proposal: Proposal) -> KnownForm:
        """What is to be known of a form that was understood."""
        lists = [one for one in proposal.repetitions if not one.field]
        rows = lists[0] if lists and proposal.sort is FormSort.LIST else None
        return cls(
            name,
            f"{name}.docx",
            proposal.title,
            proposal.sort,
            tuple((one.key, one.definition) for one in proposal.fields),
            (rows.per_group or rows.last - rows.first + 1) if rows else 0,
            rows.group if rows else "",
            proposal.seals,
            proposal.texts,
            rows is not None and any("单位.名称" in one.tag for one in proposal.insertions),
        )
