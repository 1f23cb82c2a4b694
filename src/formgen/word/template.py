"""A Word template → a compiled template → the bytes of a filled document.

What is the same in every document is done once, in `compile`: reading, patching and
compiling the text parts, and deflating all others. `render` fills and packs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import jinja2
from lxml import etree

from formgen.ooxml import (
    Package,
    PackageError,
    ZipPart,
    parse_part,
    read_package,
    refuse_fetching_fields,
    refuse_outside,
    without_attached_template,
    without_thumbnail,
    write_zip,
)
from formgen.problems import TemplateError
from formgen.tags import (
    FILLING_ERRORS,
    Budget,
    RecordShape,
    fill,
    in_chinese,
    template_line,
    unknown_names,
)
from formgen.word.custom_properties import CustomProperties, without_ours
from formgen.word.environment import ENVIRONMENT, finalize, one_line
from formgen.word.packing import fixed_parts, pack, plain_relationships, with_picture_types
from formgen.word.parts import text_part_names
from formgen.word.places import TagUse, tags_of
from formgen.word.text_part import (
    TextPart,
    place_of,
    refuse_bare_tags,
    refuse_unclosed_tags,
    text_part,
)

__all__ = ["ENVIRONMENT", "FILLING_ERRORS", "TextPart", "WordTemplate", "finalize", "one_line"]

_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_DRAWING_ID = re.compile(r'<wp:docPr\b[^>]*?\bid="(\d+)"')
_FIRST_DRAWING = 10_001
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A compiled Word template. `shown` names it in messages."""

    shown: str
    text_parts: tuple[TextPart, ...]
    fixed_parts: tuple[ZipPart, ...]
    tags: tuple[TagUse, ...]
    """Every tag as written in Word, with its place."""
    drawing_ids: frozenset[int]
    """Ids of the template's own drawings."""
    marked_parts: tuple[ZipPart, ...]
    """As `fixed_parts`, for documents with custom properties of ours."""
    properties: CustomProperties
    """The template's own, open for more."""

    @classmethod
    def compile(cls, content: bytes, shown: str) -> WordTemplate:
        """Compile a .docx file's bytes.

        Raises:
            TemplateError: no Word file, or a tag that is no valid Jinja, with its place.
        """
        try:
            package = without_ours(without_thumbnail(read_package(content)))
            package = without_attached_template(package)
            refuse_outside(package)
            main = package.main_part()
            if _has_macros(package):
                raise PackageError("带宏的文件（.docm）不能作模板", "请另存为 .docx")
            candidates = text_part_names(package)
            refuse_fetching_fields(package, candidates)
            roots = {name: parse_part(package.parts[name]) for name in candidates}
            links = {name: plain_relationships(package, name) for name in candidates}
            types = with_picture_types(package.parts["[Content_Types].xml"])
            package = Package({**package.parts, "[Content_Types].xml": types})
            properties = CustomProperties.of(package)
        except PackageError as error:
            raise TemplateError(f"模板“{shown}”：{error}") from None
        for name, root in roots.items():
            refuse_unclosed_tags(root, name, shown)
        tags = tuple(tag for name in candidates for tag in tags_of(roots[name], name))
        refuse_bare_tags(tags, shown)
        names = [name for name in candidates if name == main or _has_tags(roots[name], name)]
        taken = frozenset(number for root in roots.values() for number in _drawing_ids(root))
        parts = tuple(text_part(name, roots[name], links[name], tags, shown) for name in names)
        fixed = fixed_parts(package, names)
        return cls(shown, parts, fixed, tags, taken, properties.declared_in(fixed), properties)

    def trees(self) -> list[jinja2.nodes.Template]:
        """The syntax trees of the tags, for static checks."""
        return [ENVIRONMENT.parse(part.source) for part in self.text_parts]

    def check_names(self, shape: RecordShape) -> None:
        """Hold every tag against what the context defines.

        Raises:
            TemplateError: a tag names what no field defines; every one with its place.
        """
        faults = [
            f"模板“{self.shown}”{place_of(part.source, unknown.line, self.tags)}："
            f"没有“{unknown.name}”这个字段"
            + (f"，是否想写“{unknown.near}”" if unknown.near else "")
            for part, tree in zip(self.text_parts, self.trees(), strict=True)
            for unknown in unknown_names(tree, shape)
        ]
        if faults:
            raise TemplateError("\n".join(dict.fromkeys(faults)))

    def render(self, context: Mapping[str, object], properties: Mapping[str, str] = _NONE) -> bytes:
        """The filled document; equal contexts and properties give equal bytes.

        Args:
            context: what the tags see.
            properties: custom properties the document has beside the template's own.

        Raises:
            TemplateError: a tag cannot be filled, with its place.
            InputError: a picture's file has gone since the check.
        """
        try:
            budget = Budget()
            rendered = [(part, part.render(context, budget)) for part in self.text_parts]
        except FILLING_ERRORS as error:
            raise self._failure(error, context) from error
        packed = [*self.fixed_parts]
        if properties:
            packed = [*self.marked_parts, self.properties.with_values(properties)]
        media: dict[bytes, ZipPart] = {}
        numbers = itertools.filterfalse(
            self.drawing_ids.__contains__, itertools.count(_FIRST_DRAWING)
        )
        for part, xml in rendered:
            packed += pack(part, xml, context, media, numbers)
        if media:  # a template made from a filled form has pictures of the same name
            packed = [part for part in packed if part.name not in media]
        return write_zip([*packed, *media.values()])

    def _failure(self, error: Exception, context: Mapping[str, object]) -> TemplateError:
        """Fill again, paragraph by paragraph on a line, to learn where it fails."""
        for part in self.text_parts:
            try:
                fill(ENVIRONMENT.from_string(part.source), context)
            except FILLING_ERRORS as again:
                line = template_line(again)
                place = place_of(part.source, line, self.tags)
                return TemplateError(f"模板“{self.shown}”{place}：{in_chinese(again)}")
        return TemplateError(f"模板“{self.shown}”：{in_chinese(error)}")


def _has_macros(package: Package) -> bool:
    """Whether a file has macros, also where it is only called .docx."""
    names = (name.rpartition("/")[2].lower() for name in package.parts)
    return _MACRO.encode() in package.parts["[Content_Types].xml"] or any(
        name.startswith("vbaproject") for name in names
    )


def _has_tags(root: etree._Element, name: str) -> bool:
    """Whether a part has tags; properties and watermarks hold theirs outside paragraphs."""
    return any(tags_of(root, name)) or "{{" in etree.tostring(root, encoding="unicode")


def _drawing_ids(root: etree._Element) -> Iterator[int]:
    return map(int, _DRAWING_ID.findall(etree.tostring(root, encoding="unicode")))
