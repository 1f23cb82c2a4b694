"""A small campaign, real builds of it, and what they leave on disk."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import os
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

CASE = ROOT / "tests/cases/reading-2025"
CAMPAIGN = "reading-2025"
ENTRIES = 12
PATIENCE = 120.0
"""Seconds after which something that must come is taken never to come."""
_WATCHED = Path(__file__).parent / "watched.py"
_UNITS = ("东岭村村民委员会", "西河村村民委员会", "南塬村村民委员会")


class Stage(Enum):
    """What a build is at; the letters `watched.py` tells it by."""

    START = "i"
    CHECK = "c"
    MANIFEST = "m"
    WORKERS = "w"
    FORMS = "f"
    PUBLICATION = "p"
    SETS = "s"
    END = "e"


def make_campaign(folder: Path, entries: int = ENTRIES, name: str = CAMPAIGN) -> Path:
    """A campaign of three units with Word, PDF, lists, print sets and a public notice."""
    shutil.copytree(CASE, folder)
    with (folder / "units.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["名称", "类型", "名额", "联系人", "联系电话"])
        writer.writerows([unit, "村", 99, "", ""] for unit in _UNITS)
    with (folder / "applicants.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["姓名", "组别", "联系电话", "推荐单位", "获奖情况", "读书故事"])
        writer.writerows(map(_entry, range(entries)))
    file = folder / "campaign.json"
    about = json.loads(file.read_text(encoding="utf-8"))
    about["编号"] = name
    about["规则"][0]["参数"]["上限"] = 99
    file.write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return folder


def _entry(number: int) -> list[str]:
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    group = ("少儿组", "成人组")[number % 2]
    story = f"第{number + 1}位把图书室的书借回家读，再讲给邻居听。" * (1 + number % 5)
    unit = _UNITS[number % len(_UNITS)]
    name = f"温{names[number // len(names)]}{names[number % len(names)]}"
    return [name, group, f"1990000{number:04d}", unit, "2024.10｜镇朗诵比赛一等奖", story]


def edit(file: Path, old: str, new: str) -> None:
    """Change a text that has to stand in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def copy_of_program(folder: Path) -> Path:
    """The program in a folder of its own, for `Yard.program`."""
    shutil.copytree(
        ROOT / "src/formgen", folder / "src/formgen", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder / "src"


@dataclass(frozen=True, slots=True)
class Ended:
    """A build that has ended."""

    code: int
    """Below zero: the signal that ended it."""
    screen: str

    @property
    def words(self) -> str:
        """The screen without spaces and line breaks, which depend on its width."""
        return "".join(self.screen.split())

    @property
    def reported(self) -> tuple[int, int]:
        """How many files the report speaks of, and how many of them were left as they were."""
        whole = re.search(r"共(\d+)个文件", self.words)
        assert whole, self.screen
        if "都没有变化" in self.words:
            return int(whole[1]), int(whole[1])
        kept = re.search(r"其中(\d+)个没有变化", self.words)
        return int(whole[1]), int(kept[1]) if kept else 0


@dataclass(slots=True)
class Build:
    """A build that is running, in a session of its own."""

    process: subprocess.Popen[bytes]
    pipe: int
    """Where it tells what it is at; its end is told when every process of it is gone."""
    screen: Any
    seen: Counter[Stage] = field(default_factory=Counter)
    ended: bool = False
    """Whether no process of it is left that could tell anything."""

    def comes_to(self, stage: Stage, count: int) -> bool:
        """Wait until it has done that at a stage; False where it ended before."""
        return self._read(lambda: self.seen[stage] >= count, PATIENCE)

    def is_gone(self, seconds: float) -> bool:
        """Whether every process of it is gone within so many seconds."""
        until = time.monotonic() + seconds
        self._read(lambda: False, seconds)
        while self.processes() and time.monotonic() < until:
            time.sleep(0.01)
        return self.ended and not self.processes()

    def processes(self) -> list[int]:
        """The living processes of its session."""
        return [pid for pid, _ in _session(self.process.pid)]

    def workers(self) -> list[int]:
        """The processes that help."""
        return [pid for pid, parent in _session(self.process.pid) if parent == self.process.pid]

    def where(self) -> str:
        """Where its processes are: the stacks of all their threads."""
        alive = self.processes()
        for pid in alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGUSR1)
        time.sleep(0.5)
        return f"{alive}: {self._text()}"

    def wait(self, seconds: float = PATIENCE) -> Ended:
        """What came of it."""
        try:
            if not self._read(lambda: self.ended, seconds) and not self.ended:
                raise subprocess.TimeoutExpired(self.process.args, seconds)
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"not done after {seconds} s: {self.where()}") from None
        return Ended(code, self._text())

    def clear(self) -> None:
        """End all of it, whatever happened."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.pipe >= 0:
            os.close(self.pipe)
            self.pipe = -1

    def _read(self, enough: Callable[[], bool], seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not enough():
            left = until - time.monotonic()
            if self.ended or left <= 0 or not select.select([self.pipe], [], [], left)[0]:
                return False
            told = os.read(self.pipe, 1)
            self.ended = not told
            if told:
                self.seen[Stage(told.decode())] += 1
        return True

    def _text(self) -> str:
        self.screen.seek(0)
        return str(self.screen.read().decode(errors="replace"))


def _session(leader: int) -> Iterator[tuple[int, int]]:
    """Processes of a session that live, and their parents."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent, _, session = (
                    (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                )
                if int(session) == leader and state not in "ZX":
                    yield int(entry.name), int(parent)


