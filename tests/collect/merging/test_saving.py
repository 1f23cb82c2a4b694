"""What was merged is written so that it reads back the same, and all that was there stays."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from formgen.campaign.kinds import KINDS
from formgen.campaign.kinds.base import Raw, is_blank
from formgen.collect.collected import CollectedForm
from formgen.collect.merging import Merged
from formgen.collect.saving import CellWriter, Shelf, Target, with_saved_pictures, written_table
from formgen.collect.settings import options_of, settings_of
from formgen.ooxml import deflate, read_package, write_zip
from formgen.problems import Problem
from formgen.tables import Table, read_table
from tests.check.generating import picture
from tests.collect.merging.made import (
    LIN,
    UNITS,
    WEI,
    campaign,
    codes,
    form,
    merged,
    table,
    with_pictures,
)

FORMATS = ("csv", "json", "xlsx")


def write(folder: Path, path: PurePosixPath, content: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def shelf(folder: Path) -> Shelf:
    return Shelf(folder, lambda path, content: write(folder, path, content))


def save(
    folder: Path, name: str, result: Merged, existing: Table | None = None
) -> tuple[Table, tuple[Problem, ...]]:
    """The table as it reads back once the rows are in it."""
    fields = campaign().fields
    settings = settings_of(fields, options_of(campaign(), UNITS), folder)
    cells = CellWriter(Path(name).suffix, shelf(folder), settings)
    written, problems = written_table(result, Target(folder / name, fields, existing), cells)
    if written.content is not None:
        (folder / name).write_bytes(written.content)
    return read_table(folder, name, fields), problems


def collected(
    folder: Path, name: str, forms: Sequence[CollectedForm]
) -> tuple[Table, tuple[Problem, ...]]:
    """The forms collected into a table, which may be there already."""
    there = (folder / name).is_file()
    existing = read_table(folder, name, campaign().fields) if there else None
    result = merged(folder, forms, existing)
    read, problems = save(folder, name, result, existing)
    return read, (*result.problems, *problems)


def values(table: Table, folder: Path, number: int = 0) -> Mapping[str, object]:
    """A record's values, parsed by their kinds, without blank ones."""
    settings = settings_of(campaign().fields, options_of(campaign(), UNITS), folder)
    return {
        name: KINDS[settings[name].field.kind].parse(cell.raw, settings[name])
        for name, cell in table.records[number].cells.items()
        if cell.raw
    }


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_new_table_reads_back_the_same(tmp_path: Path, suffix: str) -> None:
    texts = {"事迹": "一、“好”,\n二、_x000D_ 与\t空格", "电话": "0551-55500001"}
    first = {**LIN, **texts, "排序": "007"}
    read, problems = collected(tmp_path, f"a.{suffix}", [form("1", first), form("2", WEI)])
    raws = [{n: c.raw for n, c in one.cells.items() if c.raw} for one in read.records]
    assert raws == [first, WEI]
    assert (problems, read.problems) == ((), ())
    expected = [one.name for one in campaign().asked_fields()]
    assert read.columns == frozenset(expected)


def test_a_new_csv_is_what_excel_likes(tmp_path: Path) -> None:
    collected(tmp_path, "a.csv", [form("1", LIN)])
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_forms_again_change_nothing(tmp_path: Path, suffix: str) -> None:
    forms = [
        form("1", {**LIN, "事迹": "@林.txt", "成员": [{"姓名": "林书远", "职务": "组长"}]}),
        form("2", {**WEI, "事迹": "=1+1"}),
    ]
    collected(tmp_path, f"a.{suffix}", forms)
    before = (tmp_path / f"a.{suffix}").read_bytes()
    _, problems = collected(tmp_path, f"a.{suffix}", forms)
    assert problems == ()
    assert (tmp_path / f"a.{suffix}").read_bytes() == before


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    "text", ["=1+1", " =HYPERLINK(1)", "@SUM(1)", "+cmd|x", "-2+3+cmd", "\t=1", "＝1+1", "-a"]
)
def test_nothing_a_form_says_is_run_or_taken_for_a_file(
    tmp_path: Path, suffix: str, text: str
) -> None:
    read, _ = collected(tmp_path, f"a.{suffix}", [form("1", {**LIN, "事迹": text})])
    assert values(read, tmp_path)["事迹"] == text.strip()
    if suffix == "csv":
        rows = csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig")))
        cell = next(c for c in list(rows)[1] if text.strip() in c)
        assert cell.strip()[0] not in "=+-@＝"
    if suffix == "xlsx":
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    if text.startswith("@"):
        raw = read.records[0].cells["事迹"].raw
        assert isinstance(raw, str)
        assert not raw.strip().startswith("@")


