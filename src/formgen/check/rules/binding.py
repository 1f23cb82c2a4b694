"""The rules campaign.json declares → rules that can be checked."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from formgen.campaign.load import FILE_NAME, explain, json_path
from formgen.campaign.model import Campaign, Rule
from formgen.check.materials.rules import MATERIAL_RULES
from formgen.check.rules.age import AgeRule
from formgen.check.rules.base import RuleKind
from formgen.check.rules.deadline import DeadlineRule
from formgen.check.rules.lead_unit import LeadUnitRule
from formgen.check.rules.left_blank import LeftBlankRule
from formgen.check.rules.length import LengthRule
from formgen.check.rules.one_way import OneWayRule
from formgen.check.rules.parts import PartsRule
from formgen.check.rules.period import PeriodRule
from formgen.check.rules.quota import QuotaRule
from formgen.check.rules.ranking import RankingRule
from formgen.check.rules.required import RequiredRule
from formgen.check.rules.selected import SelectedRule
from formgen.check.rules.unique import UniqueRule
from formgen.check.rules.web_address import WebAddressRule
from formgen.problems import CampaignError

_ALL: tuple[type[RuleKind[Any]], ...] = (
    AgeRule,
    DeadlineRule,
    PeriodRule,
    QuotaRule,
    SelectedRule,
    LengthRule,
    PartsRule,
    UniqueRule,
    OneWayRule,
    RankingRule,
    RequiredRule,
    LeftBlankRule,
    LeadUnitRule,
    WebAddressRule,
    *MATERIAL_RULES,
)

RULES: dict[str, type[RuleKind[Any]]] = {kind.name: kind for kind in _ALL}
"""Chinese name to rule. A new rule is one class and one line here."""


def bind_rules(campaign: Campaign) -> tuple[RuleKind[Any], ...]:
    """The campaign's rules in its order.

    Raises:
        CampaignError: there is no such rule, or its parameters or fields do not fit it; the
            message names the JSON path.
    """
    return tuple(_bind(rule, number, campaign) for number, rule in enumerate(campaign.rules))


def _bind(rule: Rule, number: int, campaign: Campaign) -> RuleKind[Any]:
    shown = f"{campaign.id}/{FILE_NAME}"
    here: tuple[str | int, ...] = ("规则", number)
    kind = RULES.get(rule.kind)
    if kind is None:
        raise CampaignError(
            f"{shown} 的 {json_path((*here, '规则'))}：没有“{rule.kind}”这种规则",
            hint=f"可用的有：{'、'.join(RULES)}",
        )
    try:
        parameters = kind.Parameters.model_validate(rule.values, strict=True)
    except ValidationError as error:
        raise CampaignError(explain(error, shown, (*here, "参数"))) from None
    if complaint := _never_met(rule, campaign):
        raise CampaignError(f"{shown} 的 {json_path((*here, '条件'))}：{complaint}")
    if complaint := _unfit(kind, rule, campaign):
        raise CampaignError(f"{shown} 的 {json_path((*here, '字段'))}：{complaint}")
    bound = kind(rule, parameters, campaign)
    if complaint := bound.complaint():
        raise CampaignError(f"{shown} 的 {json_path((*here, '参数'))}：{complaint}")
    return bound


def _never_met(rule: Rule, campaign: Campaign) -> str:
    """Which condition no entry can meet; empty if there is none such."""
    fields = {field.name: field for field in campaign.fields}
    for name, allowed in rule.when.items():
        options = set(campaign.options_of(fields[name]).values())
        if options and (unknown := set(allowed) - options):
            return f"“{name}”没有选项“{'、'.join(sorted(unknown))}”"
    return ""


def _unfit(kind: type[RuleKind[Any]], rule: Rule, campaign: Campaign) -> str:
    """Why a rule cannot be about its fields; empty if it can."""
    if len(rule.fields) < kind.least_fields:
        return f"规则“{kind.name}”至少要写 {kind.least_fields} 个字段"
    kinds = {field.name: field.kind for field in campaign.fields}
    for name in rule.fields:
        if kind.field_kinds and kinds[name] not in kind.field_kinds:
            allowed = "、".join(sorted(kind.field_kinds))
            return f"规则“{kind.name}”不能用于“{name}”（{kinds[name]}），可用于：{allowed}"
    return ""