@dataclass(frozen=True, slots=True)
class Yard:
    """A folder with a campaign, where builds are started."""

    root: Path
    program: Path | None = None
    """A copy of the program's source that is to be run; None for the one installed."""

    @classmethod
    def at(cls, root: Path, program: Path | None = None, entries: int = ENTRIES) -> Yard:
        """A yard in an empty folder, its campaign of so many entries."""
        make_campaign(root / "campaign", entries)
        (root / "tmp").mkdir()
        return cls(root, program)

    @property
    def campaign(self) -> Path:
        """The campaign folder."""
        return self.root / "campaign"

    def start(
        self,
        out: str | Path,
        *options: str | Path,
        campaign: Path | None = None,
        within: Sequence[str] = (),
    ) -> Build:
        """Start a build.

        Args:
            out: what it builds into.
            options: of the command line.
            campaign: another campaign folder.
            within: a command that runs it.
        """
        receiving, telling = os.pipe()
        screen = tempfile.TemporaryFile()  # noqa: SIM115 - `running` closes it
        given = ["build", campaign or self.campaign, "-o", out, *options]
        command = [*within, sys.executable, _WATCHED, str(telling), *given]
        try:
            process = subprocess.Popen(
                [str(part) for part in command], cwd=self.root, env=self.environment(),
                stdin=subprocess.DEVNULL, stdout=screen, stderr=screen,
                pass_fds=[telling], start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(telling)
        return Build(process, receiving, screen)

    def build(
        self, out: str | Path, *options: str | Path, within: Sequence[str] = (), **more: Any
    ) -> Ended:
        """Run a build to its end."""
        with running(self.start(out, *options, within=within, **more)) as build:
            return build.wait()

    def environment(self) -> dict[str, str]:
        """What its processes are given."""
        paths = (self.program, os.environ.get("PYTHONPATH"))
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(path) for path in paths if path),
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(self.root / "tmp"),
            "COLUMNS": "200",
            "NO_COLOR": "1",
        }

    def tidy(self) -> None:
        """Remove temporary files, so that one is told of the blow that left it."""
        shutil.rmtree(self.root / "tmp")
        (self.root / "tmp").mkdir()

    def temporary(self) -> list[str]:
        """Temporary files that have outlived those who made them.

        What Python tries the folder with, and a kill may leave there, holds nothing.
        """
        files = [path for path in (self.root / "tmp").rglob("*") if path.is_file()]
        return sorted(str(path) for path in files if path.read_bytes() not in (b"", b"blat"))


@contextlib.contextmanager
def running(build: Build) -> Iterator[Build]:
    """See to it that nothing of a build outlives the context."""
    try:
        yield build
    finally:
        build.clear()
        build.screen.close()


def tree(out: Path) -> dict[str, str]:
    """The SHA-256 of each file by its path, those of .formgen/ excepted."""
    found = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out)
        if ".formgen" not in name.parts and path.is_file():
            found[name.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def states(out: Path) -> dict[str, tuple[int, int]]:
    """What changes when a file is written anew: its place on the disk and its time."""
    return {
        name: (found.st_ino, found.st_mtime_ns)
        for name in tree(out)
        for found in [(out / name).stat()]
    }


def anew(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The files that were written between two `states`."""
    return {name for name, state in after.items() if before.get(name) != state}


def rows(out: Path) -> int:
    """How many files the manifest knows of."""
    kept = (out / CAMPAIGN / ".formgen/manifest.sqlite").read_bytes()
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(kept)
        counted: int = connection.execute("SELECT count(*) FROM artifacts").fetchone()[0]
        return counted


def assert_whole_or_absent(out: Path, right: Mapping[str, str]) -> None:
    """Every file is as an undisturbed build makes it, and half ones lie only where they may."""
    found = tree(out)
    wrong = {name for name, digest in found.items() if right.get(name) != digest}
    assert not wrong, wrong
    own = out / CAMPAIGN / ".formgen"
    for path in own.rglob("*"):
        name = path.relative_to(own).as_posix()
        known = re.fullmatch(
            r"lock|holder\.json|parts(/\w+\.part)?|manifest\.sqlite(-journal)?", name
        )
        assert known, name


def assert_completes(
    yard: Yard, out: Path, right: Mapping[str, str], *options: str | Path, **more: Any
) -> Ended:
    """The next run ends well, in the same bytes, and counts every file once; the lock is free."""
    ended = yard.build(more.pop("inside", out), *options, **more)
    assert ended.code == 0, ended.screen
    assert "Traceback" not in ended.screen, ended.screen
    assert tree(out) == right
    assert list((out / CAMPAIGN / ".formgen").glob("parts/*")) == []
    assert ended.reported[0] == rows(out) == len(right), ended.screen
    return ended
