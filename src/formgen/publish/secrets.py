"""A campaign's records → its private values, and the texts that are public anyway.

Private is every value of every field that is not 可公开, of every record: also of those that are
left out, and of cells with mistakes as they were typed. Some fields give no secrets, or not all:

- Choices (单选, 多选, 推荐单位) are words of the campaign itself, 男 or 大学本科, which tell nobody
  from another. A cell that is none of the choices is a text of its own, and so are the words
  written to a choice (其他（…）).
- Texts of two or three characters, 安徽 or 策划, cannot be told from ordinary words; names can,
  because a name that stands alone is a name.
- What else is too short to be told is left to `formgen.publish.leaks.needles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import Raw
from formgen.campaign.model import Campaign
from formgen.campaign.units import UNITS_FILE, Unit
from formgen.campaign.values import OpenChoice, Picture, Value
from formgen.check.draft import Draft, told
from formgen.check.entry import Entry
from formgen.problems import inner_quotes
from formgen.publish.leaks.model import DIGEST, Secret

__all__ = ["Secret", "private_values", "public_contacts", "public_values"]

_VOCABULARY = frozenset({"单选", "多选", "推荐单位"})
_NAMES = "姓名"
_PARTED = frozenset({"明细", "图片", "附件", "照片", "单选可填"})
"""Kinds whose cells hold several things; each is looked for by itself."""
_PERSONAL = frozenset({"身份证号", "电话", "邮箱"})
"""Kinds whose values are no less private where they were typed into a public cell as well."""
_LINKS = frozenset({"网址", "网址或账号"})
_BETWEEN = re.compile("[|｜\n]")
_NAME_MARKS = re.compile("[、，,；;/\n]")
_SHORT = 4
"""Characters a text must have that is not a name."""


def private_values(
    campaign: Campaign,
    drafts: Iterable[Draft],
    units: Iterable[Unit],
    side_tables: Mapping[str, Sequence[Entry]] | None = None,
) -> Iterator[Secret]:
    """Every private value of a campaign that can be told from other text, each once a cell.

    Args:
        campaign: what campaign.json says.
        drafts: all records of the applicants' tables.
        units: the units, whose contacts, telephones and notes are private.
        side_tables: the entries of further tables, by the table's name.
    """
    fields = [field for field in campaign.fields if not field.public]
    for draft in drafts:
        yield from _of_draft(draft, fields)
    for name, entries in (side_tables or {}).items():
        private = [field for field in campaign.fields_of(name) if not field.public]
        for entry in entries:
            whose = f"附表“{inner_quotes(name)}”第{entry.number}份的"
            yield from _of_values(entry.values, private, whose)
    for unit in units:
        whose = f"{UNITS_FILE}“{inner_quotes(unit.name)}”的"
        yield from _told_once(_names(unit.contact), f"{whose}联系人")
        yield from _told_once([unit.phone], f"{whose}联系电话", personal=True)
        yield from _told_once(_long_enough([unit.note]), f"{whose}说明")


def _of_draft(draft: Draft, fields: Sequence[FieldDefinition]) -> Iterator[Secret]:
    place = draft.place("")
    table = " ".join(filter(None, (place.file, place.sheet and f"工作表“{place.sheet}”")))
    whose = f"{table} {place.record}“{inner_quotes(draft.entry.name)}”的"
    for field in fields:
        values: list[str] = []
        if field.name not in draft.faulty:
            values += _values(draft.entry.values.get(field.name, ""), field)
        cell = draft.record.cells.get(field.name)
        if cell is not None and (field.name in draft.faulty or field.kind not in _VOCABULARY):
            values += _typed(cell.raw, field, wrong=field.name in draft.faulty)
        personal = field.kind in _PERSONAL
        yield from _told_once(values, f"{whose}{field.name}", personal=personal)


def _of_values(
    values: Mapping[str, Value], fields: Sequence[FieldDefinition], whose: str
) -> Iterator[Secret]:
    for field in fields:
        found = _values(values.get(field.name, ""), field)
        personal = field.kind in _PERSONAL
        yield from _told_once(found, f"{whose}{field.name}", personal=personal)


def _told_once(values: Iterable[str], what: str, *, personal: bool = False) -> Iterator[Secret]:
    for value in dict.fromkeys(filter(None, values)):
        yield Secret(value, what, personal)


def _values(value: object, field: FieldDefinition) -> Iterator[str]:
    """The texts of a parsed value that can be told from others."""
    if field.kind in _VOCABULARY:
        return
    if isinstance(value, OpenChoice):
        yield from _long_enough([value.text])
    elif isinstance(value, Picture):
        yield f"{DIGEST}{value.digest}"
        yield from _long_enough([value.caption])
    elif isinstance(value, Mapping):
        columns = {column.name: column for column in field.columns}
        for name, inner in value.items():
            yield from _values(inner, columns.get(name, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from _values(item, field)
    elif field.kind == _NAMES:
        yield from _names(str(value))
    else:
        yield from _long_enough([str(value)])


def _typed(raw: Raw, field: FieldDefinition, *, wrong: bool) -> Iterator[str]:
    """The texts of a cell as it was typed."""
    for text in _leaves(raw):
        if field.kind == _NAMES:
            yield from _names(text)
        elif field.kind in _PARTED:
            if wrong or field.kind != "单选可填":
                yield from _long_enough(_BETWEEN.split(text))
        else:
            yield from _long_enough([text])


def _leaves(raw: Raw) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    else:
        for item in raw.values() if isinstance(raw, Mapping) else raw:
            yield from _leaves(item)


def _names(text: str) -> Iterator[str]:
    """The names of a cell, each by itself."""
    yield from filter(None, (name.strip() for name in _NAME_MARKS.split(text)))


def _long_enough(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        bare = text.strip()
        if len(bare) >= _SHORT:
            yield bare


def public_contacts(campaign: Campaign, entries: Iterable[Entry]) -> Iterator[str]:
    """The texts whose numbers are public: how to reach the organiser, and published links.

    Titles and other texts of campaign.json are not among them, nor other public values: a
    number that stands there has most likely slipped in.

    Args:
        campaign: whose 联系 and 公示 (反馈说明) say how to reach the organiser.
        entries: those on a list that is published; their public links may hold long numbers.
    """
    yield from _said([contact.model_dump(by_alias=True) for contact in campaign.contacts])
    if campaign.public_notice is not None:
        yield campaign.public_notice.feedback
    links = [field.name for field in campaign.fields if field.public and field.kind in _LINKS]
    for entry in entries:
        for name in links:
            text = told(entry.values.get(name, ""))
            if "/" in text or "." in text:  # else it is an account, which may be a telephone
                yield text


def public_values(campaign: Campaign, entries: Iterable[Entry]) -> Iterator[str]:
    """The texts that are public anyway, but for the numbers in them: see `public_contacts`.

    Args:
        campaign: whose campaign.json says what every notice of it may say.
        entries: those on a list that is published; of no other a value is public.
    """
    yield from _said(campaign.model_dump(by_alias=True))
    fields = [field.name for field in campaign.fields if field.public]
    for entry in entries:
        for name in fields:
            if text := told(entry.values.get(name, "")):
                yield text


def _said(value: object) -> Iterator[str]:
    """Every text of campaign.json; dates as documents print them."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _said(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _said(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
