"""Fields: page numbers, links, form fields, and stored results."""

from __future__ import annotations

import pytest

from formgen.layout.model import PageNumber, Text
from tests.layout.reading.packing import constructs, model, only_paragraph, text_of, words
from tests.word.making import paragraph, run


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def field(code: str, result: str | None = None, form: str = "") -> str:
    shown = mark("separate") + (result if result.startswith("<") else run(result)) if result else ""
    return (
        f"{mark('begin', form)}<w:r><w:instrText xml:space='preserve'>{code}</w:instrText></w:r>"
        f"{shown}{mark('end')}"
    )


def _number(code: str, result: str | None = "1") -> PageNumber:
    found = only_paragraph(paragraph(field(code, result))).content
    assert len(found) == 1
    assert isinstance(found[0], PageNumber)
    return found[0]


def _words(piece: str) -> str:
    return words(only_paragraph(paragraph(piece)).content)


@pytest.mark.parametrize(
    ("code", "kind", "number_format"),
    [
        ("PAGE", "page", ""),
        (" PAGE   \\* MERGEFORMAT ", "page", ""),
        ("page \\* Arabic \\* MERGEFORMAT", "page", "decimal"),
        ("PAGE \\* ROMAN", "page", "upperRoman"),
        ("PAGE \\* roman", "page", "lowerRoman"),
        ("PAGE \\* ArabicDash", "page", "numberInDash"),
        ("PAGE \\* CHINESENUM1", "page", "chineseCounting"),
        ("NUMPAGES", "pages", "decimal"),
        ("SECTIONPAGES \\* roman", "section_pages", "lowerRoman"),
    ],
)
def test_page_numbers(code: str, kind: str, number_format: str) -> None:
    found = _number(code)
    assert (found.kind, found.format) == (kind, number_format)


def test_a_page_number_takes_the_look_of_its_result() -> None:
    assert _number("PAGE", run("7", '<w:sz w:val="28"/>')).look.size == 14.0
    assert _number("PAGE", None).kind == "page"


def test_page_numbers_stand_among_text() -> None:
    simple = f'<w:fldSimple w:instr=" PAGE ">{run("9")}</w:fldSimple>'
    assert _words("".join([run("— "), field("PAGE", "1"), run(" —"), simple])) == (
        "— <PageNumber> —<PageNumber>"
    )


def test_stored_results_are_printed_and_codes_never() -> None:
    assert _words(field("DATE \\@ yyyy", "2024年")) == "2024年"
    assert _words(field("REF 书签 \\h")) == ""
    nested = field(
        "IF " + "</w:instrText></w:r>" + field("PAGE", "3") + "<w:r><w:instrText>" + ' = 1 "甲"',
        "乙",
    )
    assert _words(nested) == "乙"


def test_hyperlink_fields_link_their_result() -> None:
    found = only_paragraph(
        paragraph(field('HYPERLINK "https://example.com/a" \\l "b" \\o "说明"', "网"))
    ).content[0]
    assert isinstance(found, Text)
    assert (found.text, found.link) == ("网", "https://example.com/a#b")


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ("<w:checked/>", "☒"),
        ("", "☐"),
    ],
)
def test_check_boxes(state: str, sign: str) -> None:
    form = f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>"
    assert _words(field("FORMCHECKBOX", None, form)) == sign


def test_other_form_fields() -> None:
    entries = '<w:listEntry w:val="男"/><w:listEntry w:val="女"/>'
    form = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    assert _words(field("FORMDROPDOWN", None, form)) == "女"
    assert _words(field("FORMTEXT", "填写")) == "填写"
    assert _words(field("MACROBUTTON 宏名 点击此处")) == "点击此处"
    assert _words(field('SYMBOL 254 \\f "Wingdings"')) == "☑"


def test_circled_numbers_and_other_equations() -> None:
    assert _words(field("eq \\o\\ac(○,12)")) == "⑫"
    found = model(paragraph("前", field("EQ \\o\\ac(□,甲)"), "后"))
    assert text_of(found.sections[0].blocks) == ["前后"]  # never a piece of the code
    assert [(one.construct, one.effect) for one in found.not_shown] == [
        ("公式域（EQ）", "没有印出")
    ]


@pytest.mark.parametrize("number", ["0201", "00599999999999", "21", "0"])
def test_rings_that_unicode_has_not_are_noted(number: str) -> None:
    found = model(paragraph("前", field(f"EQ \\o\\ac(○,{number})"), "后"))
    assert text_of(found.sections[0].blocks) == ["前后"]
    assert constructs(found) == {"公式域（EQ）"}


def test_equations_print_their_stored_result() -> None:
    found = model(paragraph(field("EQ \\f(1,2)", "½")))
    assert text_of(found.sections[0].blocks) == ["½"]
    assert not found.not_shown
    assert constructs(model(paragraph(field("EQ \\f(1,2)", "")))) == {"公式域（EQ）"}


def test_fields_reach_over_paragraphs() -> None:
    begin = (
        mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + mark("separate") + run("一")
    )
    found = model(paragraph(begin), "二", paragraph(mark("end"), run("三")))
    assert text_of(found.sections[0].blocks) == ["一", "二", "三"]


def test_a_field_that_never_ends_swallows_no_text() -> None:
    found = model(paragraph(mark("begin"), "甲"), "乙")
    assert text_of(found.sections[0].blocks) == ["甲", "乙"]
    assert constructs(found) == {"残缺的域"}


def test_thousands_of_fields_in_fields_swallow_no_text() -> None:
    opened = mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + mark("separate")
    found = model(paragraph(opened * 2000, "甲", mark("end") * 2000))
    assert text_of(found.sections[0].blocks) == ["甲"]
    assert constructs(found) == {"残缺的域"}
