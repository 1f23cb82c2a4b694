"""What adopting a blank form proposes: fields, where their tags go, and what is left to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Way(Enum):
    """How a tag is put into the form."""

    REPLACE = "in place of a range of a paragraph's text; an empty range inserts"
    BELOW = "as a paragraph of its own below the given one, looking like it: a text under its hint"
    PICTURE = "in place of all text of the paragraph's cell, which stays while there is no picture"


@dataclass(frozen=True, slots=True)
class Insertion:
    """One tag, and where it goes."""

    field: str
    """Name of the field it prints."""
    tag: str
    """As written in Word: {{ 姓名 }}, {{ 类别|勾选("政府") }}."""
    paragraph: int
    """Number of the w:p in the document part, in document order from 0, nested ones counted."""
    start: int = 0
    """Of the range: characters of the paragraph's own w:t texts joined."""
    end: int = 0
    """Of the range, exclusive."""
    way: Way = Way.REPLACE


@dataclass(frozen=True, slots=True)
class Repetition:
    """Blank rows under a header row that become a list."""

    field: str
    """Name of the 明细 field, or "" where the whole form is a list of entries (汇总表)."""
    table: int
    """Number of the w:tbl in the document part, in document order from 0, nested ones counted."""
    first: int
    """First of the repeated rows, from 0; the tags are in it."""
    last: int
    """Last of them; all but the first are made again as blank rows while there are fewer items."""
    item: str
    """What one item is called in the tags: {{ 行.姓名 }}."""
    group: str = ""
    """Where a merged first column names groups of a list: the 单选 field of that column."""
    per_group: int = 0
    """Rows of one group; 0 where there are no groups."""


@dataclass(frozen=True, slots=True)
class ProposedField:
    """A field as campaign.json will say it."""

    definition: Mapping[str, object]
    """Keys and values as campaign.json has them: 名称, 类型, 标签, 必填, 选项, 最多字数 …"""
    where: str
    """Where it stands on the form, as a person would say it: 表格1 第2行“籍贯”右边."""
    key: str
    """The same on every run while the form is the same: label path and turn; ties corrections."""
    questions: tuple[str, ...] = ()
    """What the office should look at, in Chinese; empty where the form leaves no doubt."""


class FormSort(Enum):
    """Whom the form is for."""

    ENTRY = "每份申报"
    LIST = "每个单位"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One form, understood."""

    title: str
    """The form's title, as printed; empty where it has none."""
    sort: FormSort
    fields: tuple[ProposedField, ...]
    """In the order of the form; columns of a 明细 are inside its definition."""
    insertions: tuple[Insertion, ...]
    repetitions: tuple[Repetition, ...] = ()
    seals: tuple[Mapping[str, object], ...] = ()
    """用印 as campaign.json has them, of areas left blank to be stamped."""
    left_alone: tuple[str, ...] = ()
    """Blanks that stay blanks: signatures, stamps, dates, 编号 of the office; for the outline."""
    questions: tuple[str, ...] = ()
    """About the whole form."""
    texts: Mapping[str, object] = field(default_factory=dict)
    """Further keys of campaign.json that the form tells, such as 填表说明."""
