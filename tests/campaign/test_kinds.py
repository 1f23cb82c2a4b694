from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from formgen.campaign.kinds import Raw
from formgen.campaign.values import (
    Attachment,
    Day,
    OpenChoice,
    Picture,
    Sections,
    YearMonth,
    chinese_numeral,
)
from tests.campaign.parsing import complaint, fault, parse, remarks

PLAIN = ["文本", "长文本", "地址"]
CHECKED = [
    "姓名", "身份证号", "统一社会信用代码", "电话", "邮箱", "邮政编码", "网址", "网址或账号",
    "网站备案号",
]  # fmt: skip


@pytest.mark.parametrize("kind", PLAIN)
def test_text_arrives_as_typed(kind: str) -> None:
    assert parse(kind, " 007 䶮𠮷·<&>\r\n1990.10 ") == "007 䶮𠮷·<&>\n1990.10"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")))
def test_no_character_a_document_can_hold_is_lost(text: str) -> None:
    assert parse("文本", text) == text.strip().strip("\u200b\u2060\ufeff").strip()


def test_blanks_nobody_sees_are_no_text() -> None:
    assert parse("文本", "\u200b张三\ufeff ") == "张三"
    assert parse("文本", "\u200b") == ""


@pytest.mark.parametrize("kind", CHECKED)
def test_a_cell_of_invisible_characters_is_blank(kind: str) -> None:
    assert parse(kind, " \u200b\u202d\u202c ") == ""


FORBIDDEN = list(
    "\x00\x07\x08\x0b\x0c\x0e\x1f\x7f\x80\x85\x9f\ud800\udfff\ufdd0\ufdef\ufffe\uffff"
    "\U0001fffe\U0001ffff\U0010fffe\U0010ffff"
)
ALLOWED = list("\t\n~\xa0\ud7ff\ue000\ufdcf\ufdf0\ufffd\U00010000\U0001fffd\U00020000\U0010fffd𠮷")


@pytest.mark.parametrize("character", FORBIDDEN)
def test_a_character_no_document_can_hold_is_named(character: str) -> None:
    found = fault("文本", f"甲{character}乙")
    assert found.code == "V06"
    assert found.details == {"character": f"U+{ord(character):04X}", "position": 2}


@pytest.mark.parametrize("character", ALLOWED)
def test_a_character_beside_the_forbidden_ones_is_kept(character: str) -> None:
    assert parse("文本", f"甲{character}乙") == f"甲{character}乙"


@pytest.mark.parametrize("kind", ["文本", "长文本", "地址"])
def test_a_text_of_a_million_characters_arrives_whole(kind: str) -> None:
    text = "网络文明。\n" * 170_000 + "完"
    assert parse(kind, text) == text


@pytest.mark.parametrize("kind", [*CHECKED, "年月", "日期", "整数", "小数", "单选"])
@pytest.mark.parametrize("unit", ["中", "1", "a.", " （", "中 ", "x："])
def test_a_long_text_in_the_wrong_column_is_quoted_shortly(kind: str, unit: str) -> None:
    keys: dict[str, Any] = {"选项": ["甲", "乙"]} if kind == "单选" else {}
    text = "甲" + unit * 100_000 + "。"
    assert len(complaint(kind, text, **keys)) < 200


@pytest.mark.parametrize("text", ["乙" + " " * 300_000 + "丙", "乙" + "（" * 300_000])
def test_an_open_choice_of_odd_marks_is_answered_at_once(text: str) -> None:
    assert fault("单选可填", text, 选项=["甲", "乙"], 可填选项=["乙"]).code == "V02"


@pytest.mark.parametrize(
    "text", ["1990.05", "1990-5", "1990年5月", "199005", "1990/05", "１９９０．０５", "1990-05-17"]
)
def test_a_month_is_read_in_any_common_writing(text: str) -> None:
    assert str(parse("年月", text)) == "1990.05"
    assert parse("年月", text) == YearMonth(1990, 5)


@pytest.mark.parametrize(
    "text",
    [
        "1990",
        "1990年",
        "90.05",
        "五月",
        "1990.1.1.1",
        "1990.00",
        "1990.13",
        "1899.12",
        "2101.01",
        "1990.02.30",
    ],
)
def test_what_is_no_month_is_not_guessed(text: str) -> None:
    assert fault("年月", text).code == "V04"


