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
from docxtpl import DocxTemplate
from jinja2 import Undefined
from jinja2.exceptions import FilterArgumentError
from lxml import etree
from markupsafe import Markup, escape

from formgen.campaign.values import Picture
from formgen.ooxml import (
    Package,
    PackageError,
    ZipPart,
    deflate,
    deflate_fast,
    parse_part,
    read_package,
    relationships_name,
    without_thumbnail,
    write_zip,
)
from formgen.problems import TemplateError
from formgen.tags import (
    RecordShape,
    TagEnvironment,
    in_chinese,
    template_line,
    text_of,
    unknown_names,
)
from formgen.word import images
from formgen.word.custom_properties import CustomProperties, without_ours
from formgen.word.parts import text_part_names
from formgen.word.places import TagUse, find_tag, tags_of
from formgen.word.source import jinja_source

_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_NO_RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_BARE_TAG = re.compile(r"\{\{(p|r|tr|tc)\s")
"""docxtpl's {{p x }}, which puts XML in the place of a paragraph; a text would be lost there."""
_DRAWING_ID = re.compile(r'<wp:docPr\b[^>]*?\bid="(\d+)"')
_FIRST_DRAWING = 10_001
FILLING_ERRORS = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,
    MemoryError,
)
"""What a tag can raise that asks for something its value cannot do."""
_COLUMN_TAG = re.compile(r"\{%-?\s*(tc|colspan|hm)\b")
"""docxtpl's tags that repeat, span or merge cells."""
_NONE: Mapping[str, str] = MappingProxyType({})
_SMALL = 9
"""zlib level of the parts packed once."""


