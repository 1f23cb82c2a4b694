"""Drawings: pictures, shapes, text boxes, groups, and what only gets noted."""

from __future__ import annotations

import pytest
from lxml import etree

from formgen.layout.model import Floating, Inline, InlinePicture, Paragraph, Picture, Shape
from formgen.layout.reading import read_document
from formgen.layout.reading.drawing_colours import colour_in
from formgen.layout.reading.lengths import FARTHEST
from tests.layout.reading.packing import (
    NAMESPACES,
    Link,
    constructs,
    model,
    packed,
    png,
    text_of,
    with_picture,
    words,
)
from tests.word.making import docx, paragraph, run

_A = "http://schemas.openxmlformats.org/drawingml/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
CM = 360_000
"""EMU of a centimetre."""


def graphic(content: str, kind: str = "picture") -> str:
    return f'<a:graphic><a:graphicData uri="{_A}/{kind}">{content}</a:graphicData></a:graphic>'


def pic(inner: str = "", transform: str = "", link: str = "pic1") -> str:
    return (
        f'<pic:pic><pic:blipFill><a:blip r:embed="{link}"/>{inner}</pic:blipFill>'
        f'<pic:spPr>{transform}<a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    )


def inline(content: str, width: int = 2 * CM, height: int = CM) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="1" name="图" descr="照片"/>{content}</wp:inline></w:drawing></w:r>'
    )


def picture(inner: str = "", transform: str = "") -> str:
    return inline(graphic(pic(inner, transform)))


def anchor(content: str, wrap: str = "wrapSquare", attributes: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:anchor {attributes}><wp:positionH relativeFrom="page">'
        "<wp:posOffset>127000</wp:posOffset></wp:positionH><wp:positionV "
        'relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{2 * CM}" cy="{CM}"/><wp:{wrap}/>{content}</wp:anchor></w:drawing></w:r>'
    )


@pytest.mark.parametrize(
    ("effect", "tone"),
    [
        ('<a:lum bright="70000" contrast="-70000"/>', (0.3, 0.7)),
        ('<a:lum bright="70%" contrast="-70%"/>', (0.3, 0.7)),
        ('<a:lum contrast="50000"/>', (2.0, -0.5)),
        ('<a:alphaModFix amt="40000"/>', (0.4, 0.6)),
        ("", (1.0, 0.0)),
    ],
)
def test_washed_out_pictures_are_lighter(effect: str, tone: tuple[float, float]) -> None:
    content = pic().replace('r:embed="pic1"/>', f'r:embed="pic1">{effect}</a:blip>')
    item = only_item(inline(graphic(content)))
    assert isinstance(item, InlinePicture)
    assert item.picture.tone == pytest.approx(tone)


def test_old_washed_out_pictures_are_lighter() -> None:
    image = '<v:imagedata r:id="pic1" gain="19661f" blacklevel="22938f"/>'
    shown = f'<v:shape type="#_x0000_t75" style="width:20pt;height:20pt">{image}</v:shape>'
    item = only_item(f"<w:r {NAMESPACES}><w:pict>{shown}</w:pict></w:r>")
    assert isinstance(item, InlinePicture)
    assert item.picture.tone == pytest.approx((0.3, 0.7), abs=0.001)


def test_recoloured_pictures_are_noted() -> None:
    content = pic().replace('r:embed="pic1"/>', 'r:embed="pic1"><a:grayscl/></a:blip>')
    found = read_document(with_picture(docx(paragraph(inline(graphic(content)))), png()))
    assert constructs(found) == {"改过颜色的图片"}


def only_item(content: str) -> Inline:
    """The only inline of a paragraph, read with a picture."""
    (block,) = read_document(with_picture(docx(paragraph(content)), png())).sections[0].blocks
    assert isinstance(block, Paragraph)
    (item,) = block.content
    return item


