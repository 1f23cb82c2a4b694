"""A few words → the VML shape that shows them large, slanted and grey behind a page's text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from formgen.word.names import W

SHAPE_NAME = "PowerPlusWaterMarkObjectFormgen"
"""Word, WPS and LibreOffice know a watermark by the first part of this name."""
NAMESPACES = (
    f'xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_RUN = (
    "<w:r {namespaces}><w:pict>"
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>{formulas}</v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/>'
    '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
    '<v:shape id="{name}{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" '
    'style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;'
    "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="silver" stroked="f">'
    '<v:fill opacity=".5"/>'
    '<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string={text}/>'
    '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
)
_FORMULAS = (
    *("sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3"),
    *("if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6"),
    *("mid @8 @5", "mid @7 @8", "mid @6 @7", "sum @6 0 @5"),
)
"""Of Word's shape type 136, plain text (fontwork-plain-text)."""
_FIRST_SHAPE = 3073
_SHARE = 0.9
"""Of the square, what the slanted words take."""
_SMALLEST = 72.0


@dataclass(slots=True)
class Shape:
    """The watermark, in points, and how many of it there are."""

    text: str
    width: float
    height: float
    count: int = 0

    @classmethod
    def across(cls, text: str, side: float) -> Shape:
        """The shape that fits, slanted by half a right angle, into a square of this side."""
        wide = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.55 for c in text) or 1.0
        # Turned, the box is as wide and as high as (width + height) / √2.
        width = max(_SMALLEST, side * _SHARE * 2**0.5 / (1 + 1 / wide))
        return cls(text, width, width / wide)

    def run(self) -> etree._Element:
        """A run with the next copy."""
        xml = _RUN.format(
            namespaces=NAMESPACES,
            formulas="".join(f'<v:f eqn="{formula}"/>' for formula in _FORMULAS),
            name=SHAPE_NAME,
            number=self.count,
            spid=_FIRST_SHAPE + self.count,
            width=f"{self.width:.1f}",
            height=f"{self.height:.1f}",
            text=quoteattr(self.text),
        )
        self.count += 1
        return etree.fromstring(xml)
