"""An HTML template → a compiled template → the bytes of a filled page (UTF-8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import jinja2
from jinja2 import nodes

from formgen.problems import TemplateError
from formgen.tags import (
    FILLING_ERRORS,
    RecordShape,
    fill,
    in_chinese,
    template_line,
    unknown_names,
)
from formgen.web.environment import ENVIRONMENT, refused_statement
from formgen.web.markup import markup_faults

CHARSET = re.compile(r"<meta\s+charset=[\"']?utf-8[\"']?\s*/?>", flags=re.IGNORECASE)
"""What tells a browser the encoding (HTML Living Standard, 4.2.5.4)."""
_CHARSET_WITHIN = 1024
"""Bytes within which browsers look for it."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no page may hold (HTML Living Standard, 13.2.3.5)."""


@dataclass(frozen=True, slots=True)
class HtmlTemplate:
    """A compiled web page; immutable, so it can serve any number of documents."""

    shown: str
    """Its name in messages."""
    source: str
    compiled: jinja2.Template

    @classmethod
    def compile(cls, content: bytes, shown: str) -> HtmlTemplate:
        """Compile an .html file's bytes.

        Raises:
            TemplateError: not UTF-8, a tag that is no valid Jinja, or markup that a page
                for publication must not have; the message names the line.
        """
        source = _decoded(content, shown)
        try:
            tree = ENVIRONMENT.parse(source)
            compiled = ENVIRONMENT.from_string(source)
        except jinja2.TemplateError as error:
            line = getattr(error, "lineno", None)
            raise _failure(shown, source, line, in_chinese(error)) from None
        if refused := refused_statement(tree):
            line, word = refused
            raise _failure(shown, source, line, f"网页模板里不能用“{word}”")
        for fault in markup_faults(source):
            raise _failure(shown, source, fault.line, fault.reason)
        _check_charset(source, shown)
        return cls(shown, source, compiled)

    def trees(self) -> list[nodes.Template]:
        """The syntax tree of the page, for static checks."""
        return [ENVIRONMENT.parse(self.source)]

    def check_names(self, shape: RecordShape) -> None:
        """Hold every tag against what the context defines.

        Raises:
            TemplateError: a tag names what no field defines; every one with its line.
        """
        faults = []
        for unknown in (fault for tree in self.trees() for fault in unknown_names(tree, shape)):
            near = f"，是否想写“{unknown.near}”" if unknown.near else ""
            reason = f"没有“{unknown.name}”这个字段{near}"
            faults.append(_failure(self.shown, self.source, unknown.line, reason).message)
        if faults:
            raise TemplateError("\n".join(dict.fromkeys(faults)))

    def render(self, context: Mapping[str, object]) -> bytes:
        """The filled page in UTF-8; equal contexts give equal bytes.

        Raises:
            TemplateError: a name is undefined or a tag does not fit its value; with its line.
            ValueError: a value holds a control character.
        """
        try:
            page = fill(self.compiled, context)
        except FILLING_ERRORS as error:
            line = template_line(error)
            raise _failure(self.shown, self.source, line, in_chinese(error)) from error
        if found := _ILLEGAL.search(page):
            raise ValueError(f"character U+{ord(found[0]):04X} cannot stand in a page")
        return page.encode()


def page_outline(content: bytes) -> str:
    """A page as text that can be reviewed: its own source, on lines that end alike.

    Raises:
        TemplateError: not UTF-8.
    """
    return _decoded(content, "").rstrip("\n") + "\n"


def _decoded(content: bytes, shown: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        name = f"模板“{shown}”" if shown else "模板"
        raise TemplateError(f"{name}不是 UTF-8 编码的网页", hint="请另存为 UTF-8 编码") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_charset(source: str, shown: str) -> None:
    found = CHARSET.search(source)
    if found is None or len(source[: found.end()].encode()) > _CHARSET_WITHIN:
        raise TemplateError(
            f"模板“{shown}”没有在开头写明编码", hint='请在 <head> 后面写上 <meta charset="utf-8">'
        )


def _failure(shown: str, source: str, line: int | None, reason: str) -> TemplateError:
    """The error about one line of the template `shown`."""
    lines = source.split("\n")
    if line is None or not 0 < line <= len(lines):
        return TemplateError(f"模板“{shown}”：{reason}")
    text = " ".join(lines[line - 1].split())
    quoted = text if len(text) <= 60 else text[:60] + "…"
    return TemplateError(f"模板“{shown}”第{line}行“{quoted}”：{reason}")
