"""One part of a Word template → its Jinja source, compiled; and where a tag in it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import jinja2
from docxtpl import DocxTemplate
from lxml import etree

from formgen.problems import TemplateError
from formgen.tags import Budget, fill, in_chinese, unclosed_tag
from formgen.word.environment import ENVIRONMENT
from formgen.word.names import TEXT
from formgen.word.places import TagUse, find_tag, paragraph_text, paragraphs_of
from formgen.word.source import jinja_source

_BARE_TAG = re.compile(r"\{\{(p|r|tr|tc)\s")
"""docxtpl's {{p x }}, which puts XML in the place of a paragraph; a text would be lost there."""
_COLUMN_TAG = re.compile(r"\{%-?\s*(tc|colspan|hm)\b")
"""docxtpl's tags that repeat, span or merge cells."""
_SHOWN = 80
"""Characters of a tag that a message repeats."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part with tags: document, header, footer, notes or properties."""

    name: str
    source: str
    """Its Jinja source, on one line a paragraph, for errors and static checks."""
    compiled: jinja2.Template
    changes_columns: bool
    """Whether tags change the number of a table's columns."""
    relationships: str
    """Its relationships part's XML."""

    def render(self, context: Mapping[str, object], budget: Budget) -> str:
        """The part's XML.

        Raises:
            one of FILLING_ERRORS: a tag cannot be filled, or takes more than the budget has.
        """
        xml = fill(self.compiled, context, budget)
        if self.changes_columns:
            tree = DocxTemplate(None).fix_tables(xml.encode())  # lxml takes no declared str
            xml = etree.tostring(tree, encoding="UTF-8", standalone=True).decode()
        return xml


def refuse_bare_tags(tags: tuple[TagUse, ...], shown: str) -> None:
    """Refuse tags that docxtpl takes for XML.

    Raises:
        TemplateError: there is one; with its place.
    """
    for tag in tags:
        if match := _BARE_TAG.match(tag.text):
            raise TemplateError(
                f"模板“{shown}”的{tag.place}“{tag.text}”：{{{{ 后面不能紧接 {match[1]}",
                hint=f"请去掉 {match[1]}；{{%{match[1]} … %}} 才用它",
            )


def refuse_unclosed_tags(root: etree._Element, name: str, shown: str) -> None:
    """Refuse a part with tags that are never closed, before anything searches it for tags.

    Raises:
        TemplateError: there is one; with its place.
    """
    for text in _texts(root):
        if tag := unclosed_tag(text):
            places = (
                place for one, place in paragraphs_of(root, name) if tag in paragraph_text(one)
            )
            raise TemplateError(
                f"模板“{shown}”的{next(places, '')}“{tag}”：标记没有写完，或者太长",
                hint="请检查成对的 {{ }} 和 {% %}",
            )


def _texts(root: etree._Element) -> Iterator[str]:
    """Where tags may stand: the text of all runs, and every other text and attribute by itself."""
    yield "".join(text.text or "" for text in root.iter(TEXT))
    for element in root.iter(etree.Element):
        yield from (str(value) for value in element.attrib.values() if "{" in value)
        if element.tag != TEXT and "{" in (element.text or ""):
            yield element.text or ""


def text_part(
    name: str, root: etree._Element, relationships: str, tags: tuple[TagUse, ...], shown: str
) -> TextPart:
    """Compile a part; its tree is changed on the way.

    Args:
        name: of the part.
        root: its tree.
        relationships: its relationships part's XML.
        tags: every tag of the template, for the places of faults.
        shown: the template's name in messages.

    Raises:
        TemplateError: a tag is no valid Jinja, or the template is too large; with its place.
    """
    source = jinja_source(root)
    by_line = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
    try:
        compiled = ENVIRONMENT.from_string(source)
    except jinja2.TemplateSyntaxError:
        raise _syntax_error(by_line, tags, shown) from None
    changes = any(_COLUMN_TAG.search(tag.text) for tag in tags)
    return TextPart(name, by_line, compiled, changes, relationships)


def _syntax_error(by_line: str, tags: tuple[TagUse, ...], shown: str) -> TemplateError:
    try:
        ENVIRONMENT.from_string(by_line)
    except jinja2.TemplateSyntaxError as error:
        place = place_of(by_line, error.lineno, tags)
        return TemplateError(
            f"模板“{shown}”{place}：{in_chinese(error)}",
            hint="可用 formgen lint 查看这个模板的所有标记",
        )
    return TemplateError(f"模板“{shown}”的标记写法不对")


def place_of(by_line: str, line: int | None, tags: tuple[TagUse, ...]) -> str:
    """Where the tag on a source line stands in Word, as a Chinese phrase."""
    if line is None:
        return ""
    text = re.sub(r"<[^>]+>", "", by_line.split("\n")[line - 1])
    use = find_tag(text, tags)
    return f"的{use.place}“{_short(use.text)}”" if use else f"的“{text.strip()[:40]}”附近"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
