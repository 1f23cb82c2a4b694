"""Runs, signs, breaks, changes, links and what is noted of a paragraph."""

from __future__ import annotations

import pytest

from formgen.layout.model import Break, InlinePicture, Paragraph, Tab, Text
from formgen.layout.reading import read_document
from tests.layout.reading.packing import (
    NAMESPACES,
    Link,
    constructs,
    model,
    only_paragraph,
    packed,
    text_of,
    words,
)
from tests.word.making import docx, paragraph, run


def _words(*pieces: str, properties: str = "") -> str:
    return words(only_paragraph(paragraph(*pieces, properties=properties)).content)


def _raw(content: str) -> str:
    return f"<w:r>{content}</w:r>"


def test_runs_of_one_look_become_one_text() -> None:
    content = only_paragraph(paragraph("甲", "乙", run("丙", "<w:b/>"), "丁")).content
    assert [item.text for item in content if isinstance(item, Text)] == ["甲乙", "丙", "丁"]


def test_outer_spaces_count_only_where_kept() -> None:
    assert _words(_raw("<w:t> 甲 </w:t>"), _raw('<w:t xml:space="preserve"> 乙 </w:t>')) == "甲 乙 "
    assert _words(_raw("<w:t>　甲\n乙</w:t>")) == "　甲 乙"


def test_signs_and_breaks() -> None:
    content = only_paragraph(
        paragraph(
            _raw("<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:cr/>"),
            _raw('<w:br w:type="page"/><w:br w:type="column"/><w:noBreakHyphen/><w:softHyphen/>'),
            _raw("<w:t>a&#9;b</w:t>"),
        )
    ).content
    assert words(content) == "甲<Tab>乙<Break><Break><Break><Break>\u2011a<Tab>b"
    kinds = [item.kind for item in content if isinstance(item, Break)]
    assert kinds == ["line", "line", "page", "column"]
    assert isinstance(content[1], Tab)


def test_symbols_of_symbol_typefaces() -> None:
    wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    assert _words(_raw('<w:sym w:font="Wingdings" w:char="F0FE"/>')) == "☑"
    assert _words(run("\uf0fe", wingdings), run("þ是", wingdings)) == "☑☑是"
    content = only_paragraph(paragraph(run("þ", wingdings))).content[0]
    assert isinstance(content, Text)
    assert content.look.latin != "Wingdings"
    assert _words(_raw('<w:sym w:font="Wingdings" w:char="zz"/>')) == ""


def test_alignment_tabs_bring_their_stops() -> None:
    first = only_paragraph(
        paragraph(
            _raw('<w:ptab w:alignment="center"/><w:ptab w:alignment="right" w:leader="dot"/>')
        )
    )
    width = (11906 - 2 * 1134) / 20
    middle, right = first.look.tabs
    assert (middle.align, middle.leader, right.align, right.leader) == (
        "center",
        "",
        "right",
        "dot",
    )
    assert middle.position == pytest.approx(width / 2)
    assert right.position == pytest.approx(width)
    assert words(first.content) == "<Tab><Tab>"


def test_insertions_are_printed_and_deletions_are_not() -> None:
    assert (
        _words(
            "甲",
            f"<w:ins>{run('乙')}</w:ins>",
            f"<w:moveTo>{run('丙')}</w:moveTo>",
            "<w:del><w:r><w:delText>丁</w:delText></w:r></w:del>",
            f"<w:moveFrom>{run('戊')}</w:moveFrom>",
        )
        == "甲乙丙"
    )


def test_controls_and_tags_are_seen_through() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:alias w:val='名'/></w:sdtPr>"
        f"<w:sdtContent>{run('乙')}</w:sdtContent></w:sdt>"
    )
    assert _words("甲", control, f"<w:smartTag>{run('丙')}</w:smartTag>") == "甲乙丙"
    block = f"<w:sdt><w:sdtContent>{paragraph('段')}</w:sdtContent></w:sdt>"
    assert text_of(model(block, "后").sections[0].blocks) == ["段", "后"]


def test_hidden_text_is_not_printed() -> None:
    assert _words("甲", run("密", "<w:vanish/>"), run("乙", '<w:vanish w:val="0"/>')) == "甲乙"
    gone = paragraph(properties="<w:rPr><w:vanish/></w:rPr>")
    assert text_of(model(gone, "后").sections[0].blocks) == ["后"]


def test_capitals() -> None:
    content = only_paragraph(
        paragraph(run("abc", "<w:caps/>"), run("aB", '<w:smallCaps/><w:sz w:val="20"/>'))
    ).content
    found = [(item.text, item.look.size) for item in content if isinstance(item, Text)]
    assert found[0][0] == "ABC"
    assert found[1:] == [("A", 8.0), ("B", 10.0)]


def test_fitted_text_carries_its_group() -> None:
    found = only_paragraph(paragraph(run("姓名", '<w:fitText w:val="1200" w:id="5"/>'))).content[0]
    assert isinstance(found, Text)
    assert found.fit is not None
    assert (found.fit.id, found.fit.width) == (5, 60.0)


