"""A campaign as built → what has to be in its print sets, from the table and the single papers."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from tests.campaigns.conftest import Built
from tests.press.reading import BoundSet, page_texts

WHOLE = Path("打印/全部")
UNITS = Path("打印/按单位")


@dataclass(frozen=True)
class Printed:
    """A single paper as it was made on its own."""

    number: str
    subject: str
    document: str
    pages: list[str]


def campaign_file(built: Built) -> dict[str, Any]:
    return dict(json.loads((built.folder / "campaign.json").read_text(encoding="utf-8")))


@cache
def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "applicants.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def set_folders(built: Built) -> dict[str, Path]:
    """Every shared set, by the unit's name; the whole one's is empty."""
    units = sorted((built.root / UNITS).iterdir())
    return {"": built.root / WHOLE, **{folder.name: folder for folder in units}}


def in_summary_order(built: Built, names: list[str]) -> list[str]:
    """The names as the printed summary has them; of a campaign without one, as they came in."""
    for document in campaign_file(built)["文书"]:
        if "每个单位" in document["范围"]:
            (sheet,) = openpyxl.load_workbook(built.root / f"{document['名称']}.xlsx").worksheets
            cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
            return sorted(names, key=cells.index)
    return names


def single_papers(built: Built, unit: str) -> Iterator[Printed]:
    """What has to be in a set, from the table, campaign.json and the papers made one by one."""
    definition = campaign_file(built)
    called = definition["命名字段"]
    table = {row[called]: (number, row) for number, row in enumerate(rows(built.folder), start=1)}
    wanted = [name for name, (_, row) in table.items() if unit in ("", row["推荐单位"])]
    bound = [
        document
        for document in definition["文书"]
        if {"每份申报", "每个单位"} & set(document["范围"])
        and not document.get("公开")
        and not document.get("单独成册")
        and document.get("编入打印册", True)
    ]
    for place, name in enumerate(in_summary_order(built, wanted), start=1):
        number, row = table[name]
        for document in bound:
            where = document.get("条件", {})
            if "每份申报" in document["范围"] and all(row[k] in v for k, v in where.items()):
                (file,) = (built.root / document["名称"]).glob(f"{number:02}_*.pdf")
                yield Printed(str(place), name, document["名称"], single(file))
    for document in bound:
        if "每个单位" in document["范围"]:
            folder = built.root / document["名称"]
            file = folder / f"{unit}.pdf" if unit else folder.with_suffix(".pdf")
            yield Printed("", unit or definition["名称"], document["名称"], single(file))


@cache
def single(file: Path) -> list[str]:
    return page_texts(file)


def duplex(built: Built) -> bool:
    return built.campaign.id == "bozhou-2022"


def imposed(built: Built, bound: BoundSet, papers: list[Printed]) -> list[tuple[Printed, int]]:
    """The page, from 1, on which each paper has to begin."""
    page, found = bound.index()[0], []
    for paper in papers:
        page += page % 2 if duplex(built) else 0
        found.append((paper, page + 1))
        page += len(paper.pages)
    return found
