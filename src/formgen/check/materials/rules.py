"""Rules about files: 照片, 图片, 视频 and 材料."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import Field

from formgen.campaign.base import Part
from formgen.campaign.model import Campaign, Material, Rule
from formgen.check.conditions import meets
from formgen.check.draft import Draft, Finding
from formgen.check.limits import count_findings
from formgen.check.materials.asking import (
    caption_findings,
    format_findings,
    photo_findings,
    resolution_findings,
    video_findings,
)
from formgen.check.rules.base import Facts, RuleKind


class PhotoParameters(Part):
    """How a photo is to look."""

    width: float | None = Field(default=None, alias="宽", gt=0, le=1000, description="毫米")
    height: float | None = Field(default=None, alias="高", gt=0, le=1000, description="毫米")
    background: str = Field(default="", alias="底色", description="红、蓝、白能查，别的不查")


class PhotoRule(RuleKind[PhotoParameters]):
    """A photo has a shape, enough pixels and a background."""

    name = "照片"
    Parameters = PhotoParameters
    field_kinds = frozenset({"照片"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every photo of another shape or background, or too small."""
        own = self.parameters
        size = (own.width, own.height) if own.width and own.height else None
        for draft in drafts:
            for field in self.fields:
                yield from photo_findings(draft, field.name, size, own.background)

    def complaint(self) -> str:
        """Whether nothing is asked for, or half a size."""
        own = self.parameters
        if (own.width is None) != (own.height is None):
            return "“宽”和“高”要一起写"
        return "" if own.width or own.background else "请写“宽”和“高”，或“底色”"


class PictureParameters(Part):
    """How many pictures, and how each is to be."""

    least: int | None = Field(default=None, alias="下限", ge=1)
    most: int | None = Field(default=None, alias="上限", ge=1)
    formats: list[str] = Field(default_factory=list, alias="格式")
    dpi: int | None = Field(default=None, alias="最低分辨率", ge=10, le=10_000, description="dpi")
    captioned: bool = Field(default=False, alias="说明必填")
    most_words: int | None = Field(default=None, alias="说明上限", ge=1, description="字数")


class PictureRule(RuleKind[PictureParameters]):
    """So many pictures, each of a format and resolution, with a caption."""

    name = "图片"
    Parameters = PictureParameters
    field_kinds = frozenset({"图片"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Too many or few pictures, and every picture that is not as asked for."""
        own = self.parameters
        for draft in drafts:
            for field in self.fields:
                yield from count_findings(draft, field.name, own.least, own.most)
                yield from format_findings(draft, field.name, own.formats)
                yield from caption_findings(draft, field.name, own.most_words, own.captioned)
                if own.dpi:
                    yield from resolution_findings(draft, field.name, own.dpi)

    def complaint(self) -> str:
        """Whether nothing is asked for, or the limits contradict each other."""
        own = self.parameters
        if own == PictureParameters():
            return "请至少写一项，如“上限”或“说明必填”"
        return "“下限”比“上限”还大" if own.least and own.most and own.least > own.most else ""


class VideoParameters(Part):
    """How a video is to be."""

    formats: list[str] = Field(default_factory=list, alias="格式")
    width: int | None = Field(default=None, alias="最低宽度", ge=1, le=100_000, description="像素")
    height: int | None = Field(default=None, alias="最低高度", ge=1, le=100_000, description="像素")
    minutes: float | None = Field(default=None, alias="时长上限分钟", gt=0, le=100_000)
    captioned: bool = Field(default=False, alias="说明必填")
    most_words: int | None = Field(default=None, alias="说明上限", ge=1, description="字数")


class VideoRule(RuleKind[VideoParameters]):
    """Videos are of a format, large enough, not too long, with a caption."""

    name = "视频"
    Parameters = VideoParameters
    field_kinds = frozenset({"附件"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every video that is not as asked for.

        Raises:
            EnvironmentLackError: there is a video, and the MediaInfo library cannot be loaded.
        """
        own = self.parameters
        least = own.width, own.height
        for draft in drafts:
            for field in self.fields:
                formats = own.formats or field.formats
                yield from format_findings(draft, field.name, own.formats)
                yield from video_findings(draft, field.name, least, own.minutes, formats)
                yield from caption_findings(draft, field.name, own.most_words, own.captioned)

    def complaint(self) -> str:
        """Whether nothing is asked for."""
        return "请至少写一项，如“格式”" if self.parameters == VideoParameters() else ""


class MaterialParameters(Part):
    """Names of the campaign's “材料”."""

    materials: list[str] = Field(alias="材料", min_length=1)


class MaterialRule(RuleKind[MaterialParameters]):
    """Materials are handed in. Of those without a field of their own the data tells nothing."""

    name = "材料"
    Parameters = MaterialParameters
    least_fields = 0

    def __init__(self, rule: Rule, parameters: MaterialParameters, campaign: Campaign) -> None:
        super().__init__(rule, parameters, campaign)
        self._materials = {material.name: material for material in campaign.materials}
        self._definitions = {field.name: field for field in campaign.fields}

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """R18: a material's field is blank where it applies.

        A blank field that is required (“必填”) anyway is said as such already (V01).
        """
        named = [self._materials[name] for name in self.parameters.materials]
        for material in named:
            if material.field and not self._definitions[material.field].required:
                yield from self._missing(drafts, material)

    def _missing(self, drafts: Sequence[Draft], material: Material) -> Iterator[Finding]:
        applies_to = self._definitions[material.field].applies_to
        told = {
            "material": material.name,
            "field": material.field,
            "description": (material.description or material.name).rstrip("。"),
        }
        for draft in drafts:
            if draft.blank(material.field) and meets(draft.entry.values, applies_to):
                yield Finding("R18", draft, material.field, told)

    def complaint(self) -> str:
        """Whether a material is not among the campaign's."""
        unknown = [name for name in self.parameters.materials if name not in self._materials]
        return f"“材料”里没有“{'、'.join(unknown)}”" if unknown else ""


MATERIAL_RULES: tuple[type[RuleKind[Any]], ...] = (PhotoRule, PictureRule, VideoRule, MaterialRule)
