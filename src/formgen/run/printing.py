"""Word files of any origin → PDF files, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formgen.layout.printing import About, Engine, Printed
from formgen.ooxml import PackageError
from formgen.problems import (
    FormgenError,
    InputError,
    OverfullError,
    Place,
    Problem,
    UsageError,
    os_reason,
    regular_bytes,
)
from formgen.run.printed_problems import printed_problems
from formgen.run.stores.store import FolderStore, is_folder

MAX_FILE_BYTES = 64 * 2**20
"""Larger Word files are refused before they are read."""
_PDF = ".pdf"
_WORD_ENDINGS = (".docx", ".docm", ".doc", ".wps")
_WIDE_DASHES = ("－", "—", "–", "―", "−")
_LOCK = "~$"
"""Word's own note beside a file that is open."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one Word file."""

    source: Path
    target: Path
    printed: Printed | None
    """None where the file could not be read."""
    error: FormgenError | None = None
    """Why not."""

    @property
    def made(self) -> bool:
        """Whether the PDF was written."""
        return self.printed is not None and bool(self.printed.content)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the PDF's user must know."""
        place = Place(self.source.name)
        return printed_problems(self.printed, place, place) if self.printed else ()


def print_files(files: Sequence[Path], output: Path | None, engine: Engine) -> Iterator[FileResult]:
    """Print Word files; one that cannot be read does not keep the others.

    Args:
        files: the Word files.
        output: a folder, or for a single file a name that ends in .pdf; None puts each PDF
            beside its Word file.
        engine: what prints.

    Raises:
        UsageError: two files would become one PDF, or many a single one.
        OutputError: a PDF cannot be written.
    """
    for file in files:
        _refuse_dash(file)
    targets = [_target(file, output, alone=len(files) == 1) for file in files]
    _distinct(files, targets)
    for file, target in zip(files, targets, strict=True):
        yield _print(file, target, engine)


def _target(file: Path, output: Path | None, *, alone: bool) -> Path:
    if output is None:
        return file.with_suffix(_PDF)
    if output.suffix.lower() == _PDF and not is_folder(output):
        if alone:
            return output
        raise UsageError(f"有多个 Word 文件，不能都写进“{output}”", hint="请在 -o 后面写一个文件夹")
    if output.suffix.lower() in _WORD_ENDINGS and not is_folder(output):
        raise UsageError(f"“{output}”不是 PDF 文件名", hint="请在 -o 后面写 .pdf 文件名或文件夹")
    return output / (file.stem + _PDF)


def _refuse_dash(file: Path) -> None:
    """An option typed with a full-width dash would be taken for a file."""
    name = str(file)
    if name.startswith(_WIDE_DASHES) and not file.exists():
        option = name.lstrip("".join(_WIDE_DASHES))
        dash = "-" if len(option) == 1 else "--"
        raise UsageError(f"“{name}”像是选项", hint=f"短横请用半角的，写成 {dash}{option}")


def _distinct(files: Sequence[Path], targets: Sequence[Path]) -> None:
    first: dict[str, Path] = {}
    for file, target in zip(files, targets, strict=True):
        other = first.setdefault(str(target.resolve()).casefold(), file)
        if other == file and other is not file:
            raise UsageError(f"“{file}”写了两次", hint="每个文件写一次就可以")
        if other is not file:
            raise UsageError(
                f"“{other}”和“{file}”会生成同一个文件“{target}”",
                hint="请分两次生成，或先改其中一个的文件名",
            )


def _print(file: Path, target: Path, engine: Engine) -> FileResult:
    try:
        content = _read(file)
        printed = engine.print(content, About(name=_speakable(file.stem)))
    except PackageError as error:
        return FileResult(
            file, target, None, InputError(f"“{file}”{error.reason}", hint=error.hint)
        )
    except (InputError, OverfullError) as error:
        return FileResult(file, target, None, error)
    if printed.content:
        FolderStore(target.parent).write(PurePosixPath(target.name), printed.content)
    return FileResult(file, target, printed)


def _speakable(name: str) -> str:
    """A file's name without the bytes of a foreign encoding, which no text can hold."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _read(file: Path) -> bytes:
    if file.name.startswith(_LOCK):
        raise InputError(
            f"“{file}”是 Word 打开文件时的临时文件", hint="请改选文件名不带 ~$ 的那个文件"
        )
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise InputError(
                f"“{file}”超过 {MAX_FILE_BYTES // 2**20} MB，没有读取",
                hint="请在 Word 里压缩图片后另存",
            )
        return regular_bytes(file)
    except OSError as error:
        raise InputError(
            f"“{file}”读不了：{os_reason(error)}", hint="请检查文件名和文件夹"
        ) from None
