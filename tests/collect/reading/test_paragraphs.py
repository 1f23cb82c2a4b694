"""What stands in a paragraph is read as it shows."""

from __future__ import annotations

import pytest

from tests.collect.reading.reading import boxes, texts
from tests.word.making import cell, paragraph, row, run, table


def field(*instruction: str, result: str | None = "", data: str = "") -> str:
    """A complex field; no result for None."""
    codes = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in instruction)
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    shown = "" if result is None else separate + (run(result) if result else "")
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>{codes}{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_text_comes_as_typed_paragraph_by_paragraph() -> None:
    assert texts(paragraph("姓　名： 魏喆宁 "), paragraph("性别", "：男")) == [
        "姓　名： 魏喆宁 ",
        "性别：男",
    ]


def test_paragraphs_without_anything_are_no_boxes() -> None:
    assert texts(paragraph(), paragraph(" 　\t"), paragraph("\u200b"), "<w:p/>") == []


@pytest.mark.parametrize(
    "end", ["<w:br/>", "<w:cr/>", '<w:br w:type="page"/>', '<w:br w:type="textWrapping"/>']
)
def test_a_break_parts_lines_and_blank_ones_are_dropped(end: str) -> None:
    [box] = boxes(paragraph("甲", f"<w:r>{end}</w:r>", f"<w:r>{end}</w:r>", "乙"))

    assert box.lines == ("甲", "乙")


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<w:t>1</w:t><w:tab/><w:t>2</w:t>", "1\t2"),
        ("<w:t>1</w:t><w:ptab/><w:t>2</w:t>", "1\t2"),
        ("<w:t>0551</w:t><w:noBreakHyphen/><w:t>5</w:t>", "0551-5"),
        ("<w:t>网</w:t><w:softHyphen/><w:t>民</w:t>", "网民"),
        ("<w:t>网</w:t><w:lastRenderedPageBreak/><w:t>民</w:t>", "网民"),
        ("<w:t> 外边的空格不算 </w:t>", "外边的空格不算"),
        ('<w:t xml:space="preserve"> 算 </w:t>', " 算 "),
        ("<w:t>一\n二</w:t>", "一 二"),
        ("<w:t>一<!-- 注 -->二</w:t>", "一二"),
        ("<w:t>正文</w:t><w:footnoteReference w:id='2'/><w:commentReference w:id='1'/>", "正文"),
    ],
)
def test_what_stands_in_a_run_reads_as_it_shows(inner: str, shown: str) -> None:
    assert texts(f"<w:p><w:r>{inner}</w:r></w:p>") == [shown]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:hyperlink r:id='x'>", "</w:hyperlink>"),
        ("<w:smartTag w:element='s'>", "</w:smartTag>"),
        ("<w:customXml w:element='s'><w:customXmlPr/>", "</w:customXml>"),
        ("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:fldSimple w:instr='PAGE'>", "</w:fldSimple>"),
        ("<w:ins w:id='1'>", "</w:ins>"),
        ("<w:moveTo w:id='1'>", "</w:moveTo>"),
        ("<w:bdo w:val='ltr'>", "</w:bdo>"),
        ("<w:notYetInvented>", "</w:notYetInvented>"),
    ],
)
def test_what_stands_round_runs_changes_nothing(before: str, after: str) -> None:
    assert texts(f"<w:p>{before}{run('里面')}{after}{run('外面')}</w:p>") == ["里面外面"]


def test_numbering_is_no_text() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    assert texts(paragraph("第一条", properties=numbered)) == ["第一条"]


def test_of_ruby_only_the_words_are_read() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('zhé')}</w:rt><w:rubyBase>{run('喆')}</w:rubyBase></w:ruby></w:r>"
    )

    assert texts(paragraph("魏", ruby, "宁")) == ["魏喆宁"]


def test_a_formula_reads_as_its_letters() -> None:
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>+1</m:t></m:r></m:oMath>"

    assert texts(paragraph("共", formula)) == ["共x+1"]


def test_hidden_text_is_left_out_and_text_that_is_not_hidden_any_more_is_read() -> None:
    assert texts(
        paragraph("甲", run("乙", "<w:vanish/>"), run("丙", '<w:vanish w:val="0"/>'), "丁")
    ) == ["甲丙丁"]


def test_what_was_typed_over_a_placeholder_is_read() -> None:
    typed = '<w:sdtPr><w:showingPlcHdr w:val="0"/></w:sdtPr>'

    assert texts(
        paragraph(f"<w:sdt>{typed}<w:sdtContent>{run('魏喆宁')}</w:sdtContent></w:sdt>")
    ) == ["魏喆宁"]


