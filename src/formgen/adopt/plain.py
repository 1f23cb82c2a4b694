"""A form's XML as its program saved it → the same with nothing but plain paragraphs and boxes.

Blank forms are drawn with whatever the program offers: content controls, form fields, boxes of
a symbol font, changes nobody accepted. Understanding and tagging both look at the plain tree,
so that they number the same elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from formgen.word.names import XML_SPACE, W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
BOX = "□"
"""How every check box stands in the plain tree."""

_GONE = tuple(
    W + name
    for name in [
        "del",
        "moveFrom",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "tblGridChange",
        "numberingChange",
        "tblPrExChange",
        "cellIns",
        "cellMerge",
    ]
)
_OPENED = tuple(W + name for name in ("ins", "moveTo"))
_SYMBOL_BOXES = frozenset({0x6F, 0x71, 0x72, 0xA8, 0xA3, 0x2A, 0x30, 0x35})
"""Codes of empty boxes in Wingdings (6F 71 72 A8) and Wingdings 2 (A3 2A 30 35)."""


def offered(root: etree._Element) -> dict[etree._Element, tuple[str, ...]]:
    """The options of drop-down lists by the paragraph they stand in; before `plain` opens them."""
    found: dict[etree._Element, tuple[str, ...]] = {}
    for control in root.iter(W + "dropDownList", W + "comboBox", W + "ddList"):
        items = [
            item.get(W + "displayText") or item.get(W + "value") or item.get(W + "val") or ""
            for item in control.iter(W + "listItem", W + "listEntry")
        ]
        options = tuple(dict.fromkeys(item.strip() for item in items if _is_option(item)))
        paragraph = _paragraph_of(control)
        if len(options) > 1 and paragraph is not None:
            found.setdefault(paragraph, options)
    return found


def _is_option(item: str) -> bool:
    """Whether an item of a drop-down list is no prompt."""
    return bool(item.strip()) and not item.strip().startswith(("选择", "请选择", "单击", "点击"))


def _paragraph_of(control: etree._Element) -> etree._Element | None:
    """The paragraph around a control, or the first in it."""
    around = next(control.iterancestors(W + "p"), None)
    if around is not None:
        return around
    whole = next(control.iterancestors(W + "sdt"), None)
    return None if whole is None else next(whole.iter(W + "p"), None)


def plain(root: etree._Element) -> None:
    """Make a document part's tree plain, in place.

    Tracked changes are accepted, content controls opened and their prompts emptied; check boxes
    that are no text become the text □. Elements keep their order; only what a tracked change
    deleted is gone.
    """
    _accept_changes(root)
    _open_controls(root)
    _plain_symbols(root)
    _plain_form_fields(root)


def _accept_changes(root: etree._Element) -> None:
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            remove(row)
    for element in list(root.iter(*_GONE)):
        remove(element)
    for element in list(root.iter(*_OPENED)):
        if len(element):
            _open(element, element)
        else:  # the mark of an inserted paragraph or row
            remove(element)


def _open_controls(root: etree._Element) -> None:
    for control in list(root.iter(W + "sdt")):
        content = control.find(W + "sdtContent")
        if content is None:
            remove(control)
            continue
        if control.find(f"{W}sdtPr/{_W14}checkbox") is not None:
            _only_text(content, BOX)
        elif control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            _only_text(content, "")
        _open(control, content)


def _only_text(content: etree._Element, text: str) -> None:
    """Let the first run of a control say the text, and the others nothing."""
    for number, piece in enumerate(list(content.iter(W + "t"))):
        piece.text = "" if number else text
    for symbol in list(content.iter(W + "sym")):
        _become_text(symbol, text)
        text = ""


def _plain_symbols(root: etree._Element) -> None:
    for symbol in list(root.iter(W + "sym")):
        code = symbol.get(W + "char", "")
        if "wingdings" in symbol.get(W + "font", "").lower() and _is_box(code):
            _become_text(symbol, BOX)
    for run in root.iter(W + "r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        names = [] if fonts is None else [fonts.get(W + key, "") for key in ("ascii", "hAnsi")]
        texts = list(run.iter(W + "t")) if any("wingdings" in n.lower() for n in names) else []
        if fonts is not None and texts and all(map(_is_box, _codes(texts))):
            for piece in texts:
                piece.text = BOX * len(piece.text or "")
            remove(fonts)


def _codes(texts: Iterable[etree._Element]) -> list[str]:
    return [f"{ord(character):x}" for piece in texts for character in piece.text or ""]


def _is_box(code: str) -> bool:
    try:
        return int(code, 16) & 0xFF in _SYMBOL_BOXES
    except ValueError:
        return False


def _become_text(element: etree._Element, text: str) -> None:
    new = etree.Element(W + "t")
    new.set(XML_SPACE, "preserve")
    new.text = text
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, new)


def _plain_form_fields(root: etree._Element) -> None:
    for mark in list(root.iter(W + "fldChar")):
        box = mark.find(f"{W}ffData/{W}checkBox")
        text = mark.find(f"{W}ffData/{W}textInput")
        if box is None and text is None and mark.find(f"{W}ffData/{W}ddList") is None:
            continue
        rest = list(_until_end(mark))
        if box is not None:
            _become_text(mark, BOX)
        for element in rest if box is not None else [mark, *rest]:
            if box is not None or element.tag != W + "t":
                remove(element)


def _until_end(begin: etree._Element) -> Iterator[etree._Element]:
    """What of a form field follows its beginning, in the same paragraph."""
    paragraph = next(begin.iterancestors(W + "p"), None)
    started, depth = False, 0
    for element in paragraph.iter() if paragraph is not None else ():
        if element is begin:
            started = True
        if not started or element.tag not in (W + "fldChar", W + "instrText", W + "t"):
            continue
        if element is not begin:
            yield element
        if element.tag == W + "fldChar":
            depth += {"begin": 1, "end": -1}.get(element.get(W + "fldCharType", ""), 0)
            if depth == 0:
                return


def _open(element: etree._Element, content: Iterable[etree._Element]) -> None:
    """Put the children of a wrapper in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in reversed(list(content)):
        parent.insert(place, child)
    parent.remove(element)


def remove(element: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
