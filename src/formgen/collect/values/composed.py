"""Parts, rows and dates that stand at several slots → one value in the table's writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formgen.campaign.kinds import KINDS, Raw, Setting, parsed
from formgen.campaign.kinds.base import FieldLike
from formgen.campaign.values import Sections
from formgen.collect.collected import TakenPicture
from formgen.collect.slots import Found, Use
from formgen.collect.values.dates import composed_date
from formgen.collect.values.taken import Reason, Taken, asking, doubts_of
from formgen.collect.values.texts import (
    Lines,
    cleaned,
    on_one_line,
    taken_date,
    taken_text,
)


def taken_parts(place: Sequence[Found], setting: Setting) -> Taken:
    """A 分部长文 of the texts under its headings."""
    texts = dict.fromkeys(setting.field.parts, "")
    for one in place:
        texts[one.slot.part] = "\n".join(cleaned(one.lines))
    return Taken(_sections(texts, setting), doubts_of(place))


def _sections(texts: Mapping[str, str], setting: Setting) -> Raw:
    """The parts under their headings, or as a mapping where a text holds a heading itself."""
    sections = Sections(texts)
    headed = str(sections)
    return headed if not headed or parsed(headed, setting) == sections else dict(texts)


def taken_rows(place: Sequence[Found], setting: Setting, breaks: Lines = Lines.TYPED) -> Taken:
    """A 明细 of the cells of its rows; rows without anything in them are none.

    Args:
        place: the cells.
        setting: the field.
        breaks: what parts the paragraphs of a cell.
    """
    columns = {
        column.name: Setting(
            column, setting.folder, KINDS, {option: option for option in column.options}
        )
        for column in setting.field.columns
    }
    # a row stands on one line of the table: lines typed to fit a narrow cell are joined
    parting = Lines.CELLS if breaks is Lines.TYPED else breaks
    rows: dict[int, dict[str, Raw]] = {}
    reasons: dict[Reason, None] = {}
    for one in place:
        if one.slot.part not in columns:
            continue
        cell = taken_text(one.lines, columns[one.slot.part], one.slot.blank, parting)
        if parting is Lines.CELLS and len(cleaned(one.lines)) > 1:
            reasons[Reason("分几行写，合成了一行")] = None
        reasons |= dict.fromkeys(cell.reasons)
        rows.setdefault(one.item, {})[one.slot.part] = cell.raw
    filled = [rows[item] for item in sorted(rows) if any(rows[item].values())]
    return Taken(_lines(filled, setting.field.columns), (*reasons, *doubts_of(place)))


def _lines(rows: Sequence[Mapping[str, Raw]], columns: Sequence[FieldLike]) -> Raw:
    """Rows one a line, or as a list of mappings where a value holds what parts them."""
    names = [column.name for column in columns]
    cells = [[row.get(name, "") for name in names] for row in rows]
    if all(_fits_a_line(cell) for row in cells for cell in row):
        return "\n".join("｜".join(map(str, row)) for row in cells)
    return [dict(zip(names, row, strict=True)) for row in cells]


def _fits_a_line(cell: Raw) -> bool:
    return isinstance(cell, str) and not any(sign in cell for sign in "|｜\n")


def taken_numbers(place: Sequence[Found], setting: Setting) -> Taken:
    """A date of the numbers written into its blanks."""
    written = {one.slot.use: on_one_line(cleaned(one.lines)) for one in place}
    year, month, day = (written.get(use, "") for use in (Use.YEAR, Use.MONTH, Use.DAY))
    if not (year or month or day):
        return Taken()
    if not (month or day):  # the whole date may be written into the first blank
        return taken_text([year], setting).because(*doubts_of(place))
    found = composed_date(year, month, day)
    typed = "".join(
        text + unit for text, unit in ((year, "年"), (month, "月"), (day, "日")) if text
    )
    taken = Taken(typed) if found is None else taken_date(found, typed, setting)
    return taken.because(*doubts_of(place))


def taken_pictures(place: Sequence[Found], setting: Setting) -> Taken:
    """Pictures with what is written about them, paired by their item and in its order.

    Forms may set them in columns, so that the second stands below the first.
    """
    captions: dict[int, str] = {}
    pictures: list[TakenPicture] = []
    reasons: list[Reason] = []
    for one in place:
        if one.slot.use is Use.CAPTION:
            captions[one.item] = on_one_line(cleaned(one.lines))
    for one in sorted(place, key=lambda found: found.item):
        if one.slot.use is Use.PICTURE and one.pictures:
            caption = captions.get(one.item, "")
            first, *more = one.pictures
            pictures.append(TakenPicture(first, caption))
            pictures += [TakenPicture(picture) for picture in more]
            if more and caption:
                reasons.append(asking(f"{len(one.pictures)} 张图片只有一处说明，归第一张"))
    if setting.field.kind == "照片" and len(pictures) > 1:
        reasons.append(asking(f"这里有 {len(pictures)} 张图片"))
    return Taken("", (*reasons, *doubts_of(place)), tuple(pictures))


def texts_at_pictures(place: Sequence[Found]) -> list[str]:
    """What is written where pictures belong, and captions of pictures that are not there."""
    shown = {one.item for one in place if one.pictures}
    texts = []
    for one in place:
        lost = one.slot.use is Use.PICTURE or one.item not in shown
        if lost and (text := on_one_line(cleaned(one.lines))):
            texts.append(text)
    return texts
