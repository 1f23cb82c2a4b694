"""Section properties → one Chinese line on page, margins and grid."""

from __future__ import annotations

from lxml import etree

from formgen.word.names import W
from formgen.word.outline.looks import attribute, is_on
from formgen.word.outline.measures import millimetres, number, points

_STARTS = {
    "continuous": "不换页",
    "evenPage": "从偶数页起",
    "oddPage": "从奇数页起",
    "nextColumn": "换栏",
}
_HEIGHTS = {"center": "垂直居中", "bottom": "靠下", "both": "撑满版心"}
_MARGINS = (
    ("top", "上"),
    ("bottom", "下"),
    ("left", "左"),
    ("right", "右"),
    ("header", "页眉"),
    ("footer", "页脚"),
    ("gutter", "装订线"),
)


def section_line(section: etree._Element | None) -> str:
    """Paper 210×297 纵向, margins in millimetres, grid pitch, and what else is set."""
    if section is None:
        return "（没有页面设置）"
    words = [
        _start(section),
        _paper(section.find(f"{W}pgSz")),
        _margins(section.find(f"{W}pgMar")),
        _grid(section.find(f"{W}docGrid")),
        _columns(section.find(f"{W}cols")),
        _numbers(section.find(f"{W}pgNumType")),
        "首页不同" if is_on(section.find(f"{W}titlePg")) else "",
        _HEIGHTS.get(attribute(section.find(f"{W}vAlign")), ""),
    ]
    return " ".join(word for word in words if word)


def _start(section: etree._Element) -> str:
    return _STARTS.get(attribute(section.find(f"{W}type")), "")


def _paper(element: etree._Element | None) -> str:
    width, height = (number(attribute(element, name)) for name in ("w", "h"))
    if width is None or height is None:
        return "纸张未设"
    turn = "横向" if width > height else "纵向"
    return f"纸张 {millimetres(str(width))}×{millimetres(str(height))} {turn}"


def _margins(element: etree._Element | None) -> str:
    found = [
        word + millimetres(value)
        for name, word in _MARGINS
        if (value := attribute(element, name)) and not (name == "gutter" and value == "0")
    ]
    return f"边距 {' '.join(found)}" if found else ""


def _grid(element: etree._Element | None) -> str:
    """行网格 and its pitch; a grid without type only sets the pitch and binds nothing."""
    kind = {"lines": "行网格", "linesAndChars": "行和字符网格", "snapToChars": "字符网格"}.get(
        attribute(element, "type"), ""
    )
    if not kind:
        return ""
    pitch = f" 行距{points(attribute(element, 'linePitch'), 20)}"
    space = attribute(element, "charSpace")
    return kind + pitch + (f" 字距{points(space, 4096)}" if space not in ("", "0") else "")


def _columns(element: etree._Element | None) -> str:
    count = number(attribute(element, "num"))
    return f"{count:g}栏" if count and count > 1 else ""


def _numbers(element: etree._Element | None) -> str:
    words = [
        f"页码从{attribute(element, 'start')}起" if attribute(element, "start") else "",
        f"页码格式{attribute(element, 'fmt')}" if attribute(element, "fmt") else "",
    ]
    return " ".join(word for word in words if word)
