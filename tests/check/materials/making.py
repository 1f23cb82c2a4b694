"""Files to be handed in, drawn or put together, and the tables that name them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from pypdf import PdfWriter

from formgen.campaign.field import FieldDefinition
from formgen.campaign.model import Campaign
from formgen.check.draft import Draft, Finding
from formgen.check.rules.base import Facts
from formgen.check.rules.binding import bind_rules
from formgen.check.values import TableRules, parse_table
from formgen.problems import Problem
from formgen.tables import read_table

NAME: dict[str, Any] = {"名称": "姓名", "类型": "文本"}


def fields_of(*fields: Mapping[str, Any]) -> list[FieldDefinition]:
    return [FieldDefinition.model_validate(field) for field in (NAME, *fields)]


def drafts_of(folder: Path, csv: str, fields: Sequence[FieldDefinition]) -> Sequence[Draft]:
    (folder / "a.csv").write_text(csv, encoding="utf-8")
    options = {field.name: {option: option for option in field.options} for field in fields}
    rules = TableRules(fields, options, folder, "姓名", "")
    parsed = parse_table(read_table(folder, "a.csv", fields), rules)
    assert all(problem.missing for own in parsed.problems.values() for problem in own)
    return parsed.drafts


def campaign_of(
    *fields: Mapping[str, Any],
    rules: Sequence[Mapping[str, Any]] = (),
    materials: Sequence[Mapping[str, Any]] = (),
) -> Campaign:
    return Campaign.model_validate(
        {
            "编号": "test-2024", "名称": "测试", "年份": 2024, "命名字段": "姓名",
            "通知": {
                "标题": "通知", "发文机关": ["某市委网信办"], "成文日期": "2024-01-02",
            },
            "字段": [NAME, *fields], "规则": list(rules), "材料": list(materials),
            "文书": [{"名称": "表", "模板": ["表.docx"], "范围": ["每份申报"]}],
        }
    )  # fmt: skip


def rule_problems(campaign: Campaign, folder: Path, csv: str) -> list[Problem]:
    """What the campaign's rules find, before their severity is put in."""
    drafts = drafts_of(folder, csv, campaign.fields)
    facts = Facts(campaign, {})
    found: list[Finding] = []
    for rule in bind_rules(campaign):
        found += rule.check(drafts, facts)
    return [finding.problem() for finding in found]


def picture(
    path: Path, size: tuple[int, int] = (413, 579), colour: Any = "red", **keys: Any
) -> Path:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", size, colour).save(path, **keys)
    return path


def portrait(background: Any, size: tuple[int, int] = (413, 579)) -> Image.Image:
    """Head, hair and shoulders before a background."""
    image = Image.new("RGB", size, background)
    draw, (w, h) = ImageDraw.Draw(image), size
    draw.polygon([(0, h), (w * 0.12, h * 0.72), (w * 0.88, h * 0.72), (w, h)], (30, 36, 60))
    draw.ellipse((w * 0.24, h * 0.12, w * 0.76, h * 0.68), (24, 22, 22))
    draw.ellipse((w * 0.3, h * 0.2, w * 0.7, h * 0.62), (228, 192, 160))
    return image


def pdf(path: Path, pages: int = 1, password: str | None = None, **keys: Any) -> Path:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password is not None:
        writer.encrypt(password, **keys)
    writer.write(path)
    return path


def mp4(
    path: Path,
    width: int = 1920,
    height: int = 1080,
    milliseconds: int = 1000,
    *,
    brand: bytes = b"isom",
    tracks: int = 1,
    source: str = "",
    edits: int = 1,
) -> Path:
    """An MP4 file of headers (ISO/IEC 14496-12), with one empty sample.

    Args:
        path: where to write it.
        width: of the picture, pixels.
        height: of the picture, pixels.
        milliseconds: its length.
        brand: major brand of the file.
        tracks: number of video tracks.
        source: where the samples lie, a URL; empty for the file itself.
        edits: how many edits its list claims; there is one.
    """
    start = _box(b"ftyp", brand, 0, brand)
    movie = _full(
        b"mvhd", 0, 0, 1000, milliseconds, 0x10000, 0x1000000, 0, 0, *_MATRIX, *[0] * 6, 2
    )
    tracked = [
        _track(number, (width, height), milliseconds, source, edits) for number in range(tracks)
    ]
    path.write_bytes(start + _box(b"moov", movie, *tracked) + _box(b"mdat", b"\0" * 64))
    return path


_MATRIX = (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def _box(kind: bytes, *content: bytes | int) -> bytes:
    """A box; numbers are of four bytes."""
    packed = b"".join(
        part if isinstance(part, bytes) else struct.pack(">I", part) for part in content
    )
    return struct.pack(">I", 8 + len(packed)) + kind + packed


def _full(kind: bytes, *content: bytes | int, flags: int = 0) -> bytes:
    """A box of version 0."""
    return _box(kind, flags, *content)


def _track(number: int, size: tuple[int, int], length: int, source: str, edits: int) -> bytes:
    width, height = size
    head = _full(
        b"tkhd", 0, 0, number + 1, 0, length, 0, 0, 0, 0, *_MATRIX, width << 16, height << 16,
        flags=3,
    )  # fmt: skip
    sample = _box(
        b"avc1", b"\0" * 6 + b"\0\1" + b"\0" * 16, struct.pack(">HH", width, height),
        0x480000, 0x480000, 0, b"\0\1" + b"\0" * 32 + b"\0\x18\xff\xff",
    )  # fmt: skip
    url = _full(b"url ", source.encode() + b"\0") if source else _full(b"url ", flags=1)
    table = _box(
        b"stbl",
        _full(b"stsd", 1, sample), _full(b"stts", 1, 1, length), _full(b"stsc", 1, 1, 1, 1),
        _full(b"stsz", 64, 1), _full(b"stco", 1, 36),
    )  # fmt: skip
    media = _box(
        b"mdia",
        _full(b"mdhd", 0, 0, 1000, length, b"\x55\xc4\0\0"),
        _full(b"hdlr", 0, b"vide", 0, 0, 0, b"video\0"),
        _box(b"minf", _full(b"vmhd", 0, 0, flags=1), _box(b"dinf", _full(b"dref", 1, url)), table),
    )
    edit = _box(b"edts", _full(b"elst", edits, length, 0, 0x10000))
    return _box(b"trak", head, edit, media)
