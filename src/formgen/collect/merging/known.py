"""A table of applicants → its records, found by identifier and by name and unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from formgen.campaign import Campaign
from formgen.campaign.kinds import FILE_KINDS
from formgen.campaign.kinds.base import Raw, is_blank
from formgen.campaign.units import Unit
from formgen.check.campaign_data import parse_tables
from formgen.check.draft import Draft
from formgen.collect.keys import key_of
from formgen.collect.settings import Settings, options_of, settings_of
from formgen.plan.jobs import entry_identifiers
from formgen.tables import Table


@dataclass(frozen=True, slots=True)
class Known:
    """Records that were there before the forms came."""

    drafts: tuple[Draft, ...] = ()
    identifiers: dict[int, str] = field(default_factory=dict)
    """Of each draft, by its number."""
    by_identifier: dict[str, Draft] = field(default_factory=dict)
    by_name: dict[str, list[Draft]] = field(default_factory=dict)
    """By `key_of` the name."""
    settings: Mapping[str, Settings] = field(default_factory=dict)
    """What the kinds of each table's fields need, by file."""

    @classmethod
    def of(
        cls, campaign: Campaign, folder: Path, tables: Sequence[Table], units: Sequence[Unit]
    ) -> Known:
        """The records of tables.

        Identifiers are made as those of printed forms are, of all records in their order; a form
        of the second of two people of one name and unit carries another where the first was left
        out when it was printed.
        """
        # Files are compared where it matters; to open all pictures would take most of the time.
        fields = [field for field in campaign.fields if field.kind not in FILE_KINDS]
        parsed = parse_tables(campaign, fields, folder, tables, units)
        drafts = tuple(draft for table in parsed for draft in table.drafts)
        entries = [draft.entry for draft in drafts]
        identifiers = entry_identifiers(campaign.id, entries)
        by_name: dict[str, list[Draft]] = {}
        for draft in drafts:
            by_name.setdefault(key_of(draft.entry.name), []).append(draft)
        by_identifier = {identifiers[draft.entry.number]: draft for draft in drafts}
        options = options_of(campaign, units)
        settings = {}
        for table in tables:
            home = folder / PurePosixPath(table.file).parent
            beside = home if home != folder else None
            settings[table.file] = settings_of(campaign.fields, options, folder, beside)
        return cls(drafts, identifiers, by_identifier, by_name, settings)

    def of_unit(self, name: str, unit: str) -> list[Draft]:
        """The records of a name, and of a unit where one is said."""
        named = self.by_name.get(key_of(name), [])
        return [one for one in named if not unit or key_of(one.entry.unit) == key_of(unit)]

    def alone(self, draft: Draft) -> bool:
        """Whether no other record has its name and unit."""
        return len(self.of_unit(draft.entry.name, draft.entry.unit)) == 1


NOBODY = Known()


def raw_of(draft: Draft, name: str) -> Raw:
    """What a record's cell says; "" where it is blank, absent or cannot be read."""
    cell = draft.record.cells.get(name)
    return "" if cell is None or is_blank(cell.raw) else cell.raw
