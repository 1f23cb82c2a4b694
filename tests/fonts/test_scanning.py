from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen.fonts.names import folded
from formgen.fonts.scanning import read_faces, scan
from formgen.fonts.sfnt import FontFileError
from tests.fonts.making import content_of, font

CONTENT = content_of(font("Fuzzed", "一中𠮷ab", chinese_family="模糊"))


def reasons(folder: Path) -> dict[str, str]:
    return {one.path.name: one.reason for one in scan([folder]).unreadable}


def test_names_in_all_languages_are_known(tmp_path: Path) -> None:
    made = font("FS GB", chinese_family="仿宋_GB2312", postscript="FSGB2312")
    (tmp_path / "FSGB2312.ttf").write_bytes(content_of(made))
    (face,) = scan([tmp_path]).faces
    assert {folded("仿宋_GB2312"), folded("FS GB"), folded("FSGB2312")} <= face.names
    assert face.chinese_name == "仿宋_GB2312"
    assert face.key == "FSGB2312"


def test_names_in_gbk_are_known(tmp_path: Path) -> None:
    made = font("Old")
    made["name"].setName("旧宋".encode("gb18030"), 1, 3, 3, 0x804)
    (tmp_path / "old.ttf").write_bytes(content_of(made))
    assert folded("旧宋") in scan([tmp_path]).faces[0].names


def test_folders_inside_folders_are_read_and_other_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "A.TTF").write_bytes(content_of(font("Inner")))
    (tmp_path / "readme.txt").write_text("no font")
    found = scan([tmp_path])
    assert [face.key for face in found.faces] == ["Inner"]
    assert not found.unreadable


def test_broken_files_are_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "page.otf").write_bytes(b"<html>not found</html>")
    (tmp_path / "cut.ttf").write_bytes(CONTENT[:-40])
    (tmp_path / "whole.ttf").write_bytes(CONTENT)
    assert [face.path.name for face in scan([tmp_path]).faces] == ["whole.ttf"]
    assert reasons(tmp_path) == {
        "cut.ttf": "字体文件不完整，可能没有下载或复制完。",
        "empty.ttf": "不是TrueType或OpenType字体文件。",
        "page.otf": "不是TrueType或OpenType字体文件。",
    }


@pytest.mark.parametrize(("licence", "usable"), [(0, True), (8, True), (4, True), (2, False)])
def test_a_licence_against_embedding_is_kept(tmp_path: Path, licence: int, usable: bool) -> None:
    (tmp_path / "one.ttf").write_bytes(content_of(font("Licensed", system={"fsType": licence})))
    assert bool(scan([tmp_path]).faces) is usable
    assert ("one.ttf" in reasons(tmp_path)) is not usable


def test_a_face_without_outlines_or_unicode_is_named(tmp_path: Path) -> None:
    hollow, foreign = font("Hollow"), font("Foreign")
    del hollow["glyf"], hollow["loca"]
    foreign["cmap"].tables = []
    (tmp_path / "hollow.ttf").write_bytes(content_of(hollow))
    (tmp_path / "foreign.ttf").write_bytes(content_of(foreign))
    named = reasons(tmp_path)
    assert "轮廓" in named["hollow.ttf"]
    assert "Unicode" in named["foreign.ttf"]


def test_a_face_without_a_unit_is_named(tmp_path: Path) -> None:
    made = font("Unitless")
    made["head"].unitsPerEm = 0
    (tmp_path / "one.ttf").write_bytes(content_of(made))
    assert "单位" in reasons(tmp_path)["one.ttf"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert reasons(tmp_path / "nowhere") == {"nowhere": "没有这个字体文件夹。"}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(CONTENT) - 1), st.binary(min_size=1, max_size=8))
def test_no_damage_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, place: int, damage: bytes
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "one.ttf"
    path.write_bytes(CONTENT[:place] + damage + CONTENT[place + len(damage) :])
    try:
        for found in read_faces(path):
            assert len(found.open().advances) < 0x110000
    except FontFileError as error:
        assert error.message