def finalize(value: object) -> object:
    """What a tag prints: text with its line breaks and tabs as Word's own."""
    if isinstance(value, Undefined):
        return value
    text = text_of(value)
    if isinstance(text, Markup) or ("\n" not in text and "\t" not in text):
        return text
    breaks = str(escape(text)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return Markup(breaks.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">'))  # noqa: S704 - escaped above


def one_line(value: object) -> object:
    """_一行: the text of a value for places that hold no line break.

    Raises:
        FilterArgumentError: the value is a picture, which cannot stand there.
    """
    if isinstance(value, Undefined):
        return value
    text = text_of(value)
    if isinstance(text, Markup):
        raise FilterArgumentError("这里只能写文字")
    return re.sub(r"[\n\t]+", " ", text)


def _environment() -> TagEnvironment:
    environment = TagEnvironment(finalize, autoescape=True)
    environment.filters["_一行"] = one_line
    environment.filters["图片"] = images.picture
    return environment


ENVIRONMENT = _environment()


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

    def render(self, context: Mapping[str, object]) -> str:
        """The part's XML."""
        xml = self.compiled.render(context)
        if self.changes_columns:
            tree = DocxTemplate(None).fix_tables(xml.encode())  # lxml takes no declared str
            xml = etree.tostring(tree, encoding="UTF-8", standalone=True).decode()
        return xml


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
            main = package.main_part()
            if _has_macros(package):
                raise PackageError("带宏的文件（.docm）不能作模板", "请另存为 .docx")
            candidates = text_part_names(package)
            roots = {name: parse_part(package.parts[name]) for name in candidates}
            links = {name: _plain_relationships(package, name) for name in candidates}
            types = _with_picture_types(package.parts["[Content_Types].xml"])
            package = Package({**package.parts, "[Content_Types].xml": types})
            properties = CustomProperties.of(package)
        except PackageError as error:
            raise TemplateError(f"模板“{shown}”：{error}") from None
        tags = tuple(tag for name in candidates for tag in tags_of(roots[name], name))
        _refuse_bare_tags(tags, shown)
        names = [name for name in candidates if name == main or _has_tags(roots[name], name)]
        taken = frozenset(number for root in roots.values() for number in _drawing_ids(root))
        parts = tuple(_text_part(name, roots[name], links[name], tags, shown) for name in names)
        fixed = _fixed_parts(package, names)
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
            f"模板“{self.shown}”{_place(part.source, unknown.line, self.tags)}："
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
            rendered = [(part, part.render(context)) for part in self.text_parts]
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
            packed += _pack(part, xml, context, media, numbers)
        if media:  # a template made from a filled form has pictures of the same name
            packed = [part for part in packed if part.name not in media]
        return write_zip([*packed, *media.values()])

    def _failure(self, error: Exception, context: Mapping[str, object]) -> TemplateError:
        """Fill again, paragraph by paragraph on a line, to learn where it fails."""
        for part in self.text_parts:
            try:
                ENVIRONMENT.from_string(part.source).render(context)
            except FILLING_ERRORS as again:
                line = template_line(again)
                return TemplateError(
                    f"模板“{self.shown}”{_place(part.source, line, self.tags)}：{in_chinese(again)}"
                )
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


def _refuse_bare_tags(tags: tuple[TagUse, ...], shown: str) -> None:
    for tag in tags:
        if match := _BARE_TAG.match(tag.text):
            raise TemplateError(
                f"模板“{shown}”的{tag.place}“{tag.text}”：{{{{ 后面不能紧接 {match[1]}",
                hint=f"请去掉 {match[1]}；{{%{match[1]} … %}} 才用它",
            )


def _drawing_ids(root: etree._Element) -> Iterator[int]:
    return map(int, _DRAWING_ID.findall(etree.tostring(root, encoding="unicode")))


def _plain_relationships(package: Package, name: str) -> str:
    """A part's relationships without prefixes, so that more can be added as text."""
    content = package.parts.get(relationships_name(name))
    links = () if content is None else parse_part(content)
    written = "".join(f"<Relationship{_attributes(link)}/>" for link in links)
    return _NO_RELATIONSHIPS.replace("></Relationships>", f">{written}</Relationships>")


def _attributes(element: etree._Element) -> str:
    return "".join(f' {name!s}="{escape(str(value))}"' for name, value in element.items())


def _text_part(
    name: str, root: etree._Element, relationships: str, tags: tuple[TagUse, ...], shown: str
) -> TextPart:
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
        place = _place(by_line, error.lineno, tags)
        return TemplateError(
            f"模板“{shown}”{place}：{in_chinese(error)}",
            hint="可用 formgen lint 查看这个模板的所有标记",
        )
    return TemplateError(f"模板“{shown}”的标记写法不对")


def _place(by_line: str, line: int | None, tags: tuple[TagUse, ...]) -> str:
    """Where the tag on a source line stands in Word, as a Chinese phrase."""
    if line is None:
        return ""
    text = re.sub(r"<[^>]+>", "", by_line.split("\n")[line - 1])
    use = find_tag(text, tags)
    return f"的{use.place}“{use.text}”" if use else f"的“{text.strip()[:40]}”附近"


def _fixed_parts(package: Package, text_names: list[str]) -> tuple[ZipPart, ...]:
    """All parts that no tag and no picture can change, packed once; the content types first."""
    changing = {*text_names, *(relationships_name(name) for name in text_names)}
    first = {"[Content_Types].xml": package.parts["[Content_Types].xml"]}
    return tuple(
        deflate(name, content, _SMALL)
        for name, content in {**first, **package.parts}.items()
        if name not in changing
    )


def _with_picture_types(content: bytes) -> bytes:
    """The content types with those of pictures, where the template lacks them.

    Raises:
        PackageError: the part is broken.
    """
    root = parse_part(content)
    known = {str(element.get("Extension", "")).lower() for element in root}
    for extension, kind in images.CONTENT_TYPES.items():
        if extension not in known:
            name = etree.QName(etree.QName(root).namespace, "Default")
            root.insert(0, root.makeelement(name, {"Extension": extension, "ContentType": kind}))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _pack(
    part: TextPart,
    xml: str,
    context: Mapping[str, object],
    media: dict[bytes, ZipPart],
    numbers: Iterator[int],
) -> list[ZipPart]:
    """A rendered part and its relationships; the pictures it shows go to `media`."""
    keys = images.referenced(xml)
    relationships = part.relationships
    if keys:
        xml = images.number_drawings(xml, numbers)
        own = [key for key in keys if f'"rIdPic{key}"' in relationships]
        found = images.find_pictures(context, set(keys) - set(own))
        shown: list[Picture] = [found[key] for key in keys if key in found]
        relationships = images.relationships_with(relationships, shown)
        media.update((file.name, file) for file in map(images.media_part, shown))
    packed = [deflate_fast(part.name, xml.encode())]
    if relationships != _NO_RELATIONSHIPS:
        packed.append(deflate_fast(relationships_name(part.name), relationships.encode()))
    return packed
