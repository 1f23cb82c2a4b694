"""A relationship to an image part → its bytes, if they are a picture that can be painted."""

from __future__ import annotations

from formgen.layout.reading.story import Story

Tone = tuple[float, float]
"""What a colour value is multiplied by, and what is added."""
AS_IT_IS: Tone = (1.0, 0.0)
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


def tone_of(brightness: float, contrast: float) -> Tone:
    """A picture's tone from Word's brightness and contrast, -1.0 to 1.0 (20.1.8.42 a:lum).

    Word's 冲蚀 is 0.7 and -0.7, which leaves 0.3 of each value and adds 0.7.
    """
    contrast = max(-1.0, min(0.99, contrast))
    gain = 1 + contrast if contrast <= 0 else 1 / (1 - contrast)
    return gain, (1 - gain) / 2 + max(-1.0, min(1.0, brightness)) / 2


def faded(tone: Tone, opacity: float) -> Tone:
    """The tone of a picture that white paper shines through."""
    opacity = max(0.0, min(1.0, opacity))
    return tone[0] * opacity, tone[1] * opacity + 1 - opacity


def _kind(content: bytes) -> str:
    if content.startswith(_ENHANCED_METAFILE[0]) and content[40:44] == _ENHANCED_METAFILE[1]:
        return "EMF 格式的"
    if content.startswith(_METAFILES):
        return "WMF 格式的"
    if b"<svg" in content[:1000]:
        return "SVG 格式的"
    return "格式不明的"
