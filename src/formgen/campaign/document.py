"""A document: one kind of paper of a campaign, and for whom it is made."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from formgen.campaign.base import Part
from formgen.campaign.file_names import refused

FORMATS = ("docx", "xlsx", "html")
"""Formats a template is filled in, by its file's ending."""

OUTPUTS = {"docx": ("docx", "pdf"), "xlsx": ("xlsx",), "html": ("html",)}
"""Formats that are made from a template of each; a Word document is also printed."""

LISTED = ("xlsx", "csv", "json")
"""Formats the list of a public document is published in, besides those of its templates."""


class Scope(StrEnum):
    """For whom one file of a document is made."""

    ENTRY = "每份申报"
    UNIT = "每个单位"
    CAMPAIGN = "整个活动"
    VALUE = "每个取值"


def _is_template(name: str) -> str:
    path = PurePosixPath(name)
    if path.name != name or "\\" in name:
        raise ValueError(f"“{name}”应是模板文件名，不带文件夹")
    if path.suffix.lstrip(".") not in FORMATS:
        raise ValueError(f"“{name}”应以 {' 或 '.join('.' + f for f in FORMATS)} 结尾")
    return name


def _is_folder_name(name: str) -> str:
    if reason := refused(name):
        raise ValueError(f"“{name}”{reason}")
    return name


_INDEX = "目录"
"""What the web office's index of a publication is called, beside its lists."""

SINGLE_FIRST = "姓氏笔画（单名在前）"
"""The order of names in which those with one given character come before those with two."""


class SortKey(Part):
    """What a list is sorted by."""

    field: str = Field(alias="字段")
    order: Literal["", "姓氏笔画", "姓氏笔画（单名在前）"] = Field(
        default="", alias="按", description="空为按值的先后；姓名可按姓氏笔画，单名在前是另一种"
    )
    descending: bool = Field(default=False, alias="倒序", description="从大到小，如得分")


def _sort_key(value: Any) -> Any:
    return {"字段": value} if isinstance(value, str) else value


class Seal(Part):
    """A place of a paper that is to be stamped, and by whom."""

    place: str = Field(
        alias="位置", min_length=1, description="纸上那一格的标签或那一行的文字，不计空格"
    )
    stamps: list[str] = Field(
        alias="印章", min_length=1, description="谁盖章，从左到右；写字段名就是它的值"
    )
    where: dict[str, list[str]] = Field(
        default_factory=dict, alias="条件", description="这些字段取这些值时才盖"
    )
    source: str = Field(default="", alias="出处")


class Document(Part):
    """One kind of paper: which templates, for whom, of which entries, in which order."""

    name: Annotated[str, AfterValidator(_is_folder_name)] = Field(
        alias="名称", description="文书名，也是输出文件夹名"
    )
    title: str = Field(default="", alias="标题", description="文书上印的标题")
    templates: list[Annotated[str, AfterValidator(_is_template)]] = Field(
        alias="模板", min_length=1, description="模板文件名，一种格式一个"
    )
    scopes: list[Scope] = Field(alias="范围", min_length=1, description="为谁各做一份")
    table: str = Field(default="", alias="数据", description="用哪个附表的记录，空为申报表格")
    value_field: str = Field(default="", alias="取值字段", description="范围为“每个取值”时按它分")
    where: dict[str, list[str]] = Field(
        default_factory=dict, alias="条件", description="只收这些字段取这些值的申报"
    )
    group_by: str = Field(default="", alias="分组", description="按这个单选字段分组")
    sort_by: list[
        Annotated[SortKey, BeforeValidator(_sort_key, json_schema_input_type=str | SortKey)]
    ] = Field(
        default_factory=list,
        alias="排序",
        description="依次按这些字段排：写字段名，或写明怎么排",
    )
    blank_rows: int = Field(
        default=0, alias="最少行数", ge=0, description="表格（每组）不足时补空行到这个数"
    )
    file_name: str = Field(
        default="", alias="文件名字段", description="每份申报的文件名用它的值，空为活动的命名字段"
    )
    public: bool = Field(default=False, alias="公开", description="只能用可公开的字段")
    announces: Literal["公示", "表彰"] = Field(
        default="公示", alias="发布", description="公开的文书发布的是公示，还是公示以后的表彰"
    )
    duplex: bool = Field(default=False, alias="双面", description="双面打印")
    copies: int = Field(default=1, alias="份数", ge=1, le=99, description="打印几份")
    in_set: bool | None = Field(
        default=None,
        alias="编入打印册",
        description="空为：每份申报、每个单位的文书都编入，公开的和整个活动的不编入",
    )
    own_set: bool = Field(
        default=False, alias="单独成册", description="证书等用专门的纸，另成一册，不加目录页"
    )
    seals: list[Seal] = Field(default_factory=list, alias="用印", description="在哪里盖谁的章")
    columns: list[str] = Field(
        default_factory=list, alias="列", description="公开名单的各列，空为全部可公开的字段"
    )
    counter: str | dict[str, str] = Field(
        default="个",
        alias="量词",
        description="名单里数数用的词：人、个、件；各组不同时按组写，没有写的组用“个”",
    )
    page_limit: int | None = Field(default=None, alias="页数上限", ge=1)
    source: str = Field(default="", alias="出处")

    def counter_of(self, group: str = "") -> str:
        """The word that counts the names of a group, or of the whole list."""
        if isinstance(self.counter, str):
            return self.counter
        return self.counter.get(group, "个")

    @model_validator(mode="after")
    def _consistent(self) -> Document:
        suffixes = [PurePosixPath(name).suffix for name in self.templates]
        if len(set(suffixes)) < len(suffixes):
            raise ValueError("同一种格式写了两个模板")
        if len(set(self.scopes)) < len(self.scopes):
            raise ValueError("“范围”里有重复")
        if self.public and self.name == _INDEX:
            raise ValueError(f"公开的文书不能叫“{_INDEX}”，网站发布包里有同名的文件，请改名")
        if self.own_set and self.in_set is not None:
            raise ValueError("写了“单独成册”的文书已另成一册，请删去“编入打印册”或“单独成册”")
        if {Scope.UNIT, Scope.VALUE} <= set(self.scopes):
            raise ValueError("“每个单位”和“每个取值”的文件可能同名，请写成两种文书")
        if (Scope.VALUE in self.scopes) != bool(self.value_field):
            raise ValueError("“取值字段”和范围“每个取值”要一起写")
        return self
