"""The command line: parse, call, print, exit code."""

from formgen.cli.main import main

__all__ = ["main"]
