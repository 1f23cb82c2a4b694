"""Whatever a template of the 公示 hides is found: nothing is published, all else is made."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from tests.run.conftest import Formgen, edit

OUT = Path("out/reading-2025")
NUMBERS = "19900001001 13812345678"
"""The first is an applicant's, the second nobody's."""
EAST = "东岭村村民委员会"
APPLICANTS, NOBODYS = "applicants.csv 第2行“苏禾苗”的联系电话", "一个手机号码"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
CUSTOM = f"""<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">
<property fmtid="1" pid="2" name="经手人"><vt:lpwstr>{NUMBERS}</vt:lpwstr></property>
</Properties>"""


def stopped(formgen: Formgen, campaign: Path, file: str, where: str) -> str:
    """Build; nothing but the 公示 is missing, and the place and both numbers are told."""
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    lines = [line for line in told.splitlines() if "公示材料一份也没有写出" in line]
    assert any(file in line and f"{where}里有{APPLICANTS}" in line for line in lines), told
    assert any(file in line and f"{where}里有{NOBODYS}" in line for line in lines), told
    assert not (OUT / "公示").exists()
    assert len(list((OUT / "推荐表").glob("*.docx"))) == 3
    assert (OUT / "汇总表.xlsx").exists()
    return told


# Word


def picture() -> io.BytesIO:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = NUMBERS
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", exif=exif.tobytes())
    return out


def plain_picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out


def in_run(xml: str) -> Callable[[Document], object]:
    return lambda document: document.paragraphs[1]._p.append(parse_xml(xml))


def in_property(document: Document) -> None:
    document.core_properties.last_modified_by = NUMBERS


def in_comment(document: Document) -> None:
    document.add_comment(document.paragraphs[1].add_run("见"), text=NUMBERS, author="编辑")


def in_alternative_text(document: Document) -> None:
    document.add_picture(plain_picture())._inline.docPr.set("descr", NUMBERS)


def in_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = NUMBERS


def in_boxes(document: Document) -> None:
    for number in NUMBERS.split():
        document.add_paragraph()
        for cell, digit in zip(document.add_table(1, 11).rows[0].cells, number, strict=True):
            cell.text = digit


WORD: dict[str, tuple[Callable[[Document], object], str]] = {
    "core property": (in_property, "文档属性“最后保存者”"),
    "comment": (in_comment, "批注第1段"),
    "hidden text": (
        in_run(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>{NUMBERS}</w:t></w:r>"),
        "正文第2段里隐藏的文字",
    ),
    "deleted text": (
        in_run(
            f'<w:del {W} w:id="7" w:author="a"><w:r><w:delText>{NUMBERS}</w:delText></w:r></w:del>'
        ),
        "正文第2段里修订删除的文字",
    ),
    "alternative text": (in_alternative_text, "正文里图片的替代文字"),
    "header": (in_header, "页眉第1段"),
    "EXIF": (
        lambda document: document.add_picture(picture()),
        "图片 word/media/image1.jpg 的拍摄信息（EXIF）",
    ),
    "Chinese digits": (
        lambda document: document.paragraphs[1].add_run(
            "电话：一九九零零零零一零零一，幺三八幺二三四五六七八"
        ),
        "正文第2段",
    ),
    "dots": (
        lambda document: document.paragraphs[1].add_run("199·0000·1001，138•1234•5678"),
        "正文第2段",
    ),
    "full width": (
        lambda document: document.paragraphs[1].add_run(
            "１９９００００１００１、１３８１２３４５６７８"
        ),
        "正文第2段",
    ),
}


@pytest.mark.parametrize("case", WORD)
def test_hidden_in_the_word_template(case: str, campaign: Path, formgen: Formgen) -> None:
    hide, where = WORD[case]
    path = campaign / "templates" / "公示.docx"
    document = docx.Document(str(path))
    hide(document)
    document.save(str(path))
    stopped(formgen, campaign, "公示/公示/公示.docx", where)


def test_a_digit_a_cell(campaign: Path, formgen: Formgen) -> None:
    path = campaign / "templates" / "公示.docx"
    document = docx.Document(str(path))
    in_boxes(document)
    document.save(str(path))
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    assert APPLICANTS in told
    assert NOBODYS in told
    assert not (OUT / "公示").exists()


def test_a_custom_property_and_a_part_called_after_a_contact(
    campaign: Path, formgen: Formgen
) -> None:
    with zipfile.ZipFile(campaign / "templates" / "公示.docx", "a") as template:
        template.writestr("docProps/custom.xml", CUSTOM)
        template.writestr("word/media/温书远.bin", b"\0\1\2")
    told = stopped(formgen, campaign, "公示/公示/公示.docx", "自定义文档属性“经手人”")
    assert f"部件的名称里有units.csv“{EAST}”的联系人" in told


# Excel and HTML


def with_template(campaign: Path, name: str) -> Path:
    """One more template of the 公示."""
    edit(campaign / "campaign.json", '"模板": ["公示.docx"]', f'"模板": ["公示.docx", "{name}"]')
    return campaign / "templates" / name


def hidden_cell(sheet: Worksheet) -> None:
    sheet["B3"] = NUMBERS


def commented_cell(sheet: Worksheet) -> None:
    sheet["B3"].comment = Comment(NUMBERS, "编辑")


@pytest.mark.parametrize(
    ("state", "hide", "where"),
    [
        ("hidden", hidden_cell, "工作表“底稿”（隐藏）B3"),
        ("veryHidden", hidden_cell, "工作表“底稿”（深度隐藏）B3"),
        ("visible", commented_cell, "工作表“底稿”B3的批注"),
    ],
)
def test_hidden_in_the_template_of_the_list(
    state: Any, hide: Callable[[Worksheet], None], where: str, campaign: Path, formgen: Formgen
) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first["A1"] = "{{ 活动.名称 }}公示名单"
    sheet = book.create_sheet("底稿")
    sheet.sheet_state = state
    sheet["A1"] = "底稿"
    hide(sheet)
    book.save(with_template(campaign, "名单.xlsx"))
    stopped(formgen, campaign, "公示/公示/公示.xlsx", where)


@pytest.mark.parametrize(
    ("markup", "where"),
    [
        (f"<!-- {NUMBERS} -->", "网页的注释"),
        (f'<p data-from="{NUMBERS}">公示</p>', "网页第3行 <p> 的 data-from 属性"),
        (
            f'<img alt="" src="data:image/jpeg;base64,'
            f'{base64.b64encode(picture().getvalue()).decode()}">',
            "网页里内嵌的文件的拍摄信息（EXIF）",
        ),
    ],
)
def test_hidden_in_the_web_page(markup: str, where: str, campaign: Path, formgen: Formgen) -> None:
    head = '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>公示</title></head>'
    page = f"{head}<body>\n{markup}\n</body></html>"
    with_template(campaign, "公示.html").write_text(page, encoding="utf-8")
    stopped(formgen, campaign, "公示/公示/公示.html", where)


# campaign.json and the table


def with_posts(campaign: Path, post: str) -> None:
    """A public column, where one of the applicants wrote more than asked for."""
    edit(
        campaign / "campaign.json",
        '{"名称": "组别"',
        '{"名称": "职务", "类型": "文本", "可公开": true}, {"名称": "组别"',
    )
    edit(campaign / "applicants.csv", "姓名,组别", "姓名,职务,组别")
    edit(campaign / "applicants.csv", "苏禾苗,", f"苏禾苗,{post},")
    edit(campaign / "applicants.csv", "陆𠮷堃,", "陆𠮷堃,,")
    edit(campaign / "applicants.csv", "阿尔娜·别克,", "阿尔娜·别克,,")


def test_numbers_typed_into_a_public_column(campaign: Path, formgen: Formgen) -> None:
    """That the column is public does not make the number so."""
    with_posts(campaign, f"学生（{NUMBERS}）")
    stopped(formgen, campaign, "公示/公示/公示.csv", "第2行第4列")


def test_no_number_in_a_public_column(campaign: Path, formgen: Formgen) -> None:
    with_posts(campaign, "学生，2024级1班")
    code, _ = formgen("build", campaign, "-o", "out")
    assert code == 0


def test_a_number_in_the_title(campaign: Path, formgen: Formgen) -> None:
    edit(campaign / "campaign.json", '{"名称": "公示",', f'{{"名称": "公示", "标题": "{NUMBERS}",')
    stopped(formgen, campaign, "公示/公示/公示.json", "$.标题")


def test_a_number_in_the_name_of_the_files(campaign: Path, formgen: Formgen) -> None:
    edit(campaign / "campaign.json", '{"名称": "公示",', f'{{"名称": "{NUMBERS}",')
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    assert f"文件名里有{APPLICANTS}" in told
    assert f"文件名里有{NOBODYS}" in told
    assert not (OUT / "公示").exists()


# What an office can do where a number or a word may be published


def add_line(campaign: Path, text: str) -> None:
    path = campaign / "templates" / "公示.docx"
    document = docx.Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))


def test_a_number_passes_when_it_is_among_the_contacts(campaign: Path, formgen: Formgen) -> None:
    """The area may be written or not; a number of units.csv passes as well."""
    add_line(campaign, "电话：0999-5550100、（0999）5550100、5550100；监督电话：0999-5550101")
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    assert f"units.csv“{EAST}”的联系电话" in told
    assert NOBODYS not in told
    assert "请写进 campaign.json 的“联系”" in told
    edit(campaign / "campaign.json", '"0999-5550100"]', '"0999-5550100", "5550101"]')
    code, _ = formgen("build", campaign, "-o", "out")
    assert code == 0
    assert (OUT / "公示/公示/公示.docx").exists()


def test_a_word_that_is_a_contacts_name_passes_when_campaign_json_says_it(
    campaign: Path, formgen: Formgen
) -> None:
    edit(campaign / "units.csv", "温书远", "高原")
    add_line(campaign, "高原生态保护。获奖的有《高原》等作品。")
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    assert "只是与人名等相同的词，请写进“公示”的“导语”" in told
    notice = {"导语": "获奖的有《高原》等作品。", "起": "2025-05-06", "天数": 5, "落款单位": ["站"]}
    said = f'"公示": {json.dumps(notice, ensure_ascii=False)}, "联系"'
    edit(campaign / "campaign.json", '"联系"', said)
    assert formgen("build", campaign, "-o", "out")[0] == 0


def test_a_contact_who_is_on_the_list_passes(campaign: Path, formgen: Formgen) -> None:
    edit(campaign / "units.csv", "温书远", "苏禾苗")
    assert formgen("build", campaign, "-o", "out")[0] == 0


def test_other_numbers_pass(campaign: Path, formgen: Formgen) -> None:
    add_line(campaign, "案号：（2024）青0391民初12345号，文号：202401220001，编号：202401220930")
    add_line(campaign, "苏ICP备2023012345号-1，皖公网安备34010302000123号，91350100M000100Y43")
    add_line(
        campaign, "2025年1月22日至1月26日，2025-01-22，20250122，举报热线12377，READING@example.com"
    )
    add_line(campaign, "点赞155、评论1234、转发5678，155/1234/5678")
    assert formgen("build", campaign, "-o", "out")[0] == 0


def test_a_word_template_with_macros_is_refused(campaign: Path, formgen: Formgen) -> None:
    """Though it is called .docx and says of itself that it is one."""
    with zipfile.ZipFile(campaign / "templates" / "公示.docx", "a") as template:
        template.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 4
    assert "带宏的文件（.docm）不能作模板" in told


def test_a_picture_of_the_templates_first_page_is_not_passed_on(
    campaign: Path, formgen: Formgen
) -> None:
    path = campaign / "templates" / "公示.docx"
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    link = (
        f'<Relationship Id="rIdT" Target="docProps/thumbnail.jpeg" Type="{kind}"/></Relationships>'
    )
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", link.encode())
    parts["docProps/thumbnail.jpeg"] = b"\xff\xd8\xff\xd9"
    with zipfile.ZipFile(path, "w") as template:
        for name, content in parts.items():
            template.writestr(name, content)
    assert formgen("build", campaign, "-o", "out")[0] == 0
    with zipfile.ZipFile(OUT / "公示/公示/公示.docx") as made:
        assert not any("thumbnail" in name for name in made.namelist())
        assert b"thumbnail" not in made.read("_rels/.rels")
