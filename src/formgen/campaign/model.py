"""The campaign: all that a notice says and campaign.json repeats, as frozen types."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from formgen.campaign.base import IsoDay, Part
from formgen.campaign.commendation import Commendation
from formgen.campaign.document import Document
from formgen.campaign.field import FieldDefinition, Name
from formgen.campaign.file_names import is_device
from formgen.campaign.public_notice import PublicNotice
from formgen.campaign.references import dangling_references
from formgen.campaign.standards import STANDARDS


def _is_no_device(name: str) -> str:
    if is_device(name):
        raise ValueError(f"“{name}”不能作文件夹名：Windows 把它留给设备用")
    return name


Strokes = Annotated[str, StringConstraints(pattern=r"^[1-5]{1,64}$")]
"""The strokes of a character in the order they are written: 1横 2竖 3撇 4点 5折."""
Character = Annotated[str, StringConstraints(min_length=1, max_length=1)]
CampaignId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64),
    AfterValidator(_is_no_device),
]


class Organisers(Part):
    """Who runs the campaign, in the notice's order."""

    guides: list[str] = Field(default_factory=list, alias="指导单位")
    hosts: list[str] = Field(default_factory=list, alias="主办单位")
    operators: list[str] = Field(default_factory=list, alias="承办单位")


class Notice(Part):
    """The document that announced the campaign."""

    title: str = Field(alias="标题")
    number: str = Field(default="", alias="文号", description="发文字号，照通知抄写")
    addressees: str = Field(default="", alias="主送机关")
    issuers: list[str] = Field(alias="发文机关", min_length=1, description="版头上的发文机关")
    signatories: list[str] = Field(
        default_factory=list, alias="落款单位", description="落款与版头不同时填写"
    )
    issued: IsoDay | None = Field(default=None, alias="成文日期")
    attachments: list[str] = Field(default_factory=list, alias="附件")


class Stage(Part):
    """One stage of the campaign. `printed` is the notice's own wording of the time."""

    name: str = Field(alias="名称")
    printed: str = Field(alias="时间", description="照通知抄写，如 5-6月")
    start: IsoDay | None = Field(default=None, alias="起")
    end: IsoDay | None = Field(default=None, alias="止")
    content: str = Field(default="", alias="内容")


class Category(Part):
    """A category entries apply in."""

    name: str = Field(alias="名称", description="表上填的写法")
    full_name: str = Field(default="", alias="全称", description="通知里的写法，与名称不同时填写")
    description: str = Field(default="", alias="说明", description="照通知抄写")


class RecommendationWay(Part):
    """A way into the campaign, such as 组织推荐 or 网民自荐."""

    name: str = Field(alias="名称")
    description: str = Field(default="", alias="说明")


class Quota(Part):
    """How many entries a type of unit may send; units.csv may set it for one unit."""

    unit_type: str = Field(alias="单位类型", description="units.csv 里的类型")
    limit: int | None = Field(alias="名额", ge=0, description="null 为见 units.csv 或不限")
    per_category: bool = Field(default=False, alias="按类别", description="每个类别各有这么多")
    description: str = Field(default="", alias="说明", description="照通知抄写")
    source: str = Field(default="", alias="出处")


class Material(Part):
    """Something to hand in beside the form."""

    name: str = Field(alias="名称")
    description: str = Field(default="", alias="说明", description="照通知抄写")
    field: str = Field(default="", alias="字段", description="放它的字段")
    formats: list[str] = Field(default_factory=list, alias="文件格式")
    required: bool = Field(default=False, alias="必交")
    source: str = Field(default="", alias="出处")


class Contact(Part):
    """Where applicants turn to. These are the organiser's own data and may be public."""

    unit: str = Field(default="", alias="单位")
    people: list[str] = Field(default_factory=list, alias="联系人")
    phones: list[str] = Field(default_factory=list, alias="电话")
    emails: list[str] = Field(default_factory=list, alias="邮箱")
    address: str = Field(default="", alias="地址")


class Task(Part):
    """A task of a work plan, with who leads it and who helps."""

    name: str = Field(alias="名称")
    content: str = Field(alias="内容", description="照方案抄写")
    leads: list[str] = Field(alias="牵头单位", min_length=1)
    partners: list[str] = Field(default_factory=list, alias="协作单位")


class Rule(Part):
    """What must hold over entries. Each kind of rule is checked by one class."""

    kind: str = Field(alias="规则", description="规则的种类")
    wording: str = Field(alias="原文", description="通知里的原话")
    source: str = Field(default="", alias="出处", description="通知的第几部分第几条")
    fields: list[str] = Field(default_factory=list, alias="字段")
    when: dict[str, list[str]] = Field(default_factory=dict, alias="条件")
    values: dict[str, str | int | float | bool | list[str]] = Field(
        default_factory=dict, alias="参数"
    )
    severity: Literal["错误", "提醒"] = Field(default="错误", alias="级别")


