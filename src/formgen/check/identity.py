"""An identity number against the birth month and sex beside it → findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.identity import birth_date, is_male
from formgen.campaign.values import Day, YearMonth
from formgen.check.draft import Draft, Finding

_NUMBER_NAME = re.compile(r"(?P<whose>.*?)(?:居民|公民)?(?:身份|证件).*")
_BIRTH_NAMES = ("出生年月", "出生日期", "出生年月日")
_SEXES = ("男", "女")


@dataclass(frozen=True, slots=True)
class _Person:
    """The fields about one person of the form, by name."""

    number: str
    births: tuple[str, ...]
    sex: str


def identity_findings(
    drafts: Sequence[Draft], fields: Sequence[FieldDefinition]
) -> Iterator[Finding]:
    """Where an identity number says another birth month or sex than the form.

    联系人身份证号 is held against 联系人出生年月, 联系人出生日期 and 联系人性别, as far as the
    form has them and both cells are known.
    """
    for person in _persons(fields):
        for draft in drafts:
            if draft.known(person.number):
                yield from _births(draft, person)
                yield from _sex(draft, person)


def _persons(fields: Sequence[FieldDefinition]) -> list[_Person]:
    """The persons of whom a form asks identity number and something it tells."""
    kinds = {field.name: field.kind for field in fields}
    persons = []
    for field in fields:
        if field.kind != "身份证号":
            continue
        named = _NUMBER_NAME.fullmatch(field.name)
        whose = named["whose"] if named else ""
        births = tuple(
            whose + name for name in _BIRTH_NAMES if kinds.get(whose + name) in ("年月", "日期")
        )
        sex = whose + "性别" if whose + "性别" in kinds else ""
        persons.append(_Person(field.name, births, sex))
    return persons


def _births(draft: Draft, person: _Person) -> Iterator[Finding]:
    for name in person.births:
        written = draft.value(name)
        born: Day | YearMonth = birth_date(draft.text(person.number))
        if isinstance(written, YearMonth):
            born = YearMonth(born.year, born.month)
        if isinstance(written, (Day, YearMonth)) and born != written:
            told = {"expected": str(born), "value": str(written)}
            yield Finding("V19", draft, name, told | {"field": person.number, "other": name})


def _sex(draft: Draft, person: _Person) -> Iterator[Finding]:
    written = draft.text(person.sex)
    expected = "男" if is_male(draft.text(person.number)) else "女"
    if written[:1] in _SEXES and written[0] != expected:
        told = {"expected": expected, "value": written}
        yield Finding(
            "V20", draft, person.sex, told | {"field": person.number, "other": person.sex}
        )
