"""Kinds that are plain text: what was typed is what is printed."""

from __future__ import annotations

from formgen.campaign.kinds.base import Kind, Raw, Setting, text_of
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


class PersonName(Text):
    """A person's name; minority names keep their middle dot."""

    name = "姓名"
    takes = frozenset()


class IdentityNumber(Text):
    """An identity number (GB 11643)."""

    name = "身份证号"
    takes = frozenset()


class Phone(Text):
    """A mobile or landline number."""

    name = "电话"
    takes = frozenset()


class Email(Text):
    """An e-mail address."""

    name = "邮箱"
    takes = frozenset()


class Address(Text):
    """A postal address."""

    name = "地址"
    takes = frozenset()


class Link(Text):
    """A web address or the name of an account."""

    name = "网址"
    takes = frozenset()
