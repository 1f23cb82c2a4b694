"""Automatic numbering: labels, counting, indents."""

from __future__ import annotations

import pytest
from lxml import etree

from formgen.layout.reading.numbering import Counters, Label
from formgen.layout.reading.styles import Styles
from tests.layout.reading.resolving import paragraph_properties, style, styles_of


def level(
    depth: int, format: str = "decimal", text: str | None = None, inner: str = "", tail: str = ""
) -> str:
    pattern = f"%{depth + 1}." if text is None else text
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{inner}'
        f'<w:lvlText w:val="{pattern}"/>{tail}</w:lvl>'
    )


def abstract(*levels: str, identity: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def num(identity: int, base: int = 0, inner: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{base}"/>{inner}</w:num>'


def numbered(identity: int, depth: int = 0, more: str = "") -> etree._Element:
    return paragraph_properties(
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identity}"/></w:numPr>{more}'
    )


def counters(numbering: str, styles: str = "") -> Counters:
    return Counters(styles_of(styles, numbering=numbering))


def labels(counting: Counters, *places: tuple[int, int]) -> list[str]:
    found = [counting.label(numbered(*place)) for place in places]
    return [label.text if label else "-" for label in found]


THREE = abstract(level(0), level(1, text="%1.%2"), level(2, text="%1.%2.%3"))


def test_levels_count_and_deeper_ones_begin_anew() -> None:
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    found = labels(counters(THREE + num(1)), *places)
    assert found == ["1.", "1.1", "1.2", "1.2.1", "2.", "2.1", "2.1.1"]


def test_a_level_above_that_never_came_counts_as_begun() -> None:
    assert labels(counters(THREE + num(1)), (1, 1), (1, 1), (1, 0)) == ["1.1", "1.2", "1."]


def test_lists_of_one_definition_go_on_counting_from_one_another() -> None:
    assert labels(counters(THREE + num(1) + num(2)), (1, 0), (2, 0), (1, 0)) == ["1.", "2.", "3."]


def test_a_start_override_begins_anew_once() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    counting = counters(THREE + num(1) + num(2, inner=override))
    assert labels(counting, (1, 0), (1, 0), (2, 0), (2, 0)) == ["1.", "2.", "5.", "6."]


def test_an_overridden_level_replaces_the_definitions() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    assert labels(counters(THREE + num(1, inner=override)), (1, 0)) == ["A)"]


@pytest.mark.parametrize(("restart", "expected"), [("", "1"), ("0", "3"), ("1", "3"), ("2", "1")])
def test_restart_names_the_level_that_starts_a_level_again(restart: str, expected: str) -> None:
    inner = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    deepest = level(2, text="%3", inner=inner)
    counting = counters(abstract(level(0), level(1), deepest) + num(1))
    places = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2)]
    assert labels(counting, *places)[-1] == expected


def test_a_restart_level_above_starts_again_after_itself() -> None:
    deepest = level(2, text="%3", inner='<w:lvlRestart w:val="1"/>')
    counting = counters(abstract(level(0), level(1), deepest) + num(1))
    assert labels(counting, (1, 0), (1, 2), (1, 2), (1, 0), (1, 2))[-1] == "1"


def test_legal_numbering_writes_levels_above_in_figures() -> None:
    chinese = level(0, "chineseCountingThousand", "第%1章")
    legal = level(1, text="%1.%2", inner="<w:isLgl/>")
    counting = counters(abstract(chinese, legal) + num(1))
    assert labels(counting, (1, 0), (1, 1)) == ["第一章", "1.1"]


@pytest.mark.parametrize(
    "properties",
    [
        "",
        '<w:numPr><w:ilvl w:val="0"/></w:numPr>',
        '<w:numPr><w:numId w:val="0"/></w:numPr>',
        '<w:numPr><w:numId w:val="9"/></w:numPr>',
        '<w:numPr><w:ilvl w:val="7"/><w:numId w:val="1"/></w:numPr>',
    ],
)
def test_paragraphs_without_a_list_have_no_label(properties: str) -> None:
    assert counters(THREE + num(0) + num(1)).label(paragraph_properties(properties)) is None
    assert counters(THREE + num(1)).label(None) is None