@pytest.mark.parametrize("text", ["1900.01", "2100.12", "1990.01", "1990.12"])
def test_months_at_the_limits_are_taken(text: str) -> None:
    assert str(parse("年月", text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-14", "2024.1.14", "2024年1月14日", "20240114", "2024-01-14 0:00:00", "2024/1/14",
        "2024．1．14", "２０２４年１月１４日", "2024。1。14", "2024—1—14", "2024 年 1 月 14 日",
        "2024年1月14号", "2024-01-14T00:00:00",
    ],
)  # fmt: skip
def test_a_date_prints_without_leading_zeros(text: str) -> None:
    assert parse("日期", text) == Day(2024, 1, 14)
    assert str(parse("日期", text)) == "2024年1月14日"


@pytest.mark.parametrize("text", ["1900-01-01", "2024-02-29", "2100-12-31"])
def test_days_at_the_limits_are_taken(text: str) -> None:
    assert parse("日期", text) == Day.fromisoformat(text)


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "2023-02-29", "2024-13-01", "2024-01", "1899-12-31", "2101-01-01", "明天"],
)
def test_a_day_outside_the_calendar_is_refused(text: str) -> None:
    assert fault("日期", text).code == "V03"


def test_a_number_has_digits_only() -> None:
    assert parse("整数", "１２") == 12
    assert parse("整数", "1,200") == 1200
    assert fault("整数", "1,20").code == "V05"
    assert fault("整数", "1.5").code == "V05"
    assert fault("整数", "三").code == "V05"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("92.50", "92.50"),
        ("92", "92"),
        ("０．５", "0.5"),
        ("92。5", "92.5"),
        ("1,200.5", "1200.5"),
        ("0", "0"),
        ("0.000001", "0.000001"),
        ("999999999.999999", "999999999.999999"),
    ],
)
def test_scores_print_as_they_were_typed(text: str, printed: str) -> None:
    assert str(parse("小数", text)) == printed


def test_scores_are_compared_by_their_worth() -> None:
    typed = ["92.50", "100", "9.75", "92.5"]
    scores: list[Any] = [parse("小数", text) for text in typed]
    assert [str(score) for score in sorted(scores)] == ["9.75", "92.50", "92.5", "100"]
    assert scores[0] == scores[3]
    assert pickle.loads(pickle.dumps(scores)) == scores


@pytest.mark.parametrize(
    "text",
    ["92.5分", "九十", ".5", "92.", "1,20.5", "-1", "1e3", "nan", "1/2", "9" * 10, "0.1234567"],
)
def test_no_score(text: str) -> None:
    assert complaint("小数", text).startswith("V38")


def test_a_choice_forgives_spaces_and_widths() -> None:
    assert parse("单选", "网民 自荐", 选项=["组织推荐", "网民自荐"]) == "网民自荐"


def test_a_wrong_choice_is_answered_with_the_nearest() -> None:
    found = fault("单选", "公益类", 选项=["公益慈善类", "网络安全治理类"])
    assert found.code == "V02"
    assert "公益慈善类" in str(found.details["advice"])


def test_options_that_are_equally_near_are_all_asked_about() -> None:
    advice = fault("单选", "研究生", 选项=["博士研究生", "硕士研究生", "群众"]).details["advice"]
    assert advice == "是否想填“博士研究生”或“硕士研究生”？"


def test_a_wording_like_no_option_is_not_guessed_at() -> None:
    assert fault("单选", "天气", 选项=["公益慈善类", "群众"]).details["advice"] == ""


def test_several_choices_come_in_the_options_order() -> None:
    assert parse("多选", "丙、甲", 选项=["甲", "乙", "丙"]) == ("甲", "丙")
    assert parse("多选", ["丙", "甲"], 选项=["甲", "乙", "丙"]) == ("甲", "丙")


@pytest.mark.parametrize(
    "raw", ["其他（融媒体）", "其他(融媒体)", "其他：融媒体", {"选项": "其他", "文字": "融媒体"}]
)
def test_an_open_choice_keeps_its_text(raw: Raw) -> None:
    value = parse("单选可填", raw, 选项=["商业类", "其他"], 可填选项=["其他"])
    assert value == OpenChoice("其他", "融媒体")


