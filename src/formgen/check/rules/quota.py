"""名额: a unit sends no more entries than its quota."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.model import Campaign
from formgen.campaign.units import UNITS_FILE
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind
from formgen.check.rules.keys import By, Key, group_of, group_shown, unknown_fields
from formgen.check.rules.ranking import RankingRule


class QuotaParameters(By):
    """The fields a quota counts by, the unit first, and the quota where it is one for all."""

    most: int | None = Field(default=None, alias="上限", ge=0)


class QuotaRule(RuleKind[QuotaParameters]):
    """Entries of a unit, or of a unit in a category.

    The limit is “上限”; else by unit alone its own quota, by category that of campaign.json for
    each category of its type. What units.csv allows a unit in all holds beside a quota by category.
    """

    name = "名额"
    Parameters = QuotaParameters

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every entry beyond a limit, in the order of the unit's own ranking or the table."""
        by = self.parameters.by
        ordered = _by_rank(drafts, facts.campaign, by[0])
        yield from self._beyond(ordered, by, facts)
        if len(by) > 1:
            yield from self._beyond(ordered, by[:1], facts)

    def complaint(self) -> str:
        """Whether a field is unknown, or the first is no unit."""
        by = self.parameters.by
        if complaint := unknown_fields(by, self.known_fields):
            return complaint
        kind = self.known_fields[by[0]].kind
        return "" if kind == "推荐单位" else f"“按”的第一个字段“{by[0]}”应是推荐单位字段"

    def _beyond(
        self, drafts: Sequence[Draft], by: Sequence[str], facts: Facts
    ) -> Iterator[Finding]:
        groups: dict[Key, list[Draft]] = {}
        for draft in drafts:
            if (group := group_of(draft, by)) is not None:
                groups.setdefault(group, []).append(draft)
        for group, members in groups.items():
            limit, where = self._limit(group, facts)
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
            for number, draft in enumerate(members[limit:], start=limit + 1):
                yield Finding("R07", draft, by[0], told | {"number": number})

    def _limit(self, group: Key, facts: Facts) -> tuple[int | None, str]:
        """How many a group may have, None for any number, and the file that says so."""
        unit = facts.units.get(group[0])
        if self.parameters.most is not None and len(group) == len(self.parameters.by):
            return self.parameters.most, "campaign.json"
        if unit is None:
            return None, ""
        if len(group) == 1:
            return unit.quota, UNITS_FILE
        each = (q for q in facts.campaign.quotas if q.unit_type == unit.type and q.per_category)
        return next((quota.limit for quota in each), None), "campaign.json"


def _by_rank(drafts: Sequence[Draft], campaign: Campaign, unit_field: str) -> Sequence[Draft]:
    """The drafts, those ranked first in the order of rank where units rank what they send."""
    rankings = (r.fields for r in campaign.rules if r.kind == RankingRule.name)
    field = next((names[-1] for names in rankings if unit_field in names[:-1]), "")
    if not field:
        return drafts

    def rank(draft: Draft) -> tuple[bool, int]:
        value = draft.value(field)
        return (False, value) if isinstance(value, int) else (True, 0)

    return sorted(drafts, key=rank)
