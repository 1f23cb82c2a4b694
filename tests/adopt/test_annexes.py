"""The forms annexed to a notice are found and cut out; a form that is one stays as it is."""

from __future__ import annotations

import pytest

from formgen.adopt.annexes import forms_in
from formgen.ooxml import PackageError, read_package
from tests.adopt.proposing import W, geometry, png, root_of, texts
from tests.word.making import cell, docx, paragraph, row, run, table

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
TEXT = (
    "为深入推进全民阅读，营造爱读书、读好书、善读书的浓厚氛围，经研究，决定组织开展读书之星评选，"
    * 3
)
NOTICE = ("关于开展2025年读书之星评选活动的通知", "各村、各单位：", TEXT, "附件：1. 名额分配表")
FORM = table(row("姓名", "", "性别", ""), row("事迹", cell(properties='<w:gridSpan w:val="3"/>')))
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>'
QUOTA = table(
    row("序号", "单位", "名额", "备注"),
    *(row(str(n), f"第{n}村", "2", "") for n in range(1, 6)),
)


def section(content: str) -> str:
    return paragraph(properties=f"<w:sectPr>{content}</w:sectPr>")


class TestOneForm:
    @pytest.mark.parametrize(
        "content",
        [
            docx("读书之星申报表", FORM),
            docx("附件2", "读书之星申报表", FORM),
            docx("封面", "单位：", BREAK, "一、基本情况", FORM, BREAK, "二、审核表", FORM),
            docx("附件：", "读书之星申报表", FORM, "附件：证明材料"),
            docx("没有空格的文件"),
            docx(*NOTICE),
        ],
    )
    def test_stays_as_it_is(self, content: bytes) -> None:
        found = forms_in(content)
        assert [one.content for one in found.annexes] == [content]

    def test_is_no_form_when_it_is_no_word_file(self) -> None:
        with pytest.raises(PackageError):
            forms_in(b"%PDF-1.7")


class TestNotice:
    content = docx(
        *NOTICE,
        BREAK,
        "附件1",
        "名额分配表",
        QUOTA,
        BREAK,
        "附件2",
        "读书之星申报表",
        FORM,
        section(f'{PORTRAIT}<w:headerReference w:type="default" r:id="header1"/>'),
        "附件3：读书之星汇总表",
        table(row("序号", "姓名"), row("", ""), row("", "")),
        "填表人：",
        section=f"<w:sectPr>{LANDSCAPE}</w:sectPr>",
        parts={"header1": paragraph("青禾镇"), "header2": paragraph("没有用到")},
    )

    def test_has_the_annexes_with_blanks_as_forms(self) -> None:
        assert [one.title for one in forms_in(self.content).annexes] == [
            "读书之星申报表",
            "读书之星汇总表",
        ]

    def test_names_the_annexes_that_are_none(self) -> None:
        assert forms_in(self.content).others == ("名额分配表",)

    def test_has_a_title(self) -> None:
        assert forms_in(self.content).notice == "关于开展2025年读书之星评选活动的通知"

    def test_its_forms_hold_their_own_blocks_only(self) -> None:
        first, second = forms_in(self.content).annexes
        assert texts(first.content)[:2] == ["附件2", "读书之星申报表"]
        assert texts(second.content)[0] == "附件3：读书之星汇总表"
        assert texts(second.content)[-1] == "填表人："
        assert len(geometry(first.content)) == 2
        assert len(geometry(second.content)) == 3

    def test_each_keeps_the_paper_of_its_section(self) -> None:
        sizes = []
        for one in forms_in(self.content).annexes:
            [size] = root_of(one.content).iter(f"{W}pgSz")
            sizes.append(size.get(f"{W}orient", "portrait"))
        assert sizes == ["portrait", "landscape"]

    def test_headers_are_kept_also_where_a_section_inherits_them(self) -> None:
        for one in forms_in(self.content).annexes:
            assert len(list(root_of(one.content).iter(f"{W}headerReference"))) == 1
            parts = read_package(one.content).parts
            assert "word/header1.xml" in parts
            assert "word/header2.xml" not in parts
            assert b"header2" not in parts["[Content_Types].xml"]

    def test_no_page_break_begins_or_ends_a_form(self) -> None:
        for one in forms_in(self.content).annexes:
            assert not list(root_of(one.content).iter(f"{W}br"))


def test_a_title_on_a_new_page_behind_the_text_begins_a_form_too() -> None:
    found = forms_in(docx(*NOTICE, BREAK, "读书之星申报表", FORM, BREAK, "读书之星汇总表", FORM))
    assert [one.title for one in found.annexes] == ["读书之星申报表", "读书之星汇总表"]


def test_lines_to_write_on_are_blanks_as_well() -> None:
    line = run(" " * 12, '<w:u w:val="single"/>')
    form = (paragraph("姓名：", line), paragraph("单位：________"))
    found = forms_in(docx(*NOTICE, BREAK, "附件1", "报名表", *form, BREAK, "附件2", "说明", TEXT))
    assert [one.title for one in found.annexes] == ["报名表"]


def test_two_forms_without_a_notice_are_two() -> None:
    found = forms_in(docx("附件1", "申报表", FORM, BREAK, "附件2", "汇总表", FORM))
    assert [one.title for one in found.annexes] == ["申报表", "汇总表"]
    assert found.notice == ""
    for one in found.annexes:
        assert not list(root_of(one.content).iter(f"{W}br"))


def test_a_break_in_the_title_s_own_line_goes_too() -> None:
    head = paragraph('<w:r><w:br w:type="page"/></w:r>', "附件1")
    found = forms_in(docx(*NOTICE, head, "申报表", FORM))
    assert [texts(one.content)[0] for one in found.annexes] == ["附件1"]
    assert not list(root_of(found.annexes[0].content).iter(f"{W}br"))


def test_a_list_of_annexes_below_the_text_is_no_annex() -> None:
    found = forms_in(docx(*NOTICE, "附件：", "1. 申报表", BREAK, "附件1", "申报表", FORM))
    assert [one.title for one in found.annexes] == ["申报表"]


def test_pictures_go_with_the_form_that_shows_them() -> None:
    picture = '<w:p><w:r><w:drawing><a:blip xmlns:a="a" r:embed="{0}"/></w:drawing></w:r></w:p>'
    content = docx(
        *NOTICE, picture.format("rIdA"), BREAK, "附件1", "申报表", FORM, picture.format("rIdB"),
    )  # fmt: skip
    package = dict(read_package(content).parts)
    links = package["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    for name in "AB":
        package[f"word/media/{name}.png"] = png()
        link = f'<Relationship Id="rId{name}" Type="{kind}" Target="media/{name}.png"/>'
        links = links.replace("</Relationships>", f"{link}</Relationships>")
    package["word/_rels/document.xml.rels"] = links.encode()
    [annex] = forms_in(packed(package)).annexes
    parts = read_package(annex.content).parts
    assert "word/media/B.png" in parts
    assert "word/media/A.png" not in parts


def packed(parts: dict[str, bytes]) -> bytes:
    from formgen.ooxml import deflate, write_zip  # noqa: PLC0415 - only here

    return write_zip(deflate(name, content) for name, content in parts.items())