@pytest.mark.parametrize("text", ["-5", "+86 199 0000 1037", "—", "-", "(-3)"])
def test_numbers_with_a_sign_are_only_numbers(tmp_path: Path, text: str) -> None:
    read, _ = collected(tmp_path, "a.csv", [form("1", {**LIN, "电话": text})])
    assert read.records[0].cells["电话"].raw == text


def test_a_list_becomes_lines_and_stays_a_list_in_json(tmp_path: Path) -> None:
    rows: Raw = [{"职务": "组长", "姓名": "林书远"}, {"姓名": "魏喆宁", "职务": ""}]
    read, problems = collected(tmp_path, "a.csv", [form("1", {**LIN, "成员": rows})])
    assert read.records[0].cells["成员"].raw == "林书远｜组长\n魏喆宁｜"
    assert problems == ()
    read, _ = collected(tmp_path, "a.json", [form("1", {**LIN, "成员": rows})])
    assert read.records[0].cells["成员"].raw == rows


def test_a_bar_inside_a_row_is_said_where_a_cell_cannot_hold_it(tmp_path: Path) -> None:
    rows: Raw = [{"姓名": "林书远", "职务": "组长|副组长"}]
    _, problems = collected(tmp_path, "a.csv", [form("1", {**LIN, "成员": rows})])
    assert [(one.code, one.place.file, one.place.field) for one in problems] == [
        ("C04", "1", "成员")
    ]
    read, problems = collected(tmp_path, "a.json", [form("1", {**LIN, "成员": rows})])
    assert problems == ()
    assert values(read, tmp_path)["成员"] == ({"姓名": "林书远", "职务": "组长|副组长"},)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_text_no_cell_holds_gets_a_file(tmp_path: Path, suffix: str) -> None:
    fits, too_long = "好" * 32_766, "好" * 32_767
    forms = [form("1", {**LIN, "事迹": fits}), form("2", {**WEI, "事迹": too_long})]
    read, problems = collected(tmp_path, f"a.{suffix}", forms)
    assert problems == ()
    assert read.records[0].cells["事迹"].raw == fits
    assert read.records[1].cells["事迹"].raw == "@事迹/魏喆宁.txt"
    assert (tmp_path / "事迹" / "魏喆宁.txt").read_text("utf-8") == too_long
    before = (tmp_path / f"a.{suffix}").read_bytes()
    assert collected(tmp_path, f"a.{suffix}", forms)[1] == ()
    assert (tmp_path / f"a.{suffix}").read_bytes() == before
    assert collected(tmp_path, "a.json", forms)[0].records[1].cells["事迹"].raw == too_long


def test_a_csv_keeps_encoding_delimiter_columns_and_order(tmp_path: Path) -> None:
    text = "报名情况\n电话;去年;姓名\n;参加过;魏喆宁\n19900009999;;林书远\n"
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    new = {**WEI, "姓名": "吴可", "身份证号": ""}
    read, problems = collected(tmp_path, "a.csv", [form("1", LIN), form("2", WEI), form("3", new)])
    content = (tmp_path / "a.csv").read_bytes().decode("gb18030")
    assert content.split("\n")[:2] == ["报名情况", "电话;去年;姓名;身份证号;事迹"]
    assert content.split("\n")[2] == f"{WEI['电话']};参加过;魏喆宁;{WEI['身份证号']};{WEI['事迹']}"
    assert content.split("\n")[3].startswith("19900009999;;林书远;")
    assert content.split("\n")[4] == f"{WEI['电话']};;吴可;;{WEI['事迹']}"
    assert [one.code for one in problems] == ["C08"]
    assert len(read.records) == 3


