from __future__ import annotations

import re

import click
import pytest
from scripts.reference import CATALOGUE_SOURCE, DOCS, REFERENCES, catalogue

from formgen.cli.commands import cli
from formgen.problems import CATALOGUE


@pytest.mark.parametrize("name", REFERENCES)
def test_generated_documents_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == REFERENCES[name](), "run: make docs"


def test_the_compiled_catalogue_is_up_to_date() -> None:
    assert CATALOGUE_SOURCE.with_suffix(".mo").read_bytes() == catalogue(), "run: make docs"


def test_every_code_is_in_the_catalogue_document() -> None:
    text = (DOCS / "problem-codes.md").read_text(encoding="utf-8")
    assert set(CATALOGUE) == set(re.findall(r"^\| ([A-Z]\d\d) \|", text, flags=re.MULTILINE))


def test_every_command_has_help_with_an_example() -> None:
    for name, command in cli.commands.items():
        assert f"例：formgen {name}" in (command.help or ""), name


def test_every_option_has_chinese_help_and_nothing_english_is_added() -> None:
    for name, command in cli.commands.items():
        for option in command.params:
            if isinstance(option, click.Option):
                assert re.search(r"[\u4e00-\u9fff]", option.help or ""), (name, option.name)
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert not re.search(r"\[default|\[required|Show this", text)


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_every_entry_says_what_is_wrong_what_to_do_and_an_example(entry: object) -> None:
    for attribute in ("title", "message", "hint", "example"):
        assert re.search(r"[\u4e00-\u9fff{]", getattr(entry, attribute)), attribute
