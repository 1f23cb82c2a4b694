"""Pictures in a returned form → files of the campaign folder, and the names they got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import Raw
from formgen.collect.collected import CollectedForm, ReadValue, TakenPicture
from formgen.collect.saving.known_pictures import KnownPictures, PicturesOfEntry
from formgen.collect.saving.shelf import Shelf
from formgen.collect.saving.shown_picture import Pixels, UnusableError, usable
from formgen.problems import Place, Problem

FOLDER = "收表图片"
"""The folder of the campaign folder that pictures go to."""

_PHOTO = "照片"


@dataclass(frozen=True, slots=True)
class Saved:
    """A form after its pictures were saved."""

    form: CollectedForm
    """Without picture bytes; the values name files."""
    count: int
    """How many pictures were saved, also under names they had before."""
    known: int = 0
    """How many are files that the tables already name for the entry, and were not saved."""


def with_saved_pictures(
    form: CollectedForm, campaign: Campaign, shelf: Shelf, known: KnownPictures | None = None
) -> Saved:
    """Save the pictures of a form; C20 is added for those that cannot be.

    Args:
        form: the form, its pictures as bytes.
        campaign: says by which field entries are named.
        shelf: where the files go.
        known: knows the pictures that tables already name; None where there are no tables.

    Raises:
        OutputError: a file cannot be written.
    """
    if not any(value.pictures for value in form.values.values()):
        return Saved(form, 0)
    name = form.text(campaign.name_field)
    who = name or PurePosixPath(form.file).stem
    kinds = {field.name: field.kind for field in campaign.fields}
    known = known or KnownPictures(campaign)
    saver = _Saver(shelf, who, known.of(form), Counter())
    values: Mapping[str, ReadValue] = {
        field: saver.saved(value, kinds[field]) if value.pictures else value
        for field, value in form.values.items()
    }
    problems = tuple(
        Problem("C20", Place(form.file), name, details={"count": count, "reason": reason})
        for reason, count in saver.unusable.items()
    )
    form = replace(form, values=values, problems=(*form.problems, *problems))
    return Saved(form, saver.put, saver.there)


@dataclass(slots=True)
class _Saver:
    """Saves the pictures of one form."""

    shelf: Shelf
    who: str
    known: PicturesOfEntry
    unusable: Counter[str]
    """How many pictures could not be saved, by reason."""
    put: int = 0
    """How many were saved."""
    there: int = 0
    """How many are files that tables name already."""
    pixels: Pixels = field(default_factory=Pixels)
    """What is still to be unpacked."""

    def saved(self, value: ReadValue, kind: str) -> ReadValue:
        """The value with names of files in place of its pictures."""
        files: list[dict[str, Raw]] = []
        for number, taken in enumerate(value.pictures, start=1):
            stem = f"{self.who}_{value.field}" + ("" if kind == _PHOTO else f"_{number}")
            if file := self._file(taken, value.field, stem):
                files.append({"文件": file, "说明": taken.caption})
        if kind != _PHOTO:
            return replace(value, raw=files or "", pictures=())
        for spare in files[1:]:
            self.unusable[f"在“{value.field}”一格里，这一格只要一张，已另存为 {spare['文件']}"] += 1
        return replace(value, raw=files[0]["文件"] if files else "", pictures=())

    def _file(self, taken: TakenPicture, field: str, stem: str) -> str:
        """The name of a picture's file; empty where it cannot be saved."""
        try:
            suffix, content = usable(taken.picture, self.pixels)
        except UnusableError as error:
            self.unusable[str(error)] += 1
            return ""
        for name, path in self.known.files_with(field, content):
            if self.shelf.is_called(name, path):
                self.there += 1
                return name
        self.put += 1
        return self.shelf.put(FOLDER, stem, suffix, content)
