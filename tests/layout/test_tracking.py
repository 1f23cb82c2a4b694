"""The code in the foot margin, read back from the printed page as a scanner would see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from formgen.layout.pages import Glyphs, all_marks
from formgen.layout.printing import About, Printer
from formgen.layout.proving import layout_faults
from formgen.layout.proving.boxes import box_of
from formgen.layout.reading import read_document
from formgen.layout.setting import set_pages
from formgen.layout.tracking import ALPHABET, new_code, track_where_free
from formgen.plan import Selection
from formgen.run.build import build
from formgen.run.modes import Mode
from formgen.run.preparing import Wishes
from tests.conftest import ROOT
from tests.layout.painting.making import reader
from tests.layout.proving.making import fonts, laid
from tests.word.making import docx, paragraph

CODE = "K7QF2M9XPA"
FORMS = {
    "anhui-2024": "优秀案例推荐表",
    "bozhou-2022": "申报表",
    "guizhou-2018": "典型人物推荐表",
    "hubei-2024": "案例（项目）推荐表",
    "xuzhou-2023": "申报表",
}
MM = 72 / 25.4


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer.open()


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The empty form of each campaign, as a Word file."""
    output = tmp_path_factory.mktemp("forms")
    made = {}
    for campaign, name in FORMS.items():
        wanted = Selection(documents=frozenset({name}), formats=frozenset({"docx"}))
        result = build(ROOT / "data" / campaign, output, Wishes(wanted, Mode.BLANK))
        (artifact,) = result.artifacts
        made[campaign] = (result.root / artifact.path).read_bytes()
    return made


def scanned(content: bytes, dpi: int) -> Iterator[list[str]]:
    """What a reader of codes finds on each page."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        image = page.render(scale=dpi / 72).to_pil().convert("L")
        yield [found.text for found in zxingcpp.read_barcodes(image)]
    document.close()


@pytest.mark.parametrize("campaign", FORMS)
@pytest.mark.parametrize("dpi", [150, 200])
def test_a_scanner_reads_the_code_of_every_page(
    printer: Printer, forms: dict[str, bytes], campaign: str, dpi: int
) -> None:
    printed = printer.print(forms[campaign], About(tracking=CODE))
    assert printed.warnings == ()
    pages = printed.page_count
    assert list(scanned(printed.content, dpi)) == [[f"{CODE}-{n}"] for n in range(1, pages + 1)]


@pytest.mark.parametrize("campaign", FORMS)
def test_the_code_covers_nothing_and_lies_on_the_paper(
    forms: dict[str, bytes], campaign: str
) -> None:
    pages = set_pages(read_document(forms[campaign]), fonts())
    tracked, full = track_where_free(pages, CODE, fonts())
    assert full == ()
    for before, after in zip(pages.pages, tracked.pages, strict=True):
        assert after.blocks[:-1] == before.blocks
        new = [
            box_of(mark) for mark in list(all_marks(after)) if mark not in set(all_marks(before))
        ]
        # The quiet zone is four modules of 12 mm / 29.
        zone = 4 * 12 / 29 * MM
        bars = new[:-1]
        left, top = min(one.left for one in bars) - zone, min(one.top for one in bars) - zone
        right, bottom = (
            max(one.right for one in bars) + zone,
            max(one.bottom for one in bars) + zone,
        )
        assert right - left == pytest.approx(12 * MM, abs=0.1)
        assert bottom - top == pytest.approx(12 * MM, abs=0.1)
        assert left > 0
        assert right < after.width
        assert bottom < after.height
        for mark in all_marks(before):
            box = box_of(mark)
            apart = box.right <= left or box.left >= right or box.bottom <= top or box.top >= bottom
            assert apart, mark


@pytest.mark.parametrize("campaign", FORMS)
def test_the_forms_of_the_notices_can_be_stamped(forms: dict[str, bytes], campaign: str) -> None:
    assert layout_faults(set_pages(read_document(forms[campaign]), fonts())) == ()


def words(pages: Any) -> list[str]:
    """The text of the last block of each page."""
    return [
        "".join(mark.text for mark in page.blocks[-1].marks if isinstance(mark, Glyphs))
        for page in pages.pages
    ]


def test_the_text_beside_it_says_the_same_and_no_more(printer: Printer) -> None:
    content = docx("姓名：张三", paragraph("990101199001010016", properties="<w:pageBreakBefore/>"))
    printed = printer.print(content, About(tracking=CODE, identifier="徐州-1"))
    texts = [page.extract_text() for page in reader(printed.content).pages]
    assert [re.sub(r"\s", "", text) for text in texts] == [
        f"姓名：张三{CODE}-1",
        f"990101199001010016{CODE}-2",
    ]
    assert list(scanned(printed.content, 150)) == [[f"{CODE}-1"], [f"{CODE}-2"]]
    assert printed.pages is not None
    assert words(printed.pages) == [f"{CODE}-1", f"{CODE}-2"]


def mark_at(x: float) -> str:
    """A shape of 30 × 20 mm in the foot of the page, so far from its left edge."""
    places = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{round(at * 36000)}</wp:posOffset>'
        f"</wp:position{axis}>"
        for axis, at in (("H", x), ("V", 275))
    )
    return paragraph(
        f'<w:r><w:drawing><wp:anchor>{places}<wp:extent cx="1080000" cy="720000"/><wp:wrapNone/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:spPr><a:prstGeom prst="rect"/><a:solidFill>'
        '<a:srgbClr val="FF0000"/></a:solidFill></wps:spPr></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


RIGHT, LEFT, MIDDLE = 175.0, 5.0, 90.0


def place_of(*body: str) -> float:
    """Where the code's text begins, in millimetres."""
    tracked, full = track_where_free(laid(*body), CODE, fonts())
    assert full == ()
    (page,) = tracked.pages
    (mark,) = [one for one in page.blocks[-1].marks if isinstance(one, Glyphs)]  # type: ignore[union-attr]  # a paragraph
    return mark.x / MM


