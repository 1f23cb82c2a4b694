"""The tag environment of web pages: every value is text, and links are made of contacts only."""

from __future__ import annotations

import re
import unicodedata

from jinja2 import Undefined, nodes, pass_context

from formgen.tags import LONG, TagContext, TagEnvironment, text_of

PHONE_LINK, MAIL_LINK = "电话链接", "邮箱链接"
LINK_FILTERS = (PHONE_LINK, MAIL_LINK)
"""The only filters whose values may be addresses of links."""

_REFUSED: dict[type[nodes.Node], str] = {nodes.FilterBlock: "filter", nodes.CallBlock: "call"}
"""Statements that print values as markup, and the words they begin with."""

_NUMBER = re.compile(r"\+?[0-9]{7,15}", flags=re.ASCII)
_DASHES = re.compile(r"[\s()\u2010-\u2015\u2212\u30fc-]")
_MAIL = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}",
    flags=re.ASCII,
)


@pass_context
def printed(context: TagContext, value: object) -> object:
    """What a tag prints: the text of a value, its line ends as they are."""
    if isinstance(value, Undefined):
        return value
    text = text_of(value)
    if len(text) > LONG:
        context.budget.printed(len(text))
    return text


def phone_link(value: object) -> str:
    """电话链接: the address that calls a number (RFC 3966); empty for what is no plain number."""
    digits = _DASHES.sub("", unicodedata.normalize("NFKC", text_of(value)))
    return f"tel:{digits}" if _NUMBER.fullmatch(digits) else ""


def mail_link(value: object) -> str:
    """邮箱链接: the address that writes to a mailbox (RFC 6068); empty for what is none."""
    mailbox = text_of(value).strip()
    return f"mailto:{mailbox}" if _MAIL.fullmatch(mailbox) else ""


def refused_statement(tree: nodes.Template) -> tuple[int, str] | None:
    """The first statement that a page may not hold: its line and its word."""
    found = [(node.lineno, word) for kind, word in _REFUSED.items() for node in tree.find_all(kind)]
    return min(found, default=None)


def _environment() -> TagEnvironment:
    environment = TagEnvironment(printed, autoescape=True, shown="网页模板")
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters[PHONE_LINK] = phone_link
    environment.filters[MAIL_LINK] = mail_link
    return environment


ENVIRONMENT = _environment()
