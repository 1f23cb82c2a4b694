"""What becomes of the values of returned forms, disturbance by disturbance.

Entries are generated from the fields of the five campaigns, filled into every form that units
fill in, disturbed, read back, and held against what they were: right, wrong and said to be
doubtful, wrong and silent. The first lines are forms that nobody has changed. With --awkward
the values hold labels, marks and brackets of the form; with --failures the first failures of
every disturbance are printed; with a name or several, only those disturbances together.
"""

from __future__ import annotations

import argparse
import sys

from rich.console import Console
from rich.table import Table
from tests.collect.disturbing import DISTURBANCES
from tests.collect.forms import cases
from tests.collect.judging import Verdict
from tests.collect.tallying import Tally, disturbed_trip, filled, round_trip, triples

from benchmarks.rows import Goal, Row

FORMS = 10
"""Entries of each form, for each line."""
GOAL = 0.98


def main() -> int:
    """Measure and print; the exit code says whether every line reaches the goal."""
    arguments = _arguments()
    calm, count = not arguments.awkward, arguments.forms
    table = Table(title=f"Values read back, {count} entries of each form")
    table.add_column("", overflow="fold", min_width=44)
    for heading in ("values", "right", "said", "silent"):
        table.add_column(heading, justify="right")
    tallies: dict[str, Tally] = {}
    if not arguments.names:
        for form in cases():
            tallies[form.name] = round_trip(form, filled(form.name, count, calm))
    groups = [arguments.names] if arguments.names else [[name] for name in DISTURBANCES]
    if arguments.threes:
        groups = [list(three) for three in triples(arguments.threes)]
    for names in groups:
        tallies["+".join(names)] = disturbed_trip(cases(), names, count, calm=calm)
    for name, tally in tallies.items():
        table.add_row(name, *_figures(tally))
    Console(width=max(Console().width, 100)).print(table)
    if arguments.failures:
        for name, tally in tallies.items():
            if tally.failures:
                sys.stdout.write(f"== {name}\n{tally.shown(arguments.failures)}\n")
    fine = (not tally.silent and tally.right >= GOAL for tally in tallies.values())
    return 0 if all(fine) else 1


def rows(*, quick: bool = False) -> list[Row]:
    """Measure, for the table of all benchmarks: every disturbance alone."""
    forms = 2 if quick else FORMS
    tallies = [round_trip(form, filled(form.name, forms, True)) for form in cases()]
    tallies += [disturbed_trip(cases(), [name], forms, calm=True) for name in DISTURBANCES]
    shares = tuple(100 * tally.right for tally in tallies)
    silent = sum(tally.counts[Verdict.SILENT] for tally in tallies)
    values = sum(tally.total for tally in tallies)
    detail = f"{values:,} values of {len(tallies)} kinds of forms, a figure each"
    return [
        Row(
            "values read back right, the worst kind", (min(shares),), Goal(100 * GOAL), detail, "%"
        ),
        Row(
            "values read back wrong and not said", (silent,), Goal(0, least=False), detail, "values"
        ),
    ]


def _figures(tally: Tally) -> list[str]:
    said, silent = tally.counts[Verdict.SAID], tally.counts[Verdict.SILENT]
    good = not silent and tally.right >= GOAL
    right = f"{tally.right:.2%}"
    shown = [str(tally.total), right, str(said or ""), str(silent or "")]
    return shown if good else [f"[red]{text}[/red]" if text else "" for text in shown]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*DISTURBANCES, []], help="disturbances")
    parser.add_argument("--forms", type=int, default=FORMS, help="entries of each form")
    parser.add_argument("--threes", type=int, default=0, help="so many threes of disturbances")
    parser.add_argument("--awkward", action="store_true", help="values like the form's wording")
    parser.add_argument("--failures", type=int, default=0, help="failures to be shown of each")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
