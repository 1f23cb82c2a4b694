"""A campaign folder → a copy in which every private cell holds a value found nowhere else.

What is planted can be told from everything else by its shape (`FAMILIES`), so that one pass over
a file finds any of it, and parts of it too.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from formgen.campaign.kinds.identity import check_character

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_WORD = f"暗记[{_STEMS}]{{4}}"
_NAME = f"(?:诸葛|司马|令狐|夏侯)[{_STEMS}]{{2}}"
FAMILIES = re.compile(
    f"{_WORD}|{_NAME}|anji\\d{{4}}|1990001\\d{{4}}|(?<!\\d)0999555\\d{{4}}|990101\\d{{4}}0[19]\\d{{6}}"
    "|9870\\d{4}|(?<![\\da-z])97\\d{4}(?![\\da-z])",
    re.IGNORECASE,
)
"""Texts and names; addresses of the net; mobile, landline, identity and other numbers; postal
codes, which have to stand alone. Of dates there are too few to make a family."""
FEW_DIGITS = 8
"""So few digits stand somewhere by chance: of such numbers only those that were planted count."""


@dataclass
class Planted:
    """What was planted."""

    folder: Path
    values: dict[str, str] = field(default_factory=dict)
    """Each value, spelt as the search spells it, and whose it is."""
    months: dict[str, str] = field(default_factory=dict)
    """Months and days that stand nowhere in campaign.json, as 1961.07 or 2023-11-05."""


class Planter:
    """Counts, so that no two values are alike."""

    def __init__(self, folder: Path) -> None:
        self.planted = Planted(folder)
        self._count = itertools.count(1)
        self._names = itertools.count(0)
        months = itertools.product(range(1961, 1969), range(1, 13))
        self._months = itertools.cycle(f"{year}.{month:02}" for year, month in months)

    def note(self, value: str, whose: str) -> str:
        """The value, put down."""
        self.planted.values[value.lower()] = whose
        return value

    def number(self) -> int:
        return next(self._count)

    def word(self, whose: str) -> str:
        """Six Chinese characters."""
        digits = f"{self.number():04}"
        return self.note("暗记" + "".join(_STEMS[int(digit)] for digit in digits), whose)

    def name(self, whose: str) -> str:
        """A name of a person, of four characters."""
        family, given = divmod(next(self._names), 100)
        family_name = ("诸葛", "司马", "令狐", "夏侯")[family]
        return self.note(family_name + _STEMS[given // 10] + _STEMS[given % 10], whose)

    def account(self, whose: str) -> str:
        return self.note(f"anji{self.number():04}", whose)

    def mobile(self, whose: str) -> str:
        return self.note(f"1990001{self.number():04}", whose)

    def landline(self, whose: str) -> str:
        number = self.note(f"0999555{self.number():04}", whose)
        return f"{number[:4]}-{number[4:]}"

    def birth(self, whose: str) -> str:
        """A month of the sixties; who was born then may take part in anything."""
        month = next(self._months)
        self.planted.months[month] = whose
        return month

    def identity(self, old: str, month: str, whose: str) -> str:
        """A number of someone of the same sex, born in another month."""
        start = f"990101{month.replace('.', '')}09{self.number() % 100:02}{old[16]}"
        return self.note(start + check_character(start), whose)


def with_exif(content: bytes, value: str) -> bytes:
    """A JPEG with its photographer written in it, else as it was; other files as they are."""
    if not content.startswith(b"\xff\xd8"):
        return content
    exif = Image.Exif()
    exif[0x013B] = value.encode()
    segment = exif.tobytes()
    return content[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + content[2:]


def plant(source: Path, target: Path) -> Planted:
    """Copy a campaign and plant a value in every private cell of every table of it."""
    shutil.copytree(source, target)
    planter = Planter(target)
    campaign = json.loads((target / "campaign.json").read_text(encoding="utf-8"))
    campaign["文书"] = [one for one in campaign["文书"] if one.get("公开")]
    units = _plant_units(planter, campaign)
    names = _open_choices(planter, campaign)
    fields = {one["名称"]: one for one in campaign["字段"]}
    _plant_table(planter, target / "applicants.csv", fields, units, names)
    _leave_out(planter, target / "applicants.csv", campaign)
    for side in campaign.get("附表", []):
        own = {one["名称"]: one for one in side["字段"]}
        _plant_table(planter, target / f"{side['名称']}.csv", own, units, names)
    if (target / "results.csv").exists():
        _renamed(target / "results.csv", units)
    text = json.dumps(campaign, ensure_ascii=False)
    (target / "campaign.json").write_text(text, encoding="utf-8")
    said = re.sub(r"\s", "", text)
    planter.planted.months = {
        month: whose
        for month, whose in planter.planted.months.items()
        if not any(spelling in said for spelling in month_spellings(month))
    }
    return planter.planted


def month_spellings(date: str) -> list[str]:
    """A month or day as papers print it."""
    parts = re.split(r"[.-]", date)
    numbers = [str(int(part)) for part in parts]
    chinese = "".join(map("".join, zip(numbers, "年月日", strict=False)))
    return [date, "-".join(parts), ".".join(parts), chinese]


def read_rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Headings and rows."""
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    return list(reader.fieldnames or ()), list(reader)


