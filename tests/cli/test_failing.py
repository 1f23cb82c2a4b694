"""Failures and what is said of them; and screens that nobody reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.person import PERSON
from tests.cli.running import CASE, COMMAND, run

ADDED = (sys.executable, "-m", "tests.cli.added")


@pytest.mark.parametrize("command", ["fail", "fail-elsewhere"])
def test_a_bug_is_told_without_anybodys_data(command: str) -> None:
    ran = run([command], start=ADDED)
    assert ran.code == 70
    told = ran.out + ran.err
    for secret in PERSON.split():
        assert secret not in told
    assert "builtins.ValueError" in told
    assert "tests/cli/added.py:" in told
    assert " _fail" in told
    assert "请把以上内容发给维护人员" in told
    assert str(Path.cwd()) not in told


def test_causes_come_before_what_they_led_to() -> None:
    told = run(["fail"], start=ADDED).err
    assert told.index("builtins.ValueError") < told.index("builtins.KeyError")


def test_a_message_that_names_only_code_is_told() -> None:
    assert "AttributeError: module has no attribute 'x'" in run(["misname"], start=ADDED).err


def test_maintainers_can_ask_for_everything() -> None:
    ran = run(["fail"], start=ADDED, FORMGEN_DEBUG="1")
    assert (ran.code, PERSON in ran.err) == (70, True)


def test_an_expected_failure_is_a_sentence() -> None:
    ran = run(["refuse"], start=ADDED)
    assert (ran.code, ran.err) == (5, "没有完成：读不了\n请换一个文件\n")


@pytest.mark.parametrize("command", [[*ADDED, "tell"], [*COMMAND, "check", str(CASE)]])
def test_a_reader_that_goes_away_hears_nothing_more(command: list[str]) -> None:
    reader, writer = os.pipe()
    process = subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE, encoding="utf-8")
    os.close(writer)
    os.close(reader)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["check", str(CASE)], ["--version"]])
def test_output_that_cannot_be_written_is_told(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, encoding="utf-8",
            check=False, env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
    assert process.returncode == 6
    assert "写不进去" in process.stderr
    assert "Traceback" not in process.stderr


@pytest.mark.parametrize(
    ("closing", "command", "code"),
    [(">&-", "tell", 0), (">&- 2>&-", "refuse", 5), ("2>&-", "fail", 70)],
)
def test_closed_streams_change_no_exit_code(closing: str, command: str, code: int) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {closing}', "sh", *ADDED, command],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
