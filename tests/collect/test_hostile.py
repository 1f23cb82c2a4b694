"""Forms made to break a reader: each is read or refused, and the good ones beside it are read."""

from __future__ import annotations

import csv
import io
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from formgen.collect.content import TICKED_BOX, PastedPicture
from formgen.collect.finding.hinting import without_hints
from formgen.collect.pattern.pieces import Literal
from formgen.collect.pattern.wording import plain
from formgen.collect.reading import read_form
from formgen.collect.reading.blocks import MAX_CHARACTERS
from formgen.collect.saving.shown_picture import Pixels, UnusableError, usable
from formgen.ooxml import PackageError
from formgen.problems import UsageError
from formgen.run.collecting import CollectResult, collect
from tests.collect.forms import case
from tests.collect.generated import many
from tests.word.making import cell, docx, paragraph, row

FORM = case("xuzhou-2023", "申报表")
NAMES = ("梁书远", "欧阳晚晴")
BODY = "word/document.xml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MERGED, TALL = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'


def good(name: str) -> bytes:
    return FORM.fill({**many(FORM, 1, calm=True)[0], "姓名": name})


def changed(content: bytes, change: Callable[[str], str]) -> bytes:
    """A file with another body."""
    source = zipfile.ZipFile(io.BytesIO(content))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, change(part.decode()).encode() if name == BODY else part)
    return made.getvalue()


def in_table(rows: str) -> Callable[[str], str]:
    """Rows at the end of the last table."""
    return lambda body: f"{rows}</w:tbl>".join(body.rsplit("</w:tbl>", 1))


def at_start(blocks: str) -> Callable[[str], str]:
    return lambda body: body.replace("<w:p", f"{blocks}<w:p", 1)


def check_boxes(runs: int) -> str:
    """Check boxes in one another round some runs."""
    control = f'<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="{W14}"/></w:sdtPr><w:sdtContent>'
    inner = "<w:r><w:t>☑</w:t></w:r>" * runs
    return f"<w:p>{control * 60}{inner}{'</w:sdtContent></w:sdt>' * 60}</w:p>"


def field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def fields(depth: int, inner: str) -> str:
    """Fields in one another, the innermost with an instruction."""
    code = f'<w:r><w:instrText xml:space="preserve">{inner}</w:instrText></w:r>'
    outer = '<w:r><w:instrText xml:space="preserve">EQ </w:instrText></w:r>'
    begin = field_mark("begin")
    return f"<w:p>{(begin + outer) * (depth - 1)}{begin}{code}{field_mark('end') * depth}</w:p>"


WIDE = cell("甲", properties='<w:gridSpan w:val="1000000000"/>')
READ: dict[str, Callable[[str], str]] = {
    "行太多": in_table(row("甲", "乙") * 10_000),
    "格太宽": in_table(row(WIDE) * 10_000),
    "一行太多格": in_table(row("") + row(*["甲"] * 5_000)),
    "合并太长": in_table(row(cell("甲", properties=TALL)) + row(cell(properties=MERGED)) * 5_000),
    "空行太多": at_start("<w:p/>" * 50_000),
    "标签重复": at_start(paragraph("姓名") * 10_000),
    "域套太深": at_start(fields(5_000, "EQ a")),
    "复选框套太深": at_start(check_boxes(2_000)),
    "私用字符": lambda body: body.replace("</w:t>", "\ue000\ue001\uf8ff</w:t>"),
    "文本框太多": at_start(
        f"<w:p><w:r>{'<w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict>' * 5_000}</w:r></w:p>"
    ),
}
"""Bodies that are read, whatever is found in them."""
REFUSED: dict[str, Callable[[str], str]] = {
    "套太深": at_start("<w:sdt><w:sdtContent>" * 2_000 + "</w:sdtContent></w:sdt>" * 2_000),
    "实体": lambda body: body.replace(
        "<w:document", '<!DOCTYPE a [<!ENTITY x "y">]><w:document', 1
    ),
    "字太多": at_start(paragraph("甲" * (MAX_CHARACTERS + 1))),
    "段太多": at_start(paragraph("姓名") * 60_000),
    "控制字符": lambda body: body.replace("</w:t>", "&#1;</w:t>", 1),
}
"""Bodies that are not read: C14."""


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    folder = tmp_path / "xuzhou-2023"
    folder.mkdir()
    for name in ("campaign.json", "units.csv"):
        shutil.copy(FORM.folder / name, folder / name)
    return folder


def collected(campaign: Path, files: dict[str, bytes]) -> tuple[CollectResult, list[str]]:
    """What came of files between two good ones, and the names in the table."""
    folder = campaign.parent / "收"
    folder.mkdir()
    everything = {"00": good(NAMES[0]), **files, "zz": good(NAMES[1])}
    for name, content in everything.items():
        (folder / f"{name}.docx").write_bytes(content)
    result = collect(campaign, [folder], campaign / "applicants.csv")
    with result.table.open(encoding="utf-8-sig", newline="") as stream:
        return result, [line["姓名"] for line in csv.DictReader(stream)]


