"""Word files of old and other formats → .docx, by LibreOffice where it is installed."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

from formgen.collect.sources.returned import Sort
from formgen.collect.sources.sorting import AS_DOCX, ASK_FOR_WORD, sort_of
from formgen.layout.conversions import DOC_TO_DOCX, ODT_TO_DOCX, RTF_TO_DOCX
from formgen.layout.libreoffice import LibreOffice
from formgen.ooxml import PackageError
from formgen.problems import EnvironmentLackError, InputError

CONVERSIONS = {Sort.DOC: DOC_TO_DOCX, Sort.RTF: RTF_TO_DOCX, Sort.ODT: ODT_TO_DOCX}
"""What is converted, and how."""

_CALLED = {Sort.DOC: "旧版 .doc 或 .wps", Sort.RTF: ".rtf", Sort.ODT: ".odt"}
_INSTALL = f"{AS_DOCX}；或在这台机器上安装 LibreOffice，装好以后会自动转换"


class Converter:
    """Converts with a LibreOffice that is started when it is first needed.

    Use it in a `with` statement, which removes LibreOffice's temporary folder.
    """

    def __init__(self) -> None:
        self._office: LibreOffice | None = None

    def __enter__(self) -> Converter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._office is not None:
            self._office.close()

    def converted(
        self, documents: Mapping[str, bytes], sort: Sort
    ) -> dict[str, bytes | PackageError]:
        """The .docx of each document of one sort, or why there is none, by the names given."""
        try:
            if self._office is None:
                self._office = LibreOffice.open()
            made = self._office.convert_each(documents, CONVERSIONS[sort])
        except EnvironmentLackError as error:
            lack = PackageError(f"是{_CALLED[sort]} 格式，{error.message}", _INSTALL)
            return dict.fromkeys(documents, lack)
        failed = PackageError(f"是{_CALLED[sort]} 格式，LibreOffice 没能转换", AS_DOCX)
        return {name: made.get(name, failed) for name in documents}


def to_docx(content: bytes, name: str) -> bytes:
    """A Word file as .docx; one that is .docx or .docm already comes back as it is.

    Args:
        content: the file.
        name: what messages call it.

    Raises:
        InputError: it is no Word file, encrypted or damaged, or LibreOffice is missing or
            could not convert it; the hint says what to do.
    """
    try:
        sort = sort_of(content)
        if sort not in CONVERSIONS and sort is not Sort.WORD:
            raise PackageError("不是 Word 文件", ASK_FOR_WORD)
    except PackageError as error:
        raise InputError(f"“{name}”{error.reason}", hint=error.hint) from None
    if sort is Sort.WORD:
        return content
    with Converter() as converter:
        made = converter.converted({name: content}, sort)[name]
    if isinstance(made, PackageError):
        raise InputError(f"“{name}”{made.reason}", hint=made.hint)
    return made
