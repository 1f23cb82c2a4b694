"""A form read back against what it was filled with: right, wrong and said, wrong and silent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import KINDS, Fault, Setting
from formgen.campaign.kinds.base import fold, is_blank
from formgen.campaign.values import Picture, Sections, Value
from formgen.collect.collected import Confidence, ReadValue
from formgen.collect.finding import read_with
from formgen.collect.pattern import FormPattern
from formgen.collect.reading import read_form
from formgen.collect.values import ValueReader
from formgen.problems import Problem
from tests.collect.forms import FormCase, cases

FILE = "张三.docx"


class Verdict(Enum):
    """What became of a value."""

    RIGHT = "right"
    SAID = "wrong, and said"
    SILENT = "wrong and silent"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value of a form that was read back."""

    field: str
    verdict: Verdict
    was: object
    now: object
    problems: tuple[Problem, ...] = ()
    """Those of the form."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was read of a form."""

    values: Mapping[str, ReadValue]
    problems: tuple[Problem, ...]
    codes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", frozenset(p.code for p in self.problems))


@cache
def pattern_of(name: str) -> FormPattern:
    """The compiled pattern of the form of that name."""
    form = next(one for one in cases() if one.name == name)
    return FormPattern.compile(form.template, form.campaign, form.document)


@cache
def values_reader(campaign: str) -> ValueReader:
    """What reads the values of a campaign's forms."""
    form = next(one for one in cases() if one.campaign.id == campaign)
    return ValueReader.of(form.campaign.fields, form.options)


def read_back(form: FormCase, content: bytes) -> ReadBack:
    """Read a returned form as collect does it."""
    taken_apart = read_form(content)
    reading = read_with(pattern_of(form.name), taken_apart)
    values, problems = values_reader(form.campaign.id).values_of(reading, taken_apart, FILE)
    return ReadBack(values, problems)


def judged(
    form: FormCase,
    values: Mapping[str, Value],
    content: bytes,
    to_say: Iterable[str] = (),
    codes: Iterable[str] = (),
) -> Iterator[Outcome]:
    """What became of every field the form asks for.

    Args:
        form: the form.
        values: what it was filled with.
        content: what came back.
        to_say: fields whose value cannot be known any more, so that a problem has to say so.
        codes: problems that have to be told of the form; a missing one counts as silent.
    """
    back = read_back(form, content)
    unknown = frozenset(to_say)
    for one in form.asked:
        was = values[one.name]
        found = back.values.get(one.name)
        if one.name in unknown:
            verdict = Verdict.RIGHT if _said(one, was, found, back) else Verdict.SILENT
            yield Outcome(one.name, verdict, "?", found, back.problems)
            continue
        now = _value_of(form, one, found)
        verdict = Verdict.RIGHT
        if _plain(was) != now:
            verdict = Verdict.SAID if _said(one, was, found, back) else Verdict.SILENT
        yield Outcome(one.name, verdict, _plain(was), now, back.problems)
    for code in codes:
        verdict = Verdict.RIGHT if code in back.codes else Verdict.SILENT
        yield Outcome(code, verdict, code, sorted(back.codes), back.problems)


def _names(problem: Problem, one: FieldDefinition) -> bool:
    return problem.place.field == one.name or problem.details.get("label") in (
        one.printed,
        one.name,
    )


_NOT_READ = frozenset({"C13", "C14"})
_BEGINNING = 6
"""Characters of a value by which a left-over text is known."""


def _said(one: FieldDefinition, was: object, found: ReadValue | None, back: ReadBack) -> bool:
    """Whether the reader has said that a field is not certain, or that its text is left over."""
    if found is not None and found.confidence is not Confidence.HIGH:
        return True
    beginning = fold(str(was))[:_BEGINNING]
    for problem in back.problems:
        if problem.code in _NOT_READ or _names(problem, one):
            return True
        told = fold(str(problem.details.get("text", "")))
        if problem.code == "C07" and beginning and beginning in told:
            return True
    return False


def _value_of(form: FormCase, one: FieldDefinition, found: ReadValue | None) -> object:
    """What a value read back is worth, made comparable; a fault is worth its code."""
    if found is None:
        return "（没有读到）"
    if one.kind in ("照片", "图片"):
        seen = tuple(
            (hashlib.sha256(taken.picture.content).hexdigest(), taken.caption)
            for taken in found.pictures
        )
        return seen if one.kind == "图片" else (seen[0][0] if seen else "")
    kind = KINDS[one.kind]
    if is_blank(found.raw):
        return _plain(kind.blank(one))
    setting = Setting(one, form.folder, KINDS, form.options.get(one.name, {}))
    try:
        return _plain(kind.parse(found.raw, setting))
    except Fault as fault:
        return (fault.code, found.raw)


def _plain(value: object) -> object:
    """A value as far as a form shows it; nothing for all that is blank."""
    if isinstance(value, Picture):
        return value.digest
    if isinstance(value, Sections):
        return tuple(value.items())
    if isinstance(value, tuple):
        if value and isinstance(value[0], Picture):
            return tuple((picture.digest, picture.caption) for picture in value)
        return tuple(_plain(item) for item in value)
    if isinstance(value, Mapping):
        return tuple((name, _plain(item)) for name, item in value.items())
    return value
