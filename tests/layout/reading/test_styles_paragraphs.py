"""Paragraph properties through defaults, styles, lists and direct formatting."""

from __future__ import annotations

import pytest

from formgen.layout.model import Border, Edges, LineSpacing, TabStop
from tests.layout.reading.resolving import (
    defaults,
    paragraph_look,
    paragraph_properties,
    style,
    styles_of,
)

NORMAL = style("a", default=True, run='<w:sz w:val="21"/>')


@pytest.mark.parametrize(
    ("value", "alignment"),
    [
        ("start", "left"),
        ("end", "right"),
        ("center", "center"),
        ("both", "both"),
        ("lowKashida", "both"),
        ("distribute", "distribute"),
        ("thaiDistribute", "distribute"),
    ],
)
def test_alignments(value: str, alignment: str) -> None:
    assert paragraph_look(f'<w:jc w:val="{value}"/>').alignment == alignment


def test_a_paragraph_no_style_aligns_stands_left() -> None:
    assert paragraph_look().alignment == "left"


@pytest.mark.parametrize(
    ("indent", "expected"),
    [
        ('w:left="420" w:right="210"', (21, 10.5, 0)),
        ('w:start="420" w:end="2cm"', (21, 56.69, 0)),
        ('w:firstLine="420"', (0, 0, 21)),
        ('w:left="420" w:hanging="420"', (21, 0, -21)),
        ('w:firstLine="100" w:firstLineChars="200"', (0, 0, 21)),
        ('w:firstLine="100" w:firstLineChars="0"', (0, 0, 5)),
        ('w:left="1" w:leftChars="100" w:right="1" w:rightChars="200"', (10.5, 21, 0)),
        ('w:left="1" w:leftChars="171" w:hanging="360" w:hangingChars="171"', (35.91, 0, -17.955)),
        ('w:left="420" w:hanging="1" w:hangingChars="200"', (21, 0, -21)),
    ],
)
def test_indents(indent: str, expected: tuple[float, float, float]) -> None:
    look = paragraph_look(f"<w:ind {indent}/>", styles=NORMAL)
    found = (look.indent_left, look.indent_right, look.first_line)
    assert found == pytest.approx(expected, abs=0.005)


def test_characters_are_as_large_as_the_paragraphs_text() -> None:
    mark = '<w:rPr><w:sz w:val="32"/></w:rPr>'
    look = paragraph_look(f'<w:ind w:firstLineChars="200"/>{mark}', styles=NORMAL)
    assert look.first_line == 32


def test_left_indents_are_in_characters_of_the_default_style() -> None:
    styles = NORMAL + style("big", run='<w:sz w:val="60"/>')
    indent = '<w:ind w:leftChars="200" w:hangingChars="1100"/>'
    look = paragraph_look(f'<w:pStyle w:val="big"/>{indent}', styles=styles)
    assert (look.indent_left, look.first_line) == (21 + 330, -330)


def test_a_character_grid_widens_characters() -> None:
    properties = paragraph_properties('<w:ind w:firstLineChars="200"/>')
    look = styles_of(NORMAL).paragraph(properties, character_extra=0.5)
    assert look.first_line == 22


def test_indents_are_inherited_attribute_by_attribute() -> None:
    styles = NORMAL + style("b", base="a", paragraph='<w:ind w:left="420" w:firstLine="200"/>')
    look = paragraph_look('<w:pStyle w:val="b"/><w:ind w:hanging="100"/>', styles=styles)
    assert (look.indent_left, look.first_line) == (21, -5)


@pytest.mark.parametrize(
    ("spacing", "before", "after"),
    [
        ('w:before="240" w:after="12pt"', 12, 12),
        ('w:before="1" w:beforeLines="50" w:afterLines="100"', 10, 20),
        ('w:before="120" w:beforeLines="0"', 6, 0),
        ('w:before="1" w:beforeAutospacing="1" w:after="1" w:afterAutospacing="true"', 14, 14),
        ('w:before="20" w:beforeAutospacing="0"', 1, 0),
    ],
)
def test_space_before_and_after(spacing: str, before: float, after: float) -> None:
    properties = paragraph_properties(f"<w:spacing {spacing}/>")
    look = styles_of(NORMAL).paragraph(properties, line_pitch=20)
    assert (look.space_before, look.space_after) == (before, after)


def test_one_line_is_15_6_points_without_a_grid() -> None:
    assert paragraph_look('<w:spacing w:beforeLines="100"/>').space_before == 15.6


@pytest.mark.parametrize(
    ("spacing", "expected"),
    [
        ("", LineSpacing("multiple", 1)),
        ('w:line="360"', LineSpacing("multiple", 1.5)),
        ('w:line="360" w:lineRule="auto"', LineSpacing("multiple", 1.5)),
        ('w:line="560" w:lineRule="exact"', LineSpacing("exact", 28)),
        ('w:line="300" w:lineRule="atLeast"', LineSpacing("at_least", 15)),
        ('w:line="-560"', LineSpacing("exact", 28)),
        ('w:line="0" w:lineRule="exact"', LineSpacing("multiple", 1)),
    ],
)
def test_line_spacing(spacing: str, expected: LineSpacing) -> None:
    assert paragraph_look(f"<w:spacing {spacing}/>").line == expected