def shape(geometry: str = "rect", look: str = "", inner: str = "", transform: str = "") -> str:
    content = (
        f'<wps:wsp><wps:spPr>{transform}<a:prstGeom prst="{geometry}"/>{look}</wps:spPr>'
        f"{inner}</wps:wsp>"
    )
    return f'<a:graphic><a:graphicData uri="{_WPS}">{content}</a:graphicData></a:graphic>'


def text_box(text: str) -> str:
    inner = f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx>"
    return shape(inner=f'{inner}<wps:bodyPr lIns="12700" tIns="25400"/>')


def vml(content: str) -> str:
    return f"<w:r><w:pict {NAMESPACES}>{content}</w:pict></w:r>"


def _first(content: bytes) -> object:
    block = read_document(content).sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block.content[0]


def _floating(*pieces: str) -> Floating:
    found = _first(with_picture(docx(paragraph(*pieces)), png()))
    assert isinstance(found, Floating)
    return found


def _shape(*pieces: str) -> Shape:
    content = _floating(*pieces).content
    assert isinstance(content, Shape)
    return content


def test_a_picture_in_the_line() -> None:
    crop = '<a:srcRect l="10000" t="20000" r="-5000"/>'
    found = _first(
        with_picture(docx(paragraph(picture(crop, '<a:xfrm rot="5400000"/>'))), png(4, 2))
    )
    assert isinstance(found, InlinePicture)
    shown = found.picture
    assert shown.content == png(4, 2)
    assert (round(shown.width, 2), round(shown.height, 2)) == (56.69, 28.35)
    assert (shown.alt, shown.crop, shown.rotation) == ("照片", (0.1, 0.2, 0.0, 0.0), 90.0)


def test_an_anchored_picture_stands_where_it_says() -> None:
    found = _floating(anchor(graphic(pic())))
    assert (found.horizontal.relative_to, found.horizontal.distance) == ("page", 10.0)
    assert (found.vertical.relative_to, found.vertical.align) == ("margin", "bottom")
    assert (found.wrap, found.behind) == ("square", False)
    assert isinstance(found.content, Picture)


@pytest.mark.parametrize(
    ("wrap", "expected"),
    [("wrapNone", "none"), ("wrapTight", "square"), ("wrapTopAndBottom", "top_bottom")],
)
def test_wrapping(wrap: str, expected: str) -> None:
    assert _floating(anchor(graphic(pic()), wrap)).wrap == expected


def test_behind_the_text_and_by_simple_position() -> None:
    content = '<wp:simplePos x="127000" y="254000"/>' + graphic(pic())
    found = _floating(anchor(content, "wrapNone", 'behindDoc="1" simplePos="1"'))
    assert found.behind
    assert (found.horizontal.distance, found.vertical.distance) == (10.0, 20.0)


def test_a_text_box_holds_paragraphs_and_insets() -> None:
    box = _shape(anchor(text_box("框里")))
    assert text_of(box.blocks) == ["框里"]
    assert box.insets is not None
    assert (box.insets.left, box.insets.top, box.insets.right) == (1.0, 2.0, 7.2)
    first = box.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.source == "正文第1段的文本框"


