"""Hostile pictures: bounded before they are decoded, named at their places, or printed."""

from __future__ import annotations

import io
import struct
import zlib
from zipfile import ZipFile

import pytest
from PIL import Image

from tests.hostile.campaigns import json_of, write_campaign
from tests.hostile.running import Room

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int, height: int, *more: bytes, depth: int = 8, kind: int = 0, rows: int = -1
) -> bytes:
    """A PNG whose header says so much; rows of zeros as many as given, all by default."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    row = 1 + (width * channels * depth + 7) // 8
    packer = zlib.compressobj(9)
    count = height if rows < 0 else rows
    data = b"".join(packer.compress(bytes(row)) for _ in range(count)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + b"".join(more) + chunk(b"IDAT", data) + chunk(b"IEND")


def saved(
    form: str, mode: str = "RGB", size: tuple[int, int] = (60, 80), **options: object
) -> bytes:
    content = io.BytesIO()
    Image.new(mode, size).save(content, form, **options)
    return content.getvalue()


def jpeg_of_size(width: int, height: int) -> bytes:
    """A small JPEG whose frame says another size (ITU-T T.81, B.2.2)."""
    content = bytearray(saved("JPEG"))
    at = content.find(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def segments(jpeg: bytes, marker: int, body: bytes, count: int) -> bytes:
    one = struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    return jpeg[:2] + one * count + jpeg[2:]


BOMB = zlib.compress(bytes(60 * 2**20), 9)
JPEG = saved("JPEG")
SMALL = png(60, 80)
EXIF_LOOP = b"Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"
"""An EXIF directory whose next one, and whose inner one, is itself."""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.com/x.png"/></svg>'
WMF = b"\xd7\xcd\xc6\x9a" + bytes(40)
EMF = struct.pack("<II", 1, 108) + bytes(32) + b" EMF" + bytes(64)
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) (r) file\n"

IMAGES: dict[str, tuple[str, bytes, str]] = {
    "60,000 × 60,000": (".png", png(60_000, 60_000, depth=1, rows=10), "M04"),
    "all of 60,000 × 60,000": (".png", png(60_000, 60_000, depth=1), "M04"),
    "2³¹ × 2³¹": (".png", png(2**31 - 1, 2**31 - 1, rows=0, depth=1), "M04"),
    "100,000 × 1": (".png", png(100_000, 1), ""),
    "1 × 100,000": (".png", png(1, 100_000), ""),
    "0 × 0": (".png", png(0, 0), "M03"),
    "1 × 70,000,001": (".png", png(1, 70_000_001, rows=0), "M04"),
    "8,366 × 8,366 of nothing": (".png", png(8_366, 8_366, rows=0), "M03"),
    "8,366 × 8,366 in 16 bits and colour": (".png", png(8_366, 8_366, depth=16, kind=6), ""),
    "8,367 × 8,367": (".png", png(8_367, 8_367), "M04"),
    "cut PNG": (".png", SMALL[:-30], "M03"),
    "PNG without data": (".png", SMALL[:33] + chunk(b"IEND"), "M03"),
    "PNG of a broken header": (".png", PNG + chunk(b"IHDR", b"\0\0"), "M03"),
    "PNG of a huge chunk": (".png", SMALL[:33] + b"\xff\xff\xff\xf0IDAT" + SMALL[33:], "M03"),
    "zTXt bomb": (".png", png(60, 80, chunk(b"zTXt", b"a\0\0" + BOMB)), "?"),
    "iTXt bomb": (".png", png(60, 80, chunk(b"iTXt", b"a\0\1\0\0\0" + BOMB)), "?"),
    "iCCP bomb": (".png", png(60, 80, chunk(b"iCCP", b"a\0\0" + BOMB)), "?"),
    "many zTXt bombs": (".png", png(60, 80, *[chunk(b"zTXt", b"a\0\0" + BOMB)] * 20), "?"),
    "20,000 text chunks": (".png", png(60, 80, *[chunk(b"tEXt", b"a\0b")] * 20_000), "?"),
    "animated PNG": (
        ".png",
        saved("PNG", save_all=True, append_images=[Image.new("RGB", (60, 80), "red")]),
        "",
    ),
    "16-bit grey": (".png", png(60, 80, depth=16), ""),
    "16-bit RGBA": (".png", png(60, 80, depth=16, kind=6), ""),
    "palette": (".png", saved("PNG", "P"), ""),
    "palette without one": (".png", png(60, 80, kind=3), "?"),
    "cut JPEG": (".jpg", saved("JPEG", size=(600, 800))[:-900], "M03"),
    "JPEG 65535 × 65535": (".jpg", jpeg_of_size(65535, 65535), "M04"),
    "JPEG 8,000 × 8,000 of nothing": (".jpg", jpeg_of_size(8_000, 8_000), ""),
    "JPEG 0 × 0": (".jpg", jpeg_of_size(0, 0), "M03"),
    "JPEG of its first bytes": (".jpg", JPEG[:20], "M03"),
    "CMYK": (".jpg", saved("JPEG", "CMYK"), ""),
    "grey JPEG": (".jpg", saved("JPEG", "L"), ""),
    "progressive": (".jpg", saved("JPEG", progressive=True), ""),
    "EXIF flood": (".jpg", segments(JPEG, 0xE1, b"Exif\0\0" + bytes(60_000), 50), "?"),
    "EXIF loop": (".jpg", segments(JPEG, 0xE1, EXIF_LOOP, 1), "?"),
    "ICC flood": (".jpg", segments(JPEG, 0xE2, b"ICC_PROFILE\0\1\1" + bytes(60_000), 50), "?"),
    "comment flood": (".jpg", segments(JPEG, 0xFE, bytes(65_000), 50), "?"),
    "orientation 65535": (
        ".jpg",
        saved("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\xff\xff\0\0\0\0\0\0"),
        "",
    ),
    "dpi of zero": (".jpg", saved("JPEG", size=(61, 80), dpi=(0, 0)), ""),
    "PNG called JPG": (".jpg", SMALL, ""),
    "JPEG called PNG": (".png", saved("JPEG", size=(62, 80)), ""),
    "GIF called JPG": (".jpg", saved("GIF"), "M03"),
    "BMP called JPG": (".jpg", saved("BMP"), "M03"),
    "TIFF called JPG": (".jpg", saved("TIFF"), "M03"),
    "WebP called JPG": (".jpg", saved("WEBP"), "M03"),
    "ICO called PNG": (".png", saved("ICO"), "M03"),
    "SVG called JPG": (".jpg", SVG, "M03"),
    "WMF called JPG": (".jpg", WMF, "M03"),
    "EMF called JPG": (".jpg", EMF, "M03"),
    "EPS called JPG": (".jpg", EPS, "M03"),
    "EPS": (".eps", EPS, "M03"),
    "PDF called PNG": (".png", b"%PDF-1.7\n" + bytes(100), "M03"),
    "HTML called PNG": (".png", b"<html><script>alert(1)</script></html>", "M03"),
    "program called JPG": (".jpg", b"MZ" + bytes(1000), "M03"),
    "empty": (".jpg", b"", "M03"),
    "zeros": (".jpg", bytes(100_000), "M03"),
    "JPEG with a zip behind": (".jpg", JPEG + b"PK\5\6" + bytes(18), ""),
    "JPEG with a page in it": (".jpg", segments(JPEG, 0xFE, b"<script>alert(1)</script>", 1), ""),
    "PNG with a program behind": (".png", SMALL + b"MZ" + bytes(5000), ""),
    "JPEG 2000": (".jpg", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(100), "M03"),
    "HEIC called JPG": (".jpg", b"\0\0\0\x18ftypheic" + bytes(100), "M03"),
}
"""File ending, content, and the code it gives: none where it is printed, ? where either will do."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A campaign with an entry for each picture."""
    made = Room.at(tmp_path_factory.mktemp("images"))
    folder = write_campaign(made.campaign)
    entries = []
    for number, (ending, content, _) in enumerate(IMAGES.values()):
        (folder / f"{number:02}{ending}").write_bytes(content)
        entries.append({"名称": f"第{number}份", "照片": f"{number:02}{ending}"})
    (folder / "applicants.json").write_bytes(json_of(entries))
    return made


