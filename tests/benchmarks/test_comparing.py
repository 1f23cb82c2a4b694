"""The measure itself: nothing for equal PDFs, the true distance for shifted ones."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping

import pytest
from benchmarks.comparing import Comparison, compare, percentile
from benchmarks.figures import Figures
from benchmarks.printed import Character, PrintedDocument, Rule, read_pdf

from formgen.layout.libreoffice import LibreOffice, find_program
from tests.word.making import A4, docx, row, table

MM = 72 / 25.4
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
TABLE = table(
    row("姓名", "张三"), row("单位", "网信办"), properties=f"<w:tblBorders>{BORDERS}</w:tblBorders>"
)
BODY = ("关于推荐徐州好网民𠮷安的公示", TABLE, "联系电话19900000001，电子邮箱a@b.cn")
NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@pytest.fixture(scope="module")
def printed() -> Mapping[str, PrintedDocument]:
    """A page by LibreOffice, and the same with one thing changed."""
    if find_program() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing, and CI may not skip what needs it")
        pytest.skip("LibreOffice is not installed (make setup-test installs it)")
    shifted = A4.replace('w:left="1134"', 'w:left="1417"').replace(
        'w:right="1134"', 'w:right="851"'
    )
    documents = {
        "plain": docx(*BODY),
        "shifted": docx(*BODY, section=shifted),
        "broken": docx(*BODY[:2], NEW_PAGE, BODY[2]),
        "bare": docx(BODY[0], TABLE.replace("single", "nil"), BODY[2]),
        "longer": docx(*BODY, "附件"),
    }
    with LibreOffice.open() as office:
        return {name: read_pdf(pdf) for name, pdf in office.convert_all(documents).items()}


def against_plain(printed: Mapping[str, PrintedDocument], name: str) -> Comparison:
    return compare(printed["plain"], printed[name])


def test_equal_pdfs_have_no_distance(printed: Mapping[str, PrintedDocument]) -> None:
    comparison = against_plain(printed, "plain")
    assert comparison.same_page_share == 1.0
    assert set(comparison.distances) == set(comparison.line_distances) == {0.0}
    assert Figures.of([comparison]).missed() == []


def test_words_are_chinese_characters_and_latin_runs(
    printed: Mapping[str, PrintedDocument],
) -> None:
    words = [word.text for word in against_plain(printed, "plain").words]
    assert words[:3] == ["关", "于", "推"]
    assert "𠮷" in words
    assert "19900000001" in words
    assert "a@b.cn" in words


def test_a_page_moved_to_the_right_is_measured(printed: Mapping[str, PrintedDocument]) -> None:
    comparison = against_plain(printed, "shifted")
    moved = (1417 - 1134) / 20 / MM
    assert {round(word.x, 1) for word in comparison.words} == {round(moved, 1)}
    assert {round(word.y, 1) for word in comparison.words} == {0.0}
    assert max(comparison.line_distances) == pytest.approx(moved, abs=0.05)
    assert len(Figures.of([comparison]).missed()) == 3


def test_a_word_on_another_page_is_not_on_the_same_page(
    printed: Mapping[str, PrintedDocument],
) -> None:
    comparison = against_plain(printed, "broken")
    assert comparison.pages == (1, 2)
    away = "".join(word.text for word in comparison.words if not word.same_page)
    assert away == BODY[2]


def test_lines_that_are_missing_or_too_many_are_infinitely_far(
    printed: Mapping[str, PrintedDocument],
) -> None:
    missing = against_plain(printed, "bare")
    assert {step.distance for step in missing.lines} == {math.inf}
    surplus = compare(printed["bare"], printed["plain"])
    assert {step.distance for step in surplus.lines_back} == {math.inf}
    assert any("线" in target for target in Figures.of([surplus]).missed())


def test_text_the_reference_lacks_counts(printed: Mapping[str, PrintedDocument]) -> None:
    comparison = against_plain(printed, "longer")
    assert comparison.surplus == 2
    words = len(comparison.words)
    assert comparison.same_page_share == words / (words + 2)


def test_a_hyphen_at_the_end_of_a_line_is_read() -> None:
    text = "BT /H 12 Tf 20 80 Td (read-) Tj 0 -20 Td (able) Tj ET"
    characters = read_pdf(pdf(text, "")).characters
    assert "".join(character.text for character in characters) == "read-able"
    assert [(it.x, it.baseline) for it in characters][::5] == [(20.0, 20.0), (20.0, 40.0)]


def document(*lines: tuple[str, float], rules: tuple[Rule, ...] = ()) -> PrintedDocument:
    """One page with a line of text at each height, ten points a character."""
    characters = tuple(
        Character(text, 0, 10.0 * number, height, 10.0 * (number + 1))
        for line, height in lines
        for number, text in enumerate(line)
    )
    return PrintedDocument(((600.0, 800.0),), characters, rules)


def test_text_printed_at_another_turn_finds_its_partner() -> None:
    reference = document(("第一页页脚", 700.0), ("正文在这里", 100.0), ("1", 750.0))
    other = document(("1", 750.0), ("正文在这里", 100.0), ("第一页页脚", 700.0))
    comparison = compare(reference, other)
    assert set(comparison.distances) == {0.0}
    assert comparison.surplus == 0


def test_a_line_that_is_too_short_counts() -> None:
    whole, half = Rule(0, False, 100.0, 0.0, 200.0), Rule(0, False, 100.0, 0.0, 100.0)
    comparison = compare(document(rules=(whole,)), document(rules=(half,)))
    assert max(step.distance for step in comparison.lines) == pytest.approx(100 / MM)
    assert max(step.distance for step in comparison.lines_back) == 0.0


def test_a_percentile_is_a_value_that_many_do_not_exceed() -> None:
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([3.0], 0.95) == 3.0
    assert percentile([], 0.95) == 0.0


def pdf(content: str, form: str) -> bytes:
    """A page of 200 × 100 points; its form F is drawn by "/F Do"."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
        "/Resources<</XObject<</F 5 0 R>>"
        "/Font<</H<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 200 100]/Matrix[1 0 0 1 5 0]/Length {len(form)}>>"
        f"stream\n{form}\nendstream",
    ]
    body, places = "%PDF-1.4\n", ["0000000000 65535 f \n"]
    for number, text in enumerate(objects, start=1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj\n{text}\nendobj\n"
    end = f"xref\n0 6\n{''.join(places)}trailer\n<</Root 1 0 R/Size 6>>\n"
    return f"{body}{end}startxref\n{len(body)}\n%%EOF".encode()


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        ("1 w 10 80 m 110 80 l S", Rule(0, False, 20, 10, 110)),
        ("10 79.5 100 1 re f", Rule(0, False, 20, 10, 110)),
        ("10 80 m 60 80 l S 60 80 m 110 80 l S", Rule(0, False, 20, 10, 110)),
        ("q 2 0 0 2 0 0 cm 5 10 m 5 40 l S Q", Rule(0, True, 10, 20, 80)),
        ("q 1 0 0 1 0 10 cm /F Do Q", Rule(0, False, 40, 15, 65)),
    ],
    ids=["stroke", "thin box", "two pieces", "scaled", "in a form"],
)
def test_a_line_is_found_however_it_is_drawn(drawing: str, expected: Rule) -> None:
    (rule,) = read_pdf(pdf(drawing, "10 50 m 60 50 l S")).rules
    assert rule.upright == expected.upright
    found = (rule.at, rule.start, rule.end)
    assert found == pytest.approx((expected.at, expected.start, expected.end), abs=0.01)


def test_shadings_dashes_and_slanted_lines_are_no_ruled_lines() -> None:
    assert read_pdf(pdf("10 10 50 20 re f 10 80 m 12 80 l S 0 0 m 50 50 l S", "")).rules == ()
