"""What was corrected by hand outlives another run; what was not follows the new proposal."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from formgen.adopt.again import Before, Reconciled, reconciled
from formgen.adopt.campaign_file import About, Plan, proposed_campaign
from formgen.adopt.known import Definition, KnownForm
from formgen.adopt.proposal import FormSort
from formgen.adopt.record import Record, RecordedForm, RecordError, read_record, record_text
from formgen.adopt.renaming import Now, renamed
from tests.adopt.proposing import at, field, proposal

FIELDS: tuple[Definition, ...] = (
    {"名称": "姓名", "类型": "姓名", "必填": True},
    {"名称": "籍贯", "类型": "文本", "必填": True},
    {"名称": "联系电话", "类型": "电话", "必填": True},
    {"名称": "事迹", "类型": "长文本", "最多字数": 1500},
)
Data = dict[str, Any]
Edit = Callable[[Data], None]


def form(*fields: Definition, title: str = "读书活动申报表") -> KnownForm:
    keyed = tuple((str(one.get("标签", one["名称"])), one) for one in fields)
    return KnownForm("申报表", "申报表.docx", title, FormSort.ENTRY, keyed)


def plan(*fields: Definition, title: str = "读书活动申报表") -> Plan:
    return proposed_campaign([form(*fields, title=title)], About("reading", 2025))


def settled(made: Plan) -> dict[tuple[str, str], str]:
    return {one: made.names[one] for one in made.ids}


def again(edit: Edit, *fields: Definition) -> Reconciled:
    """Propose, edit by hand, propose again."""
    first = plan(*FIELDS)
    current = copy.deepcopy(first.data)
    edit(current)
    return reconciled(Before(first, settled(first)), current, plan(*(fields or FIELDS)))


def one(result: Reconciled, name: str) -> Data | None:
    """A field of the result by its name."""
    fields: Any = result.data["字段"]
    return next((dict(each) for each in fields if each["名称"] == name), None)


def names(result: Reconciled) -> list[str]:
    fields: Any = result.data["字段"]
    return [each["名称"] for each in fields]


def rename(data: Data) -> None:
    data["字段"][2]["名称"] = "手机"


class TestFields:
    def test_nothing_changed_follows_the_new_proposal(self) -> None:
        new = ({**FIELDS[0]}, {**FIELDS[1], "必填": False}, *FIELDS[2:])
        result = again(lambda data: None, *new)
        assert one(result, "籍贯") == {"名称": "籍贯", "类型": "文本", "必填": False}
        assert result.kept == []

    def test_what_was_changed_stays_and_is_said(self) -> None:
        def edit(data: Data) -> None:
            data["字段"][3]["最多字数"] = 800

        new = (*FIELDS[:3], {**FIELDS[3], "最多字数": 2000, "必填": True})
        result = again(edit, *new)
        assert one(result, "事迹") == {
            "名称": "事迹", "类型": "长文本", "最多字数": 800, "必填": True,
        }  # fmt: skip
        assert result.kept == ["“事迹”的最多字数是您改过的，照您的"]

    def test_a_changed_kind_stays_with_all_that_belongs_to_it(self) -> None:
        def edit(data: Data) -> None:
            data["字段"][1] = {"名称": "籍贯", "类型": "单选", "选项": ["甲", "乙"]}

        result = again(edit, FIELDS[0], {**FIELDS[1], "最多字数": 20}, *FIELDS[2:])
        assert one(result, "籍贯") == {"名称": "籍贯", "类型": "单选", "选项": ["甲", "乙"]}

    def test_a_field_renamed_is_known_by_its_place(self) -> None:
        result = again(rename)
        assert names(result) == ["姓名", "籍贯", "手机", "事迹"]
        now = result.now["申报表", "联系电话"]
        assert now is not None
        assert now["名称"] == "手机"
        assert result.kept == ["“联系电话”您改名为“手机”，照您的"]

    def test_so_is_the_last_of_two_that_follow_each_other(self) -> None:
        def edit(data: Data) -> None:
            del data["字段"][1]
            data["字段"][1]["名称"] = "手机"

        result = again(edit)
        assert names(result) == ["姓名", "手机", "事迹"]
        assert result.now["申报表", "籍贯"] is None

    def test_and_one_whose_old_name_became_its_label(self) -> None:
        def edit(data: Data) -> None:
            data["字段"].append({"名称": "故乡", "类型": "地址", "标签": "籍贯"})
            del data["字段"][1]
            data["字段"].insert(1, data["字段"].pop())

        now = again(edit).now["申报表", "籍贯"]
        assert now is not None
        assert now["名称"] == "故乡"

    def test_a_field_deleted_stays_deleted(self) -> None:
        def edit(data: Data) -> None:
            del data["字段"][1]

        result = again(edit)
        assert names(result) == ["姓名", "联系电话", "事迹"]
        assert result.now["申报表", "籍贯"] is None
        assert any("籍贯" in said for said in result.kept)

    def test_a_field_added_stays_where_it_was_put(self) -> None:
        def edit(data: Data) -> None:
            data["字段"].insert(1, {"名称": "昵称", "类型": "网址"})

        assert names(again(edit)) == ["姓名", "昵称", "籍贯", "联系电话", "事迹"]

    def test_the_order_of_the_file_stays(self) -> None:
        assert names(again(lambda data: data["字段"].reverse())) == [
            "事迹", "联系电话", "籍贯", "姓名",
        ]  # fmt: skip

    def test_a_field_found_now_comes_behind_the_one_before_it(self) -> None:
        new = (*FIELDS[:2], {"名称": "民族", "类型": "文本"}, *FIELDS[2:])
        assert names(again(rename, *new)) == ["姓名", "籍贯", "民族", "手机", "事迹"]

    def test_a_field_found_now_that_was_added_by_hand_is_that_one(self) -> None:
        def edit(data: Data) -> None:
            data["字段"].append({"名称": "民族", "类型": "单选", "选项来自": "民族"})

        result = again(edit, *FIELDS, {"名称": "民族", "类型": "文本"})
        assert one(result, "民族") == {"名称": "民族", "类型": "单选", "选项来自": "民族"}
        assert names(result).count("民族") == 1

    def test_a_field_no_longer_found_goes_unless_it_was_changed(self) -> None:
        def edit(data: Data) -> None:
            data["字段"][3]["最多字数"] = 800

        assert names(again(lambda data: None, *FIELDS[:3])) == ["姓名", "籍贯", "联系电话"]
        result = again(edit, *FIELDS[:3])
        assert names(result) == ["姓名", "籍贯", "联系电话", "事迹"]
        assert any("事迹" in said and "留着" in said for said in result.kept)


class TestFurtherRuns:
    def test_a_renamed_field_is_known_by_its_last_name(self) -> None:
        first = plan(*FIELDS)
        data: Data = copy.deepcopy(first.data)
        rename(data)
        second = reconciled(Before(first, settled(first)), data, plan(*FIELDS))
        known = {
            identity: str(now["名称"]) if (now := second.now[identity]) is not None else ""
            for identity in first.ids
        }
        again_data: Data = copy.deepcopy(second.data)
        again_data["字段"].reverse()
        third = reconciled(Before(plan(*FIELDS), known), again_data, plan(*FIELDS))
        assert names(third) == ["事迹", "手机", "籍贯", "姓名"]

    def test_a_deleted_field_written_again_is_taken_as_it_was(self) -> None:
        first = plan(*FIELDS)
        known = {**settled(first), ("申报表", "籍贯"): ""}
        result = reconciled(Before(first, known), first.data, plan(*FIELDS))
        assert result.now["申报表", "籍贯"] == FIELDS[1]

    def test_its_name_is_enough_where_place_and_kind_are_others_now(self) -> None:
        first = plan(*FIELDS)
        data: Data = copy.deepcopy(first.data)
        del data["字段"][2]
        data["字段"].insert(0, {"名称": "手机", "类型": "文本"})
        known = {**settled(first), ("申报表", "联系电话"): "手机"}
        now = reconciled(Before(first, known), data, plan(*FIELDS)).now["申报表", "联系电话"]
        assert now is not None
        assert now["名称"] == "手机"

    def test_a_field_added_is_not_the_one_that_was_deleted_before(self) -> None:
        first = plan(*FIELDS)
        data: Data = copy.deepcopy(first.data)
        data["字段"][1] = {"名称": "民族", "类型": "文本", "必填": True}
        known = {**settled(first), ("申报表", "籍贯"): ""}
        result = reconciled(Before(first, known), data, plan(*FIELDS))
        assert result.now["申报表", "籍贯"] is None
        assert "民族" in names(result)

    def test_of_several_that_are_gone_the_likest_name_was_renamed(self) -> None:
        fields: list[Definition] = [
            {"名称": name, "类型": "文本"} for name in ("姓名", "工作单位", "通讯地点")
        ]
        first = plan(*fields)
        data: Data = copy.deepcopy(first.data)
        data["字段"] = [fields[0], {"名称": "通讯地点名", "类型": "文本"}]
        result = reconciled(Before(first, settled(first)), data, plan(*fields))
        assert result.now["申报表", "工作单位"] is None
        now = result.now["申报表", "通讯地点"]
        assert now is not None
        assert now["名称"] == "通讯地点名"


class TestTheRestOfTheFile:
    def test_changed_keys_stay_and_others_follow(self) -> None:
        def edit(data: Data) -> None:
            data["通知"]["发文机关"] = ["青禾镇文化站"]
            data["主题"] = "书香"

        first = plan(*FIELDS)
        current = copy.deepcopy(first.data)
        edit(current)
        new = plan(*FIELDS, title="读书周活动申报表")
        result = reconciled(Before(first, settled(first)), current, new)
        assert result.data["通知"] == {
            "标题": "关于开展读书周活动的通知", "发文机关": ["青禾镇文化站"],
        }  # fmt: skip
        assert (result.data["主题"], result.data["名称"]) == ("书香", "读书周活动")

    def test_the_naming_field_follows_its_new_name(self) -> None:
        def edit(data: Data) -> None:
            data["字段"][0]["名称"] = "申报者"

        assert again(edit).data["命名字段"] == "申报者"

    def test_documents_stay_as_they_were_changed(self) -> None:
        def edit(data: Data) -> None:
            data["文书"][0] |= {"名称": "推荐表", "双面": True}
            data["文书"].append({"名称": "公示", "模板": ["公示.docx"], "范围": ["整个活动"]})

        documents: Any = again(edit).data["文书"]
        assert [each["名称"] for each in documents] == ["推荐表", "公示"]
        assert documents[0]["双面"]

    def test_a_deleted_document_stays_deleted(self) -> None:
        def edit(data: Data) -> None:
            data["文书"] = [{"名称": "公示", "模板": ["公示.docx"], "范围": ["整个活动"]}]

        documents: Any = again(edit).data["文书"]
        assert [each["名称"] for each in documents] == ["公示"]

    def test_without_an_earlier_run_the_proposal_stands(self) -> None:
        made = plan(*FIELDS)
        result = reconciled(None, None, made)
        assert result.data == made.data
        assert result.now["申报表", "姓名"] == FIELDS[0]


class TestTags:
    made = proposal(
        [
            field("姓名", "姓名"),
            field("类别", "单选", 选项=["甲", "乙"]),
            field("成员", "明细", 列=[{"名称": "姓名", "类型": "姓名"}]),
        ],
        [
            at("姓名", "{{ 姓名|垫宽(4) }}", 0),
            at("类别", '{{ 类别|勾选("甲") }}', 1),
            at("成员", "{{ 行.姓名 }}", 2),
            at("", "{{ 单位.名称 }}", 3),
        ],
    )

    def tags(self, **now: Now) -> list[str]:
        every = {"姓名": Now("姓名"), "类别": Now("类别"), "成员": Now("成员"), **now}
        return [each.tag for each in renamed(self.made, every).insertions]

    def test_follow_the_new_name(self) -> None:
        assert self.tags(姓名=Now("申报人"))[0] == "{{ 申报人|垫宽(4) }}"

    def test_follow_the_new_wording_of_an_option(self) -> None:
        before = self.made.fields[1].definition
        now = Now.of(before, {"名称": "类别", "类型": "单选", "选项": ["甲类", "乙"]})
        assert self.tags(类别=now)[1] == '{{ 类别|勾选("甲类") }}'

    def test_do_not_mix_options_that_only_changed_places(self) -> None:
        before = self.made.fields[1].definition
        now = Now.of(before, {"名称": "类别", "类型": "单选", "选项": ["乙", "甲"]})
        assert self.tags(类别=now)[1] == '{{ 类别|勾选("甲") }}'

    def test_follow_options_that_took_each_others_words_in_part(self) -> None:
        before = {"名称": "类别", "类型": "单选", "选项": ["甲", "乙", "丙"]}
        now = Now.of(before, {**before, "选项": ["乙", "丁", "丙"]})
        assert self.tags(类别=now)[1] == '{{ 类别|勾选("乙") }}'

    def test_of_deleted_fields_are_left_out(self) -> None:
        assert self.tags(姓名=Now())[0] == '{{ 类别|勾选("甲") }}'

    def test_that_print_no_field_stay(self) -> None:
        assert self.tags()[-1] == "{{ 单位.名称 }}"

    def test_ask_for_words_only_where_the_kind_has_them(self) -> None:
        open_choice = proposal(
            [field("类别", "单选可填", 选项=["甲", "其他"], 可填选项=["其他"])],
            [at("类别", '{{ 类别|填写("其他") }}', 0)],
        )
        for kind, left in (("单选可填", 1), ("", 1), ("单选", 0), ("多选", 0)):
            assert len(renamed(open_choice, {"类别": Now("类别", kind)}).insertions) == left

    def test_suit_the_kind_it_was_changed_to(self) -> None:
        assert self.tags(姓名=Now("姓名", "照片"))[0] == "{{ 姓名|图片(33, 47) }}"


class TestRecord:
    first = plan(*FIELDS)
    record = Record(
        Before(first, settled(first)), (RecordedForm(form(*FIELDS), "表.docx", "ab" * 32),)
    )

    def test_is_read_as_it_was_written(self) -> None:
        read = read_record(record_text(self.record))
        assert read.forms == self.record.forms
        assert read.before.settled == self.record.before.settled
        assert read.before.plan.data == self.first.data
        assert read.before.plan.ids == self.first.ids

    @pytest.mark.parametrize("text", ["", "{}", "[]", '{"版本": 2}', "{" * 5000, "null"])
    def test_a_damaged_one_is_told(self, text: str) -> None:
        with pytest.raises(RecordError):
            read_record(text)

    @pytest.mark.parametrize("old", ['"字段"', '"现名"', '"表"', '"活动"', '"模板摘要"'])
    def test_so_is_one_that_lacks_a_part(self, old: str) -> None:
        with pytest.raises(RecordError):
            read_record(record_text(self.record).replace(old, '"别的"'))
