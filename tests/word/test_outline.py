"""The outline of a template: what a reviewer must see, and what must not disturb him."""

from __future__ import annotations

import difflib
import io
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Mm

from formgen.problems import TemplateError
from formgen.word.outline import outline

from .making import A4, cell, docx, paragraph, row, run, table

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="仿宋_GB2312" '
    'w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="表格标签"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:spacing w:line="360" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="没有用到"/></w:style>'
)
LABEL = '<w:pStyle w:val="a1"/>'


def form(
    *,
    label: str = "姓　名",
    tag: str = "{{ 姓名 }}",
    widths: tuple[int, int] = (1701, 3402),
    height: str = '<w:trHeight w:val="680"/>',
    cell_properties: str = "",
    run_properties: str = "",
    paragraph_properties: str = LABEL,
    section: str = A4,
    styles: str = STYLES,
) -> bytes:
    """A form of one table row."""
    return docx(
        paragraph("申报表", properties=LABEL),
        table(
            row(
                cell(
                    paragraph(run(label, run_properties), properties=paragraph_properties),
                    properties=cell_properties,
                ),
                cell(paragraph(tag, properties=LABEL)),
                properties=height,
            ),
            widths=widths,
        ),
        section=section,
        styles=styles,
    )


def changes(before: bytes, after: bytes) -> tuple[str, str]:
    """The lines only the first outline has, and those only the second has."""
    lines = list(difflib.ndiff(outline(before).splitlines(), outline(after).splitlines()))
    removed = "\n".join(line[2:] for line in lines if line.startswith("- "))
    return removed, "\n".join(line[2:] for line in lines if line.startswith("+ "))


def test_the_outline_of_a_small_form_reads_like_the_form() -> None:
    assert outline(form()) == (
        "第1节 纸张 210×297 纵向 边距 上25 下22 左20 右20 页眉15 页脚17.5\n"
        "[表格标签] 申报表\n"
        "表格1 列宽 30 60 共90毫米\n"
        "  行1 高≥12 ｜ [表格标签] 姓　名 ｜ [表格标签] {{ 姓名 }}\n"
        "样式\n"
        "  表格标签：仿宋_GB2312 小四 居中 行距固定18磅\n"
    )


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({"label": "名称"}, "姓　名", "] 名称"),
        ({"tag": "{{ 名称 }}"}, "{{ 姓名 }}", "{{ 名称 }}"),
        ({"widths": (1701, 3969)}, "列宽 30 60 共90毫米", "列宽 30 70 共100毫米"),
        ({"height": '<w:trHeight w:val="850"/>'}, "高≥12", "高≥15"),
        ({"height": '<w:trHeight w:val="680" w:hRule="exact"/>'}, "高≥12", "固定高12"),
        ({"height": '<w:trHeight w:val="680"/><w:cantSplit/>'}, "", "不跨页"),
        ({"height": '<w:trHeight w:val="680"/><w:tblHeader/>'}, "", "重复表头"),
        ({"cell_properties": '<w:gridSpan w:val="2"/>'}, "", "跨2列"),
        ({"cell_properties": '<w:vMerge w:val="restart"/>'}, "", "纵合并起"),
        ({"cell_properties": "<w:vMerge/>"}, "", "纵合并续"),
        ({"cell_properties": '<w:vAlign w:val="center"/>'}, "", "（中）"),
        ({"cell_properties": '<w:tcW w:w="2268" w:type="dxa"/>'}, "", "（宽40）"),
        ({"cell_properties": '<w:textDirection w:val="tbRlV"/>'}, "", "竖排"),
        (
            {"cell_properties": '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'},
            "",
            "框线 上无",
        ),
        ({"run_properties": '<w:rFonts w:eastAsia="黑体"/>'}, "", "黑体"),
        ({"run_properties": '<w:sz w:val="21"/>'}, "", "五号"),
        ({"run_properties": '<w:sz w:val="22"/>'}, "", "11磅"),
        ({"run_properties": "<w:b/>"}, "", "加粗"),
        ({"run_properties": '<w:color w:val="FF0000"/>'}, "", "颜色FF0000"),
        ({"paragraph_properties": ""}, "[表格标签] 姓　名", "[Normal] 姓　名"),
        ({"paragraph_properties": LABEL + '<w:jc w:val="left"/>'}, "", "左对齐"),
        (
            {"paragraph_properties": LABEL + '<w:ind w:firstLineChars="200" w:firstLine="480"/>'},
            "",
            "首行缩进2字",
        ),
        ({"paragraph_properties": LABEL + '<w:ind w:left="567"/>'}, "", "左缩进10毫米"),
        (
            {"paragraph_properties": LABEL + '<w:spacing w:line="400" w:lineRule="exact"/>'},
            "",
            "行距固定20磅",
        ),
        ({"paragraph_properties": LABEL + '<w:spacing w:line="360"/>'}, "", "行距1.5倍"),
        ({"paragraph_properties": LABEL + '<w:spacing w:before="120"/>'}, "", "段前6磅"),
        ({"paragraph_properties": LABEL + "<w:pageBreakBefore/>"}, "", "段前分页"),
        ({"section": A4.replace('w:top="1417"', 'w:top="2098"')}, "上25", "上37"),
        (
            {"section": A4.replace('w="11906" w:h="16838"', 'w="16838" w:h="11906"')},
            "210×297 纵向",
            "297×210 横向",
        ),
        (
            {
                "section": A4.replace(
                    "</w:sectPr>", '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
                )
            },
            "",
            "行网格 行距28.95磅",
        ),
        ({"styles": STYLES.replace('"24"', '"28"')}, "小四", "四号"),
        ({"styles": STYLES.replace('w:line="360"', 'w:line="400"')}, "18磅", "20磅"),
        ({"styles": STYLES.replace("仿宋_GB2312", "宋体")}, "仿宋_GB2312", "宋体"),
    ],
)
def test_a_change_shows_as_a_changed_line(change: dict[str, str], before: str, after: str) -> None:
    removed, added = changes(form(), form(**change))  # type: ignore[arg-type]
    assert before in removed
    assert after in added
    assert not before or before not in added
    assert after not in removed


