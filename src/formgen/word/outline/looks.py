"""Formatting properties of paragraphs and runs → short Chinese phrases.

Only what an element itself says is put into words, never what it inherits, so that a
reviewer sees where a template departs from its styles.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from formgen.word.names import W
from formgen.word.outline.measures import lines_of_text, millimetres, number, points, type_size

_OFF = frozenset({"0", "false", "off", "none"})
_ALIGNMENTS = {
    "left": "左对齐",
    "start": "左对齐",
    "center": "居中",
    "right": "右对齐",
    "end": "右对齐",
    "both": "两端对齐",
    "distribute": "分散对齐",
}
SIDES = {
    "top": "上",
    "left": "左",
    "start": "左",
    "bottom": "下",
    "right": "右",
    "end": "右",
    "insideH": "内横",
    "insideV": "内竖",
    "between": "段间",
    "bar": "竖条",
}
"""Border and margin elements, and what the side is called."""


def attribute(element: etree._Element | None, name: str = "val") -> str:
    """A w: attribute; empty where the element or the attribute is missing."""
    return "" if element is None else element.get(W + name) or ""


def is_on(element: etree._Element | None) -> bool:
    """Whether a toggle property is there and switched on (17.17.4 ST_OnOff)."""
    return element is not None and attribute(element) not in _OFF


def phrases(
    properties: etree._Element | None, words: dict[str, Callable[[etree._Element], str]]
) -> list[str]:
    """What the properties say, in the order of the word list."""
    if properties is None:
        return []
    found = (
        (element, words[name])
        for name in words
        if (element := properties.find(W + name)) is not None
    )
    return [phrase for element, word in found if (phrase := word(element))]


def run_look(properties: etree._Element | None) -> list[str]:
    """Direct formatting of a run: fonts, size, weight, colour …"""
    return phrases(properties, RUN_WORDS)


def paragraph_look(properties: etree._Element | None) -> list[str]:
    """Direct formatting of a paragraph: alignment, indents, spacing, breaks …"""
    return phrases(properties, PARAGRAPH_WORDS)


def _toggle(on: str, off: str = "") -> Callable[[etree._Element], str]:
    return lambda element: on if is_on(element) else off


def _value(word: str, skip: tuple[str, ...] = ()) -> Callable[[etree._Element], str]:
    def phrase(element: etree._Element) -> str:
        value = attribute(element)
        return "" if value in skip else word + value

    return phrase


def _fonts(element: etree._Element) -> str:
    """The Chinese font, and the Latin one where it is another."""
    chinese = attribute(element, "eastAsia") or attribute(element, "eastAsiaTheme")
    latin = attribute(element, "ascii") or attribute(element, "asciiTheme")
    if not chinese:
        return f"西文{latin}" if latin else ""
    return f"{chinese} 西文{latin}" if latin and latin != chinese else chinese


def _underline(element: etree._Element) -> str:
    kind = attribute(element)
    return {"single": "下划线", "none": "无下划线", "": "下划线"}.get(kind, f"下划线({kind})")


def _signed_points(word: str, unit: float) -> Callable[[etree._Element], str]:
    return lambda element: f"{word}{points(attribute(element), unit)}"


def shading(element: etree._Element) -> str:
    """底纹 with its colour; nothing for none."""
    fill = attribute(element, "fill")
    return "" if fill in ("", "auto") else f"底纹{fill}"


def _vertical(element: etree._Element) -> str:
    return {"superscript": "上标", "subscript": "下标"}.get(attribute(element), "")


RUN_WORDS: dict[str, Callable[[etree._Element], str]] = {
    "rFonts": _fonts,
    "sz": lambda element: type_size(attribute(element)),
    "b": _toggle("加粗", "不加粗"),
    "i": _toggle("斜体", "不斜"),
    "u": _underline,
    "strike": _toggle("删除线"),
    "dstrike": _toggle("双删除线"),
    "em": _value("着重号", ("none",)),
    "color": _value("颜色", ("auto",)),
    "highlight": _value("突出显示", ("none",)),
    "shd": shading,
    "vanish": _toggle("隐藏"),
    "spacing": _signed_points("字距", 20),
    "w": lambda element: f"字宽{attribute(element).rstrip('%')}%",
    "position": _signed_points("升降", 2),
    "vertAlign": _vertical,
}
"""Run properties (17.3.2) in words; 17.3.2's other properties do not change a form's look."""


def _indents(element: etree._Element) -> str:
    sides = (
        ("左缩进", "left"),
        ("左缩进", "start"),
        ("右缩进", "right"),
        ("右缩进", "end"),
        ("首行缩进", "firstLine"),
        ("悬挂缩进", "hanging"),
    )
    found = [(word, _indent(element, name)) for word, name in sides]
    return " ".join(word + size for word, size in found if size)


def _indent(element: etree._Element, side: str) -> str:
    """One indent: in characters where the file gives them, as Word itself prefers."""
    characters = number(attribute(element, f"{side}Chars"))
    if characters:
        return f"{characters / 100:g}字"
    twips = attribute(element, side)
    return f"{millimetres(twips)}毫米" if twips else ""


def _spacing(element: etree._Element) -> str:
    found = [_gap(element, "before", "段前"), _gap(element, "after", "段后"), _line(element)]
    return " ".join(phrase for phrase in found if phrase)


def _gap(element: etree._Element, side: str, word: str) -> str:
    if attribute(element, f"{side}Autospacing") not in ("", *_OFF):
        return f"{word}自动"
    lines = number(attribute(element, f"{side}Lines"))
    if lines:
        return f"{word}{lines / 100:g}行"
    twips = attribute(element, side)
    return word + points(twips, 20) if twips else ""


def _line(element: etree._Element) -> str:
    height = attribute(element, "line")
    rule = attribute(element, "lineRule") or "auto"
    words = {"exact": "行距固定", "atLeast": "行距至少"}
    if not height:
        return ""
    return words[rule] + points(height, 20) if rule in words else "行距" + lines_of_text(height)


def borders(element: etree._Element) -> str:
    """框线 with the width of every side that is set; equal sides are said once."""
    lines = {name: border(side) for side in element if (name := local_name(side)) in SIDES}
    if not lines:
        return ""
    return f"框线 {' '.join(word + line for word, line in _gathered(lines))}"


def _gathered(lines: dict[str, str]) -> list[tuple[str, str]]:
    """Sides by name and line; all of a table's edges are 外, its inner lines 内."""
    groups = {"外": ("top", "left", "bottom", "right"), "内": ("insideH", "insideV")}
    if set(lines) == {*groups["外"], *groups["内"]} or set(lines) == set(groups["外"]):
        if len(set(lines.values())) == 1:
            return [("", lines["top"])]
        uniform = all(len({lines.get(side) for side in sides}) == 1 for sides in groups.values())
        if uniform:
            return [(word, lines[sides[0]]) for word, sides in groups.items()]
    return [(SIDES[name], line) for name, line in lines.items()]


