"""What the tables already hold of a form's entry → the name of the file that a picture is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from formgen.campaign import Campaign
from formgen.campaign.kinds import Fault, Setting
from formgen.campaign.kinds.files import home_of, inside, named_files
from formgen.campaign.kinds.pictures import open_picture, upright
from formgen.check.draft import Draft
from formgen.collect.collected import CollectedForm
from formgen.collect.keys import key_of
from formgen.collect.merging.known import Known, raw_of
from formgen.collect.merging.rebasing import rebased

_HEAD = 2**16
"""Bytes in which a picture that is stored turned says so: a JPEG's first segment."""
_TURNED_MARKS = (b"Exif\0\0", b"eXIf")


@dataclass(frozen=True, slots=True)
class KnownPictures:
    """Finds the pictures of forms among those that tables name."""

    campaign: Campaign
    tables: Sequence[Known] = ()
    """Those looked in, the first first."""

    def of(self, form: CollectedForm) -> PicturesOfEntry:
        """The pictures of the entry that a form is of; of several where that is not sure."""
        name = form.text(self.campaign.name_field)
        identifier = form.imprint.entry_of(self.campaign.id)
        found = []
        for table in self.tables:
            drafts = [*table.by_name.get(key_of(name), [])] if name else []
            marked = table.by_identifier.get(identifier)
            if marked is not None and marked not in drafts:
                drafts.append(marked)
            found += [(table, draft) for draft in drafts]
        return PicturesOfEntry(found)


@dataclass(slots=True)
class PicturesOfEntry:
    """The files that tables name for one entry; each is read when it is asked for."""

    drafts: Sequence[tuple[Known, Draft]]
    files: dict[str, list[_NamedFile]] = field(default_factory=dict)
    """By field."""

    def files_with(self, name: str, content: bytes) -> Iterator[tuple[str, Path]]:
        """A field's files that are a picture, and what they are called in the campaign folder.

        A picture that is stored turned stands upright in forms; it counts as the same.
        """
        if name not in self.files:
            self.files[name] = list(self._files(name))
        files = self.files[name]
        yield from ((one.name, one.path) for one in files if one.holds(content))
        yield from ((one.name, one.path) for one in files if one.shows(content))

    def _files(self, name: str) -> Iterator[_NamedFile]:
        for known, draft in self.drafts:
            setting = known.settings[draft.file][name]
            try:
                named = named_files(raw_of(draft, name))
            except Fault:
                continue
            for file, _ in named:
                if (path := _path(file, setting)) is not None:
                    yield _NamedFile(str(rebased(file, setting)), path)


def _path(name: str, setting: Setting) -> Path | None:
    try:
        return inside(home_of(setting, name), name)
    except Fault:
        return None


@dataclass(slots=True)
class _NamedFile:
    """A picture of a table."""

    name: str
    """Relative to the campaign folder."""
    path: Path
    turned: bytes | None = None
    """As forms show it where it is stored otherwise; empty where it is not; None unknown."""

    def holds(self, content: bytes) -> bool:
        """Whether these are its bytes."""
        try:
            return self.path.stat().st_size == len(content) and self.path.read_bytes() == content
        except OSError:
            return False

    def shows(self, content: bytes) -> bool:
        """Whether these are its bytes once it is turned upright."""
        if self.turned is None:
            self.turned = self._turned()
        return bool(content) and self.turned == content

    def _turned(self) -> bytes:
        try:
            with self.path.open("rb") as stream:
                head = stream.read(_HEAD)
            if not any(mark in head for mark in _TURNED_MARKS):
                return b""
            picture = open_picture(self.path, "", self.name)
            if picture.orientation == 1:
                return b""
            return upright(self.path.read_bytes(), picture)
        except (OSError, Fault):
            return b""
