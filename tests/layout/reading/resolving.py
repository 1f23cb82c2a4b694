"""Words of WordprocessingML → looks, for the tests of property reading."""

from __future__ import annotations

from lxml import etree

from formgen.layout.model import ParagraphLook, RunLook
from formgen.layout.reading.styles import Styles
from formgen.ooxml import read_package
from tests.word.making import docx

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def element(xml: str) -> etree._Element:
    """The first element of a piece of XML."""
    return etree.fromstring(f'<x xmlns:w="{_W}">{xml}</x>')[0]


def run_properties(xml: str) -> etree._Element:
    return element(f"<w:rPr>{xml}</w:rPr>")


def paragraph_properties(xml: str) -> etree._Element:
    return element(f"<w:pPr>{xml}</w:pPr>")


def styles_of(
    styles: str = "", *, theme: str = "", numbering: str = "", settings: str = ""
) -> Styles:
    """The styles of a document with these parts, given as their inner XML."""
    given = {"theme": theme, "numbering": numbering, "settings": settings}
    parts = {name: content for name, content in given.items() if content}
    package = read_package(docx("", styles=styles, parts=parts))
    return Styles.of(package, package.main_part())


def run_look(
    direct: str = "", *, styles: str = "", paragraph: str = "", theme: str = ""
) -> RunLook:
    """The look of a run with these direct properties."""
    found = styles_of(styles, theme=theme)
    return found.run(run_properties(direct), paragraph_properties(paragraph))


def paragraph_look(direct: str = "", *, styles: str = "", numbering: str = "") -> ParagraphLook:
    """The look of a paragraph with these direct properties."""
    return styles_of(styles, numbering=numbering).paragraph(paragraph_properties(direct))


def style(
    identity: str,
    *,
    kind: str = "paragraph",
    base: str = "",
    run: str = "",
    paragraph: str = "",
    inner: str = "",
    default: bool = False,
) -> str:
    """A w:style."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    marked = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"{marked}>{based}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>{inner}</w:style>"
    )


def defaults(run: str = "", paragraph: str = "") -> str:
    """A w:docDefaults."""
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