def test_extreme_bodies_are_read_and_the_good_ones_beside_them(campaign: Path) -> None:
    source = good("司马翀")
    files = {name: changed(source, change) for name, change in READ.items()}
    result, names = collected(campaign, files)
    assert set(NAMES) <= set(names)
    unread = {one.file for one in result.received if one.failed}
    assert not unread & {f"{name}.docx" for name in files}


def test_hostile_bodies_are_refused_and_the_good_ones_beside_them_are_read(campaign: Path) -> None:
    source = good("司马翀")
    files = {name: changed(source, change) for name, change in REFUSED.items()}
    result, names = collected(campaign, files)
    assert names == list(NAMES)
    told = {one.place.file: one.code for one in result.problems if one.code == "C14"}
    assert told == {f"{name}.docx": "C14" for name in files}


def test_hostile_archives_write_nothing_outside(campaign: Path) -> None:
    made = io.BytesIO()
    twin = changed(good("司马翀"), at_start("<w:p/>"))
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../../上面.docx", good("司马翀"))
        archive.writestr("/根.docx", twin)
        archive.writestr("a\x01\u202eb.docx", b"x")
        archive.writestr("长" * 300 + ".docx", b"y")
        archive.writestr("深/" * 3_000 + "z.docx", b"z")
    before = {path for path in campaign.parent.rglob("*") if path.parent != campaign}
    result, names = collected(campaign, {"包": made.getvalue()})
    after = {path for path in campaign.parent.rglob("*") if campaign not in path.parents}
    assert set(NAMES) <= set(names)
    assert {path.name for path in after - before} == {"收", "00.docx", "包.docx", "zz.docx"}
    assert all(one.file.isprintable() for one in result.received)


def test_as_many_characters_as_are_read() -> None:
    lines = [paragraph("甲" * 1_000) for _ in range(MAX_CHARACTERS // 1_000)]
    assert len(read_form(docx(*lines)).boxes) == len(lines)
    with pytest.raises(PackageError, match="文字太多"):
        read_form(docx(*lines, "乙"))


@pytest.mark.parametrize(("depth", "read"), [(20, TICKED_BOX), (21, "□√")])
def test_fields_are_read_as_deep_as_word_nests_them(depth: int, read: str) -> None:
    [box] = read_form(docx(fields(depth, r"EQ \o\ac(□,√)"))).boxes
    assert box.text.replace("EQ", "").replace(" ", "").replace("\\o", "") == read


@pytest.mark.parametrize(("runs", "read"), [(100, TICKED_BOX), (101, "□" * 101)])
def test_a_check_box_round_very_much_is_read_as_typed(runs: int, read: str) -> None:
    said = f'<w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="1"/></w14:checkbox>'
    inner = "<w:r><w:t>□</w:t></w:r>" * runs
    control = f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    [box] = read_form(docx(f"<w:p>{control}</w:p>")).boxes
    assert box.text[: len(read)] == read


def test_a_value_typed_into_a_hint_ends_at_its_own_line() -> None:
    shown = "（不超过200字）"
    hint = Literal(shown, plain(shown), starts=True, ends=True)
    lines = ("（不超过本案例200字）", *("另一行200字）" for _ in range(50)))
    left = without_hints(lines, [hint])
    assert left.lines == ("本案例", *lines[1:])
    assert left.cut


def test_cropped_pictures_of_a_form_have_a_bound_together() -> None:
    content = io.BytesIO()
    Image.new("RGB", (200, 100)).save(content, "PNG")
    picture = PastedPicture(content.getvalue(), 20, 10, crop=(0.1, 0, 0, 0))
    pixels = Pixels(40_000)
    assert [usable(picture, pixels)[0] for _ in range(2)] == [".png", ".png"]
    with pytest.raises(UnusableError, match="太多"):
        usable(picture, pixels)
    whole = PastedPicture(content.getvalue(), 20, 10)
    assert usable(whole, pixels) == (".png", content.getvalue())


def test_a_picture_of_900_million_pixels_is_not_unpacked() -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1_000))), (b"IEND", b""))
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    with pytest.raises(UnusableError, match="像素太多"):
        usable(PastedPicture(content, 20, 20, crop=(0.1, 0.1, 0.1, 0.1)))


def test_halves_of_characters_in_a_table_stay(campaign: Path) -> None:
    path = campaign / "applicants.json"
    path.write_text('[{"姓名": "\\ud800", "籍贯": "a\\udfffb"}]', encoding="utf-8")
    folder = campaign.parent / "收"
    folder.mkdir()
    (folder / "1.docx").write_bytes(good(NAMES[0]))
    assert collect(campaign, [folder], path).added == 1
    first, second = json.loads(path.read_text(encoding="utf-8"))
    assert (first["姓名"], first["籍贯"]) == ("\ud800", "a\udfffb")
    assert second["姓名"] == NAMES[0]


def test_a_table_that_no_file_can_be_is_refused(campaign: Path) -> None:
    link = campaign.parent / "圈.csv"
    link.symlink_to(link.name)
    for output in (link, campaign.parent / f"{'甲' * 100}.csv"):
        with pytest.raises(UsageError):
            collect(campaign, [campaign], output)
