"""An HTML page → its texts, attributes, comments, scripts and the files inside it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from formgen.publish.leaks.model import Files, Level, Passage
from formgen.web.parser import PageParser

_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q rp rt ruby s samp small span"  # noqa: SIM905
    " strong sub sup time u var wbr".split()
)
"""Elements that do not end a line of text."""
_DATA = re.compile(r"data:([\w./+-]*)((?:;[\w=.+-]+)*),([^\"')\s]*)", re.IGNORECASE)
_EMBEDDED = "网页里内嵌的文件"


def page_passages(text: str, files: Files) -> Iterator[Passage]:
    """Everything in a page, shown or not.

    Args:
        text: the page.
        files: takes apart the files that stand in it as data: addresses.
    """
    page = _Page()
    page.feed(text)
    page.close()
    yield from page.finished()
    yield Passage("网页源码", text, Level.CODE)
    for kind, parameters, data in _DATA.findall(text):
        content = unquote_to_bytes(data)
        if "base64" in parameters.lower():
            content = _from_base64(content)
        for passage in files(f"内嵌.{kind.rpartition('/')[2]}", content):
            yield passage.inside(_EMBEDDED)


def _from_base64(content: bytes) -> bytes:
    try:
        return base64.b64decode(content + b"=" * (-len(content) % 4))
    except binascii.Error:
        return content


class _Page(PageParser):
    """Collects the passages of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Passage] = []
        self._line: list[str] = []
        self._texts: list[str] = []
        self._line_number = 1
        self._within = ""

    def finished(self) -> list[Passage]:
        """All passages, when the page has been fed; last what stands over several elements."""
        self._end_line()
        return [*self._found, Passage("网页的文字", "".join(self._texts), Level.RAW)]

    def _end_line(self) -> None:
        text = "".join(self._line)
        if text.strip():
            place = f"网页第{self._line_number}行"
            self._found.append(Passage(f"{place}{_INSIDE.get(self._within, '的文字')}", text))
            own = [part for part in self._line if part.strip()]
            if len(own) > 1:
                self._found.append(Passage(f"{place}的文字", "\n".join(own)))
        self._line.clear()

    def handle_data(self, data: str) -> None:
        """Text between two tags."""
        if not self._line:
            self._line_number = self.getpos()[0]
        self._line.append(data)
        self._texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes, of which each is a text of its own."""
        if tag not in _INLINE:
            self._end_line()
            self._within = tag
        for name, value in attrs:
            if value and not value.startswith("data:"):
                place = f"网页第{self.getpos()[0]}行 <{tag}> 的 {name} 属性"
                level = Level.CODE if name in _MACHINE else Level.TEXT
                self._found.append(Passage(place, value, level))

    def handle_endtag(self, tag: str) -> None:
        """The end of an element."""
        if tag not in _INLINE:
            self._end_line()
            self._within = ""

    def handle_comment(self, data: str) -> None:
        """A comment, of this kind or the other."""
        self._found.append(Passage("网页的注释", data))

    def handle_decl(self, decl: str) -> None:
        """<!DOCTYPE>."""
        self._found.append(Passage("网页的声明", decl))

    def handle_pi(self, data: str) -> None:
        """<?xml … >."""
        self._found.append(Passage("网页的处理指令", data))

    def unknown_decl(self, data: str) -> None:
        """<![CDATA[ … ]]>."""
        self._found.append(Passage("网页的声明", data))


_INSIDE = {"script": "的脚本", "style": "的样式", "title": "的标题"}
_MACHINE = frozenset({"class", "style", "integrity", "nonce", "width", "height"})
"""Attributes that programs read."""
