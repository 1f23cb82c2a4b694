"""A number → a folder with the 徐州 campaign and as many generated entries, the same every time.

campaign.json is the bundled one and the templates are those of its id; entries, texts of about
1,000 characters and units are generated. Every photo is a file of its own: the bundled pictures,
each copy with its number in a JPEG comment, so that no two files have the same bytes. The check
finds nothing wrong with any of it, and one entry in three is on the list of the 公示.

    python -m benchmarks.batches FOLDER 200
"""

from __future__ import annotations

import csv
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.check.generating import identity_number, long_text, person_name, title

ROOT = Path(__file__).parents[1]
CAMPAIGN = ROOT / "data" / "xuzhou-2023"
PER_UNIT = 5
TEXTS = 500
"""Different texts; parts of each are put in another order for every entry."""
_COMMENT = b"\xff\xfe"
"""Begins a comment in a JPEG file."""
_CATEGORIES = ("网络正能量类", "公益慈善类", "网络精品创作类")

Row = dict[str, str]


def write_batch(folder: Path, count: int, first: int = 0) -> Path:
    """Write a campaign folder with so many entries.

    Args:
        folder: made anew.
        count: how many entries.
        first: the number of the first; batches of other numbers have other persons.

    Returns:
        The folder.
    """
    shutil.rmtree(folder, ignore_errors=True)
    photos = folder / "photos"
    photos.mkdir(parents=True)
    shutil.copy(CAMPAIGN / "campaign.json", folder)
    chance = random.Random(2023 + first)
    units = [f"{title(chance, 8)}{number}中心" for number in range(-(-count // PER_UNIT))]
    _write_table(folder / "units.csv", [{"名称": unit, "类型": "企业"} for unit in units])
    _write_table(folder / "applicants.csv", _rows(chance, range(first, first + count), units))
    pictures = [path.read_bytes() for path in sorted((CAMPAIGN / "photos").glob("*.jpg"))]
    for number in range(first, first + count):
        for part in range(3):
            name = f"{number}-{part}"
            content = _with_comment(pictures[(number + part) % len(pictures)], name)
            (photos / f"{name}.jpg").write_bytes(content)
    return folder


def _write_table(path: Path, rows: Sequence[Row] | Iterator[Row]) -> None:
    rows = iter(rows)
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(first))
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def _with_comment(picture: bytes, text: str) -> bytes:
    """A JPEG file that shows the same and is another."""
    comment = text.encode()
    length = (len(comment) + 2).to_bytes(2, "big")
    first = 4 + int.from_bytes(picture[4:6], "big")  # after what says that it is a JFIF file
    return picture[:first] + _COMMENT + length + comment + picture[first:]


def _rows(chance: random.Random, numbers: range, units: Sequence[str]) -> Iterator[Row]:
    texts = [long_text(chance, 1000) for _ in range(min(TEXTS, len(numbers)))]
    for place, number in enumerate(numbers):
        text, cut = texts[place % len(texts)], chance.randrange(1000)
        yield {
            **_person(chance, number),
            "推荐方式": "组织推荐",
            "申报类别": _CATEGORIES[number % len(_CATEGORIES)],
            "事迹": f"{text[cut:]}\n{text[:cut]}",
            "推荐意见": "经审核，事迹真实突出，同意推荐。",
            "报送日期": "2024-01-11",
            "推荐单位": units[place // PER_UNIT],
            "照片": f"photos/{number}-0.jpg",
            "工作照片": f"photos/{number}-1.jpg|在社区整理捐赠的图书\n"
            f"photos/{number}-2.jpg|主持网络直播",
            "评审结果": "预备人选" if number % 3 == 0 else "",
        }


def _person(chance: random.Random, number: int) -> Row:
    year, month, day = 1950 + number % 55, 1 + number // 55 % 12, 1 + number // 660 % 28
    order = chance.randrange(1000)
    return {
        "姓名": person_name(chance),
        "文化程度": "大学本科",
        "性别": "男" if order % 2 else "女",
        "单位及职务": title(chance, 16),
        "出生年月": f"{year}.{month:02}",
        "政治面貌": "群众",
        "参加工作时间": f"{year + 20}.07",
        "籍贯": "江苏徐州",
        "电子邮箱": f"name{number}@example.com",
        "身份证号": identity_number(f"{year}{month:02}{day:02}", f"{order:03}"),
        "联系电话": f"1990000{number % 10_000:04}",
        "居住住址": f"徐州市泉屏区云谷路{number}号听泉花园8幢2单元301室",
    }


if __name__ == "__main__":
    write_batch(Path(sys.argv[1]), int(sys.argv[2]))
