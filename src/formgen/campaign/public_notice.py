"""The 公示: from when and how long names are published, and what is said beside them."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import Field, computed_field, model_validator

from formgen.campaign.base import IsoDay, Part
from formgen.campaign.values import Day
from formgen.campaign.working_days import (
    FIRST_YEAR,
    LAST_YEAR,
    UnknownYearError,
    last_working_day,
)

_WEEKDAYS = "一二三四五六日"
_COMPUTED = ("时间", "起讫", "期限", "末日")
"""What templates see beside the keys of campaign.json."""


class PublicNotice(Part):
    """What the 公示 of the campaign says beside the list of names.

    The period is reckoned, not typed. It begins with 起 in any case. The days asked for are
    counted from 起, or from the day after it where 首日计入 is false; working days that would
    begin on a day off are counted from the next working day.
    """

    lead: str = Field(alias="导语", description="依据和经过")
    start: IsoDay = Field(alias="起", description="公示的第一天")
    days: int = Field(alias="天数", ge=1, le=365)
    unit: Literal["工作日", "自然日"] = Field(
        default="工作日", alias="天数单位", description="工作日不算周末和放假，算调休上班的日子"
    )
    first_counts: bool = Field(
        default=True, alias="首日计入", description="发布公示的那一天算不算第一天"
    )
    end: IsoDay | None = Field(
        default=None, alias="止", description="最后一天；放假安排还不知道的年份才要写"
    )
    feedback: str = Field(default="", alias="反馈说明")
    issuers: list[str] = Field(alias="落款单位", min_length=1)
    issued: IsoDay = Field(
        default_factory=lambda data: data["start"], alias="成文日期", description="空为“起”那一天"
    )

    @computed_field(alias="末日")  # type: ignore[prop-decorator]  # mypy knows no decorated property
    @property
    def last(self) -> IsoDay:
        """The last day of the period."""
        return self.end or self._reckoned()

    @computed_field(alias="时间")  # type: ignore[prop-decorator]
    @property
    def printed(self) -> str:
        """The period as a notice writes it: 2024年1月22日至26日."""
        first, last = self.start, self.last
        if first == last:
            return str(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first}至{last.day}日"
        return f"{first}至{_beside(last, first)}"

    @computed_field(alias="起讫")  # type: ignore[prop-decorator]
    @property
    def with_weekdays(self) -> str:
        """The period with weekdays: 2024年1月22日（星期一）至1月26日（星期五）."""
        first, last = self.start, self.last
        begun = f"{first}{_weekday(first)}"
        return begun if first == last else f"{begun}至{_beside(last, first)}{_weekday(last)}"

    @computed_field(alias="期限")  # type: ignore[prop-decorator]
    @property
    def length(self) -> str:
        """How long it is: 5个工作日, 7天."""
        return f"{self.days}{'个工作日' if self.unit == '工作日' else '天'}"

    def _reckoned(self) -> Day:
        """The last day by the calendar.

        Raises:
            UnknownYearError: the calendar does not cover a year of the period.
        """
        if self.unit == "工作日":
            return Day.of(last_working_day(self.start, self.days, start_counts=self.first_counts))
        return self._earliest()

    def _earliest(self) -> Day:
        """The last day if every day counted."""
        days = self.days - 1 if self.first_counts else self.days
        return Day.of(self.start + datetime.timedelta(days=days))

    @model_validator(mode="before")
    @classmethod
    def _is_not_typed(cls, data: Any) -> Any:
        if isinstance(data, dict) and (typed := [key for key in _COMPUTED if key in data]):
            raise ValueError(
                f"“{'”“'.join(typed)}”由“起”“天数”“天数单位”“首日计入”算出，不用写，请删去"
            )
        return data

    @model_validator(mode="after")
    def _ends(self) -> PublicNotice:
        try:
            reckoned = self._reckoned()
        except UnknownYearError as error:
            self._holds_its_days(error.year)
        except OverflowError:
            raise ValueError("“起”的年份不对") from None
        else:
            if self.end not in (None, reckoned):
                raise ValueError(
                    f"“止”写的是{self.end}，从{self.start}起{self.length}应到{reckoned}；"
                    "请改正，或删去“止”"
                )
        return self

    def _holds_its_days(self, year: int) -> None:
        """Hold a last day that the calendar does not know against what is sure without it."""
        if self.end is None:
            raise ValueError(
                f"放假调休的日历只有{FIRST_YEAR}至{LAST_YEAR}年的，不知道{year}年的，"
                '算不出公示的最后一天；请写明“止”，如 "止": "2024-01-26"'
            )
        if self.end < self._earliest():
            raise ValueError(f"“止”写的是{self.end}，从{self.start}起还不到{self.length}")


def _beside(day: Day, first: Day) -> str:
    """A day that stands behind another; the year is not said again."""
    return f"{day.month}月{day.day}日" if day.year == first.year else str(day)


def _weekday(day: Day) -> str:
    return f"（星期{_WEEKDAYS[day.weekday()]}）"