def test_a_placeholder_is_nothing_and_its_cell_stays() -> None:
    placeholder = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    inline = f"<w:sdt>{placeholder}<w:sdtContent>{run('单击输入')}</w:sdtContent></w:sdt>"
    around = f"<w:sdt>{placeholder}<w:sdtContent>{cell('选择一项')}</w:sdtContent></w:sdt>"
    typed = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell('男')}</w:sdtContent></w:sdt>"

    assert texts(paragraph("姓名：", inline), table(row("性别", around, typed))) == [
        "姓名：",
        "性别",
        "",
        "男",
    ]


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (field(" HYPERLINK ", result="网址"), "网址"),
        (field("IF ", field("PAGE", result="9"), " = 1 ", result="是"), "是"),
        (
            field(" FORMTEXT ", result="魏喆宁", data="<w:ffData><w:textInput/></w:ffData>"),
            "魏喆宁",
        ),
        (field(" EQ \\o\\ac(", "□", ",√)", result=None), "☑"),
        (field("eq \\o\\ac(○,√)"), "☑"),
        (field("eq \\o\\ac(□,×)"), "☒"),
        (field("eq \\o\\ac(○,12)"), "⑫"),
        (field("eq \\o\\ac(□,12)"), "12"),
        (field("eq \\o\\ac(○,优)"), "优"),
        (field("eq \\o\\ac(○,优)", result="㊝"), "㊝"),
        (field("eq \\o(\\s\\up 6(上),\\s\\do 2(下))"), "上下"),
        (field("eq \\x\\bo(√)"), "√"),
        ("<w:fldSimple w:instr=' eq \\o\\ac(□,√) '/>", "☑"),
        (field(" MACROBUTTON NoMacro □请点击 ", result=None), "□请点击"),
        (field(' SYMBOL 254 \\f "Wingdings" ', result=None), "☑"),
        (field(" SYMBOL 0xFC \\f Wingdings ", result=None), "√"),
        (field(" PAGE ", result=None), ""),
    ],
)
def test_of_a_field_only_what_it_shows_is_read(pieces: str, shown: str) -> None:
    assert texts(paragraph("前", pieces, "后")) == [f"前{shown}后"]


def test_a_field_that_never_ends_takes_no_text_with_it() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"

    assert texts(paragraph("姓名", begin, code, "魏喆宁"), paragraph("性别")) == [
        "姓名魏喆宁",
        "性别",
    ]


def test_a_field_begins_and_ends_with_marks_that_are_hidden() -> None:
    hidden = '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = (hidden.format(kind) for kind in ("begin", "separate", "end"))

    assert texts(paragraph("共", begin, run("条件"), separate, "1", end, "页")) == ["共1页"]


def test_tracked_changes_are_read_as_accepted() -> None:
    gone = "<w:del w:id='1'><w:r><w:delText>旧</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom w:id='2'>{run('搬走的')}</w:moveFrom>"
    new = f"<w:ins w:id='3'>{run('新')}{gone}</w:ins>"

    assert texts(paragraph("单位：", gone, moved, new)) == ["单位：新"]


def test_paragraphs_join_whose_end_was_deleted() -> None:
    gone = "<w:rPr><w:del w:id='1'/></w:rPr>"
    first, second = paragraph("网络", properties=gone), paragraph("文明", properties=gone)

    assert texts(first, second, paragraph("办"), paragraph("乙")) == ["网络文明办", "乙"]
    assert texts(table(row(cell(first, paragraph("办"))), row(cell(first)))) == ["网络办", "网络"]
    assert texts(first, table(row("格"))) == ["网络", "格"]


def text_box(*content: str) -> str:
    return (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"{''.join(content)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing>"
    )


def old_text_box(*content: str) -> str:
    return (
        "<w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{''.join(content)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def test_text_boxes_stand_right_behind_their_paragraph_and_are_read_once() -> None:
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{text_box(paragraph('框里'))}"
        f"</mc:Choice><mc:Fallback>{old_text_box(paragraph('框里'))}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    assert texts(paragraph("前", both, "后"), paragraph("下")) == ["前后", "框里", "下"]
    assert texts(table(row(cell(paragraph("格", both)), "邻"))) == ["格", "框里", "邻"]


def test_a_table_in_an_old_text_box_is_a_table() -> None:
    inner = f"<w:r>{old_text_box(table(row('姓名', '魏喆宁')), paragraph('盖章'))}</w:r>"

    read = boxes(paragraph(inner))

    assert [(box.table, box.text) for box in read] == [(1, "姓名"), (1, "魏喆宁"), (0, "盖章")]


def test_a_choice_without_anything_known_gives_way_to_its_fallback() -> None:
    choice = "<mc:Choice Requires='x'><w:notYetInvented/></mc:Choice>"
    both = (
        f"<mc:AlternateContent>{choice}<mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>"
    )

    assert texts(paragraph(both)) == ["旧"]
