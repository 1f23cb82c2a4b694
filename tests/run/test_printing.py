"""`formgen pdf`, and the PDF options of `build`, as their users type them."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import sys
import zipfile
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pypdf import PdfReader

from formgen.layout import libreoffice
from tests.conftest import ROOT
from tests.run.conftest import Formgen
from tests.word.making import docx, paragraph

CASE = ROOT / "tests/cases/reading-2025"
LACKING = "\U0010fffd"
"""A private character: no typeface has it."""
FOOTNOTE = paragraph("正文", '<w:r><w:footnoteReference w:id="2"/></w:r>')
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def word(name: str, *body: str) -> Path:
    """A Word file in the user's folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(docx(*(body or (f"这是{path.stem}",))))
    return path


def reader(path: str | Path) -> Any:
    """pypdf's reading; untyped, because its types say "some object" of every entry."""
    return PdfReader(path, strict=True)


def text_of(path: str | Path) -> str:
    return "".join(page.extract_text() for page in reader(path).pages)


def pdf_names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.pdf"))


def test_each_pdf_is_put_beside_its_word_file(here: Path, formgen: Formgen) -> None:
    code, told = formgen("pdf", word("通知.docx"), word("甲/申报表.docx"))
    assert code == 0
    assert pdf_names(here) == ["甲/申报表.pdf", "通知.pdf"]
    assert text_of("甲/申报表.pdf") == "这是申报表"
    assert "甲/申报表.docx → 甲/申报表.pdf（1 页）" in told


def test_a_folder_takes_every_pdf_and_is_made(here: Path, formgen: Formgen) -> None:
    code, _ = formgen("pdf", word("通知.docx"), word("甲/申报表.docx"), "-o", "打印/今天")
    assert code == 0
    assert pdf_names(here) == ["打印/今天/申报表.pdf", "打印/今天/通知.pdf"]


def test_one_file_may_be_given_the_pdfs_name(here: Path, formgen: Formgen) -> None:
    assert formgen("pdf", word("通知.docx"), "-o", "新/给领导.PDF")[0] == 0
    assert text_of("新/给领导.PDF") == "这是通知"
    assert formgen("pdf", word("申报表.docx"), "-o", here)[0] == 0
    assert pdf_names(here) == ["申报表.pdf"]


def test_a_pdf_without_a_title_of_its_own_is_called_like_the_file(
    here: Path, formgen: Formgen
) -> None:
    formgen("pdf", word("通知.docx"))
    assert reader(here / "通知.pdf").metadata.title == "通知"
    assert reader("通知.pdf").trailer["/Root"]["/Lang"] == "zh-CN"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["通知.docx", "甲/通知.docx", "-o", "打印"], "会生成同一个文件“打印/通知.pdf”"),
        (["通知.docx", "甲/../通知.docx"], "会生成同一个文件"),
        (["通知.docx", "通知.docx"], "“通知.docx”写了两次"),
        (["通知.docx", "表.docx", "-o", "全部.pdf"], "请在 -o 后面写一个文件夹"),
        (["通知.docx", "--fonts", "没有"], "没有字体文件夹“没有”"),
        (["通知.docx", "--pdf-engine", "word"], "'formgen', 'libreoffice'"),
        (["通知.docx", "--pdf-variant", "pdf/x"], "pdf/a-2b"),
        (
            ["通知.docx", "--pdf-engine", "libreoffice", "--pdf-variant", "pdf/a-2b"],
            "请去掉 --pdf-engine libreoffice",
        ),
        (["通知.docx", "－o", "打印"], "写成 -o"),
        (["通知.docx", "——fonts", "字体"], "写成 --fonts"),
        (["通知.docx", "-o", "打印.docx"], "不是 PDF 文件名"),
        ([], "FILE.docx..."),
    ],
)
def test_what_cannot_be_asked_is_a_usage_error_and_nothing_is_made(
    here: Path, formgen: Formgen, arguments: list[str], expected: str
) -> None:
    for name in ("通知.docx", "甲/通知.docx", "表.docx"):
        word(name)
    code, told = formgen("pdf", *arguments)
    assert code == 2
    assert expected in told
    assert pdf_names(here) == []
    assert not Path("全部.pdf").exists()


