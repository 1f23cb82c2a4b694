"""What a command imports is what it needs: help comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click
import pytest

from formgen.cli.checking import _EVERY_UNIT
from formgen.cli.commands import cli
from formgen.layout.painting import VARIANTS
from formgen.run.engines import EngineName
from formgen.run.sheets import EVERY_UNIT
from tests.cli.running import CASE, run_and_list
from tests.word.making import docx, paragraph

LIBRARIES = {
    *("PIL", "chinese_calendar", "deflate", "docx", "docxtpl", "fontTools", "jinja2", "lxml"),
    *("openpyxl", "pydantic", "pydyf", "pymediainfo", "pypdf", "rapidfuzz", "rich", "segno"),
    *("uharfbuzz", "weasyprint", "cryptography", "distributed", "fsspec"),
}
PRINTING = {"weasyprint", "pydyf", "uharfbuzz", "formgen.layout"}
WAY_BACK = {"formgen.collect", "formgen.adopt"}


def loaded(modules: frozenset[str], names: set[str]) -> set[str]:
    return {name for name in names if name in modules}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["build", "--help"]])
def test_help_imports_the_command_line_alone(arguments: list[str]) -> None:
    ran = run_and_list(arguments)
    assert ran.code == 0, ran.err
    assert not loaded(ran.modules, LIBRARIES)
    rooms = {name.split(".")[1] for name in ran.modules if name.startswith("formgen.")}
    assert rooms == {"cli", "language"}


def test_a_mistyped_command_imports_the_command_line_alone() -> None:
    ran = run_and_list(["biuld", "data"])
    assert ran.code == 2
    assert "biuld" in ran.err
    assert not loaded(ran.modules, LIBRARIES - {"rich"})


def test_the_schema_needs_no_template_and_no_screen() -> None:
    ran = run_and_list(["schema"])
    assert ran.code == 0, ran.err
    assert not loaded(ran.modules, {"docxtpl", "jinja2", "openpyxl", "rich", *PRINTING, *WAY_BACK})


def test_a_linted_template_is_not_printed() -> None:
    ran = run_and_list(["lint", CASE])
    assert ran.code == 0, ran.err
    assert not loaded(ran.modules, PRINTING | WAY_BACK | {"formgen.run", "formgen.workbooks"})


def test_an_outline_needs_no_data(tmp_path: Path) -> None:
    template = tmp_path / "模板.docx"
    template.write_bytes(docx(paragraph("{{ 姓名 }}")))
    ran = run_and_list(["outline", template])
    assert (ran.code, "{{ 姓名 }}" in ran.out) == (0, True), ran.err
    assert not loaded(ran.modules, PRINTING | WAY_BACK | {"formgen.check", "formgen.run", "rich"})


def test_a_second_run_finds_that_out_with_python_alone(tmp_path: Path) -> None:
    words: list[str | Path] = ["build", CASE, "-o", tmp_path, "--format", "docx", "--jobs", "1"]
    first = run_and_list(words)
    assert first.code == 0, first.err
    assert not loaded(first.modules, {"weasyprint", "distributed", "fsspec", *WAY_BACK})
    second = run_and_list(words)
    assert (second.code, "没有重做" in second.out) == (0, True), second.err
    assert not loaded(second.modules, LIBRARIES)
    rooms = {name.split(".")[1] for name in second.modules if name.startswith("formgen.")}
    assert rooms == {"cli", "language", "problems", "run"}


def test_data_is_checked_without_templates() -> None:
    ran = run_and_list(["check", CASE])
    assert ran.code in (0, 1), ran.err
    assert not loaded(ran.modules, PRINTING | WAY_BACK | {"docxtpl", "formgen.word"})


def test_the_choices_are_those_of_the_rooms_that_take_them() -> None:
    choices = {
        option.name: option.type.choices
        for option in cli.commands["pdf"].params
        if isinstance(option.type, click.Choice)
    }
    assert tuple(choices["engine"]) == get_args(EngineName)
    assert ("", *choices["variant"]) == VARIANTS


def test_every_unit_is_asked_for_by_the_same_sign() -> None:
    assert _EVERY_UNIT == EVERY_UNIT
