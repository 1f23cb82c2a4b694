"""Numbers, texts and files that are valid or wrong by construction, for tests and benchmarks.

Nobody real is in them: identity numbers begin with 990101, a region that does not exist.
"""

from __future__ import annotations

import io
import random
import shutil
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from pypdf import PdfWriter

REGION = "990101"
COLOURS = {
    "红": (200, 30, 40),
    "深红": (140, 15, 25),
    "蓝": (60, 120, 200),
    "白": (250, 250, 250),
    "灰": (128, 128, 128),
}
SENTENCE = "网聚正能量，争做好网民；讲身边的人和事，说暖心的话，让清朗之风吹进千家万户。"


def identity_number(born: str, order: str = "111") -> str:
    """An identity number with its check character (GB 11643-1999, 6.3).

    Args:
        born: the day of birth, 19900514; need not be a day of the calendar.
        order: the three digits after it, odd for a man.
    """
    body = REGION + born + order
    weighted = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    return body + "10X98765432"[weighted % 11]


def text_of(count: int) -> str:
    """A text of so many characters, as Word counts them."""
    return (SENTENCE * (count // len(SENTENCE) + 1))[:count]


def sections_of(counts: Mapping[str, int]) -> str:
    """A text in parts under numbered headings, each part of so many characters."""
    numbers = "一二三四五六七八九"
    parts = zip(numbers, counts.items(), strict=False)
    return "\n".join(f"{number}、{name}\n{text_of(count)}" for number, (name, count) in parts)


def draw(folder: Path, name: str, spec: Mapping[str, Any]) -> None:
    """Write the file a specification describes; files of different names differ.

    Args:
        folder: the campaign folder.
        name: the file, relative to it.
        spec: 种类, and by kind 宽, 高 (pixels), 底色, 分辨率 (dpi), 秒, 页, 密码, 字节, 来源.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = str(spec["种类"])
    if kind in _FORMATS:
        path.write_bytes(picture(kind, spec, seed=name))
    elif kind == "照抄":
        shutil.copyfile(folder / spec["来源"], path)
    elif kind == "空洞":
        with path.open("wb") as file:
            file.write(_STARTS[spec.get("开头", "")])
            file.truncate(spec["字节"])
    else:
        path.write_bytes(_content(kind, spec))
    if "截到" in spec:
        path.write_bytes(path.read_bytes()[: spec["截到"]])


_FORMATS = ("JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP")
_STARTS = {"": b"", "MP4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"}
"""How a file begins that is hollow after that."""


def picture(kind: str, spec: Mapping[str, Any], seed: str = "") -> bytes:
    """An image with a head and shoulders before its background, different for each seed."""
    width, height = spec.get("宽", 1200), spec.get("高", 900)
    image = Image.new("RGB", (width, height), COLOURS[spec.get("底色", "灰")])
    marks = ImageDraw.Draw(image)
    marks.ellipse(_share(image, 0.3, 0.25, 0.7, 0.7), fill=(225, 190, 165))
    marks.rectangle(_share(image, 0.2, 0.75, 0.8, 1.0), fill=(40, 50, 70))
    for place, bit in enumerate(f"{zlib.crc32(seed.encode()):032b}"):
        if bit == "1":
            left = 0.22 + 0.55 * place / 32
            marks.rectangle(_share(image, left, 0.8, left + 0.015, 0.95), fill=(200, 200, 120))
    content = io.BytesIO()
    dpi = spec.get("分辨率")
    image.save(content, kind, **({"dpi": (dpi, dpi)} if dpi else {}))
    return content.getvalue()


def _share(image: Image.Image, *shares: float) -> tuple[float, float, float, float]:
    """A box given as shares of an image's width and height."""
    left, top, right, bottom = shares
    return left * image.width, top * image.height, right * image.width, bottom * image.height


def _content(kind: str, spec: Mapping[str, Any]) -> bytes:
    match kind:
        case "MP4" | "MOV":
            size = spec.get("宽", 1920), spec.get("高", 1080)
            return video(*size, spec.get("秒", 60), b"qt  " if kind == "MOV" else b"isom")
        case "PDF":
            return _pdf(spec.get("页", 1), spec.get("密码", ""))
        case "文字":
            return str(spec["内容"]).encode()
        case "AVI":
            return b"RIFF" + struct.pack("<I", 4096) + b"AVI LIST" + bytes(4084)
        case "大图":
            return _claiming(spec["宽"], spec["高"])
        case "旧版 Word":
            return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048)
    raise ValueError(f"no such kind of file: {kind}")


def _claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that nothing follows up."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(64))
    chunks = (header, data, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


def _pdf(pages: int, password: str) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def video(width: int, height: int, seconds: int, brand: bytes = b"isom") -> bytes:
    """A video of one track without pictures in it (ISO/IEC 14496-12)."""
    scale, samples = 1000, seconds * 25
    length = seconds * scale
    identity = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    movie = struct.pack(">IIIIIIH10x", 0, 0, 0, scale, length, 0x10000, 0x100) + identity
    track = struct.pack(">IIIIII8xHHHH", 7, 0, 0, 1, 0, length, 0, 0, 0, 0) + identity
    coded = struct.pack(">6xH16xHHII4xH32xHh", 1, width, height, 0x480000, 0x480000, 1, 24, -1)
    table = _box(
        b"stbl",
        _box(b"stsd", struct.pack(">II", 0, 1), _box(b"avc1", coded)),
        _box(b"stts", struct.pack(">IIII", 0, 1, samples, scale // 25)),
        _box(b"stsc", struct.pack(">IIIII", 0, 1, 1, samples, 1)),
        _box(b"stsz", struct.pack(">III", 0, 1, samples)),
        _box(b"stco", struct.pack(">III", 0, 1, 32)),
    )
    source = _box(b"dref", struct.pack(">II", 0, 1), _box(b"url ", struct.pack(">I", 1)))
    media = _box(
        b"mdia",
        _box(b"mdhd", struct.pack(">IIIIIHH", 0, 0, 0, scale, length, 0x55C4, 0)),
        _box(b"hdlr", struct.pack(">II4s12x", 0, 0, b"vide"), b"\0"),
        _box(b"minf", _box(b"vmhd", struct.pack(">I8x", 1)), _box(b"dinf", source), table),
    )
    size = struct.pack(">II", width << 16, height << 16)
    moov = _box(
        b"moov",
        _box(b"mvhd", movie, bytes(24), struct.pack(">I", 2)),
        _box(b"trak", _box(b"tkhd", track, size), media),
    )
    return _box(b"ftyp", brand + b"\0\0\2\0" + brand) + _box(b"mdat", bytes(samples)) + moov


def _box(kind: bytes, *contents: bytes) -> bytes:
    body = b"".join(contents)
    return struct.pack(">I", len(body) + 8) + kind + body


SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
GIVEN = "书远晚晴知夏牧川若溪望舒慕白思齐清和景行𠮷䶮堃喆祎昇翀镕岚野"
WORDS = (
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"
    "金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇"
    "始制文字乃服衣裳推位让国有虞陶唐吊民伐罪周发殷汤坐朝问道垂拱平章爱育黎首臣伏戎羌"
    "遐迩一体率宾归王鸣凤在竹白驹食场化被草木赖及万方盖此身发四大五常恭惟鞠养岂敢毁伤"
)
"""Characters for names that are meant to be far from one another."""


def person_name(chance: random.Random) -> str:
    """A name of two or three characters, or one of a minority with its dot."""
    given = "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
    if chance.random() < 0.1:
        return f"阿依{given}·艾{given[::-1]}"
    return chance.choice(SURNAMES) + given


def title(chance: random.Random, length: int = 14) -> str:
    """A name of a case; two of them have hardly a character at one place in common."""
    return "".join(chance.choices(WORDS, k=length))


def long_text(chance: random.Random, count: int) -> str:
    """A text of several paragraphs and exactly so many characters, as Word counts them."""
    pieces: list[str] = []
    rest = count
    while rest > 40:
        words = chance.choices(WORDS, k=chance.randint(8, 30))
        clause = "".join(words) + chance.choice("，。；")
        pieces += [clause, chance.choice(("", "\n", "2023年", "5G"))]
        rest -= len(clause) + {"": 0, "\n": 0, "2023年": 2, "5G": 1}[pieces[-1]]
    return "".join([*pieces, "。" if pieces else "", *chance.choices(WORDS, k=rest - bool(pieces))])


def phone(chance: random.Random) -> str:
    """A mobile or landline number that nobody has, in one of the usual ways to write it."""
    mobile = f"1990000{chance.randrange(10_000):04}"
    line = f"0551-5550{chance.randrange(1000):03}"
    dashed, both = line.replace("-", "—"), f"{mobile}、{line}"
    return chance.choice((mobile, line, f"{line}转8012", dashed, both))


def born(chance: random.Random, years: Sequence[int]) -> str:
    """A day of birth in one of the years, 19900514."""
    return f"{chance.choice(years)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
