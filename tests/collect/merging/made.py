"""A small campaign, and forms as they are once read, for the tests of merging and saving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import Raw
from formgen.campaign.units import Unit
from formgen.check.entry import Entry
from formgen.collect.collected import CollectedForm, Confidence, ReadValue, TakenPicture
from formgen.collect.content import NO_IMPRINT, Imprint, PastedPicture
from formgen.collect.merging import NOBODY, Known, Merged, Setup, merge
from formgen.plan.jobs import entry_identifiers
from formgen.tables import Table, read_table
from tests.check.generating import identity_number

UNITS = tuple(
    Unit(name, "", None, "", "", "")
    for name in ("泉屏区委网信办", "微河县委网信办", "微河县文明办")
)
MAIN, PHOTOS = "申报表", "工作照片"
LIN = {
    "姓名": "林书远",
    "身份证号": identity_number("19860317"),
    "电话": "19900001037",
    "事迹": "坚持十年做网络公益，网上网下都有好口碑。",
}
"""A person as a form says one."""
WEI = {
    "姓名": "魏喆宁",
    "身份证号": identity_number("19911102", "222"),
    "电话": "19900001038",
    "事迹": "创作短视频三百条，讲身边好人的故事。",
}


def campaign(**more: object) -> Campaign:
    body = {
        "编号": "test-2024",
        "名称": "好网民征集活动",
        "年份": 2024,
        "通知": {"标题": "通知", "发文机关": ["市委网信办"]},
        "命名字段": "姓名",
        "单位字段": "推荐单位",
        "字段": [
            {"名称": "姓名", "类型": "姓名", "必填": True},
            {"名称": "推荐单位", "类型": "推荐单位", "适用": {"推荐方式": ["组织推荐"]}},
            {"名称": "推荐方式", "类型": "单选", "选项": ["组织推荐", "网民自荐"]},
            {"名称": "身份证号", "类型": "身份证号"},
            {"名称": "出生年月", "类型": "年月"},
            {"名称": "电话", "类型": "电话", "标签": "联系电话"},
            {"名称": "事迹", "类型": "长文本"},
            {"名称": "照片", "类型": "照片"},
            {"名称": "图片", "类型": "图片"},
            {
                "名称": "成员",
                "类型": "明细",
                "列": [{"名称": "姓名", "类型": "姓名"}, {"名称": "职务", "类型": "文本"}],
            },
            {"名称": "荣誉", "类型": "单选", "选项": ["个人", "团队"]},
            {"名称": "排序", "类型": "整数"},
            {"名称": "评审结果", "类型": "单选", "选项": ["入选"], "主办方填写": True},
        ],
        "文书": [
            {"名称": MAIN, "范围": ["每份申报"], "模板": ["申报表.docx"]},
            {"名称": PHOTOS, "范围": ["每份申报"], "模板": ["工作照片.docx"]},
            {
                "名称": "个人推荐表",
                "范围": ["每份申报"],
                "模板": ["个人.docx"],
                "条件": {"荣誉": ["个人"]},
            },
            {
                "名称": "团队推荐表",
                "范围": ["每份申报"],
                "模板": ["团队.docx"],
                "条件": {"荣誉": ["团队"]},
            },
        ],
    }
    return Campaign.model_validate({**body, **more})


def form(
    file: str,
    values: Mapping[str, Raw],
    document: str = MAIN,
    *,
    identifier: str = "",
    sender: str = "",
    doubts: Mapping[str, str] | None = None,
) -> CollectedForm:
    """A form as read; fields in `doubts` are uncertain, and why."""
    told = doubts or {}
    read = {
        name: ReadValue(
            name,
            raw,
            Confidence.LOW if name in told else Confidence.HIGH,
            (told[name],) if name in told else (),
        )
        for name, raw in values.items()
    }
    mark = Imprint("test-2024", document, identifier, "") if identifier else NO_IMPRINT
    return CollectedForm(file, document, mark, read, (), sender)


def with_pictures(one: CollectedForm, field: str, *taken: tuple[bytes, str]) -> CollectedForm:
    """The form with pictures in a field: bytes and captions."""
    pictures = tuple(TakenPicture(PastedPicture(c, 35, 49), caption) for c, caption in taken)
    value = ReadValue(field, "", pictures=pictures)
    return CollectedForm(
        one.file, one.document, one.imprint, {**one.values, field: value}, one.problems, one.sender
    )


def identifier_of(name: str, unit: str = "", number: int = 1) -> str:
    """The identifier of an entry, of so many of its name and unit the last."""
    entries = [Entry(one, name, unit, {}) for one in range(1, number + 1)]
    return entry_identifiers("test-2024", entries)[number]


def table(folder: Path, text: str, name: str = "applicants.csv") -> Table:
    """A table written to a folder and read."""
    (folder / name).write_text(text, encoding="utf-8")
    return read_table(folder, name, campaign().fields)


def merged(
    folder: Path,
    forms: Sequence[CollectedForm],
    existing: Table | None = None,
    own: Table | None = None,
    unit: str = "",
) -> Merged:
    """The forms merged with a table that is there and the campaign's own."""
    known = Known.of(campaign(), folder, [existing], UNITS) if existing else NOBODY
    others = Known.of(campaign(), folder, [own], UNITS) if own else NOBODY
    return merge(forms, Setup(campaign(), folder, UNITS, unit, existing, known, others))


def raws(result: Merged, row: int = 0) -> dict[str, Raw]:
    """What a row's values are, by field."""
    return {name: value.raw for name, value in result.rows[row].values.items()}


def codes(result: Merged) -> list[str]:
    return [problem.code for problem in result.problems]
