"""The text of a tagged cell → Jinja source: which tags it holds, and in which runs."""

from __future__ import annotations

import re

from formgen.excel.marks import RUN, mark
from formgen.excel.strings import Run, Text

CONTROL = re.compile(r"\{[%{]-?\s*tr\b")
"""Begins a tag that governs rows, however it is written."""
_STATEMENT = re.compile(r"\{%-?\s*tr\b\s*(.*?)\s*-?%\}", re.DOTALL)
_MERGE = re.compile(r"\{%\s*vm\s*%\}")
_ALONE = re.compile(r"\s*\{\{(?:(?!\}\}|\{\{).)*\}\}\s*", re.DOTALL)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def split_tags(text: str) -> list[str]:
    """The text cut before and after every tag; joined, it is the text again."""
    return [part for part in re.split(f"({_TAG.pattern})", text, flags=re.DOTALL) if part]


def straightened(text: str) -> str:
    """The text with straight quotes inside its tags.

    Office programs curl them while one types; docxtpl forgives that in Word templates.
    """
    return _TAG.sub(lambda tag: tag[0].translate(_STRAIGHT), text)


def control_statement(text: str) -> str | None:
    """`for 项 in 行` of a cell that holds {%tr for 项 in 行 %} and nothing else."""
    match = _STATEMENT.fullmatch(straightened(text).strip())
    alone = match is not None and len(_TAG.findall(text)) == 1
    return match[1] if match is not None and alone else None


def has_merge(text: str) -> bool:
    """Whether a cell is to be merged over the rows of its loop: {% vm %}, as in docxtpl."""
    return _MERGE.search(text) is not None


def is_alone(text: str) -> bool:
    """Whether a text is one {{ … }} and nothing else."""
    return _ALONE.fullmatch(text) is not None


def without_merge(text: Text) -> Text:
    """The text of a cell without {% vm %}."""
    runs = (Run(run.look, _MERGE.sub("", run.text)) for run in whole_tags(text))
    return tuple(run for run in runs if run.text)


def whole_tags(text: Text) -> Text:
    """The same text with straight quotes, and every tag within the run where it begins."""
    characters = "".join(run.text for run in text)
    owners = [run for run in text for _ in run.text]
    for tag in _TAG.finditer(characters):
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * len(tag[0])
    characters = straightened(characters)
    taken = {id(owner): "" for owner in owners}
    for owner, character in zip(owners, characters, strict=True):
        taken[id(owner)] += character
    return tuple(Run(run.look, taken[id(run)]) for run in text if taken.get(id(run)))


def run_source(text: Text) -> str:
    """Jinja source of a text; where formatting changes, a mark says so."""
    if len(text) < 2:
        return "".join(run.text for run in text)
    return "".join(mark(RUN, number) + run.text for number, run in enumerate(text))
