"""Files that were sent back, one after the other → everything read from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from formgen.collect.collected import CollectedForm
from formgen.collect.lists import ReturnedList, entries_of
from formgen.collect.merging import sender_of
from formgen.collect.saving import Saved
from formgen.collect.sources import Refused, Returned, find_returned
from formgen.problems import Problem
from formgen.run.returned_forms import FormReader

Progress = Callable[[int], None]
"""Called with the number of files done so far."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All files, read."""

    files: tuple[str, ...]
    forms: tuple[CollectedForm, ...]
    """In the order of the files; their pictures are saved."""
    lists: tuple[ReturnedList, ...]
    refused: Mapping[str, Problem]
    """Why a file was not read, by file."""
    pictures: int
    """How many were saved."""
    known_pictures: int = 0
    """How many are files that the tables name already."""
    lists_are_entries: bool = False
    """Whether the rows of the lists are forms themselves, since the campaign has no others."""


def gather(
    reader: FormReader,
    save: Callable[[CollectedForm], Saved],
    returned: Sequence[Path],
    table: Path,
    progress: Progress | None = None,
) -> Gathered:
    """Read one file after the other; what stays in memory is texts only.

    Args:
        reader: of the campaign's forms.
        save: saves the pictures of a form.
        returned: files, folders and archives.
        table: the table that is written, which nobody sent.
        progress: is told how many files are done.

    Raises:
        InputError: a path does not exist.
        OutputError: a picture cannot be written.
    """
    gathering = _Gathering(reader, save)
    for item in _named_apart(find_returned(returned, [table])):
        gathering.add(item)
        if progress is not None:
            progress(len(gathering.files))
    return gathering.gathered()


@dataclass(slots=True)
class _Gathering:
    """The files read so far."""

    reader: FormReader
    save: Callable[[CollectedForm], Saved]
    files: list[str] = field(default_factory=list)
    forms: list[CollectedForm] = field(default_factory=list)
    lists: list[ReturnedList] = field(default_factory=list)
    refused: dict[str, Problem] = field(default_factory=dict)
    pictures: int = 0
    known_pictures: int = 0

    def add(self, item: Returned | Refused) -> None:
        """Read a file, whatever it is."""
        self.files.append(item.file)
        if isinstance(item, Refused):
            self.refused[item.file] = item.problem
            return
        match self.reader.read(item):
            case Problem() as problem:
                self.refused[item.file] = problem
            case CollectedForm() as form:
                saved = self.save(form)
                self.forms.append(saved.form)
                self.pictures += saved.count
                self.known_pictures += saved.known
            case lists:
                self._add_lists(lists, item)

    def _add_lists(self, lists: Sequence[ReturnedList], item: Returned) -> None:
        self.lists += lists
        if self.reader.lists_are_entries:
            sender = sender_of(item.folders, self.reader.units)
            for one in lists:
                self.forms += entries_of(one, self.reader.campaign, sender)

    def gathered(self) -> Gathered:
        """All of it."""
        return Gathered(
            tuple(self.files),
            tuple(self.forms),
            tuple(self.lists),
            self.refused,
            self.pictures,
            self.known_pictures,
            self.reader.lists_are_entries,
        )


def _named_apart(items: Iterable[Returned | Refused]) -> Iterator[Returned | Refused]:
    """The files, those of one name from two folders told apart: 张三.docx（第2个）."""
    seen: Counter[str] = Counter()
    for item in items:
        seen[item.file] += 1
        if seen[item.file] == 1:
            yield item
            continue
        name = f"{item.file}（第{seen[item.file]}个）"
        if isinstance(item, Refused):
            place = replace(item.problem.place, file=name)
            yield Refused(name, replace(item.problem, place=place))
        else:
            yield replace(item, file=name)
