"""Forms, understood → what campaign.json says: its fields, each once, and a document a form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from formgen.adopt.calling import campaign_name, safe_id
from formgen.adopt.known import Definition, KnownForm
from formgen.adopt.proposal import FormSort
from formgen.campaign.references import RESERVED

FieldId = tuple[str, str]
"""Name of the form that brought a field in, and its key there."""

_STRUCTURED = frozenset({"明细", "分部长文", "照片", "图片", "附件"})
"""Kinds whose tags are no plain values: a field of another kind cannot take their place."""
_PERSON = ("姓名", "申报人", "申请人", "推荐人选", "候选人")
_NAME_LIKE = re.compile(r".*(姓名或名称|姓名|名称|题目|标题)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
UNTOLD = "（请写上发文机关）"
"""Stands where campaign.json needs what no form tells."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a campaign beside its forms."""

    folder: str
    """Name of the campaign folder."""
    year: int
    """Taken where neither title nor folder names one."""
    notice: str = ""
    """Title of the notice the forms were annexed to."""
    issuers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign.json, and how the forms' own fields stand in it."""

    data: dict[str, object]
    """The whole file, by Chinese keys, as JSON has them."""
    ids: tuple[FieldId, ...]
    """Of its fields, in their order."""
    names: Mapping[FieldId, str]
    """The field each form's own one became; several forms may share one."""
    questions: tuple[str, ...] = ()


def proposed_campaign(forms: Sequence[KnownForm], about: About) -> Plan:
    """The campaign.json of some forms.

    Fields of one name are one field where they are of one kind; the list of all entries
    prints the fields of the form itself.
    """
    fields = _Fields()
    for form in sorted(forms, key=lambda one: one.sort is FormSort.LIST):
        for key, definition in form.fields:
            fields.add(form, key, definition)
    senders = [form.name for form in forms if form.names_unit]
    if senders and not fields.unit():
        fields.add_unit(senders[0])
    definitions = [dict(one) for one in fields.found.values()]
    unit = fields.unit()
    data: dict[str, object] = {**_head(forms, about), "命名字段": _naming(definitions)}
    if unit:
        data["单位字段"] = unit
    for form in forms:
        data |= {key: value for key, value in form.texts.items() if key not in data}
    data["字段"] = definitions
    data["文书"] = [_document(form, fields.names, unit) for form in forms]
    return Plan(data, tuple(fields.found), fields.names, tuple(fields.questions))


@dataclass(slots=True)
class _Fields:
    """The fields of all forms while they are brought together."""

    found: dict[FieldId, Definition] = field(default_factory=dict)
    names: dict[FieldId, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)

    def add(self, form: KnownForm, key: str, definition: Definition) -> None:
        """Take a field in: as one of its own, or as the one there is of its name."""
        identity = (form.name, key)
        definition = {**definition, "名称": _free_of_reserved(str(definition["名称"]))}
        name = str(definition["名称"])
        other = next((one for one, old in self.found.items() if old["名称"] == name), None)
        if other is None:
            self._take(identity, definition)
        elif _alike(self.found[other], definition) or self._shared(form, other, definition):
            self.names[identity] = name
        else:
            self._apart(form, identity, definition)

    def unit(self) -> str:
        """The field of the unit that recommends an entry; empty where there is none."""
        kinds = {str(one["名称"]): one["类型"] for one in self.found.values()}
        return next((name for name, kind in kinds.items() if kind == "推荐单位"), "")

    def add_unit(self, form: str) -> None:
        """Add the unit by which a list is made, though no form has a blank for it."""
        taken = {str(one["名称"]) for one in self.found.values()}
        names = ("推荐单位", *_further_names(form, "推荐单位"))
        name = next(one for one in names if one not in taken)
        self._take(("", name), {"名称": name, "类型": "推荐单位", "必填": True})

    def _take(self, identity: FieldId, definition: Definition) -> None:
        self.found[identity] = definition
        self.names[identity] = str(definition["名称"])

    def _shared(self, form: KnownForm, other: FieldId, definition: Definition) -> bool:
        """Whether two fields of one name but two kinds can be one; the fuller kind stays."""
        old = self.found[other]
        kinds = {str(old["类型"]), str(definition["类型"])}
        if other[0] == form.name or _STRUCTURED & kinds:
            return False
        if form.sort is FormSort.LIST:
            return True
        if "文本" not in kinds or len(kinds) == 1:
            return False
        if old["类型"] == "文本":
            self.found[other] = definition
        self.questions.append(
            f"“{definition['名称']}”在《{other[0]}》里像{old['类型']}，在《{form.name}》里像"
            f"{definition['类型']}，按{self.found[other]['类型']}处理；"
            "如果不是一回事，请在模板和 campaign.json 里改成两个名称"
        )
        return True

    def _apart(self, form: KnownForm, identity: FieldId, definition: Definition) -> None:
        """Take a field in under a name of its own, since there is another of its name."""
        old = str(definition["名称"])
        taken = {str(one["名称"]) for one in self.found.values()}
        name = next(one for one in _further_names(form.name, old) if one not in taken)
        label = definition.get("标签", old)
        self._take(identity, {"名称": name, **{**definition, "名称": name, "标签": label}})
        self.questions.append(
            f"《{form.name}》里的“{old}”和别处的“{old}”填法不同，分成两个字段，这一个叫“{name}”；"
            "如果其实是一回事，请改成同一个名称"
        )