@pytest.mark.parametrize(
    ("content", "told_of", "to_do"),
    [
        (None, "“坏.docx”读不了：找不到", "请检查文件名和文件夹"),
        (b"%PDF-1.7\n", "“坏.docx”其实是 PDF", "请换成 Word"),
        (ENCRYPTED, "“坏.docx”加了密码", "请去掉密码，另存一份再用"),
        (OLD_WORD, "“坏.docx”是旧版格式", "另存为 .docx"),
        (b"", "“坏.docx”", ""),
    ],
    ids=["missing", "pdf", "encrypted", "doc", "empty"],
)
def test_a_file_that_cannot_be_read_is_named_while_the_others_are_made(
    here: Path, formgen: Formgen, content: bytes | None, told_of: str, to_do: str
) -> None:
    if content is not None:
        Path("坏.docx").write_bytes(content)
    code, told = formgen("pdf", word("甲.docx"), "坏.docx", word("乙.docx"))
    assert code == 5
    assert told_of in told
    assert to_do in told
    assert pdf_names(here) == ["乙.pdf", "甲.pdf"]


def test_an_output_that_cannot_be_written_is_said(here: Path, formgen: Formgen) -> None:
    (here / "通知.pdf").mkdir()
    code, told = formgen("pdf", word("通知.docx"))
    assert code == 6
    assert "“通知.pdf”写不进去" in told


def test_a_character_without_a_glyph_keeps_its_pdf_from_being_made(
    here: Path, formgen: Formgen
) -> None:
    code, told = formgen("pdf", word("甲.docx"), word("缺字.docx", "头", f"张{LACKING}"))
    assert code == 1
    assert "没有生成 PDF：缺字.docx" in told
    assert "请留意：错误 1 处" in told
    assert re.search(r"P02 缺字\.docx：正文第2段的“.”（U\+10FFFD）.*请用 --fonts", told)
    assert pdf_names(here) == ["甲.pdf"]


def test_a_pdf_of_before_does_not_pass_for_the_one_that_failed(
    here: Path, formgen: Formgen
) -> None:
    formgen("pdf", word("通知.docx"))
    before = Path("通知.pdf").read_bytes()
    code, told = formgen("pdf", word("通知.docx", LACKING))
    assert code == 1
    assert "没有生成 PDF" in told
    assert Path("通知.pdf").read_bytes() == before  # never removed: it may be wanted


def test_a_build_says_which_pdf_is_of_before(campaign: Path, formgen: Formgen) -> None:
    formgen("build", campaign, "-o", "out", "--only", "推荐表")
    edit(campaign / "applicants.csv", "每天放学后", f"每天{LACKING}放学后")
    code, told = formgen("build", campaign, "-o", "out", "--only", "推荐表")
    assert code == 1
    listed = told.partition("文件夹里的是以前的内容，请勿使用：")[2]
    assert re.findall(r"推荐表/\d+_\S+\.pdf", listed)


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("ئالىم", r"“ئالىم”（U\+0626 .*）印不出来：这种文字要连写.*--pdf-engine libreoffice"),
        ("\u0f56\u0f7c\u0f51", r"这种文字要连写"),
        ("👍👎", r"“👍👎”（U\+1F44D U\+1F44E）印不出来：这不是文字.*请换一种写法"),
        ("\ue000", r"自造字.*请用 --fonts"),
        ("\U00031350", r"现有的字体里都没有这个字.*请用 --fonts"),
    ],
)
def test_what_cannot_be_printed_is_said_once_a_place_with_the_way_out(
    here: Path, formgen: Formgen, text: str, told_of: str
) -> None:
    code, told = formgen("pdf", word("甲.docx", text))
    assert code == 1
    assert told.count("P02") == 1
    assert re.search(told_of, told)
    assert pdf_names(here) == []


def test_accents_are_printed_with_their_letters(here: Path, formgen: Formgen) -> None:
    assert formgen("pdf", word("甲.docx", "cafe\u0301 lu\u0308"))[0] == 0
    assert text_of("甲.pdf") == "café lü"


