from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from formgen.fonts import Face, FontBook, plain, stock
from tests.fonts.making import content_of, font
from tests.fonts.pieces import pieces_of

FIVE = ("仿宋", "楷体", "小标宋", "宋体", "黑体")


def keys(book: FontBook, name: str, *, bold: bool = False) -> list[str]:
    return [face.key for face in book.stack(name, bold=bold).faces]


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook.open()


def key_of(face: Face | None) -> str:
    assert face is not None
    return face.key


@pytest.mark.parametrize("name", FIVE)
@pytest.mark.parametrize("character", "䶮𠮷㛃喆堃昇祎翀镕☑☒□√㎡·—①⑳㈠Ⅰ★※§→𬬸𬘭𫖮")
def test_no_character_of_names_and_forms_is_missing(
    book: FontBook, name: str, character: str
) -> None:
    face = book.stack(name).face_of(character)
    assert face is not None
    assert face.glyphs[ord(character)] > 0
    assert face.advances[ord(character)] > 0


@pytest.mark.parametrize("name", FIVE)
def test_every_character_of_the_basic_block_and_extension_a(book: FontBook, name: str) -> None:
    stack = book.stack(name)
    lacking = [
        character
        for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
        if stack.face_of(character := chr(code)) is None
    ]
    assert lacking == []


def test_a_character_no_face_has(book: FontBook) -> None:
    assert book.stack("仿宋").face_of("\ue863") is None
    assert pieces_of(book.stack("仿宋"), "中\ue863")[1] == (None, "\ue863")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("仿宋_GB2312", "FandolFang-Regular"),
        ("楷体_GB2312", "FandolKai-Regular"),
        ("方正小标宋简体", "FandolSong-Bold"),
        ("宋体", "NotoSerifSC-Regular"),
        ("黑体", "NotoSansSC-Regular"),
        ("Times New Roman", "LiberationSerif"),
        ("Liberation Sans Narrow", "LiberationSans"),
        ("Garamond", "LiberationSerif"),
        ("Arial", "LiberationSans"),
        ("Helvetica", "LiberationSans"),
        ("Verdana", "LiberationSans"),
        ("Calibri", "Carlito"),
        ("Calibri Light", "Carlito"),
        ("Cambria", "Caladea-Regular"),
        ("Georgia", "Caladea-Regular"),
        ("Courier New", "LiberationMono"),
        ("微软雅黑", "NotoSansSC-Regular"),
        ("等线", "NotoSansSC-Regular"),
        ("Wingdings", "DejaVuSans"),
    ],
)
def test_the_stand_in_of_each_kind(book: FontBook, name: str, first: str) -> None:
    stack = book.stack(name)
    assert stack.stands_in
    assert stack.faces[0].key == first
    assert book.stands_in(name, stack.faces[0])


def test_a_bundled_face_asked_for_by_its_own_name_does_not_stand_in(book: FontBook) -> None:
    stack = book.stack("思源宋体")
    assert not stack.stands_in
    assert not book.stands_in("Noto Serif CJK SC", stack.faces[0])


def test_the_stand_in_for_a_title_is_not_bold(book: FontBook) -> None:
    assert not book.stack("方正小标宋简体").faces[0].bold
    assert not book.stack("方正小标宋简体", bold=True).faces[0].bold


def test_one_stack_and_one_face_for_one_question(book: FontBook) -> None:
    assert book.stack("宋体") is book.stack("宋体")
    assert book.stack("宋体").faces[0] is FontBook.open().stack("SimSun").faces[0]


def test_text_is_cut_where_the_face_changes(book: FontBook) -> None:
    pieces = pieces_of(book.stack("仿宋"), "王䶮𠮷同志")
    assert [(key_of(face), text) for face, text in pieces] == [
        ("FandolFang-Regular", "王"),
        ("NotoSerifSC-Regular", "䶮"),
        ("FormgenRare-Regular", "𠮷"),
        ("FandolFang-Regular", "同志"),
    ]
    assert [text for _, text in pieces_of(book.stack("仿宋"), "王同志")] == ["王同志"]
    assert pieces_of(book.stack("仿宋"), "") == []


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\ufe0f", "\U000e0100", "\u00ad", "\ufeff"])
def test_signs_that_print_nothing(book: FontBook, sign: str) -> None:
    assert plain(f"王{sign}明") == "王明"
    assert book.stack("宋体").face_of(sign) is not None


def test_plain_text_stays_as_it_is() -> None:
    text = "2024年 5月\u3000“甲”—𠮷㎡\u00a0]^-\\"
    assert plain(text) == text


def test_the_users_font_comes_first(tmp_path: Path) -> None:
    made = font("FS", "一中", chinese_family="仿宋_GB2312", postscript="FS")
    (tmp_path / "fs.ttf").write_bytes(content_of(made))
    stack = FontBook.open([tmp_path]).stack("仿宋_GB2312")
    assert not stack.stands_in
    assert [key_of(face) for face, _ in pieces_of(stack, "中国")] == ["FS", "FandolFang-Regular"]


def test_the_users_font_comes_before_a_bundled_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "n.ttf").write_bytes(content_of(font("Noto Serif CJK SC", postscript="Own")))
    assert keys(FontBook.open([tmp_path]), "思源宋体")[:2] == ["Own", "NotoSerifSC-Regular"]


