"""Kinds that choose among options: one, several, or one with a word of one's own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from formgen.campaign.kinds.base import (
    Fault,
    FieldLike,
    Kind,
    Raw,
    Setting,
    fold,
    lines_of,
    text_of,
)
from formgen.campaign.values import OpenChoice, Value

_OPTIONS = (("选项", "选项来自"),)
_SEPARATORS = re.compile(r"[、,，;；\n|｜]")
_BRACKETED = re.compile(r"(?P<option>.+?)\s*[（(](?P<text>.*)[）)]", flags=re.DOTALL)
_COLONED = re.compile(r"(?P<option>.+?)\s*[：:](?P<text>.*)", flags=re.DOTALL)


def match_option(text: str, setting: Setting) -> str:
    """The option a wording stands for; spaces and widths do not matter.

    Raises:
        Fault: V02 with the nearest option.
    """
    if text in setting.options:
        return setting.options[text]
    folded = {fold(wording): option for wording, option in setting.options.items()}
    if fold(text) in folded:
        return folded[fold(text)]
    allowed = list(dict.fromkeys(setting.options.values()))
    near = difflib.get_close_matches(fold(text), list(folded), n=1, cutoff=0.4)
    advice = f"是否想填“{folded[near[0]]}”？" if near else ""
    raise Fault("V02", value=text, advice=advice, options="、".join(allowed))


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
            texts = [text_of(item) for item in raw]
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
            raise Fault("V11", option=chosen, text=text)
        return OpenChoice(chosen, text)

    def _split(self, raw: Raw, setting: Setting) -> tuple[str, str]:
        if isinstance(raw, Mapping):
            if set(raw) - {"选项", "文字"}:
                raise Fault("V07", expected="“选项”和“文字”两项")
            return text_of(raw.get("选项", "")), text_of(raw.get("文字", ""))
        whole = " ".join(lines_of(text_of(raw)))
        if whole in setting.options:
            return whole, ""
        match = _BRACKETED.fullmatch(whole) or _COLONED.fullmatch(whole)
        return (match["option"], match["text"].strip()) if match else (whole, "")


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
        try:
            return match_option(text, setting)
        except Fault as fault:
            raise Fault("V10", value=text, advice=fault.details["advice"]) from None
