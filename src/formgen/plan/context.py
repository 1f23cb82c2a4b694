"""What a template sees: plain mappings and lists under the words office people use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formgen.campaign import Campaign, Document
from formgen.campaign.field import FieldDefinition
from formgen.campaign.units import Unit
from formgen.check import Entry, blank_values
from formgen.check.draft import told
from formgen.plan.selection import group_names, split_by_value
from formgen.publish.listing import ListColumn, ListGroup, PublicList

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
        values = dict(entry.values)
        return {field.name: values[field.name] for field in self.fields()} | {"序号": number}

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
        """The entries by the options of the document's group field, empty ones too.

        Entries that chose no option come last, in a group without a name.
        """
        chosen = split_by_value(entries, self.document.group_by)
        names = group_names(self.document, chosen, self.campaign)
        return [self._group(name, chosen.get(name, [])) for name in names]

    def _full_name(self, name: str) -> str:
        category = self.campaign.category(name)
        return (category.full_name if category else "") or name

    def _group(self, name: str, entries: Sequence[Entry]) -> Row:
        category = self.campaign.category(name)
        rows = self.rows(entries)
        return {
            "名称": name,
            "全称": self._full_name(name),
            "说明": category.description if category else "",
            "申报": rows,
            "行": self.padded(rows),
            "数量": len(rows),
        }

    def listing(self, entries: Sequence[Entry]) -> dict[str, object]:
        """What a document over several entries sees of them."""
        rows = self.rows(entries)
        context: dict[str, object] = {"申报": rows, "行": self.padded(rows), "总数": len(rows)}
        if self.document.group_by:
            context["分组"] = self.groups(entries)
        if self.document.public:
            context["名单"] = self._names_row(self.names(entries))
        return context

    def names(self, entries: Sequence[Entry]) -> PublicList:
        """The list of names that a public document publishes; it has public columns only."""
        fields = {field.name: field for field in self.fields()}
        group = fields.get(self.document.group_by)
        shown = [fields[name] for name in self.document.columns] or [
            field for field in fields.values() if field is not group
        ]
        return PublicList(
            campaign=self.campaign.name,
            title=self.document.title or self.document.name,
            group_label=group.printed if group else "",
            columns=tuple(ListColumn(field.name, field.printed) for field in shown),
            groups=tuple(self._name_groups(entries, [field.name for field in shown])),
            about=tuple(self._said_of_list()),
        )

    def _name_groups(self, entries: Sequence[Entry], shown: Sequence[str]) -> Iterator[ListGroup]:
        groups: Mapping[str, Sequence[Entry]] = {"": entries}
        if self.document.group_by:
            chosen = split_by_value(entries, self.document.group_by)
            names = group_names(self.document, chosen, self.campaign)
            groups = {name: chosen.get(name, []) for name in names}
        for name, own in groups.items():
            if own:
                rows = (tuple(told(entry.values[field]) for field in shown) for entry in own)
                counter = self.document.counter_of(name)
                yield ListGroup(self._full_name(name), tuple(rows), counter)

    def _said_of_list(self) -> Iterator[tuple[str, str]]:
        notice, honours = self.campaign.public_notice, self.campaign.commendation
        if self.document.announces == "公示" and notice is not None:
            yield "公示时间", f"{notice.printed}（{notice.length}）"
            yield "发布单位", "、".join(notice.issuers)
        elif self.document.announces == "表彰" and honours is not None:
            yield "发布单位", "、".join(honours.issuers)
            yield "成文日期", str(honours.issued)

    def _names_row(self, names: PublicList) -> Row:
        """The list as a template sees it; of an empty one every part has one blank item."""
        return {
            "总数": names.total,
            "量词": self.document.counter_of(),
            "分组": names.group_label,
            "列": [{"名称": one.field, "标签": one.label} for one in names.columns],
            "组": [self._names_group(group, names) for group in names.groups],
        }

    def _names_group(self, group: ListGroup, names: PublicList) -> Row:
        filled = [n for n, _ in enumerate(names.columns) if any(row[n] for row in group.rows)]
        return {
            "名称": group.name,
            "数量": len(group.rows),
            "量词": group.counter,
            "列": [names.columns[n].label for n in filled],
            "行": [[row[n] for n in filled] for row in group.rows],
        }

    def head(self) -> dict[str, object]:
        """What every document sees: 活动 and 文书."""
        return {
            "活动": self.campaign.model_dump(by_alias=True),
            "文书": {"名称": self.document.name, "标题": self.document.title},
        }
