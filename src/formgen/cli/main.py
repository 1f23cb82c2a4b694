"""The one way in: however a run ends, its words and its exit code.

A run that is interrupted while libraries are being imported has to end like any other. So only what
Python has loaded anyway is imported here; the rest is where an interruption is already answered.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from types import FrameType

EXIT_INTERRUPTED = 130
"""As a shell says it of a program that Ctrl-C (signal 2) ended."""
EXIT_TERMINATED = 143
"""The same of SIGTERM (signal 15), by which services and clusters end a program."""
_SIGINT = 2
_WORDS = "已中断。\n"


class Terminated(KeyboardInterrupt):
    """SIGTERM: ends a run as Ctrl-C does, with all that a run clears away."""


def main() -> None:
    """Run the command line; every failure becomes its message and exit code."""
    try:
        _listen()
        from formgen.cli.running import run

        code = run()
    except KeyboardInterrupt as interruption:
        code = _interrupted(interruption)
    _deaf_at_exit()
    sys.exit(code)


def _listen() -> None:
    """Make streams that show what they can, and signals that end a run in good order."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console may lack a character of a name
            stream.reconfigure(errors="replace")
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _lost
    import signal

    for number, before in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, 0)):
        if signal.getsignal(number) == before:  # else whoever started the program wants it deaf
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    """End the run: at once while a library is being imported, else by an exception.

    What is being imported may swallow an exception, or make another of it.
    """
    interruption = KeyboardInterrupt() if number == _SIGINT else Terminated()
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os._exit(_interrupted(interruption))
        frame = frame.f_back
    sys.unraisablehook = _lost_at_end
    raise interruption


def _lost_at_end(what: sys.UnraisableHookArgs) -> None:
    """The run is ending: of what its libraries leave half closed nobody need hear."""
    if isinstance(what.exc_value, KeyboardInterrupt):
        _lost(what)


def _lost(what: sys.UnraisableHookArgs) -> None:
    """End here when Ctrl-C came where Python can only print an exception and go on."""
    if isinstance(what.exc_value, KeyboardInterrupt):
        os._exit(_interrupted(what.exc_value))
    sys.__unraisablehook__(what)


def _interrupted(interruption: KeyboardInterrupt) -> int:
    """Say that the run was interrupted; its exit code."""
    try:
        sys.stderr.write(_WORDS)
        sys.stderr.flush()
    except RuntimeError:  # interrupted within a line of its own: past that stream, then
        with contextlib.suppress(OSError):
            os.write(2, _WORDS.encode())
    except (AttributeError, OSError, ValueError):  # nobody listens
        pass
    except KeyboardInterrupt:  # pressed twice
        pass
    return EXIT_TERMINATED if isinstance(interruption, Terminated) else EXIT_INTERRUPTED


def _deaf_at_exit() -> None:
    """All is done and said: while Python ends, there is nothing left to interrupt."""
    import atexit
    import signal

    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is _stop:
            atexit.register(signal.signal, number, signal.SIG_IGN)
