"""A field: one thing a form asks for, as campaign.json declares it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from formgen.campaign.base import Part
from formgen.campaign.kinds import KINDS


def _is_identifier(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(
            f"“{name}”不能作字段名：只能用汉字、字母、数字和下划线，且不以数字开头；"
            "印在表上的原文请写在“标签”里"
        )
    return name


Name = Annotated[str, AfterValidator(_is_identifier)]
"""A field's name: a Python and Jinja identifier, so that it can be a tag."""


class PhotoSize(Part):
    """The size of a printed photo."""

    width: float = Field(alias="宽", gt=0, description="毫米")
    height: float = Field(alias="高", gt=0, description="毫米")


class FieldDefinition(Part):
    """One thing a form asks for. Its name is the CSV header, the JSON key and the tag."""

    name: Name = Field(alias="名称", description="字段名：表格的列名、模板的标记、报错用词都是它")
    kind: str = Field(alias="类型", description="值的种类", json_schema_extra={"enum": list(KINDS)})
    label: str = Field(default="", alias="标签", description="表上印的原文，与字段名不同时填写")
    hint: str = Field(default="", alias="提示", description="表上印的填写提示")
    required: bool = Field(default=False, alias="必填")
    public: bool = Field(default=False, alias="可公开", description="公示等公开文书可以使用")
    office: bool = Field(
        default=False, alias="主办方填写", description="由主办方登记，不放进发给单位的填报表"
    )
    applies_to: dict[str, list[str]] = Field(
        default_factory=dict,
        alias="适用",
        description='只有另一字段取这些值时才填，如 {"荣誉类别": ["典型人物"]}',
    )
    options: list[str] = Field(default_factory=list, alias="选项")
    options_from: Literal["", "类别", "推荐方式", "政治面貌", "学历", "民族"] = Field(
        default="",
        alias="选项来自",
        description="用活动的类别、推荐方式，或国家标准的政治面貌、学历、民族作选项",
    )
    open_options: list[str] = Field(
        default_factory=list, alias="可填选项", description="选中后可以再写文字的选项，如“其他”"
    )
    parts: list[str] = Field(default_factory=list, alias="分部", description="分部长文的各部分标题")
    columns: list[FieldDefinition] = Field(
        default_factory=list, alias="列", description="明细表每行的各列"
    )
    min_chars: int | None = Field(default=None, alias="最少字数", ge=1)
    max_chars: int | None = Field(default=None, alias="最多字数", ge=1)
    about_chars: int | None = Field(default=None, alias="约字数", ge=1)
    min_items: int | None = Field(default=None, alias="最少数量", ge=0)
    max_items: int | None = Field(default=None, alias="最多数量", ge=1)
    size: PhotoSize | None = Field(default=None, alias="照片尺寸", description="打印尺寸，毫米")
    background: str = Field(default="", alias="底色", description="照片底色，如“红”")
    formats: list[str] = Field(default_factory=list, alias="文件格式", description="如 JPG、MP4")
    source: str = Field(default="", alias="出处", description="通知里要求它的那一段")

    @property
    def printed(self) -> str:
        """What the form prints for it."""
        return self.label or self.name

    @model_validator(mode="after")
    def _fits_its_kind(self) -> FieldDefinition:
        kind = KINDS.get(self.kind)
        if kind is None:
            raise ValueError(f"没有“{self.kind}”这个类型，可用的有：{'、'.join(KINDS)}")
        given = {
            (info.alias or name)
            for name, info in type(self).model_fields.items()
            if name in _KIND_SPECIFIC and getattr(self, name) not in (None, "", [])
        }
        if extra := sorted(given - kind.takes):
            raise ValueError(f"类型“{self.kind}”用不到“{'、'.join(extra)}”，请去掉")
        for need in kind.needs:
            if not any(alias in given for alias in need):
                raise ValueError(f"类型“{self.kind}”还要写“{'”或“'.join(need)}”")
        return self

    @model_validator(mode="after")
    def _consistent(self) -> FieldDefinition:
        if self.min_chars and self.max_chars and self.min_chars > self.max_chars:
            raise ValueError("“最少字数”比“最多字数”还大")
        if self.min_items and self.max_items and self.min_items > self.max_items:
            raise ValueError("“最少数量”比“最多数量”还大")
        if self.office and self.required:
            raise ValueError("“主办方填写”的不能写“必填”，单位报来时还是空的")
        for one in (self, *self.columns) if self.public else ():
            if one.kind in PRIVATE_KINDS:
                where = "" if one is self else f"列“{one.name}”的"
                raise ValueError(f"{where}类型“{one.kind}”是个人信息，不能写“可公开”")
        for column in self.columns:
            if column.kind == "推荐单位" or column.options_from:
                raise ValueError(f"列“{column.name}”的选项要直接写在“选项”里")
            if column.applies_to or column.min_chars or column.max_chars or column.about_chars:
                raise ValueError(f"列“{column.name}”不能写“适用”和字数，这些只检查整个字段")
        for what, names in (("选项", self.options), ("分部", self.parts)):
            if len(set(names)) < len(names):
                raise ValueError(f"“{what}”里有重复")
        if self.options and (unknown := set(self.open_options) - set(self.options)):
            raise ValueError(f"“可填选项”里的“{'、'.join(sorted(unknown))}”不在“选项”里")
        return self


PRIVATE_KINDS = frozenset({"身份证号", "电话", "邮箱", "地址", "照片"})
"""Kinds of personal data that no public document may name."""

_KIND_SPECIFIC = frozenset(
    {
        "options",
        "options_from",
        "open_options",
        "parts",
        "columns",
        "min_chars",
        "max_chars",
        "about_chars",
        "min_items",
        "max_items",
        "size",
        "background",
        "formats",
    }
)
