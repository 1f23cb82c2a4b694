"""The 公示: from when and how long names are published, and what is said beside them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from formgen.campaign.base import IsoDay, Part


class PublicNotice(Part):
    """What the 公示 of the campaign says beside the list of names."""

    lead: str = Field(alias="导语", description="依据和经过")
    start: IsoDay = Field(alias="起")
    days: int = Field(alias="天数", ge=1)
    unit: Literal["工作日", "自然日"] = Field(default="工作日", alias="天数单位")
    printed: str = Field(alias="时间", description="公示期的写法，如 2024年1月22日至26日")
    feedback: str = Field(default="", alias="反馈说明")
    issuers: list[str] = Field(alias="落款单位", min_length=1)
    issued: IsoDay = Field(alias="成文日期")
