"""Fill, read back: the same entries; and what is left of them after every disturbance."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from formgen.campaign.values import Value
from tests.collect.disturbing import DISTURBANCES
from tests.collect.forms import FormCase, cases
from tests.collect.tallying import Tally, disturbed_trip, filled, round_trip, triples
from tests.conftest import Converter

NAMES = [form.name for form in cases()]
FEW, MANY = 30, 500
"""Generated entries of each form, in every test run and in the long one."""
BATCH = 100
"""Files that one run of LibreOffice converts; it tires of more."""
LEAST_RIGHT = 0.98
"""Of the values, after a disturbance; the others must have been said to be doubtful."""


def form_of(name: str) -> FormCase:
    return next(form for form in cases() if form.name == name)


def assert_perfect(tally: Tally) -> None:
    assert tally.total > 0
    assert not tally.failures, tally.shown()


def assert_good(tally: Tally) -> None:
    assert tally.total > 0
    assert not tally.silent, tally.shown()
    assert tally.right >= LEAST_RIGHT, f"{tally.right:.1%}\n{tally.shown()}"


@pytest.mark.parametrize("name", NAMES)
def test_filled_forms_read_back_the_same(name: str) -> None:
    assert_perfect(round_trip(form_of(name), filled(name, FEW)))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_many_filled_forms_read_back_the_same(name: str) -> None:
    assert_perfect(round_trip(form_of(name), filled(name, MANY)))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_forms_saved_by_libreoffice_read_back_the_same(
    name: str, tmp_path: Path, convert_office: Converter
) -> None:
    assert_perfect(round_trip(form_of(name), saved_again(name, MANY, tmp_path, convert_office)))


def saved_again(
    name: str, count: int, folder: Path, convert: Converter
) -> list[tuple[Mapping[str, Value], bytes]]:
    """Filled forms after LibreOffice opened and saved them, with what they were filled with."""
    forms = filled(name, count)
    (folder / "saved").mkdir()
    sources = []
    for number, (_, content) in enumerate(forms):
        sources.append(folder / f"{number:03}.docx")
        sources[-1].write_bytes(content)
    made: dict[Path, Path] = {}
    for start in range(0, count, BATCH):
        batch = sources[start : start + BATCH]
        made |= convert(batch, folder / "saved", "docx:MS Word 2007 XML")
    return [
        (values, made[source].read_bytes())
        for source, (values, _) in zip(sources, forms, strict=True)
    ]


def two_forms(number: int) -> list[FormCase]:
    """Two of the forms, others for every disturbance, and one with ticks."""
    forms = list(cases())
    with_ticks = ("bozhou-2022", "hubei-2024", "xuzhou-2023")
    ticked = [form for form in forms if form.campaign.id in with_ticks]
    return [forms[number % len(forms)], ticked[number % len(ticked)]]


@pytest.mark.parametrize("name", list(DISTURBANCES))
def test_a_disturbance_leaves_nothing_wrong_and_silent(name: str) -> None:
    number = list(DISTURBANCES).index(name)
    tally = disturbed_trip(two_forms(number), [name], 3)
    assert not tally.silent, tally.shown()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(DISTURBANCES))
def test_nearly_all_is_right_after_a_disturbance(name: str) -> None:
    assert_good(disturbed_trip(cases(), [name], 25))


@pytest.mark.slow
@pytest.mark.parametrize("name", list(DISTURBANCES))
def test_awkward_values_are_never_wrong_and_silent(name: str) -> None:
    tally = disturbed_trip(cases(), [name], 25, calm=False)
    assert not tally.silent, tally.shown()


@pytest.mark.slow
@pytest.mark.parametrize("names", list(triples(60)), ids="+".join)
def test_nearly_all_is_right_after_three_disturbances(names: tuple[str, str, str]) -> None:
    assert_good(disturbed_trip(cases(), names, 8))
