"""Whatever is typed into a private cell of the five campaigns stands in no file under 公示/."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from formgen.campaign import Campaign, load_campaign
from formgen.run.build import build
from formgen.run.build_result import BuildResult
from formgen.run.preparing import Wishes
from tests.campaigns.conftest import CAMPAIGN_IDS
from tests.campaigns.planting import (
    FAMILIES,
    FEW_DIGITS,
    Planted,
    month_spellings,
    plant,
    read_rows,
)
from tests.campaigns.unpacking import readings, squeezed
from tests.conftest import ROOT
from tests.run.conftest import edit


@dataclass(frozen=True)
class Published:
    """A campaign full of planted values, and what was published of it."""

    campaign: Campaign
    planted: Planted
    result: BuildResult

    def files(self) -> list[Path]:
        return [path for path in (self.result.root / "公示").rglob("*") if path.is_file()]


@pytest.fixture(scope="module", params=CAMPAIGN_IDS)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Published:
    folder = tmp_path_factory.mktemp("data") / request.param
    planted = plant(ROOT / "data" / request.param, folder)
    result = build(folder, tmp_path_factory.mktemp("output"), Wishes())
    return Published(load_campaign(folder), planted, result)


def found_in(content: bytes, planted: Planted) -> Mapping[str, str]:
    """The planted values that a file holds, and whose they are; any part of one counts."""
    found: dict[str, str] = {}
    for reading in readings(content):
        for text in (reading.lower(), squeezed(reading)):
            for value in FAMILIES.findall(text):
                whose = planted.values.get(squeezed(value), "")
                if whose or not value.isdecimal() or len(value) > FEW_DIGITS:
                    found[value] = whose
            for date, whose in planted.months.items():
                if any(spelling in text for spelling in month_spellings(date)):
                    found[date] = whose
    return found


def test_nothing_planted_is_published(published: Published) -> None:
    assert "N01" not in {problem.code for problem in published.result.problems}
    files = published.files()
    documents = [one for one in published.campaign.documents if one.public]
    assert sum(file.name == "网站发布包.zip" for file in files) == len(documents)
    for file in files:
        assert found_in(file.read_bytes(), published.planted) == {}, file
        assert not FAMILIES.search(str(file.relative_to(published.result.root)))


def test_something_was_planted_in_every_private_field(published: Published) -> None:
    """But in choices on which rules and lists depend, and in the order of applicants."""
    whose = {*published.planted.values.values(), *published.planted.months.values()}
    headings, rows = read_rows(published.planted.folder / "applicants.csv")
    fields = {field.name: field for field in published.campaign.fields}
    for name in headings:
        field = fields[name]
        if field.public or field.kind == "单选" or name in ("推荐单位", "推荐排序"):
            continue
        planted = any(one.partition("行的")[2].startswith(name) for one in whose)
        assert planted or not any(row[name] for row in rows), name


def test_every_kind_of_record_had_something_planted(published: Published) -> None:
    values = " ".join(published.planted.values.values())
    assert len(published.result.left_out) == 2
    assert "没有收的" in values
    for name in ("联系人", "联系电话", "说明"):
        assert f"units.csv 第2行的{name}" in values
    for side in published.campaign.side_tables:
        assert f"{side.name}.csv 第2行的标题" in values


def test_the_search_finds_what_is_published(tmp_path: Path) -> None:
    """Else the tests above would say nothing: a field that is made public is found everywhere."""
    planted = plant(ROOT / "data" / "xuzhou-2023", tmp_path / "xuzhou-2023")
    edit(planted.folder / "campaign.json", '"籍贯", "类型"', '"籍贯", "可公开": true, "类型"')
    _with_tag(planted.folder, "预备人选公示.docx", "单位及职务", "籍贯")
    result = build(planted.folder, tmp_path / "output", Wishes())
    places = {one for one in planted.values.values() if one.endswith("的籍贯")}
    for file in (result.root / "公示" / "预备人选公示").iterdir():
        found = found_in(file.read_bytes(), planted)
        assert set(found.values()) <= places
        if file.name not in ("目录.json", "SHA256SUMS"):
            assert len(found) > 5, file


def _with_tag(folder: Path, name: str, old: str, new: str) -> None:
    """A template of the campaign's own that prints another field."""
    (folder / "templates").mkdir()
    source = zipfile.ZipFile(ROOT / "templates" / folder.name / name)
    with zipfile.ZipFile(folder / "templates" / name, "w") as made:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            made.writestr(entry, content)