@pytest.mark.parametrize("asked", ["方正小标宋简体", "FZXiaoBiaoSong-B05S"])
def test_the_users_font_is_found_by_any_of_its_names(tmp_path: Path, asked: str) -> None:
    (tmp_path / "b.ttf").write_bytes(content_of(font("FZXiaoBiaoSong-B05S")))
    assert not FontBook.open([tmp_path]).stack(asked).stands_in


def test_the_users_nearly_equal_font_stands_in(tmp_path: Path) -> None:
    (tmp_path / "f.ttf").write_bytes(content_of(font("FangSong", chinese_family="仿宋")))
    (tmp_path / "y.ttf").write_bytes(content_of(font("Microsoft YaHei")))
    book = FontBook.open([tmp_path])
    assert book.stack("仿宋_GB2312").stands_in
    assert keys(book, "仿宋_GB2312")[0] == "FangSong"
    assert "MicrosoftYaHei" not in keys(book, "黑体")


def test_the_users_bold_face_for_bold_text(tmp_path: Path) -> None:
    regular = font("Mine", postscript="Mine-Regular")
    bold = font("Mine", postscript="Mine-Bold", bold=True)
    (tmp_path / "a.ttf").write_bytes(content_of(bold))
    (tmp_path / "b.ttf").write_bytes(content_of(regular))
    book = FontBook.open([tmp_path])
    assert keys(book, "Mine")[0] == "Mine-Regular"
    assert keys(book, "Mine", bold=True)[0] == "Mine-Bold"
    assert book.stack("Mine", bold=True).faces[0].bold


def test_the_weight_nearest_to_regular(tmp_path: Path) -> None:
    for name, weight in (("a", 900), ("b", 400), ("c", 300)):
        made = font("Mine", postscript=f"Mine-{weight}", weight=weight)
        (tmp_path / f"{name}.ttf").write_bytes(content_of(made))
    assert keys(FontBook.open([tmp_path]), "Mine")[:3] == ["Mine-400", "Mine-300", "Mine-900"]


def test_the_regular_face_where_there_is_no_bold_one(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(content_of(font("Mine")))
    face = FontBook.open([tmp_path]).stack("Mine", bold=True).faces[0]
    assert (face.key, face.bold) == ("Mine", False)


def test_two_files_of_one_name_have_two_keys(tmp_path: Path) -> None:
    for name in ("a.ttf", "b.ttf"):
        (tmp_path / name).write_bytes(content_of(font("Twice")))
    assert keys(FontBook.open([tmp_path]), "Twice")[:2] == ["Twice", "Twice-2"]


def test_a_broken_font_of_the_user_is_skipped_and_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(b"\0\1\0\0 broken")
    book = FontBook.open([tmp_path])
    assert [one.path for one in book.unreadable] == [path]
    assert book.stack("宋体").faces[0].key == "NotoSerifSC-Regular"


def test_names_for_messages_and_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(content_of(font("KT", "一二三", chinese_family="楷体_GB2312")))
    book = FontBook.open([tmp_path])
    assert book.chinese_name(book.stack("楷体_GB2312").faces[0]) == "楷体_GB2312"
    assert book.chinese_name(book.stack("仿宋").faces[0]) == "仿宋（Fandol）"
    first, *others = book.describe()
    assert (first.name, first.characters, first.path) == ("楷体_GB2312", 3, tmp_path / "a.ttf")
    assert len(others) == len(stock.SUPPLIED)
    assert min(row.characters for row in others) > 400


def test_a_missing_font_package_is_told_in_chinese() -> None:
    code = (
        "import sys; sys.modules['pylopdf_fonts_zh_cn'] = None\n"
        "from formgen.fonts import FontBook\n"
        "from formgen.problems import EnvironmentLackError\n"
        "try:\n    FontBook.open()\n"
        "except EnvironmentLackError as error:\n    print(error.message, error.hint)\n"
    )
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True
    )
    assert "没有安装中文字体包" in told.stdout
    assert "pip install pylopdf-fonts-zh-cn" in told.stdout


def test_every_bundled_font_has_its_licence_beside_it() -> None:
    folder = Path(stock.__file__).parent / "bundled"
    licences = {"Fandol": "Fandol-COPYING.txt", "DejaVu": "DejaVu-LICENSE.txt"}
    for name in ("FormgenRare", "Liberation", "Carlito", "Caladea"):
        licences[name] = f"{name}-OFL.txt"
    fonts = [path for path in folder.iterdir() if path.suffix in (".otf", ".ttf")]
    supplied = [face.file for face in stock.SUPPLIED if not face.package]
    assert sorted(path.name for path in fonts) == sorted(supplied)
    for path in fonts:
        (licence,) = [name for start, name in licences.items() if path.name.startswith(start)]
        assert (folder / licence).stat().st_size > 1000


@pytest.mark.parametrize("name", ["仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "宋体", "黑体"])
def test_open_and_ticked_boxes_are_of_one_face_and_width(name: str) -> None:
    stack = FontBook.open().stack(name)
    faces = {stack.face_of(sign) for sign in "□☐☑☒"}
    (face,) = faces
    assert face is not None
    assert {face.advances[ord(sign)] for sign in "□☐☑☒"} == {1.0}


@pytest.mark.parametrize("name", ["仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"])
def test_signs_that_fandol_draws_as_others_come_from_another_face(name: str) -> None:
    stack = FontBook.open().stack(name)
    assert "Fandol" in stack.faces[0].key
    for sign in "￥￣™":
        face = stack.face_of(sign)
        assert face is not None
        assert "Fandol" not in face.key
