"""Forms made to break adopt: each is taken or refused, and nothing is written elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from formgen.adopt.annexes import forms_in
from formgen.adopt.bounds import MAX_LINE, MAX_OF_FORM
from formgen.adopt.measures import LARGEST, MOST_COLUMNS, columns_in, number_in
from formgen.adopt.reading import blocks_of
from formgen.adopt.understanding import understand
from formgen.ooxml import PackageError, read_package
from formgen.problems import InputError
from formgen.run.adopting import adopt
from tests.word.making import cell, docx, paragraph, row, run, table

BODY = "word/document.xml"
TITLE = "青禾镇读书之星评选活动申报表"
NAME = row("姓名", "")


def span(value: str) -> str:
    return cell("籍贯", properties=f'<w:gridSpan w:val="{value}"/>')


def text_boxes(depth: int) -> str:
    """Text boxes in one another, each with a line of its own."""
    opening = "<w:p><w:r><w:t>甲</w:t><w:pict><w:txbxContent>" * depth
    return f"{opening}<w:p/>{'</w:txbxContent></w:pict></w:r></w:p>' * depth}"


TAKEN = {
    "span": docx(TITLE, table(NAME, row(span("1000000000"), ""))),
    "span without end": docx(TITLE, table(NAME, row(span("9" * 5_000), ""))),
    "span in squares": docx(TITLE, table(NAME, row(span("²"), ""))),
    "text boxes": docx(TITLE, table(NAME), text_boxes(60)),
    "sizes": docx(TITLE, table(row(cell(paragraph(run("姓名", '<w:sz w:val="1e999"/>'))), ""))),
    "same label": docx(TITLE, table(*[row("姓名", "", "手机", "")] * 60, widths=(2000,) * 4)),
    "path": docx("../../../表:*?<>|", table(row("../姓名", ""), row("a/b\\c", ""))),
    "options": docx(TITLE, table(NAME, row("类别", "□甲 " * 1_000))),
    "hints": docx(TITLE, table(NAME, row("事迹" + "（不超过200字）" * 500, ""))),
    "digits": docx(TITLE, table(NAME, row("不超过" + "9" * 4_000 + "字", ""))),
}
REFUSED = {
    "rows": docx(TITLE, table(*[NAME] * 5_100)),
    "runs": docx(TITLE, f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 100_001}</w:p>", table(NAME)),
    "fields": docx(TITLE, f"<w:p>{'<w:r><w:fldChar/></w:r>' * 10_001}</w:p>", table(NAME)),
    "entity": b"PK\3\4",
    "tag": docx(TITLE, table(row("姓名", "{{ 姓名 }}"))),
    "statement": docx(TITLE, table(row("姓名", "{% if x %}"))),
    "empty": b"",
}


@pytest.mark.parametrize("name", TAKEN)
def test_extreme_forms_are_taken(name: str, tmp_path: Path) -> None:
    form, folder = tmp_path / "表.docx", tmp_path / "新活动"
    form.write_bytes(TAKEN[name])
    assert adopt(form, folder).forms
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {"表.docx", "新活动"}
    assert {path.parent.name for path in folder.rglob("*.docx")} == {"templates"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_blank_form_is_refused(name: str, tmp_path: Path) -> None:
    form, folder = tmp_path / "表.docx", tmp_path / "新活动"
    form.write_bytes(REFUSED[name])
    with pytest.raises(InputError):
        adopt(form, folder)
    assert not folder.exists()


def test_a_form_as_long_as_may_be() -> None:
    rest = ["说明"] * (MAX_OF_FORM - 2)  # beside the two cells
    assert forms_in(docx(table(NAME), *rest)).annexes
    with pytest.raises(PackageError, match="太长"):
        forms_in(docx(table(NAME), *rest, "再一段"))


def test_a_line_as_long_as_may_be() -> None:
    assert forms_in(docx("甲" * MAX_LINE, table(NAME))).annexes
    with pytest.raises(PackageError, match="太长"):
        forms_in(docx("甲" * (MAX_LINE + 1), table(NAME)))


def test_a_text_box_in_another_is_read_once() -> None:
    root = read_package(docx(text_boxes(3))).tree(BODY)
    numbers = [block.number for block in blocks_of(root)]
    assert len(numbers) == len(set(numbers)) == 4


def test_numbers_are_kept_within_bounds() -> None:
    assert [number_in(text, 7) for text in ("12.5", "", "x", "inf", "nan", "²")] == [12.5, *[7] * 5]
    assert [number_in(text) for text in ("-3", "1e300")] == [0, LARGEST]
    assert [columns_in(text, 1) for text in ("63", "64", "9" * 5_000, None)] == [
        MOST_COLUMNS,
        MOST_COLUMNS,
        1,
        1,
    ]


def test_a_wide_cell_leaves_its_neighbour_a_place() -> None:
    asked = understand(TAKEN["span"]).fields
    assert [field.definition["名称"] for field in asked] == ["姓名", "籍贯"]


@pytest.mark.slow
def test_a_long_notice_with_forty_annexes(tmp_path: Path) -> None:
    annexes = [
        piece
        for number in range(1, 41)
        for piece in (f"附件{number}", f"申报表{number}", table(NAME, row("籍贯", "")), "说明")
    ]
    text = [f"第{number}段，" + "各单位要按时报送。" * 8 for number in range(3_000)]
    form = tmp_path / "通知.docx"
    form.write_bytes(docx("关于开展评选活动的通知", *text, *annexes))
    assert len(adopt(form, tmp_path / "新活动").forms) == 40
