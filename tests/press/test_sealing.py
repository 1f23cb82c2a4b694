"""Sealed sets, opened with pypdf, pdfium and poppler."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from formgen.press.binding import bind
from formgen.press.imposition import Paper, impose
from formgen.press.sealing import prepared_password, sealed
from formgen.problems import UsageError
from tests.press.making import ABOUT, index_leaves, leaves_of, source

PASSWORD = "Ypq-2023 泉屏"
LONGEST = ("x" * 127, "密" * 42)
TOO_LONG = ("x" * 128, "密" * 43)
PASSWORDS = [PASSWORD, "a", "密码", *LONGEST, "ｆｕｌｌ　ｗｉｄｔｈ！"]
_MOST_OF_POPPLER = 32
"""Bytes of a password that pdftotext takes on its command line."""


def a_set() -> bytes:
    """An index and two papers, one of them with two copies, on both sides."""
    papers = [Paper("甲", "申报表", 2, True, 2, "1"), Paper("", "汇总表", 1, False)]
    sources = [source(leaves_of(number, paper)) for number, paper in enumerate(papers)]
    index = source(index_leaves(1))
    return bind(impose(papers, 1), [(0, 0), (1, 0)], sources, index, ABOUT)


@pytest.fixture(scope="module")
def open_set() -> bytes:
    return a_set()


def opened(content: bytes, password: str = "") -> PdfReader:
    reader = PdfReader(io.BytesIO(content), strict=True)
    if password:
        assert reader.decrypt(password)
    return reader


def said(reader: Any) -> list[object]:
    """What a reader shows of a set beside its pages."""
    root = reader.trailer["/Root"]
    marks = [mark if isinstance(mark, list) else mark.title for mark in reader.outline]
    return [
        list(reader.page_labels),
        [[one.title for one in mark] if isinstance(mark, list) else mark for mark in marks],
        dict(root["/ViewerPreferences"]),
        root["/PageMode"],
        root["/Lang"],
        reader.metadata.title,
        [page.extract_text() for page in reader.pages],
    ]


@pytest.mark.parametrize("password", PASSWORDS)
def test_the_password_opens_it_as_it_was(open_set: bytes, password: str) -> None:
    content = sealed(open_set, password)
    before = said(opened(open_set))
    assert said(opened(content, password)) == before
    assert before[0] == ["目录1", "空白", "3", "4", "5", "6", "7", "空白"]


def test_nothing_is_read_of_it_without_the_password(open_set: bytes) -> None:
    content = sealed(open_set, PASSWORD)
    for wrong in ("", "ypq-2023 泉屏", PASSWORD[:-1], f"{PASSWORD} "):
        reader = PdfReader(io.BytesIO(content))
        assert not reader.decrypt(wrong)
        with pytest.raises(FileNotDecryptedError):
            reader.pages[0].extract_text()
        with pytest.raises(pypdfium2.PdfiumError, match="password"):
            pypdfium2.PdfDocument(content, password=wrong or None)
    assert b"paper 0" in open_set
    assert b"paper 0" not in content


def test_it_is_aes_256_of_revision_6(open_set: bytes) -> None:
    reader: Any = PdfReader(io.BytesIO(sealed(open_set, PASSWORD)))
    how = reader.trailer["/Encrypt"]
    assert (how["/V"], how["/R"], how["/Length"]) == (5, 6, 256)
    assert how["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    assert (how["/StmF"], how["/StrF"]) == ("/StdCF", "/StdCF")


@pytest.mark.parametrize("password", PASSWORDS)
def test_pdfium_opens_it(open_set: bytes, password: str) -> None:
    """It does not prepare what is typed: full-width letters are to be typed as plain ones."""
    content = sealed(open_set, password)
    shown = pypdfium2.PdfDocument(content, password=prepared_password(password))
    assert len(shown) == 8
    assert "paper 0 page 1" in shown[2].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    "password", [one for one in PASSWORDS if len(one.encode()) <= _MOST_OF_POPPLER]
)
def test_poppler_opens_it(open_set: bytes, password: str, tmp_path: Path) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler is not installed (make setup-test installs it)")
    file = tmp_path / "set.pdf"
    file.write_bytes(sealed(open_set, password))
    told = subprocess.run(
        [program, "-upw", prepared_password(password), file, "-"], capture_output=True, check=True
    )
    assert b"paper 0 page 1" in told.stdout
    wrong = subprocess.run([program, "-upw", "x", file, "-"], capture_output=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (1, b"")


def test_equal_input_gives_other_bytes(open_set: bytes) -> None:
    assert sealed(open_set, PASSWORD) != sealed(open_set, PASSWORD)


@pytest.mark.parametrize(
    ("password", "prepared"),
    [
        ("I\u00adX", "IX"),
        ("user", "user"),
        ("USER", "USER"),
        ("\u00aa", "a"),
        ("\u2168", "IX"),
        ("１２３　ａ！", "123 a!"),
        (" 泉屏 ", " 泉屏 "),
    ],
)
def test_a_password_is_prepared(password: str, prepared: str) -> None:
    """RFC 4013, 3, and what a Chinese keyboard makes of plain letters."""
    assert prepared_password(password) == prepared


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "密码是空的"),
        ("\u00ad\u200b", "密码是空的"),
        (TOO_LONG[0], "太长"),
        (TOO_LONG[1], "太长"),
        ("a\x07", "不能用的字符"),
        ("\ue000", "不能用的字符"),
        ("\ud800", "不能用的字符"),
        ("\U0002b740", "不能用的字符"),
        ("\u06271", "混在一起"),
        ("\u0627a\u0628", "混在一起"),
    ],
)
def test_a_password_of_no_use_is_refused(open_set: bytes, password: str, reason: str) -> None:
    """U+2B740, a rare character, is younger than the tables readers prepare passwords with."""
    with pytest.raises(UsageError, match=reason) as refused:
        sealed(open_set, password)
    assert not password or password not in str(refused.value)
