from __future__ import annotations

from pathlib import Path

import pytest

from formgen.problems import InputError
from formgen.tables import READERS, find_table, read, read_table
from tests.tables.making import PERSON, texts


def refused(folder: Path, file: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_table(folder, file, PERSON)
    assert caught.value.exit_code == 5
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("suffix", list(READERS))
def test_the_one_table_is_found_in_any_format(tmp_path: Path, suffix: str) -> None:
    for name in (f"applicants{suffix}", "units.csv", "applicants.txt", "~$applicants.xlsx"):
        (tmp_path / name).touch()
    (tmp_path / "applicants.json.d").mkdir()
    assert find_table(tmp_path) == f"applicants{suffix}"


def test_another_stem_and_an_upper_case_ending(tmp_path: Path) -> None:
    (tmp_path / "units.CSV").write_text("姓名\n张三\n", encoding="utf-8")
    assert find_table(tmp_path, "units") == "units.CSV"
    assert texts(read_table(tmp_path, "units.CSV", PERSON)) == [{"姓名": "张三"}]


def test_two_tables_are_named(tmp_path: Path) -> None:
    (tmp_path / "applicants.csv").touch()
    (tmp_path / "applicants.xlsx").touch()
    with pytest.raises(InputError) as caught:
        find_table(tmp_path)
    assert "applicants.csv、applicants.xlsx" in caught.value.message
    assert "只留一个" in caught.value.hint


def test_no_table_names_what_to_put_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_table(tmp_path)
    assert "applicants.csv、applicants.json、applicants.jsonl、applicants.xlsx" in caught.value.hint


@pytest.mark.parametrize("suffix", [".xls", ".et", ".docx", ".XLS", ".xlsm", ".ods"])
def test_table_in_a_format_that_is_not_read(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"applicants{suffix}").touch()
    with pytest.raises(InputError) as caught:
        find_table(tmp_path)
    assert f"applicants{suffix}" in caught.value.message
    assert ".xlsx" in caught.value.hint
    assert ".xlsx" in refused(tmp_path, f"applicants{suffix}").hint


def test_format_nobody_knows(tmp_path: Path) -> None:
    assert ".csv、.json、.jsonl、.xlsx" in refused(tmp_path, "applicants.parquet").hint


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="无法打开"):
        find_table(tmp_path / "没有")


def test_missing_table_and_table_outside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "活动"
    folder.mkdir()
    (tmp_path / "外.csv").write_text("姓名\n张三\n", encoding="utf-8")
    assert "没有找到文件“人员.csv”" in refused(folder, "人员.csv").message
    assert "之外" in refused(folder, "../外.csv").message


def test_table_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    (tmp_path / "表" / "人员.csv").write_text("姓名\n张三\n", encoding="utf-8")
    table = read_table(tmp_path, "表/人员.csv", PERSON)
    assert table.file == "表/人员.csv"
    assert table.records[0].cells["姓名"].place.file == "表/人员.csv"


def test_file_beyond_the_size_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_FILE_BYTES", 4)
    (tmp_path / "a.csv").write_text("姓名\n张三\n", encoding="utf-8")
    assert "没有读取" in refused(tmp_path, "a.csv").message
