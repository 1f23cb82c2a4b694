"""No letter of a file vanishes silently: it is in the page model, or a notice tells of it."""

from __future__ import annotations

import pytest

from formgen.layout.model import PageModel
from formgen.layout.reading import read_document
from tests.layout.reading.letters import letters_printed, letters_written
from tests.layout.reading.packing import NAMESPACES, constructs, text_of
from tests.word.making import docx, paragraph, run

_LOCKED = "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"
_BOX = f"<v:textbox><w:txbxContent>{paragraph('框里的字')}</w:txbxContent></v:textbox>"
_DRAWING = (
    '<w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="1" name="1"/>'
    '<a:graphic><a:graphicData uri="u">{}</a:graphicData></a:graphic></wp:inline></w:drawing>'
)
_SHAPE = (
    "<wps:wsp><wps:spPr/><wps:txbx><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></wps:wsp>"
)
_TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>{}</w:tbl>'
_CELL = "<w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc>"


def _raw(inner: str) -> str:
    return f"<w:r {NAMESPACES}>{inner}</w:r>"


def _field(code: str, result: str) -> str:
    pieces = ("begin", f"<w:instrText>{code}</w:instrText>", "separate", result, "end")
    marks = {"begin", "separate", "end"}
    return "".join(
        _raw(f'<w:fldChar w:fldCharType="{one}"/>' if one in marks else one) for one in pieces
    )


def _pict(inner: str) -> str:
    return paragraph("前", _raw(f"<w:pict>{inner}</w:pict>"))


KEPT = {
    "text box with a height in percent": _pict(
        '<v:shape type="#_x0000_t202" style="position:absolute;width:100pt;height:0;'
        f'mso-height-percent:200">{_BOX}</v:shape>'
    ),
    "group in a group": _pict(
        '<v:group style="width:200pt;height:100pt" coordsize="2000,1000"><v:group '
        'style="left:100;top:100;width:1000;height:500" coordsize="100,100">'
        f'<v:rect style="width:50;height:50">{_BOX}</v:rect></v:group></v:group>'
    ),
    "drawing in an old object": paragraph(_raw(f"<w:object>{_DRAWING.format(_SHAPE)}</w:object>")),
    "choice without a fallback": paragraph(
        _raw(
            '<mc:AlternateContent><mc:Choice xmlns:n="urn:new" Requires="n"><w:t>新字</w:t>'
            "</mc:Choice><mc:Fallback/></mc:AlternateContent>"
        )
    ),
    "stored result of a field": paragraph(_field("QUOTE 甲", "<w:t>结果</w:t>")),
    "text after a page number": paragraph(_field("PAGE", "<w:t>7</w:t>"), "页"),
}


def _read(body: str) -> tuple[bytes, PageModel]:
    content = docx(body)
    return content, read_document(content)


@pytest.mark.parametrize("kind", KEPT)
def test_every_letter_is_in_the_page_model(kind: str) -> None:
    content, found = _read(KEPT[kind])
    written = letters_written(content)
    assert written
    assert not written - letters_printed(found)


NOTED = {
    "locked canvas": (
        paragraph(
            _raw(
                _DRAWING.format(
                    f'<lc:lockedCanvas xmlns:lc="{_LOCKED}"><a:nvGrpSpPr/><a:grpSpPr/><a:sp>'
                    "<a:txSp><a:txBody><a:p><a:r><a:t>画布里的字</a:t></a:r></a:p></a:txBody>"
                    "</a:txSp></a:sp></lc:lockedCanvas>"
                )
            )
        ),
        "未识别的图形“画布里的字”",
    ),
    "arc": (_pict("<v:arc/>"), "弧线"),
    "paragraph between rows": (
        _TABLE.format(f"<w:tr>{_CELL}</w:tr>{paragraph('行外')}"),
        "表格里放错位置的文字",
    ),
    "cell merged with the one on its left": (
        _TABLE.format(
            f'<w:tr>{_CELL}<w:tc><w:tcPr><w:hMerge w:val="continue"/></w:tcPr>'
            f"{paragraph('盖住')}</w:tc></w:tr>"
        ),
        "合并单元格里被盖住的文字",
    ),
    "another file": (paragraph("前", '<w:subDoc r:id="rId9"/>'), "子文档"),
    "sign without a code": (paragraph(_raw('<w:sym w:font="某"/>')), "某 字体的符号"),
}


@pytest.mark.parametrize("kind", NOTED)
def test_what_is_lost_is_noted(kind: str) -> None:
    body, construct = NOTED[kind]
    assert construct in constructs(_read(body)[1])


def test_the_check_itself_sees_what_is_lost() -> None:
    content = docx(paragraph("甲甲", run("乙", "<w:vanish/>")), "丙")
    assert letters_written(content) == {"甲": 2, "丙": 1}
    assert letters_written(content) - letters_printed(read_document(docx("甲"))) == {
        "甲": 1,
        "丙": 1,
    }
    assert text_of(read_document(content).sections[0].blocks) == ["甲甲", "丙"]
