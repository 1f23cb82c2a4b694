"""Blank forms made into campaigns: handed out, filled in, built, returned, and read back alike."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from formgen.campaign import Campaign, load_campaign
from formgen.campaign.units import UNITS_FILE
from formgen.check import check_data
from tests.adopt.drawn.forms import DRAWN
from tests.adopt.drawn.more import MORE
from tests.adopt.sampling import typed_entries
from tests.adopt.test_understanding import blank_forms
from tests.run.conftest import Formgen
from tests.word.making import docx, paragraph, row, table

COUNT = 3
UNITS = ("青禾镇人民政府", "南塬村村民委员会")


NAMES = (
    "anhui-2024-优秀案例推荐表",
    "anhui-2024-推荐汇总表",
    "bozhou-2022-申报汇总表",
    "bozhou-2022-申报表",
    "guizhou-2018-优秀团队推荐表",
    "guizhou-2018-典型事迹推荐表",
    "guizhou-2018-典型人物推荐表",
    "guizhou-2018-好网民工程组织奖推荐表",
    "guizhou-2018-绿色网络文化工作室推荐表",
    "guizhou-2018-网络文化精品推荐表",
    "guizhou-2018-网络素养教育示范基地推荐表",
    "hubei-2024-案例（项目）推荐表",
    "hubei-2024-案例（项目）汇报表",
    "xuzhou-2023-工作照片",
    "xuzhou-2023-推荐汇总表",
    "xuzhou-2023-申报表",
)


def blank(name: str) -> bytes:
    """A blank form by its name."""
    drawn = {one.name: one.draw for one in (*DRAWN, *MORE)}
    return drawn[name]() if name in drawn else blank_forms()[name]


def fill(path: Path, entries: list[dict[str, str]]) -> None:
    """Type entries into a 填报表 below its headings."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["申报"]
    columns = {str(c.value).rstrip("*＊ "): n for n, c in enumerate(sheet[1], start=1)}
    for number, entry in enumerate(entries, start=2):
        for name, text in entry.items():
            cell = sheet.cell(number, columns[name])
            cell.value, cell.data_type = text, "s"
    workbook.save(path)


def values(campaign: Campaign, folder: Path, table: Path) -> dict[str, dict[str, object]]:
    """What the entries of a table say after their kinds' parse, by name of the entry."""
    data = check_data(campaign, folder, table=table)
    names = [field.name for field in campaign.asked_fields()]
    found = {}
    for draft in data.drafts:
        said = {name: plain(draft.entry.values[name]) for name in names}
        found[str(said[campaign.name_field])] = said
    return found


def plain(value: object) -> object:
    """A value as it can be compared: a picture by its content and its caption."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    digest = getattr(value, "digest", "")
    if digest:
        return digest, getattr(value, "caption", "")
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return str(value)


QUICK = (
    "xuzhou-2023-推荐汇总表",
    "xuzhou-2023-申报表",
    "大学生网络文化作品报名表",
    "优秀志愿者搭档推荐表",
)
"""A list, a photo, rows and pictures, the same options twice; others are run with the slow."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in QUICK else pytest.mark.slow)
        for name in (*NAMES, *(one.name for one in (*DRAWN, *MORE)))
    ],
)
def test_what_is_filled_in_comes_back(formgen: Formgen, here: Path, name: str) -> None:
    form = here / "空白表.docx"
    form.write_bytes(blank(name))
    folder = here / "adopted-2025"
    code, told = formgen("adopt", form, "-o", folder)
    assert code == 0, told
    units: tuple[str, ...] = ()
    if (folder / UNITS_FILE).exists():
        with (folder / UNITS_FILE).open("a", encoding="utf-8", newline="") as stream:
            stream.writelines(f"{unit},,,,,\r\n" for unit in UNITS)
        units = UNITS
    sheet = folder / "填报表.xlsx"
    code, told = formgen("sheet", folder, "-o", sheet)
    assert code == 0, told
    campaign = load_campaign(folder)
    entries = typed_entries(campaign, folder, units, COUNT)
    fill(sheet, entries)
    code, told = formgen("check", folder)
    assert code == 0, told
    code, told = formgen("build", folder, "-o", "made", "--format", "docx")
    assert code == 0, told
    before = values(campaign, folder, sheet)
    assert len(before) == COUNT
    assert all(before[entries[0][campaign.name_field]].values())
    returned = here / "made" / campaign.id
    keep_what_units_send(returned, by_unit=bool(campaign.unit_field))
    sheet.rename(here / "填报表.xlsx")  # what comes back is known from the forms alone
    table = here / "收回.xlsx"
    code, told = formgen("collect", folder, returned, "-o", table)
    assert code == 0, told
    assert not re.search(r"\bC\d\d\b", told), told
    after = values(campaign, folder, table)
    assert after.keys() == before.keys()
    assert [
        (entry, field, said, after[entry][field])
        for entry, fields in before.items()
        for field, said in fields.items()
        if after[entry][field] != said
    ] == []


