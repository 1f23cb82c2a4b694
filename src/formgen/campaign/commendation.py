"""The 表彰: who honours, on what day, and what decision and certificates say beside the names."""

from __future__ import annotations

from pydantic import Field

from formgen.campaign.base import IsoDay, Part


class Commendation(Part):
    """What the decision after the 公示 says, and what stands on every certificate."""

    number: str = Field(default="", alias="文号", description="发文字号；还没有时留空，发文时再填")
    lead: str = Field(alias="导语", description="决定开头的依据和经过，以句号结尾")
    call: str = Field(default="", alias="号召", description="决定结尾的希望和号召")
    issuers: list[str] = Field(
        alias="落款单位", min_length=1, max_length=3, description="决定和证书由谁落款盖章"
    )
    issued: IsoDay = Field(alias="成文日期", description="决定和证书的日期，在公示期满以后")
    certificates: str = Field(
        default="", alias="证书编号", description="证书编号的前段，如 徐好网民〔2024〕"
    )
