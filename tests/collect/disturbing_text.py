"""Disturbances of what is typed: spaces, blank lines, runs, hints, dates, widths."""

from __future__ import annotations

import copy
import itertools
import random
import re

from formgen.campaign.kinds.base import fold
from formgen.campaign.values import YearMonth
from tests.collect.disturbance import (
    KEPT,
    Disturbance,
    Effect,
    Element,
    Form,
    Pair,
    W,
    is_fixed,
    is_label,
    new_run,
    pairs,
    paragraphs,
    set_text,
    style,
    text_of,
    xml,
)
from tests.collect.forms import empty_paragraphs


def blank_lines_between(form: Form, chance: random.Random) -> Effect | None:
    """Blank paragraphs come in outside tables."""
    places = [child for child in form.body if child.tag in (f"{W}p", f"{W}tbl")]
    for place in chance.sample(places, k=min(3, len(places))):
        place.addprevious(xml("<w:p/>"))
    return KEPT


def blank_lines_gone(form: Form, chance: random.Random) -> Effect | None:
    """Blank paragraphs outside tables go, where no two tables would become one."""
    gone = 0
    for blank in form.body.findall(f"{W}p"):
        before, after = blank.getprevious(), blank.getnext()
        tag = f"{W}tbl"
        alone = before is not None and after is not None and before.tag == after.tag == tag
        has_more = text_of(blank) or blank.find(f".//{W}sectPr") is not None
        if alone or has_more or blank.find(f".//{W}drawing") is not None:
            continue
        form.body.remove(blank)
        gone += 1
    return KEPT if gone else None