class SideTable(Part):
    """A further table of the campaign, such as the articles of a bulletin."""

    name: Name = Field(alias="名称")
    file: str = Field(alias="文件", description="活动文件夹里的表格文件")
    fields: list[FieldDefinition] = Field(alias="字段", min_length=1)


class Campaign(Part):
    """All that campaign.json says."""

    id: CampaignId = Field(alias="编号", description="活动文件夹名，如 xuzhou-2023")
    name: str = Field(alias="名称", description="活动全称")
    short_name: str = Field(default="", alias="简称")
    year: int = Field(alias="年份", ge=1949, le=2200)
    theme: str = Field(default="", alias="主题")
    version: str = Field(default="1", alias="版本", description="本文件的版本，改动字段时加一")
    notice: Notice = Field(alias="通知")
    purpose: str = Field(default="", alias="目的")
    audience: list[str] = Field(default_factory=list, alias="对象", description="评选对象")
    criteria: list[str] = Field(default_factory=list, alias="标准", description="评选标准")
    requirements: list[str] = Field(default_factory=list, alias="要求", description="有关要求")
    topics: list[str] = Field(default_factory=list, alias="选题")
    award: str = Field(default="", alias="奖项", description="奖项设置、结果发布")
    organisers: Organisers = Field(default_factory=Organisers, alias="组织机构")
    period: str = Field(default="", alias="活动时间", description="照通知抄写")
    stages: list[Stage] = Field(default_factory=list, alias="日程")
    deadline: IsoDay | None = Field(default=None, alias="截止日期", description="报送截止")
    contacts: list[Contact] = Field(default_factory=list, alias="联系")
    categories: list[Category] = Field(default_factory=list, alias="类别")
    ways: list[RecommendationWay] = Field(default_factory=list, alias="推荐方式")
    quotas: list[Quota] = Field(default_factory=list, alias="名额")
    materials: list[Material] = Field(default_factory=list, alias="材料")
    tasks: list[Task] = Field(default_factory=list, alias="任务")
    form_notes: list[str] = Field(default_factory=list, alias="填表说明")
    public_notice: PublicNotice | None = Field(default=None, alias="公示")
    commendation: Commendation | None = Field(default=None, alias="表彰")
    file: str = Field(
        default="", alias="申报文件", description="空为 applicants.csv、.json、.jsonl 或 .xlsx"
    )
    results_file: str = Field(
        default="",
        alias="结果文件",
        description="谁入选、得什么荣誉；空为 results.csv、.json 或 .xlsx",
    )
    strokes: dict[Character, Strokes] = Field(
        default_factory=dict,
        alias="笔画",
        description='笔画表里没有的字的笔顺，1横2竖3撇4点5折，如 {"𠮷": "121251"}',
    )
    name_field: str = Field(alias="命名字段", description="文件名和报错里用它称呼一份申报")
    unit_field: str = Field(default="", alias="单位字段", description="类型为推荐单位的字段")
    fields: list[FieldDefinition] = Field(alias="字段", min_length=1)
    side_tables: list[SideTable] = Field(default_factory=list, alias="附表")
    rules: list[Rule] = Field(default_factory=list, alias="规则")
    documents: list[Document] = Field(alias="文书", min_length=1)

    def asked_fields(self) -> list[FieldDefinition]:
        """The fields a unit fills in, without those the office notes down itself."""
        return [field for field in self.fields if not field.office]

    def fields_of(self, table: str) -> list[FieldDefinition]:
        """The fields of a side table, or of the applicants for an empty name."""
        if not table:
            return self.fields
        return next(side.fields for side in self.side_tables if side.name == table)

    def category(self, name: str) -> Category | None:
        """The category of a name, if there is one."""
        return next((category for category in self.categories if category.name == name), None)

    def options_of(self, field: FieldDefinition) -> dict[str, str]:
        """Every accepted wording of a choice field's options, and the option it means."""
        match field.options_from:
            case "类别":
                wordings = {c.full_name: c.name for c in self.categories if c.full_name}
                return {c.name: c.name for c in self.categories} | wordings
            case "推荐方式":
                return {way.name: way.name for way in self.ways}
            case "政治面貌" | "学历" | "民族":
                return dict(STANDARDS[field.options_from])
        return {option: option for option in field.options}

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> Campaign:
        for message in dangling_references(self):
            raise ValueError(message)
        return self
