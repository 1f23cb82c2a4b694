"""公示期: the last day by working days and 调休, and how a notice writes the period."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from formgen.campaign import load_campaign
from formgen.campaign.public_notice import PublicNotice
from formgen.campaign.values import Day
from formgen.campaign.working_days import FIRST_YEAR, LAST_YEAR, UnknownYearError, is_working_day
from formgen.problems import CampaignError
from tests.campaign.test_load import changed, write

NEXT_YEAR = LAST_YEAR + 1


def said(**keys: Any) -> dict[str, Any]:
    return {"导语": "现予公示。", "起": "2024-01-22", "天数": 5, "落款单位": ["示范办公室"]} | keys


def notice(**keys: Any) -> PublicNotice:
    return PublicNotice.model_validate_json(json.dumps(said(**keys)), strict=True)


def complaint(folder: Path, **keys: Any) -> str:
    with pytest.raises(CampaignError) as caught:
        load_campaign(write(folder, changed(公示=said(**keys))))
    return caught.value.message


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2024-01-22", "2024-01-26"),  # a week without holidays
        ("2022-06-14", "2022-06-20"),  # over a weekend
        ("2024-04-03", "2024-04-10"),  # 清明 to the 6th; Sunday the 7th is worked for it
        ("2023-09-27", "2023-10-09"),  # 中秋、国庆 29th to 6th; 7th and 8th, a weekend, are worked
        ("2024-09-29", "2024-10-10"),  # a Sunday that is worked; 国庆 1st to 7th
        ("2024-10-08", "2024-10-12"),  # Saturday the 12th is worked
        ("2023-12-28", "2024-01-04"),  # over 元旦
        ("2024-01-20", "2024-01-26"),  # begins on a Saturday: counted from Monday
    ],
)
def test_five_working_days_end_where_offices_say(start: str, last: str) -> None:
    assert notice(起=start).last == datetime.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("start", "days", "unit", "last"),
    [
        ("2024-01-22", 5, "工作日", "2024-01-29"),
        ("2024-04-03", 1, "工作日", "2024-04-07"),
        ("2024-01-20", 5, "工作日", "2024-01-26"),
        ("2024-01-22", 7, "自然日", "2024-01-29"),
    ],
)
def test_the_first_day_may_not_count(start: str, days: int, unit: str, last: str) -> None:
    found = notice(起=start, 天数=days, 天数单位=unit, 首日计入=False)
    assert found.last == datetime.date.fromisoformat(last)


def test_natural_days_pass_through_holidays_and_unknown_years() -> None:
    assert notice(起="2024-04-03", 天数=7, 天数单位="自然日").last == Day(2024, 4, 9)
    assert notice(起=f"{NEXT_YEAR}-03-01", 天数=1, 天数单位="自然日").last.year == NEXT_YEAR


@pytest.mark.parametrize(
    ("keys", "printed", "with_weekdays", "length"),
    [
        ({}, "2024年1月22日至26日", "2024年1月22日（星期一）至1月26日（星期五）", "5个工作日"),
        (
            {"起": "2024-01-29"},
            "2024年1月29日至2月2日",
            "2024年1月29日（星期一）至2月2日（星期五）",
            "5个工作日",
        ),
        (
            {"起": "2023-12-28"},
            "2023年12月28日至2024年1月4日",
            "2023年12月28日（星期四）至2024年1月4日（星期四）",
            "5个工作日",
        ),
        ({"天数": 1}, "2024年1月22日", "2024年1月22日（星期一）", "1个工作日"),
        (
            {"天数": 7, "天数单位": "自然日"},
            "2024年1月22日至28日",
            "2024年1月22日（星期一）至1月28日（星期日）",
            "7天",
        ),
    ],
)
def test_templates_see_the_period_in_words(
    keys: dict[str, Any], printed: str, with_weekdays: str, length: str
) -> None:
    seen = notice(**keys).model_dump(by_alias=True)
    assert (seen["时间"], seen["起讫"], seen["期限"]) == (printed, with_weekdays, length)
    assert str(seen["末日"]).startswith("202")


def test_the_date_of_signing_is_the_first_day_unless_another_is_written() -> None:
    assert notice().issued == Day(2024, 1, 22)
    assert notice(成文日期="2024-01-19").issued == Day(2024, 1, 19)
    assert str(notice().model_dump(by_alias=True)["成文日期"]) == "2024年1月22日"


@pytest.mark.parametrize("key", ["时间", "起讫", "期限", "末日"])
def test_what_is_reckoned_may_not_be_typed(tmp_path: Path, key: str) -> None:
    text = complaint(tmp_path, **{key: "2024年1月22日至26日"})
    assert f"$.公示：“{key}”由“起”“天数”“天数单位”“首日计入”算出，不用写，请删去" in text


def test_a_year_the_calendar_does_not_know_asks_for_the_last_day(tmp_path: Path) -> None:
    text = complaint(tmp_path, 起=f"{LAST_YEAR}-12-31")
    assert f"不知道{NEXT_YEAR}年的" in text
    assert "请写明“止”" in text
    text = complaint(tmp_path, 起=f"{FIRST_YEAR - 1}-03-03")
    assert f"不知道{FIRST_YEAR - 1}年的" in text


def test_a_last_day_written_by_hand_serves_unknown_years(tmp_path: Path) -> None:
    start, last = f"{NEXT_YEAR}-03-01", f"{NEXT_YEAR}-03-05"
    assert notice(起=start, 止=last).printed == f"{NEXT_YEAR}年3月1日至5日"
    text = complaint(tmp_path, 起=start, 止=f"{NEXT_YEAR}-03-04")
    assert "还不到5个工作日" in text
    text = complaint(tmp_path, 起=start, 止=last, 首日计入=False)
    assert "还不到5个工作日" in text


def test_a_last_day_that_differs_from_the_calendar_is_refused(tmp_path: Path) -> None:
    assert notice(止="2024-01-26").last == Day(2024, 1, 26)
    text = complaint(tmp_path, 止="2024-01-27")
    assert "“止”写的是2024年1月27日，从2024年1月22日起5个工作日应到2024年1月26日" in text


def test_a_wrong_first_day_is_told_once_and_alone(tmp_path: Path) -> None:
    text = complaint(tmp_path, 起="2024-13-01")
    assert "\n" not in text
    assert "$.公示.起：“2024-13-01”不是日期" in text


@pytest.mark.parametrize("days", [0, 366])
def test_so_many_days_are_a_slip(tmp_path: Path, days: int) -> None:
    assert "$.公示.天数：应不" in complaint(tmp_path, 天数=days)


def test_the_end_of_time_is_no_crash(tmp_path: Path) -> None:
    text = complaint(tmp_path, 起="9999-12-31", 天数单位="自然日")
    assert "“起”的年份不对" in text


def test_the_calendar_says_what_it_does_not_know() -> None:
    assert is_working_day(datetime.date(2024, 4, 7))
    assert not is_working_day(datetime.date(2024, 4, 5))
    assert not is_working_day(datetime.date(LAST_YEAR, 10, 1))
    with pytest.raises(UnknownYearError):
        is_working_day(datetime.date(NEXT_YEAR, 3, 1))
    with pytest.raises(UnknownYearError):
        is_working_day(datetime.date(FIRST_YEAR - 1, 12, 31))
