"""Disturbances of the form's own wording: punctuation, limits, notes, labels, covers."""

from __future__ import annotations

import random
import re

from formgen.campaign.kinds.base import fold
from tests.collect.disturbance import (
    KEPT,
    LABEL_STYLE,
    Disturbance,
    Effect,
    Element,
    Form,
    W,
    cells,
    is_fixed,
    is_label,
    new_run,
    paragraphs,
    rows,
    set_text,
    style,
    tables,
    text_of,
    xml,
)
from tests.collect.forms import empty_paragraphs

_PUNCTUATION = {ord("："): ":", ord("（"): "(", ord("）"): ")", ord("，"): ","}


def punctuation_changed(form: Form, chance: random.Random) -> Effect | None:
    """The form's own punctuation is of the other width."""
    changed = 0
    for paragraph in form.root.iter(f"{W}p"):
        text = text_of(paragraph)
        if not is_fixed(form, paragraph) or text == text.translate(_PUNCTUATION):
            continue
        set_text(paragraph, text.translate(_PUNCTUATION))
        changed += 1
    return KEPT if changed else None


_LIMIT = re.compile(r"\d{3,4}(?=\s*字)")


def limit_changed(form: Form, chance: random.Random) -> Effect | None:
    """A limit printed on the form is made another."""
    found = [
        paragraph
        for paragraph in form.root.iter(f"{W}p")
        if is_fixed(form, paragraph) and _LIMIT.search(text_of(paragraph))
    ]
    if not found:
        return None
    paragraph = chance.choice(found)
    set_text(paragraph, _LIMIT.sub(lambda m: str(int(m[0]) + 700), text_of(paragraph)))
    return Effect(codes=frozenset({"C05"}))


def note_deleted(form: Form, chance: random.Random) -> Effect | None:
    """A note under the table is deleted."""
    after = [child for child in form.body if child.tag == f"{W}p" and _behind_table(child)]
    found = [p for p in after if is_fixed(form, p) and len(fold(text_of(p))) > 15]
    if not found:
        return None
    form.body.remove(chance.choice(found))
    return Effect(codes=frozenset({"C06"}))


def _behind_table(paragraph: Element) -> bool:
    return next(paragraph.itersiblings(f"{W}tbl", preceding=True), None) is not None


def title_gone(form: Form, chance: random.Random) -> Effect | None:
    """The annex number before the title is deleted."""
    first = next((p for p in form.body.findall(f"{W}p") if text_of(p)), None)
    if first is None or "附件" not in text_of(first):
        return None
    form.body.remove(first)
    return KEPT


def cover_by_hand(form: Form, chance: random.Random) -> Effect | None:
    """A cover's lines are free paragraphs with the values on underlined blanks."""
    for table in tables(form):
        labels = [cells(row)[0] for row in rows(table)]
        if not all(text_of(label).rstrip().endswith(("：", ":")) for label in labels):
            continue
        for row in rows(table):
            label, value = cells(row)[0], cells(row)[1]
            table.addprevious(_cover_line(text_of(label), text_of(value), chance))
        form.body.remove(table)
        return KEPT
    return None


def _cover_line(label: str, value: str, chance: random.Random) -> Element:
    line = xml("<w:p/>")
    line.append(new_run(label))
    left, right = chance.choice((("____", "________"), ("   ", "      "), ("＿＿", "＿"), ("", "")))
    underlined = xml('<w:rPr><w:u w:val="single"/></w:rPr>')
    line.append(new_run(left, underlined))
    line.append(new_run(value, underlined))
    line.append(new_run(right, underlined))
    return line


def value_on_blank(form: Form, chance: random.Random) -> Effect | None:
    """The value behind a colon outside tables stands on a blank of underscores or spaces."""
    found = []
    for paragraph in form.body.findall(f"{W}p"):
        text = text_of(paragraph)
        for label in _free_labels(form):
            value = text.removeprefix(label)
            if value != text and value.strip():
                found.append((paragraph, label, value))
    if not found:
        return None
    paragraph, label, value = chance.choice(found)
    left, right = chance.choice((("__", "______"), ("  ", "     "), ("＿", "＿＿＿")))
    set_text(paragraph, f"{label}{left}{value}{right}")
    return KEPT


def _free_labels(form: Form) -> list[str]:
    fixed = (text for label, text in empty_paragraphs(form.case.name) if not label)
    return [text.strip() for text in fixed if text.strip().endswith("：")]


def label_misspelt(form: Form, chance: random.Random) -> Effect | None:
    """A label is worded a little otherwise: 联系电话 as 联系方式电话, 籍贯 as 藉贯."""
    others = {
        "籍贯": "藉贯",
        "联系电话": "联系电话号",
        "居住住址": "居住地址",
        "电子邮箱": "电子信箱",
    }
    others |= {"通讯地址": "通信地址", "政治面貌": "政治面目", "文化程度": "文化层度"}
    found = [
        cell
        for cell in form.root.iter(f"{W}tc")
        if is_label(form, cell) and fold(text_of(cell)) in others and len(paragraphs(cell)) == 1
    ]
    if not found:
        return None
    cell = chance.choice(found)
    set_text(paragraphs(cell)[0], others[fold(text_of(cell))])
    return Effect(codes=frozenset({"C05"}))


def signed_by_hand(form: Form, chance: random.Random) -> Effect | None:
    """The places for signature and date are filled in by hand."""
    changed = 0
    for paragraph in form.root.iter(f"{W}p"):
        text = text_of(paragraph)
        if not is_fixed(form, paragraph) or style(paragraph) == LABEL_STYLE:
            continue
        if fold(text) == "年月日":
            set_text(paragraph, "2024年1月14日")
            changed += 1
    return KEPT if changed else None


DISTURBANCES: dict[str, Disturbance] = {
    "标点换宽度": punctuation_changed,
    "字数要求改动": limit_changed,
    "说明删去": note_deleted,
    "附件标号删去": title_gone,
    "封面手填": cover_by_hand,
    "下划线上手填": value_on_blank,
    "标签改字": label_misspelt,
    "手写签名日期": signed_by_hand,
}
