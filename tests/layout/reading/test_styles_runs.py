"""Run properties through defaults, styles and direct formatting."""

from __future__ import annotations

import pytest

from formgen.layout.model import Border, RunLook
from tests.layout.reading.resolving import (
    defaults,
    paragraph_properties,
    run_look,
    run_properties,
    style,
    styles_of,
)

THEME = """
<a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>
<a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1>
</a:clrScheme>
<a:fontScheme>
<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface="华文中宋"/>
<a:font script="Hans" typeface="宋体"/></a:majorFont>
<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/>
<a:font script="Jpan" typeface="MS Mincho"/><a:font script="Hans" typeface="等线"/></a:minorFont>
</a:fontScheme>"""


def test_without_any_styles_a_run_looks_as_word_prints_it() -> None:
    assert run_look() == RunLook(latin="Times New Roman", east_asian="宋体", size=10.0)


def test_later_levels_win_property_by_property() -> None:
    styles = (
        defaults('<w:rFonts w:ascii="Arial" w:eastAsia="黑体"/><w:sz w:val="20"/>')
        + style("a", default=True, run='<w:sz w:val="24"/><w:color w:val="FF0000"/>')
        + style("b", base="a", run='<w:rFonts w:eastAsia="楷体"/>')
        + style("c", kind="character", run='<w:sz w:val="30"/>')
    )
    look = run_look('<w:rStyle w:val="c"/>', styles=styles, paragraph='<w:pStyle w:val="b"/>')
    assert (look.latin, look.east_asian) == ("Arial", "楷体")
    assert (look.size, look.colour) == (15.0, "#ff0000")
    direct = run_look('<w:sz w:val="31"/>', styles=styles, paragraph='<w:pStyle w:val="b"/>')
    assert direct.size == 15.5


def test_an_unknown_paragraph_style_is_the_default_one() -> None:
    styles = style("a", default=True, run='<w:sz w:val="44"/>')
    assert run_look(styles=styles, paragraph='<w:pStyle w:val="gone"/>').size == 22


def test_styles_based_on_each_other_end() -> None:
    styles = style("a", base="b", run='<w:sz w:val="40"/>') + style("b", base="a", run="<w:b/>")
    look = run_look(styles=styles, paragraph='<w:pStyle w:val="a"/>')
    assert (look.size, look.bold) == (20, True)


@pytest.mark.parametrize(
    ("paragraph", "character", "direct", "bold"),
    [
        ("<w:b/>", "", "", True),
        ("<w:b/>", "<w:b/>", "", False),
        ("", "<w:b/>", "", True),
        ("<w:b/>", "<w:b/>", "<w:b/>", True),
        ("<w:b/>", "", '<w:b w:val="0"/>', False),
        ("<w:b/>", '<w:b w:val="off"/>', "", True),
    ],
)
def test_toggles_of_two_styles_cancel_out(
    paragraph: str, character: str, direct: str, bold: bool
) -> None:
    styles = style("p", run=paragraph) + style("c", kind="character", run=character)
    look = run_look(
        f'<w:rStyle w:val="c"/>{direct}', styles=styles, paragraph='<w:pStyle w:val="p"/>'
    )
    assert look.bold is bold


def test_toggles_within_a_chain_replace_one_another() -> None:
    styles = style("a", run="<w:i/>") + style("b", base="a", run="<w:i/>")
    assert run_look(styles=styles, paragraph='<w:pStyle w:val="b"/>').italic


def test_a_toggle_of_the_defaults_stays() -> None:
    styles = defaults("<w:strike/>") + style("a", default=True, run="<w:strike/>")
    assert run_look(styles=styles).strike == "single"


@pytest.mark.parametrize("value", ["0", "false", "off"])
def test_a_switch_is_off_by_any_of_its_words(value: str) -> None:
    assert run_look(f'<w:b w:val="{value}"/>').bold is False
    assert run_look('<w:b w:val="on"/>').bold is True


def test_theme_fonts_follow_the_language() -> None:
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Arial" w:eastAsiaTheme="minorEastAsia"/>'
    chinese = run_look(fonts, theme=THEME)
    assert (chinese.latin, chinese.east_asian) == ("Calibri", "等线")
    japanese = styles_of(theme=THEME, settings='<w:themeFontLang w:eastAsia="ja-JP"/>')
    assert japanese.run(run_properties(fonts), None).east_asian == "MS Mincho"
    major = '<w:rFonts w:eastAsiaTheme="majorEastAsia"/>'
    assert run_look(major, theme=THEME).east_asian == "华文中宋"


def test_a_theme_font_without_a_theme_leaves_the_name_beside_it() -> None:
    assert run_look('<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Arial"/>').latin == "Arial"


def test_fonts_are_inherited_slot_by_slot() -> None:
    styles = style("a", default=True, run='<w:rFonts w:ascii="A" w:eastAsia="仿宋"/>')
    look = run_look('<w:rFonts w:ascii="B" w:hint="eastAsia"/>', styles=styles)
    assert (look.latin, look.east_asian, look.east_asian_hint) == ("B", "仿宋", True)
    assert not run_look('<w:rFonts w:hint="default"/>').east_asian_hint


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ('<w:color w:val="auto"/>', "#000000"),
        ('<w:color w:val="C00000"/>', "#c00000"),
        ('<w:color w:val="111111" w:themeColor="accent1"/>', "#4472c4"),
        ('<w:color w:val="111111" w:themeColor="accent1" w:themeShade="80"/>', "#1f3864"),
        ('<w:color w:val="0" w:themeColor="accent1" w:themeTint="99"/>', "#8eaadb"),
        ('<w:color w:val="0" w:themeColor="accent1" w:themeShade="BF"/>', "#2f5496"),
        ('<w:color w:val="111111" w:themeColor="text1" w:themeTint="80"/>', "#7f7f7f"),
        ('<w:color w:val="111111" w:themeColor="background1"/>', "#ffffff"),
        ('<w:color w:val="111111" w:themeColor="accent5"/>', "#111111"),
    ],
)
def test_colours(colour: str, expected: str) -> None:
    assert run_look(colour, theme=THEME).colour == expected


