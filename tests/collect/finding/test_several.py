"""A file of several papers is told from one paper, however that was disturbed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from formgen.collect.content import Box, Content
from formgen.collect.finding import holds_several
from formgen.collect.pattern import FormPattern
from formgen.collect.reading import read_form
from formgen.templating import TemplateFolders, compiled
from formgen.word import WordTemplate
from tests.collect.disturbing import DISTURBANCES, disturbed
from tests.collect.forms import FormCase, cases
from tests.collect.tallying import filled

FORMS = [form.name for form in cases()]


@cache
def forms_of(campaign: str) -> tuple[FormCase, ...]:
    return tuple(one for one in cases() if one.campaign.id == campaign)


@cache
def patterns_of(campaign: str) -> tuple[FormPattern, ...]:
    return tuple(_pattern(one) for one in forms_of(campaign))


def _pattern(form: FormCase) -> FormPattern:
    folders = TemplateFolders.of(form.folder, form.campaign.id)
    [name] = [one for one in form.document.templates if one.endswith(".docx")]
    template = compiled(folders.find(name))
    assert isinstance(template, WordTemplate)
    return FormPattern.compile(template, form.campaign, form.document)


def form_of(name: str) -> FormCase:
    return next(one for one in cases() if one.name == name)


def paper(name: str, number: int = 0) -> Content:
    return read_form(filled(name, 2)[number][1])


def together(*papers: Content) -> Content:
    """Papers behind one another in one file."""
    boxes: list[Box] = []
    for one in papers:
        before = max((box.table for box in boxes), default=0)
        boxes += [replace(box, table=box.table and box.table + before) for box in one.boxes]
    return Content(tuple(boxes))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_alone_is_one_and_two_are_several(name: str) -> None:
    patterns = patterns_of(form_of(name).campaign.id)
    one, other = paper(name), paper(name, 1)
    assert not holds_several(patterns, one)
    assert holds_several(patterns, together(one, other))


@pytest.mark.parametrize("campaign", ["xuzhou-2023", "guizhou-2018"])
def test_two_forms_of_one_campaign_are_several(campaign: str) -> None:
    patterns = patterns_of(campaign)
    names = [one.name for one in forms_of(campaign)]
    for first, second in pairwise(names):
        assert holds_several(patterns, together(paper(first), paper(second)))


def test_a_form_with_another_paper_is_several_and_another_paper_alone_is_not() -> None:
    patterns = patterns_of("bozhou-2022")
    assert holds_several(patterns, paper("bozhou-2022-申报表"), beside=True)
    assert not holds_several(patterns, Content((Box(("申报汇总表",)),)), beside=True)


@pytest.mark.parametrize("disturbance", list(DISTURBANCES))
def test_a_disturbed_form_is_still_one(disturbance: str) -> None:
    for form in forms_of("xuzhou-2023"):
        values, content = filled(form.name, 2)[0]
        changed = disturbed(form, values, content, [disturbance], "0")
        if changed.content:
            assert not holds_several(patterns_of("xuzhou-2023"), read_form(changed.content))