def test_the_branch_for_new_programs_is_read_once() -> None:
    both = (
        f'<w:r><mc:AlternateContent {NAMESPACES}><mc:Choice Requires="wps">'
        f"{anchor(text_box('新'))[5:-6]}</mc:Choice><mc:Fallback><w:pict><v:rect "
        'style="position:absolute;width:9pt;height:9pt"/></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    content = read_document(docx(paragraph(both))).sections[0].blocks[0]
    assert isinstance(content, Paragraph)
    assert len(content.content) == 1
    older = both.replace('Requires="wps"', 'Requires="v"')
    found = _shape(older)
    assert (found.width, found.blocks) == (9.0, ())


def test_lines_and_fills() -> None:
    look = (
        '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill><a:ln w="25400"><a:solidFill>'
        '<a:srgbClr val="0000FF"/></a:solidFill><a:prstDash val="dash"/></a:ln>'
    )
    box = _shape(anchor(shape("ellipse", look)))
    assert (box.kind, box.fill) == ("ellipse", "#ff0000")
    assert box.stroke is not None
    assert (box.stroke.width, box.stroke.colour, box.stroke.style) == (2.0, "#0000ff", "dashed")
    line = _shape(anchor(shape("line", look, transform='<a:xfrm flipV="1"/>')))
    assert (line.kind, line.fill, line.flipped) == ("line", None, True)


def test_an_unknown_geometry_becomes_a_box_and_is_noted() -> None:
    found = read_document(docx(paragraph(anchor(shape("star5")))))
    assert [(n.construct, n.effect) for n in found.not_shown] == [
        ("自选图形（star5）", "画成了方框")
    ]


def test_a_group_is_taken_apart_and_scaled() -> None:
    part = (
        '<pic:pic><pic:blipFill><a:blip r:embed="pic1"/></pic:blipFill><pic:spPr><a:xfrm>'
        '<a:off x="150" y="100"/><a:ext cx="50" cy="25"/></a:xfrm></pic:spPr></pic:pic>'
    )
    group = (
        f'<wpg:wgp {NAMESPACES}><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/>'
        '<a:chOff x="100" y="100"/><a:chExt cx="100" cy="50"/></a:xfrm></wpg:grpSpPr>'
        f"{part}</wpg:wgp>"
    )
    found = _floating(anchor(graphic(group, "group")))
    width = 2 * CM / 12700
    assert found.horizontal.distance == pytest.approx(10 + width / 2)
    assert found.content.width == pytest.approx(width / 2)
    assert found.content.height == pytest.approx(CM / 12700 / 2)


def test_a_group_of_impossible_measures_stays_on_paper() -> None:
    part = (
        '<pic:pic><pic:blipFill><a:blip r:embed="pic1"/></pic:blipFill><pic:spPr><a:xfrm>'
        '<a:off x="1e308" y="1e308"/><a:ext cx="1e308" cy="1e308"/></a:xfrm></pic:spPr></pic:pic>'
    )
    group = (
        f"<wpg:wgp {NAMESPACES}><wpg:grpSpPr><a:xfrm>"
        '<a:chOff x="0" y="0"/><a:chExt cx="1e-300" cy="1e-300"/></a:xfrm></wpg:grpSpPr>'
        f"{part}</wpg:wgp>"
    )
    found = _floating(anchor(graphic(group, "group")))
    assert (found.content.width, found.content.height) == (FARTHEST, FARTHEST)
    assert found.horizontal.distance == 10 + FARTHEST


@pytest.mark.parametrize(("left", "share"), [("25000", 0.25), ("25%", 0.25), ("-5%", 0.0)])
def test_pictures_are_cropped_by_shares_of_either_edition(left: str, share: float) -> None:
    content = docx(paragraph(picture(f'<a:srcRect l="{left}"/>')))
    found = _first(with_picture(content, png(4, 2)))
    assert isinstance(found, InlinePicture)
    assert found.picture.crop == (share, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "colour"),
    [
        ('<a:lumMod val="50000"/>', "#602020"),
        ('<a:lumMod val="50%"/>', "#602020"),
        ('<a:shade val="200000"/><a:lumMod val="50000"/>', "#c00000"),
    ],
)
def test_colour_changes_of_any_size(changes: str, colour: str) -> None:
    fill = f'<a:f xmlns:a="{_A}/main"><a:srgbClr val="bf4040">{changes}</a:srgbClr></a:f>'
    assert colour_in(etree.fromstring(fill), {}) == colour


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xd7\xcd\xc6\x9a", "WMF 格式的图片"),
        (b"\1\0\0\0" + bytes(36) + b" EMF", "EMF 格式的图片"),
        (b"<svg/>", "SVG 格式的图片"),
        (b"?", "格式不明的图片"),
    ],
)
def test_pictures_that_are_no_raster_are_noted(content: bytes, name: str) -> None:
    found = read_document(with_picture(docx(paragraph("甲", picture())), content))
    assert text_of(found.sections[0].blocks) == ["甲"]
    assert constructs(found) == {name}