def test_a_json_keeps_what_it_has(tmp_path: Path) -> None:
    body = {
        "来源": "网上报名",
        "申报": [{"姓名": "林书远", "联系电话": "", "分": 1990.10, "是": True}],
    }
    text = json.dumps(body, ensure_ascii=False).replace("1990.1", "1990.10")
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    collected(
        tmp_path, "a.json", [form("1", {"姓名": "林书远", "电话": LIN["电话"]}), form("2", WEI)]
    )
    after = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert after["来源"] == "网上报名"
    assert after["申报"][0] == {
        "姓名": "林书远",
        "联系电话": LIN["电话"],
        "分": "1990.10",
        "是": True,
    }
    assert after["申报"][1] == WEI


def test_a_workbook_keeps_sheets_looks_and_what_formulas_show(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    sheet.append(["好网民名单"])
    sheet.append(["姓名", "电话", "合计"])
    sheet.append(["林书远", None, "=1+1"])
    sheet["A3"].font = openpyxl.styles.Font(color="FFC00000")
    for number in range(4, 9):  # formatted, but empty
        sheet.cell(number, 1).border = openpyxl.styles.Border(
            left=openpyxl.styles.Side(style="thin")
        )
    book.create_sheet("说明")["B2"] = "请勿删除"
    book.save(tmp_path / "a.xlsx")
    read, problems = collected(tmp_path, "a.xlsx", [form("1", LIN), form("2", WEI)])
    assert problems == ()
    assert [one.cells["电话"].raw for one in read.records] == [LIN["电话"], WEI["电话"]]
    after = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert after.sheetnames == ["名单", "说明"]
    assert after["说明"]["B2"].value == "请勿删除"
    names = after["名单"]
    assert [names.cell(2, n).value for n in range(1, 6)] == [
        "姓名",
        "电话",
        "合计",
        "身份证号",
        "事迹",
    ]
    assert names["C3"].value == "=1+1"
    assert names["A3"].font.color.rgb == "FFC00000"
    assert (names["A4"].value, names["A4"].border.left.style) == ("魏喆宁", "thin")
    assert names["D4"].data_type == "s"


def test_a_new_row_looks_like_the_record_above_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "电话"])
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    collected(tmp_path, "a.xlsx", [form("1", LIN)])
    first = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert not first.worksheets[0]["A2"].font.bold
    first.worksheets[0]["A2"].font = openpyxl.styles.Font(italic=True)
    first.save(tmp_path / "a.xlsx")
    collected(tmp_path, "a.xlsx", [form("1", LIN), form("2", WEI)])
    after = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (after["A3"].value, after["A3"].font.italic) == ("魏喆宁", True)


def test_a_blank_formula_is_left_alone_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "电话"])
    sheet.append(["林书远", '=""'])
    book.save(tmp_path / "a.xlsx")
    text = (tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "a.xlsx").write_bytes(_shown_blank(text))
    _, problems = collected(tmp_path, "a.xlsx", [form("1", LIN)])
    assert [(one.code, one.place.field) for one in problems] == [("C08", "电话")]
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["B2"].value == '=""'


def _shown_blank(content: bytes) -> bytes:
    """A workbook whose formulas show an empty text, as Excel saves it."""
    parts = dict(read_package(content).parts)
    name = "xl/worksheets/sheet1.xml"
    parts[name] = (
        parts[name].replace(b'<c r="B2">', b'<c r="B2" t="str">').replace(b"<v />", b"<v></v>")
    )
    return write_zip(deflate(part, data) for part, data in parts.items())


SIZE = {"宽": 60, "高": 80}
PNG, JPEG = picture("PNG", SIZE), picture("JPEG", SIZE)
OTHER = picture("JPEG", SIZE, seed="another")


