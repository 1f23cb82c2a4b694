"""Footnotes and endnotes, printed behind the text."""

from __future__ import annotations

from formgen.layout.model import PageModel, Paragraph, Text
from formgen.layout.reading import read_document
from tests.layout.reading.letters import letters_printed, letters_written
from tests.layout.reading.packing import Link, packed, text_of
from tests.word.making import docx, paragraph

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _part(kind: str, notes: dict[int, str]) -> str:
    inner = "".join(
        f'<w:{kind} w:id="{number}">'
        + paragraph(f"<w:r><w:{kind}Ref/></w:r>", text)
        + f"</w:{kind}>"
        for number, text in notes.items()
    )
    return f'<w:{kind}s xmlns:w="{_W}">{inner}</w:{kind}s>'


def _reference(kind: str, number: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}" {more}/></w:r>'


def _document(*body: str, foot: dict[int, str], end: dict[int, str] | None = None) -> bytes:
    parts = {
        "word/footnotes.xml": _part("footnote", {0: "分隔线", **foot}),
        "word/endnotes.xml": _part("endnote", end or {}),
    }
    links = [Link("f", "footnotes", "footnotes.xml"), Link("e", "endnotes", "endnotes.xml")]
    return packed(docx(*body), parts, links)


def _said(found: PageModel) -> list[tuple[str, str, str]]:
    return [(one.construct, one.place, one.effect) for one in found.not_shown]


def test_notes_follow_the_text_under_a_rule() -> None:
    content = _document(
        paragraph("甲", _reference("endnote", 5), _reference("footnote", 3)),
        paragraph("乙", _reference("footnote", 2)),
        foot={2: "脚二", 3: "脚三", 4: "没有人提到"},
        end={5: "尾五"},
    )
    found = read_document(content)
    blocks = found.sections[-1].blocks
    assert text_of(blocks) == ["甲i1", "乙2", "", "1脚三", "2脚二", "i尾五"]
    rule, note = blocks[2], blocks[3]
    assert isinstance(rule, Paragraph)
    assert rule.look.borders.bottom is not None
    assert rule.look.keep_next
    assert isinstance(note, Paragraph)
    assert isinstance(note.content[0], Text)
    assert note.content[0].look.vertical == "superscript"
    assert _said(found) == [("脚注", "正文第1段等2处", "印在文末")]
    assert not letters_written(content) - letters_printed(found)


def test_a_mark_of_its_own_is_not_counted() -> None:
    found = read_document(
        _document(
            paragraph("甲", _reference("footnote", 2, 'w:customMarkFollows="1"'), "※"),
            paragraph("乙", _reference("footnote", 3)),
            foot={2: "二", 3: "三"},
        )
    )
    assert text_of(found.sections[-1].blocks) == ["甲※", "乙1", "", "二", "1三"]


def test_a_note_that_is_missing_is_said() -> None:
    found = read_document(_document(paragraph("甲", _reference("footnote", 9)), foot={}))
    assert text_of(found.sections[-1].blocks) == ["甲1"]
    assert _said(found) == [("脚注", "正文第1段", "只印出编号，注文没有印出")]
