"""Tags and where they stand → what docxtpl or the workbook filler would lose or spoil."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jinja2 import nodes

from formgen.lint.blocks import Pair
from formgen.lint.finding import Fault
from formgen.lint.passage import Passage, Tag
from formgen.lint.syntax import ParsedTag
from formgen.problems import Severity

_UNITS = {"p": "一段", "tr": "表格的一行", "tc": "一格"}
"""What a prefixed statement replaces, with everything in it."""
_CELL_TAGS = frozenset({"vm", "hm", "colspan", "cellbg"})
_SHEET_WORDS = frozenset({"for", "if", "elif", "else", "set", "endfor", "endif"})
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class WordPlacement:
    """The rules of Word templates, most of them docxtpl's (`DocxTemplate.patch_xml`)."""

    passages: Sequence[Passage]

    def tag_faults(self, parsed: ParsedTag) -> Iterator[Fault]:
        """What is wrong with where one tag stands."""
        tag = parsed.tag
        yield from _cuts(tag)
        yield from _prefix_faults(tag)
        if tag.keyword in _CELL_TAGS and not tag.passage.spot.cells:
            yield tag.fault("只能写在表格的格子里", "请把它移到格子里，或删去")
        if tag.statement and tag.prefix in _UNITS and not tag.spaced:
            yield from self._lost_text(tag)
        if _ends_in_paragraphs(parsed) and tag.text != tag.passage.text.strip():
            yield tag.fault(
                "前后还有别的文字：“段落”要让每段文字自成一段，标签必须独占一段",
                "请把别的文字移到另外的段落；不分段时去掉“|段落”",
            )

    def pair_faults(self, pair: Pair) -> Iterator[Fault]:
        """What is wrong with where two tags of a block stand to each other."""
        opening, closing = pair.opening, pair.closing
        if opening.prefix != closing.prefix:
            yield closing.fault(
                f"和与它配对的“{_short(opening)}”（{opening.passage.place}）一个是"
                f"“{_brace(opening)}”，一个是“{_brace(closing)}”",
                f"请都写成“{{%{opening.prefix or closing.prefix}”，各占{_unit(opening, closing)}",
            )
        elif opening.passage is not closing.passage and not _fits(opening, closing):
            yield closing.fault(
                f"和与它配对的“{_short(opening)}”（{opening.passage.place}）{_apart(opening)}",
                _pair_hint(opening, closing),
            )

    def _lost_text(self, tag: Tag) -> Iterator[Fault]:
        """Text that vanishes with the paragraph, row or cell a tag stands in for."""
        passage = tag.passage
        rest = [passage.text[: tag.start] + passage.text[tag.end :]]
        rest += [
            other.text
            for other in self.passages
            if other is not passage and _shares(tag.prefix, passage, other)
        ]
        lost = " ".join(text.strip() for text in rest if text.strip())
        if lost:
            unit = _UNITS[tag.prefix]
            yield tag.fault(
                f"要独占{unit}，同在这里的“{lost[:_SHOWN]}”在填写时会丢失",
                f"请让这个标签独占{unit}，别的内容移到另外的{unit.removeprefix('一')}",
            )


def _cuts(tag: Tag) -> Iterator[Fault]:
    """What begins, ends or stands in the middle of a tag."""
    passage = tag.passage
    cutting = [item for item in passage.wrappers if item.cuts(tag.start, tag.end)]
    inside = [mark for mark in passage.marks if tag.start < mark.at < tag.end]
    words = [item.word for item in cutting] + [mark.word for mark in inside if mark.spoils]
    if words:
        found = "、".join(dict.fromkeys(words))
        yield tag.fault(
            f"被{found}从中间切开，填出的文件会缺内容或打不开",
            f"请去掉{found}（接受修订、取消链接等），把标签整个重新输入",
        )
        return
    whole = [item for item in passage.wrappers if tag.start < item.start and item.end < tag.end]
    mild = [mark.word for mark in inside] + [item.word for item in whole]
    if mild:
        found = "、".join(dict.fromkeys(mild))
        yield tag.fault(
            f"中间夹着{found}，填写后{found}会丢失",
            f"请去掉{found}，或移到标签外面",
            Severity.WARNING,
        )


def _prefix_faults(tag: Tag) -> Iterator[Fault]:
    if not tag.statement and tag.prefix:
        yield tag.fault(
            f"不能以“{{{{{tag.prefix} ”开头，填出来会是空的", f"请写成“{{{{ {tag.body} }}}}”"
        )
    elif tag.spaced:
        yield tag.fault(f"的 {{% 和 {tag.prefix} 之间多了空格", f"请写成“{tag.mended}”")
    elif tag.prefix in ("tr", "tc") and not tag.passage.spot.rows:
        yield tag.fault("不在表格里", "tr 和 tc 只用于表格；在段落里请写 {%p … %}")
    elif tag.prefix and any(character in tag.body for character in "%}"):
        yield tag.fault(
            f"以“{{%{tag.prefix}”开头，里面不能有 % 或 }}",
            "请先在前面用 {% set 名 = … %} 算好，再写这个名",
        )


