"""Word files → PDF, and old formats → .docx, by LibreOffice.

Runs `soffice --headless --convert-to …` with a profile of its own, so that an open
LibreOffice neither disturbs nor is disturbed, and with a time limit for the whole
process group. Documents may come from strangers: macros and outside links are off.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from formgen.layout.conversions import TO_PDF, Conversion
from formgen.layout.fonts_config import fonts_config
from formgen.problems import EnvironmentLackError, InputError

LIMIT = 120.0
"""Seconds for one start of LibreOffice."""
FILES_A_START = 200
"""Files handed to one start; the command line of Windows holds 32,767 characters."""
VERSION_LIMIT = 30.0

_MOST_HANGS = 2
"""Files of one lot that may use up their time before the rest is given up."""
_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = {
    "linux": (
        "/usr/lib/libreoffice/program/soffice",
        "/usr/lib64/libreoffice/program/soffice",
        "/opt/libreoffice*/program/soffice",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    # soffice.com waits for the end, soffice.exe does not.
    "win32": (
        "C:/Program Files/LibreOffice/program/soffice.com",
        "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    ),
}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class LibreOffice:
    """A LibreOffice that prints and converts documents; its profile lives as long as this object.

    Use it in a `with` statement, or call `close`, to remove the temporary folder.
    """

    def __init__(
        self,
        program: Path,
        fonts: Sequence[Path] = (),
        aliases: Mapping[str, Sequence[str]] | None = None,
        limit: float = LIMIT,
    ) -> None:
        """Prepare a profile.

        Args:
            program: soffice, see `open`.
            fonts: folders whose fonts are used and no others; empty for those of the
                machine. Where LibreOffice does not use fontconfig (macOS, Windows) the
                fonts of the machine stay.
            aliases: typeface name of a document → family names that stand in, first
                choice first; only together with `fonts`.
            limit: seconds one start may take.
        """
        self.program = program
        self.limit = limit
        self._folder = tempfile.TemporaryDirectory(prefix="formgen-", ignore_cleanup_errors=True)
        self._root = Path(self._folder.name)
        self._environment = dict(os.environ)
        settings = self._root / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        if fonts:
            config = self._root / "fonts.conf"
            config.write_text(
                fonts_config(fonts, aliases or {}, self._root / "cache"), encoding="utf-8"
            )
            self._environment["FONTCONFIG_FILE"] = str(config)

    @classmethod
    def open(
        cls,
        fonts: Sequence[Path] = (),
        aliases: Mapping[str, Sequence[str]] | None = None,
        limit: float = LIMIT,
    ) -> LibreOffice:
        """The LibreOffice of this machine.

        Raises:
            EnvironmentLackError: LibreOffice is not installed.
        """
        program = find_program()
        if program is None:
            raise EnvironmentLackError(
                "这台机器没有安装 LibreOffice",
                hint="请安装 LibreOffice："
                "Debian、Ubuntu 执行 apt-get install libreoffice-writer-nogui，"
                "其他系统见 https://zh-cn.libreoffice.org",
            )
        return cls(program, fonts, aliases, limit)

    def convert(self, content: bytes, name: str = "文件") -> bytes:
        """The PDF of one Word file.

        Raises:
            InputError: see `convert_all`.
        """
        return self.convert_all({name: content})[name]

    def convert_all(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """PDFs of many Word files, by the names they came under; one start for hundreds.

        Raises:
            InputError: LibreOffice made no PDF of one of them, or took too long.
            EnvironmentLackError: LibreOffice does not start.
        """
        made: dict[str, bytes] = {}
        for names in _batches(list(documents), FILES_A_START):
            batch = {name: documents[name] for name in names}
            converted, _ = self._convert_batch(batch, TO_PDF, strict=True)
            for name in names:
                if name not in converted:
                    raise InputError(
                        f"LibreOffice 没能把“{name}”转成 PDF",
                        hint="请确认它是能用 Word 打开的 .docx 文件",
                    )
            made |= converted
        return made

    def convert_each(
        self, documents: Mapping[str, bytes], conversion: Conversion
    ) -> dict[str, bytes]:
        """What could be made of each document, by the names they came under.

        One start serves hundreds. What it did not make, because of a broken file or because
        another stopped it, is tried once more alone.

        Raises:
            EnvironmentLackError: LibreOffice does not start.
        """
        made: dict[str, bytes] = {}
        for names in _batches(list(documents), FILES_A_START):
            batch = {name: documents[name] for name in names}
            converted, _ = self._convert_batch(batch, conversion)
            made |= converted
            if len(names) > 1:
                left = {name: batch[name] for name in names if name not in made}
                made |= self._each_alone(left, conversion)
        return made

    def _each_alone(
        self, documents: Mapping[str, bytes], conversion: Conversion
    ) -> dict[str, bytes]:
        made: dict[str, bytes] = {}
        hangs = 0
        for name, content in documents.items():
            if hangs == _MOST_HANGS:
                break
            converted, in_time = self._convert_batch({name: content}, conversion)
            made |= converted
            hangs += not in_time
        return made

    def close(self) -> None:
        """Remove the profile; the object is of no use afterwards."""
        self._folder.cleanup()

    def __enter__(self) -> LibreOffice:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _convert_batch(
        self, documents: Mapping[str, bytes], conversion: Conversion, *, strict: bool = False
    ) -> tuple[dict[str, bytes], bool]:
        """What one start made of documents, and whether it ended in time.

        Raises:
            InputError: it did not, and `strict`.
            EnvironmentLackError: LibreOffice does not start.
        """
        with tempfile.TemporaryDirectory(dir=self._root) as name:
            folder = Path(name)
            # What is made never has the name of a source.
            made = folder / "made"
            sources = [folder / f"{number}.{conversion.source}" for number in range(len(documents))]
            for source, content in zip(sources, documents.values(), strict=True):
                source.write_bytes(content)
            in_time = self._run(sources, made, conversion)
            if strict and not in_time:
                raise InputError(
                    f"LibreOffice 用了 {self.limit:g} 秒还没有转完 PDF，已经停止",
                    hint="请用 LibreOffice 打开这个文件，看看是否正常",
                )
            results = (made / f"{source.stem}.{conversion.made}" for source in sources)
            found = zip(documents, results, strict=True)
            return {name: path.read_bytes() for name, path in found if path.is_file()}, in_time

    def _run(self, sources: Sequence[Path], folder: Path, conversion: Conversion) -> bool:
        """Convert files into a folder; whether it ended in time."""
        profile = (self._root / "profile").as_uri()
        command = [str(self.program), f"-env:UserInstallation={profile}", "--headless"]
        command += ["--norestore", f"--infilter={conversion.filter}"]
        command += ["--convert-to", conversion.target, "--outdir", str(folder)]
        command += map(str, sources)
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program and file names
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # soffice starts soffice.bin: both must end
            )
        except OSError as error:
            raise EnvironmentLackError(
                f"LibreOffice 无法启动：{self.program}", hint="请重新安装 LibreOffice"
            ) from error
        try:
            process.wait(self.limit)
        except subprocess.TimeoutExpired:
            return False
        else:
            return True
        finally:
            _end(process)


def find_program() -> Path | None:
    """Where soffice is: on the search path, or at its usual places; None if nowhere."""
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return Path(found)
    for pattern in _USUAL_PLACES.get(sys.platform, ()):
        place = Path(pattern)
        anchor = Path(place.anchor)
        if found_places := sorted(anchor.glob(str(place.relative_to(anchor)))):
            return found_places[-1]
    return None


def version(program: Path) -> str:
    """What LibreOffice calls itself, e.g. "LibreOffice 7.4.7.2"; empty if it does not run."""
    try:
        asked = subprocess.run(  # noqa: S603 - the program found, nothing of the user's
            [str(program), "--version"],
            capture_output=True,
            timeout=VERSION_LIMIT,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    words = asked.stdout.decode("utf-8", "replace").split()
    return " ".join(words[:2])


def _batches(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), size):
        yield names[start : start + size]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, and its children."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a number
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
