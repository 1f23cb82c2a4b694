"""Entries checked a second: formgen against a loop a user would write, 徐州 data, one core.

10,000 generated entries of the 徐州 campaign stand in one CSV file, texts of about 1,000
characters in it. Material fields and the rules about them are taken out of the campaign: to
read 30,000 pictures is another matter. Names of 单位及职务 take the place of 姓名 in what is
searched for near-duplicates, and one in a hundred differs from another by a character.

The peer reads the same file with csv.DictReader and counts the characters of every text with
a loop, checking that they are 800 at least: that is all it does. Each runs in a process of
its own, so that its memory can be told, with and without what interpreter and imports take.
Seconds are those of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tests.check.generating import identity_number, long_text, person_name, title

from formgen.campaign import load_campaign
from formgen.check import check_data

ROOT = Path(__file__).parents[1]
CAMPAIGN = ROOT / "data" / "xuzhou-2023"
ENTRIES = 10_000
PER_UNIT = 5
GOAL = 5_000
MEMORY_GOAL = 130
NAME_FIELD = "单位及职务"
MATERIALS = frozenset({"照片", "工作照片"})
MATERIAL_RULES = frozenset({"照片", "图片", "视频", "材料"})
TEXTS = 500
"""Different texts; parts of each are put in another order for every entry."""

Row = dict[str, str]


def without_materials(folder: Path) -> list[str]:
    """Write a copy of the campaign that asks for no files; returns its fields' names."""
    campaign = json.loads((CAMPAIGN / "campaign.json").read_text(encoding="utf-8"))
    campaign["字段"] = [field for field in campaign["字段"] if field["名称"] not in MATERIALS]
    campaign["规则"] = [rule for rule in campaign["规则"] if rule["规则"] not in MATERIAL_RULES]
    for material in campaign["材料"]:
        material.pop("字段", None)
    campaign["命名字段"] = NAME_FIELD
    text = json.dumps(campaign, ensure_ascii=False)
    (folder / "campaign.json").write_text(text, encoding="utf-8")
    return [field["名称"] for field in campaign["字段"]]


def write_tables(folder: Path, names: list[str]) -> None:
    """Write the entries, and units enough that no quota is exceeded."""
    chance = random.Random(2023)
    texts = [long_text(chance, 1000) for _ in range(TEXTS)]
    units = [f"{title(chance, 8)}{number}中心" for number in range(ENTRIES // PER_UNIT)]
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["名称", "类型"], *([unit, "企业"] for unit in units)])
    with (folder / "applicants.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        post = ""
        for number in range(ENTRIES):
            alike = number % 100 == 1
            post = post[:6] + "某" + post[7:] if alike else title(chance, 16)
            row = _row(chance, number, texts) | {NAME_FIELD: post}
            writer.writerow(row | {"推荐单位": units[number // PER_UNIT]})


def _row(chance: random.Random, number: int, texts: list[str]) -> Row:
    year, month, day = 1950 + number % 55, 1 + number // 55 % 12, 1 + number // 660 % 28
    order = chance.randrange(1000)
    cut = chance.randrange(1000)
    text = texts[number % TEXTS]
    return {
        "姓名": person_name(chance),
        "文化程度": chance.choice(("大学本科", "本科", "大专", "硕士研究生")),
        "性别": "男" if order % 2 else "女",
        "出生年月": f"{year}.{month:02}",
        "政治面貌": chance.choice(("中共党员", "群众", "团员")),
        "参加工作时间": f"{year + 20}.07",
        "籍贯": "江苏徐州",
        "电子邮箱": f"name{number}@example.com",
        "身份证号": identity_number(f"{year}{month:02}{day:02}", f"{order:03}"),
        "联系电话": f"1990000{number:04}",
        "居住住址": f"徐州市泉屏区云谷路{number}号听泉花园8幢2单元301室",
        "推荐方式": "组织推荐",
        "申报类别": ("网络正能量类", "公益慈善类", "网络精品创作类")[number % 3],
        "事迹": f"{text[cut:]}\n{text[:cut]}",
        "推荐意见": "经审核，事迹真实突出，同意推荐。",
        "报送日期": "2024-01-11",
    }


def formgen(folder: Path) -> str:
    """Check the folder as the command does; how many problems there are."""
    problems = check_data(load_campaign(folder), folder).problems
    codes = sorted({problem.code for problem in problems})
    return f"{len(problems)} problems: {' '.join(codes)}"


def peer(folder: Path) -> str:
    """What a user would write: read the rows, count each text's characters one by one."""
    short = 0
    with (folder / "applicants.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            count, in_word = 0, False
            for character in row["事迹"]:
                if character.isspace():
                    in_word = False
                elif character.isascii() and character.isalnum():
                    count += not in_word
                    in_word = True
                else:
                    count, in_word = count + 1, False
            short += count < 800
    return f"{short} too short"


RUNS: dict[str, Callable[[Path], str]] = {"formgen": formgen, "peer": peer}


def run(name: str, folder: Path) -> None:
    """Measure one of the two in this process and print figures as JSON."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    base = _peak()
    start = time.process_time()
    found = RUNS[name](folder)
    figures = {"seconds": time.process_time() - start, "base": base, "peak": _peak()}
    print(json.dumps(figures | {"found": found}))


def _peak() -> float:
    """The most memory this process has held, in MB (Linux counts in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(name: str, folder: Path) -> dict[str, float | str]:
    """The figures of a run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.check_speed", name, str(folder)]
    made = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    figures: dict[str, float | str] = json.loads(made.stdout)
    return figures


def main() -> None:
    """Measure both and print; exit 1 where a goal is missed."""
    folder = Path(tempfile.mkdtemp())
    try:
        write_tables(folder, without_materials(folder))
        size = (folder / "applicants.csv").stat().st_size / 2**20
        results = {name: measured(name, folder) for name in ("peer", "formgen")}
    finally:
        shutil.rmtree(folder)
    table = Table(title=f"{ENTRIES:,} entries, one CSV of {size:.0f} MB, no files, one core")
    for heading in ("", "entries/s", "peak MB", "over base", "found"):
        table.add_column(heading, justify="right" if heading not in ("", "found") else "left")
    rates = {}
    for name, figures in results.items():
        rates[name] = ENTRIES / float(figures["seconds"])
        peak = float(figures["peak"])
        over = peak - float(figures["base"])
        cells = f"{rates[name]:,.0f}", f"{peak:.0f}", f"{over:.0f}", str(figures["found"])
        table.add_row({"peer": "csv.DictReader, 字数 only"}.get(name, name), *cells)
    table.add_row("ratio", f"{rates['formgen'] / rates['peer']:.2f}", "", "", "")
    Console().print(table)
    peak = float(results["formgen"]["peak"])
    if rates["formgen"] < GOAL or peak > MEMORY_GOAL:
        raise SystemExit(f"missed: {GOAL:,} entries/s within {MEMORY_GOAL} MB")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        run(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
