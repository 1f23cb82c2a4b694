"""What a rule is: one small class that is bound to a rule of campaign.json and looks at drafts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from formgen.campaign.base import Part
from formgen.campaign.field import FieldDefinition
from formgen.campaign.model import Campaign, Rule
from formgen.campaign.units import Unit
from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering, gathered


class NoParameters(Part):
    """The parameters of a rule that has none."""


P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules may ask beside the drafts."""

    campaign: Campaign
    units: Mapping[str, Unit]
    """The recommending units by name."""


class RuleKind(ABC, Generic[P]):
    """A kind of rule. Subclasses are registered in `RULES` under their Chinese name.

    An instance is one rule of campaign.json with its parameters parsed. It keeps nothing
    between calls of `check`.
    """

    name: ClassVar[str]
    """What “规则” says."""
    Parameters: ClassVar[type[Part]] = NoParameters
    """What “参数” may say."""
    field_kinds: ClassVar[frozenset[str]] = frozenset()
    """Kinds its fields (“字段”) may have; empty for any."""
    least_fields: ClassVar[int] = 1

    def __init__(self, rule: Rule, parameters: P, campaign: Campaign) -> None:
        self.rule = rule
        self.parameters = parameters
        self.known_fields: Mapping[str, FieldDefinition] = {
            definition.name: definition for definition in campaign.fields
        }
        """All fields of the campaign by name, for parameters that name some."""
        self.fields: tuple[FieldDefinition, ...] = tuple(
            self.known_fields[name] for name in rule.fields
        )

    @abstractmethod
    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """What is wrong with each of the drafts that meet the rule's “条件”.

        It is asked of some drafts at a time; a rule that must see all is an `AcrossRule`.

        A finding without a level gets the rule's “级别”, and every finding the rule's words
        as its source. Blank cells are no concern of a rule unless it is about blanks; wrong
        ones never (`Draft.known`).
        """

    def complaint(self) -> str:
        """What does not fit between fields and parameters, in Chinese; empty if all fits."""
        return ""


class AcrossRule(RuleKind[P]):
    """A rule that holds drafts against each other."""

    @abstractmethod
    def gathering(self, facts: Facts) -> Gathering:
        """The rule under way; it is given the drafts that meet the rule's “条件”."""

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """What is wrong among the drafts."""
        return gathered(self.gathering(facts), drafts)
