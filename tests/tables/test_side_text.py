from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from formgen.campaign.kinds import Fault
from formgen.problems import Problem
from formgen.tables import read_side_text

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def faulty(folder: Path, name: str) -> Problem:
    with pytest.raises(Fault) as caught:
        read_side_text(folder, name)
    problem = Problem(caught.value.code, details=caught.value.details)
    assert name in problem.message
    assert problem.hint
    return problem


def word_file(body: str, root: str = "document") -> bytes:
    """A .docx of this inner XML of the body."""
    relationships = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='r1' Type='{_TYPE}' Target='word/document.xml'/></Relationships>"
    )
    document = (
        f"<w:{root} xmlns:w='{_W}' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility"
        f"/2006' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>"
        f"<w:body>{body}</w:body></w:{root}>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", relationships)
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def text_of(folder: Path, body: str) -> str:
    (folder / "a.docx").write_bytes(word_file(body))
    return read_side_text(folder, "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_plain_text_in_every_usual_encoding(tmp_path: Path, encoding: str, suffix: str) -> None:
    (tmp_path / f"䶮{suffix}").write_bytes('一、背景 \r\n\r\n<𠮷> & "喆"\r二'.encode(encoding))
    assert read_side_text(tmp_path, f"䶮{suffix}") == '一、背景 \n\n<𠮷> & "喆"\n二'


def test_path_with_backslash_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "事迹").mkdir()
    (tmp_path / "事迹" / "张三.txt").write_text("好", encoding="utf-8")
    assert read_side_text(tmp_path, "事迹\\张三.txt") == "好"


def test_word_document_of_python_docx(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("一、背景意义", level=1)
    paragraph = document.add_paragraph("他说：<“好” & 好>")
    paragraph.add_run("\t䶮").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("𠮷")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    document.add_paragraph("末段")
    document.save(str(tmp_path / "张三.docx"))
    assert read_side_text(tmp_path, "张三.docx").split("\n") == [
        "一、背景意义", "他说：<“好” & 好>\t䶮", "𠮷", "格0", "格1", "格2", "格3", "末段",
    ]  # fmt: skip


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>"
    )
    assert text_of(tmp_path, body) == "甲增"


def test_fields_links_and_controls_give_their_text(tmp_path: Path) -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
        "<w:r><w:fldChar/><w:instrText>HYPERLINK x</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr><w:tab/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent>"
        "</w:sdt></w:p>"
    )
    assert text_of(tmp_path, body) == "链接控件"


def test_text_box_comes_once_as_lines_of_its_own(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"
        "<w:p><w:r><a:p><a:t>图</a:t></a:p></w:r></w:p>"
    )
    assert text_of(tmp_path, body).split("\n") == ["前后", "框", "图"]


def test_page_breaks_are_no_text_and_symbols_are_not_dropped(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:br w:type='page'/><w:t>甲</w:t><w:br/><w:noBreakHyphen/>"
        "<w:sym w:font='Wingdings' w:char='F0FE'/><w:sym/></w:r></w:p>"
    )
    assert text_of(tmp_path, body) == "甲\n-\uf0fe\ufffd"


def test_a_picture_among_the_text_is_not_dropped_silently(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    document = docx.Document()
    document.add_paragraph("一段")
    document.add_picture(str(tmp_path / "a.png"))
    document.save(str(tmp_path / "甲.docx"))
    assert "里面有图片" in faulty(tmp_path, "甲.docx").message


def test_blank_paragraphs_stay(tmp_path: Path) -> None:
    assert text_of(tmp_path, "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p/><w:p/>") == "甲\n\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.txt", b" \r\n", "没有文字"),
        ("坏.txt", b"\x89PNG\xff\x81", "编码"),
        ("零.md", "张\0三".encode(), "空字符"),
        ("旧.doc", b"\xd0\xcf\x11\xe0", "旧版 Word"),
        ("纸.pdf", b"%PDF-1.7", "PDF"),
        ("图.jpg", b"x", "不是文字文件"),
        ("无后缀", b"x", "不是文字文件"),
        ("旧.docx", b"\xd0\xcf\x11\xe0" + bytes(100), "旧版"),
        ("密.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("假.docx", b"<html/>", "网页"),
        ("表.docx", word_file("", root="workbook"), "不是 Word"),
        ("空.docx", word_file("<w:p/>"), "没有文字"),
        ("破.docx", word_file("<w:p>"), "损坏"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    problem = faulty(tmp_path, name)
    assert problem.code == "M05"
    assert words in problem.message


def test_entity_in_a_word_document_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO(word_file("<w:p><w:r><w:t>甲</w:t></w:r></w:p>"))
    target = tmp_path / "a.docx"
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            archive.writestr(name, content)
    assert faulty(tmp_path, "a.docx").code == "M05"


def test_missing_file_and_file_outside(tmp_path: Path) -> None:
    folder = tmp_path / "活动"
    folder.mkdir()
    (tmp_path / "外.txt").write_text("x", encoding="utf-8")
    assert faulty(folder, "没有.txt").code == "M01"
    assert faulty(folder, "../外.txt").code == "M02"