def test_an_option_with_punctuation_is_still_one_option() -> None:
    value = parse("单选可填", "政府、新闻类", 选项=["政府、新闻类", "其他"], 可填选项=["其他"])
    assert value == OpenChoice("政府、新闻类")


def test_a_text_behind_a_closed_option_is_not_dropped() -> None:
    found = fault("单选可填", "商业类（购物）", 选项=["商业类", "其他"], 可填选项=["其他"])
    assert (found.code, found.details["text"]) == ("V11", "购物")


PARTS: dict[str, Any] = {"分部": ["背景意义", "创新做法"]}


@pytest.mark.parametrize(
    "raw",
    [
        "一、背景意义\n甲\n\n乙\n二、创新做法\n丙",
        "背景意义：\n甲\n\n乙\n（二）创新做法\n丙",
        "1. 背景意义\n甲\n\n乙\n2．创新做法。\n丙",
        {"背景意义": "甲\n\n乙", "创新做法": "丙"},
    ],
)
def test_sections_are_split_at_their_headings(raw: Raw) -> None:
    assert parse("分部长文", raw, **PARTS) == Sections({"背景意义": "甲\n\n乙", "创新做法": "丙"})


def test_text_before_the_first_heading_is_not_lost() -> None:
    assert fault("分部长文", "甲\n一、背景意义\n乙", **PARTS).code == "V08"


def test_a_heading_twice_is_named() -> None:
    assert fault("分部长文", "背景意义\n甲\n背景意义\n乙", **PARTS).code == "V12"


def test_a_misspelt_heading_is_asked_about_and_moves_no_text() -> None:
    found = fault("分部长文", "一、背景意义\n甲\n二、创新作法\n乙", **PARTS)
    assert (found.code, found.details["near"]) == ("V17", "创新做法")


@pytest.mark.parametrize("line", ["一、统筹推进", "（一）做法与体会都要写得具体一些", "创新的做法"])
def test_a_numbered_line_of_the_text_is_text(line: str) -> None:
    value = parse("分部长文", f"一、背景意义\n{line}\n二、创新做法\n乙", **PARTS)
    assert isinstance(value, Sections)
    assert value["背景意义"] == line


def test_a_part_the_form_does_not_have_is_named() -> None:
    assert fault("分部长文", {"附录": "甲"}, **PARTS).code == "V13"


def test_a_missing_part_is_empty() -> None:
    value = parse("分部长文", "二、创新做法\n丙", **PARTS)
    assert isinstance(value, Sections)
    assert dict(value) == {"背景意义": "", "创新做法": "丙"}


COLUMNS: dict[str, Any] = {
    "列": [{"名称": "时间", "类型": "年月"}, {"名称": "奖项", "类型": "文本"}]
}


def test_rows_are_lines_and_columns_are_parted_by_bars() -> None:
    expected = (
        {"时间": YearMonth(2021, 5), "奖项": "一等奖"},
        {"时间": YearMonth(2022, 6), "奖项": ""},
    )
    assert parse("明细", "2021.05｜一等奖\n2022.06", **COLUMNS) == expected
    as_json = [{"时间": "2021.05", "奖项": "一等奖"}, {"时间": "2022.06"}]
    assert parse("明细", as_json, **COLUMNS) == expected


def test_faults_of_rows_name_the_row() -> None:
    assert fault("明细", "2021.05｜甲｜乙", **COLUMNS).details["row"] == 1
    assert fault("明细", "2021.05｜甲\n去年｜乙", **COLUMNS).details["row"] == 2
    assert fault("明细", [{"时刻": "2021.05"}], **COLUMNS).code == "V14"


def test_a_column_of_names_says_what_it_mends() -> None:
    columns: dict[str, Any] = {
        "列": [{"名称": "姓名", "类型": "姓名"}, {"名称": "分工", "类型": "文本"}]
    }
    raw = "张　三｜编 辑\n李四｜\n"
    assert parse("明细", raw, **columns) == (
        {"姓名": "张三", "分工": "编 辑"},
        {"姓名": "李四", "分工": ""},
    )
    assert remarks("明细", raw, **columns) == [
        "V28 姓名“张 三”的写法：中间有空格，印表时写作“张三”"
    ]


