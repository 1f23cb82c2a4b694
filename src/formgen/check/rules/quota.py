"""名额: a unit sends no more entries than its quota."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.model import Campaign
from formgen.campaign.units import UNITS_FILE
from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering, Groups
from formgen.check.rules.base import AcrossRule, Facts
from formgen.check.rules.keys import By, Key, group_of, group_shown, unknown_fields
from formgen.check.rules.ranking import RankingRule


class QuotaParameters(By):
    """The fields a quota counts by, the unit first, and the quota where it is one for all."""

    most: int | None = Field(default=None, alias="上限", ge=0)


class QuotaRule(AcrossRule[QuotaParameters]):
    """Entries of a unit, or of a unit in a category.

    The limit is “上限”; else by unit alone its own quota, by category that of campaign.json for
    each category of its type. What units.csv allows a unit in all holds beside a quota by category.
    """

    name = "名额"
    Parameters = QuotaParameters

    def gathering(self, facts: Facts) -> Gathering:
        """Every entry beyond a limit, in the order of the unit's own ranking or the table."""
        return _Quota(self.parameters, facts)

    def complaint(self) -> str:
        """Whether a field is unknown, or the first is no unit."""
        by = self.parameters.by
        if complaint := unknown_fields(by, self.known_fields):
            return complaint
        kind = self.known_fields[by[0]].kind
        return "" if kind == "推荐单位" else f"“按”的第一个字段“{by[0]}”应是推荐单位字段"


class _Quota(Gathering):
    def __init__(self, parameters: QuotaParameters, facts: Facts) -> None:
        by = parameters.by
        self._parameters = parameters
        self._facts = facts
        self._groups: dict[int, Groups[Key]] = {len(by): Groups()}
        """Drafts by so many of the fields: of a quota by category the unit's own holds too."""
        self._groups.setdefault(1, Groups())
        self._rank = _rank_field(facts.campaign, by[0])

    def add(self, index: int, draft: Draft) -> None:
        for count, groups in self._groups.items():
            if (group := group_of(draft, self._parameters.by[:count])) is not None:
                groups.add(group, index)

    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        for groups in self._groups.values():
            for group, members in groups.all():
                limit, where = self._limit(group)
                if limit is None or len(members) <= limit:
                    continue
                told = {
                    "whose": group_shown(group),
                    "unit": group[0],
                    "count": len(members),
                    "limit": limit,
                    "rest": len(members) - limit,
                    "where": where,
                }
                ordered = self._by_rank([drafts[index] for index in members])
                for number, draft in enumerate(ordered[limit:], start=limit + 1):
                    yield Finding("R07", draft, self._parameters.by[0], told | {"number": number})

    def _limit(self, group: Key) -> tuple[int | None, str]:
        """How many a group may have, None for any number, and the file that says so."""
        unit = self._facts.units.get(group[0])
        if self._parameters.most is not None and len(group) == len(self._parameters.by):
            return self._parameters.most, "campaign.json"
        if unit is None:
            return None, ""
        if len(group) == 1:
            return unit.quota, UNITS_FILE
        quotas = self._facts.campaign.quotas
        each = (q for q in quotas if q.unit_type == unit.type and q.per_category)
        return next((quota.limit for quota in each), None), "campaign.json"

    def _by_rank(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """A unit's drafts, those ranked first in the order of rank where it ranks them."""

        def rank(draft: Draft) -> tuple[bool, int]:
            value = draft.value(self._rank)
            return (False, value) if isinstance(value, int) else (True, 0)

        return sorted(drafts, key=rank) if self._rank else drafts


def _rank_field(campaign: Campaign, unit_field: str) -> str:
    """The field in which units rank what they send; empty where there is none."""
    rankings = (r.fields for r in campaign.rules if r.kind == RankingRule.name)
    return next((names[-1] for names in rankings if unit_field in names[:-1]), "")
