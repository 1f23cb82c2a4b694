"""What a collect gave → the lines and cells of its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import is_blank
from formgen.collect.collected import CollectedForm, Confidence
from formgen.collect.lists import ReturnedList
from formgen.collect.merging import Merged, MergedRow, MergedValue
from formgen.collect.saving import WrittenTable
from formgen.run.gathering import Gathered
from formgen.workbooks.collect_report import CertaintyCell, CertaintySheet, ReceivedFile

_NEW_ROW, _KNOWN_ROW = "已读出，新加一行", "已读出，并入已有的一行"
_NOBODY = "已读出，不知道是谁的，没有并入"


def received_files(gathered: Gathered, merged: Merged) -> Iterator[ReceivedFile]:
    """A line for every file, in order.

    Args:
        gathered: what was read of them.
        merged: the rows the forms went into.
    """
    rows = {file: row for row in merged.rows for file in row.files}
    forms = {form.file: form for form in gathered.forms}
    lists: dict[str, list[ReturnedList]] = {}
    for one in gathered.lists:
        lists.setdefault(one.file, []).append(one)
    for file in gathered.files:
        if file in forms:
            yield _read(forms[file], rows.get(file))
        elif file in lists:
            yield _list(file, lists[file], gathered)
        else:
            problem = gathered.refused[file]
            yield ReceivedFile(file, problem.message, failed=problem.code != "C12")


def _list(file: str, lists: Sequence[ReturnedList], gathered: Gathered) -> ReceivedFile:
    count = sum(len(one.rows) for one in lists)
    done = "已读出" if gathered.lists_are_entries else "已与收到的表核对"
    state = f"汇总表，列出 {count} 份，{done}"
    return ReceivedFile(file, state, lists[0].document, "", lists[0].unit)


def _read(form: CollectedForm, row: MergedRow | None) -> ReceivedFile:
    filled = sum(not is_blank(value.raw) for value in form.values.values())
    doubtful = sum(value.confidence is not Confidence.HIGH for value in form.values.values())
    if row is None:
        return ReceivedFile(
            form.file, _NOBODY, form.document, "", form.sender, filled, doubtful, failed=True
        )
    state = _NEW_ROW if row.record is None else _KNOWN_ROW
    return ReceivedFile(form.file, state, form.document, row.name, row.unit, filled, doubtful)


def certainty_sheet(
    campaign: Campaign, merged: Merged, written: WrittenTable | None
) -> CertaintySheet:
    """How sure the values are, at the same rows and columns as in the table.

    A JSON file has no header row: its records begin in the second row all the same.
    """
    if written is None:
        return CertaintySheet(1, {}, ())
    shift = 0 if written.header else 1
    headings = {column: name for name, column in written.columns.items()}
    cells = [
        CertaintyCell(
            number + shift,
            written.columns[name],
            value.confidence.value,
            _note(value),
            row.name if name == campaign.name_field else "",
        )
        for number, row in zip(written.rows, merged.rows, strict=True)
        for name, value in row.values.items()
        if name in written.columns
    ]
    return CertaintySheet(written.header or 1, headings, cells)


def _note(value: MergedValue) -> str:
    """Where a value was read and why it is not certain; empty where there is nothing to say."""
    if not value.reasons:
        return ""
    return "\n".join([value.source, *value.reasons])
