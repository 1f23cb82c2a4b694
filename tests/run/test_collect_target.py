"""A collect writes only where the campaign can be read from afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from formgen.problems import UsageError
from formgen.run.collect_target import refuse_place, report_path, table_path


def test_of_a_folder_its_own_table_is_meant(tmp_path: Path) -> None:
    assert table_path(tmp_path) == tmp_path / "applicants.csv"
    (tmp_path / "applicants.xlsx").touch()
    assert table_path(tmp_path) == tmp_path / "applicants.xlsx"


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.XLSX"])
def test_three_formats_are_written(tmp_path: Path, name: str) -> None:
    assert table_path(tmp_path / name) == tmp_path / name


@pytest.mark.parametrize("name", ["a.xls", "a.jsonl", "a", "a.docx"])
def test_others_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        table_path(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "own", "refused"),
    [
        ("applicants.csv", ["applicants.csv"], False),
        ("applicants.csv", [], False),
        ("applicants.json", ["applicants.csv"], True),
        ("applicants.csv", ["填报表/甲.xlsx"], True),
        ("填报表/乙.csv", ["填报表/甲.xlsx"], True),
        ("填报表_乙.csv", ["applicants.csv"], True),
        ("收到.csv", ["applicants.csv"], False),
        ("收到/applicants.csv", ["applicants.csv"], False),
        ("收到/甲/applicants.csv", [], True),
        ("../applicants.csv", ["applicants.csv"], False),
    ],
)
def test_a_second_table_of_a_campaign_is_refused(
    tmp_path: Path, name: str, own: list[str], refused: bool
) -> None:
    folder = tmp_path / "活动"
    folder.mkdir()
    if refused:
        with pytest.raises(UsageError):
            refuse_place(folder / name, folder, own)
    else:
        refuse_place(folder / name, folder, own)


def test_the_report_is_never_read_as_a_table(tmp_path: Path) -> None:
    assert report_path(tmp_path / "a.csv", tmp_path).name == "a（收表情况）.xlsx"
    for name in ("填报表.csv", "填报表/甲.csv"):
        path = report_path(tmp_path / name, tmp_path)
        assert path.parent == tmp_path
        assert path.name.startswith("收表_")
        assert path.name.endswith("（收表情况）.xlsx")