def keep_what_units_send(made: Path, *, by_unit: bool) -> None:
    """Leave only the forms, and of lists those of units where there are units."""
    shutil.rmtree(made / ".formgen", ignore_errors=True)
    if by_unit and any(path.is_dir() for path in made.iterdir()):
        for path in made.glob("*.docx"):
            path.unlink()


LIST = docx(
    paragraph("读书之星推荐汇总表", properties='<w:jc w:val="center"/>'),
    "填报单位（盖章）：＿＿＿＿＿＿＿＿＿＿",
    table(
        row("序号", "姓名", "性别", "联系电话"),
        *(row("", "", "", "") for _ in range(6)),
        widths=(800, 3000, 1500, 3000),
    ),
)


@pytest.fixture
def only_list(formgen: Formgen, here: Path) -> Path:
    """A campaign with a list for each unit, and no form for one entry."""
    (here / "汇总表.docx").write_bytes(LIST)
    assert formgen("adopt", "汇总表.docx", "-o", "star-2025")[0] == 0
    with (here / "star-2025" / UNITS_FILE).open("a", encoding="utf-8", newline="") as stream:
        stream.writelines(f"{unit},,,,,\r\n" for unit in UNITS)
    return here / "star-2025"


def returned_list(unit: str, *rows: tuple[str, str, str]) -> bytes:
    """The list as a unit sends it."""
    return docx(
        paragraph("读书之星推荐汇总表", properties='<w:jc w:val="center"/>'),
        f"填报单位（盖章）：{unit}",
        table(
            row("序号", "姓名", "性别", "联系电话"),
            *(row(str(number), *one) for number, one in enumerate(rows, start=1)),
            widths=(800, 3000, 1500, 3000),
        ),
    )


def table_of(folder: Path) -> list[list[str]]:
    text = (folder / "applicants.csv").read_text("utf-8-sig")
    return list(csv.reader(text.splitlines()))


ZHANG, LI = ("张伟", "男", "19900001001"), ("李娜", "女", "19900001002")


def test_rows_of_lists_are_the_entries_where_there_is_no_form(
    formgen: Formgen, only_list: Path, here: Path
) -> None:
    (here / "甲.docx").write_bytes(returned_list(UNITS[0], ZHANG, LI))
    (here / "乙.docx").write_bytes(returned_list(UNITS[1], ("张伟", "男", "19900001003")))
    code, told = formgen("collect", only_list, "甲.docx", "乙.docx", "-o", only_list)
    assert code == 0, told
    expected = [
        ["姓名", "性别", "联系电话", "推荐单位"],
        [*ZHANG, UNITS[0]],
        [*LI, UNITS[0]],
        ["张伟", "男", "19900001003", UNITS[1]],
    ]
    assert table_of(only_list) == expected
    code, told = formgen("collect", only_list, "甲.docx", "-o", only_list)
    assert (code, "没有变化" in told) == (0, True)
    assert table_of(only_list) == expected


def test_what_a_second_list_says_otherwise_is_told(
    formgen: Formgen, only_list: Path, here: Path
) -> None:
    (here / "甲.docx").write_bytes(returned_list(UNITS[0], ZHANG))
    formgen("collect", only_list, "甲.docx", "-o", only_list)
    (here / "甲.docx").write_bytes(returned_list(UNITS[0], ("张伟", "男", "19900001009"), LI))
    _, told = formgen("collect", only_list, "甲.docx", "-o", only_list)
    assert "C08" in told
    assert "第2行" in told
    assert table_of(only_list)[1:] == [[*ZHANG, UNITS[0]], [*LI, UNITS[0]]]
