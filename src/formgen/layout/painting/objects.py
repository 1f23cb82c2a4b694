"""Python values → PDF objects; the one place that knows pydyf, WeasyPrint's writer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pydyf
from deflate import zlib_compress

_LEVEL = 1
"""Of libdeflate: a fraction of the time of zlib's best, a few in 100 larger."""


def number(value: float) -> str:
    """A PDF number to a thousandth of a point."""
    text = f"{value:.3f}"
    return text.rstrip("0").rstrip(".")


def numbers(values: Iterable[float]) -> str:
    """PDF numbers with blanks between."""
    return " ".join(map(number, values))


@lru_cache(maxsize=256)
def colour(value: str, stroke: bool = False) -> str:
    """The operator that sets "#rrggbb"; greys as grey, so that printers use black ink only."""
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    if red == green == blue:
        return f"{number(red)} {'G' if stroke else 'g'}"
    return f"{numbers((red, green, blue))} {'RG' if stroke else 'rg'}"


def text_string(value: str) -> str:
    """A text string operand in UTF-16 (ISO 32000-1, 7.9.2.2)."""
    return f"<FEFF{value.encode('utf-16-be').hex()}>"


def deflate(content: bytes) -> bytes:
    """Content packed for /FlateDecode."""
    return bytes(zlib_compress(content, _LEVEL))


def packed(content: bytes, **entries: Any) -> Any:
    """A stream of content that is deflated already."""
    return raw_stream(content, Filter="/FlateDecode", **entries)


def raw_stream(content: bytes, **entries: Any) -> Any:
    """A stream of content as it is, with entries that tell how it is packed."""
    return pydyf.Stream([content], extra=entries)


def dictionary(entries: Mapping[str, Any]) -> Any:
    """A dictionary object."""
    return pydyf.Dictionary(entries)


def array(values: Iterable[Any]) -> Any:
    """An array object."""
    return pydyf.Array(list(values))


def string(value: str) -> Any:
    """A string object, in UTF-16 where ASCII does not do."""
    return pydyf.String(value)


def add(pdf: Any, thing: Any) -> bytes:
    """Put an object into the PDF; its reference."""
    pdf.add_object(thing)
    reference: bytes = thing.reference
    return reference


def resolve(pdf: Any, reference: bytes) -> Any:
    """The object a reference points at."""
    return pdf.objects[int(reference.split()[0])]


def resources(pdf: Any) -> Any:
    """The resource dictionary that WeasyPrint lets all pages share."""
    page = pdf.objects[pdf.pages["Kids"][0]]
    return resolve(pdf, page["Resources"])


def deflate_streams(pdf: Any) -> None:
    """Pack every stream that is not packed, except metadata, which search programs read."""
    for thing in pdf.objects:
        if not isinstance(thing, pydyf.Stream) or "Filter" in thing.extra:
            continue
        if thing.extra.get("Type") == "/Metadata":
            continue
        content = b"\n".join(
            item if isinstance(item, bytes) else _bytes_of(item) for item in thing.stream
        )
        thing.stream = [deflate(content)]
        thing.extra["Filter"] = "/FlateDecode"


def _bytes_of(item: Any) -> bytes:
    if isinstance(item, pydyf.Object):
        data: bytes = item.data
        return data
    return str(item).encode("ascii")
