"""The tag environment of web pages: every value is text, and links are made of contacts only."""

from __future__ import annotations

import re
import unicodedata

from jinja2 import Undefined, nodes

from formgen.tags import TagEnvironment, text_of

PHONE_LINK, MAIL_LINK = "电话链接", "邮箱链接"
LINK_FILTERS = (PHONE_LINK, MAIL_LINK)
"""The only filters whose values may be addresses of links."""

_UNESCAPED_FILTERS = ("tojson",)
"""Filters whose output Jinja takes for markup and which leave double quotes as they are."""
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.FilterBlock: "filter",
    nodes.CallBlock: "call",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.Block: "block",
}
"""Statements that print values as markup, or fetch other files, and the words they begin with."""

_NUMBER = re.compile(r"\+?[0-9]{7,15}", flags=re.ASCII)
_DASHES = re.compile(r"[\s()\u2010-\u2015\u2212\u30fc-]")
_MAIL = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}",
    flags=re.ASCII,
)


def printed(value: object) -> object:
    """What a tag prints: the text of a value, its line ends as they are."""
    return value if isinstance(value, Undefined) else text_of(value)


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
    environment = TagEnvironment(printed, autoescape=True)
    environment.trim_blocks = environment.lstrip_blocks = True
    for name in _UNESCAPED_FILTERS:
        del environment.filters[name]
    environment.filters[PHONE_LINK] = phone_link
    environment.filters[MAIL_LINK] = mail_link
    return environment


ENVIRONMENT = _environment()
