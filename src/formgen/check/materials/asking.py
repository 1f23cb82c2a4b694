"""What a notice asks of handed-in files → findings; for the fields' own keys and for rules."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from formgen.campaign.kinds.formats import JPEG, PNG, SIGNED_FORMATS, TEXT, FileFormat
from formgen.campaign.values import Attachment, Picture
from formgen.check.counting import characters
from formgen.check.draft import Draft, Finding
from formgen.check.materials.background import JUDGED, has_background
from formgen.check.materials.inspecting import OFFICE_FORMATS, inspect
from formgen.problems import Severity

HandedIn: TypeAlias = Picture | Attachment

ASPECT_TOLERANCE = 0.04
"""413×579 pixels, the usual cut for 35×49 mm, is off by 0.2 %; the next size, 35×53, by 7 %."""
PRINT_DPI = 200
"""Below this a face printed at its size looks blurred."""
_MILLIMETRES_PER_INCH = 25.4
PRINTED_INCHES = 6
"""How wide a picture is printed at most: GB/T 9704-2012 leaves 156 mm between the margins."""


def files_of(draft: Draft, name: str) -> tuple[HandedIn, ...]:
    """The files of a field; none where it is blank or wrong."""
    value = draft.value(name)
    files = value if isinstance(value, tuple) else (value,)
    return tuple(file for file in files if isinstance(file, Picture | Attachment))


def shown(file: HandedIn) -> str:
    """A file as its unit named it."""
    return file.shown or file.path.name


def format_findings(draft: Draft, name: str, formats: Sequence[str]) -> Iterator[Finding]:
    """M07: files that are of none of the formats by content, whatever they are called.

    A file that does not open at all is none of its concern.
    """
    for file in files_of(draft, name) if formats else ():
        found = _format(file)
        if found is not None and not _is_one_of(found, formats):
            yield not_of_format(draft, name, file, found, _or(formats))


def not_of_format(
    draft: Draft, name: str, file: HandedIn, found: FileFormat, expected: str
) -> Finding:
    """M07 of one file."""
    details = {"path": shown(file), "found": found.described, "expected": expected}
    return Finding("M07", draft, name, details)


def _format(file: HandedIn) -> FileFormat | None:
    if isinstance(file, Picture):
        return JPEG if file.format == "JPEG" else PNG
    facts = inspect(file.path)
    unread = facts.trouble is not None and facts.trouble.code != "M20"
    return None if unread and not facts.format.names else facts.format


_KNOWN = frozenset(
    word for found in (*SIGNED_FORMATS, TEXT, *OFFICE_FORMATS.values()) for word in found.names
)


def _is_one_of(found: FileFormat, formats: Sequence[str]) -> bool:
    """Whether a format is asked for; a file nobody recognises may be of one nobody knows."""
    asked = {word.strip(" .。").upper() for word in formats}
    if not found.names and asked - _KNOWN:
        return True
    return not asked.isdisjoint(found.names)


def _or(words: Sequence[str]) -> str:
    """JPG、PNG 或 PDF."""
    return f"{'、'.join(words[:-1])} 或 {words[-1]}" if len(words) > 1 else words[0]


def opening_findings(draft: Draft, name: str) -> Iterator[Finding]:
    """M06, M15, M20: attachments that do not open, or were not opened for their size."""
    for file in files_of(draft, name):
        if isinstance(file, Attachment) and (trouble := inspect(file.path).trouble):
            yield Finding(trouble.code, draft, name, {"path": shown(file), **trouble.details})


def caption_findings(
    draft: Draft, name: str, most: int | None, required: bool = False
) -> Iterator[Finding]:
    """M13, M14: captions missing or too long, counted as Word counts."""
    for file in files_of(draft, name):
        if required and not file.caption:
            yield Finding("M13", draft, name, {"path": shown(file)})
        count = characters(file.caption) if most else 0
        if most and count > most:
            details = {"path": shown(file), "count": count, "limit": most, "rest": count - most}
            yield Finding("M14", draft, name, details)


def photo_findings(
    draft: Draft, name: str, size: tuple[float, float] | None, background: str
) -> Iterator[Finding]:
    """M08, M09, M10: photos of another shape, too small to print, on another background.

    Args:
        draft: the record.
        name: the photo's field.
        size: width and height as printed, millimetres; None to look at neither.
        background: the colour; empty, or one that is not judged, to look at none.
    """
    colour = background.strip().removesuffix("色").removesuffix("底")
    for photo in files_of(draft, name):
        if not isinstance(photo, Picture):
            continue
        if size:
            yield from _size_findings(draft, name, photo, *size)
        if colour in JUDGED and not has_background(photo, colour):
            details = {"path": shown(photo), "expected": colour}
            yield Finding("M10", draft, name, details, Severity.WARNING)


def _size_findings(
    draft: Draft, name: str, photo: Picture, width: float, height: float
) -> Iterator[Finding]:
    told = {"path": shown(photo), "width": photo.width, "height": photo.height}
    told["size"] = f"{width:g}×{height:g} 毫米"
    ratio = (photo.width / photo.height) / (width / height)
    if not 1 - ASPECT_TOLERANCE <= ratio <= 1 + ASPECT_TOLERANCE:
        yield Finding("M08", draft, name, told | {"expected": f"{width:g}∶{height:g}"})
    least = [math.ceil(side / _MILLIMETRES_PER_INCH * PRINT_DPI) for side in (width, height)]
    if photo.width < least[0] or photo.height < least[1]:
        details = told | {"least": f"{least[0]}×{least[1]}"}
        yield Finding("M09", draft, name, details, Severity.WARNING)


def resolution_findings(draft: Draft, name: str, limit: int) -> Iterator[Finding]:
    """M11, M12: pictures that state fewer dots per inch than asked for, or state none.

    What a file states is a wish, what counts is pixels: cameras write 72 into pictures of
    6,000 pixels. So a picture with pixels enough to be printed as wide as a page takes at
    that resolution is only remarked on (M11), or left alone if it states nothing (M12).
    """
    for picture in files_of(draft, name):
        if not isinstance(picture, Picture):
            continue
        told = {"path": shown(picture), "limit": limit}
        enough = max(picture.width, picture.height) >= limit * PRINTED_INCHES
        if picture.dpi is None:
            if not enough:
                size = {"width": picture.width, "height": picture.height}
                yield Finding("M12", draft, name, told | size, Severity.WARNING)
        elif round(picture.dpi) < limit:  # whole dots per centimetre make 299.7 of 300
            level = Severity.WARNING if enough else None
            yield Finding("M11", draft, name, told | {"dpi": round(picture.dpi)}, level)


def video_findings(
    draft: Draft,
    name: str,
    least: tuple[int | None, int | None],
    minutes: float | None,
    formats: Iterable[str] = (),
) -> Iterator[Finding]:
    """M16, M17, M21: videos with too small a picture, too long, of unknown length.

    A phone held upright makes 1080×1920 of 1920×1080, so sides are compared either way round.

    Args:
        draft: the record.
        name: the videos' field.
        least: least width and height, pixels.
        minutes: greatest length; up to a second more is what players show as that length.
        formats: what the field or rule asks for; without, M07 says what is no video.
    """
    for file in files_of(draft, name):
        facts = inspect(file.path)
        if facts.format.family != "视频":
            if not formats and facts.trouble is None:
                yield not_of_format(draft, name, file, facts.format, "MP4 视频")
        elif facts.video and not facts.trouble:
            sides = facts.video.width, facts.video.height
            if _too_small(sides, least):
                told = {"path": shown(file), "width": sides[0], "height": sides[1]}
                yield Finding("M16", draft, name, told | {"expected": _sides(least)})
            if minutes:
                yield from _length_findings(draft, name, file, facts.video.seconds, minutes)


def _too_small(sides: tuple[int, int], least: tuple[int | None, int | None]) -> bool:
    """Whether a side is too short; the longer of both limits is for the longer side."""
    wide, high = least
    if wide and high:
        return max(sides) < max(wide, high) or min(sides) < min(wide, high)
    return bool(wide and max(sides) < wide) or bool(high and min(sides) < high)


def _sides(least: tuple[int | None, int | None]) -> str:
    wide, high = least
    return f"{wide}×{high}" if wide and high else f"{wide} 像素宽" if wide else f"{high} 像素高"


def _length_findings(
    draft: Draft, name: str, file: HandedIn, seconds: float | None, minutes: float
) -> Iterator[Finding]:
    told = {"path": shown(file), "limit": f"{minutes:g}"}
    if seconds is None:
        yield Finding("M21", draft, name, told, Severity.WARNING)
    elif int(seconds) > minutes * 60:
        length = f"{int(seconds) // 60}分{int(seconds) % 60}秒"
        yield Finding("M17", draft, name, told | {"length": length})
