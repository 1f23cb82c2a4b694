"""A folder of returned forms with all that may come among them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from formgen.campaign.values import Value
from formgen.run.collecting import CollectResult, collect
from tests.collect.companions import broken, encrypted, foreign, write_huge
from tests.collect.forms import case
from tests.collect.generated import many

GOOD = 3
FORM = case("xuzhou-2023", "申报表")


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three good forms, and one bad file of every sort between them."""
    folder = tmp_path_factory.mktemp("returned")
    forms = FORM.fill_all(entries())
    for number, content in enumerate(forms, start=1):
        (folder / f"{number}0_申报表.docx").write_bytes(content)
    (folder / "11_没传完.docx").write_bytes(broken(forms[0]))
    (folder / "12_加密.docx").write_bytes(encrypted())
    (folder / "13_空文件.docx").write_bytes(b"")
    (folder / "14_会议纪要.docx").write_bytes(foreign())
    (folder / "21_同一份.docx").write_bytes(forms[0])
    write_huge(folder / "22_很大.docx")
    return folder


def entries() -> list[Mapping[str, Value]]:
    names = ("梁书远", "欧阳晚晴", "𠮷田书远")
    return [
        {**values, "姓名": name}
        for values, name in zip(many(FORM, GOOD, calm=True), names, strict=True)
    ]


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """The campaign before anybody has applied."""
    folder = tmp_path / "xuzhou-2023"
    folder.mkdir()
    for name in ("campaign.json", "units.csv"):
        shutil.copy(FORM.folder / name, folder / name)
    return folder


def collected(campaign: Path, returned: Path) -> tuple[CollectResult, list[dict[str, str]]]:
    result = collect(campaign, [returned], campaign / "applicants.csv")
    with result.table.open(encoding="utf-8-sig", newline="") as stream:
        return result, list(csv.DictReader(stream))


def test_all_good_forms_are_read_among_bad_ones(campaign: Path, returned: Path) -> None:
    _, rows = collected(campaign, returned)
    wanted = [
        {name: str(values[name]) for name in ("姓名", "身份证号", "联系电话", "出生年月")}
        for values in entries()
    ]
    assert [{name: row[name] for name in wanted[0]} for row in rows] == wanted


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("11_没传完.docx", "C14"),
        ("12_加密.docx", "C14"),
        ("13_空文件.docx", "C14"),
        ("14_会议纪要.docx", "C13"),
        ("21_同一份.docx", "C12"),
        ("22_很大.docx", "C14"),
    ],
)
def test_each_bad_file_has_a_line(campaign: Path, returned: Path, file: str, code: str) -> None:
    result, _ = collected(campaign, returned)
    told = [one for one in result.problems if one.place.file.endswith(file)]
    assert [one.code for one in told] == [code]
    assert file in {Path(one.file).name for one in result.received}


def test_an_encrypted_file_is_called_so(campaign: Path, returned: Path) -> None:
    result, _ = collected(campaign, returned)
    [told] = [one for one in result.problems if one.place.file.endswith("12_加密.docx")]
    assert "密码" in told.message or "加密" in told.message


def test_nothing_is_said_of_the_good_ones(campaign: Path, returned: Path) -> None:
    result, _ = collected(campaign, returned)
    good = {f"{number}0_申报表.docx" for number in range(1, GOOD + 1)}
    assert not [one for one in result.problems if Path(one.place.file).name in good]


def test_a_second_collect_changes_nothing(campaign: Path, returned: Path) -> None:
    first, _ = collected(campaign, returned)
    written = first.table.read_bytes()
    second, _ = collected(campaign, returned)
    assert not second.changed
    assert second.added == 0
    assert second.table.read_bytes() == written
    assert "C08" not in {one.code for one in second.problems}
