"""Alphabetic typefaces: faces of the same widths, real bold and italic, Chinese behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from formgen.fonts import FontBook
from tests.fonts.making import content_of, font
from tests.fonts.pieces import pieces_of

SENTENCE = "We’re 100 % sure: “Quality” isn’t an act (it’s a habit)"


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook.open()


@pytest.mark.parametrize(
    ("bold", "italic", "key"),
    [
        (False, False, "LiberationSerif"),
        (True, False, "LiberationSerif-Bold"),
        (False, True, "LiberationSerif-Italic"),
        (True, True, "LiberationSerif-BoldItalic"),
    ],
)
def test_bold_and_italic_are_real(book: FontBook, bold: bool, italic: bool, key: str) -> None:
    face = book.stack("Times New Roman", bold=bold, italic=italic).faces[0]
    assert (face.key, face.bold, face.italic) == (key, bold, italic)


@pytest.mark.parametrize(
    ("name", "key"), [("Calibri", "Carlito-Bold"), ("Arial", "LiberationSans-Bold")]
)
def test_bold_is_real_in_other_families(book: FontBook, name: str, key: str) -> None:
    face = book.stack(name, bold=True).faces[0]
    assert (face.key, face.bold) == (key, True)


def test_bold_italic_calibri_is_bold_and_left_to_be_slanted(book: FontBook) -> None:
    face = book.stack("Calibri", bold=True, italic=True).faces[0]
    assert (face.key, face.italic) == ("Carlito-Bold", False)


# Heights of one line in ems of the typefaces named, which the stand-ins have to keep.
@pytest.mark.parametrize(
    ("name", "pitch"),
    [("Times New Roman", 1.149), ("Arial", 1.149), ("Calibri", 1.221), ("Courier New", 1.133)],
)
@pytest.mark.parametrize("bold", [False, True])
def test_lines_are_as_high_as_in_the_typeface_named(
    book: FontBook, name: str, pitch: float, bold: bool
) -> None:
    face = book.stack(name, bold=bold).faces[0]
    assert face.ascent + face.descent + face.line_gap == pytest.approx(pitch, abs=0.003)


# Advances in thousandths of an em: Adobe's metrics of Times, Helvetica and Courier, which the
# typefaces named share.
@pytest.mark.parametrize(
    ("name", "widths"),
    [
        ("Times New Roman", {"a": 444, "M": 889, "0": 500, " ": 250}),
        ("Arial", {"a": 556, "M": 833, "0": 556, " ": 278}),
        ("Courier New", {"a": 600, "M": 600, "0": 600, " ": 600}),
    ],
)
def test_letters_are_as_wide_as_in_the_typeface_named(
    book: FontBook, name: str, widths: dict[str, int]
) -> None:
    face = book.stack(name).faces[0]
    assert {sign: round(face.advances[ord(sign)] * 1000) for sign in widths} == widths


@pytest.mark.parametrize("name", ["Times New Roman", "Arial", "Calibri", "Cambria", "Georgia"])
def test_quotes_among_letters_are_narrow(book: FontBook, name: str) -> None:
    ((face, text),) = pieces_of(book.stack(name), SENTENCE)
    assert text == SENTENCE
    assert face is not None
    assert max(face.advances[ord(sign)] for sign in "’“”") < 0.5


@pytest.mark.parametrize(
    ("name", "chinese"),
    [
        ("Times New Roman", "NotoSerifSC-Regular"),
        ("Cambria", "NotoSerifSC-Regular"),
        ("Arial", "NotoSansSC-Regular"),
        ("Courier New", "NotoSansSC-Regular"),
    ],
)
def test_chinese_in_an_alphabetic_typeface(book: FontBook, name: str, chinese: str) -> None:
    keys = [
        face.key if face else "" for face, _ in pieces_of(book.stack(name, bold=True), "A王𠮷b")
    ]
    assert keys[1:3] == [chinese, "FormgenRare-Regular"]
    assert keys[0] == keys[3] == book.stack(name, bold=True).faces[0].key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("宋体", "NotoSerifSC-Regular"),
        ("仿宋_GB2312", "FandolFang-Regular"),
        ("黑体", "NotoSansSC-Regular"),
        ("微软雅黑", "NotoSansSC-Regular"),
        ("等线", "NotoSansSC-Regular"),
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_a_chinese_typeface_keeps_its_own_letters(
    book: FontBook, name: str, key: str, bold: bool
) -> None:
    stack = book.stack(name, bold=bold)
    assert [face.key if face else "" for face, _ in pieces_of(stack, "王A1，b“—”’z")] == [key]
    assert not any(face.key.startswith(("Liberation", "Ca")) for face in stack.faces)


def test_the_users_own_alphabetic_typeface_comes_first(tmp_path: Path) -> None:
    made = font("Times New Roman", "Aab", postscript="TimesNewRomanPSMT")
    (tmp_path / "times.ttf").write_bytes(content_of(made))
    stack = FontBook.open([tmp_path]).stack("Times")
    assert not stack.stands_in
    pieces = [(face.key if face else "", text) for face, text in pieces_of(stack, "abc")]
    assert pieces == [("TimesNewRomanPSMT", "ab"), ("LiberationSerif", "c")]


def test_the_users_chinese_typeface_prints_chinese_only(tmp_path: Path) -> None:
    made = font("SimSun", "A王", chinese_family="宋体")
    (tmp_path / "simsun.ttf").write_bytes(content_of(made))
    stack = FontBook.open([tmp_path]).stack("Times New Roman")
    pieces = [(face.key if face else "", text) for face, text in pieces_of(stack, "A王")]
    assert pieces == [("LiberationSerif", "A"), ("SimSun", "王")]


def test_names_on_screen(book: FontBook) -> None:
    names = {row.name: row.origin for row in book.describe()}
    assert names["Times类（Liberation Serif）"] == "随formgen附带，Liberation字体"
    assert {"Calibri类（Carlito）粗体", "Cambria类（Caladea）粗斜体"} <= set(names)
    assert "粗宋（Fandol）" in names
    bold = book.stack("Arial", bold=True).faces[0]
    assert book.chinese_name(bold) == "Arial类（Liberation Sans）"