def test_words_note_beside_an_open_file_is_called_that(here: Path, formgen: Formgen) -> None:
    Path("~$通知.docx").write_bytes(b"\x08office")
    code, told = formgen("pdf", "~$通知.docx", word("通知.docx"))
    assert code == 5
    assert "是 Word 打开文件时的临时文件" in told
    assert "共 2 个文件，做成 1 个 PDF" in told


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are text")
def test_a_file_name_of_another_encoding_is_no_obstacle(here: Path, formgen: Formgen) -> None:
    name = os.fsdecode("通知".encode("gbk") + b".docx")
    shutil.move(word("通知.docx"), name)
    assert formgen("pdf", name, "-o", "打印.pdf")[0] == 0
    assert text_of("打印.pdf") == "这是通知"


def test_a_font_file_that_cannot_be_used_is_named(here: Path, formgen: Formgen) -> None:
    Path("字体").mkdir()
    Path("字体/坏.ttf").write_bytes(b"no font")
    code, told = formgen("pdf", word("通知.docx"), "--fonts", "字体")
    assert code == 0
    assert "字体“字体/坏.ttf”没有使用" in told
    Path("空").mkdir()
    assert "字体“空”没有使用：里面没有字体文件" in formgen("pdf", "通知.docx", "--fonts", "空")[1]


def test_what_is_not_printed_as_word_does_is_said_once(here: Path, formgen: Formgen) -> None:
    code, told = formgen("pdf", word("通知.docx", FOOTNOTE, FOOTNOTE))
    assert code == 0
    assert told.count("P03") == 1
    assert re.search(r"P03 通知\.docx：正文第1段等2处有脚注，在 PDF 里.*没有印出", told)
    assert "请留意：提醒 1 处" in told
    assert "数据检查" not in told
    assert pdf_names(here) == ["通知.pdf"]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def built(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("推荐表/*"))


def test_a_name_without_a_glyph_stops_its_pdf_only(campaign: Path, formgen: Formgen) -> None:
    edit(campaign / "applicants.csv", "陆𠮷堃", f"陆{LACKING}")
    code, told = formgen("build", campaign, "-o", "out", "--only", "推荐表")
    assert code == 1
    assert built(Path("out/reading-2025")) == [
        "推荐表/01_苏禾苗.docx",
        "推荐表/01_苏禾苗.pdf",
        f"推荐表/02_陆{LACKING}.docx",
        "推荐表/03_阿尔娜·别克.docx",
        "推荐表/03_阿尔娜·别克.pdf",
    ]
    assert re.search(r"P02 推荐表/02_陆.\.pdf：.*U\+10FFFD", told)


def test_what_a_template_cannot_print_is_said_once_for_all_its_papers(
    campaign: Path, formgen: Formgen
) -> None:
    word(f"{campaign}/templates/推荐表.docx", FOOTNOTE, "{{ 姓名 }}")
    code, told = formgen("build", campaign, "-o", "out", "--only", "推荐表")
    assert code == 0, told
    assert len(pdf_names(Path("out"))) == 3
    assert told.count("P03") == 1
    assert "P03 推荐表.docx：" in told


def test_a_build_with_an_archive_format_and_without(campaign: Path, formgen: Formgen) -> None:
    only = ("--only", "公示", "--format", "pdf")
    assert formgen("build", campaign, "-o", "平", *only)[0] == 0
    assert formgen("build", campaign, "-o", "档", *only, "--pdf-variant", "pdf/a-2b")[0] == 0
    assert archive_marker("平/reading-2025/公示/公示/公示.pdf") is None
    assert archive_marker("档/reading-2025/公示/公示/公示.pdf") == ("2", "B")


def archive_marker(path: str) -> tuple[str, str] | None:
    """Part and level of PDF/A in the file's XMP (ISO 19005-2, 6.6.4)."""
    root = reader(path).trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode() if "/Metadata" in root else ""
    part = re.search(r"pdfaid:part\W+(\d)", xmp)
    level = re.search(r"pdfaid:conformance\W+(\w)", xmp)
    if part is None or level is None:
        return None
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    return part[1], level[1]


def test_formgen_pdf_makes_an_archive_format(here: Path, formgen: Formgen) -> None:
    assert formgen("pdf", word("通知.docx"), "--pdf-variant", "pdf/a-2b")[0] == 0
    assert archive_marker("通知.pdf") == ("2", "B")


