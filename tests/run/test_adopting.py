"""A blank form becomes a campaign folder that can be checked, handed out, filled and built."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from rich.console import Console

from formgen.adopt.record import RECORD_FILE
from formgen.lint import lint_campaign
from formgen.ooxml import deflate, read_package, write_zip
from formgen.plan import Selection
from formgen.problems import CampaignError, InputError, OutputError
from formgen.run.adopting import AdoptResult, adopt
from formgen.run.build import build
from formgen.run.checking import check_campaign
from formgen.run.modes import Mode
from formgen.run.preparing import Wishes
from formgen.run.reports.adopt_report import report_adopted
from formgen.run.sheets import make_sheets
from tests.adopt.drawn.forms import DRAWN
from tests.adopt.proposing import texts
from tests.word.making import cell, docx, paragraph, row, run, table

SPAN = '<w:gridSpan w:val="3"/>'
FORM = docx(
    paragraph(run("2025年青禾镇读书之星评选活动申报表", '<w:sz w:val="44"/>'),
              properties='<w:jc w:val="center"/>'),
    table(
        row("姓　名", "", "性　别", ""),
        row("籍　贯", "", "联系电话", ""),
        row("申报类别", cell("□少儿组　□成人组", properties=SPAN)),
        row("主要事迹\n（不超过500字）".replace("\n", ""), cell(properties=SPAN),
            properties='<w:trHeight w:val="4000"/>'),
        widths=(1500, 3000, 1500, 3000),
    ),
)  # fmt: skip
WORDS = Wishes(selection=Selection(formats=frozenset({"docx"})))


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "申报表.docx"
    path.write_bytes(FORM)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "reading-2025"


def campaign(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "campaign.json").read_text(encoding="utf-8"))
    return data


def save(folder: Path, data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False)
    (folder / "campaign.json").write_text(text, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return [one["名称"] for one in campaign(folder)["字段"]]


def template(folder: Path) -> Path:
    [path] = (folder / "templates").iterdir()
    return path


def shown(result: AdoptResult) -> str:
    console = Console(file=io.StringIO(), width=200)
    report_adopted(result, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_form_becomes_a_campaign_that_lints(form: Path, folder: Path) -> None:
    result = adopt(form, folder)
    assert result.findings == ()
    assert names(folder) == ["姓名", "性别", "籍贯", "联系电话", "申报类别", "主要事迹"]
    assert campaign(folder)["名称"] == "2025年青禾镇读书之星评选活动"
    assert lint_campaign(folder) == []


def test_the_empty_form_is_the_form(form: Path, folder: Path, tmp_path: Path) -> None:
    adopt(form, folder)
    wishes = Wishes(selection=WORDS.selection, mode=Mode.BLANK)
    result = build(folder, tmp_path / "out", wishes)
    assert len(result.artifacts) == 1
    [made] = (tmp_path / "out").rglob("*.docx")
    assert texts(made.read_bytes()) == texts(FORM)


def test_sheet_fill_check_and_build_run_through(form: Path, folder: Path, tmp_path: Path) -> None:
    adopt(form, folder)
    sheet = folder / "applicants.xlsx"
    make_sheets(folder, sheet)
    workbook = openpyxl.load_workbook(sheet)
    page = workbook["申报"]
    headers = {str(one.value).rstrip("*"): at for at, one in enumerate(page[1], start=1)}
    values = {
        "姓名": "张小明", "性别": "男", "籍贯": "青禾", "联系电话": "19900001234",
        "申报类别": "少儿组", "主要事迹": "每天读书一小时。",
    }  # fmt: skip
    assert set(headers) == set(values)
    for name, value in values.items():
        page.cell(2, headers[name]).value = value
    workbook.save(sheet)
    assert check_campaign(folder).problems == ()
    build(folder, tmp_path / "out", WORDS)
    [path] = (tmp_path / "out").rglob("*张小明.docx")
    rows = Document(str(path)).tables[0].rows
    text = "\n".join(cell.text for line in rows for cell in line.cells)
    for value in ("张小明", "19900001234", "☑少儿组　□成人组", "每天读书一小时。"):
        assert value in text


class TestAgain:
    def test_the_same_run_changes_nothing(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        result = adopt(form, folder)
        assert result.kept == ()
        after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        assert after == before

    def test_a_field_renamed_by_hand_is_in_the_template(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        data = campaign(folder)
        data["字段"][3]["名称"] = "手机"
        save(folder, data)
        result = adopt(form, folder)
        assert "{{ 手机 }}" in texts(template(folder).read_bytes())
        assert result.findings == ()
        assert "“联系电话”您改名为“手机”" in shown(result)

    def test_a_field_deleted_by_hand_stays_a_blank(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        data = campaign(folder)
        del data["字段"][2]
        save(folder, data)
        for _ in range(2):
            result = adopt(form, folder)
            assert "籍贯" not in names(folder)
            assert "{{ 籍贯 }}" not in texts(template(folder).read_bytes())
            assert result.findings == ()

    def test_a_template_edited_in_word_is_not_written_over(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        path = template(folder)
        document = Document(str(path))
        document.tables[0].rows[0].cells[1].paragraphs[0].add_run("（请填全名）")
        document.tables[0].rows[1].cells[1].paragraphs[0].text = ""
        document.save(str(path))
        edited = path.read_bytes()
        for _ in range(2):
            result = adopt(form, folder)
            assert path.read_bytes() == edited
            assert any("没有覆盖" in one and "{{ 籍贯 }}" in one for one in result.kept)

    def test_a_template_that_is_gone_is_written_again(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        path = template(folder)
        content = path.read_bytes()
        path.unlink()
        adopt(form, folder)
        assert path.read_bytes() == content

    def test_a_form_with_a_mended_title_is_the_same_form(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        mended = dict(read_package(FORM).parts)
        body = mended["word/document.xml"].decode().replace("青禾镇读书", "青禾镇全民读书")
        mended["word/document.xml"] = body.encode()
        form.write_bytes(write_zip(deflate(name, data) for name, data in mended.items()))
        adopt(form, folder)
        assert len(campaign(folder)["文书"]) == 1
        assert campaign(folder)["名称"] == "2025年青禾镇全民读书之星评选活动"

    def test_a_second_form_joins_the_campaign(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        listing = form.with_name("汇总表.docx")
        listing.write_bytes(
            docx(
                paragraph("读书之星汇总表", properties='<w:jc w:val="center"/>'),
                table(
                    row("序号", "姓名", "性别", "奖项"),
                    *(row("", "", "", "") for _ in range(5)),
                    widths=(800, 2000, 2000, 2000),
                ),
            )
        )
        result = adopt(listing, folder)
        assert len(campaign(folder)["文书"]) == 2
        assert names(folder) == [
            "姓名", "性别", "籍贯", "联系电话", "申报类别", "主要事迹", "奖项",
        ]  # fmt: skip
        assert result.findings == ()
        assert adopt(form, folder).kept == ()
        assert len(campaign(folder)["文书"]) == 2

    def test_what_would_make_the_campaign_invalid_is_told_and_not_written(
        self, form: Path, folder: Path
    ) -> None:
        adopt(form, folder)
        data = campaign(folder)
        data["字段"][1]["名称"] = "不 行"
        save(folder, data)
        before = (folder / "campaign.json").read_bytes()
        with pytest.raises(CampaignError, match="不 行"):
            adopt(form, folder)
        assert (folder / "campaign.json").read_bytes() == before


class TestRefusals:
    def test_a_campaign_made_otherwise_is_left_alone(self, form: Path, folder: Path) -> None:
        folder.mkdir()
        (folder / "campaign.json").write_text("{}")
        with pytest.raises(OutputError, match="不是 formgen adopt 做的"):
            adopt(form, folder)
        assert [path.name for path in folder.iterdir()] == ["campaign.json"]

    def test_a_damaged_record_stops(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        (folder / RECORD_FILE).write_text("{")
        with pytest.raises(OutputError, match="已损坏"):
            adopt(form, folder)

    def test_a_broken_campaign_file_stops(self, form: Path, folder: Path) -> None:
        adopt(form, folder)
        (folder / "campaign.json").write_text('{"编号": ')
        with pytest.raises(CampaignError, match="不合 JSON 格式"):
            adopt(form, folder)

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "空文件"),
            (b"%PDF-1.7", "Word"),
            (b"\x89PNG\r\n\x1a\n", "照片或扫描件"),
            (docx("没有要填的地方。"), "没有找到要填的空格"),
            (docx(table(row("姓名", "{{ 姓名 }}"))), "模板"),
            (docx(table(row("姓名", ""), row("手机", "19900001234"))), "填过的表"),
            (docx(table(row("性 别", "男"), row("民族", "汉族"), row("籍贯", ""))), "像是填过的表"),
            (write_zip(deflate(name, b"x") for name in ["申报表.docx"]), "压缩文件"),
        ],
    )
    def test_what_is_no_blank_form(
        self, content: bytes, reason: str, form: Path, folder: Path
    ) -> None:
        form.write_bytes(content)
        with pytest.raises(InputError) as caught:
            adopt(form, folder)
        assert reason in caught.value.message
        assert "19900001234" not in caught.value.message
        assert caught.value.hint
        assert not folder.exists()

    def test_headings_over_boxes_are_no_answers(self, form: Path, folder: Path) -> None:
        form.write_bytes(docx(table(row("姓名", ""), row("性别", "男", "□"), row("民族", "汉"))))
        assert adopt(form, folder).forms

    def test_a_form_with_macros(self, form: Path, folder: Path) -> None:
        parts = dict(read_package(FORM).parts)
        types = parts["[Content_Types].xml"].decode()
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
        parts["[Content_Types].xml"] = types.replace(main, macros).encode()
        form.write_bytes(write_zip(deflate(name, data) for name, data in parts.items()))
        with pytest.raises(InputError, match="带宏"):
            adopt(form, folder)

    def test_no_such_file(self, tmp_path: Path, folder: Path) -> None:
        with pytest.raises(InputError, match="无法读取"):
            adopt(tmp_path / "没有.docx", folder)


NOTICE = docx(
    paragraph("关于开展2025年青禾镇读书之星评选活动的通知", properties='<w:jc w:val="center"/>'),
    "为推进全民阅读，营造爱读书、读好书、善读书的氛围，决定组织开展读书之星评选，" * 3,
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    "附件1",
    "名额分配表",
    table(row("单位", "名额"), row("甲村", "2"), row("乙村", "3")),
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    "附件2",
    paragraph("读书之星申报表", properties='<w:jc w:val="center"/>'),
    table(row("姓名", "", "性别", ""), widths=(1500, 3000, 1500, 3000)),
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    "附件3",
    paragraph("读书之星汇总表", properties='<w:jc w:val="center"/>'),
    table(
        row("序号", "姓名", "性别"), *(row("", "", "") for _ in range(5)), widths=(800, 3000, 3000)
    ),
)


def test_each_form_of_a_notice_becomes_a_document(form: Path, folder: Path) -> None:
    form.write_bytes(NOTICE)
    result = adopt(form, folder)
    data = campaign(folder)
    assert [one["模板"] for one in data["文书"]] == [
        ["读书之星申报表.docx"],
        ["读书之星汇总表.docx"],
    ]
    assert [one["范围"] for one in data["文书"]] == [["每份申报"], ["整个活动"]]
    assert data["名称"] == "2025年青禾镇读书之星评选活动"
    assert data["通知"]["标题"] == "关于开展2025年青禾镇读书之星评选活动的通知"
    assert names(folder) == ["姓名", "性别"]
    assert result.left_out == ("名额分配表",)
    assert "名额分配表" in shown(result)
    assert result.findings == ()
    assert adopt(form, folder).kept == ()
    form.with_name("登记表.docx").write_bytes(FORM)
    adopt(form.with_name("登记表.docx"), folder)
    assert campaign(folder)["通知"] == data["通知"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_an_old_word_file_is_converted(form: Path, folder: Path, tmp_path: Path) -> None:
    form.write_bytes(DRAWN[0].draw())
    adopt(form, folder)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", str(form)]
    subprocess.run([*command, "--outdir", str(tmp_path)], check=True, capture_output=True)
    old = tmp_path / "old"
    assert adopt(form.with_suffix(".doc"), old).findings == ()
    assert names(old) == names(folder)


def test_the_outline_says_fields_questions_and_what_to_do(form: Path, folder: Path) -> None:
    told = shown(adopt(form, folder))
    assert "1. 姓名：姓名，必填" in told
    assert "少儿组、成人组" in told
    assert "不超过500字" in told
    assert f"formgen sheet {folder}" in told
    assert "发文机关" in told


def test_a_unit_field_brings_an_empty_list_of_units(form: Path, folder: Path) -> None:
    form.write_bytes(docx(table(row("姓名", "", "推荐单位", ""), widths=(1500,) * 4)))
    result = adopt(form, folder)
    assert result.new_units
    assert "units.csv" in shown(result)
    units = folder / "units.csv"
    assert units.read_text(encoding="utf-8-sig").startswith("名称,类型,名额")
    with units.open("a", encoding="utf-8") as stream:
        stream.write("甲村,,,,,\n")
    assert not adopt(form, folder).new_units
    assert "甲村" in units.read_text(encoding="utf-8-sig")


def test_stamp_cells_that_were_drawn_low_are_told_not_held_against_an_empty_form(
    tmp_path: Path,
) -> None:
    form = next(one for one in DRAWN if one.name == "见义勇为人员申报表")
    (tmp_path / "表.docx").write_bytes(form.draw())
    adopt(tmp_path / "表.docx", tmp_path / "brave")
    result = build(tmp_path / "brave", tmp_path / "out", Wishes(mode=Mode.BLANK))
    assert {(one.code, one.severity.chinese) for one in result.problems} == {("P06", "提醒")}
