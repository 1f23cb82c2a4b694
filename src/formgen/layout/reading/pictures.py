"""A relationship to an image part → its bytes, if they are a picture that can be painted."""

from __future__ import annotations

from formgen.layout.reading.story import Story

_RASTERS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ENHANCED_METAFILE = (b"\x01\0\0\0", b" EMF")
_METAFILES = (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0")


def picture_bytes(identity: str | None, story: Story, place: str) -> bytes | None:
    """The raster image a relationship id leads to.

    None where there is none, which is noted: it is missing, outside the file, or a drawing
    in a vector format.
    """
    link = story.links.get(identity or "")
    if link is not None and link.external:
        story.notices.add("链接到文件外的图片", place)
        return None
    content = story.package.parts.get(link.target) if link is not None else None
    if content is None:
        story.notices.add("文件里缺少的图片", place)
        return None
    if content.startswith(_RASTERS):
        return content
    story.notices.add(f"{_kind(content)}图片", place)
    return None


def _kind(content: bytes) -> str:
    if content.startswith(_ENHANCED_METAFILE[0]) and content[40:44] == _ENHANCED_METAFILE[1]:
        return "EMF 格式的"
    if content.startswith(_METAFILES):
        return "WMF 格式的"
    if b"<svg" in content[:1000]:
        return "SVG 格式的"
    return "格式不明的"
