"""The real command line with further commands that misbehave, as a program of its own.

`python -m tests.cli.added COMMAND`: what they print first tells that they are at work.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import click

from formgen.cli import main
from formgen.cli.commands import cli
from formgen.problems import InputError
from tests.cli.person import PERSON


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@cli.command("wait")
def wait() -> None:
    try:
        say("ready")
        time.sleep(60)
    finally:
        say("cleared away")


@cli.command("change")
def change() -> None:
    """Make another exception of an interruption, as some libraries do."""
    try:
        say("ready")
        time.sleep(60)
    except KeyboardInterrupt as interruption:
        raise RuntimeError(PERSON) from interruption


class _Interrupted:
    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)


@cli.command("lose")
def lose() -> None:
    """Be interrupted where Python cannot let an exception through."""
    one = _Interrupted()
    del one
    say("went on")


def _fail() -> None:
    raise ValueError(f"invalid literal: {PERSON}")


@cli.command("fail")
def fail() -> None:
    try:
        _fail()
    except ValueError as error:
        secret = PERSON
        raise KeyError(secret) from error


@cli.command("misname")
def misname() -> None:
    raise AttributeError("module has no attribute 'x'")


@cli.command("fail-elsewhere")
def fail_elsewhere() -> None:
    with ProcessPoolExecutor(1) as pool:
        pool.submit(_fail).result()


@cli.command("refuse")
def refuse() -> None:
    raise InputError("读不了", hint="请换一个文件")


@cli.command("tell")
def tell() -> int:
    for _ in range(20_000):
        click.echo("一行又一行")
    return 0


if __name__ == "__main__":
    sys.argv[0] = "formgen"
    main()
