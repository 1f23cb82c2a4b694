"""年龄: a person is old enough, and not too old, on a day the notice names."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import IsoDay, Part
from formgen.campaign.kinds.identity import birth_date
from formgen.campaign.values import Day, YearMonth
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind
from formgen.check.rules.keys import quoted
from formgen.problems import Severity


class AgeParameters(Part):
    """Ages in 周岁, both included, on the decisive day."""

    least: int | None = Field(default=None, alias="下限", ge=1)
    most: int | None = Field(default=None, alias="上限", ge=1)
    day: IsoDay = Field(alias="截止")

    def expected(self) -> str:
        """What is asked for, after “应” or “是否”."""
        if self.least is None:
            return f"不超过 {self.most} 周岁"
        if self.most is None:
            return f"年满 {self.least} 周岁"
        return f"在 {self.least} 至 {self.most} 周岁之间"

    def allows(self, age: int) -> bool:
        """Whether a person of this age may take part."""
        return (self.least is None or age >= self.least) and (self.most is None or age <= self.most)


class AgeRule(RuleKind[AgeParameters]):
    """Of the fields the one that tells the birth best decides: identity number, day, month."""

    name = "年龄"
    Parameters = AgeParameters
    field_kinds = frozenset({"身份证号", "日期", "年月"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Everybody too young or too old; and who may be, where only the month is known."""
        order = ("身份证号", "日期", "年月")
        fields = sorted(self.fields, key=lambda field: order.index(field.kind))
        for draft in drafts:
            for field in fields:
                if born := _born(draft, field.name):
                    yield from self._judge(draft, field.name, *born)
                    break

    def complaint(self) -> str:
        """Whether no age is given, or they contradict each other."""
        own = self.parameters
        if own.least is None and own.most is None:
            return "请写“下限”或“上限”"
        return "“下限”比“上限”还大" if own.least and own.most and own.least > own.most else ""

    def _judge(
        self, draft: Draft, name: str, first: datetime.date, last: datetime.date
    ) -> Iterator[Finding]:
        """What follows for somebody born on a day from `first` to `last`."""
        own = self.parameters
        oldest, youngest = age_on(own.day, first), age_on(own.day, last)
        told = {"day": own.day, "expected": own.expected()}
        if own.allows(oldest) and own.allows(youngest):
            return
        if not own.allows(oldest) and not own.allows(youngest):
            age = oldest if own.least and oldest < own.least else youngest
            others = quoted([field.name for field in self.fields])
            yield Finding("R01", draft, name, told | {"age": age, "others": others})
        else:
            month = f"{first.year}年{first.month}月"
            yield Finding("R02", draft, name, told | {"month": month}, Severity.WARNING)


def _born(draft: Draft, name: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day a person may be born on, as a cell tells; None if it does not."""
    if not draft.known(name):
        return None
    value = draft.value(name)
    if isinstance(value, YearMonth):
        days = calendar.monthrange(value.year, value.month)[1]
        return Day(value.year, value.month, 1), Day(value.year, value.month, days)
    day = value if isinstance(value, Day) else birth_date(str(value))
    return day, day


def age_on(day: datetime.date, born: datetime.date) -> int:
    """Age in 周岁: the years completed, the birthday included.

    Somebody born on 29 February completes a year on 28 February where there is no 29th
    (民法典 第二百零二条: 没有对应日的，月末日为期间的最后一日).
    """
    month_end = calendar.monthrange(day.year, born.month)[1]
    birthday = (born.month, min(born.day, month_end))
    return day.year - born.year - ((day.month, day.day) < birthday)
