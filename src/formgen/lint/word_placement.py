"""The tags of a Word template and where they stand → what docxtpl would lose or spoil.

Most rules are those of `DocxTemplate.patch_xml` of docxtpl 0.20, which works on the XML as
text and says nothing about what it drops.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.lint.blocks import Pair
from formgen.lint.finding import Fault
from formgen.lint.passage import Mark, Tag
from formgen.lint.placement import (
    CELL_TAGS,
    ROWS_HINT,
    UNITS,
    Placement,
    apart,
    applies,
    prints_paragraphs,
)
from formgen.lint.syntax import ParsedTag
from formgen.problems import Severity

_CURES = {
    "批注": "删除批注", "修订": "接受修订", "书签": "删除书签", "域": "删去这个域",
    "超链接": "取消超链接", "内容控件": "删除内容控件",
}  # fmt: skip
"""What to do in Word about what stands in a tag; anything else is moved away."""


def spoiled(tag: Tag) -> Fault | None:
    """What tears a tag apart: it begins, ends or stands in the middle of the tag."""
    passage = tag.passage
    words = [item.word for item in passage.wrappers if item.cuts(tag.start, tag.end)]
    words += [mark.word for mark in _inside(tag) if mark.spoils]
    if not words:
        return None
    found = "、".join(dict.fromkeys(words))
    return tag.fault(f"被{found}从中间切开，填出的文件会缺内容或打不开", _cure(words))


class WordPlacement(Placement):
    """The rules of Word templates."""

    def tag_faults(self, parsed: ParsedTag) -> Iterator[Fault]:
        """What is wrong with where one tag stands."""
        tag = parsed.tag
        yield from _lost_marks(tag)
        yield from _prefix_faults(tag)
        if tag.keyword in CELL_TAGS and not tag.passage.spot.cells:
            yield tag.fault("只能写在表格的格子里", "请把它移到格子里，或删去")
        lost = self.lost_text(tag) if tag.statement and tag.prefix in UNITS else None
        if lost is not None and not tag.spaced:
            yield lost
        if tag.passage.exact_lines and applies(parsed, "图片"):
            yield tag.fault(
                "所在的段落是固定行距，图片只会露出一条",
                "请在“段落”设置里把这一段的行距改成“单倍行距”",
            )
        if prints_paragraphs(parsed) and tag.text != tag.passage.text.strip():
            yield tag.fault(
                "前后还有别的文字：“段落”要让每段文字自成一段，标记必须独占一段",
                "请把别的文字移到另外的段；不必分段的，去掉“|段落”",
            )

    def pair_faults(self, pair: Pair) -> Iterator[Fault]:
        """What is wrong with where two tags of a block stand to each other."""
        opening, closing = pair.opening, pair.closing
        if opening.prefix != closing.prefix:
            prefix = opening.prefix or closing.prefix
            how = f"一个写的是“{{%{opening.prefix}”，一个写的是“{{%{closing.prefix}”"
            unit = UNITS.get(prefix, "一处")
            yield apart(pair, how, f"请都写成“{{%{prefix}”，各占{unit}")
        elif opening.passage is not closing.passage and (how := _apart(opening, closing)):
            yield apart(pair, how, _remedy(opening, closing))


def _lost_marks(tag: Tag) -> Iterator[Fault]:
    """What stands in a tag and vanishes when it is filled, without harm to the tag."""
    wrappers = tag.passage.wrappers
    whole = [item for item in wrappers if tag.start < item.start and item.end < tag.end]
    words = [mark.word for mark in _inside(tag) if not mark.spoils]
    words += [item.word for item in whole]
    if words:
        found = "、".join(dict.fromkeys(words))
        yield tag.fault(f"中间夹着{found}，填写后{found}会丢失", _cure(words), Severity.WARNING)


def _inside(tag: Tag) -> list[Mark]:
    return [mark for mark in tag.passage.marks if tag.start < mark.at < tag.end]


def _cure(words: Sequence[str]) -> str:
    cures = dict.fromkeys(_CURES.get(word, f"把{word}移到标记外面") for word in words)
    return f"请{'、'.join(cures)}，再把标记整个重新输入"


def _prefix_faults(tag: Tag) -> Iterator[Fault]:
    if not tag.statement and tag.prefix:
        message = f"不能以“{{{{{tag.prefix} ”开头，填出来会是空的"
        yield tag.fault(message, f"请写成“{{{{ {tag.body} }}}}”")
    elif tag.spaced:
        yield tag.fault(f"的 {{% 和 {tag.prefix} 之间多了空格", f"请写成“{tag.mended}”")
    elif tag.prefix in ("tr", "tc") and not tag.passage.spot.rows:
        yield tag.fault("不在表格里", "tr 和 tc 只用于表格；在段落里请写 {%p … %}")
    elif tag.prefix and any(character in tag.body for character in "%}"):
        message = f"以“{{%{tag.prefix}”开头，里面不能有 % 或 }}"
        yield tag.fault(message, "请先在前面用 {% set 名 = … %} 算好，再写这个名")


def _apart(opening: Tag, closing: Tag) -> str:
    """How two tags stand apart so that what is between them is no whole; empty if it is."""
    one, other = opening.passage.spot, closing.passage.spot
    if opening.prefix == "tr":
        return "" if one.tables[-1:] == other.tables[-1:] else "不在同一个表格里，填写后行会丢失"
    if opening.prefix == "tc":
        return "" if one.rows[-1:] == other.rows[-1:] else "不在同一行里，填写后表格会错乱"
    if one.container == other.container:
        return ""
    return "不在同一格里，填写后表格会错乱或打不开"


def _remedy(opening: Tag, closing: Tag) -> str:
    one, other = opening.passage.spot, closing.passage.spot
    if opening.prefix in ("tr", "tc"):
        return f"请把它们移到同一个{'表格' if opening.prefix == 'tr' else '行'}里"
    if one.tables[-1:] == other.tables[-1:] and one.rows[-1:] != other.rows[-1:]:
        return ROWS_HINT
    return "请把它们写在同一格里；要按列重复请用 {%tc … %}"
