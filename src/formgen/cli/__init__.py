"""The command line: parse, call, print, exit code."""

from formgen.cli import (
    building,
    checking,
    printing,
    returning,
    templates,
)  # each joins its commands
from formgen.cli.group import cli
from formgen.cli.main import main

__all__ = ["building", "checking", "cli", "main", "printing", "returning", "templates"]
