"""Kinds that choose among options: one, several, or one with a word of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from formgen.campaign.kinds.base import (
    Fault,
    FieldLike,
    Kind,
    Raw,
    Setting,
    fold,
    is_blank,
    lines_of,
    listed,
    shown,
    text_of,
)
from formgen.campaign.values import OpenChoice, Value
from formgen.problems import inner_quotes

_OPTIONS = (("选项", "选项来自"),)
_SEPARATORS = re.compile(r"[、,，;；\n|｜]")
_OPENING = re.compile("[（(]")
_CLOSING = ("）", ")")
_COLON = re.compile("[：:]")


_NEAR = 50
"""How like an option (0 to 100) a wording must be to be asked about."""
_MOST_LISTED = 20
"""Of more options, such as the 56 peoples, only the first are listed."""
_ASKED_ABOUT = 3
"""No more options than this are asked about, when they are equally near."""
_LONGEST = 100
"""A longer text is no misspelt option."""
_MOST_COMPARED = 2_000
"""Of more options, compared anew with each wrong cell, none is asked about."""


def match_option(text: str, setting: Setting) -> str:
    """The option a wording stands for; spaces and widths do not matter.

    Raises:
        Fault: V02 with the nearest option.
    """
    option = _meant(text, setting)
    if option is None:
        allowed = listed(list(dict.fromkeys(setting.options.values())), _MOST_LISTED)
        raise Fault("V02", value=shown(text), advice=_advice(text, setting.folded), options=allowed)
    return option


def _meant(text: str, setting: Setting) -> str | None:
    """The option a wording stands for; None if it stands for none."""
    if text in setting.options:
        return setting.options[text]
    return setting.folded.get(fold(text))


def _advice(text: str, options: Mapping[str, str]) -> str:
    """A question after the options a wording comes nearest to; empty if it is like none."""
    folded = fold(text)
    if len(folded) > _LONGEST or len(options) > _MOST_COMPARED:
        return ""
    near = process.extract(
        folded, options.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_ASKED_ABOUT
    )
    if not near:
        return ""
    best = (options[wording] for wording, score, _ in near if score == near[0][1])
    nearest = dict.fromkeys(map(inner_quotes, best))
    return f"是否想填“{'”或“'.join(nearest)}”？"


class Choice(Kind):
    """One of the options."""

    name = "单选"
    textual = True
    takes = frozenset({"选项", "选项来自"})
    needs = _OPTIONS

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The option's own wording."""
        return match_option(text_of(raw), setting)


class Choices(Kind):
    """Any number of the options, in the options' order."""

    name = "多选"
    takes = frozenset({"选项", "选项来自", "最少数量", "最多数量"})
    needs = _OPTIONS

    def blank(self, field: FieldLike) -> Value:
        """No option."""
        return ()

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The chosen options; separated by 、 or a comma, or a JSON list."""
        if isinstance(raw, str):
            texts = [part for part in _SEPARATORS.split(text_of(raw)) if part.strip()]
        elif isinstance(raw, Mapping):
            raise Fault("V07", expected="文字或列表")
        else:
            texts = [text_of(item) for item in raw if not is_blank(item)]
        chosen = {match_option(text.strip(), setting) for text in texts}
        return tuple(dict.fromkeys(o for o in setting.options.values() if o in chosen))


class OpenChoiceKind(Kind):
    """One of the options, some of which ask for a text: 其他（融媒体类）."""

    name = "单选可填"
    takes = frozenset({"选项", "选项来自", "可填选项", "最多字数"})
    needs = (*_OPTIONS, ("可填选项",))

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The option and its text, from 其他（融媒体类）, 其他：融媒体类, or a JSON object.

        Raises:
            Fault: V02 for no option, V11 for a text where the option has none.
        """
        option, text = self._split(raw, setting)
        chosen = match_option(option, setting)
        if text and chosen not in setting.field.open_options:
            raise Fault("V11", option=chosen, text=shown(text))
        return OpenChoice(chosen, text)

    def _split(self, raw: Raw, setting: Setting) -> tuple[str, str]:
        if isinstance(raw, Mapping):
            if set(raw) - {"选项", "文字"}:
                raise Fault("V07", expected="“选项”和“文字”两项")
            return text_of(raw.get("选项", "")), text_of(raw.get("文字", ""))
        whole = " ".join(lines_of(text_of(raw)))
        if whole in setting.options:
            return whole, ""
        if whole.endswith(_CLOSING) and (mark := _OPENING.search(whole, 1)):
            return whole[: mark.start()].strip(), whole[mark.end() : -1].strip()
        if mark := _COLON.search(whole, 1):
            return whole[: mark.start()].strip(), whole[mark.end() :].strip()
        return whole, ""


class RecommendingUnit(Kind):
    """The 推荐单位, by its name in units.csv."""

    name = "推荐单位"
    textual = True

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The unit's name as units.csv writes it.

        Raises:
            Fault: V10 with the nearest unit.
        """
        text = text_of(raw)
        unit = _meant(text, setting)
        if unit is None:  # a list of all units would be too long to be read
            raise Fault("V10", value=shown(text), advice=_advice(text, setting.folded))
        return unit