def blank_lines_in_cells(form: Form, chance: random.Random) -> Effect | None:
    """Blank paragraphs come in before, between and behind the lines of cells."""
    found = list(form.root.iter(f"{W}tc"))
    if not found:
        return None
    for cell in chance.sample(found, k=max(1, len(found) // 3)):
        own = paragraphs(cell)
        if own:
            place = chance.choice(own)
            (place.addnext if chance.random() < 0.5 else place.addprevious)(xml("<w:p/>"))
    return KEPT


def labels_respaced(form: Form, chance: random.Random) -> Effect | None:
    """Labels get other spaces: 姓　名, 籍 贯, 联 系 人, 负责人."""
    for cell in form.root.iter(f"{W}tc"):
        if not is_label(form, cell):
            continue
        for paragraph in paragraphs(cell):
            bare = "".join(text_of(paragraph).split())
            if 2 <= len(bare) <= 4 and re.fullmatch(r"[\u4e00-\u9fff]+", bare):
                set_text(paragraph, chance.choice(("", " ", "\u3000", "  ")).join(bare))
    return KEPT


def label_lines_joined(form: Form, chance: random.Random) -> Effect | None:
    """Labels on several lines are put on one, or broken elsewhere."""
    changed = 0
    for cell in form.root.iter(f"{W}tc"):
        own = paragraphs(cell)
        if not is_label(form, cell) or len(own) < 2:
            continue
        whole = "".join(text_of(paragraph).strip() for paragraph in own)
        for other in own[1:]:
            cell.remove(other)
        at = chance.randrange(1, len(whole))
        set_text(own[0], whole if chance.random() < 0.5 else f"{whole[:at]}\n{whole[at:]}")
        changed += 1
    return KEPT if changed else None


_LOOKS = (
    '<w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体"/><w:sz w:val="21"/></w:rPr>',
    '<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr>',
    '<w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="楷体_GB2312"/><w:lang w:val="zh-CN"/></w:rPr>',
    '<w:rPr><w:highlight w:val="yellow"/><w:u w:val="single"/></w:rPr>',
)


def fonts_changed(form: Form, chance: random.Random) -> Effect | None:
    """Runs are split at random and look otherwise; Word's editing marks stand between them."""
    for run in list(form.root.iter(f"{W}r")):
        leaves = run.findall(f"{W}t")
        if len(run.findall("*")) - (run.find(f"{W}rPr") is not None) != 1 or len(leaves) != 1:
            continue
        _split_run(run, leaves[0].text or "", chance)
    return KEPT


def _split_run(run: Element, text: str, chance: random.Random) -> None:
    cuts = sorted({0, len(text), *(chance.randint(0, len(text)) for _ in range(2))})
    last = run
    for start, end in itertools.pairwise(cuts):
        piece = new_run(text[start:end], xml(chance.choice(_LOOKS)))
        piece.set(f"{W}rsidRPr", f"{chance.randrange(16**8):08X}")
        last.addnext(piece)
        mark = chance.choice(('<w:proofErr w:type="spellStart"/>', "", "bookmark"))
        last = piece
        if mark == "bookmark":
            number = chance.randrange(10_000)
            piece.addnext(xml(f'<w:bookmarkStart w:id="{number}" w:name="_Go{number}"/>'))
        elif mark:
            piece.addnext(xml(mark))
    parent = run.getparent()
    assert parent is not None
    if text:
        parent.remove(run)


def lines_broken_softly(form: Form, chance: random.Random) -> Effect | None:
    """Paragraphs of long texts are parted by line breaks in one paragraph."""
    changed = 0
    for cell in form.root.iter(f"{W}tc"):
        own = paragraphs(cell)
        for first, second in itertools.pairwise(own):
            plain = all(
                text_of(p)
                and style(p) == "a8"
                and not is_fixed(form, p)
                and p.find(f".//{W}drawing") is None
                for p in (first, second)
            )
            if plain and first.getparent() is not None and second.getparent() is not None:
                first.append(xml("<w:r><w:br/></w:r>"))
                for run in second.findall(f"{W}r"):
                    first.append(run)
                cell.remove(second)
                changed += 1
                break
    return KEPT if changed else None


_HINT = re.compile(r"^[（(].*(?:字|附|填|说明).*[）)]$")


def _hints(form: Form) -> dict[str, str]:
    """Hints that only the empty form prints, by the label left of them."""
    return {
        label: text
        for label, text in empty_paragraphs(form.case.name)
        if label and _HINT.match(text.strip())
    }


def typed_at_hint(form: Form, chance: random.Random) -> Effect | None:
    """The hint of the empty form stays, and the value is typed in it, behind or under it."""
    hints = _hints(form)
    found = []
    for cell in form.root.iter(f"{W}tc"):
        before = cell.getprevious()
        if before is None or before.tag != f"{W}tc" or not is_label(form, before):
            continue
        hint = hints.get(fold(text_of(before)))
        own = [p for p in paragraphs(cell) if text_of(p).strip()]
        free = [p for p in own if not is_fixed(form, p)]
        if hint and free and cell.find(f".//{W}drawing") is None:
            found.append((cell, hint, own, free))
    if not found:
        return None
    cell, hint, own, free = chance.choice(found)
    printed = next((p for p in own if fold(text_of(p)) == fold(hint)), None)
    if printed is not None:
        cell.remove(printed)
    _put_hint(hint, own[0] if own[0] is not printed else free[0], free, chance)
    return KEPT


def _put_hint(hint: str, top: Element, free: list[Element], chance: random.Random) -> None:
    """Put a hint above all lines, before the first value, behind the last, or around one."""
    first, last = free[0], free[-1]
    ways = ["above", "before", "behind"]
    if first is last and top is first:
        ways.append("around")
    match chance.choice(ways):
        case "above":
            line = copy.deepcopy(first)
            set_text(line, hint)
            top.addprevious(line)
        case "before" if top is first:
            set_text(first, hint + text_of(first))
        case "around":
            set_text(first, hint[:-1] + text_of(first) + hint[-1])
        case _:
            set_text(last, text_of(last) + hint)


_NUMERALS = "〇一二三四五六七八九十"


def _chinese(month: YearMonth) -> str:
    year = "".join(_NUMERALS[int(digit)] for digit in str(month.year))
    numeral = _NUMERALS[month.month] if month.month <= 10 else "十" + _NUMERALS[month.month - 10]
    return f"{year}年{numeral}月"


def dates_otherwise(form: Form, chance: random.Random) -> Effect | None:
    """Months are written in other ways."""
    months = {
        str(form.values[one.name]): form.values[one.name]
        for one in form.case.asked
        if one.kind == "年月"
    }
    texts = {str(form.values[f.name]) for f in form.case.asked if f.kind == "文本"}
    changed = 0
    for pair in pairs(form):
        value = months.get(pair.text)
        if not isinstance(value, YearMonth) or pair.text in texts or pair.field.kind != "年月":
            continue
        year, month = value.year, value.month
        ways = (
            f"{year}年{month}月", f"{year}-{month:02}", f"{year}/{month}", _chinese(value),
            f"{year}.{month}.1", f"{year} 年 {month} 月", f"{year}．{month:02}",
            f"{year}{month:02}", f"{year}年{month:02}月15日",
        )  # fmt: skip
        set_text(paragraphs(pair.value)[0], chance.choice(ways))
        changed += 1
    return KEPT if changed else None


_DIGITS = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}
_NUMBERED = frozenset({"电话", "身份证号", "年月", "整数", "邮政编码"})


def full_width_digits(form: Form, chance: random.Random) -> Effect | None:
    """Numbers are typed in full-width digits."""
    found = [p for p in pairs(form) if p.field.kind in _NUMBERED and _only_kind(form, p)]
    for pair in found:
        set_text(paragraphs(pair.value)[0], pair.text.translate(_DIGITS))
    return KEPT if found else None


def _only_kind(form: Form, pair: Pair) -> bool:
    """Whether no text of the same wording could be meant."""
    same = [f for f in form.case.asked if str(form.values[f.name]) == pair.text]
    return all(field.kind in _NUMBERED for field in same)


def spaces_around(form: Form, chance: random.Random) -> Effect | None:
    """Values get spaces before and behind."""
    found = pairs(form)
    for pair in found:
        space = chance.choice(("  ", "\u3000", "\u00a0", "\t"))
        set_text(paragraphs(pair.value)[0], f"{space}{pair.text}{space * 2}")
    return KEPT if found else None


DISTURBANCES: dict[str, Disturbance] = {
    "表外加空行": blank_lines_between,
    "表外空行删去": blank_lines_gone,
    "格里加空行": blank_lines_in_cells,
    "标签换空格": labels_respaced,
    "标签换行不同": label_lines_joined,
    "段落改成软回车": lines_broken_softly,
    "写进提示里": typed_at_hint,
    "日期换写法": dates_otherwise,
    "全角数字": full_width_digits,
    "前后有空格": spaces_around,
    "字体和分段": fonts_changed,
}