def test_labels_come_through_styles() -> None:
    styles = style("h", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>') + style("h2", base="h")
    second = level(1, text="%1-%2", inner='<w:pStyle w:val="h2"/>')
    counting = counters(abstract(level(0), second) + num(1), styles)
    first, deeper = (paragraph_properties(f'<w:pStyle w:val="{name}"/>') for name in ("h", "h2"))
    found = [counting.label(properties) for properties in (first, deeper, deeper, first)]
    assert [label.text for label in found if label] == ["1.", "1-1", "1-2", "2."]
    none = '<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert counting.label(paragraph_properties(none)) is None


def test_numbering_styles_lead_to_their_list() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
    styles = style("s", kind="numbering", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    counting = counters(abstract(level(0, text="(%1)")) + linked + num(1) + num(2, 1), styles)
    assert labels(counting, (2, 0), (1, 0)) == ["(1)", "(2)"]


def test_a_numbering_style_that_links_to_itself_has_no_label() -> None:
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="s"/></w:abstractNum>'
    styles = style("s", kind="numbering", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert labels(counters(linked + num(1), styles), (1, 0)) == ["-"]


def test_suffix_alignment_and_look_of_a_label() -> None:
    own = level(
        0, inner='<w:suff w:val="space"/>', tail='<w:lvlJc w:val="end"/><w:rPr><w:b/></w:rPr>'
    )
    mark = '<w:rPr><w:sz w:val="32"/></w:rPr>'
    found = counters(abstract(own) + num(1)).label(numbered(1, more=mark))
    assert isinstance(found, Label)
    assert (found.suffix, found.alignment) == ("space", "right")
    assert (found.look.bold, found.look.size) == (True, 16)


def test_bullets_of_symbol_typefaces_become_unicode() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    bullet = level(0, "bullet", "\uf0d8", tail=fonts)
    found = counters(abstract(bullet) + num(1)).label(numbered(1))
    assert found is not None
    assert (found.text, found.look.latin) == ("➢", "Times New Roman")


def test_bullets_of_other_typefaces_stay() -> None:
    assert labels(counters(abstract(level(0, "bullet", "—")) + num(1)), (1, 0)) == ["—"]


def test_an_empty_pattern_counts_without_a_label() -> None:
    counting = counters(abstract(level(0, "none", ""), level(1, text="%2")) + num(1))
    assert labels(counting, (1, 0), (1, 1)) == ["-", "1"]


INDENTED = abstract(
    level(0, tail='<w:pPr><w:ind w:left="840" w:hanging="420"/></w:pPr>'),
    level(1, tail='<w:pPr><w:ind w:left="1680"/></w:pPr>'),
) + num(1)
LISTED = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def indents(styles: Styles, properties: etree._Element) -> tuple[float, float]:
    look = styles.paragraph(properties)
    return look.indent_left, look.first_line


def test_a_lists_indents_stand_between_style_and_direct_ones() -> None:
    sheet = style("p", paragraph='<w:ind w:left="100" w:right="60"/>')
    styles = styles_of(sheet, numbering=INDENTED)
    named = '<w:pStyle w:val="p"/>'
    assert indents(styles, paragraph_properties(named + LISTED)) == (42, -21)
    assert styles.paragraph(paragraph_properties(named + LISTED)).indent_right == 3
    direct = paragraph_properties(f'{named}{LISTED}<w:ind w:left="20"/>')
    assert indents(styles, direct) == (1, -21)
    assert indents(styles, numbered(1, 1)) == (84, 0)


def test_a_styles_own_indents_win_over_its_lists() -> None:
    sheet = style("own", paragraph=f'{LISTED}<w:ind w:left="100"/>')
    sheet += style("base", paragraph='<w:ind w:left="60"/>')
    sheet += style("derived", base="base", paragraph=LISTED)
    styles = styles_of(sheet, numbering=INDENTED)
    assert indents(styles, paragraph_properties('<w:pStyle w:val="own"/>')) == (5, -21)
    assert indents(styles, paragraph_properties('<w:pStyle w:val="derived"/>')) == (42, -21)


def test_a_style_whose_list_is_taken_off_loses_its_indents() -> None:
    styles = styles_of(style("p", paragraph=LISTED), numbering=INDENTED)
    off = '<w:pStyle w:val="p"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert indents(styles, paragraph_properties(off)) == (0, 0)


def test_characters_of_the_list_paragraph_style_need_taking_back() -> None:
    sheet = style("p", run='<w:sz w:val="21"/>', paragraph='<w:ind w:firstLineChars="200"/>')
    styles = styles_of(sheet, numbering=INDENTED)
    named = f'<w:pStyle w:val="p"/>{LISTED}'
    assert indents(styles, paragraph_properties(named))[1] == 21
    back = f'{named}<w:ind w:firstLineChars="0"/>'
    assert indents(styles, paragraph_properties(back)) == (42, -21)
