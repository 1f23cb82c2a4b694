"""The rows of a returned 汇总表 → entries, where a campaign has no form for a single one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from formgen.campaign import Campaign
from formgen.collect.collected import CollectedForm, Confidence, ReadValue
from formgen.collect.content import NO_IMPRINT
from formgen.collect.lists.reading import ListRow, ReturnedList
from formgen.collect.values.taken import Reason, Taken
from formgen.problems import Place, Problem


def entries_of(returned: ReturnedList, campaign: Campaign, sender: str) -> Iterator[CollectedForm]:
    """Each row as if it were a form of its own, named after the place it stands at.

    Args:
        returned: the list.
        campaign: says which field is the unit, and what the fields are called.
        sender: the unit whose folder the list came in; empty where no folder says one.
    """
    labels = {field.name: field.printed for field in campaign.fields}
    for row in returned.rows:
        file = str(row.place)
        values = {name: _value(name, row) for name in (*returned.asked, *row.values)}
        if campaign.unit_field and row.unit:
            values[campaign.unit_field] = ReadValue(campaign.unit_field, row.unit)
        problems = tuple(_problems(file, row, labels))
        yield CollectedForm(file, returned.document, NO_IMPRINT, values, problems, sender)


def _value(name: str, row: ListRow) -> ReadValue:
    return Taken(row.values.get(name, ""), row.doubts.get(name, ())).as_read(name)


def _problems(file: str, row: ListRow, labels: Mapping[str, str]) -> Iterator[Problem]:
    """C04 of every value that a person is to look at."""
    for name, reasons in row.doubts.items():
        asked = [reason.text for reason in reasons if _is_asked(reason)]
        if asked:
            value = row.values.get(name, "")
            details = {"label": labels[name], "value": value, "reason": "；".join(asked)}
            yield Problem("C04", Place(file, field=name), details=details)


def _is_asked(reason: Reason) -> bool:
    return reason.asked or reason.confidence is Confidence.LOW