def test_a_font_of_the_users_own_comes_first(here: Path, formgen: Formgen) -> None:
    Path("字体").mkdir()
    shutil.copy(ROOT / "src/formgen/fonts/bundled/FandolKai-Regular.otf", "字体")
    names = '<w:rFonts w:ascii="FandolKai" w:eastAsia="FandolKai" w:hAnsi="FandolKai"/>'
    run = f"<w:r><w:rPr>{names}</w:rPr><w:t>楷书</w:t></w:r>"
    code, told = formgen("pdf", word("通知.docx", paragraph(run)), "--fonts", "字体")
    assert code == 0
    fonts = reader("通知.pdf").pages[0]["/Resources"]["/Font"].values()
    assert {str(font["/BaseFont"]).partition("+")[2] for font in fonts} == {"FandolKai-Regular"}
    assert "代用的字体" not in told


def needs_libreoffice() -> None:
    if libreoffice.find_program() is None:
        pytest.skip("LibreOffice is not installed (make setup-test installs it)")


def test_libreoffice_prints_with_title_and_identifier(campaign: Path, formgen: Formgen) -> None:
    needs_libreoffice()
    lines = (campaign / "applicants.csv").read_text(encoding="utf-8").split("\n陆")
    (campaign / "applicants.csv").write_text(lines[0], encoding="utf-8")
    formgen("build", campaign, "-o", "自", "--only", "推荐表")
    code, told = formgen(
        "build", campaign, "-o", "他", "--only", "推荐表", "--pdf-engine", "libreoffice"
    )
    assert code == 0, told
    own, other = (
        reader(f"{folder}/reading-2025/推荐表/01_苏禾苗.pdf").metadata for folder in "自他"
    )
    assert other["/Title"] == "推荐表 苏禾苗"
    assert other["/Identifier"] == own["/Identifier"] != ""
    assert other["/Author"] == own["/Author"]


def test_a_machine_without_libreoffice_says_what_to_install(
    here: Path, formgen: Formgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(here))
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", {})
    code, told = formgen("pdf", word("通知.docx"), "--pdf-engine", "libreoffice")
    assert code == 7
    assert "这台机器没有安装 LibreOffice" in told
    assert "请安装 LibreOffice" in told
    assert formgen("pdf", "通知.docx")[0] == 0


def test_the_doctor_finds_this_machine_fit(formgen: Formgen) -> None:
    code, told = formgen("doctor")
    assert code == 0
    for part in ("仿宋", "楷体", "思源宋体", "LibreOffice", "这台机器可以做 PDF"):
        assert part in told


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection fails."""

    def refused(*arguments: object, **names: object) -> NoReturn:
        raise AssertionError(f"a connection was opened: {arguments}")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refused)


@pytest.mark.usefixtures("no_network")
def test_a_build_needs_no_network(here: Path, formgen: Formgen) -> None:
    code, told = formgen("build", ROOT / "data/xuzhou-2023", "-o", "out", "--only", "申报表")
    assert code == 0, told
    assert len(pdf_names(here)) == 15


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:blipFill><a:blip r:link="rIdOut"/></pic:blipFill><pic:spPr/></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("address", ["http://192.0.2.1/x.png", "file://{here}/x.png"])
def test_what_a_document_links_to_outside_is_not_read(
    here: Path, formgen: Formgen, address: str
) -> None:
    shutil.copy(next((ROOT / "data/xuzhou-2023/photos").glob("*.jpg")), here / "x.png")
    word("通知.docx", paragraph("前", PICTURE, "后"))
    link(Path("通知.docx"), "image", address.format(here=here))
    link(Path("通知.docx"), "attachedTemplate", address.format(here=here))
    code, told = formgen("pdf", "通知.docx")
    assert code == 0, told
    assert "P03 通知.docx：" in told
    assert text_of("通知.pdf").split() in (["前后"], ["前", "后"])
    assert not any(page.images for page in reader("通知.pdf").pages)


def link(path: Path, kind: str, address: str) -> None:
    """Let the document refer to something outside."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    rels = "word/_rels/document.xml.rels"
    own = "rIdOut" if kind == "image" else "rIdOther"
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = (
        f'<Relationship Id="{own}" Type="{base}/{kind}" Target="{address}" TargetMode="External"/>'
    )
    parts[rels] = parts[rels].replace("</Relationships>", f"{one}</Relationships>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