def test_pictures_are_saved_under_the_name_and_their_captions_stay(tmp_path: Path) -> None:
    one = with_pictures(form("林.docx", LIN), "图片", (PNG, "现场"), (JPEG, "颁奖|合影"))
    saved = with_saved_pictures(with_pictures(one, "照片", (JPEG, "")), campaign(), shelf(tmp_path))
    assert saved.count == 3
    assert (tmp_path / "收表图片" / "林书远_照片.jpg").read_bytes() == JPEG
    assert (tmp_path / "收表图片" / "林书远_图片_1.png").read_bytes() == PNG
    for suffix in FORMATS:
        read, problems = collected(tmp_path, f"a.{suffix}", [saved.form])
        assert problems == ()
        parsed = values(read, tmp_path)
        assert [one.caption for one in parsed["图片"]] == ["现场", "颁奖|合影"]  # type: ignore[attr-defined]
        assert collected(tmp_path, f"a.{suffix}", [saved.form])[1] == ()


def test_a_picture_never_takes_the_place_of_another(tmp_path: Path) -> None:
    shelved = shelf(tmp_path)
    names = []
    for content in (JPEG, OTHER, JPEG):
        one = with_pictures(form("林.docx", LIN), "照片", (content, ""))
        names.append(with_saved_pictures(one, campaign(), shelved).form.values["照片"].raw)
    assert names == [
        "收表图片/林书远_照片.jpg",
        "收表图片/林书远_照片_2.jpg",
        "收表图片/林书远_照片.jpg",
    ]
    assert (tmp_path / "收表图片" / "林书远_照片_2.jpg").read_bytes() == OTHER


def test_the_same_photo_under_another_name_is_no_conflict(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "01.jpg").write_bytes(JPEG)
    existing = table(tmp_path, "姓名,照片\n林书远,photos/01.jpg\n")
    one = with_saved_pictures(
        with_pictures(form("1", LIN), "照片", (JPEG, "")), campaign(), shelf(tmp_path)
    )
    assert codes(merged(tmp_path, [one.form], existing)) == []
    two = with_saved_pictures(
        with_pictures(form("1", LIN), "照片", (OTHER, "")), campaign(), shelf(tmp_path)
    )
    assert codes(merged(tmp_path, [two.form], existing)) == ["C08"]


@pytest.mark.parametrize("kind", ["BMP", "GIF", "TIFF", "WEBP"])
def test_other_pictures_become_png(tmp_path: Path, kind: str) -> None:
    one = with_pictures(form("林.docx", LIN), "照片", (picture(kind, SIZE), ""))
    saved = with_saved_pictures(one, campaign(), shelf(tmp_path))
    assert saved.form.values["照片"].raw == "收表图片/林书远_照片.png"
    with Image.open(tmp_path / "收表图片" / "林书远_照片.png") as image:
        assert (image.format, image.size) == ("PNG", (60, 80))


@pytest.mark.parametrize(
    "content", [b"\x01\0\0\0\x6c\0\0\0 EMF", b"BM\x3a\0\0\0\0\0\0\0 cut off", b""]
)
def test_what_cannot_be_saved_is_said(tmp_path: Path, content: bytes) -> None:
    one = with_pictures(form("林.docx", LIN), "照片", (content, ""))
    saved = with_saved_pictures(one, campaign(), shelf(tmp_path))
    assert saved.form.values["照片"].raw == ""
    assert [(one.code, one.details["count"]) for one in saved.form.problems] == [("C20", 1)]
    assert not (tmp_path / "收表图片").exists()


def test_a_second_photo_where_one_is_asked_for_is_kept_and_said(tmp_path: Path) -> None:
    one = with_pictures(form("林.docx", LIN), "照片", (JPEG, ""), (OTHER, ""))
    saved = with_saved_pictures(one, campaign(), shelf(tmp_path))
    assert saved.form.values["照片"].raw == "收表图片/林书远_照片.jpg"
    assert "林书远_照片_2.jpg" in str(saved.form.problems[0].details["reason"])


@settings(deadline=None)  # it writes and reads files
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_text_means_the_same_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    if is_blank(text):  # nothing that anyone could see
        return
    folder = tmp_path_factory.mktemp("a")
    setting = settings_of(campaign().fields, {}, folder)["事迹"]
    expected = KINDS["长文本"].parse(text, setting)
    for suffix in FORMATS:
        read, _ = collected(folder, f"a.{suffix}", [form("1", {**LIN, "事迹": text})])
        assert values(read, folder).get("事迹", "") == expected
