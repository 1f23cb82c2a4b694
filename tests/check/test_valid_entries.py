"""Entries that are valid by construction give no problem, whatever they are.

For every campaign of data/ tables are filled by chance, each value within its field's kind,
limits and the rules of the notice, in any of the ways people write it.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formgen.campaign import Campaign, FieldDefinition, load_campaign
from formgen.campaign.units import UNIT_FIELDS
from formgen.check import check_data
from tests.check.generating import (
    born,
    draw,
    identity_number,
    long_text,
    person_name,
    phone,
    title,
)

ROOT = Path(__file__).parents[2]
CAMPAIGNS = sorted(path.parent.name for path in ROOT.glob("data/*/campaign.json"))
ENTRIES, TABLES = 100, 4
"""Entries of a table, tables of a campaign: 2,000 entries for the five."""

MONTHS = {
    "hubei-2024": ("202101", "202405"),
    "anhui-2024": ("202109", "202312"),
    "guizhou-2018": ("201001", "201810"),
    "xuzhou-2023": ("199001", "202312"),
}
DAYS = {
    "xuzhou-2023": ("20240108", "20240114"),
    "hubei-2024": ("20240501", "20240630"),
    "anhui-2024": ("20240226", "20240311"),
    "bozhou-2022": ("20220523", "20220603"),
}
QUOTAS = {"县区委网信办": 3, "市直等单位": 1, "市": 4, "省直单位": 2, "省属新闻网站": 2}
"""Entries of a unit, where its type says; 3 where it does not."""
Row = dict[str, str]


class Folder:
    """A campaign folder with files enough for a table; its tables are written anew each time."""

    def __init__(self, name: str, folder: Path) -> None:
        folder.mkdir()
        shutil.copy(ROOT / "data" / name / "campaign.json", folder)
        self.folder = folder
        self.campaign: Campaign = load_campaign(folder)
        for side in self.campaign.side_tables:
            shutil.copy(ROOT / "data" / name / side.file, folder)
        for number in range(ENTRIES):
            photo = {"种类": "JPEG", "宽": 285, "高": 399, "底色": "红"}
            draw(folder, f"photos/{number}.jpg", photo)
            for place in range(5):
                kind, ending = ("PNG", "png") if place == 4 else ("JPEG", "jpg")
                picture = {"种类": kind, "宽": 64, "高": 48, "分辨率": 300}
                draw(folder, f"pictures/{number}-{place}.{ending}", picture)
        draw(folder, "files/a.pdf", {"种类": "PDF"})
        draw(folder, "files/b.jpg", {"种类": "JPEG", "宽": 64, "高": 48})
        draw(folder, "files/c.mp4", {"种类": "MP4", "宽": 1080, "高": 1920, "秒": 300})

    def problems(self, units: Sequence[Row], rows: Sequence[Row]) -> list[str]:
        _write(self.folder / "units.csv", units)
        _write(self.folder / "applicants.csv", rows)
        data = check_data(self.campaign, self.folder)
        assert len(data.drafts) == len(rows)
        return [str(problem) for problem in data.problems]


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


class Filling:
    """Fills a table of a campaign by chance."""

    def __init__(self, campaign: Campaign, seed: int) -> None:
        self.campaign = campaign
        self.chance = random.Random(seed)
        types = [quota.unit_type for quota in campaign.quotas]
        self.units = [self._unit(number, types) for number in range(ENTRIES)]
        self.places = [unit for unit in self.units for _ in range(_quota(unit))]
        self.chance.shuffle(self.places)
        self.rows = [self._row(number) for number in range(ENTRIES)]
        if any(field.name == "推荐排序" for field in campaign.fields):
            self._rank()

    def _unit(self, number: int, types: Sequence[str]) -> Row:
        unit = dict.fromkeys((field.name for field in UNIT_FIELDS), "")
        kind = self.chance.choice(types)
        own = "3" if kind == "市州" else ""
        return unit | {"名称": f"{title(self.chance)}{number}单位", "类型": kind, "名额": own}

    def _row(self, number: int) -> Row:
        row: Row = {}
        chosen: Row = {}
        day = born(self.chance, range(1950, 2005))
        man = self.chance.random() < 0.5
        order = f"{number * 10 + 2 * self.chance.randrange(5) + man:03}"
        person = {
            "身份证号": identity_number(day, order),
            "性别": "男" if man else "女",
            "出生年月": self._month(day),
        }
        for field in self.campaign.fields:
            asked = all(chosen.get(on) in values for on, values in field.applies_to.items())
            optional = not field.required and self.chance.random() < 0.3
            own = person.get(field.name) or self._value(field, number, chosen)
            row[field.name] = own if asked and not (optional and field.name != "推荐排序") else ""
            chosen[field.name] = row[field.name]
        if row.get("推荐方式") == "网民自荐" or "驻苏" in self.places[number]["类型"]:
            row["推荐意见"] = ""
        return row

    def _value(self, field: FieldDefinition, number: int, row: Mapping[str, str]) -> str:
        chance = self.chance
        match field.kind:
            case "姓名":
                return person_name(chance)
            case "身份证号":
                raise AssertionError("comes with the person")
            case "电话":
                return phone(chance)
            case "邮箱":
                return f"{chance.choice(('a.b', 'x-y_1', 'Name2'))}{number}@mail.example.com"
            case "地址":
                return f"{title(chance, 6)}路{number}号\n{title(chance, 4)}楼"
            case "网址":
                return f"{chance.choice(('https://', ''))}www.e{number}.example.com/甲?a=1"
            case "网址或账号":
                if row.get("申报类型") == "网站平台":
                    return f"www.e{number}.example.com"
                return f"账号_{number}"
            case "网站备案号":
                site = chance.choice(("", "-1", "-12"))
                return f"{chance.choice('皖京沪苏')}ICP备{99000000 + number}号{site}"
            case "邮政编码":
                return f"23{chance.randrange(10_000):04}"
            case "年月":
                return self._month_between(field, row)
            case "日期":
                first, last = DAYS.get(self.campaign.id, ("20240101", "20240131"))
                day = f"{chance.choice((first[:6], last[:6]))}{chance.randint(1, 28):02}"
                return self._day(min(max(day, first), last))
            case "整数":
                return chance.choice(("3", "1,200", "０", "15"))
            case "单选" | "单选可填":
                return self._choice(field, row)
            case "推荐单位":
                return self.places[number]["名称"]
            case "文本":
                return self._short(field, number)
            case "长文本" | "分部长文":
                return self._long(field)
            case "照片":
                return f"photos/{number}.jpg"
            case "图片":
                return self._pictures(field, number)
            case "附件":
                name = "c.mp4" if "MP4" in field.formats else chance.choice(("a.pdf", "b.jpg"))
                return f"files/{name}|{title(chance, chance.randint(1, 50))}"
            case "明细":
                many = range(chance.randint(1, field.max_items or 6))
                return "\n".join(f"{person_name(chance)} ｜ {title(chance)} | 甲" for _ in many)
        raise AssertionError(f"no valid value is known for {field.kind}")

    def _choice(self, field: FieldDefinition, row: Mapping[str, str]) -> str:
        if field.name == "牵头单位":
            return next(t.leads[0] for t in self.campaign.tasks if t.name == row["对应任务"])
        options = self.campaign.options_of(field)
        if field.name == "评审结果":  # a notice bounds how many may be chosen
            return list(options)[1]
        conditions = {on for other in self.campaign.fields for on in other.applies_to}
        rules = {on for rule in self.campaign.rules for on in rule.when}
        plain = field.name in conditions | rules
        option = self.chance.choice(sorted(set(options.values()) if plain else options))
        if option in field.open_options:
            return self.chance.choice((f"{option}（{title(self.chance, 4)}）", f"{option}：甲类"))
        return option

    def _short(self, field: FieldDefinition, number: int) -> str:
        return f"{title(self.chance)}{number}" if field.max_chars is None else title(self.chance, 5)

    def _long(self, field: FieldDefinition) -> str:
        about = field.about_chars or 0
        least = max(field.min_chars or 1, round(about * 0.8), len(field.parts))
        most = min(field.max_chars or 1200, round(about * 1.2) or 2000)
        count = self.chance.choice((least, most, self.chance.randint(least, most)))
        if not field.parts:
            return long_text(self.chance, count)
        share, rest = divmod(count, len(field.parts))
        texts = [
            long_text(self.chance, share + rest * (part == field.parts[0])) for part in field.parts
        ]
        headed = zip("一二三四五六", field.parts, texts, strict=False)
        return "\n".join(f"{number}、{part}\n{text}" for number, part, text in headed)

    def _pictures(self, field: FieldDefinition, number: int) -> str:
        most = min(field.max_items or 5, 5)
        count = self.chance.randint(max(field.min_items or 1, 1), most)
        names = [f"{number}-{place}.{'png' if place == 4 else 'jpg'}" for place in range(5)]
        chosen = self.chance.sample(names, count)
        bar = self.chance.choice(("|", " | ", "｜"))
        lengths = [self.chance.choice((1, 50, 20)) for _ in chosen]
        return "\n".join(
            f"pictures/{name}{bar}{title(self.chance, length)}"
            for name, length in zip(chosen, lengths, strict=True)
        )

    def _month_between(self, field: FieldDefinition, row: Mapping[str, str]) -> str:
        first, last = MONTHS[self.campaign.id]
        if field.name == "实施起":
            return self._month(self.chance.choice((first, first[:4] + "11")))
        if field.name == "实施止":
            return self._month(self.chance.choice((last, last[:4] + "02")))
        return self._month(f"{self.chance.randint(int(first[:4]), int(last[:4]) - 1)}06")

    def _month(self, digits: str) -> str:
        year, month = digits[:4], digits[4:6]
        ways = (f"{year}.{month}", f"{year}-{month}", f"{year}年{int(month)}月", f"{year}{month}")
        return self.chance.choice(ways)

    def _day(self, digits: str) -> str:
        year, month, day = digits[:4], digits[4:6], digits[6:]
        ways = (f"{year}-{month}-{day}", f"{year}年{int(month)}月{int(day)}日", digits)
        return self.chance.choice((*ways, f"{year}/{int(month)}/{int(day)}"))

    def _rank(self) -> None:
        """Give the entries of a unit the ranks 1 to n, and one alone 1 or none."""
        count = Counter(row["推荐单位"] for row in self.rows)
        ranks = {name: self.chance.sample(range(1, n + 1), n) for name, n in count.items()}
        for row in self.rows:
            alone = count[row["推荐单位"]] == 1
            rank = str(ranks[row["推荐单位"]].pop())
            row["推荐排序"] = self.chance.choice(("", rank)) if alone else rank


def _quota(unit: Row) -> int:
    return QUOTAS.get(unit["类型"], 3)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Folder]:
    base = tmp_path_factory.mktemp("valid")
    return {name: Folder(name, base / name) for name in CAMPAIGNS}


@pytest.mark.parametrize("name", CAMPAIGNS)
@settings(
    max_examples=TABLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**64))
def test_valid_entries_give_no_problem(name: str, seed: int, folders: Mapping[str, Folder]) -> None:
    folder = folders[name]
    filled = Filling(folder.campaign, seed)
    assert folder.problems(filled.units, filled.rows) == []
