"""Disturbances of pictures: floating, anchored elsewhere, drawn as old programs do."""

from __future__ import annotations

import random

from tests.collect.disturbance import (
    DRAWING,
    KEPT,
    MAIN,
    RELATIONSHIPS,
    Disturbance,
    Effect,
    Element,
    Form,
    W,
    is_label,
    paragraphs,
    text_of,
    xml,
)

_EMU_A_POINT = 12_700
_ANCHOR = (
    '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
    'relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
    '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>25400'
    '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>12700'
    "</wp:posOffset></wp:positionV></wp:anchor>"
)


def _drawings(form: Form) -> list[Element]:
    return list(form.root.iter(f"{W}drawing"))


def floating(form: Form, chance: random.Random) -> Effect | None:
    """Pictures float, anchored where they stood."""
    found = _drawings(form)
    for drawing in found:
        _float(drawing)
    return KEPT if found else None


def _float(drawing: Element) -> None:
    inline = drawing.find(f"{{{DRAWING}}}inline")
    if inline is None:
        return
    anchor = xml(_ANCHOR)
    extent = inline.find(f"{{{DRAWING}}}extent")
    for child in list(inline):
        anchor.append(child)
        if child is extent:
            anchor.append(xml("<wp:wrapSquare wrapText='bothSides'/>"))
    drawing.replace(inline, anchor)


def floating_elsewhere(form: Form, chance: random.Random) -> Effect | None:
    """The photo floats, anchored in the title or in another cell."""
    photos = [one for one in form.case.asked if one.kind == "照片" and form.values[one.name]]
    found = _drawings(form)
    if not photos or len(found) != 1:
        return None
    [drawing] = found
    _float(drawing)
    run = drawing.getparent()
    assert run is not None
    places = [p for p in form.body.findall(f"{W}p") if text_of(p)]
    labels = (cell for cell in form.root.iter(f"{W}tc") if is_label(form, cell))
    places += [p for cell in labels for p in paragraphs(cell)[:1]]
    chance.choice(places).append(run)
    return KEPT


def old_drawing(form: Form, chance: random.Random) -> Effect | None:
    """Pictures are VML, as an old Word and WPS write them."""
    found = _drawings(form)
    for drawing in found:
        parent = drawing.getparent()
        assert parent is not None
        parent.replace(drawing, _vml(drawing))
    return KEPT if found else None


def _vml(drawing: Element) -> Element:
    extent = next(drawing.iter(f"{{{DRAWING}}}extent"))
    width, height = (int(str(extent.get(side))) / _EMU_A_POINT for side in ("cx", "cy"))
    reference = next(drawing.iter(f"{{{MAIN}}}blip")).get(f"{{{RELATIONSHIPS}}}embed")
    return xml(
        '<w:pict><v:shape id="_x0000_i1025" type="#_x0000_t75" '
        f'style="width:{width:.1f}pt;height:{height:.1f}pt">'
        f'<v:imagedata r:id="{reference}" o:title=""/></v:shape></w:pict>'
    )


def two_drawings(form: Form, chance: random.Random) -> Effect | None:
    """Every picture is given twice, for programs of both kinds, and is one picture."""
    found = _drawings(form)
    for drawing in found:
        parent = drawing.getparent()
        assert parent is not None
        both = xml(
            '<mc:AlternateContent><mc:Choice Requires="wpg"/><mc:Fallback/></mc:AlternateContent>'
        )
        parent.replace(drawing, both)
        both[1].append(_vml(drawing))
        both[0].append(drawing)
    return KEPT if found else None


DISTURBANCES: dict[str, Disturbance] = {
    "图片浮动": floating,
    "照片浮在别处": floating_elsewhere,
    "旧式图片": old_drawing,
    "图片两种写法": two_drawings,
}
