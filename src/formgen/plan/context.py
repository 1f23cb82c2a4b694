"""What a template sees: plain mappings and lists under the words office people use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formgen.campaign import Campaign, Document
from formgen.campaign.field import FieldDefinition
from formgen.campaign.units import Unit
from formgen.check import Entry, blank_values

Row = Mapping[str, object]
"""One entry as a template sees it: its fields and 序号."""

_PUBLIC_UNIT = ("名称", "类型", "名额", "已报", "剩余")


@dataclass(frozen=True, slots=True)
class View:
    """What one document may see of a campaign: all fields, or only public ones."""

    campaign: Campaign
    document: Document
    blank: bool = False
    """Whether the document is made empty, to be written by hand."""

    def fields(self) -> list[FieldDefinition]:
        """The fields the document can name."""
        fields = self.campaign.fields_of(self.document.table)
        return [field for field in fields if field.public or not self.document.public]

    def row(self, entry: Entry, number: int) -> Row:
        """An entry as a row; a public document has no way to the other fields."""
        return {field.name: entry.values[field.name] for field in self.fields()} | {"序号": number}

    def blank_row(self, number: int | str) -> Row:
        """A row nobody has filled in."""
        return blank_values(self.fields()) | {"序号": number}

    def rows(self, entries: Sequence[Entry]) -> list[Row]:
        """The entries numbered from 1."""
        return [self.row(entry, number) for number, entry in enumerate(entries, start=1)]

    def padded(self, rows: list[Row]) -> list[Row]:
        """The rows, with blank ones behind up to the document's least number.

        Blank rows are numbered only where the whole paper is written by hand.
        """
        numbers = range(len(rows) + 1, self.document.blank_rows + 1)
        return [*rows, *(self.blank_row(n if self.blank else "") for n in numbers)]

    def unit(self, unit: Unit | None, used: int) -> Row:
        """A unit with its quota; blank for None."""
        quota = unit.quota if unit else None
        values: dict[str, object] = {
            "名称": unit.name if unit else "",
            "类型": unit.type if unit else "",
            "名额": "" if quota is None else quota,
            "已报": used if unit else "",
            "剩余": "" if quota is None else quota - used,
            "联系人": unit.contact if unit else "",
            "联系电话": unit.phone if unit else "",
            "说明": unit.note if unit else "",
        }
        keys = _PUBLIC_UNIT if self.document.public else values
        return {key: values[key] for key in keys}

    def groups(self, entries: Sequence[Entry]) -> list[Row]:
        """The entries by the options of the document's group field, empty ones too."""
        field = next(
            field
            for field in self.campaign.fields_of(self.document.table)
            if field.name == self.document.group_by
        )
        described = {c.name: c for c in self.campaign.categories}
        groups: list[Row] = []
        for option in dict.fromkeys(self.campaign.options_of(field).values()):
            rows = self.rows([e for e in entries if e.values[field.name] == option])
            category = described.get(option)
            groups.append(
                {
                    "名称": option,
                    "全称": (category.full_name if category else "") or option,
                    "说明": category.description if category else "",
                    "申报": rows,
                    "行": self.padded(rows),
                    "数量": len(rows),
                }
            )
        return groups

    def listing(self, entries: Sequence[Entry]) -> dict[str, object]:
        """What a document over several entries sees of them."""
        rows = self.rows(entries)
        context: dict[str, object] = {"申报": rows, "行": self.padded(rows), "总数": len(rows)}
        if self.document.group_by:
            context["分组"] = self.groups(entries)
        return context

    def head(self) -> dict[str, object]:
        """What every document sees: 活动 and 文书."""
        return {
            "活动": self.campaign.model_dump(by_alias=True),
            "文书": {"名称": self.document.name, "标题": self.document.title},
        }