def write_rows(path: Path, headings: list[str], rows: list[dict[str, str]]) -> None:
    """Headings and rows."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def _plant_units(planter: Planter, campaign: dict[str, Any]) -> dict[str, str]:
    """New contacts, and new names where the units' names are private; the names, old to new."""
    path = planter.planted.folder / "units.csv"
    headings, rows = read_rows(path)
    unit_field = next(one for one in campaign["字段"] if one["类型"] == "推荐单位")
    new_names: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        whose = f"units.csv 第{number}行"
        row["联系人"] = planter.name(f"{whose}的联系人")
        row["联系电话"] = planter.landline(f"{whose}的联系电话")
        row["说明"] = f"与{planter.word(f'{whose}的说明')}共同推荐"
        if not unit_field.get("可公开") and row["名称"] not in json.dumps(campaign["规则"]):
            new_names[row["名称"]] = row["名称"] + planter.word(f"{whose}的名称")
            row["名称"] = new_names[row["名称"]]
    write_rows(path, headings, rows)
    return new_names


def _open_choices(planter: Planter, campaign: dict[str, Any]) -> dict[str, str]:
    """One more option in each private choice on which nothing depends; its name by the field's."""
    asked = {
        name
        for part in (*campaign["规则"], *campaign["字段"], *campaign["文书"])
        for name in (*part.get("条件", ()), *part.get("适用", ()), *part.get("字段", ()))
    }
    added: dict[str, str] = {}
    tables = [campaign["字段"], *(side["字段"] for side in campaign.get("附表", []))]
    for one in itertools.chain.from_iterable(tables):
        private = not one.get("可公开") and one["名称"] not in asked
        if private and one["类型"] in ("单选", "多选") and one.get("选项来自") != "推荐方式":
            added[one["名称"]] = planter.word(f"选项“{one['名称']}”")
            one["选项"] = [*one.get("选项", ()), added[one["名称"]]]
            one.pop("选项来自", None)
    return added


def _renamed(path: Path, units: dict[str, str]) -> None:
    headings, rows = read_rows(path)
    write_rows(path, headings, [{k: units.get(v, v) for k, v in row.items()} for row in rows])


def _plant_table(
    planter: Planter,
    path: Path,
    fields: dict[str, dict[str, Any]],
    units: dict[str, str],
    options: dict[str, str],
) -> None:
    headings, rows = read_rows(path)
    for number, row in enumerate(rows, start=2):
        month = ""
        for name in headings:
            if row[name] and not fields[name].get("可公开"):
                whose = f"{path.name} 第{number}行的{name}"
                if name in options:
                    row[name] = options[name]
                elif fields[name]["类型"] == "身份证号":
                    row[name] = planter.identity(row[name], month, whose)
                else:
                    row[name] = units.get(row[name]) or _planted(
                        planter, fields[name], row[name], whose
                    )
                month = row[name] if name == "出生年月" else month
        if path.name == "applicants.csv" and "备注" in row:
            row["备注"] = planter.word(f"第{number}行的备注")
    write_rows(path, headings, rows)


