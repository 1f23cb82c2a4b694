"""Forms of a campaign come back whole into a table; twice is once; nothing is overwritten."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfWriter
from rich.console import Console

from formgen.campaign import load_campaign
from formgen.check import CampaignData, check_data
from formgen.ooxml import deflate, read_package, write_zip
from formgen.plan import Selection
from formgen.problems import InputError, UsageError
from formgen.run.build import build
from formgen.run.collecting import CollectResult, CollectWishes, collect
from formgen.run.preparing import Wishes
from formgen.run.reports.collect_report import report_collect
from formgen.tables import read_table

ROOT = Path(__file__).parents[2]
XUZHOU = ROOT / "data" / "xuzhou-2023"


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms and lists that the campaign's units would send, filled."""
    output = tmp_path_factory.mktemp("returned")
    documents = frozenset({"申报表", "工作照片", "推荐汇总表"})
    chosen = Selection(documents, frozenset({"docx", "xlsx"}))
    build(XUZHOU, output, Wishes(chosen))
    folder = output / "xuzhou-2023"
    for suffix in ("docx", "xlsx"):
        (folder / f"推荐汇总表.{suffix}").unlink()  # of the office, not of a unit
    shutil.rmtree(folder / ".formgen")
    assert {path.name for path in folder.iterdir()} == documents
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The campaign before anybody has applied."""
    folder = tmp_path / "活动"
    folder.mkdir()
    for name in ("campaign.json", "units.csv"):
        shutil.copy(XUZHOU / name, folder / name)
    return folder


@pytest.fixture
def begun(folder: Path) -> Path:
    """The campaign with its own table, as when the forms were made."""
    shutil.copytree(XUZHOU, folder, dirs_exist_ok=True)
    return folder


def facts(data: CampaignData, folder: Path) -> list[dict[str, object]]:
    """What every entry says, pictures by their content, without what only the office notes."""
    asked = [field.name for field in load_campaign(folder).asked_fields()]
    return [{name: plain(one.entry.values[name]) for name in asked} for one in data.drafts]


def plain(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    digest, text = getattr(value, "digest", ""), str(value)
    return (digest, text) if digest else "".join(text.split())


def told(result: CollectResult) -> str:
    screen = io.StringIO()
    report_collect(result, Console(file=screen, width=200))
    return screen.getvalue()


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_what_was_filled_in_comes_back(
    begun: Path, returned: Path, tmp_path: Path, suffix: str
) -> None:
    table = tmp_path / f"收回.{suffix}"
    before = facts(check_data(load_campaign(begun), begun), begun)
    result = collect(begun, [returned], table)
    assert result.problems == ()
    assert not result.errors
    after = facts(check_data(load_campaign(begun), begun, table=table), begun)
    assert sorted(after, key=str) == sorted(before, key=str)


def test_the_same_again_changes_nothing(folder: Path, returned: Path) -> None:
    table = folder / "applicants.csv"
    first = collect(folder, [returned], table, CollectWishes("泉屏区委网信办"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    second = collect(folder, [returned], table, CollectWishes("泉屏区委网信办"))
    assert (first.changed, second.changed, second.added) == (True, False, 0)
    assert [one.code for one in second.problems if one.code in ("C08", "C09")] == []
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path.name for path in after if after[path] != before.get(path)} <= {
        "applicants（收表情况）.xlsx"
    }


@pytest.mark.parametrize("suffix", ["xlsx", "json"])
def test_the_same_again_changes_nothing_in_other_formats_either(
    folder: Path, returned: Path, tmp_path: Path, suffix: str
) -> None:
    table, sent = folder / f"applicants.{suffix}", tmp_path / "回收"
    shutil.copytree(returned / "申报表", sent)
    assert collect(folder, [sent], table).pictures == 15
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in sent.iterdir():
        path.touch()
    second = collect(folder, [sent], table)
    assert (second.changed, second.pictures, second.known_pictures) == (False, 0, 15)
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    report = folder / "applicants（收表情况）.xlsx"
    assert {path for path in after if after[path] != before.get(path)} <= {report}


def test_pictures_that_the_campaign_has_already_are_not_saved_again(
    begun: Path, returned: Path, tmp_path: Path
) -> None:
    there = set(begun.rglob("*"))
    result = collect(begun, [returned / "申报表", returned / "工作照片"], tmp_path / "t.csv")
    assert (result.pictures, result.known_pictures) == (0, 56)
    assert set(begun.rglob("*")) == there
    assert "图片 56 张与表格里已有的相同" in told(result)
    own = read_table(begun, "applicants.csv", result.campaign.fields)
    new = read_table(tmp_path, "t.csv", result.campaign.fields)
    photos = [{str(one.cells["照片"].raw) for one in table.records} for table in (own, new)]
    assert photos[0] == photos[1]


def test_a_corrected_form_is_said_value_by_value_and_fills_only_blanks(
    folder: Path, returned: Path, tmp_path: Path
) -> None:
    form = sorted((returned / "申报表").glob("*.docx"))[0]
    table = folder / "applicants.csv"
    collect(folder, [form], table)
    whole = table.read_bytes()
    text = whole.decode("utf-8-sig")
    phone, mail = "19900001037", "liang.sy@example.com"
    assert (text.count(phone), text.count(mail)) == (1, 1)
    table.write_text(text.replace(mail, ""), "utf-8-sig", newline="")
    parts = dict(read_package(form.read_bytes()).parts)
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = document.replace(phone, "19900001099").encode()
    corrected = tmp_path / "改过.docx"
    corrected.write_bytes(write_zip(deflate(name, part) for name, part in parts.items()))
    result = collect(folder, [corrected], table)
    assert [(one.code, one.place.field) for one in result.problems] == [("C08", "联系电话")]
    assert table.read_bytes() == whole


def test_several_papers_in_one_pdf_are_named_not_read(begun: Path, tmp_path: Path) -> None:
    build(begun, tmp_path / "out", Wishes(Selection(frozenset({"申报表"}), frozenset({"pdf"}))))
    forms = sorted((tmp_path / "out").rglob("*.pdf"))[:2]
    book, sent = PdfWriter(), tmp_path / "回收"
    for form in forms:
        book.append(form)
    sent.mkdir()
    book.write(sent / "打印册.pdf")
    shutil.copy(forms[0], sent / "单份.pdf")
    result = collect(begun, [sent], tmp_path / "t.csv")
    assert result.added == 1
    [refused] = [one for one in result.problems if one.code == "C14"]
    assert refused.place.file == "打印册.pdf"
    assert "不止一份表" in refused.message


def test_the_campaigns_own_table_is_added_to_and_nothing_in_it_overwritten(
    begun: Path, returned: Path
) -> None:
    table = begun / "applicants.csv"
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"), newline="")))
    name, phone, mail = (rows[0].index(one) for one in ("姓名", "联系电话", "电子邮箱"))
    kept, gone = rows[1][mail], "19900009999"
    rows[1][mail], rows[1][phone] = "", gone
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    table.write_text(text.getvalue(), "utf-8")
    result = collect(begun, [returned], begun)
    assert result.table == table
    after = list(csv.reader(io.StringIO(table.read_text("utf-8"), newline="")))
    rows[1][mail] = kept
    assert after == rows
    [conflict] = [one for one in result.problems if one.code == "C08"]
    assert (conflict.entry, conflict.place.field) == (rows[1][name], "联系电话")
    assert result.added == 0


def test_the_report_has_every_file_and_every_problem(folder: Path, returned: Path) -> None:
    result = collect(folder, [returned], folder)
    book = openpyxl.load_workbook(result.report)
    assert book.sheetnames == ["收到的表", "可信度", "要核对的"]
    files = [path for path in returned.rglob("*") if path.is_file()]
    assert book["收到的表"].max_row == 3 + len(files)
    with result.table.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    certainty = book["可信度"]
    assert [cell.value for cell in certainty[1]][: len(rows[0])] == rows[0]
    column = rows[0].index("身份证号") + 1
    assert {certainty.cell(n, column).value for n in range(2, len(rows) + 1)} == {"高"}
    name = rows[0].index("姓名")
    assert certainty.cell(2, name + 1).value == f"{rows[1][name]}（高）"
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(row[column - 1] in text for row in rows[1:] for text in texts)


def test_the_screen_tells_what_came_and_where_it_went(begun: Path, returned: Path) -> None:
    screen = told(collect(begun, [returned], begun))
    assert "收到 " in screen
    assert "没有变化" in screen
    assert "applicants（收表情况）.xlsx" in screen


def test_files_of_one_name_from_two_places_are_told_apart(
    begun: Path, returned: Path, tmp_path: Path
) -> None:
    forms = sorted((returned / "申报表").glob("*.docx"))[:2]
    paths = []
    for number, form in enumerate(forms):
        place = tmp_path / f"{number}" / "表.docx"
        place.parent.mkdir()
        shutil.copy(form, place)
        paths.append(place)
    result = collect(begun, paths, tmp_path / "a.csv")
    assert len({one.file for one in result.received}) == 2
    assert result.added == 2


def test_without_anything_to_read_no_table_is_made(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "空" / "说明.docx").write_bytes(b"")
    result = collect(folder, [tmp_path / "空"], folder / "applicants.csv")
    assert (result.check, result.changed) == (None, False)
    assert not result.table.exists()
    assert [one.code for one in result.problems] == ["C14"]
    assert result.errors
    assert "没有写表格" in told(result)


def test_what_cannot_be_asked_for_is_refused_before_anything_is_written(
    folder: Path, returned: Path, tmp_path: Path
) -> None:
    there = set(folder.rglob("*"))
    with pytest.raises(UsageError):
        collect(folder, [returned], tmp_path / "a.docx")
    with pytest.raises(UsageError):
        collect(folder, [returned], tmp_path / "a.csv", CollectWishes("没有的单位"))
    with pytest.raises(InputError):
        collect(folder, [tmp_path / "没有"], tmp_path / "a.csv")
    assert set(folder.rglob("*")) == there