def _free_of_reserved(name: str) -> str:
    """A field's name that is no word of the templates' own: 单位 becomes 单位名称."""
    return f"{name}名称" if name in RESERVED else name


def _further_names(form: str, name: str) -> Iterator[str]:
    """Names for a second field of a name: with its form's before it, then numbered."""
    plain = re.sub(r"\W", "", form)
    yield f"{plain}{name}" if f"{plain}{name}".isidentifier() else f"{name}2"
    yield from (f"{name}{number}" for number in range(2, 1000))


def _alike(one: Definition, other: Definition) -> bool:
    """Whether two fields take the same values; how much of them may differ."""
    same = ("类型", "选项", "选项来自", "可填选项", "分部")
    return all(one.get(key) == other.get(key) for key in same) and _columns(one) == _columns(other)


def _columns(definition: Definition) -> list[str]:
    columns = definition.get("列")
    return [str(one["名称"]) for one in columns] if isinstance(columns, list | tuple) else []


def _naming(definitions: Sequence[Definition]) -> str:
    """The field an entry is called by: a person's name, else what ends in 名称, else the first."""
    plain = [one for one in definitions if one["类型"] not in _STRUCTURED]
    names = [str(one["名称"]) for one in plain if one["类型"] in ("姓名", "文本", "长文本")]
    for name in _PERSON:
        if name in names:
            return name
    called = [name for name in names if _NAME_LIKE.fullmatch(name)]
    other = [name for name in called if "单位" not in name and "学校" not in name]
    chosen = [*other, *called, *names, *(str(one["名称"]) for one in (*plain, *definitions))]
    return chosen[0] if chosen else ""


def _head(forms: Sequence[KnownForm], about: About) -> dict[str, object]:
    """What stands at the top: identifier, name, year, notice."""
    titles = [form.title for form in forms if form.title]
    name = campaign_name(titles, about.notice, about.folder)
    year = next(
        (int(found[0]) for text in (name, about.notice, *titles, about.folder)
         if (found := _YEAR.search(text))), about.year,
    )  # fmt: skip
    notice = {
        "标题": about.notice or f"关于开展{name}的通知",
        "发文机关": list(about.issuers) or [UNTOLD],
    }
    return {"编号": safe_id(about.folder, year), "名称": name, "年份": year, "通知": notice}


def _document(form: KnownForm, names: Mapping[FieldId, str], unit: str) -> dict[str, object]:
    listing = form.sort is FormSort.LIST
    scopes = (["每个单位", "整个活动"] if unit else ["整个活动"]) if listing else [form.sort.value]
    document: dict[str, object] = {"名称": form.name}
    if form.title:
        document["标题"] = form.title
    document |= {"模板": [form.template], "范围": scopes}
    if form.group:
        own = {str(one["名称"]): names[form.name, key] for key, one in form.fields}
        document["分组"] = own.get(form.group, form.group)
    if form.blank_rows:
        document["最少行数"] = form.blank_rows
    if form.seals:
        document["用印"] = [dict(seal) for seal in form.seals]
    return document


def written(data: Mapping[str, object]) -> str:
    """The text of a campaign.json, for people to read: each field on a line of its own."""
    lines = []
    for key, value in data.items():
        text = _listed(value) if key == "字段" else json.dumps(value, ensure_ascii=False, indent=2)
        name = json.dumps(key, ensure_ascii=False)
        lines.append("  " + f"{name}: {text}".replace("\n", "\n  "))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _listed(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in value) + "\n]"
