"""The common base of everything campaign.json may say: Chinese keys, frozen, nothing extra."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator, WithJsonSchema

from formgen.campaign.values import Day


class Part(BaseModel):
    """One object of campaign.json.

    Attributes are English and keys are Chinese (the alias), because the file is
    written by the people who read the notice, and templates name the same keys.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)


def _to_day(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return Day.of(value)
    if isinstance(value, str):
        try:
            return Day.of(datetime.date.fromisoformat(value))
        except ValueError:
            raise ValueError(f"“{value}”不是日期，请写成 2024-01-14 这样") from None
    raise ValueError('日期要加引号，写成 "2024-01-14" 这样')


IsoDay = Annotated[
    Day,
    PlainValidator(_to_day),
    PlainSerializer(lambda day: day.isoformat(), when_used="json"),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A date written 2024-01-14 in the file; prints as 2024年1月14日 in a template."""
