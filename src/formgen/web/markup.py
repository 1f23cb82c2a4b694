"""A page's source → what must not stand in it: scripts, outside resources, values out of place.

Escaping makes a value safe as text and inside quotes; nowhere else. So tags may stand between
elements and in quoted attributes, and the address of a link is either a place of the page itself
(#…) or comes from a filter that makes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formgen.web.environment import LINK_FILTERS
from formgen.web.parser import PageParser

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", flags=re.DOTALL)
_STATEMENT, _FIRST_VALUE = "\ue000", 0xF0000
"""What stands for {% … %} and for the first {{ … }} while the markup is read."""
_VALUES = "\U000f0000-\U000ffffd"
_VALUE = re.compile(f"[{_VALUES}]")
_ANY = re.compile(f"[{_STATEMENT}{_VALUES}]")
_ELEMENTS = frozenset(
    "script iframe frame object embed applet base form link audio video source track".split()  # noqa: SIM905 - reads better
)
"""Elements that run something or fetch something; an empty icon is a link that does not."""
_ADDRESSES = frozenset(
    "href src srcset action formaction poster cite background data ping xlink:href".split()  # noqa: SIM905 - reads better
)
_OPENED = re.compile(f"<[/!?]?[{_STATEMENT}{_VALUES}]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_UNQUOTED = re.compile(rf"=\s*[^\s\"'>]*[{_STATEMENT}{_VALUES}]")
_CSS_FETCH = re.compile(r"@import|url\(\s*[\"']?(?!data:|#)", flags=re.IGNORECASE)
_LINK_TAG = re.compile(rf"\|\s*(?:{'|'.join(LINK_FILTERS)})\s*-?\}}\}}$")
_PLAIN_LINK = re.compile(r"(?:https?|mailto|tel):|(?![a-z][a-z0-9+.-]*:)", flags=re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20]")
"""What browsers leave out of an address before they look at its scheme (URL Standard, 4.4)."""


@dataclass(frozen=True, slots=True)
class MarkupFault:
    """Something that must not stand in a page."""

    line: int
    reason: str
    """A Chinese sentence without a full stop."""


def markup_faults(source: str) -> list[MarkupFault]:
    """What must not stand in a template's source, in reading order."""
    if found := _ANY.search(source):
        return [MarkupFault(source.count("\n", 0, found.start()) + 1, "里有不能用的字符")]
    values: list[str] = []

    def placeholder(match: re.Match[str]) -> str:
        text, lines = match[0], "\n" * match[0].count("\n")
        if text.startswith("{{"):
            values.append(text)
            return chr(_FIRST_VALUE + len(values) - 1) + lines
        return (_STATEMENT if text.startswith("{%") else "") + lines

    page = _TAG.sub(placeholder, source)
    opened = [
        MarkupFault(page.count("\n", 0, match.start()) + 1, "标记不能紧跟在 < 后面")
        for match in _OPENED.finditer(page)
    ]
    return sorted([*opened, *_Reader(page, values).faults], key=lambda fault: fault.line)


class _Reader(PageParser):
    """Reads a page in which one character stands for each tag."""

    def __init__(self, page: str, values: Sequence[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: list[MarkupFault] = []
        self._values = values
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = [(name.replace(_STATEMENT, ""), value or "") for name, value in attrs]
        for reason in (
            *_element_faults(tag.rstrip(_STATEMENT), dict(attributes)),
            *_quote_faults(self.get_starttag_text() or ""),
            *(fault for name, value in attributes for fault in self._attribute(name, value)),
        ):
            self._fault(reason)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem != "style":
            return
        if _ANY.search(data):
            self._fault("<style> 里不能写标记")
        if _CSS_FETCH.search(data):
            self._fault("<style> 里引用了外面的文件，网页应能单独使用")

    def handle_comment(self, data: str) -> None:
        if _ANY.search(data):
            self._fault("网页的注释 <!-- --> 里不能写标记：读者看得到注释")

    def handle_decl(self, decl: str) -> None:
        self._declaration(decl)

    def unknown_decl(self, data: str) -> None:
        self._declaration(data)

    def handle_pi(self, data: str) -> None:
        self._declaration(data)

    def _declaration(self, text: str) -> None:
        if _ANY.search(text):
            self._fault("标记不能写在 <! > 或 <? > 里")

    def _attribute(self, name: str, value: str) -> Iterator[str]:
        if name.startswith("on"):
            yield f"不能有 {name}：网页里没有程序"
        elif name == "style" and _ANY.search(value):
            yield "style 里不能写标记"
        elif name in _ADDRESSES:
            yield from self._address(name, _IGNORED.sub("", value))

    def _address(self, name: str, address: str) -> Iterator[str]:
        if address.startswith("#"):
            return
        if _ANY.search(address):
            if not (_VALUE.fullmatch(address) and self._makes_link(address)):
                yield f"{name} 里的标记要以“{'”或“'.join(LINK_FILTERS)}”结尾"
        elif address and name != "href" and not address.startswith("data:image/"):
            yield f"{name} 引用了外面的文件，网页应能单独使用"
        elif name == "href" and not _PLAIN_LINK.match(address) and address != "data:,":
            yield f"“{address[:40]}”不能作链接"

    def _makes_link(self, placeholder: str) -> bool:
        return bool(_LINK_TAG.search(self._values[ord(placeholder) - _FIRST_VALUE]))

    def _fault(self, reason: str) -> None:
        self.faults.append(MarkupFault(self.getpos()[0], reason))


def _element_faults(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if _ANY.search(tag):
        yield "标记不能写在网页元素的名称里"
    elif tag in _ELEMENTS and (tag, attributes.get("href")) != ("link", "data:,"):
        yield f"不能有 <{tag}>：网页里没有程序，也不引用外面的文件"
    elif tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield "不能自动转到别的网页"


def _quote_faults(written: str) -> Iterator[str]:
    """Faults of an element's tags outside quotes; `written` is the whole of its start."""
    unquoted = _QUOTED.sub('""', written)
    if _UNQUOTED.search(unquoted):
        yield "属性的值里有标记，要加双引号"
    elif _VALUE.search(unquoted):
        yield "{{ … }} 只能写在文字里，或属性的双引号里"
