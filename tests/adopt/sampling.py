"""A field of a campaign → texts that a unit might type for it in the 填报表, all valid."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formgen.campaign import Campaign
from formgen.campaign.field import FieldDefinition
from tests.check.generating import identity_number, text_of
from tests.conftest import ROOT

_PICTURES = {"照片": "data/xuzhou-2023/photos", "图片": "data/xuzhou-2023/pictures"}
_NAMES = ("张伟", "欧阳晚晴", "𠮷田书远", "䶮喆", "阿依古丽·买买提", "司马翀", "赵镕", "堃一诺")
_WORDS = (
    "网络文明", "融媒体中心", "2023年", "（试行）", "“清朗”行动", "《泉屏答》", "5G", "第1名",
    "𠮷村", "12.5%", "讲好身边的故事", "志愿服务", "共36场", "云谷路66号", "主任", "A&B", "H5作品",
)  # fmt: skip
_LEFT_OUT = 0.25
"""The share of the fields that may be left blank that are."""
_TYPED: Mapping[str, Sequence[str]] = {
    "邮箱": ("liang.sy@example.com", "a-b_c@mail.example.com"),
    "邮政编码": ("230001", "556000"),
    "网址": ("https://www.example.com/a?b=1&c=2", "http://example.com/news/1.html"),
    "网址或账号": ("www.example.com", "yaodu_0558"),
    "网站备案号": ("皖ICP备12345678号-1", "苏ICP备2023001234号"),
    "地址": ("东岭市云谷路66号", "青禾镇南塬村3组12号"),
    "整数": ("12", "360"),
    "小数": ("92.5", "3000"),
}


def typed_entries(
    campaign: Campaign, folder: Path, units: Sequence[str], count: int
) -> list[dict[str, str]]:
    """Entries as typed: the first with all fields, the others with gaps where these may be.

    Args:
        campaign: says what is asked.
        folder: where the pictures that the entries name are put.
        units: names from units.csv; empty where there are none.
        count: how many; each has a name of its own.
    """
    entries = []
    for number in range(count):
        typist = _Typist(campaign, folder, units, number, random.Random(number))
        entry: dict[str, str] = {}
        for field in campaign.asked_fields():
            named = field.name in (campaign.name_field, campaign.unit_field)
            if number and not field.required and not named and typist.leaves_out():
                continue
            entry[field.name] = typist.typed(field)
        _agree(entry, campaign)
        entry[campaign.name_field] = _name(campaign, number)
        entries.append(entry)
    return entries


def _agree(entry: dict[str, str], campaign: Campaign) -> None:
    """Let sex and month of birth be those that the identity number tells."""
    kinds = {field.kind: field.name for field in campaign.fields}
    number = entry.get(kinds.get("身份证号", ""))
    if not number:
        return
    if "性别" in entry:
        entry["性别"] = "男" if int(number[16]) % 2 else "女"
    if "出生年月" in entry:
        entry["出生年月"] = f"{number[6:10]}.{number[10:12]}"


def _name(campaign: Campaign, number: int) -> str:
    """What an entry is called, unlike all others."""
    kind = next(one.kind for one in campaign.fields if one.name == campaign.name_field)
    return _NAMES[number] if kind == "姓名" else f"{_WORDS[number]}之歌"


@dataclass(frozen=True, slots=True)
class _Typist:
    """Who types one entry."""

    campaign: Campaign
    folder: Path
    units: Sequence[str]
    number: int
    """Of the entry, from 0."""
    chance: random.Random

    def leaves_out(self) -> bool:
        """Whether a field that may be blank is left so."""
        return self.chance.random() < _LEFT_OUT

    def typed(self, field: FieldDefinition) -> str:
        """What is typed into a field's cell."""
        chance = self.chance
        match field.kind:
            case "推荐单位":
                return chance.choice(self.units)
            case "单选" | "多选" | "单选可填":
                return _chosen(field, list(self.campaign.options_of(field).values()), chance)
            case "照片" | "图片":
                return _pictures(field, self.folder, self.number)
            case "明细":
                return _rows(field, chance)
            case "长文本":
                return _text(field, chance)
            case "分部长文":
                share = (field.max_chars or 400) // len(field.parts) // 2
                return "\n".join(f"{part}\n{_prose(share, chance)}" for part in field.parts)
        return _short(field, chance)


def _chosen(field: FieldDefinition, options: Sequence[str], chance: random.Random) -> str:
    option = chance.choice(options)
    if field.kind == "多选":
        return "、".join(dict.fromkeys((option, chance.choice(options))))
    if option in field.open_options:
        return f"{option}（{chance.choice(_WORDS)}）"
    return option


def _pictures(field: FieldDefinition, folder: Path, number: int) -> str:
    """Pictures of the entry's own, there from now on; with captions where there are several."""
    files = sorted((ROOT / _PICTURES[field.kind]).glob("*.jpg"), key=lambda one: one.stat().st_size)
    count = 1 if field.kind == "照片" else max(field.min_items or 2, 2)
    place = folder / field.name
    place.mkdir(exist_ok=True)
    lines = []
    for path in files[number * count : (number + 1) * count]:
        shutil.copy(path, place / path.name)
        caption = "" if field.kind == "照片" else f" | 活动现场{path.stem}"
        lines.append(f"{field.name}/{path.name}{caption}")
    return "\n".join(lines)


def _rows(field: FieldDefinition, chance: random.Random) -> str:
    count = max(field.min_items or 1, min(field.max_items or 3, 3))
    return "\n".join(
        "｜".join(_short(column, chance) for column in field.columns) for _ in range(count)
    )


def _text(field: FieldDefinition, chance: random.Random) -> str:
    if field.about_chars:
        return _prose(field.about_chars, chance)
    least, most = field.min_chars or 1, field.max_chars or (field.min_chars or 100) + 300
    return _prose((least + most) // 2, chance)


def _prose(wanted: int, chance: random.Random) -> str:
    """About so many characters, as Word counts them, in paragraphs; a little less at most."""
    mixed = "，".join(chance.sample(_WORDS, 3)) + "。"
    if wanted < 4 * len(mixed):
        return text_of(wanted)
    rest = text_of(wanted - len(mixed))
    return "\n".join((mixed, *(rest[at : at + 300] for at in range(0, len(rest), 300))))


def _short(field: FieldDefinition, chance: random.Random) -> str:
    kinds: Mapping[str, Callable[[], str]] = {
        "姓名": lambda: chance.choice(_NAMES),
        "身份证号": lambda: identity_number(
            f"{chance.randint(1950, 2000)}0817", chance.choice(("123", "246"))
        ),
        "电话": lambda: f"1990000{chance.randint(1000, 9999)}",
        "年月": lambda: f"{chance.randint(1960, 2005)}.{chance.randint(1, 12):02}",
        "日期": lambda: f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    }
    if field.kind in kinds:
        return kinds[field.kind]()
    if field.kind in ("单选", "多选", "单选可填"):
        return _chosen(field, field.options, chance)
    if field.kind in _TYPED:
        return chance.choice(_TYPED[field.kind])
    most = field.max_chars or 12
    return (chance.choice(_WORDS) + chance.choice(_WORDS))[:most].strip("，、 ")