def border(side: etree._Element) -> str:
    """One border line: its width, and its kind where it is not a plain line."""
    kind = attribute(side)
    if kind in ("nil", "none", ""):
        return "无"
    return points(attribute(side, "sz"), 8) + ("" if kind == "single" else f"({kind})")


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _tabs(element: etree._Element) -> str:
    stops = [millimetres(attribute(tab, "pos")) + _stop_kind(tab) for tab in element]
    return f"制表位 {' '.join(stops)}" if stops else ""


def _stop_kind(tab: etree._Element) -> str:
    kinds = {"center": "居中", "right": "右", "end": "右", "decimal": "小数点", "clear": "取消"}
    leader = attribute(tab, "leader")
    return kinds.get(attribute(tab), "") + (f"({leader})" if leader not in ("", "none") else "")


def _outline_level(element: etree._Element) -> str:
    level = number(attribute(element))
    return "" if level is None or level >= 9 else f"大纲{level + 1:g}级"


PARAGRAPH_WORDS: dict[str, Callable[[etree._Element], str]] = {
    "jc": lambda element: _ALIGNMENTS.get(attribute(element), attribute(element)),
    "ind": _indents,
    "spacing": _spacing,
    "snapToGrid": _toggle("", "不对齐网格"),
    "keepNext": _toggle("与下段同页", "不与下段同页"),
    "keepLines": _toggle("段中不分页"),
    "pageBreakBefore": _toggle("段前分页"),
    "widowControl": _toggle("", "不控制孤行"),
    "contextualSpacing": _toggle("同样式不加段距"),
    "tabs": _tabs,
    "pBdr": borders,
    "shd": shading,
    "textDirection": _value("文字方向"),
    "framePr": lambda _: "图文框",
    "outlineLvl": _outline_level,
}
"""Paragraph properties (17.3.1) in words; those that never show on a form are left out."""
