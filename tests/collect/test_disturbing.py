"""The disturbances themselves: each finds a place, changes the form, and loses no value."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
import pytest
from lxml import etree

from formgen.campaign.kinds.base import fold
from formgen.campaign.values import Value
from tests.collect.disturbance import opened
from tests.collect.disturbing import DISTURBANCES, disturbed
from tests.collect.disturbing_ticks import tick_lines
from tests.collect.forms import FormCase, case, cases
from tests.collect.generated import many
from tests.collect.judging import Verdict, judged
from tests.collect.tallying import filled, triples

REWRITTEN = {"日期换写法", "全角数字", "标签旁加第二行", "填写格拆成左右两格，内容各半"}
"""Disturbances after which a value does not stand in the form as one text."""


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    namespace = etree.QName(root).namespace
    return fold("".join(t.text or "" for t in root.iter(f"{{{namespace}}}t")))


@pytest.mark.parametrize("name", list(DISTURBANCES))
def test_finds_a_place_and_loses_no_value(name: str) -> None:
    places = 0
    for form in cases():
        for values, content in filled(form.name, 3, True):
            other = disturbed(form, values, content, [name], "1")
            if not other.applied:
                assert other.content == content
                continue
            places += 1
            assert other.content != content
            if name not in REWRITTEN:
                assert_values_in(form, values, text_of(other.content))
            break
    assert places, "no form has a place for it"


def assert_values_in(form: FormCase, values: Mapping[str, Value], text: str) -> None:
    for field in form.asked:
        if field.kind in ("文本", "电话", "姓名", "邮箱") and values[field.name]:
            assert fold(str(values[field.name])) in text


@pytest.mark.parametrize("names", list(triples(12)), ids="+".join)
def test_python_docx_opens_what_was_disturbed(names: tuple[str, str, str]) -> None:
    if "严格格式" in names:
        pytest.skip("python-docx does not know Strict Open XML")
    for form in cases()[::4]:
        values, content = filled(form.name, 3, True)[0]
        other = disturbed(form, values, content, names, "1")
        assert docx.Document(io.BytesIO(other.content)).element.body is not None


def test_equal_seeds_give_equal_forms() -> None:
    form = cases()[0]
    values, content = filled(form.name, 3, True)[0]
    first, again = (disturbed(form, values, content, DISTURBANCES, "7") for _ in range(2))
    assert first == again
    assert first != disturbed(form, values, content, DISTURBANCES, "8")


def test_ticks_are_known_with_the_options_they_stand_at() -> None:
    form = case("hubei-2024", "案例（项目）推荐表")
    [values] = many(form, 1)
    lines = tick_lines(opened(form, values, form.fill(values)))
    marks = [mark for line in lines for mark in line.marks]
    assert len(marks) == 6
    assert [mark.option for mark in marks if mark.ticked] == [values["申报类别"]]


def test_a_wrong_value_counts_as_wrong() -> None:
    """The judge is not blind: a form of somebody else is wrong nearly everywhere."""
    form = case("xuzhou-2023", "申报表")
    (values, _), (_, other), _ = filled(form.name, 3, True)
    verdicts = {one.field: one.verdict for one in judged(form, values, other)}
    assert verdicts["身份证号"] is Verdict.SILENT


def test_generated_entries_are_awkward() -> None:
    """What is generated holds what it is meant to hold."""
    texts = ""
    for form in cases():
        for values in many(form, 12):
            texts += "".join(str(values[field.name]) for field in form.asked)
            always = (one for one in form.asked if one.required and not one.applies_to)
            assert all(values[field.name] for field in always)
    for piece in (
        "性别：男",
        "年月日",
        "☑",
        "□",
        "𠮷",
        "㛃",
        "（一）",
        "A&B<c>",
        "{{ 姓名 }}",
        "其他（",
    ):
        assert piece in texts