def test_a_style_inherits_what_it_does_not_say() -> None:
    based = STYLES.replace(
        '<w:name w:val="Normal"/>',
        '<w:name w:val="Normal"/><w:pPr><w:spacing w:before="100"/><w:jc w:val="both"/></w:pPr>',
    )
    assert "  表格标签：仿宋_GB2312 小四 居中 段前5磅 行距固定18磅" in outline(form(styles=based))


def test_a_style_based_on_itself_is_listed_once() -> None:
    looped = STYLES.replace('<w:basedOn w:val="a"/>', '<w:basedOn w:val="a1"/>')
    assert outline(form(styles=looped)).count("表格标签：") == 1


def test_styles_that_are_not_used_are_left_out() -> None:
    assert "没有用到" not in outline(form())


def test_editing_history_and_split_runs_change_nothing() -> None:
    plain = docx(paragraph("{{ 姓名 }}", properties='<w:jc w:val="center"/>'))
    edited = docx(
        '<w:p w:rsidR="00A1" w:rsidRDefault="00B2"><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:proofErr w:type="gramStart"/>'
        f'{run("{{ 姓")}<w:r w:rsidR="00C3"><w:t>名 }}}}</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    )
    assert outline(edited) == outline(plain)


def test_saving_with_another_program_changes_nothing() -> None:
    buffer = io.BytesIO()
    document = Document(io.BytesIO(form()))
    document.save(buffer)
    assert outline(buffer.getvalue()) == outline(form())


def test_a_document_of_word_itself_has_an_outline() -> None:
    buffer = io.BytesIO()
    document = Document()
    document.add_heading("申报表", level=1)
    grid = document.add_table(rows=1, cols=2, style="Table Grid")
    grid.cell(0, 0).width = Mm(30)
    grid.cell(0, 0).text = "姓名"
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.save(buffer)
    text = outline(buffer.getvalue())
    assert "[heading 1] 申报表" in text
    assert "样式“Table Grid”" in text
    assert "（宽30）[Normal] 姓名" in text
    assert "[Normal] 〔分页〕" in text
    assert "Table Grid（表格样式）：框线 0.5磅" in text


def test_direct_formatting_of_part_of_a_paragraph_is_marked_where_it_begins() -> None:
    text = outline(
        docx(paragraph("负责人：", run("　　　　", '<w:u w:val="single"/>'), "（签字）"))
    )
    assert "负责人：〈下划线〉　　　　〈〉（签字）" in text


def test_headers_and_footers_stand_under_their_section() -> None:
    section = A4.replace(
        "<w:sectPr>",
        '<w:sectPr><w:headerReference w:type="first" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>',
    ).replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    parts = {"header1": paragraph("{{ 文书.标题 }}"), "footer1": paragraph("— ", page, " —")}
    lines = outline(docx("正文一", section=section, parts=parts)).splitlines()
    assert lines[0].endswith("首页不同")
    assert lines[1:6] == [
        "  首页页眉",
        "    [正文] {{ 文书.标题 }}",
        "  页脚",
        "    [正文] — 〔域 PAGE〕 —",
        "[正文] 正文一",
    ]


def test_every_section_says_its_own_page() -> None:
    first = A4.replace('w="11906" w:h="16838"', 'w="16838" w:h="11906"')
    lines = outline(docx("一", paragraph(properties=first), "二")).splitlines()
    assert [line[:3] for line in lines if line.startswith("第")] == ["第1节", "第2节"]
    assert "横向" in lines[0]
    assert lines.index("[正文] 二") > lines.index(next(li for li in lines if "第2节" in li))


def test_a_nested_table_is_indented_below_its_cell() -> None:
    inner = table(row("甲", "乙"), widths=(567, 567))
    text = outline(docx(table(row(cell(inner, paragraph("外")), "右"))))
    assert text.splitlines()[1:9] == [
        "表格1 列宽 40 40 共80毫米",
        "  行1",
        "    格1",
        "      表格2 列宽 10 10 共20毫米",
        "        行1 ｜ [正文] 甲 ｜ [正文] 乙",
        "      [正文] 外",
        "    格2 [正文] 右",
        "样式",
    ]


def picture(width: int, height: int) -> str:
    """An inline picture of so many millimetres."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width * 36000}" cy="{height * 36000}"/>'
        '<wp:docPr id="7" name="图片 7"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        '<a:blip r:embed="header9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def test_a_picture_shows_its_size_in_millimetres() -> None:
    assert "〔图 33×47毫米〕" in outline(docx(paragraph(picture(33, 47))))


def test_another_picture_of_the_same_size_is_another_outline() -> None:
    def with_picture(content: bytes) -> bytes:
        made = docx(paragraph(picture(33, 47)))
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name.endswith("document.xml.rels"):
                    link = (
                        b'<Relationship Id="header9" Type="http://x/image" '
                        b'Target="media/a.png"/></Relationships>'
                    )
                    data = data.replace(b"</Relationships>", link)
                new.writestr(name, data)
            new.writestr("word/media/a.png", content)
        return buffer.getvalue()

    removed, added = changes(with_picture(b"one"), with_picture(b"two"))
    assert removed.startswith("[正文] 〔图 33×47毫米 内容")
    assert added.startswith("[正文] 〔图 33×47毫米 内容")


def test_the_words_of_a_text_box_stand_below_its_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('{{ 姓名 }}')}</w:txbxContent></w:pict></w:r>"
    lines = outline(docx(paragraph("旁边", box))).splitlines()
    assert lines[1].startswith("[正文] 旁边〔文本框")
    assert lines[2:4] == ["  文本框", "    [正文] {{ 姓名 }}"]


def test_breaks_tabs_and_tracked_changes_are_marked() -> None:
    text = outline(
        docx(
            paragraph(
                "一",
                "<w:r><w:br/></w:r>",
                "二",
                "<w:r><w:tab/></w:r>",
                f'<w:ins w:id="1" w:author="某人">{run("新")}</w:ins>',
                '<w:del w:id="2" w:author="某人"><w:r><w:delText>旧</w:delText></w:r></w:del>',
            )
        )
    )
    assert "[正文] 一↵二⇥〔插入：新〕〔删除：旧〕\n" in text
    assert "某人" not in text


def test_the_size_of_an_empty_paragraph_shows_because_it_gives_its_height() -> None:
    small = paragraph(properties='<w:rPr><w:sz w:val="10"/></w:rPr>')
    assert "[正文 5磅] （空段）" in outline(docx(small))


def test_automatic_numbers_show_their_pattern() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'
    lists = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
    )
    text = outline(docx(paragraph("背景", properties=numbered), parts={"numbering": lists}))
    assert "自动编号“%1、”(chineseCounting)] 背景" in text


def test_measures_that_are_no_numbers_are_shown_as_they_stand() -> None:
    odd = table(row("一"), widths=(1000,)).replace('w:w="1000"', 'w:w="auto"')
    assert "列宽 auto" in outline(docx(odd))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_word_file_is_refused_in_chinese(content: bytes) -> None:
    with pytest.raises(TemplateError, match="模板无法读取"):
        outline(content)


def test_a_workbook_is_refused() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("x"))) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = b"<workbook/>" if name == "word/document.xml" else old.read(name)
            new.writestr(name, data)
    with pytest.raises(TemplateError, match="不是 Word 文件"):
        outline(other.getvalue())
