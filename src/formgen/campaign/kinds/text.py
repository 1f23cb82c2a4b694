"""Kinds that are text: printed as typed, or checked and in one spelling."""

from __future__ import annotations

from abc import abstractmethod

from formgen.campaign.kinds.base import Kind, Raw, Setting, text_of, visible
from formgen.campaign.values import Value

_LIMITS = frozenset({"最少字数", "最多字数", "约字数"})


class Text(Kind):
    """A short text."""

    name = "文本"
    takes = _LIMITS
    textual = True

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The text as typed."""
        return text_of(raw)


class LongText(Text):
    """A text of several paragraphs, one a line."""

    name = "长文本"
    long = True


class Address(Text):
    """A postal address."""

    name = "地址"
    takes = frozenset()


class CheckedText(Text):
    """A text that is taken only if it can be what it is said to be."""

    takes = frozenset()

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The text as it is printed; "" if nothing of it can be seen."""
        text = visible(text_of(raw)).strip()
        return self.accepted(text) if text else ""

    @abstractmethod
    def accepted(self, text: str) -> str:
        """What is printed for a text that is not blank.

        Raises:
            Fault: it cannot be one; the message says what is wrong with it.
        """