def test_links_lead_outside_only() -> None:
    body = paragraph(
        f'<w:hyperlink r:id="l1">{run("网")}</w:hyperlink>',
        f'<w:hyperlink w:anchor="书签">{run("内")}</w:hyperlink>',
        f'<w:hyperlink r:id="l2">{run("险")}</w:hyperlink>',
    )
    links = [
        Link("l1", "hyperlink", "https://example.com/", True),
        Link("l2", "hyperlink", "javascript:alert(1)", True),
    ]
    first = read_document(packed(docx(body), {}, links)).sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    found = [(item.text, item.link) for item in first.content if isinstance(item, Text)]
    assert found == [("网", "https://example.com/"), ("内险", "")]


def test_ruby_prints_its_base() -> None:
    ruby = _raw(f"<w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby>")
    found = model(paragraph(ruby))
    assert text_of(found.sections[0].blocks) == ["拼"]
    assert constructs(found) == {"拼音指南"}


def test_notes_print_their_number() -> None:
    found = model(
        paragraph("甲", _raw('<w:footnoteReference w:id="2"/>')),
        paragraph(
            "乙", _raw('<w:footnoteReference w:id="3"/>'), _raw('<w:endnoteReference w:id="2"/>')
        ),
    )
    assert text_of(found.sections[0].blocks) == ["甲1", "乙2i"]
    notes = {notice.construct: notice for notice in found.not_shown}
    assert notes["脚注"].place == "正文第1段等2处"
    assert notes["尾注"].place == "正文第2段"


def test_formulas_print_their_letters() -> None:
    found = model(
        paragraph(
            f"<m:oMath {NAMESPACES}><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
        )
    )
    assert text_of(found.sections[0].blocks) == ["ab"]
    assert constructs(found) == {"公式"}


@pytest.mark.parametrize(
    ("piece", "construct"),
    [
        (run("שלום"), "从右到左的文字"),
        (run("甲", "<w:rtl/>"), "从右到左的文字"),
        (run("नमस्ते"), "复杂文种的文字"),
        (run("甲乙", '<w:eastAsianLayout w:combine="1"/>'), "双行合一"),
        (run("甲", "<w:outline/>"), "空心字"),
        ("<w:r><w:contentPart/></w:r>", "墨迹"),
        ("<w:strange><w:x>字</w:x></w:strange>", "未识别的内容（strange）"),
        ("<w:r><w:strange><w:x>字</w:x></w:strange></w:r>", "未识别的内容（strange）"),
    ],
)
def test_what_is_not_printed_as_in_word_is_noted(piece: str, construct: str) -> None:
    assert constructs(model(paragraph(piece))) == {construct}


def test_unknown_wrappers_lose_no_text_and_marks_no_notice() -> None:
    found = model(
        paragraph(
            f"<w:wrap>{run('甲')}</w:wrap><w:bookmarkStart w:id='1'/><w:proofErr/><w:unknown/>",
            "<w:r><w:lastRenderedPageBreak/><w:commentReference w:id='1'/></w:r>",
        ),
        f"<w:strange>{paragraph('乙')}</w:strange>",
        "<w:altChunk r:id='x'/>",
    )
    assert text_of(found.sections[0].blocks) == ["甲", "乙"]
    assert constructs(found) == {"嵌入的文档"}


def test_places_are_told_in_chinese() -> None:
    found = model("甲", "", "乙").sections[0].blocks
    assert [block.source for block in found] == ["正文第1段", "正文第2段", "正文第3段"]


def test_frames_and_drop_caps() -> None:
    frame = only_paragraph(
        paragraph(
            "框",
            properties='<w:framePr w:w="1000" w:hAnchor="page" w:vAnchor="text" '
            'w:x="200" w:yAlign="top"/>',
        )
    ).frame
    assert frame is not None
    assert (frame.width, frame.height) == (50.0, None)
    assert (frame.horizontal.relative_to, frame.horizontal.distance) == ("page", 10.0)
    assert (frame.vertical.relative_to, frame.vertical.align) == ("paragraph", "top")
    dropped = model(paragraph("首", properties='<w:framePr w:dropCap="drop" w:lines="2"/>'))
    first = dropped.sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.frame is None
    assert constructs(dropped) == {"首字下沉"}


def test_deleted_paragraph_marks() -> None:
    gone = paragraph(
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
        properties="<w:rPr><w:del/></w:rPr>",
    )
    assert text_of(model(gone, "新").sections[0].blocks) == ["新"]


def test_numbered_paragraphs_begin_with_their_label() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    found = read_document(
        docx(
            paragraph("甲", properties=own),
            paragraph("乙", properties=own),
            parts={"numbering": numbering},
        )
    )
    assert text_of(found.sections[0].blocks) == ["一、甲", "二、乙"]
    assert found.not_shown == ()
    right = numbering.replace("</w:lvl>", '<w:lvlJc w:val="right"/></w:lvl>')
    moved = read_document(docx(paragraph("甲", properties=own), parts={"numbering": right}))
    assert [one.construct for one in moved.not_shown] == ["右对齐或居中的编号"]


def test_pictures_are_no_text() -> None:
    assert not any(isinstance(item, InlinePicture) for item in only_paragraph("甲").content)
