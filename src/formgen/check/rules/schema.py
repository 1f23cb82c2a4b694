"""campaign.json's types and the rules' parameters → one JSON Schema, for editors."""

from __future__ import annotations

from typing import Any

from formgen.campaign.model import Campaign
from formgen.check.rules.binding import RULES


def campaign_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of campaign.json; “参数” depend on “规则”."""
    schema: dict[str, Any] = Campaign.model_json_schema(by_alias=True)
    rule = schema["$defs"]["Rule"]
    rule["properties"]["规则"]["enum"] = list(RULES)
    rule["allOf"] = [_when(name) for name in RULES]
    return schema


def _when(name: str) -> dict[str, Any]:
    parameters = RULES[name].Parameters.model_json_schema(by_alias=True)
    return {
        "if": {"properties": {"规则": {"const": name}}},
        "then": {"properties": {"参数": parameters}},
    }
