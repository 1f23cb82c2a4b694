"""Template names → compiled templates, looked up in order and kept per process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Protocol

from jinja2 import nodes

from formgen.campaign import Document
from formgen.excel import WorkbookTemplate
from formgen.excel.outline import outline as workbook_outline
from formgen.excel.watermark import with_watermark as workbook_watermark
from formgen.ooxml import PackageError
from formgen.problems import TemplateError, os_reason, regular_bytes
from formgen.tags import RecordShape
from formgen.web import HtmlTemplate, page_outline
from formgen.web import with_watermark as page_watermark
from formgen.word import WordTemplate
from formgen.word.custom_properties import version_of
from formgen.word.outline import outline as word_outline
from formgen.word.watermark import with_watermark as word_watermark


class Template(Protocol):
    """What every format's compiled template can do."""

    def render(self, context: Mapping[str, object]) -> bytes:
        """The filled document."""

    def trees(self) -> list[nodes.Template]:
        """The syntax trees of its tags, for static checks."""

    def check_names(self, shape: RecordShape) -> None:
        """Raise TemplateError for a tag that nothing in the context's shape defines."""


COMPILERS: dict[str, Callable[[bytes, str], Template]] = {
    ".docx": WordTemplate.compile,
    ".xlsx": WorkbookTemplate.compile,
    ".html": HtmlTemplate.compile,
}
"""File ending to compiler. A new format is one class and one line here."""


WATERMARKS: dict[str, Callable[[bytes, str], bytes]] = {
    ".docx": word_watermark,
    ".xlsx": workbook_watermark,
    ".html": page_watermark,
}
"""File ending to what writes a word across a template's pages."""


OUTLINERS: dict[str, Callable[[bytes], str]] = {
    ".docx": word_outline,
    ".xlsx": workbook_outline,
    ".html": page_outline,
}
"""File ending to what prints a template as text."""


def outline_file(path: Path) -> str:
    """A template as text that can be reviewed and compared.

    Raises:
        TemplateError: no such file, or no Word or Excel file.
    """
    outline = OUTLINERS.get(path.suffix.lower())
    if outline is None:
        raise TemplateError(
            f"“{path.name}”不是 .docx 或 .xlsx 文件", hint="请先另存为 .docx 或 .xlsx"
        )
    try:
        return outline(regular_bytes(path))
    except OSError as error:
        raise TemplateError(f"“{path}”无法读取：{os_reason(error)}") from None


COMMON = "通用"
"""The folder of templates that serve every campaign."""


@dataclass(frozen=True, slots=True)
class TemplateFolders:
    """Where templates are looked for, the office's own before the bundled ones."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, campaign_folder: Path, campaign_id: str) -> TemplateFolders:
        """The campaign folder's own, templates/<id> here, the bundled ones, and the common ones."""
        return cls(
            (
                campaign_folder / "templates",
                Path("templates") / campaign_id,
                bundled_templates() / campaign_id,
                Path("templates") / COMMON,
                bundled_templates() / COMMON,
            )
        )

    def find(self, name: str) -> Path:
        """The first template of that name.

        Raises:
            TemplateError: there is none, and the message lists where it was looked for; or it is
                a link to a file elsewhere.
        """
        for folder in self.folders:
            if (folder / name).is_file():
                return _within(folder, name)
        places = "、".join(dict.fromkeys(str(folder) for folder in self.folders[:2]))
        raise TemplateError(f"找不到模板“{name}”", hint=f"请把它放进 {places} 之一")


def _within(folder: Path, name: str) -> Path:
    """A template of a folder; the folder itself may be a link, as its user laid it out."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TemplateError(
            f"模板“{name}”是一个链接，指向文件夹“{folder}”以外的文件，没有读取",
            hint="请把模板文件本身放进去",
        )
    return path


def bundled_templates() -> Path:
    """The templates that come with formgen: inside the package, or beside it in a checkout."""
    packaged = Path(str(files("formgen"))) / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


def compiled(path: Path, watermark: str = "") -> Template:
    """The compiled template of a file: compiled once per process, and anew where it has changed.

    Args:
        path: the template.
        watermark: what stands across every page of its documents.

    Raises:
        TemplateError: the file cannot be read or compiled.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise TemplateError(f"模板“{path.name}”无法读取：{os_reason(error)}") from None
    return _compiled(path, watermark, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=256)
def _compiled(path: Path, watermark: str, _state: tuple[int, int]) -> Template:
    return _marked(path, _content(path), watermark)


@dataclass(frozen=True, slots=True)
class OpenTemplate:
    """A template as it was when a run began."""

    template: Template
    version: str
    """What forms made of it say of it."""


@lru_cache(maxsize=256)
def opened(path: Path, digest: str, watermark: str = "") -> OpenTemplate:
    """The template of a file that must not have changed, compiled once per process.

    Args:
        path: the template.
        digest: of its bytes, as `template_digest` gives it.
        watermark: what stands across every page of its documents.

    Raises:
        TemplateError: the file cannot be read or compiled, or is another by now.
    """
    content = _content(path)
    if digest_of_content(content) != digest:
        raise TemplateError(f"模板“{path.name}”在生成时被改动", hint="请再运行一次")
    return OpenTemplate(_marked(path, content, watermark), version_of(content))


def template_digest(path: Path) -> str:
    """The digest of a template's bytes.

    Raises:
        TemplateError: the file cannot be read.
    """
    return digest_of_content(_content(path))


def digest_of_content(content: bytes) -> str:
    """BLAKE2b of 16 bytes, hexadecimal."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _content(path: Path) -> bytes:
    try:
        return regular_bytes(path)
    except OSError as error:
        raise TemplateError(f"模板“{path.name}”无法读取：{os_reason(error)}") from None


def _marked(path: Path, content: bytes, watermark: str) -> Template:
    """The compiled template of a file's bytes, with a word across its pages where one is given."""
    if watermark:
        try:
            content = WATERMARKS[path.suffix.lower()](content, watermark)
        except PackageError as error:
            raise TemplateError(
                f"模板“{path.name}”读不出来：{error.reason}", hint=error.hint
            ) from None
    return compiled_content(content, path.name)


@lru_cache(maxsize=256)
def compiled_content(content: bytes, name: str) -> Template:
    """The compiled template of a file's bytes, once per process.

    Args:
        content: the bytes.
        name: the file's name, for messages; its ending says the format.

    Raises:
        TemplateError: it cannot be compiled.
    """
    return COMPILERS[PurePath(name).suffix.lower()](content, name)


def prepare_templates(
    documents: Sequence[Document], folders: TemplateFolders
) -> dict[tuple[str, str], Path]:
    """Find and compile every template of the documents.

    Returns:
        The file of each document name and template name.

    Raises:
        TemplateError: a template is missing or broken.
    """
    paths = {}
    for document in documents:
        for name in document.templates:
            path = paths[document.name, name] = folders.find(name)
            compiled(path)
    return paths