def test_it_stands_right_or_left_or_in_the_middle_where_nothing_is() -> None:
    right = place_of("正文")
    left = place_of(mark_at(RIGHT))
    middle = place_of(mark_at(RIGHT), mark_at(LEFT))
    assert 165 < right < 192
    assert 17 < left < 20
    assert 110 < middle < 112


def test_a_full_foot_is_said(printer: Printer) -> None:
    full = (mark_at(RIGHT), mark_at(LEFT), mark_at(MIDDLE))
    second = paragraph("第二页", properties="<w:pageBreakBefore/>")
    pages = laid(*full, second)
    tracked, without = track_where_free(pages, CODE, fonts())
    assert without == (1,)
    assert tracked.pages[0] == pages.pages[0]
    printed = printer.print(docx(*full, second), About(tracking=CODE))
    assert printed.warnings == ("第1页的页脚没有空处，没有印上跟踪码",)
    assert list(scanned(printed.content, 150)) == [[], [f"{CODE}-2"]]


def test_a_paper_without_identifier_has_no_code(printer: Printer) -> None:
    printed = printer.print(docx("正文"))
    assert list(scanned(printed.content, 150)) == [[]]


@pytest.mark.parametrize("wrong", ["", "张三", "k7qf2m9xpa", "K7QF2M9XP0", "K7 QF"])
def test_an_identifier_of_other_characters_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="identifier"):
        track_where_free(laid("正文"), wrong, fonts())


def test_identifiers_are_random_and_easily_read_aloud() -> None:
    made = [new_code() for _ in range(500)]
    assert len(set(made)) == 500
    assert all(len(one) == 10 and set(one) <= set(ALPHABET) for one in made)
    assert set("".join(made)) == set(ALPHABET)
    assert not set(ALPHABET) & set("0O1I")
    assert all(a[:6] != b[:6] for a, b in combinations(made[:60], 2))


def test_equal_pages_with_an_equal_code_give_equal_bytes(printer: Printer) -> None:
    first, second = (printer.print(docx("正文"), About(tracking=CODE)) for _ in range(2))
    assert first.content == second.content


def test_readers_aloud_leave_the_code_out() -> None:
    content = Printer.open(variant="pdf/ua-1").print(docx("正文"), About(tracking=CODE)).content
    stream = reader(content).pages[0].get_contents()
    before = stream.get_data().rpartition(b"/Artifact BMC")[2]
    assert b"re" in before
    assert b"/P <</MCID" not in before
