"""Pictures in a returned form → files of the campaign folder, and the names they got."""

from __future__ import annotations

import io
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from PIL import Image

from formgen.campaign import Campaign
from formgen.campaign.kinds.base import Raw
from formgen.campaign.kinds.formats import HEAD_BYTES, JPEG, PNG, format_of
from formgen.campaign.kinds.pictures import IMAGE_DAMAGE, MAX_FILE_BYTES, MAX_PIXELS
from formgen.collect.collected import CollectedForm, ReadValue, TakenPicture
from formgen.collect.saving.shelf import Shelf
from formgen.problems import Place, Problem

FOLDER = "收表图片"
"""The folder of the campaign folder that pictures go to."""

_PHOTO = "照片"
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
"""Pillow's modes that PNG has and every program shows."""


class UnusableError(Exception):
    """A picture that cannot be saved as JPEG or PNG; `str(error)` is Chinese: 是 EMF 格式."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A form after its pictures were saved."""

    form: CollectedForm
    """Without picture bytes; the values name files."""
    count: int
    """How many pictures were saved, also under names they had before."""


def with_saved_pictures(form: CollectedForm, campaign: Campaign, shelf: Shelf) -> Saved:
    """Save the pictures of a form; C20 is added for those that cannot be.

    Args:
        form: the form, its pictures as bytes.
        campaign: says by which field entries are named.
        shelf: where the files go.

    Raises:
        OutputError: a file cannot be written.
    """
    if not any(value.pictures for value in form.values.values()):
        return Saved(form, 0)
    named = form.values.get(campaign.name_field)
    name = named.raw if named is not None and isinstance(named.raw, str) else ""
    who = " ".join(name.split()) or PurePosixPath(form.file).stem
    kinds = {field.name: field.kind for field in campaign.fields}
    saver = _Saver(shelf, who, Counter())
    values: Mapping[str, ReadValue] = {
        field: saver.saved(value, kinds[field]) if value.pictures else value
        for field, value in form.values.items()
    }
    problems = tuple(
        Problem("C20", Place(form.file), name, details={"count": count, "reason": reason})
        for reason, count in saver.unusable.items()
    )
    count = sum(len(value.pictures) for value in form.values.values())
    return Saved(
        replace(form, values=values, problems=(*form.problems, *problems)),
        count - saver.unusable.total(),
    )


@dataclass(slots=True)
class _Saver:
    """Saves the pictures of one form."""

    shelf: Shelf
    who: str
    unusable: Counter[str]
    """How many pictures could not be saved, by reason."""

    def saved(self, value: ReadValue, kind: str) -> ReadValue:
        """The value with names of files in place of its pictures."""
        files: list[dict[str, Raw]] = []
        for number, taken in enumerate(value.pictures, start=1):
            stem = f"{self.who}_{value.field}" + ("" if kind == _PHOTO else f"_{number}")
            if file := self._file(taken, stem):
                files.append({"文件": file, "说明": taken.caption})
        if kind != _PHOTO:
            return replace(value, raw=files or "", pictures=())
        for spare in files[1:]:
            self.unusable[f"在“{value.field}”一格里，这一格只要一张，已另存为 {spare['文件']}"] += 1
        return replace(value, raw=files[0]["文件"] if files else "", pictures=())

    def _file(self, taken: TakenPicture, stem: str) -> str:
        """The name of a picture's file; empty where it cannot be saved."""
        try:
            suffix, content = usable(taken.picture.content)
        except UnusableError as error:
            self.unusable[str(error)] += 1
            return ""
        return self.shelf.put(FOLDER, stem, suffix, content)


def usable(content: bytes) -> tuple[str, bytes]:
    """A picture's bytes as JPEG, kept as they are, or PNG, and the ending of its file's name.

    Raises:
        UnusableError: it is no picture that can be turned into one of these.
    """
    found = format_of(content[:HEAD_BYTES])
    if found == JPEG:
        return ".jpg", content
    if found == PNG:
        return ".png", content
    if not found.pillow:
        raise UnusableError("不是能取出的图片格式（如 EMF、WMF 矢量图）")
    if len(content) > MAX_FILE_BYTES:
        raise UnusableError(f"超过 {MAX_FILE_BYTES // 2**20} MB")
    return ".png", _as_png(content, found.pillow)


def _as_png(content: bytes, formats: Sequence[str]) -> bytes:
    """The first picture of a file as PNG.

    Raises:
        UnusableError: it is damaged, or has more pixels than this program loads.
    """
    png = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is bounded below
            with Image.open(io.BytesIO(content), formats=list(formats)) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise UnusableError("像素太多")
                shown = image if image.mode in _MODES else image.convert("RGB")
                shown.save(png, "PNG", dpi=image.info.get("dpi"))
    except Image.DecompressionBombError:
        raise UnusableError("像素太多") from None
    except IMAGE_DAMAGE:
        raise UnusableError("损坏了") from None
    return png.getvalue()
