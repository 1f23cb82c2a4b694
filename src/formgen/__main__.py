"""`python -m formgen` is the `formgen` command."""

from formgen.cli import main

main()