def _planted(planter: Planter, field: dict[str, Any], old: str, whose: str) -> str:
    """What is typed instead of a private value of a cell."""
    kind = field["类型"]
    if field["名称"] in ("出生年月", "成立时间"):
        return planter.birth(whose)
    if kind in ("年月", "日期"):
        planter.planted.months[old] = whose
        return old
    makers: dict[str, Callable[[str], str]] = {
        "姓名": planter.name,
        "电话": planter.landline if old.startswith("0") else planter.mobile,
        "邮箱": lambda whose: f"{planter.account(whose)}@example.com",
        "地址": lambda whose: f"某市某区{planter.word(whose)}路8号2栋301室",
        "邮政编码": lambda whose: planter.note(f"97{planter.number():04}", whose),
        "网站备案号": lambda whose: re.sub(
            r"\d{8,}", planter.note(f"9870{planter.number():04}", whose), old
        ),
        "网址": lambda whose: f"https://video.example.com/{planter.account(whose)}",
        "网址或账号": lambda whose: (
            planter.account(whose) + (old[old.index(".") :] if "." in old else "")
        ),
        "文本": planter.word,
        "整数": lambda whose: (
            planter.note(f"9870{planter.number():04}", whose)
            if field["名称"] not in ("推荐排序", "期号")
            else old
        ),
        "单选可填": lambda whose: f"其他（{planter.word(whose)}）" if "其他" in old else old,
        "明细": lambda whose: "\n".join(_row(planter, line, whose) for line in old.split("\n")),
        "照片": lambda whose: "\n".join(_files(planter, old, whose)),
        "图片": lambda whose: "\n".join(_files(planter, old, whose)),
        "附件": lambda whose: "\n".join(_files(planter, old, whose)),
    }
    if kind in ("长文本", "分部长文"):
        return _long(planter, old, whose)
    return makers[kind](whose) if kind in makers else old


def _row(planter: Planter, line: str, whose: str) -> str:
    """A row of a table in a form: its first cell is a name, the last a text."""
    cells = line.split("｜")
    return "｜".join([planter.name(whose), *cells[1:-1], planter.word(whose)])


def _files(planter: Planter, old: str, whose: str) -> Iterator[str]:
    """The files under new names, with a value inside the pictures and in the captions."""
    folder = planter.planted.folder
    for line in filter(str.strip, old.split("\n")):
        name, bar, _ = (part.strip() for part in line.partition("|"))
        path = Path(name)
        new = path.with_name(f"{planter.word(f'{whose}的文件名')}{path.suffix}")
        content = (folder / path).read_bytes()
        (folder / new).write_bytes(with_exif(content, planter.word(f"{whose}的拍摄信息")))
        yield f"{new} | 图中是{planter.word(f'{whose}的说明')}" if bar else str(new)


def _long(planter: Planter, old: str, whose: str) -> str:
    """The text, or its file, with a value in the middle of it in place of as many characters."""
    folder = planter.planted.folder
    text = (folder / old[1:]).read_text(encoding="utf-8-sig") if old.startswith("@") else old
    lines = text.split("\n")
    at = max(range(len(lines)), key=lambda number: len(lines[number]))
    word, middle = planter.word(whose), len(lines[at]) // 2
    lines[at] = f"{lines[at][:middle]}，{word}，{lines[at][middle + 8 :]}"
    if not old.startswith("@"):
        return "\n".join(lines)
    path = Path(old[1:]).with_name(f"{planter.word(f'{whose}的文件名')}.txt")
    (folder / path).write_text("\n".join(lines), encoding="utf-8")
    return f"@{path}"


def _leave_out(planter: Planter, path: Path, campaign: dict[str, Any]) -> None:
    """Two more records with mistakes: one whose number is too long, one that says no category."""
    headings, rows = read_rows(path)
    name, kinds = campaign["命名字段"], {one["名称"]: one["类型"] for one in campaign["字段"]}
    phone = next(one for one in headings if kinds[one] == "电话")
    group = campaign["文书"][0]["分组"]
    for fault in (phone, group):
        row = dict.fromkeys(headings, "")
        for heading in headings:
            if kinds[heading] in ("单选", "推荐单位", "单选可填"):
                row[heading] = rows[0][heading]
        row["评审结果"] = "" if "评审结果" in row else row.get("评审结果", "")
        whose = f"没有收的“{fault}”的"
        row[name] = planter.word(whose + name) if kinds[name] == "文本" else planter.name(whose)
        row[phone] = planter.mobile(whose + phone) + ("0" if fault == phone else "")
        row[fault] = row[fault] if fault == phone else planter.word(whose + group)
        rows.append({key: value for key, value in row.items() if key in headings})
    write_rows(path, headings, rows)
