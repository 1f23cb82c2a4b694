"""Drafts → everything the checks find, with each draft read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from formgen.campaign.field import FieldDefinition
from formgen.campaign.model import Rule
from formgen.check.alike import Alike
from formgen.check.conditions import meets
from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering
from formgen.check.identity import identity_findings
from formgen.check.limits import limit_findings
from formgen.check.materials import Reuse, material_findings
from formgen.check.rules.base import AcrossRule, Facts, RuleKind
from formgen.problems import Problem, Severity

_TOGETHER = 128
"""Drafts that are looked at before the next ones are read."""


@dataclass(frozen=True, slots=True)
class _Alone:
    """A check that looks at each draft by itself."""

    found: Callable[[Sequence[Draft]], Iterator[Finding]]
    rule: RuleKind[Any] | None = None


@dataclass(frozen=True, slots=True)
class _Across:
    """A check that holds drafts against each other."""

    gathering: Gathering
    rule: RuleKind[Any] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found about a draft, without the draft and its long texts."""

    number: int
    """Of the draft."""
    rank: int
    """Which of the checks found it, in their order."""
    problem: Problem


class Search:
    """All checks under way: each draft is looked at once, and not kept."""

    def __init__(self, checks: Sequence[_Alone | _Across]) -> None:
        self._checks = checks
        self._count = 0
        self._waiting: list[tuple[int, Draft]] = []
        """Drafts that were not looked at yet, each with its index."""
        self._found: list[Found] = []

    def add(self, draft: Draft) -> None:
        """Look at the next draft, sooner or later."""
        self._waiting.append((self._count, draft))
        self._count += 1
        if len(self._waiting) == _TOGETHER:
            self._look()

    def found(self, drafts: Sequence[Draft]) -> list[Found]:
        """All that was found.

        Args:
            drafts: every draft, in the order in which they were added.
        """
        self._look()
        for rank, check in enumerate(self._checks):
            if isinstance(check, _Across):
                self._tell(check.gathering.findings(drafts), rank)
        return self._found

    def _look(self) -> None:
        some, self._waiting = self._waiting, []
        for rank, check in enumerate(self._checks):
            when = check.rule.rule.when if check.rule else {}
            own = [(n, one) for n, one in some if meets(one.entry.values, when)] if when else some
            if isinstance(check, _Across):
                for index, draft in own:
                    check.gathering.add(index, draft)
            else:
                self._tell(check.found([draft for _, draft in own]), rank)

    def _tell(self, findings: Iterable[Finding], rank: int) -> None:
        rule = self._checks[rank].rule
        for finding in findings:
            said = _by_rule(finding, rule.rule) if rule else finding
            self._found.append(Found(said.draft.entry.number, rank, said.problem()))


def _by_rule(finding: Finding, rule: Rule) -> Finding:
    """A finding with the words and severity of a rule of the notice."""
    level = Severity.ERROR if rule.severity == "错误" else Severity.WARNING
    source = f"{rule.source}：{rule.wording}" if rule.source else rule.wording
    return replace(finding, level=finding.level or level, source=source)


def full_search(rules: Sequence[RuleKind[Any]], facts: Facts) -> Search:
    """A search by the fields' own limits and the rules of the notice.

    Args:
        rules: those of the notice.
        facts: what they may ask.
    """
    fields = facts.campaign.fields
    return Search(
        [
            _Alone(partial(limit_findings, fields=fields)),
            _Alone(partial(identity_findings, fields=fields)),
            _Alone(partial(material_findings, fields=fields)),
            _Across(Reuse(fields)),
            _Across(Alike(facts.campaign)),
            *(_of_rule(rule, facts) for rule in rules),
        ]
    )


def limits_search(fields: Sequence[FieldDefinition]) -> Search:
    """A search by the fields' own limits in a table that no rule of the notice is about."""
    return Search([_Alone(partial(limit_findings, fields=fields))])


def _of_rule(rule: RuleKind[Any], facts: Facts) -> _Alone | _Across:
    if isinstance(rule, AcrossRule):
        return _Across(rule.gathering(facts), rule)
    return _Alone(partial(rule.check, facts=facts), rule)
