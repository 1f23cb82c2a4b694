"""Forms go into the row they belong to, and what contradicts is said, never overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from formgen.collect.collected import Confidence
from formgen.collect.content import Imprint
from formgen.collect.merging import sender_of
from tests.collect.merging.made import (
    LIN,
    PHOTOS,
    WEI,
    codes,
    form,
    identifier_of,
    merged,
    raws,
    table,
)

UNIT, OTHER = "泉屏区委网信办", "微河县委网信办"


def test_two_documents_of_one_entry_become_one_row(tmp_path: Path) -> None:
    photos = form("林-照片.docx", {"姓名": "林 书远", "图片": "a.jpg"}, PHOTOS)
    result = merged(tmp_path, [photos, form("林.docx", LIN)])
    assert [row.files for row in result.rows] == [("林-照片.docx", "林.docx")]
    assert raws(result) == {**LIN, "图片": "a.jpg"}
    assert codes(result) == []


def test_rows_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    marked = form("2.docx", WEI, identifier=identifier_of("魏喆宁"))
    result = merged(tmp_path, [form("1.docx", LIN), marked])
    assert [row.name for row in result.rows] == ["林书远", "魏喆宁"]


def test_the_fuller_form_wins_wherever_it_comes(tmp_path: Path) -> None:
    photos = form("a.docx", {"姓名": "林书远", "电话": "19900009999"}, PHOTOS)
    for forms in ([photos, form("b.docx", LIN)], [form("b.docx", LIN), photos]):
        result = merged(tmp_path, forms)
        assert raws(result)["电话"] == LIN["电话"]
        [problem] = result.problems
        assert (problem.code, problem.place.file, problem.details["other"]) == (
            "C09",
            "a.docx",
            "b.docx",
        )
        assert problem.details["label"] == "联系电话"


def test_of_the_same_form_sent_twice_the_first_is_kept(tmp_path: Path) -> None:
    again = form("b.docx", {**LIN, "电话": "19900009999"})
    result = merged(tmp_path, [form("a.docx", LIN), again])
    assert len(result.rows) == 1
    assert raws(result) == LIN
    assert [(one.code, one.place.file) for one in result.problems] == [("C09", "b.docx")]


def test_namesakes_of_whom_nothing_agrees_stay_two(tmp_path: Path) -> None:
    result = merged(tmp_path, [form("a.docx", LIN), form("b.docx", {**WEI, "姓名": "林书远"})])
    assert [raws(result, n)["身份证号"] for n in (0, 1)] == [LIN["身份证号"], WEI["身份证号"]]
    assert codes(result) == ["C04"]


def test_namesakes_without_identity_numbers_are_told_by_all_they_say(tmp_path: Path) -> None:
    one = {**LIN, "身份证号": "", "出生年月": "1986.03"}
    other = {**WEI, "姓名": "林书远", "身份证号": "", "出生年月": "1991.11"}
    assert len(merged(tmp_path, [form("a.docx", one), form("b.docx", other)]).rows) == 2
    rewritten = {**one, "事迹": WEI["事迹"]}
    assert len(merged(tmp_path, [form("a.docx", one), form("b.docx", rewritten)]).rows) == 1


def test_an_identifier_finds_the_row_under_a_corrected_name(tmp_path: Path) -> None:
    own = table(tmp_path, f"姓名,推荐单位,电话,排序\n林书沅,{UNIT},{LIN['电话']},3\n")
    marked = form("a.docx", LIN, identifier=identifier_of("林书沅", UNIT))
    result = merged(tmp_path, [marked], own=own)
    assert raws(result) == {**LIN, "推荐单位": UNIT, "排序": "3"}
    assert result.rows[0].values["姓名"].confidence is Confidence.MIDDLE
    assert codes(result) == ["C04"]
    conflict = merged(tmp_path, [marked], existing=own)
    assert [row.record for row in conflict.rows] == [1]
    assert sorted(codes(conflict)) == ["C04", "C08"]


def test_a_second_collect_finds_the_row_made_under_the_corrected_name(tmp_path: Path) -> None:
    own = table(tmp_path, f"姓名,推荐单位,电话\n林书沅,{UNIT},{LIN['电话']}\n")
    made = table(tmp_path, f"姓名,推荐单位,电话\n林书远,{UNIT},{LIN['电话']}\n", "made.csv")
    marked = form("a.docx", LIN, identifier=identifier_of("林书沅", UNIT))
    result = merged(tmp_path, [marked], existing=made, own=own)
    assert [row.record for row in result.rows] == [1]
    assert codes(result) == ["C04"]


def test_a_form_written_over_for_another_person_is_another_row(tmp_path: Path) -> None:
    own = table(tmp_path, f"姓名,身份证号,电话\n林书远,{LIN['身份证号']},{LIN['电话']}\n")
    mark = identifier_of("林书远")
    forms = [form("a.docx", WEI, identifier=mark), form("b.docx", LIN, identifier=mark)]
    result = merged(tmp_path, forms, own=own)
    assert [(row.name, row.files) for row in result.rows] == [
        ("魏喆宁", ("a.docx",)),
        ("林书远", ("b.docx",)),
    ]
    assert codes(result) == ["C04"]


def test_a_form_of_another_campaign_is_matched_by_what_it_says(tmp_path: Path) -> None:
    own = table(tmp_path, f"姓名,电话,排序\n魏喆宁,{WEI['电话']},1\n林书远,,2\n")
    mark = Imprint("other-2020", "申报表", identifier_of("魏喆宁"), "")
    foreign = replace(form("a.docx", LIN), imprint=mark)
    assert raws(merged(tmp_path, [foreign], own=own))["排序"] == "2"
    nameless = replace(form("b.docx", {"姓名": "", "电话": WEI["电话"]}), imprint=mark)
    assert codes(merged(tmp_path, [nameless], own=own)) == ["C10"]


def test_a_form_without_a_name_is_nobodys_unless_it_was_made_for_someone(tmp_path: Path) -> None:
    nameless = {"姓名": "", "图片": "a.jpg"}
    lone = merged(tmp_path, [form("x.docx", nameless, PHOTOS)])
    assert (lone.rows, codes(lone)) == ((), ["C10"])
    mark = identifier_of("林书远")
    forms = [
        form("x.docx", nameless, PHOTOS, identifier=mark),
        form("a.docx", LIN, identifier=mark),
    ]
    result = merged(tmp_path, forms)
    assert raws(result) == {**LIN, "图片": "a.jpg"}
    assert codes(result) == []


def test_the_unit_is_that_of_the_folder_or_the_one_asked_for(tmp_path: Path) -> None:
    result = merged(tmp_path, [form("a.docx", LIN, sender=UNIT), form("b.docx", WEI)], unit=OTHER)
    assert [raws(result, n)["推荐单位"] for n in (0, 1)] == [UNIT, OTHER]


def test_who_recommends_himself_has_no_unit(tmp_path: Path) -> None:
    result = merged(tmp_path, [form("a.docx", {**LIN, "推荐方式": "网民自荐"}, sender=UNIT)])
    assert "推荐单位" not in raws(result)
    result = merged(tmp_path, [form("a.docx", {**LIN, "推荐方式": "组织推荐"}, sender=UNIT)])
    assert raws(result)["推荐单位"] == UNIT


def test_people_of_one_name_in_two_units_are_told_apart(tmp_path: Path) -> None:
    forms = [form("a.docx", LIN, sender=UNIT), form("b.docx", LIN, sender=OTHER)]
    assert len(merged(tmp_path, forms).rows) == 2
    unknown = merged(tmp_path, [*forms, form("c.docx", {"姓名": "林书远"}, PHOTOS)])
    assert [one.place.file for one in unknown.problems if one.code == "C10"] == ["c.docx"]
    assert "--unit" in unknown.problems[0].hint


def test_a_name_alone_finds_the_row_that_is_alone(tmp_path: Path) -> None:
    own = table(tmp_path, f"姓名,推荐单位,排序\n林书远,{UNIT},3\n魏喆宁,{OTHER},1\n")
    result = merged(tmp_path, [form("a.docx", LIN)], own=own)
    assert raws(result) == {**LIN, "推荐单位": UNIT, "排序": "3"}
    assert "applicants.csv 第2行" in result.rows[0].values["排序"].reasons[0]


def test_of_two_of_a_name_the_identity_number_tells_which(tmp_path: Path) -> None:
    text = "姓名,推荐单位,身份证号,排序\n"
    text += f"林书远,{UNIT},{LIN['身份证号']},3\n林书远,{OTHER},{WEI['身份证号']},7\n"
    own = table(tmp_path, text)
    result = merged(tmp_path, [form("a.docx", {**WEI, "姓名": "林书远"})], own=own)
    assert raws(result)["排序"] == "7"
    unclear = merged(tmp_path, [form("a.docx", {"姓名": "林书远"})], own=own)
    assert (unclear.rows, codes(unclear)) == ((), ["C10"])


def test_a_document_for_one_honour_says_which_it_is(tmp_path: Path) -> None:
    forms = [form("a.docx", LIN, "个人推荐表"), form("b.docx", LIN, "团队推荐表")]
    result = merged(tmp_path, forms)
    assert [raws(result, n)["荣誉"] for n in (0, 1)] == ["个人", "团队"]
    assert result.rows[0].values["荣誉"].confidence is Confidence.HIGH


def test_cells_that_hold_something_stay_and_blank_ones_are_filled(tmp_path: Path) -> None:
    text = f"姓名,推荐单位,出生年月,电话,事迹\n林书远,{UNIT},1986年3月,19900009999,\n"
    existing = table(tmp_path, text)
    result = merged(tmp_path, [form("a.docx", {**LIN, "出生年月": "1986.03"})], existing=existing)
    [row] = result.rows
    assert {name for name, value in row.values.items() if value.written} == {"身份证号", "事迹"}
    assert not row.values["出生年月"].written  # 1986年3月 and 1986.03 are one month
    [problem] = result.problems
    assert (problem.code, problem.place.file, problem.entry) == ("C08", "a.docx", "林书远")
    assert (problem.details["kept"], problem.details["read"]) == ("19900009999", LIN["电话"])


def test_a_cell_that_cannot_be_read_is_not_taken_for_a_blank_one(tmp_path: Path) -> None:
    existing = table(tmp_path, "姓名,电话,电话\n林书远,,\n")
    result = merged(tmp_path, [form("a.docx", LIN)], existing=existing)
    assert "电话" not in result.rows[0].values
    assert codes(result) == ["C08"]


def test_a_text_in_a_file_of_its_own_is_compared_by_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "林.txt").write_text(LIN["事迹"] + "\n", encoding="utf-8")
    existing = table(tmp_path, "姓名,事迹\n林书远,@林.txt\n")
    assert codes(merged(tmp_path, [form("a.docx", LIN)], existing=existing)) == []
    other = form("a.docx", {**LIN, "事迹": "别的事迹。"})
    assert codes(merged(tmp_path, [other], existing=existing)) == ["C08"]


def test_a_blank_value_that_is_not_certain_is_not_lost(tmp_path: Path) -> None:
    unclear = form("a.docx", {**LIN, "推荐方式": ""}, doubts={"推荐方式": "勾了两个"})
    value = merged(tmp_path, [unclear]).rows[0].values["推荐方式"]
    assert (value.raw, value.confidence, value.written) == ("", Confidence.LOW, False)


def test_fields_of_the_office_have_no_column_unless_a_form_asks_for_them(tmp_path: Path) -> None:
    assert "评审结果" not in merged(tmp_path, [form("a.docx", LIN)]).columns
    asked = merged(tmp_path, [form("a.docx", {**LIN, "评审结果": ""})])
    assert asked.columns[-1] == "评审结果"


def test_folders_name_units_with_numbers_and_words_around_them() -> None:
    units = [UNIT, OTHER, "微河县", "文明办"]
    assert sender_of(["回收", f"01_{UNIT}"], units) == UNIT
    assert sender_of([UNIT, "张三"], units) == UNIT
    assert sender_of([f"（2）{OTHER} 报送材料 5份"], units) == OTHER
    assert sender_of(["微 河 县"], units) == "微河县"
    assert sender_of(["泉屏区"], units) == ""
    assert sender_of(["微河县和文明办"], units) == ""
