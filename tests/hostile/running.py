"""A folder and a command line → what the real `formgen` did, in a closed room within bounds.

The command runs as a process of its own. In it and in every Python it starts, `closed/` has the
network refused and every write outside the room: the process ends with 97. LibreOffice is no
Python; that it asks for nothing shows in an empty network namespace (`no_network=True`).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLOSED = Path(__file__).parent / "closed"
VIOLATION = 97
BUG = 70
MOST_MEMORY = 400 * 2**20
"""Bytes that no run on hostile input may exceed."""
MOST_SECONDS = 20
"""Of processor time, so that a busy machine fails no test."""
_PATIENCE = 60
"""Seconds on the clock until a run that waits for ever is ended."""
_NO_NETWORK = ("unshare", "--map-root-user", "--net")
"""Runs a command in a network namespace that nothing is in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command line was answered."""

    code: int
    screen: str
    """What stood on the screen: output, then errors."""
    out: str
    """The output alone."""

    @property
    def words(self) -> str:
        """The screen without spaces and line breaks, which depend on its width."""
        return "".join(self.screen.split())

    def problems(self) -> list[dict[str, Any]]:
        """The problems that `check --format json` printed."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


@dataclass(frozen=True, slots=True)
class Ran(Answer):
    """What a process did."""

    seconds: float
    """Processor time of the process and those it started."""
    peak: int
    """Most bytes of memory that one of them had."""
    left: tuple[str, ...]
    """Temporary files that survived."""
    changed: tuple[str, ...]
    """Files outside the output folder that came, went or changed."""


@dataclass(frozen=True, slots=True)
class Room:
    """A folder with all that a run may touch: `campaign`, what else a test puts there, `out`."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Room:
        """A room in an empty folder."""
        for name in ("campaign", "tmp", "home"):
            (root / name).mkdir(parents=True)
        return cls(root)

    @property
    def campaign(self) -> Path:
        """The campaign folder."""
        return self.root / "campaign"

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.root / "out"

    def run(
        self, *arguments: str | Path, writes: tuple[str, ...] = ("out",), no_network: bool = False
    ) -> Ran:
        """Run `formgen` with these arguments, the room being the current folder.

        Args:
            arguments: of the command line.
            writes: names in the room that may be written to.
            no_network: whether to run where there is no network at all.
        """
        command = [sys.executable, "-m", "formgen", *map(str, arguments)]
        if no_network:
            command = [*_NO_NETWORK, *command]
        return self._ran(command, b"", writes)

    def each(
        self,
        *lines: Sequence[object],
        writes: tuple[str, ...] = ("out",),
        no_network: bool = False,
    ) -> list[Answer]:
        """Run `formgen` with each of these command lines, one after the other in one process.

        That all of them are sound is seen to; bounds of memory and time are those of one run.
        """
        given = json.dumps([[str(one) for one in line] for line in lines])
        command = [sys.executable, str(CLOSED / "several.py")]
        if no_network:
            command = [*_NO_NETWORK, *command]
        ran = self._ran(command, given.encode(), writes)
        assert_sound(ran)
        answers = [Answer(code, out + err, out) for code, out, err in json.loads(ran.out)]
        for answer in answers:
            assert answer.code not in (BUG, VIOLATION), answer.screen
            assert "Traceback" not in answer.screen, answer.screen
        return answers

    def _ran(self, command: Sequence[str], given: bytes, writes: tuple[str, ...]) -> Ran:
        before = dict(self._state(writes))
        with (
            tempfile.TemporaryFile() as stdin,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
            tempfile.NamedTemporaryFile() as report,
        ):
            stdin.write(given)
            stdin.seek(0)
            launch = [sys.executable, "-I", "-S", str(CLOSED / "measured.py"), report.name]
            process = subprocess.Popen(
                [*launch, *command], cwd=self.root, env=self._environment(),
                stdin=stdin, stdout=out, stderr=err, start_new_session=True,
            )  # fmt: skip
            _wait(process)
            texts = [_text(stream) for stream in (out, err)]
            measured = report.read()
        assert measured, f"not done after {_PATIENCE} s: {texts}"
        code, seconds, peak = json.loads(measured)
        after = dict(self._state(writes))
        changed = sorted(
            name for name in before.keys() | after if before.get(name) != after.get(name)
        )
        left = sorted(str(path.relative_to(self.root)) for path in (self.root / "tmp").rglob("*"))
        return Ran(code, "".join(texts), texts[0], seconds, peak, tuple(left), tuple(changed))

    def python(self, source: str) -> Ran:
        """Run Python source where `formgen` runs, to see that what is closed is closed."""
        return self._ran([sys.executable, "-c", source], b"", ("out",))

    def sound(self, *arguments: str | Path, writes: tuple[str, ...] = ("out",)) -> Ran:
        """Run and see to what holds for every input, whatever its answer is."""
        ran = self.run(*arguments, writes=writes)
        assert_sound(ran)
        return ran

    def files(self) -> dict[str, bytes]:
        """What was made, by path below the campaign's own output folder; hidden files left out."""
        made = {}
        for path in sorted(self.out.rglob("*")):
            parts = path.relative_to(self.out).parts
            if path.is_file() and not any(part.startswith(".") for part in parts):
                made["/".join(parts[1:])] = path.read_bytes()
        return made

    def _environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(
                filter(None, [str(CLOSED), os.environ.get("PYTHONPATH")])
            ),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "FORMGEN_TEST_ROOM": str(self.root),
            "TMPDIR": str(self.root / "tmp"),
            "COLUMNS": "200",
            "NO_COLOR": "1",
        }

    def _state(self, writes: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Everything in the room but temporary files and what may be written to."""
        for folder, folders, files in os.walk(self.root):
            if Path(folder) == self.root:
                folders[:] = sorted(set(folders) - {"tmp", *writes})
            for name in (*folders, *files):
                if Path(folder) == self.root and name in writes:
                    continue
                path = Path(folder, name)
                state = path.lstat()
                when = 0 if path.is_dir() else state.st_mtime_ns
                size = 0 if path.is_dir() else state.st_size
                yield str(path.relative_to(self.root)), (state.st_mode, size, when)


def assert_sound(ran: Ran) -> None:
    """No traceback, nothing closed was reached for, no bound exceeded, nothing left behind."""
    assert "CLOSED" not in ran.screen, ran.screen
    assert ran.code not in (BUG, VIOLATION), ran.screen
    assert ran.code >= 0, f"ended by signal {-ran.code}: {ran.screen}"
    assert "Traceback" not in ran.screen, ran.screen
    assert ran.peak < MOST_MEMORY, f"{ran.peak / 2**20:.0f} MB"
    assert ran.seconds < MOST_SECONDS, f"{ran.seconds:.1f} s"
    assert ran.left == ()
    assert ran.changed == ()


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process; end it, and all that it started, if it takes too long."""
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _text(stream: Any) -> str:
    stream.seek(0)
    text: str = stream.read().decode(errors="replace")
    return text