def test_automatic_colour_takes_an_inherited_one_back() -> None:
    styles = style("a", default=True, run='<w:color w:val="FF0000"/>')
    assert run_look('<w:color w:val="auto"/>', styles=styles).colour == "#000000"


@pytest.mark.parametrize(
    ("properties", "background"),
    [
        ('<w:highlight w:val="yellow"/>', "#ffff00"),
        ('<w:highlight w:val="none"/>', None),
        ('<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>', "#d9d9d9"),
        ('<w:shd w:val="clear" w:color="auto" w:fill="auto"/>', None),
        ('<w:shd w:val="pct20" w:color="auto" w:fill="auto"/>', "#cccccc"),
        ('<w:shd w:val="pct12" w:color="000000" w:fill="FFFFFF"/>', "#dfdfdf"),
        ('<w:shd w:val="solid" w:color="FF0000" w:fill="00FF00"/>', "#ff0000"),
        ('<w:shd w:val="nil" w:fill="D9D9D9"/>', None),
        ('<w:shd w:fill="00FF00"/><w:highlight w:val="red"/>', "#ff0000"),
    ],
)
def test_backgrounds(properties: str, background: str | None) -> None:
    assert run_look(properties).background == background


@pytest.mark.parametrize(
    ("properties", "field", "value"),
    [
        ('<w:sz w:val="21"/>', "size", 10.5),
        ('<w:sz w:val="12pt"/>', "size", 12.0),
        ('<w:sz w:val="x"/>', "size", 10.0),
        ('<w:position w:val="-6"/>', "raised", -3.0),
        ('<w:spacing w:val="-6"/>', "spacing", -0.3),
        ('<w:w w:val="80"/>', "width_scale", 0.8),
        ('<w:w w:val="66%"/>', "width_scale", 0.66),
        ('<w:u w:val="single"/>', "underline", "single"),
        ('<w:u w:val="wavyHeavy"/>', "underline", "wave"),
        ('<w:u w:val="dashLong"/>', "underline", "dashed"),
        ('<w:u w:val="none"/>', "underline", None),
        ('<w:u w:val="single" w:color="FF0000"/>', "underline_colour", "#ff0000"),
        ("<w:dstrike/>", "strike", "double"),
        ('<w:vertAlign w:val="superscript"/>', "vertical", "superscript"),
        ('<w:em w:val="dot"/>', "emphasis_mark", True),
        ('<w:em w:val="none"/>', "emphasis_mark", False),
        ('<w:snapToGrid w:val="0"/>', "snap_to_grid", False),
        ('<w:bdr w:val="single" w:sz="8" w:space="1"/>', "border", Border("single", 1, space=1)),
    ],
)
def test_properties_of_a_run(properties: str, field: str, value: object) -> None:
    assert getattr(run_look(properties), field) == value


def test_underline_none_takes_an_inherited_one_back() -> None:
    styles = style("a", default=True, run='<w:u w:val="single"/>')
    assert run_look('<w:u w:val="none"/>', styles=styles).underline is None
    assert run_look(styles=styles).underline == "single"


def test_hidden_text_and_capitals_come_through_styles() -> None:
    styles = styles_of(
        style("h", kind="character", run="<w:vanish/>") + style("p", run="<w:caps/>")
    )
    hidden, paragraph = run_properties('<w:rStyle w:val="h"/>'), paragraph_properties("")
    assert styles.is_hidden(hidden, paragraph)
    assert not styles.is_hidden(None, paragraph)
    named = paragraph_properties('<w:pStyle w:val="p"/>')
    assert styles.character(None, named).transform == "caps"
    assert styles.character(run_properties('<w:caps w:val="0"/>'), named).transform == ""
    assert styles.character(run_properties("<w:smallCaps/>"), None).transform == "small_caps"


def test_the_mark_has_its_own_properties_on_top_of_the_style() -> None:
    styles = styles_of(style("p", run='<w:sz w:val="32"/><w:b/>'))
    paragraph = paragraph_properties('<w:pStyle w:val="p"/><w:rPr><w:sz w:val="10"/></w:rPr>')
    assert (styles.mark(paragraph).size, styles.mark(paragraph).bold) == (5, True)
    assert styles.run(None, paragraph).size == 16


def test_equal_documents_share_one_reading() -> None:
    content = style("p", run='<w:sz w:val="33"/>')
    assert styles_of(content) is styles_of(content)
    assert styles_of(content) is not styles_of(content + style("q"))


def test_properties_that_differ_in_one_value_are_told_apart() -> None:
    styles = styles_of()
    looks = [styles.run(run_properties(f'<w:sz w:val="{size}"/>'), None).size for size in (20, 22)]
    assert looks == [10, 11]