@pytest.mark.parametrize("line", ["一、 背 景 意 义", "背景意义" + "。" * 8])
def test_a_heading_is_known_through_spaces_and_marks(line: str) -> None:
    value = parse("分部长文", f"{line}\n甲", **PARTS)
    assert isinstance(value, Sections)
    assert value["背景意义"] == "甲"


def image(path: Path, size: tuple[int, int] = (35, 49), **keys: Any) -> Path:
    Image.new("RGB", size, "red").save(path, **keys)
    return path


def test_a_photo_is_known_by_its_content(tmp_path: Path) -> None:
    image(tmp_path / "a.jpg", format="PNG", dpi=(300, 300))
    value = parse("照片", "a.jpg", tmp_path)
    assert isinstance(value, Picture)
    assert (value.format, value.width, value.height, value.dpi) == ("PNG", 35, 49, 300)


def test_a_photo_held_sideways_is_measured_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image(tmp_path / "a.jpg", (40, 20), exif=exif)
    value = parse("照片", "a.jpg", tmp_path)
    assert isinstance(value, Picture)
    assert (value.width, value.height) == (20, 40)


@pytest.mark.parametrize(
    ("name", "code"),
    [("没有.jpg", "M01"), ("../外.jpg", "M02"), ("/etc/hostname", "M02"), ("a\0b", "V06")],
)
def test_a_file_outside_or_absent_is_refused(tmp_path: Path, name: str, code: str) -> None:
    inside = tmp_path / "活动"
    inside.mkdir()
    image(tmp_path / "外.jpg")
    assert fault("照片", name, inside).code == code


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "活动"
    inside.mkdir()
    image(tmp_path / "外.jpg")
    (inside / "a.jpg").symlink_to(tmp_path / "外.jpg")
    assert fault("照片", "a.jpg", inside).code == "M02"


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"%PDF-1.7", "PDF 文件"), (b"PK\3\4", "Word、Excel 或压缩文件"), (b"", "空文件")],
)
def test_what_is_no_picture_is_named_for_what_it_is(
    tmp_path: Path, content: bytes, found: str
) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    assert fault("照片", "a.jpg", tmp_path).details["found"] == found


def test_a_cut_off_picture_is_refused(tmp_path: Path) -> None:
    whole = image(tmp_path / "a.jpg", (400, 400)).read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2])
    assert fault("照片", "a.jpg", tmp_path).code == "M03"


def test_a_huge_picture_is_named_and_not_loaded(tmp_path: Path) -> None:
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (20_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0"
    (tmp_path / "a.png").write_bytes(header + b"\0" * 4)
    assert fault("照片", "a.png", tmp_path).code in ("M03", "M04")
    Image.new("1", (20_000, 20_000)).save(tmp_path / "b.png")
    assert fault("照片", "b.png", tmp_path).code == "M04"


def test_pictures_keep_order_and_captions(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        image(tmp_path / name)
    listed: list[Raw] = [{"文件": "b.jpg", "说明": "现场"}, "a.jpg"]
    for raw in ("b.jpg｜现场\na.jpg", listed):
        value = parse("图片", raw, tmp_path)
        assert isinstance(value, tuple)
        assert [(p.path.name, p["说明"]) for p in value if isinstance(p, Picture)] == [
            ("b.jpg", "现场"),
            ("a.jpg", ""),
        ]


def test_attachments_are_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"x")
    assert parse("附件", "a.mp4|片段", tmp_path) == (Attachment(tmp_path / "a.mp4", "片段"),)


@pytest.mark.parametrize("kind", [*PLAIN, *CHECKED, "年月", "日期", "整数", "小数", "照片"])
@pytest.mark.parametrize("raw", [["甲"], {"甲": "乙"}])
def test_a_list_where_a_text_belongs_is_named(kind: str, raw: Raw) -> None:
    assert fault(kind, raw).code == "V07"


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"),
        (99, "九十九"),
        (100, "一百"), (101, "一百零一"), (110, "一百一十"), (115, "一百一十五"), (230, "二百三十"),
        (1000, "一千"), (1005, "一千零五"), (1015, "一千零一十五"), (2024, "二千零二十四"),
    ],
)  # fmt: skip
def test_headings_count_in_chinese(number: int, numeral: str) -> None:
    assert chinese_numeral(number) == numeral


def test_a_number_no_heading_has_is_refused() -> None:
    with pytest.raises(ValueError, match="10000"):
        chinese_numeral(10_000)