def test_hostile_pictures_are_named(room: Room) -> None:
    problems = room.sound("check", room.campaign, "--format", "json").problems()
    told = {one["row"]: one["code"] for one in problems if one["severity"] == "error"}
    codes = {name: told.get(row, "") for row, name in enumerate(IMAGES, start=1)}
    wrong = {name: code for name, code in codes.items() if IMAGES[name][2] not in (code, "?")}
    assert wrong == {}
    assert set(codes.values()) <= {"", "M03", "M04"}


def test_pictures_that_are_taken_are_printed(room: Room) -> None:
    ran = room.sound("build", room.campaign, "-o", room.out, "--format", "docx")
    assert ran.code == 1
    forms = {name: form for name, form in room.files().items() if name.endswith(".docx")}
    assert len(forms) >= len([1 for _, _, code in IMAGES.values() if code == ""])
    for name, form in forms.items():
        number = int(name.split("_第")[1].removesuffix("份.docx"))
        with ZipFile(io.BytesIO(form)) as archive:
            media = [archive.read(part) for part in archive.namelist() if "/media/" in part]
        assert len(media) == 1
        _, content, code = list(IMAGES.values())[number]
        assert code in ("", "?")
        assert code == "?" or media == [content]


def test_pictures_that_are_taken_are_painted(room: Room) -> None:
    ran = room.sound(
        "build", room.campaign, "-o", room.root / "out", "--format", "pdf", "--jobs", "1"
    )
    assert ran.code in (1, 6), ran.screen
    printed = [name for name, (_, _, code) in IMAGES.items() if code == ""]
    assert len([name for name in room.files() if name.endswith(".pdf")]) >= len(printed)
