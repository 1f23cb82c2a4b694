"""All commands, each in its module, joined to the group.

These modules declare what may be typed and import nothing else of formgen: what a command runs
is imported when it runs, so that help comes at once and no command waits for another's libraries.
"""

from formgen.cli import building, checking, printing, returning, templates
from formgen.cli.group import cli

__all__ = ["building", "checking", "cli", "printing", "returning", "templates"]