def _ends_in_paragraphs(parsed: ParsedTag) -> bool:
    """Whether a tag prints the paragraphs of a text: {{ x|段落 }}."""
    if parsed.tag.statement or parsed.tree is None:
        return False
    for output in parsed.tree.find_all(nodes.Output):
        return any(isinstance(node, nodes.Filter) and node.name == "段落" for node in output.nodes)
    return False


def _shares(prefix: str, one: Passage, other: Passage) -> bool:
    """Whether another passage stands in the row or cell that a tag replaces."""
    if one.spot.story != other.spot.story:
        return False
    mine, its = (
        (one.spot.rows, other.spot.rows) if prefix == "tr" else (one.spot.cells, other.spot.cells)
    )
    return prefix in ("tr", "tc") and bool(mine) and mine[-1] in its


def _fits(opening: Tag, closing: Tag) -> bool:
    """Whether what stands between two tags is whole: paragraphs, rows or cells."""
    one, other = opening.passage.spot, closing.passage.spot
    if opening.prefix == "tr":
        return one.tables[-1:] == other.tables[-1:]
    if opening.prefix == "tc":
        return one.rows[-1:] == other.rows[-1:]
    return one.container == other.container


def _apart(opening: Tag) -> str:
    if opening.prefix == "tr":
        return "不在同一个表格里，填写后行会丢失"
    if opening.prefix == "tc":
        return "不在同一行里，填写后表格会错乱"
    return "不在同一格里，填写后表格会错乱或打不开"


def _pair_hint(opening: Tag, closing: Tag) -> str:
    one, other = opening.passage.spot, closing.passage.spot
    if opening.prefix in ("tr", "tc"):
        return f"请把它们移到同一个{'表格' if opening.prefix == 'tr' else '行'}里"
    if one.tables[-1:] == other.tables[-1:] and one.rows[-1:] != other.rows[-1:]:
        return "按行重复请用 {%tr … %}，开头和结尾各占一行；只管一格的请写在同一格里"
    return "请把它们写在同一格里；要按列重复请用 {%tc … %}"


def _short(tag: Tag) -> str:
    return " ".join(tag.text.split())


def _brace(tag: Tag) -> str:
    return "{%" + tag.prefix


def _unit(opening: Tag, closing: Tag) -> str:
    return _UNITS.get(opening.prefix or closing.prefix, "一处")


@dataclass(frozen=True, slots=True)
class SheetPlacement:
    """The rules of workbook templates."""

    passages: Sequence[Passage]

    def tag_faults(self, parsed: ParsedTag) -> Iterator[Fault]:
        """What is wrong with where one tag stands."""
        tag = parsed.tag
        if (tag.prefix and tag.prefix != "tr") or tag.keyword in _CELL_TAGS - {"vm"}:
            word = tag.prefix or tag.keyword
            yield tag.fault(
                f"：Excel 模板里不能用 {word}", "可用 {%tr … %} 管行、{% vm %} 合并单元格"
            )
        elif tag.prefix and not tag.statement:
            yield tag.fault("不能写成 {{tr … }}", "管行的标签请写 {%tr … %}")
        elif tag.prefix and tag.keyword not in _SHEET_WORDS:
            yield tag.fault(
                f"：tr 后面不能写“{tag.keyword}”", "可写 for、if、elif、else、set、endfor、endif"
            )
        elif tag.prefix:
            yield from self._lost_text(tag)
        if _ends_in_paragraphs(parsed):
            yield tag.fault("：Excel 的格子里不能分段，“段落”会变成一串顿号", "请去掉“|段落”")

    def pair_faults(self, pair: Pair) -> Iterator[Fault]:
        """Cells are filled one by one: only {%tr … %} reaches beyond its cell."""
        opening, closing = pair.opening, pair.closing
        if opening.prefix != closing.prefix:
            yield closing.fault(
                f"和与它配对的“{_short(opening)}”（{opening.passage.place}）一个有 tr，一个没有",
                "请都写成“{%tr”，各占一行",
            )
        elif not opening.prefix and opening.passage is not closing.passage:
            yield closing.fault(
                f"和与它配对的“{_short(opening)}”（{opening.passage.place}）不在同一格里",
                "按行重复请用 {%tr … %}，开头和结尾各占一行；只管一格的请写在同一格里",
            )

    def _lost_text(self, tag: Tag) -> Iterator[Fault]:
        passage = tag.passage
        rest = [passage.text[: tag.start] + passage.text[tag.end :]]
        rest += [
            other.text
            for other in self.passages
            if other is not passage and _shares("tr", passage, other)
        ]
        lost = " ".join(text.strip() for text in rest if text.strip())
        if lost:
            yield tag.fault(
                f"要独占一行，同一行的“{lost[:_SHOWN]}”在填写时会丢失",
                "请让这个标签独占一行，别的内容移到另外的行",
            )


Placement = WordPlacement | SheetPlacement


def by_story(tags: Iterable[ParsedTag]) -> dict[int, list[ParsedTag]]:
    """The tags of each part or sheet, in reading order."""
    stories: dict[int, list[ParsedTag]] = defaultdict(list)
    for parsed in tags:
        stories[parsed.tag.passage.spot.story].append(parsed)
    return stories
