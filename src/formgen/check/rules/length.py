"""字数: a text is so many characters long, at least, at most or about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from formgen.campaign.base import Part
from formgen.check.counting import characters
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts, RuleKind

ABOUT = 0.2
"""How far “左右” reaches, as a share of the number."""


class LengthParameters(Part):
    """One limit or several."""

    least: int | None = Field(default=None, alias="下限", ge=1)
    most: int | None = Field(default=None, alias="上限", ge=1)
    about: int | None = Field(default=None, alias="约", ge=1)


class LengthRule(RuleKind[LengthParameters]):
    """A text is so many characters long, as Word counts them."""

    name = "字数"
    Parameters = LengthParameters
    field_kinds = frozenset({"文本", "长文本", "分部长文"})

    def check(self, drafts: Sequence[Draft], facts: Facts) -> Iterator[Finding]:
        """Every text outside the limits."""
        for draft in drafts:
            for field in self.fields:
                if draft.known(field.name):
                    yield from length_findings(draft, field.name, self.parameters)

    def complaint(self) -> str:
        """Whether no limit is given, or they contradict each other."""
        own = self.parameters
        if own.least is None and own.most is None and own.about is None:
            return "请写“下限”“上限”或“约”"
        return "“下限”比“上限”还大" if own.least and own.most and own.least > own.most else ""


def length_findings(draft: Draft, name: str, limits: LengthParameters) -> Iterator[Finding]:
    """What is wrong with the length of one text."""
    count = characters(draft.value(name))
    told = {"field": name, "count": count}
    if limits.least and count < limits.least:
        yield Finding(
            "V29", draft, name, told | {"limit": limits.least, "rest": limits.least - count}
        )
    elif limits.most and count > limits.most:
        yield Finding(
            "V30", draft, name, told | {"limit": limits.most, "rest": count - limits.most}
        )
    elif limits.about and abs(count - limits.about) > limits.about * ABOUT:
        least, most = round(limits.about * (1 - ABOUT)), round(limits.about * (1 + ABOUT))
        yield Finding(
            "V31", draft, name, told | {"limit": limits.about, "least": least, "most": most}
        )