def test_missing_and_linked_pictures_are_noted() -> None:
    assert constructs(model(paragraph(picture()))) == {"文件里缺少的图片"}
    linked = packed(
        docx(paragraph(picture())), {}, [Link("pic1", "image", "http://example.com/a.png", True)]
    )
    assert constructs(read_document(linked)) == {"链接到文件外的图片"}


def test_charts_are_noted() -> None:
    assert constructs(model(paragraph(inline(graphic("", "chart"))))) == {"图表"}
    assert constructs(model(paragraph(inline(graphic("", "diagram"))))) == {"SmartArt 图形"}


def test_vml_picture_in_the_line_and_floating() -> None:
    image = (
        '<v:shape style="width:20pt;height:10pt"><v:imagedata r:id="pic1" croptop="6554f"/>'
        "</v:shape>"
    )
    found = _first(with_picture(docx(paragraph(vml(image))), png()))
    assert isinstance(found, InlinePicture)
    assert (found.picture.width, found.picture.height) == (20.0, 10.0)
    assert found.picture.crop[1] == pytest.approx(0.1, abs=1e-4)
    placed = (
        '<v:shape style="position:absolute;margin-left:5pt;margin-top:1cm;width:20pt;height:10pt;'
        'z-index:-3;mso-position-horizontal:center;mso-position-horizontal-relative:page">'
        '<v:imagedata r:id="pic1"/></v:shape>'
    )
    floating = _floating(vml(placed))
    assert (floating.horizontal.relative_to, floating.horizontal.align) == ("page", "center")
    assert floating.vertical.distance == pytest.approx(72 / 2.54)
    assert floating.behind


def test_vml_text_box_and_line() -> None:
    box = _shape(
        vml(
            '<v:rect style="position:absolute;width:50pt;height:20pt" fillcolor="#ff0" '
            'strokeweight="2pt" strokecolor="red"><v:textbox inset="1pt,2pt,3pt,4pt">'
            f"<w:txbxContent>{paragraph('旧框')}</w:txbxContent></v:textbox></v:rect>"
        )
    )
    assert text_of(box.blocks) == ["旧框"]
    assert (box.fill, box.stroke and box.stroke.width) == ("#ffff00", 2.0)
    assert box.insets is not None
    assert (box.insets.left, box.insets.bottom) == (1.0, 4.0)
    line = _shape(vml('<v:line style="position:absolute" from="0,10pt" to="30pt,0"/>'))
    assert (line.kind, line.width, line.height, line.flipped) == ("line", 30.0, 10.0, True)


def test_word_art_is_noted_with_its_words() -> None:
    art = '<v:shape style="width:9pt;height:9pt"><v:textpath string="机密"/></v:shape>'
    assert constructs(model(paragraph(vml(art)))) == {"艺术字“机密”"}


def test_an_embedded_object_shows_its_preview() -> None:
    inner = (
        f'<w:r><w:object {NAMESPACES}><v:shape style="width:9pt;height:9pt"><v:imagedata '
        'r:id="pic1"/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    )
    assert isinstance(_first(with_picture(docx(paragraph(inner)), png())), InlinePicture)
    bare = f'<w:r><w:object {NAMESPACES}><o:OLEObject ProgID="Package"/></w:object></w:r>'
    assert constructs(model(paragraph(bare))) == {"嵌入的对象"}


def test_hidden_drawings_are_not_printed() -> None:
    hidden = picture().replace('<wp:docPr id="1"', '<wp:docPr hidden="1" id="1"')
    content = read_document(with_picture(docx(paragraph(run("甲"), hidden)), png()))
    first = content.sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert words(first.content) == "甲"
