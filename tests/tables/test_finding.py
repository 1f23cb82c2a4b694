from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from formgen.problems import InputError
from formgen.tables import find_table, find_tables


def folder_of(folder: Path, names: Sequence[str]) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def refused(folder: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        find_tables(folder)
    assert caught.value.hint
    return caught.value


def test_the_applicants_table_alone(tmp_path: Path) -> None:
    assert list(find_tables(folder_of(tmp_path, ["applicants.csv", "units.csv"])).tables) == [
        "applicants.csv"
    ]


def test_entry_sheets_beside_campaign_json_and_in_their_folder(tmp_path: Path) -> None:
    names = ["填报表_乙县.xlsx", "填报表.xlsx", "填报表/甲.xlsx", "填报表/丙.CSV", "units.csv"]
    assert list(find_tables(folder_of(tmp_path, names)).tables) == sorted(
        ["填报表.xlsx", "填报表_乙县.xlsx", "填报表/甲.xlsx", "填报表/丙.CSV"]
    )


def test_a_folder_for_each_unit_below(tmp_path: Path) -> None:
    names = ["填报表/微河县/填报表.xlsx", "填报表/微河县/photos/张三.jpg"]
    assert list(find_tables(folder_of(tmp_path, names)).tables) == ["填报表/微河县/填报表.xlsx"]


@pytest.mark.parametrize(
    "name",
    [
        "填报表/~$甲.xlsx",
        "填报表/.甲.xlsx",
        "填报表/.~甲.xlsx",
        "填报表/__MACOSX/甲.xlsx",
        "填报表/.git/甲.xlsx",
        "~$填报表.xlsx",
        "填报表（收表情况）.xlsx",
        "填报表/甲（收表情况）.xlsx",
        "applicants（收表情况）.xlsx",
    ],
)
def test_lock_files_hidden_files_and_own_reports_are_skipped(tmp_path: Path, name: str) -> None:
    assert list(find_tables(folder_of(tmp_path, [name, "填报表/乙.xlsx"])).tables) == [
        "填报表/乙.xlsx"
    ]
    assert list(find_tables(folder_of(tmp_path / "b", [name, "applicants.csv"])).tables) == [
        "applicants.csv"
    ]


@pytest.mark.parametrize("sent", ["填报表.xlsx", "填报表/甲.xlsx", "填报表/甲.xls"])
def test_both_kinds_are_named(tmp_path: Path, sent: str) -> None:
    error = refused(folder_of(tmp_path, ["applicants.csv", sent]))
    assert "applicants.csv" in error.message
    assert sent in error.message
    assert "只留一种" in error.hint


def test_many_entry_sheets_beside_applicants_are_counted(tmp_path: Path) -> None:
    names = ["applicants.json", "填报表/甲.xlsx", "填报表/乙.xlsx", "填报表/丙.xlsx"]
    assert "等 3 份" in refused(folder_of(tmp_path, names)).message


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("填报表/甲.xls", "旧版 Excel"),
        ("填报表/甲.et", "WPS"),
        ("填报表/甲.zip", "压缩包"),
        ("填报表/甲县/甲县推荐表.docx", "Word"),
    ],
)
def test_one_in_a_format_not_read_is_named_and_the_others_are_read(
    tmp_path: Path, name: str, what: str
) -> None:
    found = find_tables(folder_of(tmp_path, ["填报表/乙.xlsx", name]))
    assert found.tables == ("填报表/乙.xlsx",)
    assert [one.file for one in found.unread] == [name]
    assert what in found.unread[0].reason


def test_a_marked_copy_beside_its_original_is_not_read(tmp_path: Path) -> None:
    names = ["填报表/甲.xlsx", "填报表/甲（已标注）.xlsx", "填报表/乙（已标注）.xlsx"]
    found = find_tables(folder_of(tmp_path, [*names, "填报表/甲/问题清单.xlsx"]))
    assert found.tables == ("填报表/乙（已标注）.xlsx", "填报表/甲.xlsx")
    assert [one.file for one in found.unread] == ["填报表/甲（已标注）.xlsx"]


def test_scans_beside_the_sheets_do_not_stop(tmp_path: Path) -> None:
    names = ["填报表/甲.xlsx", "填报表/甲（盖章）.pdf", "填报表/张三.jpg", "填报表/说明.docx"]
    assert list(find_tables(folder_of(tmp_path, names)).tables) == ["填报表/甲.xlsx"]


def test_documents_alone_are_named(tmp_path: Path) -> None:
    error = refused(folder_of(tmp_path, ["填报表/甲.pdf", "填报表/乙.docx"]))
    assert "甲.pdf 是PDF" in error.message
    assert "乙.docx 是Word 文档" in error.message


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("applicants.csv.txt", "applicants.csv"),
        ("applicants.xlsx.xlsx", "applicants.xlsx"),
        ("applicants (1).csv", "applicants.csv"),
        ("applicants（2）.xlsx", "applicants.xlsx"),
        ("applicants - 副本.xlsx", "applicants.xlsx"),
        ("Applicants.csv", "applicants.csv"),
        ("applicants .csv", "applicants.csv"),
        ("aplicants.json", "applicants.json"),
        ("申报表.xlsx", "applicants.xlsx"),
        ("2024年推荐汇总.xls", "applicants.xlsx"),
    ],
)
def test_a_name_that_was_probably_meant(tmp_path: Path, name: str, wanted: str) -> None:
    hint = refused(folder_of(tmp_path, [name, "units.csv", "campaign.json"])).hint
    assert f"是不是想用“{name}”？" in hint
    assert f"为 {wanted}。" in hint


@pytest.mark.parametrize(
    "name", ["units.csv", "campaign.json", "通知.docx", "photo.jpg", "无关.csv"]
)
def test_other_files_are_not_suggested(tmp_path: Path, name: str) -> None:
    hint = refused(folder_of(tmp_path, [name])).hint
    assert "是不是" not in hint
    assert "applicants.xlsx" in hint
    assert "填报表" in hint


def test_a_near_miss_of_another_table(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_table(folder_of(tmp_path, ["Units.csv", "applicants.csv"]), "units")
    assert "是不是想用“Units.csv”？请把它改名（或另存）为 units.csv" in caught.value.hint
