"""Draws □ ☐ ☑ ☒ into FormgenRare, all in one box, so that ticked and open ones match.

python -m scripts.box_signs FormgenRare-Regular.otf
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

Outline = Sequence[tuple[int, int]]

_EM = 1000
_OUTSIDE: Outline = ((100, -20), (900, -20), (900, 780), (100, 780))
_INSIDE: Outline = ((863, 743), (863, 17), (137, 17), (137, 743))
_TICK: Outline = ((395, 110), (800, 640), (752, 676), (390, 205), (246, 380), (200, 342))
_CROSS: Outline = (
    *((500, 338), (738, 100), (780, 142), (542, 380), (780, 618), (738, 660)),
    *((500, 422), (262, 660), (220, 618), (458, 380), (220, 142), (262, 100)),
)
SIGNS: Mapping[str, Sequence[Outline]] = {
    "□": (_OUTSIDE, _INSIDE),
    "☐": (_OUTSIDE, _INSIDE),
    "☑": (_OUTSIDE, _INSIDE, _TICK),
    "☒": (_OUTSIDE, _INSIDE, _CROSS),
}


def draw(path: Path) -> None:
    """Add the signs to a CID-keyed CFF font that lacks them."""
    font = TTFont(path)
    order = font.getGlyphOrder()
    table = font["CFF "].cff
    top = table.topDictIndex[0]
    group = top.FDSelect[len(order) - 1]
    number = max(int(name[3:]) for name in order if name.startswith("cid"))
    for sign, outlines in SIGNS.items():
        number += 1
        name = f"cid{number:05d}"
        pen = T2CharStringPen(_EM, None)
        for first, *others in outlines:
            pen.moveTo(first)
            for point in others:
                pen.lineTo(point)
            pen.closePath()
        program = pen.getCharString(
            private=top.FDArray[group].Private, globalSubrs=table.GlobalSubrs
        )
        top.CharStrings.charStringsIndex.append(program)
        top.CharStrings.charStrings[name] = len(order)
        top.FDSelect.gidArray.append(group)
        order.append(name)
        font["hmtx"].metrics[name] = (_EM, 100)
        for subtable in font["cmap"].tables:
            if subtable.isUnicode():
                subtable.cmap[ord(sign)] = name
    top.CIDCount = max(top.CIDCount, number + 1)
    font.setGlyphOrder(order)
    font.save(path)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
