"""Check boxes and marks, by whatever means they are made."""

from __future__ import annotations

import pytest

from tests.collect.reading.reading import texts
from tests.word.making import cell, paragraph, row, run, table


def check_box(
    ticked: str, shown: str, *, states: tuple[str, str] = ("2612", "2610"), level: str = "run"
) -> str:
    """A check box of Word 2010 on one of three levels."""
    on, off = states
    inner = {"run": run(shown), "block": paragraph(shown), "cell": cell(shown)}[level]
    if shown.startswith("<"):
        inner = f"<w:r>{shown}</w:r>"
    return (
        f"<w:sdt><w:sdtPr><w14:checkbox>{ticked}<w14:checkedState w14:val='{on}'/>"
        f"<w14:uncheckedState w14:val='{off}'/></w14:checkbox></w:sdtPr>"
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


ON, OFF = "<w14:checked w14:val='1'/>", "<w14:checked w14:val='0'/>"


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        (check_box(ON, "☒"), "☑"),
        (check_box(ON, "☐"), "☑"),
        (check_box(OFF, "☐"), "□"),
        (check_box(OFF, "☒"), "□"),
        (check_box("", "☐"), "□"),
        (check_box(ON, "◉"), "☑"),
        (check_box("<w14:checked/>", "☒"), "☑"),
        (check_box("<w14:checked w14:val='true'/>", "☒"), "☑"),
        (check_box("<w14:checked w14:val='false'/>", "☐"), "□"),
        (check_box(ON, "是", states=("662F", "5426")), "☑"),
        (check_box(OFF, "否", states=("662F", "5426")), "□"),
        (check_box(OFF, "√", states=("221A", "2610")), "□"),
        (
            check_box(ON, '<w:sym w:font="Wingdings 2" w:char="F052"/>', states=("0052", "00A3")),
            "☑",
        ),
        (check_box(OFF, '<w:sym w:font="Wingdings 2" w:char="F0A3"/>', states=("52", "A3")), "□"),
        (check_box(ON, "☒组织推荐"), "☑组织推荐"),
        (check_box(OFF, "组织推荐"), "□组织推荐"),
    ],
)
def test_a_check_box_reads_by_its_state(box: str, shown: str) -> None:
    assert texts(paragraph("推荐", box, "方式")) == [f"推荐{shown}方式"]


def test_a_tick_typed_over_a_check_box_stays_a_tick() -> None:
    assert texts(paragraph(check_box(OFF, "√"), "男")) == ["√男"]


def test_a_check_box_may_be_a_paragraph_or_a_cell() -> None:
    assert texts(
        check_box(ON, "☐", level="block"), table(row("男", check_box(ON, "☐", level="cell")))
    ) == ["☑", "男", "☑"]


def form_field(data: str, result: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMFIELD </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_ENTRIES = '<w:listEntry w:val="请选择"/><w:listEntry w:val="男"/><w:listEntry w:val="女"/>'


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "□"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☑"),
        ("<w:checkBox><w:sizeAuto/></w:checkBox>", "□"),
        (f'<w:ddList><w:result w:val="2"/>{_ENTRIES}</w:ddList>', "女"),
        (f'<w:ddList><w:default w:val="1"/>{_ENTRIES}</w:ddList>', "男"),
        (f"<w:ddList>{_ENTRIES}</w:ddList>", "请选择"),
        (f'<w:ddList><w:result w:val="9"/>{_ENTRIES}</w:ddList>', ""),
    ],
)
def test_an_old_form_field_reads_by_its_state(data: str, shown: str) -> None:
    assert texts(paragraph("前", form_field(data), "后")) == [f"前{shown}后"]
    assert texts(paragraph("前", form_field(data, "旧值"), "后")) == [f"前{shown}后"]


def sign(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def font(name: str, side: str = "ascii") -> str:
    return f'<w:rFonts w:{side}="{name}"/>'


@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        (sign("Wingdings", "F0FE"), "☑"),
        (sign("Wingdings", "00FE"), "☑"),
        (sign("wingdings", "F0FD"), "☒"),
        (sign("Wingdings", "F0FC"), "√"),
        (sign("Wingdings", "F0FB"), "×"),
        (sign("Wingdings", "F0A8"), "□"),
        (sign("Wingdings", "F06F"), "□"),
        (sign("Wingdings", "F06E"), "■"),
        (sign("Wingdings", "F06C"), "●"),
        (sign("Wingdings 2", "F052"), "☑"),
        (sign("Wingdings 2", "F050"), "√"),
        (sign("Wingdings 2", "F053"), "☒"),
        (sign("Wingdings 2", "F0A3"), "□"),
        (sign("Webdings", "F061"), "√"),
        (sign("Symbol", "F0D6"), "√"),
        (sign("Segoe UI Symbol", "2611"), "☑"),
        (sign("宋体", "25A1"), "□"),
        (run("\uf052", font("Wingdings 2")), "☑"),
        (run("\uf052", font("Wingdings 2", "eastAsia")), "☑"),
        (run("R", font("Wingdings 2")), "☑"),
        (run("þ", font("Wingdings", "hAnsi")), "☑"),
        (run("\uf0fe", font("宋体")), "☑"),
        (run("\uf0fe"), "☑"),
    ],
)
def test_marks_of_symbol_typefaces_read_as_they_show(piece: str, shown: str) -> None:
    assert texts(paragraph("甲", piece, "乙")) == [f"甲{shown}乙"]


@pytest.mark.parametrize(
    "piece",
    [
        sign("Wingdings", "F052"),
        sign("Wingdings 3", "F0FE"),
        sign("Wingdings", "F04A"),
        sign("宋体", "F052"),
        sign("Wingdings", "DFFF"),
        '<w:r><w:sym w:font="Wingdings"/></w:r>',
        '<w:r><w:sym w:font="Wingdings" w:char="有"/></w:r>',
        run("\uf052"),
        run("\uf052", font("Wingdings")),
    ],
)
def test_a_sign_that_is_no_known_mark_never_reads_as_one(piece: str) -> None:
    assert texts(paragraph("甲", piece, "乙")) == ["甲〓乙"]


def test_words_set_in_a_symbol_typeface_by_mistake_stay_words() -> None:
    assert texts(paragraph(run("PDF 2024", font("Wingdings 2")), run("男", font("Wingdings")))) == [
        "PDF 2024男"
    ]
    assert texts(paragraph(run("R", font("Wingdings 2", "eastAsia")))) == ["R"]


def test_rare_characters_made_by_offices_are_kept() -> None:
    assert texts(paragraph("姓名：王\ue123")) == ["姓名：王\ue123"]