def test_a_line_height_without_a_rule_is_a_multiple_again() -> None:
    styles = style("a", default=True, paragraph='<w:spacing w:line="560" w:lineRule="exact"/>')
    assert paragraph_look('<w:spacing w:line="480"/>', styles=styles).line.value == 2
    assert paragraph_look('<w:spacing w:before="20"/>', styles=styles).line.rule == "exact"


def test_tab_stops_add_up_and_are_cleared() -> None:
    styles = style(
        "a",
        default=True,
        paragraph='<w:tabs><w:tab w:val="left" w:pos="400"/><w:tab w:val="left" w:pos="800"/>'
        "</w:tabs>",
    )
    tabs = (
        '<w:tabs><w:tab w:val="end" w:leader="dot" w:pos="200"/>'
        '<w:tab w:val="clear" w:pos="400"/><w:tab w:val="num" w:pos="1in"/></w:tabs>'
    )
    assert paragraph_look(tabs, styles=styles).tabs == (
        TabStop(10, "right", "dot"),
        TabStop(40, "left"),
        TabStop(72, "left"),
    )


def test_borders_are_inherited_edge_by_edge() -> None:
    line = 'w:val="single" w:sz="12" w:space="1" w:color="FF0000"'
    styles = style(
        "a", default=True, paragraph=f"<w:pBdr><w:bottom {line}/><w:top {line}/></w:pBdr>"
    )
    look = paragraph_look('<w:pBdr><w:top w:val="nil"/></w:pBdr>', styles=styles)
    assert look.borders == Edges(None, None, Border("single", 1.5, "#ff0000", 1), None)


@pytest.mark.parametrize(
    ("border", "expected"),
    [
        ('w:val="double" w:sz="4"', Border("double", 1.5)),
        ('w:val="single" w:sz="1"', Border("single", 0.25)),
        ('w:val="single" w:sz="96"', Border("single", 6)),
        ('w:val="thinThickSmallGap" w:sz="24"', Border("thick_thin", 6)),
        ('w:val="dashSmallGap" w:sz="4"', Border("dashed", 0.5)),
        ('w:val="apples" w:sz="4"', Border("single", 0.5)),
        ('w:val="none" w:sz="4"', None),
    ],
)
def test_borders(border: str, expected: Border | None) -> None:
    look = paragraph_look(f"<w:pBdr><w:between {border}/></w:pBdr>")
    assert look.border_between == expected


@pytest.mark.parametrize(
    ("properties", "field", "value"),
    [
        ("<w:keepNext/>", "keep_next", True),
        ("<w:keepLines/>", "keep_lines", True),
        ("<w:pageBreakBefore/>", "page_break_before", True),
        ("", "widow_control", True),
        ('<w:widowControl w:val="0"/>', "widow_control", False),
        ('<w:snapToGrid w:val="false"/>', "snap_to_grid", False),
        ("<w:contextualSpacing/>", "contextual_spacing", True),
        ('<w:outlineLvl w:val="0"/>', "outline_level", 0),
        ('<w:outlineLvl w:val="9"/>', "outline_level", None),
        ('<w:kinsoku w:val="0"/>', "kinsoku", False),
        ('<w:overflowPunct w:val="0"/>', "hanging_punctuation", False),
        ("", "auto_space", True),
        ('<w:autoSpaceDE w:val="0"/>', "auto_space", False),
        ('<w:autoSpaceDN w:val="0"/>', "auto_space", False),
        ('<w:wordWrap w:val="0"/>', "break_words", True),
        ('<w:shd w:val="clear" w:fill="EEEEEE"/>', "shading", "#eeeeee"),
    ],
)
def test_properties_of_a_paragraph(properties: str, field: str, value: object) -> None:
    assert getattr(paragraph_look(properties), field) == value


def test_the_style_is_named_for_contextual_spacing() -> None:
    assert paragraph_look(styles=NORMAL).style == "a"
    assert paragraph_look('<w:pStyle w:val="b"/>', styles=NORMAL + style("b")).style == "b"


def test_document_defaults_stand_below_styles() -> None:
    below = defaults(paragraph='<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>')
    styles = below + style("a", default=True, paragraph='<w:spacing w:after="0"/>')
    look = paragraph_look(styles=styles)
    assert look.space_after == 0
    assert look.line.value == pytest.approx(259 / 240)


def test_numbers_out_of_all_bounds_stay_on_paper() -> None:
    look = paragraph_look('<w:ind w:left="99999999999999" w:right="1e9" w:firstLine="two"/>')
    assert (look.indent_left, look.indent_right, look.first_line) == (0, 0, 0)
    assert paragraph_look('<w:ind w:left="9999999"/>').indent_left == 1584
