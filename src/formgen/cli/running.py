"""The command line run once → its exit code; failures are told by failing.py."""

from __future__ import annotations

import atexit
import gc
import os
import sys

import click

from formgen.cli.commands import cli

_SEARCHED_AFTER = 10_000
"""New objects after which Python searches for those that only refer to each other. After its usual
700 it searches hundreds of times while the libraries are imported alone, and finds nothing."""
EXIT_UNHEARD = 141
"""As a shell says it of a program whose reader went away (signal 13)."""


def run() -> int:
    """Parse, call, and answer every failure.

    Raises:
        KeyboardInterrupt: the run was interrupted.
    """
    gc.set_threshold(_SEARCHED_AFTER, 10, 10)
    atexit.unregister(gc.freeze)  # a second run in one process
    atexit.register(gc.freeze)  # what is left goes with the process: it need not be searched
    try:
        code: int = cli.main(standalone_mode=False)
        _deliver()
    except click.Abort as abort:  # how the library says it; also of an input that ended
        raise (_interruption(abort) or KeyboardInterrupt()) from None
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        code = _unheard()
    except SystemExit:  # how the console says that its reader went away
        code = _unheard()
    except Exception as error:  # noqa: BLE001 - the one handler at the edge
        if (interruption := _interruption(error)) is not None:
            raise interruption from None
        # Imported here: a run that goes well needs none of it.
        from formgen.cli.failing import told

        code = told(error)
        _drop_undelivered()
    return code


def _interruption(error: BaseException | None) -> KeyboardInterrupt | None:
    """The interruption that an exception was made of, where it was."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error


def _deliver() -> None:
    """Hand over what was printed while a failure to do so can still be told."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _unheard() -> int:
    """Whoever read the output went away (`formgen check … | head`): end without a word."""
    _drop_undelivered()
    return EXIT_UNHEARD


def _drop_undelivered() -> None:
    """Forget what was printed and cannot be written: Python would try again at the exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
