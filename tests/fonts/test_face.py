from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from formgen.fonts import Face, FontBook
from formgen.fonts.scanning import read_faces
from formgen.fonts.sfnt import FontFileError
from tests.fonts.making import collection, content_of, font

FIVE = ("仿宋", "楷体", "小标宋", "宋体", "黑体")


def open_only(path: Path) -> Face:
    (found,) = read_faces(path)
    return found.open()


def saved(folder: Path, made: TTFont) -> Path:
    path = folder / "one.ttf"
    path.write_bytes(content_of(made))
    return path


@pytest.mark.parametrize("name", [*FIVE, "Wingdings", "Times New Roman", "Calibri", "Cambria"])
def test_coverage_and_advances_are_those_fonttools_reads(name: str) -> None:
    face = FontBook.open().stack(name).faces[0]
    with TTFont(face.path, lazy=True) as other:
        names = other.getBestCmap()
        units = other["head"].unitsPerEm
        assert set(names) <= set(face.advances)
        assert set(face.advances) - set(names) <= {0x00A0, 0x202F, 0x2011}
        assert set(face.glyphs) == set(face.advances)
        for code, glyph in list(names.items())[::37]:
            assert face.advances[code] == other["hmtx"][glyph][0] / units
            assert face.glyphs[code] == other.getGlyphID(glyph)


# Pitch of single lines in ems, and baseline of the first below the top, as LibreOffice 7.4 sets
# them; the faces installed under their own names, no grid.
@pytest.mark.parametrize(
    ("name", "pitch", "baseline"),
    [
        ("仿宋", 1.2, 1.08),
        ("楷体", 1.2, 1.08),
        ("小标宋", 1.2, 1.08),
        ("宋体", 1.4375, 1.151),
        ("黑体", 1.4475, 1.16),
        ("Wingdings", 1.164, 0.928),
    ],
)
def test_heights_are_those_libreoffice_sets(name: str, pitch: float, baseline: float) -> None:
    face = FontBook.open().stack(name).faces[0]
    assert face.ascent + face.descent + face.line_gap == pytest.approx(pitch, abs=0.001)
    assert face.line_gap + face.ascent == pytest.approx(baseline, abs=0.001)


def test_heights_of_windows_stand_in_for_heights_of_wrong_sign(tmp_path: Path) -> None:
    made = font(
        "Odd",
        heights={"ascent": 800, "descent": 200, "lineGap": 90},
        system={"usWinAscent": 978, "usWinDescent": 276},
    )
    face = open_only(saved(tmp_path, made))
    assert (face.ascent, face.descent, face.line_gap) == (0.978, 0.276, 0.0)


def test_typographic_heights_where_the_face_asks_for_them(tmp_path: Path) -> None:
    made = font(
        "Typographic",
        system={
            "version": 4,
            "fsSelection": 1 << 7,
            "sTypoAscender": 700,
            "sTypoDescender": -100,
            "sTypoLineGap": 50,
        },
    )
    face = open_only(saved(tmp_path, made))
    assert (face.ascent, face.descent, face.line_gap) == (0.7, 0.1, 0.05)


@pytest.mark.parametrize(
    ("layout", "characters"),
    [(4, "Aab一丁七中龥"), (6, "abcd"), (12, "ab一丁𠮷𠮸𬬸")],
)
def test_every_layout_of_coverage_is_read(tmp_path: Path, layout: int, characters: str) -> None:
    made = font("Layouts", characters)
    table = CmapSubtable.newSubtable(layout)
    table.platformID, table.platEncID, table.language = 0, 4 if layout == 12 else 3, 0
    table.cmap = made.getBestCmap()
    made["cmap"].tables = [table]
    glyphs = open_only(saved(tmp_path, made)).glyphs
    assert list(glyphs) == sorted(map(ord, characters))
    assert {chr(code): glyph for code, glyph in glyphs.items()} == {
        character: number for number, character in enumerate(characters, start=1)
    }


def test_a_character_mapped_to_the_missing_glyph_is_not_covered(tmp_path: Path) -> None:
    made = font("Hollow", "一中")
    for table in made["cmap"].tables:
        table.cmap[ord("丁")] = ".notdef"
    assert set(open_only(saved(tmp_path, made)).glyphs) == {ord("一"), ord("中")}


def test_no_break_space_is_a_space(tmp_path: Path) -> None:
    face = open_only(saved(tmp_path, font("Spaces", " 一", advance=250)))
    assert face.advances[0x00A0] == 0.25
    assert face.glyphs[0x00A0] == face.glyphs[ord(" ")]


def test_each_face_of_a_collection(tmp_path: Path) -> None:
    path = tmp_path / "both.ttc"
    path.write_bytes(collection([font("First", "一"), font("Second", "二", advance=600)]))
    first, second = (found.open() for found in read_faces(path))
    assert (first.key, first.index) == ("First", 0)
    assert (second.key, second.index) == ("Second", 1)
    assert dict(second.advances) == {ord("二"): 0.6}


def test_underline_is_named_by_its_middle(tmp_path: Path) -> None:
    made = font("Underlined")
    made["post"].underlinePosition, made["post"].underlineThickness = -75, 50
    face = open_only(saved(tmp_path, made))
    assert (face.underline_position, face.underline_thickness) == (0.1, 0.05)


def test_a_file_that_breaks_later_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, font("Later"))
    face = open_only(path)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(FontFileError, match=r"one\.ttf"):
        _ = face.advances


def test_an_unknown_attribute_is_an_error() -> None:
    face = FontBook.open().stack("宋体").faces[0]
    assert not hasattr(face, "weights")


def test_overlapping_groups_do_not_swell(tmp_path: Path) -> None:
    content = bytearray(content_of(font("Swollen", "a𠮷")))
    with TTFont(io.BytesIO(bytes(content))) as made:
        start = made.reader.tables["cmap"].offset
        length = made.reader.tables["cmap"].length
    cmap = bytes(content[start : start + length])
    group = cmap.rindex(bytes.fromhex("00020bb700020bb7"))
    content[start + group : start + group + 8] = bytes.fromhex("00000000ffffffff")
    path = tmp_path / "swollen.ttf"
    path.write_bytes(content)
    assert set(open_only(path).glyphs) == {ord("a")}
