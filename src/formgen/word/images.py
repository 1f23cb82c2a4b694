"""Pictures in a rendered document: the drawing where the tag stood, and its file.

A drawing names its picture by content hash, so the picture files a document needs can
be read off the rendered text; nothing has to be remembered while it is filled.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from jinja2.exceptions import FilterArgumentError
from markupsafe import Markup, escape

from formgen.campaign.kinds.pictures import upright
from formgen.campaign.values import Picture
from formgen.ooxml import ZipPart, stored
from formgen.problems import InputError, os_reason

EMU_PER_MM = 36_000
MAX_SIDE = 2_000
"""Millimetres; Word's largest page has sides of 558."""
_REFERENCE = re.compile(r'r:embed="rIdPic([0-9a-f]{16})"')
_DRAWING_ID = re.compile(r'<wp:docPr id="0"')
_EXTENSIONS = {"JPEG": "jpeg", "PNG": "png"}
CONTENT_TYPES = {"jpeg": "image/jpeg", "png": "image/png"}
"""Default content types of the picture files, by extension."""

_DRAWING = (
    '</w:t><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="0" name="{name}" descr="{name}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/'
    'drawingml/2006/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships" r:embed="rIdPic{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    '</a:graphic></wp:inline></w:drawing><w:t xml:space="preserve">'
)


def picture(value: object, width: float, height: float) -> Markup:
    """图片: the picture as large as fits a box of so many millimetres; nothing for a blank.

    Raises:
        FilterArgumentError: the value is no picture.
    """
    if value in ("", (), None):
        return Markup("")
    if not isinstance(value, Picture):
        raise FilterArgumentError("“图片”只用于照片和图片字段")
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise FilterArgumentError(f"“图片”的宽和高要大于 0，最多 {MAX_SIDE}，单位毫米")
    scale = min(width / value.width, height / value.height)
    drawing = _DRAWING.format(
        cx=round(value.width * scale * EMU_PER_MM),
        cy=round(value.height * scale * EMU_PER_MM),
        name=escape(value.caption or "图片"),
        key=value.digest[:16],
    )
    return Markup(drawing)  # noqa: S704 - numbers, a hash, and an escaped name


def number_drawings(xml: str, numbers: Iterator[int]) -> str:
    """Give every inserted drawing an id of its own, as the format asks of a whole document."""
    return _DRAWING_ID.sub(lambda _: f'<wp:docPr id="{next(numbers)}"', xml)


def referenced(xml: str) -> list[str]:
    """The keys of the pictures a rendered part shows, each once, in order."""
    return list(dict.fromkeys(_REFERENCE.findall(xml)))


def find_pictures(context: Mapping[str, object], keys: Collection[str]) -> dict[str, Picture]:
    """The pictures of the given keys, wherever in a context they stand.

    The search goes level by level, because pictures stand near the top and what the
    campaign says goes deep.
    """
    found: dict[str, Picture] = {}
    level: list[object] = [context]
    while level and len(found) < len(keys):
        deeper: list[object] = []
        for value in level:
            if isinstance(value, Picture):
                if (key := value.digest[:16]) in keys:
                    found[key] = value
            elif isinstance(value, Mapping):
                deeper += value.values()
            elif isinstance(value, list | tuple):
                deeper += value
        level = deeper
    return found


def media_name(image: Picture) -> str:
    """The name of a picture's file inside the package, below word/."""
    return f"media/{image.digest[:16]}.{_EXTENSIONS[image.format]}"


def media_part(image: Picture) -> ZipPart:
    """A picture's file as a part.

    Raises:
        InputError: the file has gone since the check, or is another by now.
    """
    try:
        content = image.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != image.digest:
            raise InputError(f"图片“{image.path.name}”在检查以后被改动了", hint="请再运行一次")
        shown = upright(content, image)
    except OSError as error:
        raise InputError(
            f"图片“{image.path.name}”读不出来：{os_reason(error)}",
            hint="检查时它还在，请把它放回活动文件夹再试",
        ) from None
    return stored(f"word/{media_name(image)}", shown)


def relationships_with(xml: str, images: Iterable[Picture]) -> str:
    """A relationships part with the pictures added."""
    added = "".join(
        f'<Relationship Id="rIdPic{image.digest[:16]}" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/image" Target="{media_name(image)}"/>'
        for image in images
    )
    return xml.replace("</Relationships>", f"{added}</Relationships>")
