"""However a run is ended from outside: its words, its exit code, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

from tests.cli.running import CASE, Ran, run

ADDED = (sys.executable, "-m", "tests.cli.added")
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}


def start(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )


def ended(process: subprocess.Popen[str], number: signal.Signals) -> Ran:
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return Ran(process.returncode, out, err)


def sound(ran: Ran) -> bool:
    return "Traceback" not in ran.err and "ignored" not in ran.err


@pytest.mark.parametrize(
    ("number", "module"),
    [
        (signal.SIGINT, "signal"),
        (signal.SIGINT, "click.types"),
        (signal.SIGTERM, "formgen.cli.options"),
        (signal.SIGINT, "jinja2"),
    ],
)
def test_a_run_that_is_still_importing(number: signal.Signals, module: str) -> None:
    process = start((sys.executable, "-v", "-m", "formgen", "lint", str(CASE)))
    assert process.stderr is not None
    for line in process.stderr:  # Python tells each module it has imported
        if line.startswith(f"import '{module}'"):
            break
    ran = ended(process, number)
    assert ran.code == CODES[number]
    assert "已中断。" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("after", [0.05, 0.1, 0.2])
def test_a_run_in_its_first_second(after: float) -> None:
    """Counted from where the program begins; before that it is Python that answers."""
    process = start((sys.executable, "-X", "importtime", "-m", "formgen", "lint", str(CASE)))
    assert process.stderr is not None
    for line in process.stderr:
        if line.rstrip().endswith(" signal"):
            break
    time.sleep(after)
    ran = ended(process, signal.SIGINT)
    assert (ran.code, "已中断。" in ran.err) in ((130, True), (0, False))
    assert sound(ran)


@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize("command", ["wait", "change"])
def test_a_run_at_work(number: signal.Signals, command: str) -> None:
    process = start([*ADDED, command])
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    ran = ended(process, number)
    assert ran.code == CODES[number]
    assert ran.err.strip() == "已中断。"
    assert ran.out == ("cleared away\n" if command == "wait" else "")


def test_an_interruption_that_python_would_lose() -> None:
    ran = run(["lose"], start=ADDED)
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "已中断。")


def test_a_program_started_deaf_stays_deaf() -> None:
    """As `nohup` and scripts start what runs in the background."""
    code = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN);"
        "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    process = start((sys.executable, "-c", code, "-m", "tests.cli.added", "wait"))
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.3)
    assert ended(process, signal.SIGTERM).code == 143
