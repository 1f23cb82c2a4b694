"""A campaign → a Chinese sentence on everything in it that names what it does not define."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from formgen.campaign.document import Document, Scope, SortKey
from formgen.campaign.field import FieldDefinition

if TYPE_CHECKING:  # the campaign holds itself against this when it is read
    from formgen.campaign.model import Campaign

RESERVED = frozenset(
    "活动 单位 单位表 申报 行 分组 序号 名单 名单序号 取值 文书 总数 附表".split()  # noqa: SIM905 - reads better
)
"""Words templates use for other things; no field may have them as its name."""

SORTABLE = frozenset({"单选", "整数", "小数", "年月", "日期", "推荐单位"})
"""Kinds whose values have an order of their own."""
NAMES = frozenset({"姓名", "文本"})
"""Kinds whose values may be sorted as names."""


def dangling_references(campaign: Campaign) -> Iterator[str]:
    """A Chinese sentence for everything that names what the file does not define."""
    tables = [("字段", campaign.fields)] + [
        (f"附表“{side.name}”", side.fields) for side in campaign.side_tables
    ]
    for where, fields in tables:
        written = [field.name for field in fields]
        for name in sorted({name for name in written if written.count(name) > 1}):
            yield f"{where}：字段“{name}”写了两次"
        for name in sorted(RESERVED.intersection(written)):
            yield f"{where}：“{name}”是模板里的专用词，请换一个字段名"
        for field in fields:
            yield from _applies_to_nothing(campaign, field, fields)
    known = {field.name: field for field in campaign.fields}
    if campaign.name_field not in known:
        yield f"“命名字段”：没有字段“{campaign.name_field}”"
    if campaign.unit_field and getattr(known.get(campaign.unit_field), "kind", "") != "推荐单位":
        yield f"“单位字段”：“{campaign.unit_field}”不是类型为“推荐单位”的字段"
    for material in campaign.materials:
        if material.field and material.field not in known:
            yield f"材料“{material.name}”：没有字段“{material.field}”"
    for rule in campaign.rules:
        for name in [*rule.fields, *rule.when]:
            if name not in known:
                yield f"规则“{rule.kind}”：没有字段“{name}”"
    seen: set[str] = set()
    for document in campaign.documents:
        if document.name.casefold() in seen:  # some file systems do not tell A from a
            yield f"文书“{document.name}”写了两次"
        seen.add(document.name.casefold())
        yield from _document_references(campaign, document)


def _applies_to_nothing(
    campaign: Campaign, field: FieldDefinition, fields: list[FieldDefinition]
) -> Iterator[str]:
    """A sentence for every condition of a field that no entry can meet."""
    known = {other.name: other for other in fields}
    for name, allowed in field.applies_to.items():
        if name not in known:
            yield f"字段“{field.name}”的“适用”提到了没有的字段“{name}”"
            continue
        options = set(campaign.options_of(known[name]).values())
        if unknown := set(allowed) - options:
            yield f"字段“{field.name}”的“适用”：“{name}”没有选项“{'、'.join(sorted(unknown))}”"


def _unsortable(start: str, sorting: SortKey, kind: str) -> Iterator[str]:
    """A sentence where a field has no order of the sort asked for."""
    if sorting.order and kind not in NAMES:
        yield f"{start}的“排序”：只有姓名能按“{sorting.order}”排，“{sorting.field}”不是"
    elif not sorting.order and kind not in SORTABLE:
        yield (
            f"{start}的“排序”：“{sorting.field}”没有先后"
            "（可用单选、数、年月、日期、推荐单位；姓名要写明按姓氏笔画）"
        )


def _no_options(
    campaign: Campaign,
    start: str,
    where: Mapping[str, Sequence[str]],
    fields: Mapping[str, FieldDefinition],
) -> Iterator[str]:
    """A sentence for every condition that asks for what is no option."""
    for name, allowed in where.items():
        if name in fields and fields[name].kind == "单选":
            options = set(campaign.options_of(fields[name]).values())
            if unknown := set(allowed) - options:
                yield f"{start}：“{name}”没有选项“{'、'.join(sorted(unknown))}”"


def _document_references(campaign: Campaign, document: Document) -> Iterator[str]:
    start = f"文书“{document.name}”"
    if document.table and document.table not in {side.name for side in campaign.side_tables}:
        yield f"{start}：没有附表“{document.table}”"
        return
    fields = {field.name: field for field in campaign.fields_of(document.table)}
    named = {
        "取值字段": [document.value_field],
        "条件": list(document.where),
        "分组": [document.group_by],
        "排序": [key.field for key in document.sort_by],
        "列": document.columns,
        "用印": [name for seal in document.seals for name in seal.where],
        "文件名字段": [document.file_name],
    }
    for key, names in named.items():
        for name in filter(None, names):
            if name not in fields:
                yield f"{start}的“{key}”：没有字段“{name}”"
            elif key in ("分组", "条件", "用印") and fields[name].kind != "单选":
                yield f"{start}的“{key}”：“{name}”应是单选字段"
    yield from _no_options(campaign, f"{start}的“条件”", document.where, fields)
    for seal in document.seals:
        yield from _no_options(campaign, f"{start}的“用印”", seal.where, fields)
        if seal.where and Scope.ENTRY not in document.scopes:
            yield f"{start}的“用印”：范围有“每份申报”的文书才能写“条件”"
    for sorting in document.sort_by:
        if sorting.field in fields:
            yield from _unsortable(start, sorting, fields[sorting.field].kind)
    if document.public:
        shown = {key: named[key] for key in ("取值字段", "文件名字段", "列", "分组")}
        yield from _not_public(campaign, document, fields, shown)
    if Scope.UNIT in document.scopes and not campaign.unit_field:
        yield f"{start}：范围“每个单位”要求活动写明“单位字段”"
    if document.table and {Scope.ENTRY, Scope.UNIT} & set(document.scopes):
        yield f"{start}：用附表的文书，范围只能是“每个取值”或“整个活动”"


def _not_public(
    campaign: Campaign,
    document: Document,
    fields: Mapping[str, FieldDefinition],
    shown: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    """A sentence for every private field that a public document would show or name files by."""
    start = f"文书“{document.name}”要公开"
    for key, names in shown.items():
        for name in filter(None, names):
            if name in fields and not fields[name].public:
                yield f"{start}，“{key}”不能用不公开的字段“{name}”"
    named_by = fields.get("" if document.file_name else campaign.name_field)
    if Scope.ENTRY in document.scopes and named_by is not None and not named_by.public:
        yield f"{start}，文件名会用不公开的字段“{named_by.name}”，请写明“文件名字段”"
